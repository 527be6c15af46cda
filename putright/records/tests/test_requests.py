"""The pages of a request for one's own data, from taking it down to the pack."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client

from putright.casework import cases
from putright.casework.retention import holds
from putright.casework.subject_access import requests
from putright.casework.tests import cast
from putright.council import clock
from putright.letters import outbox
from putright.letters.drawing import pdf
from putright.records.tests import sitting
from putright.records.tests.sitting import send, text

ON = {"on-day": "10", "on-month": "6", "on-year": "2028"}
RECEIVED = {"received_on-day": "9", "received_on-month": "6", "received_on-year": "2028"}
SAID = "Our bin. Quentin Vossbrink next door saw it all."


@pytest.fixture
def case() -> cases.Case:
    return cast.received(said=SAID)


@pytest.fixture
def address(hers: Client, case: cases.Case) -> str:
    """A request of Maria's, with everything collected."""
    told = {"name": "Maria Lindqvist", "email": "maria@mail.example", **RECEIVED}
    made = send(hers, "/records/requests/new/", **told)
    assert "Written down. It is due on Monday 10 July 2028" in text(made)
    where = str(made.redirect_chain[-1][0])
    party = case.parties.get()
    people = hers.post(f"{where}people/", {f"who-{case.reference}/{party.pk}": "same"}, follow=True)
    assert "What is about them is collected" in text(people)
    return where


def items(case: cases.Case) -> list[int]:
    [request] = requests.every()
    return list(request.items.values_list("pk", flat=True))


def read_all(hers: Client, case: cases.Case) -> Any:
    for number in items(case):
        answer = hers.post(f"/records/requests/items/{number}/", {"do": "give"}, follow=True)
    return answer


def test_who_it_is_is_suggested_and_why(hers: Client, case: cases.Case, address: str) -> None:
    page = text(hers.get(f"{address}people/"))

    assert "Same name, same email address" in page
    assert case.reference in page


def test_a_name_is_withheld_everywhere_and_a_sentence_by_itself(hers: Client, case: cases.Case, address: str) -> None:
    assert "stand in no item" in text(send(hers, f"{address}words/", words="Nobody", reason="third_party"))
    told = send(hers, f"{address}words/", words="Vossbrink\nQuentin", reason="third_party")
    assert "Withheld in" in text(told)

    number = next(one for one in items(case) if "Our bin." in text(hers.get(f"/records/requests/items/{one}/")))
    where = f"/records/requests/items/{number}/"
    given = text(hers.get(where)).partition("Sentences")[0]
    assert "[withheld: about somebody else]" in given
    assert "Vossbrink" not in given
    assert "Choose the reason" in text(hers.post(where, {"do": "withhold", "words": "bin"}))
    assert "“" in text(hers.post(where, {"do": "all", "reason": "privilege"}, follow=True))
    again = hers.post(where, {"do": "again"}, follow=True)
    assert "Vossbrink" in text(again)


def test_the_plain_items_of_a_case_are_read_together_and_noted_each(
    hers: Client, case: cases.Case, address: str
) -> None:
    [request] = requests.every()
    where = f"{address}cases/{case.reference}/"
    send(hers, f"{address}words/", words="Vossbrink", reason="third_party")
    page = hers.get(where)
    assert "Read all of these, nothing is withheld" in text(page)
    assert "Vossbrink" not in text(page)
    partly = request.items.exclude(spans=[]).count()

    shown = re.findall(r'name="item" value="([0-9]+)"', page.content.decode())
    assert len(shown) == request.items.count() - partly
    told = hers.post(where, {"item": shown}, follow=True)

    assert f"{len(shown)} are read." in text(told)
    assert set(request.items.filter(pk__in=shown).values_list("looked_by__name", flat=True)) == {cast.who("wendy").name}
    assert request.items.filter(looked_at=None).count() == partly > 0
    assert "somebody has read them meanwhile" in text(hers.post(where, {"item": shown}, follow=True))


def test_what_did_not_stand_on_the_page_is_not_read_by_it(hers: Client, case: cases.Case, address: str) -> None:
    [request] = requests.every()
    where = f"{address}cases/{case.reference}/"

    first = items(case)[0]
    hers.post(where, {"item": [first, "999999", "x", "9" * 40]})

    assert list(request.items.exclude(looked_at=None).values_list("pk", flat=True)) == [first]
    assert hers.get(f"{address}cases/26-99999-X/").status_code == 404
    assert hers.get(f"/records/requests/{'9' * 30}/cases/{case.reference}/").status_code == 404


def test_a_hold_waits_for_a_decision_of_its_own(hers: Client, case: cases.Case, address: str) -> None:
    wanted = holds.Wanted(kind="legal", reason="A claim", review_on=date(2028, 12, 1), references=(case.reference,))
    holds.place(wanted, by=cast.who("wendy"), at=clock.now(), key="hold")
    party, [request] = case.parties.get(), requests.every()
    hers.post(f"{address}people/", {f"who-{case.reference}/{party.pk}": "same"})
    item = request.items.get(kind="hold")
    where = f"{address}cases/{case.reference}/"
    assert "Decide whether it is given" in text(hers.get(where))
    assert "To decide" in text(hers.get(address))

    hers.post(where, {"item": [one.pk for one in request.items.all()]})
    assert list(request.items.filter(looked_at=None)) == [item]
    assert "Decided: give it like this" in text(hers.get(f"/records/requests/items/{item.pk}/"))
    hers.post(f"/records/requests/items/{item.pk}/", {"do": "all", "reason": "privilege"})

    assert request.items.get(pk=item.pk).withheld == "privilege"
    assert "To decide" not in text(hers.get(address))


