"""The people of a case at the desk: how they are reached, who speaks for them, and what shows that they may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from putright.accounts.models import Officer
from putright.casework import own_page
from putright.casework.actions import intake
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, fields, on, words

SitDown = Callable[..., Desk]
HELEN = {"role": "representative", "name": "Helen Tran", "relation": "daughter", "email": "helen@mail.example"}


def party(at: Desk, role: str = "complainant") -> Any:
    """Somebody in the case."""
    return at.case.parties.select_related("person").get(role=role)


@pytest.fixture
def hers(desk: SitDown, rosa: Officer) -> Desk:
    """Rosa at work on Maria's complaint."""
    return desk(rosa)


def test_the_case_leads_to_changing_its_people(hers: Desk) -> None:
    page = hers.open("case").content.decode()
    assert hers.address("contact", party(hers).pk) in page
    assert hers.address("representative") in page
    assert "Record what shows they may speak" not in page


def test_whoever_may_not_speak_for_people_sees_no_way_to_change_them(desk: SitDown, rosa: Officer) -> None:
    lee = desk(conftest.officer("Lee Harper", "link_officer"))
    assert lee.address("representative") not in lee.open("case").content.decode()
    assert lee.open("contact", party(lee).pk).status_code == 403


def test_a_contact_is_changed_and_the_timeline_says_which_details(hers: Desk) -> None:
    sent = hers.send("contact", party(hers).pk, changes={"email": "new@mail.example", "address": "9 High Street"})
    assert sent.status_code == 302, words(sent)
    assert party(hers).person.email == "new@mail.example"
    page = words(hers.open("case"))
    assert "the email address, the postal address" in page
    assert "maria@mail.example" not in page


def test_a_wrong_address_is_refused_beside_its_box_with_everything_typed_kept(hers: Desk) -> None:
    page = hers.send("contact", party(hers).pk, changes={"email": "maria at home", "phone": "01632 960111"})
    assert "Enter an email address like name@example.com" in words(page)
    assert (fields(page)["email"], fields(page)["phone"]) == ("maria at home", "01632 960111")


def test_saving_it_as_it_stands_says_that_nothing_was_changed(hers: Desk) -> None:
    assert "Nothing was changed" in words(hers.send("contact", party(hers).pk))


def test_whoever_was_overtaken_keeps_what_they_typed(hers: Desk, desk: SitDown, anita: Officer) -> None:
    typed = {**fields(hers.open("contact", party(hers).pk)), "phone": "01632 960111", "do": "take"}
    desk(anita, hers.case).send("contact", party(hers).pk, changes={"phone": "01632 960222"})
    page = hers.post("contact", party(hers).pk, data=typed)
    assert page.status_code == 409
    assert "Anita Rowe was here before you" in words(page)
    assert fields(page)["phone"] == "01632 960111"


def test_somebody_nobody_could_reach_gets_an_address_and_what_was_written(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa, conftest.acknowledged(conftest.complaint(person=intake.Contact(name="Maria Lindqvist")), rosa))
    page = at.open("contact", party(at).pk)
    assert "To use the new one, send the letter again here" in words(page)
    [letter] = at.case.letters.all()
    changes = {"email": "maria@mail.example", "again": str(letter.pk)}
    sent = at.send("contact", party(at).pk, changes=changes)
    assert sent.status_code == 302, words(sent)
    assert at.case.letters.count() == 2
    assert "Sent again" in words(at.open("case"))


def test_people_of_other_cases_are_not_found(hers: Desk) -> None:
    other = conftest.complaint().parties.get()
    assert hers.open("contact", other.pk).status_code == 404
    assert hers.open("authority", party(hers).pk).status_code == 404


# --- Who speaks for them. --------------------------------------------------------------------------------------------


def test_a_representative_is_added_and_their_consent_recorded_and_withdrawn(hers: Desk) -> None:
    sent = hers.send("representative", changes=HELEN)
    assert sent.status_code == 302, words(sent)
    helen = party(hers, "representative")
    assert "Record what shows they may speak" in words(hers.open("case"))
    agreed = {"authority": "consent", **on("authority_on", 8, 6), "authority_note": "By telephone"}
    sent = hers.send("authority", helen.pk, changes=agreed)
    assert sent.status_code == 302, words(sent)
    assert "The person has agreed to it, since Monday 8 June 2026" in words(hers.open("case"))
    withdrawn = hers.send("authority", helen.pk, changes={"authority": "withdrawn", **on("withdrawn_on", 9, 6)})
    assert withdrawn.status_code == 302, words(withdrawn)
    page = words(hers.open("case"))
    assert "Withdrawn by the person, since Tuesday 9 June 2026" in page
    assert own_page.speaks_for_them(hers.case) is None


def test_consent_needs_its_day_and_a_representative_a_name(hers: Desk) -> None:
    page = hers.send("representative", changes={**HELEN, "name": "", "authority": "consent"})
    assert "Enter the name of whoever speaks for them" in words(page)
    assert "Enter the day the person agreed to it" in words(page)
    assert fields(page)["relation"] == "daughter"


def test_the_day_of_the_consent_is_not_taken_for_the_day_it_was_withdrawn(hers: Desk) -> None:
    hers.send("representative", changes={**HELEN, "authority": "consent", **on("authority_on", 8, 6)})
    page = hers.send("authority", party(hers, "representative").pk, changes={"authority": "withdrawn"})
    assert "Enter the day the person withdrew it" in words(page)
    assert party(hers, "representative").authority == "consent"


def test_a_day_still_to_come_is_refused_by_the_record(hers: Desk) -> None:
    changes = {**HELEN, "authority": "consent", **on("authority_on", 10, 6)}
    assert "That day is still to come" in words(hers.send("representative", changes=changes))
