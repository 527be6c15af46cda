"""What stands on the file and is no step of a procedure: points, findings, who has it, declarations, drafts, approvals.

Written by the officers at work on a case; the steps of the procedure read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.db.models import Q

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import models, replay
from putright.casework.refused import Refused
from putright.council import clock, here
from putright.rulebook import FINDINGS, Move

if TYPE_CHECKING:
    from putright.casework.writing.correspondence import Sending

DECLARATION = "conflict_declared"
CONFLICTED = "You have declared a conflict of interest in this case: somebody else must deal with it."
"""What is told to somebody who may not deal with a case because of what they declared."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found on a point: why, on which rule, and what it meant for the person."""

    finding: str = ""
    reason: str = ""
    rule: str = ""
    impact: str = ""
    no_remedy_because: str = ""
    whose: str = ""


class Pointed(Protocol):
    """A point as an action is told it."""

    @property
    def text(self) -> str:
        """What it is about."""

    @property
    def procedure(self) -> str:
        """The procedure it belongs to; empty for the case's own."""


def add_points(case: models.Case, points: Iterable[Pointed]) -> list[int]:
    """Number new points on from those there are, and give their numbers. Raises `Refused` when there is none."""
    wanted = [point for point in points if point.text.strip()]
    if not wanted:
        raise Refused("Write down at least one point: what the complaint is about.", "6.7")
    first = case.points.count() + 1
    for number, point in enumerate(wanted, start=first):
        models.Point.objects.create(
            case=case, number=number, text=point.text.strip(), procedure=point.procedure or case.procedure
        )
    return list(range(first, first + len(wanted)))


def find(case: models.Case, stage: str, findings: Mapping[int, Found]) -> None:
    """Write down what was found on points, by their numbers. Raises `Refused` once the stage has been answered."""
    if answered_at(case, stage):
        raise Refused("This stage has been answered: what was found is on record and cannot be changed.", "5.8")
    points = {point.number: point for point in case.points.all()}
    for number, found in findings.items():
        if number not in points:
            raise Refused(f"There is no point {number}.")
        if found.finding and found.finding not in FINDINGS:
            raise Refused(f"Point {number}: choose one of the findings.")
        models.Finding.objects.update_or_create(
            point=points[number], stage=stage, defaults={key: text.strip() for key, text in asdict(found).items()}
        )


def answered_at(case: models.Case, stage: str) -> bool:
    """Whether a stage has been answered; an answer that a correction took back is none."""
    happened = replay.happenings(case.events.all())
    return any(one.event.kind == f"{stage}_responded" and not one.struck for one in happened)


def declaration_of(case: models.Case, officer: Officer | None) -> str:
    """What an officer last declared about a conflict of interest in a case; empty when they have declared nothing, or a
    correction took it back.
    """
    if officer is None:
        return ""
    theirs = Q(kind=DECLARATION, by=officer) | Q(corrects__kind=DECLARATION, corrects__by=officer)
    declared = [one for one in replay.happenings(case.events.filter(theirs)) if one.event.kind == DECLARATION]
    standing = [str(one.data.get("declared", "")) for one in declared if not one.struck]
    return standing[-1] if standing else ""


def considered_before(case: models.Case, officer: Officer, *, on: date | None = None) -> str:
    """Why an officer may not review a case at stage 2: what part they had in stage 1. Empty when they had none.

    `on` is the day it is asked; the day of the last entry when none is given.
    """
    did = parts_in_stage_1(case, on=on).get(officer.pk, "")
    return f"{officer.name} {did}. Stage 2 must be considered by somebody else." if did else ""


def parts_in_stage_1(case: models.Case, *, on: date | None = None) -> dict[int, str]:
    """Everybody who had a part in stage 1 and may not review the case, by number, each with what they did."""
    day = on or (clock.day_of(case.last_at) if case.last_at else case.received_on)
    if "same_reviewer" in replay.standing(case, on=day).procedure.effects:
        return {}
    happened = [one for one in replay.happenings(case.events.all()) if not one.struck]
    # What somebody did that says most of their part is said: the first of `PARTS` overwrites the rest.
    found: dict[int, str] = {}
    for words, had_by in reversed(list(PARTS.items())):
        found |= {who: words for one in happened if (who := had_by(one)) is not None}
    return found


def had_a_part(case: models.Case) -> list[str]:
    """The same as sentences, for whoever chooses a reviewer."""
    did = parts_in_stage_1(case)
    return [f"{one.name} {did[one.pk]}." for one in Officer.objects.filter(pk__in=did).order_by("name")]


