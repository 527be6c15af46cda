"""A standing asked for as one plain document, in the shapes JSON and TOML share.

What is wrong with a document is said in one line: where, what, and what would be right.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any, TypeVar

from putright.rulebook.asking import values
from putright.rulebook.book import library, vocabulary
from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council, Hours, Term
from putright.rulebook.dates.working_days import CalendarEnds, england
from putright.rulebook.standings import departures
from putright.rulebook.standings.departures import Departure, DepartureIncomplete, LawDoesNotBend
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.path import ImpossibleEvent
from putright.rulebook.standings.standing import Standing, standing

T = TypeVar("T")

KEYS = ("procedure", "version", "on", "council", "departures", "events")
EVENT_FACTS = frozenset({*vocabulary.FACTS, "service", "channel", "logged_on", "clock", "told", "note", "id"})
DATE_FACTS = frozenset({"until", "review_on", "logged_on"})
TEXT_FACTS = frozenset({"id", "service", "channel", "clock", "reason", "good_reason", "approved_by"})


def answer(document: object) -> Standing:
    """The standing a document asks for. Raises `values.Wrong`, or what `standing` raises, each a clear line."""
    table = values.table(document, "document", KEYS)
    on = values.day(values.needed(table, "on", "give the day to look at it, as YYYY-MM-DD"), "on")
    events = _each(table, "events", _event)
    procedure = _procedure(table, events, on)
    for place, event in enumerate(events):
        _must_carry_date(procedure, event, f"events[{place}]")
    council = council_of(table.get("council", {}))
    recorded = _each(table, "departures", _departure)

    def stood(happened: tuple[Event, ...]) -> Standing:
        found = standing(procedure, happened, on=on, council=council, departures_recorded=recorded)
        _ = found.receipt  # counts to the day it was logged, and only when it is asked for
        return found

    try:
        found = stood(events)
    except CalendarEnds as error:
        _must_be_known(events, on, council)
        raise values.Wrong(_counted_past(events, str(error), stood), str(error)) from None
    except (LawDoesNotBend, DepartureIncomplete) as error:
        raise values.Wrong(_which(recorded, procedure, str(error)), str(error)) from None
    for place, event in enumerate(events):
        _must_name_clock(found.procedure, event, f"events[{place}]")
    return found


def begins_on(document: Mapping[str, Any]) -> date | None:
    """The day of the first event in a document that `answer` has understood."""
    return min((event.day for event in _each(document, "events", _event)), default=None)


def _must_be_known(events: tuple[Event, ...], on: date, council: Council) -> None:
    """Names the place of a day that the calendar does not know, where one is at fault and not what is counted to."""
    days = {f"events[{place}].at": event.day for place, event in enumerate(events)} | {"on": on}
    for where, day in days.items():
        try:
            council.calendar.is_working(day)
        except CalendarEnds as error:
            raise values.Wrong(where, str(error)) from None


def _counted_past(events: tuple[Event, ...], wrong: str, stood: Callable[[tuple[Event, ...]], Standing]) -> str:
    """The place of the first event with which a day is counted to that the calendar does not reach."""
    in_turn = sorted(range(len(events)), key=lambda place: events[place].day)

    def known(n: int) -> bool:
        """Whether every day is known after the first n, which by themselves may be impossible."""
        try:
            stood(tuple(events[place] for place in sorted(in_turn[:n])))
        except CalendarEnds:
            return False
        except ImpossibleEvent:
            return True
        return True

    place = in_turn[len([*takewhile(known, range(1, len(events)))])]
    given = (key for key in sorted(DATE_FACTS) if wrong.startswith(f"{events[place].facts.get(key)} "))
    return f"events[{place}].{next(given, 'at')}"


def _which(recorded: tuple[Departure, ...], procedure: Procedure, wrong: str) -> str:
    """The place of the departure that is wrong by itself, or of them all when they contradict each other."""
    for place, one in enumerate(recorded):
        try:
            departures.bent(procedure, (one,))
        except (LawDoesNotBend, DepartureIncomplete) as error:
            if str(error) == wrong:
                return f"departures[{place}]"
    return "departures"


def _procedure(table: Mapping[str, Any], events: tuple[Event, ...], on: date) -> Procedure:
    """The version asked for, or the one in force on the day it all began."""
    name = values.text(values.needed(table, "procedure", "name one, such as local_council_code"), "procedure")
    try:
        if table.get("version") is None:
            return library.procedure(name, on=min((event.day for event in events), default=on))
        found = [one for one in library.versions(name) if one.version == table["version"]]
    except library.UnknownProcedure as error:
        raise values.Wrong("procedure", str(error)) from error
    if not found:
        raise values.Wrong("version", f"{name} has no version {table['version']!r}")
    return found[0]


def _must_carry_date(procedure: Procedure, event: Event, where: str) -> None:
    """Some events cannot be understood without the date they set."""
    move = procedure.making.get(event.kind)
    sets = any(event.kind == start.on for clock in procedure.clocks if clock.unit == "agreed" for start in clock.starts)
    if move is not None and (move.extends or move.tells_date or sets) and "until" not in event.facts:
        raise values.Wrong(
            f"{where}.until",
            f"is missing; {event.kind} ({move.title}) sets a date: write that day as YYYY-MM-DD, such as 2026-06-24",
        )


def _must_name_clock(procedure: Procedure, event: Event, where: str) -> None:
    clock = event.facts.get("clock")
    if clock is not None and clock not in procedure.clock:
        raise values.Wrong(
            f"{where}.clock", f"{clock!r} is no clock of {procedure.id}; it has: {', '.join(procedure.clock)}"
        )


def _event(row: object, where: str) -> Event:
    table = values.table(row, where, ("kind", "at", "by", *EVENT_FACTS))
    kind = values.text(values.needed(table, "kind", "say what happened", where), f"{where}.kind")
    at = values.needed(table, "at", "give the moment (2026-06-01T10:00) or the day (2026-06-01)", where)
    moment, timed = values.moment(at, f"{where}.at")
    facts = {
        key: _fact(key, value, f"{where}.{key}")
        for key, value in table.items()
        if key in EVENT_FACTS and value is not None
    }
    by = table.get("by")
    return Event(kind, moment, None if by is None else values.text(by, f"{where}.by"), facts, timed)


def _fact(key: str, value: object, where: str) -> object:
    if key in DATE_FACTS:
        return values.day(value, where)
    if key == "told":
        return tuple(values.one_of(part, vocabulary.BLOCKS, where) for part in values.list_of(value, where))
    if key in TEXT_FACTS and not isinstance(value, str):
        raise values.Wrong(where, f"must be text, not {values.shown(value)}")
    return value


def _departure(row: object, where: str) -> Departure:
    fields = {field.name: str(field.type) for field in dataclasses.fields(Departure)}
    table = values.table(row, where, fields)
    said: dict[str, Any] = {}
    for key, value in table.items():
        at = f"{where}.{key}"
        if value is None:
            continue
        if fields[key].startswith("date"):
            said[key] = values.day(value, at)
        elif fields[key].startswith("tuple"):
            said[key] = tuple(values.text(item, at) for item in values.list_of(value, at))
        elif fields[key].startswith("int"):
            said[key] = values.whole(value, at)
        else:
            said[key] = values.text(value, at)
    for key in ("scope", "effect", "para", "reason", "decided_by"):
        values.needed(said, key, "every departure says it", where)
    return Departure(**said)


def council_of(value: object) -> Council:
    """A council's hours, closures and terms. Raises `values.Wrong`."""
    known = ("office_closes", "office_hours", "closure_days", "terms", "one_off_holidays")
    table = values.table(value, "council", known)
    calendar = england()
    for place, row in enumerate(values.list_of(table.get("one_off_holidays", []), "council.one_off_holidays")):
        where = f"council.one_off_holidays[{place}]"
        holiday = values.table(row, where, ("day", "title"))
        day = values.day(values.needed(holiday, "day", "give the day", where), f"{where}.day")
        title = values.text(holiday.get("title", "Bank holiday"), f"{where}.title")
        try:
            calendar = calendar.with_holiday(day, title)
        except CalendarEnds as error:
            raise values.Wrong(f"{where}.day", str(error)) from None
    return Council(
        office_closes=values.minutes(table.get("office_closes", "17:00"), "council.office_closes"),
        office_hours=_each(table, "office_hours", _hours, within="council."),
        closure_days=tuple(
            values.day(day, "council.closure_days")
            for day in values.list_of(table.get("closure_days", []), "council.closure_days")
        ),
        terms=tuple(sorted(_each(table, "terms", _term, within="council."), key=lambda term: term.first)),
        calendar=calendar,
    )


def _hours(row: object, where: str) -> Hours:
    table = values.table(row, where, ("starts_on", "office_closes"))
    return Hours(
        values.day(values.needed(table, "starts_on", "give the first day", where), f"{where}.starts_on"),
        values.minutes(values.needed(table, "office_closes", "give the time", where), f"{where}.office_closes"),
    )


def _term(row: object, where: str) -> Term:
    table = values.table(row, where, ("first", "last", "shut"))
    first, last = (
        values.day(values.needed(table, key, "give the day", where), f"{where}.{key}") for key in ("first", "last")
    )
    if last < first:
        raise values.Wrong(f"{where}.last", f"{last} comes before {first}, the first day")
    return Term(
        first,
        last,
        tuple(values.day(day, f"{where}.shut") for day in values.list_of(table.get("shut", []), f"{where}.shut")),
    )


def _each(table: Mapping[str, Any], key: str, read: Callable[[object, str], T], within: str = "") -> tuple[T, ...]:
    rows = values.list_of(table.get(key, []), within + key)
    return tuple(read(row, f"{within}{key}[{place}]") for place, row in enumerate(rows))
