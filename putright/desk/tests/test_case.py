"""The page of a case: who sees it, and what it never leaves out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import adjustments, filing, handling, intake, refusal
from putright.casework.files import documents
from putright.council import clock
from putright.desk import people
from putright.desk.tests import cast
from putright.rulebook import plain

As = Callable[[Officer], Client]


def page_of(client: Client, case: cases.Case) -> str:
    answer = client.get(f"/desk/{case.reference}/")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("page", ["", "note/", "documents/", "documents/1/", "letters/1/", "letters/1/as-sent/"])
def test_another_services_case_is_not_found(as_: As, imran: Officer, page: str) -> None:
    case = cast.complaint("Damp.", service="housing")

    assert as_(imran).get(f"/desk/{case.reference}/{page}").status_code == 404


def test_everything_not_on_offer_is_shown_with_its_reason(as_: As, imran: Officer) -> None:
    case = cast.complaint()
    page = page_of(as_(imran), case)

    for offer in cases.standing(case, on=clock.today()).offers:
        if offer.move.begins or offer.move.name == "record_adjustment":  # nobody has asked for one
            continue
        assert offer.move.title in page
        assert (offer.why_not or "") in page


def test_an_adjustment_is_agreed_only_where_one_was_asked_for(as_: As, rosa: Officer) -> None:
    case = cast.complaint()
    assert "Agree the adjustment they asked for" not in page_of(as_(rosa), case)
    assert "Record an adjustment they ask for" in page_of(as_(rosa), case)

    adjustments.ask(cast.step(case), case.parties.get().pk, kind="more_time")

    assert "Agree the adjustment they asked for" in page_of(as_(rosa), case)


def test_a_refusal_is_told_with_names_and_the_title_of_its_ground(as_: As, rosa: Officer, anita: Officer) -> None:
    case = cast.complaint()
    refusal.propose(
        cast.step(case, rosa),
        refusal.Proposed(ground="employment", answers={}, reasons="It is about your job.", evidence="Your letter"),
    )
    ground = cases.standing(case, on=clock.today()).procedure.ground["employment"]

    assert f"Ground: {ground.title}" in page_of(as_(anita), case)
    assert people.named_in(f"Proposed by officer {rosa.pk}.") == f"Proposed by {rosa.name}."
    refusal.send_back(cast.step(case, anita), "employment", why="It is about the bins.")
    assert "did not agree to refuse it" in page_of(as_(rosa), case)


def test_what_is_somebody_elses_to_do_is_shown_with_whose_it_is(as_: As, imran: Officer) -> None:
    page = page_of(as_(imran), cast.complaint())

    assert "Next is “Acknowledge at stage 1”. This is for somebody else to do: complaints officer" in page
    assert (
        "This is for somebody else to do: complaints officer" in page[page.index("What cannot be done now, and why") :]
    )


def test_what_to_mind_before_getting_in_touch_stands_at_the_top(as_: As, rosa: Officer) -> None:
    person = intake.Contact(name="Ellie Tran", phone="01632 960002", safe_to_contact="Never leave a message.")
    speaks = intake.Representing(contact=intake.Contact(name="Helen Tran"), may_be_told="the_answer")
    page = page_of(as_(rosa), cast.complaint(person=person, representing=speaks, adjustments=[("phone_first", "")]))

    assert "Never leave a message." in page[: page.index("What to do now")]
    assert "The answer, and nothing else" in page
    assert "Asked for, and not here yet" in page
    assert "ring before writing: asked for on" in page[: page.index("What to do now")]


def test_a_person_at_risk_and_a_restricted_case_are_said_in_words_at_the_top(as_: As, anita: Officer) -> None:
    case = cast.complaint()
    handling.triage(cast.step(case, anita), handling.Triage(complexity="simple", at_risk=True))
    handling.restrict(cast.step(case, anita), restricted=True, reason="It is about a colleague.")
    top = page_of(as_(anita), case).split("What to do now")[0]

    assert "Somebody is at risk" in top
    assert "Only those who deal with it see this case." in top


def test_what_is_owed_next_is_the_one_button(as_: As, rosa: Officer) -> None:
    case = cast.complaint()
    page = page_of(as_(rosa), case)
    card = page[page.index("What to do now") : page.index("What else can be done")]

    assert re.findall(r'class="govuk-button[^>]*>\s*([^<]*?)\s*</a>', card) == ["Acknowledge at stage 1"]
    assert "by Wednesday 24 June 2026" in card
    assert "5 working days later is" in card


def test_a_refusal_that_is_for_somebody_else_to_decide_can_be_proposed(as_: As, rosa: Officer) -> None:
    case = cast.complaint()
    page = page_of(as_(rosa), case)
    link = re.search(r'href="([^"]+)">\s*Propose to refuse to take the complaint', page)

    assert link is not None
    assert as_(rosa).get(link[1]).status_code == 200


def test_whoever_decides_a_refusal_is_not_told_to_propose_it(as_: As, anita: Officer) -> None:
    assert "Propose to refuse" not in page_of(as_(anita), cast.complaint())


def test_whoever_was_given_a_case_is_asked_at_once_about_a_conflict(as_: As, rosa: Officer, imran: Officer) -> None:
    case = cast.assigned(cast.complaint(), imran, by=rosa)

    assert "do you have a conflict of interest?" in page_of(as_(imran), case)
    assert "do you have a conflict of interest?" not in page_of(as_(rosa), case)
    handling.declare(cast.step(case, imran), declared="none")
    assert "do you have a conflict of interest?" not in page_of(as_(imran), case)


def test_a_contractor_does_not_read_what_staff_write_for_each_other(as_: As, rosa: Officer, anita: Officer) -> None:
    kit = cast.officer("Kit Doran", "contractor")
    case = cast.complaint()
    handling.triage(cast.step(case, rosa), handling.Triage(complexity="simple", note="The crew is known for this."))
    filing.add_note(cast.step(case, rosa), note="Do not believe the contractor.")
    handling.restrict(cast.step(case, anita), restricted=True, reason="It is about one of their drivers.")
    cast.assigned(case, kit, by=anita)
    page = page_of(as_(kit), case)

    assert "My bin was missed" in page
    assert "Do not believe" not in page
    assert "known for this" not in page
    assert "one of their drivers" not in page
    assert "Notes for colleagues" not in page
    assert "Do not believe" in page_of(as_(anita), case)
    assert "one of their drivers" in page_of(as_(anita), case)


def test_a_breach_is_shown_plainly_and_the_date_explained(as_: As, rosa: Officer) -> None:
    page = page_of(as_(rosa), cast.complaint(at=cast.working_days_ago(9)))

    assert "This is late, and the person holds no date that is still to come." in page
    assert "Not as it should have been" in page
    assert "5 working days later is" in page


def test_a_correction_leaves_what_was_there_and_says_why(as_: As, anita: Officer) -> None:
    case = cast.complaint()
    filing.add_note(cast.step(case, anita), note="Wrong case.")
    filing.correct(cast.step(case, anita), 2, reason="It belongs elsewhere.", change={"struck": True})

    page = page_of(as_(anita), case)

    assert "<s>A note was added</s>" in page
    assert "Corrects: entry 2" in page
    assert "It belongs elsewhere." in page


def test_a_note_is_added_once_however_often_it_is_sent(as_: As, rosa: Officer) -> None:
    case, client = cast.complaint(), as_(rosa)
    sent = {"note": "Rang; nobody there.", "key": "k" * 32}
    for _ in range(2):
        assert client.post(f"/desk/{case.reference}/note/", sent).status_code == 302

    assert page_of(client, case).count("Rang; nobody there.") == 2  # once among the notes, once in the timeline


def test_nobody_takes_the_key_of_a_step_that_the_machine_will_take(as_: As, rosa: Officer) -> None:
    case = cast.complaint()
    as_(rosa).post(f"/desk/{case.reference}/note/", {"note": "He rang.", "key": "disposal-1"})

    noted = case.events.get(kind="note_added")
    assert noted.key.isalnum()


def test_an_empty_note_is_refused_in_words(as_: As, rosa: Officer) -> None:
    case = cast.complaint()

    assert "Write the note first" in as_(rosa).post(f"/desk/{case.reference}/note/", {"key": "1"}).content.decode()


def test_documents_are_only_downloads(
    as_: As, rosa: Officer, imran: Officer, settings: Settings, tmp_path: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    evil = documents.Upload(name="page.txt", content=b"<script>alert(1)</script>")
    case = cast.complaint("Damp.", service="housing", files=[evil])
    number = case.documents.get().pk

    answer = as_(rosa).get(f"/desk/{case.reference}/documents/{number}/")

    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"] == 'attachment; filename="page.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert as_(imran).get(f"/desk/{case.reference}/documents/{number}/").status_code == 404


def test_a_document_held_back_is_not_given_out(as_: As, rosa: Officer, settings: Settings, tmp_path: str) -> None:
    settings.MEDIA_ROOT = tmp_path
    case = cast.complaint(files=[documents.Upload(name="page.txt", content=b"words")])
    case.documents.update(scan="quarantined")
    number = case.documents.get().pk

    assert as_(rosa).get(f"/desk/{case.reference}/documents/{number}/").status_code == 404
    assert "Held back" in page_of(as_(rosa), case)


def test_a_letter_is_shown_as_it_went_and_can_do_nothing(as_: As, rosa: Officer) -> None:
    case = cast.complaint()
    letter = case.letters.get()
    address = f"/desk/{case.reference}/letters/{letter.pk}/"

    assert letter.digest in as_(rosa).get(address).content.decode()
    policy = as_(rosa).get(f"{address}as-sent/")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert policy.endswith("; sandbox")
    assert "unsafe-inline" not in policy


def test_a_linked_case_the_officer_may_not_see_is_not_named(as_: As, imran: Officer, rosa: Officer) -> None:
    first = cast.complaint("Damp.", service="housing")
    second = cast.complaint("Bins.", came_from=first.reference)

    assert first.reference not in page_of(as_(imran), second)
    assert first.reference in page_of(as_(rosa), second)


@pytest.mark.slow
def test_a_long_file_needs_no_more_queries(
    as_: As, rosa: Officer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case, client = cast.complaint(adjustments=[("large_print", "")]), as_(rosa)
    cast.acknowledged(case, by=rosa, points=["One.", "Two.", "Three."])
    for n in range(10):
        filing.add_note(cast.step(case, rosa), note=f"Note {n}")

    with django_assert_max_num_queries(50):
        client.get(f"/desk/{case.reference}/")


def test_looking_after_the_file_is_offered_to_those_whose_work_it_is(as_: As, rosa: Officer, imran: Officer) -> None:
    case = cast.complaint()

    assert f"/desk/{case.reference}/assignment/" in page_of(as_(rosa), case)
    assert f"/desk/{case.reference}/assignment/" not in page_of(as_(imran), case)
    assert "Correct this entry" not in page_of(as_(rosa), case)


def test_what_the_person_told_us_is_read_once_and_before_the_record(as_: As, rosa: Officer) -> None:
    page = page_of(as_(rosa), cast.complaint("The bin was left full.", wanted="A collection."))

    assert page.count("A collection.") == 1
    assert page.index("What they told us") < page.index("A collection.") < page.index("Everything that happened")
    assert 'href="#told"' in page


def test_what_is_due_says_why_on_the_page_itself(as_: As, rosa: Officer) -> None:
    case = cast.complaint(at=cast.working_days_ago(9))
    (reading,) = (one for one in cases.standing(case, on=clock.today()).clocks if one.running)
    page = page_of(as_(rosa), case)

    assert f"it was due on {plain(reading.due_on)}" in page
    assert cases.standing(case, on=clock.today()).because(reading) in page
    assert "How the date" not in page
