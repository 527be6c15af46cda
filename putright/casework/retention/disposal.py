"""Disposal by two people: one proposes, another decides, and each case is then emptied in a transaction of its own.

A stop half-way leaves some cases emptied and the rest waiting; `carry_on` goes on with them. Nothing can be undone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from putright.accounts import audit, roles
from putright.accounts.models import Officer
from putright.casework import access, models, record, search, steps
from putright.casework.refused import NotYours, Refused
from putright.casework.retention import certificates, erasure, keeping, second_person
from putright.casework.steps import Step, Taken, Told
from putright.casework.tables.retention import Disposal, DisposedCase
from putright.rulebook import plain

log = logging.getLogger(__name__)

NotFound = Disposal.DoesNotExist
MOST = 200
"""So many cases are proposed together: a second person has to look at each."""


def propose(references: Sequence[str], *, note: str, by: Officer, at: datetime, key: str) -> Disposal:
    """Propose cases that are due for disposal, once: all of them, or none. Raises `Refused` naming the first that is
    not due.
    """
    _must_let(by, "review_records")
    with transaction.atomic():
        before = Disposal.objects.filter(key=key).first()
        if before is not None:
            return before
        found = _found(references, by)
        disposal = Disposal.objects.create(note=note.strip(), proposed_by=by, proposed_at=at, key=key)
        for case in found:
            kept = keeping.of(record.locked(case.reference))
            if not kept.due(on=at.date()):
                raise Refused(f"{case.reference} is not due. {kept.because}")
            if _under_way(case).exists():
                raise Refused(f"{case.reference} is proposed for disposal already: somebody has to decide that first.")
            DisposedCase.objects.create(
                disposal=disposal,
                case=case,
                keeping_class=kept.class_name,
                authority=kept.because,
            )
            step = Step(reference=case.reference, at=at, key=f"disposal-{disposal.pk}-proposed", by=by)
            told = Told(facts={"disposal": disposal.pk})
            steps.note(step, "disposal_proposed", told, deed="review_records")
        second_person.asked(disposal, at=at)
    return disposal


def decide(
    number: int, *, approved: bool, leaving: Iterable[str] = (), note: str = "", by: Officer, at: datetime
) -> Disposal:
    """Approve a disposal, but for the cases `leaving` names, or send it back. Nobody decides their own.

    Raises `Refused`. What is approved is carried out at once, and by `carry_on` where that is interrupted.
    """
    _must_let(by, "dispose")
    if not approved and not note.strip():
        raise Refused("Say why it is sent back.")
    with transaction.atomic():
        disposal = _locked(number)
        if disposal.state != Disposal.State.PROPOSED:
            raise Refused("This has been decided already: look at what became of it.")
        if disposal.proposed_by == by:
            raise Refused("Somebody else than whoever proposed it must decide.")
        _must_see_all(disposal, by)
        disposal.state = Disposal.State.APPROVED if approved else Disposal.State.SENT_BACK
        disposal.decided_by, disposal.decided_at, disposal.decision_note = by, at, note.strip()
        disposal.save()
        left = disposal.cases.filter(case__reference__in=list(leaving)) if approved else disposal.cases.all()
        why = "The second person left it out." if approved else "The disposal was sent back."
        left.update(state=DisposedCase.State.LEFT, why_left=why)
        second_person.decided(disposal, at=at)
    if approved:
        carry_on(disposal, at=at)
    return as_it_is(number)


def carry_on(disposal: Disposal, *, at: datetime) -> None:
    """Dispose of every case of an approved disposal that still waits, each by itself; then write the certificate."""
    for row in disposal.cases.filter(state=DisposedCase.State.WAITING).select_related("case"):
        _dispose_of(row, at=at)
    with transaction.atomic():
        disposal = _locked(disposal.pk)
        waiting = disposal.cases.filter(state=DisposedCase.State.WAITING).exists()
        if disposal.state != Disposal.State.APPROVED or waiting:
            return
        disposal.state, disposal.done_at = Disposal.State.DONE, at
        certificates.write(disposal)
        gone = disposal.cases.filter(state=DisposedCase.State.DONE).count()
        audit.note(kind="disposed", by=disposal.decided_by, at=at, about=f"disposal {disposal.pk}", cases=gone)
    search.forget()


def carry_on_all(*, at: datetime) -> int:
    """Go on with every disposal that was interrupted; one that cannot be keeps none waiting. How many there were."""
    interrupted = list(Disposal.objects.filter(state=Disposal.State.APPROVED).order_by("pk"))
    for one in interrupted:
        try:
            carry_on(one, at=at)
        except (DatabaseError, LookupError, OSError, ValueError):
            log.exception("%s could not be carried out", one)
    return len(interrupted)


def _dispose_of(row: DisposedCase, *, at: datetime) -> None:
    """Empty one case if it is still due, and say so; else leave it as it is, and say why."""
    with transaction.atomic():
        case = record.locked(row.case.reference)
        row.refresh_from_db()
        if row.state != DisposedCase.State.WAITING:
            return
        kept = keeping.of(case)
        why_left = erasure.why_not(case) if kept.due(on=at.date()) else _not_due(kept)
        if why_left or kept.until is None:
            row.state, row.why_left = DisposedCase.State.LEFT, why_left
        else:
            authority = erasure.Authority(
                disposal=row.disposal_id,
                keeping_class=row.keeping_class,
                due_on=kept.until.isoformat(),
                by=_decider(row.disposal),
                at=at,
            )
            row.emptied = erasure.erase(case, authority)
            row.state, row.done_at = DisposedCase.State.DONE, at
        row.save()


def _not_due(kept: keeping.Kept) -> str:
    if kept.holds:
        kinds = sorted({"a legal hold" if one.kind == "legal" else "an inquiry hold" for one in kept.holds})
        return f"It has come under {' and '.join(kinds)} since."
    return f"It is not due any more. {kept.because}"


def _decider(disposal: Disposal) -> Officer:
    if disposal.decided_by is None:
        raise LookupError(f"{disposal} was approved by nobody.")
    return disposal.decided_by


def keep_longer(step: Step, *, until: str, reason: str) -> Taken:
    """Keep a case beyond its time, for a reason. Raises `Refused`."""

    def told(case: models.Case) -> Told:
        kept = keeping.of(case)
        if kept.until is not None and until <= kept.until.isoformat():
            raise Refused(f"It is kept until {plain(kept.until)} as it is: give a later day.")
        if not reason.strip():
            raise Refused("Say why it must be kept longer.")
        return Told(facts={"until": until}, words={"reason": reason})

    return steps.note(step, "kept_longer", told, deed="review_records")


# --- Reading. --------------------------------------------------------------------------------------------------------


def every() -> QuerySet[Disposal]:
    """All disposals, newest first."""
    return Disposal.objects.select_related("proposed_by", "decided_by")


def as_it_is(number: int) -> Disposal:
    """One disposal. Raises `NotFound`."""
    return every().prefetch_related("cases__case__service").get(pk=number)


def waiting_for(officer: Officer) -> QuerySet[Disposal]:
    """Disposals an officer may decide."""
    if not roles.may(officer, "dispose"):
        return Disposal.objects.none()
    return every().filter(state=Disposal.State.PROPOSED).exclude(proposed_by=officer)


def hidden_from(disposal: Disposal, officer: Officer) -> int:
    """How many cases of a disposal an officer may not see."""
    return disposal.cases.exclude(case__in=models.Case.objects.filter(access.visible_to(officer))).count()


# --- What must be so. ------------------------------------------------------------------------------------------------


def _found(references: Sequence[str], officer: Officer) -> list[models.Case]:
    if not references:
        raise Refused("Choose at least one case.")
    if len(references) > MOST:
        raise Refused(f"Propose {MOST} cases at a time, or fewer.")
    seen = models.Case.objects.filter(access.visible_to(officer), reference__in=references).order_by("pk")
    found = list(seen)
    if len(found) != len(set(references)):
        raise Refused("One of these cases is not among those you may see: open the list again.")
    return found


def _under_way(case: models.Case) -> QuerySet[DisposedCase]:
    under_way = (Disposal.State.PROPOSED, Disposal.State.APPROVED)
    return DisposedCase.objects.filter(case=case, state=DisposedCase.State.WAITING, disposal__state__in=under_way)


def _locked(number: int) -> Disposal:
    rows = Disposal.objects.select_for_update(of=("self",))
    found = rows.select_related("proposed_by").filter(pk=number).first()
    if found is None:
        raise Refused("There is no such disposal.")
    return found


def _must_see_all(disposal: Disposal, by: Officer) -> None:
    hidden = hidden_from(disposal, by)
    if hidden:
        raise NotYours("There are cases in it that you may not see: somebody who sees them all has to decide.")


def _must_let(by: Officer, deed: str) -> None:
    if not roles.may(by, deed):
        raise NotYours(f"Your role does not let you {roles.DEEDS[deed]}.")
