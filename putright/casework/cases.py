"""Reading cases, in the words of staff: open, mine, due by Friday, overdue and not told. Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case as Chosen
from django.db.models import IntegerField, Q, QuerySet, Value, When

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import access, file_events, models, record, replay

PAGE = 50
SITTING = "."
"""In the key of a matter taken in after another of the same contact, what stands after the key of the first."""

Case = models.Case
Cases = QuerySet[models.Case]
NotFound = models.Case.DoesNotExist


def visible_to(officer: Officer) -> Cases:
    """Every case an officer may see."""
    return models.Case.objects.filter(access.visible_to(officer))


def found(reference: str, officer: Officer) -> models.Case:
    """One case, if the officer may see it. Raises `NotFound` alike for one that is hidden and one there is not."""
    return visible_to(officer).select_related("service", "owner").get(reference=reference)


def handed_in(references: Sequence[str]) -> list[models.Case]:
    """The cases somebody has just handed in, for their own page. The caller knows that it is theirs."""
    return list(models.Case.objects.filter(reference__in=references).select_related("service").order_by("pk"))


def of_sitting(sitting: str) -> Cases:
    """The cases taken in one after another from one contact, oldest first. The caller knows that it is theirs."""
    taken_in = Q(intake_key=sitting) | Q(intake_key__startswith=f"{sitting}{SITTING}")
    return models.Case.objects.filter(taken_in).select_related("service").order_by("pk")


def told_together(case: models.Case) -> Cases:
    """The other matters that the person told of at the same time as this one."""
    return of_sitting(case.intake_key.partition(SITTING)[0]).exclude(pk=case.pk)


def still_open(cases: Cases) -> Cases:
    """Those that have not ended."""
    return cases.filter(ended=False)


def mine(cases: Cases, officer: Officer) -> Cases:
    """Those an officer has."""
    return cases.filter(owner=officer)


def of_team(cases: Cases, officer: Officer) -> Cases:
    """Those about the services of an officer's team, and those its people have."""
    if officer.team is None:
        return mine(cases, officer)
    return cases.filter(
        Q(service__in=officer.team.services.values("pk")) | Q(owner__in=officer.team.officers.values("pk"))
    )


def unassigned(cases: Cases) -> Cases:
    """Those nobody has yet."""
    return cases.filter(owner=None)


def overdue(cases: Cases, *, on: date) -> Cases:
    """Those whose next step the council owes and is late with."""
    return cases.filter(ended=False, next_by="council", next_due_on__lt=on)


def not_told(cases: Cases, *, on: date) -> Cases:
    """Of those overdue, the ones whose person holds no date still to come (the Code, 5.5)."""
    return overdue(cases, on=on).filter(Q(told_until=None) | Q(told_until__lt=on))


def heard_from(cases: Cases) -> Cases:
    """Those whose person has written and nobody has looked at it yet."""
    return cases.exclude(heard_from_at=None)


def of_same_person(cases: Cases, *, email: str, phone: str, name: str) -> Cases:
    """Those of somebody who can be reached at the same address or number, or has the same full name."""
    same = Q()
    for field, value in (("email", email), ("phone", phone), ("name", name)):
        if value.strip():
            same |= Q(**{f"parties__person__{field}__iexact": value.strip()})
    return cases.filter(same).distinct() if same else cases.none()


