"""The path of one step: seen before? overtaken? may this officer? does the procedure offer it? is the letter complete?

Then event, list columns, letter and outbox in one transaction. Every action goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import access, file, file_events, models, order, record, replay
from putright.casework.notices import telling as notices
from putright.casework.refused import NotYours, Refused
from putright.casework.writing import correspondence
from putright.casework.writing.particulars import Situation
from putright.council import here
from putright.rulebook import Move


@dataclass(frozen=True, kw_only=True)
class Step:
    """Who takes a step in which case, and when.

    `by` is nobody when the person complaining takes it themselves. `key` is the same for the same step taken twice.
    `seen` is the number of the last event on the page the step was taken from: what came after it was not seen.
    `happened_at` is for what somebody said or sent before it is written down (`timed`: its time is known too); what the
    council does happens when it is done and cannot be dated back, unless it was done `on_paper` while the site was
    down: then its letter has gone already, and the entry says so.
    """

    reference: str
    at: datetime
    key: str
    by: Officer | None = None
    seen: int | None = None
    happened_at: datetime | None = None
    timed: bool = True
    on_paper: bool = False
    decided_by: Officer | None = None
    """Whose step it was, when somebody else writes down what was done on paper."""

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()

    @property
    def done_on(self) -> date:
        """The day on which the procedure must have allowed it: today, or when it was done on paper."""
        return self.happened_at.date() if self.on_paper and self.happened_at else self.on


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a step is told: `facts` are ids, days and choices; `words` are what somebody wrote, by the fact's name."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def for_rulebook(self) -> dict[str, Any]:
        """Everything told, as the rulebook asks for it."""
        return {**self.facts, **{name: text.strip() for name, text in self.words.items()}}


NOTHING = Told()
FOR_THE_COUNCIL = access.Answer(False, "This is a step for the council.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a step. `again` when it had been taken before, so that nothing was done now."""

    case: models.Case
    events: tuple[models.Event, ...]
    letters: tuple[models.Letter, ...] = ()
    again: bool = False


Prepare = Callable[[models.Case], Told]
Also = Callable[[models.Case, tuple[models.Event, ...]], None]


def take(
    step: Step,
    move: str,
    told: Told | Prepare = NOTHING,
    *,
    letter: correspondence.Sending | None = None,
    also: Also | None = None,
) -> Taken:
    """Take a step of the case's procedure, once.

    `told` may be worked out from the case while it is held. `also` writes what belongs to the step, in its transaction.
    Raises `Refused` or one of its kinds, with nothing written; `KeyError` for a step the procedure has not.
    """
    with here.looked_up_once(), transaction.atomic():
        case = record.locked(step.reference)
        so_far = list(case.events.select_related("by"))
        before = order.taken_before(so_far, step)
        if before:
            return Taken(case, before, again=True)
        order.must_still_be_there(so_far)
        step = order.in_order(step, so_far)
        order.must_not_be_overtaken(case, step)
        _must_be_yours(_may_take(step, case, move))
        told = told(case) if callable(told) else told
        standing = replay.standing(case, on=step.done_on, events=so_far)
        offered = standing.procedure.move[move]
        order.must_not_be_dated_back(step, offered)
        answer = standing.may(move, by=considered_by(step, told), **told.for_rulebook())
        if not answer:
            raise Refused(answer.reason, answer.para)
        if file.is_answer(offered) and not step.on_paper:
            file.must_be_approved(case, offered.says or "", letter)
        entries = tuple(_entries(case, step, offered, told))
        order.must_follow(case, step, entries[0])
        ready = None
        if offered.says and not step.on_paper:
            ahead = situation(case, step, told, before=standing, entries=entries, so_far=so_far)
            ready = correspondence.prepared(case, offered.says, letter or correspondence.Sending(), ahead)
        sent = ready.send(step.key) if ready else ()
        events = record.append(case, *(telling(sent, entry) for entry in entries), so_far=so_far)
        case.drafts.filter(letter=offered.says).delete()
        _follow_up(case, events, step, also)
        return Taken(case, events, sent)


def note(
    step: Step,
    kind: str,
    told: Told | Prepare = NOTHING,
    *,
    deed: str = "add_to_file",
    also: Also | None = None,
    corrects: models.Event | None = None,
) -> Taken:
    """Write down what is no step of a procedure (one of `FILE_EVENTS`), once. Raises `Refused` and its kinds."""
    if kind not in file_events.FILE_EVENTS:
        raise KeyError(f"{kind!r} is nothing that happens to a file")
    with here.looked_up_once(), transaction.atomic():
        case = record.locked(step.reference)
        so_far = list(case.events.select_related("by"))
        before = order.taken_before(so_far, step)
        if before:
            return Taken(case, before, again=True)
        order.must_still_be_there(so_far)
        step = step if kind == replay.CORRECTED else order.in_order(step, so_far)
        if kind not in file_events.ADDED:
            order.must_not_be_overtaken(case, step)
        _must_be_yours(access.may_do(step.by, case, deed) if step.by else _may_person_note(kind))
        told = told(case) if callable(told) else told
        entry = _entry(case, step, kind, told, actor="council" if step.by else "complainant")
        events = record.append(case, replace(entry, corrects=corrects), so_far=so_far)
        _follow_up(case, events, step, also)
        return Taken(case, events)


