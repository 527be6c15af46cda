"""Keying what was done on paper while the site was away: the step with its true day, whose it was, and its letter.

It goes the path of every step (decision 0044): the procedure is asked as of that day, and no letter goes out again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, file, models, replay, steps
from putright.casework.actions import remedies, stage_1
from putright.casework.files import documents
from putright.casework.on_paper import letters, noting
from putright.casework.on_paper.letters import PaperLetter, Sending
from putright.casework.refused import NotYours, Refused
from putright.casework.steps import Prepare, Step, Taken, Told
from putright.casework.writing.particulars import Situation
from putright.council import here
from putright.council.clock import LONDON
from putright.rulebook import Missing, Move, Standing, plain

DEED = "correct"
END_OF_DAY = time(23, 59)
NOT_WRITTEN = "not_written_down"
DECLARED: Mapping[str, str] = {
    "none": "They declared no conflict of interest",
    "managed": "There was something to know, and it was dealt with",
    NOT_WRITTEN: "Nothing was written down about it",
}
"""What the paper says of a conflict of interest of whoever answered (the Code, 5.4)."""

ON_THEIR_PAGE = frozenset({"record_learning", "record_adjustment", "send_to_stage_2", "reopen"})
"""What can wait for the case's own page: nobody was sent anything, and it counts from no day."""

REMEDIES = frozenset({"complete_remedy", "explain_remedy"})


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """What was done on paper. `facts` are ids, days and choices, `words` what was written, by their names.

    `points` are new ones; `findings` those of an answer, `remedy` what it or the step promised, `promised` the one it
    is about. `declared` is a word of `DECLARED`; nothing where whoever answered has declared it on the case.
    """

    move: str
    on: date
    taken_by: Officer
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    points: Sequence[str] = ()
    findings: Mapping[int, file.Found] = field(default_factory=dict)
    remedy: remedies.Offer | None = None
    promised: int | None = None
    declared: str = ""
    letter: PaperLetter | None = None


def may_key(officer: Officer, case: models.Case) -> access.Answer:
    """Whether somebody may write down what was done on paper in a case."""
    return access.may_do(officer, case, DEED)


def steps_of(case: models.Case, *, on: date) -> list[Move]:
    """The steps that may have been taken on paper, as the case stands."""
    standing = replay.standing(case, on=on)
    happened = {event.kind for event in standing.events}
    return [
        one.move
        for one in standing.offers
        if can_be_keyed(one.move)
        # What had to be done in time may have been, on paper, though it is too late for it now.
        and (one.why_not is None or (one.move.in_time_of and happened.isdisjoint(one.move.events)))
    ]


def can_be_keyed(move: Move) -> bool:
    """Whether a step is one of those keyed here. A refusal is not: two people and its tests belong to its own page."""
    needs_departure = move.needs_departure is not None
    return not (move.begins or needs_departure or move.name in ON_THEIR_PAGE or "ground" in move.needs)


def key_in(step: Step, keyed: Keyed) -> Taken:
    """Write down what was done on paper, once. Raises `Refused` and its kinds, with nothing written.

    `step` is that of whoever keys it, now.
    """
    if step.by is None or not roles.may(step.by, DEED):
        raise NotYours(f"Your role does not let you {roles.DEEDS[DEED]}.")
    back = as_it_was(step, keyed.on, taken_by=keyed.taken_by)
    with transaction.atomic():
        move = _move(back, keyed.move)
        if keyed.remedy is not None and move.name != "agree_remedy":
            remedies.agree(replace(back, key=f"{step.key}r"), keyed.remedy)
        return _take(back, move, keyed)


def as_it_was(step: Step, on: date, *, taken_by: Officer) -> Step:
    """The step as it was taken on a day, at an hour nobody knows. Raises `Refused` for a day to come."""
    if on > step.on:
        raise Refused("That day is still to come: give the day it was sent or done.")
    moment = min(datetime.combine(on, END_OF_DAY, LONDON), step.at)
    return replace(step, happened_at=moment, timed=False, on_paper=True, decided_by=taken_by)


def _move(step: Step, name: str) -> Move:
    case = models.Case.objects.filter(reference=step.reference).first()
    move = replay.procedure_of(case).move.get(name) if case else None
    if case is None or move is None or not can_be_keyed(move):
        raise Refused("There is no such step to be keyed in this case.")
    return move


def _take(step: Step, move: Move, keyed: Keyed) -> Taken:
    missing: list[Missing] = []

    def also(case: models.Case, events: tuple[models.Event, ...]) -> None:
        noting.settle(case, events[0], move.name, sent_on=keyed.on, left_out=[one.block for one in missing])

    if move.name == "agree_remedy":
        taken = remedies.agree(step, _offered(keyed))
    elif move.name == "complete_remedy":
        taken = remedies.complete(step, keyed.promised or 0, evidence=keyed.words.get("evidence", ""))
    else:
        return steps.take(step, move.name, _prepare(step, move, keyed, missing), also=also)
    if not taken.again:
        also(taken.case, taken.events)
    return taken


def _offered(keyed: Keyed) -> remedies.Offer:
    if keyed.remedy is None:
        raise Refused("Say what was promised, by when, and who sees to it.", "7.3")
    return keyed.remedy