def _answered_by(one: replay.Happened) -> int | None:
    return one.data.get("considered_by", one.event.by_id) if one.event.kind == "stage_1_responded" else None


def _given_to(one: replay.Happened) -> int | None:
    at_stage_1 = one.event.kind == "assigned" and one.data["stage"] == "stage_1"
    return one.data["officer"] if at_stage_1 else None


def _approved_by(one: replay.Happened) -> int | None:
    if one.event.kind == "stage_1_responded" and one.data.get("on_paper"):
        return one.data.get("approved_by")
    at_stage_1 = one.data.get("letter") in ("stage_1_response", "answer_at_once")
    return one.event.by_id if one.event.kind == "approval_given" and at_stage_1 else None


PARTS: Mapping[str, Callable[[replay.Happened], int | None]] = {
    "gave the stage 1 answer": _answered_by,
    "was given this complaint at stage 1": _given_to,
    "approved the stage 1 answer": _approved_by,
}
"""The parts somebody can have had in stage 1 that keep them from reviewing it, and who by each event had one."""


def is_own_part(case: models.Case, number: int, officer: Officer | None) -> bool:
    """Whether an entry says what part this officer had in stage 1, which keeps them from reviewing it."""
    entry = next((one for one in replay.happenings(case.events.all()) if one.event.number == number), None)
    return officer is not None and entry is not None and any(had_by(entry) == officer.pk for had_by in PARTS.values())


# --- Drafts and approvals. -------------------------------------------------------------------------------------------


def must_be_approver(number: int, *, besides: Officer | None) -> None:
    """Whoever is named as having approved something may approve, and is somebody else where the council wants two.

    Raises `Refused`.
    """
    named = Officer.objects.filter(pk=number, is_active=True).first()
    if named is None or not roles.may(named, "approve"):
        raise Refused("Say who approved it: somebody whose role lets them approve.")
    if here.council().answers_need_approval and named == besides:
        raise Refused("Somebody else than you must approve it.")


def approvers(*, besides: Officer) -> list[Officer]:
    """Those who may approve what an officer writes; the officer too, where the council does not want two people."""
    two = here.council().answers_need_approval
    officers = Officer.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("name")
    return [one for one in officers if roles.may(one, "approve") and not (two and one == besides)]


def must_have_approved(
    draft: models.Draft | None, number: int, *, sending: Sending | None, facts: Mapping[str, str]
) -> None:
    """Whoever is named as having approved a letter has approved it as it is, with these facts. Raises `Refused`."""
    if draft is None or draft.approval != "given" or draft.approved_by_id != number:
        who = Officer.objects.get(pk=number).name
        raise Refused(f"{who} has not approved it yet: ask for approval, and send it once it is given.")
    same = all(draft.facts.get(name) == text for name, text in facts.items())
    if not same or _written(sending.parts if sending else {}) != _written(draft.parts):
        raise Refused("This is not what was approved. Save it, and ask for approval again.")


def draft_of(case: models.Case, letter: str) -> models.Draft | None:
    """What somebody has written of a letter so far."""
    return case.drafts.select_related("by").filter(letter=letter).first()


def is_answer(move: Move) -> bool:
    """Whether a step gives an answer, whatever its procedure calls it: a letter that tells a decision on a complaint.

    It goes past an approver where the council wants one.
    """
    return move.says is not None and "decision" in move.needs


def must_be_approved(case: models.Case, letter: str, sending: Sending | None) -> None:
    """Hold an answer the council wants approved by a second person until it has been, as it is. Raises `Refused`."""
    if not here.council().answers_need_approval:
        return
    draft = draft_of(case, letter)
    if draft is None or draft.approval != "given":
        raise Refused("This council has answers approved before they go out: ask for approval first.")
    if _written(sending.parts if sending else {}) != _written(draft.parts):
        raise Refused("This is not the text that was approved. Save it, and ask for approval again.")


def approval_lapses(case: models.Case) -> None:
    """An answer says something else from now on than was approved: it wants approving again."""
    answers = [move.says for move in replay.procedure_of(case).moves if is_answer(move)]
    case.drafts.filter(letter__in=answers, approval="given").update(approval="", approved_by=None)


def _written(parts: Mapping[str, str]) -> dict[str, str]:
    """What parts say, however a browser sent their lines."""
    said = {name: "\n".join(text.strip().splitlines()) for name, text in parts.items()}
    return {name: text for name, text in said.items() if text}