def _follow_up(case: models.Case, events: tuple[models.Event, ...], step: Step, also: Also | None) -> None:
    """What belongs to a step that has just been written: what its action adds, and the officers who are told of it."""
    if also:
        also(case, events)
    notices.of_step(case, events, at=step.at)


def situation(
    case: models.Case,
    step: Step,
    told: Told,
    *,
    before: rulebook.Standing,
    entries: Iterable[record.Entry],
    so_far: Sequence[models.Event] | None = None,
) -> Situation:
    """Where the case stands and would stand, for the letter that tells the step."""
    ahead = [record.unwritten(case, entry) for entry in entries]
    after = replay.standing(case, on=step.on, events=so_far, more=ahead)
    return Situation(before=before, after=after, facts=told.facts, words=told.words, by=step.by, at=step.at)


def preview(
    case: models.Case, step: Step, move: str, told: Told | Prepare = NOTHING, *, letter: correspondence.Sending
) -> correspondence.Prospect:
    """The letter of a step as it would go out now, whether or not the step may be taken. Leaves nothing written.

    `told` may write to the case (points, findings): that is undone with the rest.

    What the step is not told yet is left for the report to name. Raises `Refused` when the step cannot be foreseen.
    """
    so_far = list(case.events.select_related("by"))
    step = order.in_order(step, so_far)
    standing = replay.standing(case, on=step.on, events=so_far)
    offered = standing.procedure.move[move]
    if standing.offer[move].why_not:
        raise Refused(standing.offer[move].why_not or "", standing.offer[move].para)
    if offered.says is None:
        raise Refused("No letter goes with this step.")
    with transaction.atomic():
        try:
            told = told(case) if callable(told) else told
            entries = tuple(_entries(case, step, offered, told))
            order.must_follow(case, step, entries[0])
            ahead = situation(case, step, told, before=standing, entries=entries)
            return correspondence.prospect(case, offered.says, letter, ahead)
        except KeyError as missing:
            raise Refused(f"Still missing: {rulebook.FACTS.get(missing.args[0], missing.args[0])}.") from None
        finally:
            transaction.set_rollback(True)


def considered_by(step: Step, told: Told) -> str | None:
    """Whose judgement the step is, as the rulebook names people: who considered it, else who takes it."""
    who = told.facts.get("considered_by", step.by.pk if step.by else None)
    return None if who is None else f"officer {who}"


def _must_be_yours(answer: access.Answer) -> None:
    if not answer:
        raise NotYours(answer.reason, answer.para)


def _may_take(step: Step, case: models.Case, move: str) -> access.Answer:
    """Whether it is theirs to take. What was done on paper is written down by whoever may put the record right."""
    if step.by is None:
        return _may_person(case, move)
    if step.on_paper:
        return access.may_key(step.by, step.decided_by or step.by, case, move)
    return access.may_take(step.by, case, move)


def _may_person(case: models.Case, move: str) -> access.Answer:
    """The person complaining may take the steps that are theirs."""
    theirs = "complainant" in replay.procedure_of(case).move[move].by
    return access.YES if theirs else FOR_THE_COUNCIL


def _may_person_note(kind: str) -> access.Answer:
    return access.YES if kind in file_events.THEIRS else FOR_THE_COUNCIL


def _entries(case: models.Case, step: Step, move: Move, told: Told) -> Iterator[record.Entry]:
    """One event, or two when one action is two steps at once."""
    actor = "council" if "council" in move.by else move.by[0]
    first = _entry(case, step, move.events[0], told, actor=actor)
    yield first
    for place, kind in enumerate(move.events[1:], start=2):
        yield replace(first, kind=kind, key=f"{step.key}/{place}")


def _entry(case: models.Case, step: Step, kind: str, told: Told, *, actor: str) -> record.Entry:
    kept = record.all_words(case, told.words, at=step.at, by=step.by)
    return record.Entry(
        kind=kind,
        happened_at=step.happened_at or step.at,
        timed=step.timed,
        recorded_at=step.at,
        key=step.key,
        by=step.by,
        actor=actor,
        data={**plain_facts(told.facts), **kept, **({"on_paper": True} if step.on_paper else {})},
    )


def telling(sent: Iterable[models.Letter], entry: record.Entry) -> record.Entry:
    """An entry that names the letters that tell it, so that none can be exchanged unseen."""
    digests = sorted({letter.digest for letter in sent})
    return replace(entry, data={**entry.data, "letters": digests}) if digests else entry


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as an event keeps them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