def _prepare(step: Step, move: Move, keyed: Keyed, missing: list[Missing]) -> Prepare:
    """What the step is told, worked out from the case while it is held; what its letter left out goes to `missing`."""

    def told(case: models.Case) -> Told:
        before = replay.standing(case, on=step.done_on)
        facts = {**keyed.facts, **_points(case, move, keyed)}
        facts |= _about(case, step, move, keyed) | _answered(case, step, move, keyed, before)
        kept, words = _letter(case, step, move, keyed), dict(keyed.words)
        if move.says and keyed.letter and not standing_refuses(before, move, step, {**facts, **words}):
            missing.extend(letters.left_out(case, move.says, keyed.letter, _situation(before, facts, words, step)))
        # Named on the record itself, so that the list of what is left to send can be made anew from it.
        named = {"left_out": [one.block for one in missing]} if missing else {}
        return Told(facts={**facts, **kept, **named}, words=words)

    return told


def standing_refuses(before: Standing, move: Move, step: Step, told: Mapping[str, Any]) -> bool:
    """Whether the step will be refused: then nothing can be said of its letter."""
    return not before.may(move.name, by=f"officer {step.decided_by.pk if step.decided_by else 0}", **told)


def _situation(before: Standing, facts: Mapping[str, Any], words: Mapping[str, str], step: Step) -> Situation:
    """The case as it stood when the letter went."""
    at = step.happened_at or step.at
    return Situation(before=before, after=before, facts=facts, words=words, by=step.decided_by, at=at)


def _points(case: models.Case, move: Move, keyed: Keyed) -> dict[str, Any]:
    if "points" not in move.needs:
        return {}
    there = list(case.points.values_list("number", flat=True))
    new = [stage_1.NewPoint(text=text) for text in keyed.points]
    return {"points": [*there, *(file.add_points(case, new) if new or not there else [])]}


def _about(case: models.Case, step: Step, move: Move, keyed: Keyed) -> dict[str, Any]:
    """Which remedy it is about, where it is about one."""
    if move.name not in REMEDIES:
        return {}
    found = case.remedies.filter(pk=keyed.promised or 0).first()
    if found is None:
        raise Refused("Choose the remedy it is about.", "7.4")
    found.undeliverable_on = step.done_on
    found.save(update_fields=["undeliverable_on"])
    return {"id": remedies.named(found)}


def _answered(case: models.Case, step: Step, move: Move, keyed: Keyed, before: Standing) -> dict[str, Any]:
    """What an answer decided, who decided it, and what they declared."""
    if "decision" not in move.needs:
        return {}
    _must_be_somebody_else(case, step, move, keyed.taken_by)
    if keyed.findings:
        file.find(case, before.stage or "", keyed.findings)
    declared = keyed.declared or file.declaration_of(case, keyed.taken_by) or NOT_WRITTEN
    approved = _approved(keyed)
    return {**_decision(case, keyed), "conflict_declaration": declared, "considered_by": keyed.taken_by.pk, **approved}


def _decision(case: models.Case, keyed: Keyed) -> dict[str, Any]:
    """The decision that follows from the findings; of a case without points, the one given."""
    points = [
        rulebook.Point(number=one.number, text=one.text, procedure=one.procedure, finding=found.finding or None)
        for one in case.points.all()
        if (found := keyed.findings.get(one.number))
    ]
    if not points:
        return {"decision": keyed.facts.get("decision", "")}
    decision = rulebook.finding_of(points)
    if decision is None or len(points) < case.points.count():
        raise Refused("Say of every point what was found.", "6.7")
    return {"decision": decision, "findings": {str(point.number): point.finding for point in points}}


def _must_be_somebody_else(case: models.Case, step: Step, move: Move, taken_by: Officer) -> None:
    """A final answer by whoever answered before is none: it is given anew, whatever went out (the Code, 6.14)."""
    if not move.somebody_else_than:
        return
    why_not = file.considered_before(case, taken_by, on=step.done_on)
    if why_not:
        raise Refused(
            f"{why_not} It is no final answer, although it went out: add the letter as a document, have somebody else "
            "consider the complaint, and answer on the case’s own page.",
            move.somebody_else_para or "6.14",
        )


def _approved(keyed: Keyed) -> dict[str, Any]:
    """Who approved an answer, where this council has answers approved; that nobody did is told as well."""
    if not here.council().answers_need_approval:
        return {}
    approver = keyed.facts.get("approved_by")
    if approver is None:
        return {"not_approved": True}
    file.must_be_approver(approver, besides=keyed.taken_by)
    return {"approved_by": approver}


def _letter(case: models.Case, step: Step, move: Move, keyed: Keyed) -> dict[str, Any]:
    """The letter and the scans, kept with the case, as the event names them."""
    sent = keyed.letter
    if sent is None:
        if move.says:
            raise Refused("Add the letter: a scan of it, or its text.")
        return {}
    if move.says:
        letters.must_be_whole(sent, case)
    digests = letters.keep(case, move, sent, Sending(step.key, step.happened_at or step.at, keyed.taken_by))
    kept = documents.keep_all(case, sent.scans, at=step.at, by=step.by)
    return {
        **({"letters": digests} if digests else {}),
        **({"documents": documents.named(kept)} if kept else {}),
    }


def said_later(event: models.Event) -> str:
    """That a step was taken on paper, and who wrote it down when; empty for any other."""
    if not event.data.get("on_paper"):
        return ""
    by = f" by {event.by.name}" if event.by else ""
    return f"Done on paper; written down on {plain(event.recorded_at.astimezone(LONDON).date())}{by}"