def test_a_form_with_no_known_button_changes_nothing(hers: Client, case: cases.Case, address: str) -> None:
    number = items(case)[0]

    assert hers.post(f"/records/requests/items/{number}/", {"do": "jump"}).status_code == 200
    assert hers.get("/records/requests/items/999999/").status_code == 404


def test_it_is_not_released_before_everything_is_read(hers: Client, case: cases.Case, address: str) -> None:
    refused = send(hers, f"{address}release/", to="Maria", how="post")

    assert "Make sure who asks" in text(refused)


@pytest.mark.skipif(not pdf.available(), reason="PDF cannot be made here")
@pytest.mark.slow
def test_a_pack_is_made_downloaded_and_logged(hers: Client, his: Client, case: cases.Case, address: str) -> None:
    send(hers, f"{address}words/", words="Vossbrink\nQuentin", reason="third_party")
    assert "Written down" in text(send(hers, f"{address}identity/", how="Passport seen", **ON))
    assert "is given as it was shown" in text(read_all(hers, case))
    assert "Noted that you have checked it" in text(his.post(f"{address}check/", follow=True))

    done = text(send(hers, f"{address}release/", to="Maria, 3 Mill Lane", how="post"))

    assert "The pack is made" in done
    assert "Maria, 3 Mill Lane" in done
    assert "about somebody else:" in done
    link = done.partition("/records/requests/given/")[2].partition('"')[0]
    pack = b"".join(hers.get(f"/records/requests/given/{link}"))
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        assert b"Vossbrink" not in archive.read("index.html")
        assert b"Our bin." in archive.read("index.html")
    assert "has been answered" in text(
        hers.post(f"{address}extension/", {"because": "Many", "how": "otherwise", "do": "record"})
    )


def test_two_further_months_are_taken_for_a_reason(hers: Client, address: str) -> None:
    seen = text(send(hers, f"{address}extension/", because="Forty cases", how="email", do="look"))
    assert "Extend it and send the letter" in seen
    assert "We will answer by Monday 11 September 2028" in seen

    extended = text(send(hers, f"{address}extension/", because="Forty cases", how="email", do="record"))

    assert "It is due on Monday 11 September 2028 now. The letter is on its way." in extended
    assert "Forty cases" in extended
    [sent] = outbox.everything(about="").filter(to="maria@mail.example")
    for said in ("Forty cases", "11 September 2028", "complain to us", "Information Commissioner", "a court"):
        assert said in sent.text, said


@pytest.mark.skipif(not pdf.available(), reason=pdf.WHAT_TO_INSTALL)
@pytest.mark.slow
def test_a_letter_about_more_time_by_post_is_kept_and_printed(hers: Client) -> None:
    told = {"name": "Joseph Abara", "address": "3 Mill Lane", **RECEIVED}
    where = str(send(hers, "/records/requests/new/", **told).redirect_chain[-1][0])
    assert hers.get(f"{where}extension.pdf").status_code == 404
    assert "Say how they are told" in text(send(hers, f"{where}extension/", because="Many", how="email", do="record"))

    done = text(send(hers, f"{where}extension/", because="Many", how="post", do="record"))

    assert "The letter waits in the print room: see that it is posted in time." in done
    assert "Waits in the print room" in text(hers.get(where))
    assert hers.get(f"{where}extension.pdf").content.startswith(b"%PDF")
    assert [one.channel for one in outbox.everything(about="")] == ["post"]


def test_the_time_waits_and_says_why_until_they_answer(hers: Client, address: str) -> None:
    day = {"asked_on-day": "12", "asked_on-month": "6", "asked_on-year": "2028"}
    form = text(hers.get(f"{address}asking/"))
    assert "has not been checked against the law as it stands" in form
    assert "Say what you asked them" in text(send(hers, f"{address}asking/", kind="clarification", **day))

    page = text(send(hers, f"{address}asking/", kind="clarification", what="Which years?", **day))

    assert "The time waits. Were it answered today" in page
    assert "Waits for an answer" in text(hers.get("/records/requests/"))
    number = next(part.partition("/")[0] for part in page.split(f"{address}asking/") if part[:1].isdecimal())
    heard = send(hers, f"{address}asking/{number}/", **{"on-day": "12", "on-month": "6", "on-year": "2028"})
    assert "Written down. It is due on" in text(heard)
    assert hers.get(f"{address}asking/{number}/").status_code == 404


def test_a_second_check_by_whoever_prepared_it_is_refused(hers: Client, case: cases.Case, address: str) -> None:
    read_all(hers, case)

    assert "Somebody else than those who prepared it" in text(hers.post(f"{address}check/", follow=True))


def test_nobody_without_the_role_downloads_or_reads_anything(case: cases.Case, address: str) -> None:
    other = sitting.signed_in(cast.who("anita"))

    for where in (
        address,
        f"{address}people/",
        f"{address}cases/{case.reference}/",
        f"/records/requests/items/{items(case)[0]}/",
        "/records/requests/given/1.zip",
    ):
        assert other.get(where).status_code == 403, where