def due_by(cases: Cases, day: date) -> Cases:
    """Those whose next step is due by a day."""
    return cases.filter(ended=False, next_due_on__lte=day)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the work list ends: what the next one begins after."""

    rank: int
    due_on: date | None
    id: int

    def written(self) -> str:
        """As it stands in an address."""
        return f"{self.rank}.{self.due_on or ''}.{self.id}"


def place(written: str) -> Place | None:
    """A place as an address has it; None for what is none."""
    try:
        rank, due, number = written.split(".")
        return Place(RANKS.index(int(rank)), date.fromisoformat(due) if due else None, int(number))
    except ValueError:
        return None


RANKS = range(4)
"""What goes before what: overdue and not told (2), somebody at risk (1), both of them first (3)."""


def in_work_order(cases: Cases, *, on: date, after: Place | None = None) -> Sequence[models.Case]:
    """A page of a work list, one case more than `PAGE` when there is another page.

    Overdue and not told first, then those where somebody is at risk (the Code, 6.1), then by due day, those without
    one last.
    """
    untold = Q(ended=False, next_by="council", next_due_on__lt=on) & (Q(told_until=None) | Q(told_until__lt=on))
    at_risk = Q(ended=False, at_risk=True)
    first = (When(untold & at_risk, then=Value(3)), When(untold, then=Value(2)), When(at_risk, then=Value(1)))
    marked = cases.annotate(rank=Chosen(*first, default=Value(0), output_field=IntegerField()))
    if after is not None:
        marked = marked.filter(_after(after))
    # By part, each in an order the database has at hand: of thousands that are open, no more is read than a page.
    parts = (
        marked.filter(untold, at_risk=True),
        marked.filter(untold, at_risk=False),
        *_with_a_day_and_without(marked.filter(at_risk, rank=1)),
        *_with_a_day_and_without(marked.filter(rank=0)),
    )
    page: list[int] = []
    for part in parts:
        if len(page) <= PAGE:
            page += part.order_by("next_due_on", "pk").values_list("pk", flat=True)[: PAGE + 1 - len(page)]
    read = marked.filter(pk__in=page).select_related("service", "owner").in_bulk()
    return [read[number] for number in page]


def _with_a_day_and_without(cases: Cases) -> tuple[Cases, Cases]:
    return cases.exclude(next_due_on=None), cases.filter(next_due_on=None)


def _after(last: Place) -> Q:
    """What comes after a place, in the order of the list."""
    if last.due_on is None:
        rest = Q(next_due_on=None, pk__gt=last.id)
    else:
        rest = Q(next_due_on__gt=last.due_on) | Q(next_due_on=last.due_on, pk__gt=last.id) | Q(next_due_on=None)
    return Q(rank=last.rank) & rest | Q(rank__lt=last.rank)


def last_place(case: models.Case) -> Place:
    """The place of a case that stands in a work list."""
    return Place(int(getattr(case, "rank", 0)), case.next_due_on, case.pk)


# --- One case. -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline: what happened, when, who did it and what was written, as it holds today."""

    number: int
    kind: str
    title: str
    happened: replay.Happened
    written: tuple[tuple[str, str], ...]

    @property
    def event(self) -> models.Event:
        """The event as it was written."""
        return self.happened.event


def standing(case: models.Case, *, on: date) -> rulebook.Standing:
    """Where a case stands at the end of a day."""
    return replay.standing(case, on=on)


def timeline(case: models.Case) -> tuple[Entry, ...]:
    """Everything on the record of a case, in the order written down, with the words that are still kept."""
    kept = {words.pk: words for words in case.words.all()}
    making = replay.procedure_of(case).making
    entries = []
    for one in replay.happenings(case.events.select_related("by", "corrects")):
        kind = one.event.kind
        title = making[kind].happened if kind in making else file_events.FILE_EVENTS.get(kind, kind)
        written = tuple(
            (name, "" if kept[value["words"]].erased_on else kept[value["words"]].body)
            for name, value in one.data.items()
            if isinstance(value, dict) and "digest" in value and value.get("words") in kept
        )
        entries.append(Entry(one.event.number, kind, f"{title[:1].upper()}{title[1:]}", one, written))
    return tuple(entries)


def unread(entries: Sequence[Entry]) -> frozenset[int]:
    """The numbers of those entries of a timeline that the person wrote and nobody has looked at yet."""
    happened = [entry.happened for entry in entries if not entry.happened.struck]
    return frozenset(one.event.number for one in record.unread(happened))
