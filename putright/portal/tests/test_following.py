"""What a person finds behind the secret link of their case, and that nobody else finds it."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from putright.casework import cases
from putright.casework.actions import filing, handling, intake
from putright.council import here
from putright.council.clock import LONDON
from putright.letters.drawing import pdf
from putright.portal import progress
from putright.portal.tests import following_cases as told
from putright.rulebook import Event, plain, procedure, standing

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 6, 1, 10, 0, tzinfo=LONDON)
PAGES = (
    *("", "record/", "ombudsman/", "information/", "correction/", "stage-2/", "stage-2/asked/"),
    *("adjustment/", "withdrawal/", "complaint-after-all/", "letters/1/", "letters/1/pdf/", "remedies/1/", "files/1/"),
)


@pytest.fixture(autouse=True)
def _on_a_demo_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2026-06-05"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    words = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1]))
    return " ".join(words.split())


@pytest.mark.slow
def test_no_page_behind_the_link_shows_to_a_wrong_secret(client: Client) -> None:
    case = told.answered(told.acknowledged(told.received(MONDAY)))
    for secret in ("x", case.secret[:-1], case.secret.swapcase(), "é"):
        for page in PAGES:
            answer = client.get(f"/complaint/{case.reference}/{secret}/{page}")
            assert answer.status_code == 404
            assert "This link does not work" in answer.content.decode()
            assert "bin" not in answer.content.decode()
            assert client.post(f"/complaint/{case.reference}/{secret}/{page}").status_code == 404


@pytest.mark.slow
def test_a_wrong_link_looks_the_same_whether_or_not_there_is_a_case(client: Client) -> None:
    case = told.received(MONDAY)
    there = client.get(f"/complaint/{case.reference}/wrong/").content
    nowhere = client.get("/complaint/26-222-222/wrong/").content

    assert there == nowhere


@pytest.mark.slow
def test_a_link_that_was_withdrawn_opens_nothing_any_more(client: Client) -> None:
    case = told.received(MONDAY)
    old = case.address
    handling.withdraw_links(case.step(told.manager()))

    assert client.get(old).status_code == 404
    assert client.get(case.address).status_code == 200


@pytest.mark.slow
def test_a_page_behind_the_link_is_kept_by_no_cache_and_passed_on_to_nobody(client: Client) -> None:
    case = told.received(MONDAY)
    for page in ("", "record/", "information/", "no-such-page/"):
        answer = client.get(case.address + page)
        if answer.status_code == 200:
            assert "no-store" in answer["Cache-Control"]
            assert "noindex" in answer["X-Robots-Tag"]
            assert '<meta name="robots" content="noindex' in answer.content.decode()
    assert client.get(case.address)["Referrer-Policy"] == "no-referrer"
    assert client.get(f"{case.address}information/")["Referrer-Policy"] == "same-origin"


@pytest.mark.slow
def test_the_dates_on_the_page_are_the_rulebooks_with_its_sentence(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY).later(days=1))
    now = cases.standing(case.case, on=date(2026, 6, 5))
    reading = now.clock("stage_1_response")
    page = text_of(client, case.address)

    assert plain(reading.due_on) in page
    assert now.because(reading) in page


@pytest.mark.slow
def test_before_the_acknowledgement_the_page_says_what_follows_it(client: Client) -> None:
    page = text_of(client, told.received(MONDAY).address)

    assert "We will write to you to say how we understand your complaint by Monday 8 June 2026" in page
    assert "We will answer your complaint within 10 working days of telling you how we understand it." in page
    assert "The complaints team" in page


@pytest.mark.parametrize("name", ["local_council_code", "landlord_code", "children", "adult_care", "data_protection"])
def test_whatever_follows_without_a_date_is_said_in_words_of_its_own(name: str) -> None:
    rules = procedure(name)
    at_once = {kind for move in rules.moves if move.opens for kind in move.events} | {"received"}
    for clock in rules.clocks:
        starts_at_once = {start.on for start in clock.starts} & at_once
        if clock.stage and clock.owed_by == "council" and clock.n and not clock.each and not starts_at_once:
            assert clock.name in progress.LATER, clock.title


@pytest.mark.slow
def test_a_late_case_says_sorry_and_names_the_ombudsman(client: Client, settings: Settings) -> None:
    case = told.received(MONDAY)
    settings.DEMO_DAY = "2026-06-10"
    page = text_of(client, case.address)

    assert "We are late, and we are sorry" in page
    assert "was due by Monday 8 June 2026" in page
    assert "Local Government and Social Care Ombudsman (0300 061 0614)" in page


@pytest.mark.slow
def test_the_page_says_who_has_the_case_and_how_to_reach_them(client: Client) -> None:
    page = text_of(client, told.acknowledged(told.received(MONDAY)).address)

    assert "Imran Sayle Waste and recycling manager" in page
    assert "01632 960 002" in page


@pytest.mark.slow
def test_what_only_staff_may_know_is_not_on_the_page(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY))
    filing.add_note(case.step(told.imran()), note="The depot says the crew skipped it.")
    handling.declare(case.step(told.imran()), declared="none")

    for page in ("", "record/"):
        shown = text_of(client, case.address + page)
        assert "skipped" not in shown
        assert "declaration" not in shown


@pytest.mark.slow
def test_what_was_found_is_shown_only_once_it_has_been_answered(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY))
    assert "We got this wrong" not in text_of(client, f"{case.address}record/")
    told.answered(case)

    assert "We got this wrong" in text_of(client, f"{case.address}record/")
    assert "We will empty the bin every Monday" in text_of(client, case.address)


@pytest.mark.slow
def test_letters_are_readable_on_the_screen_and_as_a_tagged_pdf(client: Client) -> None:
    case = told.answered(told.acknowledged(told.received(MONDAY)))
    letters = re.findall(r'href="([^"]+/letters/\d+/)"', client.get(case.address).content.decode())
    assert len(letters) == 3
    assert "The round was changed and your street was left out." in text_of(client, letters[0])

    answer = client.get(f"{letters[0]}pdf/")
    if pdf.available():
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


@pytest.mark.slow
def test_a_letter_of_another_case_is_not_shown(client: Client) -> None:
    first = told.acknowledged(told.received(MONDAY))
    other = told.received(MONDAY, key="two")
    letter = first.case.letters.order_by("-pk")[0]

    assert client.get(f"{other.address}letters/{letter.pk}/").status_code == 404


@pytest.mark.slow
def test_an_anonymous_case_has_a_page_like_any_other(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY, person=intake.Contact()))
    assert "Our letters to you We are looking into your complaint" in text_of(client, case.address)
    assert "this page is the only place where you can read our answer" in text_of(client, f"{case.address}record/")


@pytest.mark.slow
def test_somebody_who_speaks_for_another_follows_the_case_too(client: Client) -> None:
    helen = intake.Contact(name="Helen Tran", email="helen@example.org")
    speaks = intake.Representing(contact=helen, authority="consent", authority_on=date(2026, 6, 1))
    person = intake.Contact(name="Ellie Tran")
    case = told.received(MONDAY, person=person, person_gets_letters=False, representing=speaks)

    assert "Ellie Tran. Helen Tran speaks for them." in text_of(client, f"{case.address}record/")


@pytest.mark.slow
def test_what_cannot_be_done_now_is_shown_with_its_reason(client: Client) -> None:
    case = told.received(MONDAY)
    page = text_of(client, case.address)
    assert "Ask for stage 2. You can ask for stage 2 once we have answered you." in page
    assert "Keep this link" in page
    assert "We have not told you yet how we understand your complaint." in page

    assert "once we have answered you" in text_of(client, f"{case.address}stage-2/")


def test_everything_that_happens_is_said_to_the_person_and_not_about_them() -> None:
    for name in ("local_council_code", "service_request"):
        for kind, move in procedure(name, on=date(2026, 6, 1)).making.items():
            if "council" in move.by or kind in progress.HAPPENED:
                assert "the person" not in progress.in_words(kind, move.happened), kind


@pytest.mark.slow
def test_a_promise_that_is_late_is_said_to_be_late(client: Client, settings: Settings) -> None:
    case = told.answered(told.acknowledged(told.received(MONDAY)))
    settings.DEMO_DAY = "2026-06-12"

    assert "We promised this by Thursday 11 June 2026, and it is not done. We are sorry." in text_of(
        client, case.address
    )


@pytest.mark.slow
def test_after_asking_for_stage_2_nobody_who_answered_before_is_named_as_having_it(client: Client) -> None:
    case = told.answered(told.acknowledged(told.received(MONDAY)))
    assert "Imran Sayle" in text_of(client, case.address)
    page = text_of(client, told.escalated(case).address)

    assert "Imran Sayle" not in page
    assert "somebody who did not answer you before" in page


@pytest.mark.slow
def test_a_case_on_another_procedure_is_never_said_to_stand_where_it_does_not() -> None:
    case = told.received(MONDAY, procedure="adult_care")
    council, rules = here.for_rulebook(), cases.standing(case.case, on=MONDAY.date()).procedure
    events = [Event(kind, MONDAY, facts={"points": (1,)}) for kind in ("received", "written_down")]

    assert (
        progress.of(standing(rules, events[:1], on=MONDAY.date(), council=council)).heading == "We have your complaint"
    )
    assert progress.of(standing(rules, events, on=MONDAY.date(), council=council)).heading.startswith("This is at")
