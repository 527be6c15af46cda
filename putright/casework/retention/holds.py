"""Holds: why cases must not be disposed of for now, by whom and until when that is looked at again.

A hold on cases is an event of each of them; a hold on a service covers every case of it, also those still to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from putright.accounts import audit, roles
from putright.accounts.models import Officer
from putright.casework import access, models, references, steps
from putright.casework.refused import NotYours, Refused
from putright.casework.steps import Step, Told
from putright.casework.tables.retention import HeldCase, Hold, Keeping
from putright.council.models import Service

KINDS: Mapping[str, str] = {"legal": "Legal hold", "inquiry": "Inquiry hold"}
ABOUT: Mapping[str, str] = {
    "legal": "A claim, a prosecution or another proceeding, begun or foreseen",
    "inquiry": "A public inquiry, an inquest, an audit or another body that has asked for records to be kept",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A hold somebody asks for: on cases, by their references, or on a service."""

    kind: str
    reason: str
    review_on: date
    references: Sequence[str] = ()
    service: str = ""


def of(case: models.Case) -> list[Hold]:
    """The holds a case is under, whoever may read them."""
    return list(_standing_on(case).select_related("placed_by", "service"))


def lifted_from(case: models.Case) -> list[datetime]:
    """When holds on a case were lifted."""
    naming = Hold.objects.filter(Q(held__case=case) | Q(service=case.service_id)).exclude(lifted_at=None).distinct()
    return [at for at in naming.values_list("lifted_at", flat=True) if at is not None]


def held() -> Q:
    """The cases under any hold, as a filter."""
    by_case = HeldCase.objects.filter(hold__lifted_at=None).values("case")
    by_service = Hold.objects.filter(lifted_at=None).exclude(service=None).values("service")
    return Q(pk__in=by_case) | Q(service__in=by_service)


def _standing_on(case: models.Case) -> QuerySet[Hold]:
    return Hold.objects.filter(Q(held__case=case) | Q(service=case.service_id), lifted_at=None).distinct()


def every() -> QuerySet[Hold]:
    """All holds, those that stand first, by the day they are looked at again."""
    rows = Hold.objects.select_related("placed_by", "lifted_by", "service").prefetch_related("held__case")
    return rows.order_by("lifted_at", "review_on", "pk")


def cases_of(hold: Hold, officer: Officer) -> QuerySet[models.Case]:
    """The cases a hold names that an officer may see."""
    return models.Case.objects.filter(access.visible_to(officer), holds__hold=hold).order_by("reference")


def place(wanted: Wanted, *, by: Officer, at: datetime, key: str) -> Hold:
    """Place a hold, once. All of its cases are found, or none is held. Raises `Refused`."""
    _must_hold_records(by)
    _must_be_sound(wanted, on=at.date())
    with transaction.atomic():
        before = Hold.objects.filter(key=key).first()
        if before is not None:
            return before
        found = _cases(wanted.references, by)
        hold = Hold.objects.create(
            kind=wanted.kind,
            reason=wanted.reason.strip(),
            review_on=wanted.review_on,
            service=_service(wanted.service),
            placed_by=by,
            placed_at=at,
            key=key,
        )
        for case in found:
            HeldCase.objects.create(hold=hold, case=case)
            told = Told(facts={"hold": hold.pk, "hold_kind": hold.kind, "review_on": hold.review_on})
            steps.note(_step(case, hold, by, at, "placed"), "hold_placed", told, deed="hold_records")
        audit.note(kind="hold_changed", by=by, at=at, about=f"hold {hold.pk}", did="placed", cases=len(found))
    return hold


def lift(number: int, *, because: str, by: Officer, at: datetime) -> Hold:
    """Lift a hold. The time its cases are kept begins anew on that day. Raises `Refused`."""
    _must_hold_records(by)
    if not because.strip():
        raise Refused("Say why it is lifted: it is part of the record.")
    with transaction.atomic():
        hold = _standing(number)
        hold.lifted_by, hold.lifted_at, hold.lifted_because = by, at, because.strip()
        hold.save()
        named = models.Case.objects.filter(holds__hold=hold)
        for case in named.order_by("pk"):
            told = Told(facts={"hold": hold.pk, "hold_kind": hold.kind})
            steps.note(_step(case, hold, by, at, "lifted"), "hold_lifted", told, deed="hold_records")
        # What was worked out for these cases no longer holds; the next sweep works it out anew.
        Keeping.objects.filter(Q(case__in=named) | Q(case__service=hold.service_id)).delete()
        audit.note(kind="hold_changed", by=by, at=at, about=f"hold {hold.pk}", did="lifted")
    return hold


def look_at_again(number: int, *, review_on: date, by: Officer, at: datetime) -> Hold:
    """Keep a hold, and say when it is next looked at. Raises `Refused`."""
    _must_hold_records(by)
    if review_on <= at.date():
        raise Refused("Give a day to come.")
    with transaction.atomic():
        hold = _standing(number)
        hold.review_on = review_on
        hold.save(update_fields=["review_on"])
        audit.note(
            kind="hold_changed", by=by, at=at, about=f"hold {hold.pk}", did="looked at", review_on=str(review_on)
        )
    return hold


def _step(case: models.Case, hold: Hold, by: Officer, at: datetime, did: str) -> Step:
    return Step(reference=case.reference, at=at, key=f"hold-{hold.pk}-{did}", by=by)


def _standing(number: int) -> Hold:
    hold = Hold.objects.filter(pk=number, lifted_at=None).first()
    if hold is None:
        raise Refused("That hold does not stand any more: somebody has lifted it.")
    return hold


def _must_hold_records(by: Officer) -> None:
    if not roles.may(by, "hold_records"):
        raise NotYours(f"Your role does not let you {roles.DEEDS['hold_records']}.")


def _must_be_sound(wanted: Wanted, *, on: date) -> None:
    if wanted.kind not in KINDS:
        raise Refused(f"Choose one: {', '.join(KINDS.values())}.")
    if not wanted.reason.strip():
        raise Refused("Say why the records must be kept.")
    if wanted.review_on <= on:
        raise Refused("Give a day to come on which the hold is looked at again.")
    if bool(wanted.service) == bool(wanted.references):
        raise Refused("Name the cases, or a service: one of the two.")


def _service(slug: str) -> Service | None:
    if not slug:
        return None
    found = Service.objects.filter(slug=slug).first()
    if found is None:
        raise Refused("There is no such service.")
    return found


def _cases(typed: Iterable[str], officer: Officer) -> list[models.Case]:
    """The cases of some references, all of them. Raises `Refused` naming those not found."""
    wanted = list(dict.fromkeys(references.tidied(one) for one in typed))
    seen = models.Case.objects.filter(access.visible_to(officer), reference__in=wanted).order_by("pk")
    found = {case.reference: case for case in seen}
    missing = [one for one in wanted if one not in found]
    if missing:
        raise Refused(f"There is no case you may see with the reference {', '.join(missing)}. Nothing was held.")
    return list(found.values())
