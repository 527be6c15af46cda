"""What a council decides, written down: departures, procedures adopted, days off. Refused with what to do instead."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from putright import rulebook
from putright.council import here, models
from putright.rulebook.book import library
from putright.rulebook.dates import working_days
from putright.rulebook.standings import departures


class Refused(ValueError):
    """A decision that cannot be kept, with what to do instead."""


@transaction.atomic
def record_departure(*, departure: rulebook.Departure, procedure: str, case_reference: str = "") -> models.Departure:
    """Keep a departure from a procedure: of policy, for a time, or for the one complaint named.

    Raises `Refused` when it says too little, bends law, or contradicts one that is kept already.
    """
    _must_say_enough(departure, case_reference)
    _must_be_possible(departure, procedure, case_reference)
    services = _services(departure.services)
    row = models.Departure.objects.create(
        procedure=procedure,
        case_reference=case_reference,
        scope=departure.scope,
        effect=departure.effect,
        para=departure.para,
        reason=departure.reason,
        decided_by=departure.decided_by,
        starts_on=departure.starts_on,
        ends_on=departure.ends_on,
        plan=departure.plan,
        notice_text=departure.notice_text,
        ombudsman_told_on=departure.ombudsman_told_on,
        clock=departure.clock or "",
        n=departure.n,
        ground=departure.ground or "",
        approved_by=departure.approved_by or "",
    )
    row.services.set(services)
    return row


def adopt(*, procedure: str, starts_on: date, policy_url: str = "") -> models.AdoptedProcedure:
    """Use a procedure from a day on. Raises `Refused` for one there is none of, or that is not in force yet."""
    try:
        rulebook.procedure(procedure, on=starts_on)
    except library.UnknownProcedure as error:
        raise Refused(f"{error}. Choose one of those, from a day on which it is in force.") from None
    row, _ = models.AdoptedProcedure.objects.update_or_create(
        procedure=procedure, starts_on=starts_on, defaults={"policy_url": policy_url}
    )
    return row


def add_holiday(*, day: date, title: str) -> models.OneOffHoliday:
    """A bank holiday proclaimed after this release: from now on it counts as no working day. Raises `Refused`."""
    if not _is_working(day):
        raise Refused(f"{day:%-d %B %Y} is no working day as it is: there is nothing to add.")
    return models.OneOffHoliday.objects.create(day=day, title=_titled(title))


@transaction.atomic
def close_at(*, minutes: int, starts_on: date) -> None:
    """Have the office close at so many minutes after midnight, from a day until the next change. Raises `Refused`."""
    if here.for_rulebook().office_closes_on(starts_on) == minutes:
        raise Refused(f"On {starts_on:%-d %B %Y} the office closes at that time as it is. Choose another time or day.")
    known = here.for_rulebook().office_closes_on(starts_on - timedelta(days=1))
    if known == minutes:  # nothing changes on that day any more
        models.OfficeHours.objects.filter(starts_on=starts_on).delete()
        return
    models.OfficeHours.objects.update_or_create(starts_on=starts_on, defaults={"office_closes": minutes})


def close_offices(*, day: date, title: str) -> models.ClosedDay:
    """A working day on which the offices are shut: shown to people, and counted all the same. Raises `Refused`."""
    if not _is_working(day):
        raise Refused(f"{day:%-d %B %Y} is no working day as it is, so it does not count: there is nothing to add.")
    row, _ = models.ClosedDay.objects.update_or_create(day=day, defaults={"title": _titled(title)})
    return row


def _is_working(day: date) -> bool:
    try:
        return here.for_rulebook().calendar.is_working(day)
    except working_days.CalendarEnds as error:
        raise Refused(f"{day:%-d %B %Y} is outside the calendar: {error}. Choose a day within it.") from None


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused("The day has no name. Say what it is, such as: Bank holiday for the coronation.")
    return title.strip()


def _must_say_enough(departure: rulebook.Departure, case_reference: str) -> None:
    unsaid = departures.missing(departure)
    if unsaid:
        raise Refused(f"The departure does not give: {', '.join(unsaid)}. Add what is missing.")
    if departure.scope == "individual" and not case_reference:
        raise Refused("A departure for one complaint must name it. Give the reference of the complaint.")
    if departure.scope != "individual" and case_reference:
        raise Refused("Only a departure for one complaint names one. Leave the reference out, or make it individual.")


def _must_be_possible(departure: rulebook.Departure, procedure: str, case_reference: str) -> None:
    kept = [
        one for one in here.departures(procedure=procedure, case_reference=case_reference) if _overlap(one, departure)
    ]
    try:
        asked = rulebook.procedure(procedure, on=departure.starts_on)
        departures.bent(asked, (departure,))
        departures.bent(asked, (*kept, departure))
    except library.UnknownProcedure as error:
        raise Refused(f"{error}. Choose one of those.") from None
    except departures.LawDoesNotBend as error:
        raise Refused(f"{error}. What is law has no way out: follow the procedure.") from None
    except departures.DepartureIncomplete as error:
        raise Refused(f"{error}. Change the departure, or end the one it contradicts first.") from None


def _overlap(one: rulebook.Departure, other: rulebook.Departure) -> bool:
    """Whether two departures could govern the same complaint."""
    same_services = not one.services or not other.services or bool({*one.services} & {*other.services})
    individual = "individual" in (one.scope, other.scope)
    apart = _ends_before(one, other) or _ends_before(other, one)
    return individual or (same_services and not apart)


def _ends_before(one: rulebook.Departure, other: rulebook.Departure) -> bool:
    return one.ends_on is not None and other.starts_on is not None and one.ends_on < other.starts_on


def _services(slugs: Iterable[str]) -> list[models.Service]:
    known = {service.slug: service for service in models.Service.objects.all()}
    unknown = sorted({*slugs} - set(known))
    if unknown:
        raise Refused(
            f"There is no service called {', '.join(unknown)}. There are: {', '.join(sorted(known)) or 'none'}."
        )
    return [known[slug] for slug in slugs]
