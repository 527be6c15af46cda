"""Routes: what the file says is complete, what it may not say is refused, and its time limits can be worked out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.reading import Refused
from putright.rulebook.dates.days import Council, Term
from putright.rulebook.dates.working_days import CalendarEnds
from putright.rulebook.routing import routes
from putright.rulebook.routing.routes import Route
from putright.rulebook.routing.time_limits import time_limit

EVERY = tuple(routes.every().values())
EVERY_LIMIT = [(route, limit.name) for route in EVERY for limit in route.limits]
TERMS = (Term(date(2026, 1, 5), date(2026, 3, 27)), Term(date(2026, 4, 13), date(2026, 7, 21)))

FILE = """
in_force = 2026-06-19
source = "The law"

[[routes]]
id = "pcn"
name = "Penalty charge notice"
about = "A penalty."
para = "Traffic Management Act 2004"
goes_to = "The parking team"
tell = "Challenge it."
handling_complaint = "stage_1"
handling_why = "Staff conduct stays."
ends_with = "the tribunal"
ombudsmen = ["lgsco"]

[[routes.limits]]
name = "appeal"
title = "appeal"
n = 28
unit = "calendar_day"
from = "the day of the rejection"
whose = "complainant"
para = "SI 2022/71"

[[routes]]
id = "elsewhere"
name = "Elsewhere"
about = "Something else."
para = "6.7"
goes_to = "Somebody else"
tell = "Ask them."
handling_complaint = "no"
handling_why = "It is theirs."
ends_with = "them"
ombudsmen = ["lgsco"]
targets = [{ name = "nhs", title = "the NHS" }, { name = "police", title = "the police", then = "their commissioner" }]

