"""Reading cases in the words of staff: open, mine, overdue, not told, and the order of a day's work."""

from datetime import date, timedelta

import pytest
from django.db import connection

from putright.casework import cases, columns, models
from putright.casework.actions import endings, filing, handling, later
from putright.casework.tests import cast
from putright.council.models import Team

EVERY = models.Case.objects


def test_lists_are_what_they_are_called() -> None:
    case, ended = cast.received(), cast.complaint("acknowledged")
    endings.withdraw(cast.step(ended, "rosa"), how_told="She rang")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    assert list(cases.still_open(EVERY.all())) == [case]
    assert list(cases.mine(EVERY.all(), cast.who("imran"))) == [case]
    assert list(cases.unassigned(EVERY.all())) == [ended]


def test_overdue_is_what_the_council_owes_and_not_told_is_whoever_holds_no_date_to_come() -> None:
    case = cast.complaint("acknowledged")
    on = date(2026, 9, 22)
    assert list(cases.overdue(EVERY.all(), on=date(2026, 9, 21))) == []
    assert list(cases.overdue(EVERY.all(), on=on)) == list(cases.not_told(EVERY.all(), on=on)) == [case]
    later.explain_delay(
        cast.step(case, "anita", at=cast.on(22)),
        later.NewDate(until=date(2026, 9, 29), reason="Two services"),
        letter=cast.letter(done_so_far="Both were asked."),
    )
    assert list(cases.overdue(EVERY.all(), on=on)) == [case]
    assert list(cases.not_told(EVERY.all(), on=on)) == []
    assert list(cases.not_told(EVERY.all(), on=date(2026, 9, 30))) == [case]
    assert list(cases.due_by(EVERY.all(), date(2026, 9, 21))) == [case]


def test_who_has_written_shows_until_somebody_looks() -> None:
    case = cast.complaint("acknowledged")
    assert list(cases.heard_from(EVERY.all())) == []
    filing.message(cast.step(case), said="It is full again")
    wrote_at = cast.as_it_is(case).last_at
    filing.add_note(cast.step(case, "rosa"), note="Rang Greenway")
    assert [one.heard_from_at for one in cases.heard_from(EVERY.all())] == [wrote_at]
    filing.read(cast.step(case, "rosa"))
    assert list(cases.heard_from(EVERY.all())) == []
    filing.message(cast.step(case), said="There are two of us", correcting=True)
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    assert list(cases.heard_from(EVERY.all())) == []


def test_what_an_officer_writes_down_for_the_person_has_been_looked_at() -> None:
    case = cast.complaint("acknowledged")
    filing.message(cast.step(case, "rosa"), said="It is full again")
    assert list(cases.heard_from(EVERY.all())) == []


def test_those_at_risk_come_before_the_rest_and_after_nobody_but_the_untold() -> None:
    plain, risky, late = cast.received(), cast.received(answers={"danger": ["life"]}), cast.received()
    models.Case.objects.filter(pk=late.pk).update(next_due_on=date(2026, 9, 1))
    assert list(cases.in_work_order(EVERY.all(), on=date(2026, 9, 7))) == [late, risky, plain]


def test_a_team_has_the_cases_of_its_services_and_of_its_people_each_once() -> None:
    team = Team.objects.create(name="Streets")
    imran = cast.who("imran")
    imran.team = team
    imran.save()
    team.services.set(imran.services.all())
    theirs = cast.received()
    handling.assign(cast.step(theirs, "rosa"), imran)
    housing = cast.received(service="housing")
    handling.assign(cast.step(housing, "rosa"), imran)
    cast.received(service="housing")
    assert set(cases.of_team(EVERY.all(), imran)) == {theirs, housing}
    assert cases.of_team(EVERY.all(), imran).count() == 2
    assert list(cases.of_team(EVERY.all(), cast.who("rosa"))) == []


@pytest.mark.slow
def test_a_work_list_comes_in_pages_that_hold_every_case_once() -> None:
    first = cast.received()
    rows = []
    for place in range(120):
        row = models.Case.objects.get(pk=first.pk)
        row.pk, row.reference, row.intake_key = None, f"26-{place:06}", f"k{place}"
        row.next_due_on = None if place % 7 == 0 else date(2026, 9, 1) + timedelta(days=place % 20)
        row.next_by = "council" if place % 3 else "complainant"
        row.at_risk = place % 11 == 0
        rows.append(row)
    models.Case.objects.bulk_create(rows)
    models.Case.objects.filter(pk=first.pk).update(next_due_on=None)
    on, after, seen = date(2026, 9, 10), None, []
    while True:
        page = list(cases.in_work_order(EVERY.all(), on=on, after=after))
        seen += page[: cases.PAGE]
        if len(page) <= cases.PAGE:
            break
        written = cases.last_place(page[cases.PAGE - 1]).written()
        after = cases.place(written)
        assert after is not None
        assert after.written() == written
    assert len(seen) == len({case.pk for case in seen}) == 121
    untold = [case.next_by == "council" and (case.next_due_on or on) < on for case in seen]
    ranks = [2 * late + case.at_risk for case, late in zip(seen, untold, strict=True)]
    assert ranks == sorted(ranks, reverse=True)
    assert untold == sorted(untold, reverse=True)
    rest = [case.next_due_on for case, rank in zip(seen, ranks, strict=True) if not rank]
    assert rest == sorted(rest, key=lambda day: (day is None, day or on))


@pytest.mark.parametrize(
    "written", ["", "1", "1.2026-09-01", "4.2026-09-01.1", "-1..1", "1.x.3", "1.2026-09-01.x", "1.2.3.4"]
)
def test_an_address_that_is_no_place_begins_at_the_beginning(written: str) -> None:
    assert cases.place(written) is None


def test_the_timeline_tells_everything_with_its_words_as_it_holds_today() -> None:
    case = cast.received()
    filing.add_note(cast.step(case, "rosa"), note="Rang, no answer")
    handling.withdraw_links(cast.step(case, "rosa"))
    first, note, links = cases.timeline(cast.as_it_is(case))
    assert (first.title, note.title) == ("The complaint was received", "A note was added")
    assert links.title == "The links sent so far were withdrawn"
    assert dict(first.written) == {"said": cast.SAID, "wanted": cast.WANTED}
    assert note.written == (("note", "Rang, no answer"),)
    assert note.event.by == cast.who("rosa")
    models.Words.objects.update(body="", erased_on=date(2033, 1, 1))
    assert cases.timeline(case)[1].written == (("note", ""),)


def test_every_row_can_be_named_in_a_log_without_naming_anybody() -> None:
    case = cast.complaint("answered", adjustments=[("audio", "")])
    assert str(case) == case.reference
    assert str(case.events.all()[0]) == "received (1)"
    assert str(case.points.all()[0]) == "Point 1"
    assert str(models.Finding.objects.all()[0]) == "Point 1: upheld"
    assert str(models.Words.objects.all()[0]).startswith("said (")
    assert str(models.Draft(letter="x")) == "Draft of x"
    assert str(models.Remedy(kind="apology", until=date(2026, 9, 1))) == "apology by 2026-09-01"
    assert str(models.Improvement(what="Check it")) == "Check it"


def test_the_rows_are_counted_so_that_the_few_are_found_among_the_many() -> None:
    cast.received()
    columns.count_rows()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE idx = 'open_case_by_due_day'")
            assert cursor.fetchone() == (1,)
    assert cases.still_open(EVERY.all()).count() == 1
