"""This council as the rest asks for it: its details, and what the rulebook must know of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from putright import rulebook
from putright.council import adoption, models

Found = TypeVar("Found")

_looked_up: ContextVar[dict[Any, Any] | None] = ContextVar("looked_up", default=None)
"""What has been read of the settings inside `looked_up_once`; nothing is kept outside it."""


@contextmanager
def looked_up_once() -> Iterator[None]:
    """Read each setting once in here, however often it is asked for: for one step of one case.

    Nothing inside may change the settings. One inside another is part of it.
    """
    if _looked_up.get() is not None:
        yield
        return
    token = _looked_up.set({})
    try:
        yield
    finally:
        _looked_up.reset(token)


@contextmanager
def looked_up_anew() -> Iterator[None]:
    """Read each setting as it is now in here, whatever was read before: for trying out another one."""
    token = _looked_up.set(None)
    try:
        yield
    finally:
        _looked_up.reset(token)


def looked_up_once_a_page(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: a page that is only looked at changes no setting, so it reads each one once."""

    def asked(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return answer(request)
        with looked_up_once():
            return answer(request)

    return asked


def _once(key: Any, read: Callable[[], Found]) -> Found:
    kept = _looked_up.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    found: Found = kept[key]
    return found


class NotSetUp(LookupError):
    """No council has been entered yet."""


def council() -> models.Council:
    """The council this copy belongs to. Raises `NotSetUp`."""
    found = _once("council", models.Council.objects.first)
    if found is None:
        raise NotSetUp("No council has been set up yet. Run bin/start for the demo council.")
    return found


def for_rulebook() -> rulebook.Council:
    """Hours, closures and calendar, as the rulebook takes them. Raises `NotSetUp`."""
    return _once("rulebook", _read_for_rulebook)


def _read_for_rulebook() -> rulebook.Council:
    return _for_rulebook(
        council().office_closes,
        tuple(models.OfficeHours.objects.values_list("starts_on", "office_closes")),
        tuple(models.ClosedDay.objects.values_list("day", flat=True)),
        tuple(models.OneOffHoliday.objects.values_list("day", "title")),
    )


@lru_cache(maxsize=8)
def _for_rulebook(
    office_closes: int,
    changed: tuple[tuple[date, int], ...],
    closed: tuple[date, ...],
    holidays: tuple[tuple[date, str], ...],
) -> rulebook.Council:
    """Kept by what it is made of, so never out of date: laying out a calendar of forty years takes its time."""
    hours = tuple(rulebook.Hours(day, closes) for day, closes in changed)
    known = rulebook.Council(office_closes=office_closes, office_hours=hours)
    calendar = known.calendar
    for day, title in holidays:
        calendar = calendar.with_holiday(day, title)
    # A closure day counts. One that a holiday proclaimed since falls on does not count, so it is none any more.
    beyond = (day for day in closed if not calendar.known_from <= day <= calendar.known_to)
    counted = (day for day in closed if calendar.known_from <= day <= calendar.known_to and calendar.is_working(day))
    return replace(known, calendar=calendar, closure_days=(*counted, *beyond))


def departures(*, procedure: str, case_reference: str) -> tuple[rulebook.Departure, ...]:
    """Every departure recorded that may touch one case: those of policy, those for a time, and its own."""

    def read() -> tuple[rulebook.Departure, ...]:
        rows = models.Departure.objects.filter(procedure=procedure, case_reference__in=("", case_reference))
        return tuple(as_rulebook(row) for row in rows.prefetch_related("services").order_by("pk"))

    return _once((procedure, case_reference), read)


def as_rulebook(row: models.Departure) -> rulebook.Departure:
    """A departure as the rulebook takes it."""
    return rulebook.Departure(
        scope=row.scope,
        effect=row.effect,
        para=row.para,
        reason=row.reason,
        decided_by=row.decided_by,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        services=tuple(service.slug for service in row.services.all()),
        plan=row.plan,
        notice_text=row.notice_text,
        ombudsman_told_on=row.ombudsman_told_on,
        clock=row.clock or None,
        n=row.n,
        ground=row.ground or None,
        approved_by=row.approved_by or None,
    )


def services() -> Iterable[models.Service]:
    """The services people can choose from, by name."""
    return models.Service.objects.filter(active=True)


def own_ombudsmen() -> tuple[rulebook.Ombudsman, ...]:
    """How to reach the Ombudsmen, as far as this council has checked it itself."""

    def read() -> tuple[rulebook.Ombudsman, ...]:
        bundled = rulebook.ombudsmen(on=date.max)
        return tuple(
            rulebook.Ombudsman(
                name=row.name,
                post=row.post,
                phone=row.phone,
                website=row.website,
                time_limit=row.time_limit or bundled[row.name].time_limit,
                time_limit_unverified=not row.time_limit and bundled[row.name].time_limit_unverified,
                source=row.source,
                read_on=row.read_on,
                also=bundled[row.name].also,
            )
            for row in models.OmbudsmanDetails.objects.all()
        )

    return _once("ombudsmen", read)


def ombudsmen(*, on: date) -> Mapping[str, rulebook.Ombudsman]:
    """How to reach the Ombudsmen on a day: what this council has checked stands above what is bundled."""
    return rulebook.ombudsmen(on=on, own=own_ombudsmen())


def exclusions() -> Iterable[models.Exclusion]:
    """What the council's policy does not take as a complaint."""
    return models.Exclusion.objects.all()


def adopted(*, on: date) -> tuple[str, ...]:
    """The names of the procedures this council uses on a day. Raises `NotSetUp`."""
    rows = models.AdoptedProcedure.objects.values_list("procedure", "starts_on")
    return adoption.in_use(kind=council().kind, adopted=rows, on=on)