[[routes.limits]]
name = "look_back"
title = "tell the person"
n = 3
unit = "school_day"
before = true
from = "the day of the hearing"
whose = "panel"
para = "appeal code"
"""


def load(tmp_path: Path, text: str) -> dict[str, Route]:
    path = tmp_path / "routes.toml"
    path.write_text(text, encoding="utf-8")
    return dict(routes.load(path))


def test_a_sound_file_is_read_with_its_limits_and_bodies(tmp_path: Path) -> None:
    found = load(tmp_path, FILE)
    assert list(found) == ["pcn", "elsewhere"]
    assert found["pcn"].limit("appeal").counts_from == "the day of the rejection"
    assert found["elsewhere"].limit("look_back").before
    assert found["elsewhere"].target("police").then == "their commissioner"
    assert found["pcn"].in_force == date(2026, 6, 19)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("in_force = 2026-06-19\n", "", "routes.toml: is undated"),
        ('source = "The law"', 'sauce = "The law"', "unknown word 'sauce'"),
        ("[[routes]]", "[[routes", "routes.toml: "),
        ('id = "elsewhere"', 'id = "pcn"', "the route 'pcn' is there 2 times"),
        ('para = "Traffic Management Act 2004"\n', "", "routes.toml, line 5: has no paragraph"),
        ('para = "SI 2022/71"', 'para = " "', "routes.toml, line 17: has no paragraph"),
        ('para = "appeal code"\n', "", "routes.toml, line 39: has no paragraph"),
        ('goes_to = "The parking team"\n', "", "line 5: goes_to is missing"),
        ('goes_to = "The parking team"', 'goes_too = "The parking team"', "unknown word 'goes_too'"),
        ('tell = "Challenge it."', 'tell = ""', "the route 'pcn' has an empty tell"),
        ('handling_complaint = "no"', 'handling_complaint = "never"', "the unknown handling_complaint 'never'"),
        ('ombudsmen = ["lgsco"]', "ombudsmen = []", "names no Ombudsman we know"),
        ('ombudsmen = ["lgsco"]', 'ombudsmen = ["owl"]', "names no Ombudsman we know; name one or more of: lgsco"),
        ('name = "police"', 'name = "nhs"', "has the body 'nhs' 2 times"),
        ('title = "the NHS" }', 'title = "the NHS", phone = "1" }', "unknown word 'phone'"),
        ("n = 28", 'n = "28"', "line 17, n: is '28'; it must be int"),
        ("n = 28", "n = -1", "'appeal', which has a length below nought"),
        ('unit = "calendar_day"', 'unit = "agreed"', "which counts in 'agreed'; use one of: working_day"),
        ('whose = "complainant"', 'whose = "somebody"', "which belongs to 'somebody'"),
        ('unit = "school_day"', 'unit = "working_day"', "which cannot be counted back"),
        ("before = true", "before = true\ncount_first_day = true", "which cannot be counted back"),
        ('from = "the day of the rejection"', 'from = ""', "which does not say for what, or from when"),
        ('title = "appeal"', 'title = ""', "which does not say for what, or from when"),
        ('para = "appeal code"', 'para = "appeal code"\nin_force = 2027-01-01', "comes into force later than its file"),
    ],
)
def test_what_a_file_may_not_say_is_refused_with_the_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in FILE
    with pytest.raises(Refused) as refusal:
        load(tmp_path, FILE.replace(old, new, 1))
    assert said in str(refusal.value)
    assert refusal.value.do


def test_a_limit_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    once = FILE[FILE.index("[[routes.limits]]") : FILE.index('[[routes]]\nid = "elsewhere"')]
    with pytest.raises(Refused, match="has the time limit 'appeal' 2 times"):
        load(tmp_path, FILE.replace(once, once + once))


def test_no_route_is_a_procedure_as_well() -> None:
    assert not set(routes.every()) & set(library.shelf())


@pytest.mark.parametrize("route", EVERY, ids=lambda route: route.id)
def test_every_route_tells_a_person_what_to_do_and_where_it_ends(route: Route) -> None:
    assert route.tell.endswith(".")
    assert route.about.endswith(".")
    assert route.handling_why.endswith(".")
    assert "will not" not in route.tell, "we do not say what an Ombudsman can or cannot look at"
    assert "cannot look" not in route.tell


@pytest.mark.parametrize(("route", "name"), EVERY_LIMIT, ids=[f"{route.id}: {name}" for route, name in EVERY_LIMIT])
def test_every_time_limit_can_be_worked_out_and_explained(route: Route, name: str) -> None:
    start = date(2026, 5, 11)
    found = time_limit(route, name, start=start, council=Council(terms=TERMS))
    limit = found.limit
    assert (found.due_on <= start) if limit.before else (found.due_on >= start)
    assert limit.title in found.because
    assert limit.counts_from in found.because
    assert limit.para in found.because
    assert bool(found.caution) == limit.unverified


def test_a_limit_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(KeyError, match="pcn has no time limit 'never'; it has: discount, represent, answer, appeal"):
        time_limit(routes.every()["pcn"], "never", start=date(2026, 5, 11), council=Council())


def test_working_days_past_the_known_calendar_are_an_error_not_a_guess() -> None:
    with pytest.raises(CalendarEnds, match="the last day known is"):
        time_limit(routes.every()["foi_eir"], "answer", start=date(2035, 1, 1), council=Council())


def test_days_are_counted_back_through_weekends_when_every_day_counts(tmp_path: Path) -> None:
    route = load(tmp_path, FILE.replace('unit = "school_day"', 'unit = "calendar_day"'))["elsewhere"]
    found = time_limit(route, "look_back", start=date(2026, 6, 8), council=Council())
    assert found.due_on == date(2026, 6, 8) - timedelta(days=3)
    assert "leaving out" not in found.because


def test_working_days_left_out_are_named() -> None:
    found = time_limit(routes.every()["member_conduct"], "acknowledge", start=date(2026, 6, 3), council=Council())
    assert found.due_on == date(2026, 6, 10)
    assert "5 working days later is Wednesday 10 June 2026, leaving out the weekend of 6–7 June" in found.because
