"""The work list: what it shows to whom, in what order, page after page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import drafts, filing, handling, later
from putright.casework.lists import lines
from putright.casework.writing.correspondence import Sending
from putright.council import clock, here
from putright.desk.tests import cast
from putright.web import filters

As = Callable[[Officer], Client]


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_what_is_late_and_untold_comes_first_and_says_what_to_do(as_: As, rosa: Officer) -> None:
    fresh = cast.complaint("It was left full today.")
    late = cast.complaint("It was left full for weeks.", at=cast.working_days_ago(9))

    page = body(as_(rosa), "/desk/?whose=all")

    assert page.index("Late, and the person has not been told") < page.index(late.reference)
    assert page.index(late.reference) < page.index(fresh.reference)
    assert "tell the person why and give them a new date" in page
    assert "4 working days late" in page


def test_whoever_was_told_a_new_date_stands_below_those_who_were_not(as_: As, imran: Officer, rosa: Officer) -> None:
    told = cast.complaint("One.", at=cast.working_days_ago(20))
    until = clock.today().replace(day=30)
    letter = Sending(parts={"done_so_far": "We asked the crew."}, confirmed=True)
    later.explain_delay(cast.step(told, imran), later.NewDate(until=until, reason="The crew is away."), letter=letter)
    untold = cast.complaint("Two.", at=cast.working_days_ago(9))

    page = body(as_(rosa), "/desk/?whose=all")

    assert page.index(untold.reference) < page.index(told.reference)
    assert f"told {filters.near_day(until)}" in page


def test_when_a_step_is_due_stands_before_everything_else_of_a_case(as_: As, rosa: Officer) -> None:
    case = cast.complaint("It was left full for weeks.", at=cast.working_days_ago(9))

    page = body(as_(rosa), "/desk/?whose=all")
    line = page[page.index(case.reference) :]

    assert line.index("working days late") < line.index("Stage 1 acknowledgement") < line.index("Waste")
    assert line.index("Stage 1 acknowledgement") < line.index(filters.near_day(case.next_due_on or clock.today()))


def test_another_services_case_is_not_in_the_list(as_: As, imran: Officer) -> None:
    theirs = cast.complaint("Damp.", service="housing")
    his = cast.complaint("Bins.")

    page = body(as_(imran), "/desk/?whose=all")

    assert his.reference in page
    assert theirs.reference not in page


def test_a_restricted_case_is_invisible(as_: As, rosa: Officer, anita: Officer) -> None:
    case = cast.complaint("About somebody who works here.")
    handling.restrict(cast.step(case, anita), restricted=True, reason="They work here.")

    assert case.reference not in body(as_(rosa), "/desk/?whose=all")
    assert case.reference in body(as_(anita), "/desk/?whose=all")
    assert as_(rosa).get(f"/desk/{case.reference}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("service=housing", "Damp."), ("at_risk=on", "At risk."), ("due-day=1&due-month=1&due-year=2027", "Bins.")],
)
def test_a_list_can_be_narrowed_down(as_: As, rosa: Officer, asked: str, shown: str) -> None:
    cast.complaint("Bins.")
    cast.complaint("Damp.", service="housing")
    risky = cast.complaint("At risk.", service="tax")
    handling.triage(cast.step(risky, rosa), handling.Triage(complexity="simple", at_risk=True))

    assert shown in body(as_(rosa), f"/desk/?whose=all&{asked}")
    if "due" not in asked:
        assert "Bins." not in body(as_(rosa), f"/desk/?whose=all&{asked}")


def test_a_day_that_is_none_is_said_to_be_none(as_: As, rosa: Officer) -> None:
    page = body(as_(rosa), "/desk/?whose=all&due-day=31&due-month=2&due-year=2026")

    assert "must be a real date" in page


def test_an_empty_list_says_so(as_: As, rosa: Officer) -> None:
    assert "There are no open cases. New complaints appear here" in body(as_(rosa), "/desk/")


def test_somebody_without_cases_of_their_own_begins_with_those_nobody_has(as_: As, rosa: Officer) -> None:
    case = cast.complaint()

    page = body(as_(rosa), "/desk/")

    assert case.reference in page
    assert re.search(
        r'aria-current="page">Nobody’s yet<span class="pr-section-nav__count"><span[^>]*>, </span>1<', page
    )


def test_a_contractor_sees_one_list_and_how_to_pass_a_complaint_on(as_: As, rosa: Officer) -> None:
    kit = cast.officer("Kit Doran", "contractor")
    page = body(as_(kit), "/desk/")

    assert "as soon as it is given to you" in page
    assert "/desk/intake/pass-on/" in page
    assert "Whose cases" not in page


def test_somebody_who_has_written_stands_out_until_it_is_read(as_: As, rosa: Officer) -> None:
    case, client = cast.complaint(), as_(rosa)
    filing.message(cast.step(case), said="Is anybody reading this?")

    assert "Has written</strong>" in body(client, "/desk/?whose=heard")
    assert "Is anybody reading this?" in body(client, f"/desk/{case.reference}/").split("What to do now")[0]
    client.post(f"/desk/{case.reference}/message/read/", {"key": "k" * 32})
    assert "Nobody has written" in body(client, "/desk/?whose=heard")
    assert "has written, and nobody" not in body(client, f"/desk/{case.reference}/")


def test_whoever_sees_no_case_finds_what_they_look_after(as_: As, sam: Officer) -> None:
    page = body(as_(sam), "/desk/")

    assert "You see no cases" in page
    assert 'href="/desk/wording/"' in page
    assert 'href="/desk/undelivered/"' in page
    assert f'href="{reverse("administration:home")}"' in page


def test_what_waits_for_a_decision_stands_on_top_of_the_list(as_: As, imran: Officer, anita: Officer) -> None:
    case = cast.acknowledged(cast.complaint(), by=anita, points=["The bin was missed."])
    drafts.save(cast.step(case, imran), "stage_1_response", parts={}, facts={}, edition=0)
    drafts.ask_approval(cast.step(case, imran), "stage_1_response")

    assert "An answer waits for your approval" in body(as_(anita), "/desk/")
    assert f'href="/desk/{case.reference}/approval/"' in body(as_(anita), "/desk/")
    assert "waits for your approval" not in body(as_(imran), "/desk/")

    drafts.approve(cast.step(case, anita), "stage_1_response", given=False, note="Say why it was missed.")
    assert "An answer was sent back to you" in body(as_(imran), "/desk/")
    assert "Say why it was missed." in body(as_(imran), f"/desk/{case.reference}/")


def test_a_contractor_reads_what_the_list_is_and_where_to_pass_on(as_: As) -> None:
    kit = cast.officer("Kit Doran", "contractor")
    page = body(as_(kit), "/desk/")

    assert "Cases given to you" in page
    assert 'href="/desk/intake/pass-on/"' in page
    assert as_(kit).get("/desk/intake/")["Location"] == "/desk/intake/pass-on/"


@pytest.mark.slow
def test_paging_neither_skips_nor_repeats(rosa: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "PAGE", 3)
    made = {cast.complaint(f"Number {n}.", at=cast.working_days_ago(n % 8)).reference for n in range(14)}
    ended = list(cases.visible_to(rosa))[::5]
    for case in ended:
        type(case).objects.filter(pk=case.pk).update(next_due_on=None)

    seen: list[str] = []
    after = None
    while True:
        page = cases.in_work_order(cases.visible_to(rosa), on=clock.today(), after=after)
        seen += [case.reference for case in page[:3]]
        if len(page) <= 3:
            break
        after = cases.place(cases.last_place(page[2]).written())

    assert len(seen) == len(made)
    assert set(seen) == made


def test_the_next_page_keeps_what_was_asked_for(as_: As, rosa: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "PAGE", 1)
    for text in ("One.", "Two."):
        cast.complaint(text)

    assert "?whose=all&amp;service=waste&amp;after=" in body(as_(rosa), "/desk/?whose=all&service=waste")


@pytest.mark.slow
def test_more_cases_need_no_more_queries(
    as_: As, rosa: Officer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(rosa)
    for n in range(2):
        cast.complaint(f"Number {n}.", adjustments=[("large_print", "")])
    client.get("/desk/")  # the first page of a session writes down that it began
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/?whose=all")

    for n in range(10):
        cast.complaint(f"Another {n}.", adjustments=[("large_print", "")])
    with django_assert_max_num_queries(len(few)):
        client.get("/desk/?whose=all")


def test_a_line_counts_working_days(rosa: Officer) -> None:
    case = cast.complaint(at=cast.working_days_ago(5))
    drawn = lines.line(lines.with_people(cases.visible_to(rosa)).get(pk=case.pk), on=clock.today())

    assert drawn.due == "due today"
    assert drawn.step == "Stage 1 acknowledgement"
    assert here.council().name == "Fenwick Vale Council"
