"""The path of one step: seen before? overtaken? may this officer? does the procedure offer it? is the letter complete?

Then event, list columns, letter and outbox in one transaction. Every action goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import access, file, models, record, replay
from putright.casework.refused import NotYours, Overtaken, Refused
from putright.casework.writing import correspondence
from putright.casework.writing.particulars import Situation
from putright.council import here
from putright.rulebook import Move

FILE_EVENTS: Mapping[str, str] = {
    "triaged": "where it belongs was settled",
    "assigned": "the case was given to somebody",
    "conflict_declared": "a declaration of interest was made",
    "note_added": "a note was added",
    "document_added": "a document was added",
    "message_received": "the person wrote to us",
    "message_read": "what the person wrote was read",
    "understanding_corrected": "the person corrected our understanding",
    "remedy_accepted": "the person accepted a remedy",
    "letter_posted": "a letter was posted",
    "letter_taken_back": "a letter was taken back before it was posted",
    "letter_let_go": "a letter goes by post as it is, although something changed since it was written",
    "approval_asked": "approval of a letter was asked for",
    "approval_given": "a letter was approved",
    "approval_refused": "a letter was sent back to its writer",
    "refusal_proposed": "a refusal was proposed",
    "refusal_sent_back": "a proposed refusal was not agreed to",
    "restriction_set": "who may see the case was changed",
    "links_withdrawn": "the links sent so far were withdrawn",
    "party_changed": "somebody's details or part in the case were changed",
    "adjustment_asked": "an adjustment was asked for",
    "adjustment_agreed": "an adjustment was agreed",
    replay.CORRECTED: "an entry was corrected",
    "hold_placed": "a hold was placed: it must not be disposed of",
    "hold_lifted": "a hold was lifted",
    "kept_longer": "it was decided to keep it longer",
    "disagreement_added": "a statement of disagreement was attached",
    "right_decided": "a request about personal information was decided",
    "copy_given": "a copy of what is about them was given to the person",
    "disposal_proposed": "its disposal was proposed",
    replay.ERASED: "it was disposed of: who was in it and what was written are erased",
}
"""What may happen to a file that is no step of a procedure, as the timeline names it."""

THEIRS = frozenset(
    {"message_received", "understanding_corrected", "document_added", "remedy_accepted", "adjustment_asked"}
)
"""Those that the person complaining may do themselves. Everything else needs an officer."""

ADDED = record.ABOUT_RECORDS | {
    "note_added",
    "document_added",
    "message_received",
    "message_read",
    "letter_posted",
    "letter_taken_back",
    "letter_let_go",
}
"""Those that only add to a file: they overtake nobody, and nobody overtakes them."""


CLOCK_SLIP = timedelta(hours=1)
"""By so much the clock of a server may have been put back."""


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

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()


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


def take(
    step: Step,
    move: str,
    told: Told | Prepare = NOTHING,
    *,
    letter: correspondence.Sending | None = None,
    also: Callable[[models.Case, tuple[models.Event, ...]], None] | None = None,
) -> Taken:
    """Take a step of the case's procedure, once.

    `told` may be worked out from the case while it is held. `also` writes what belongs to the step, in its transaction.
    Raises `Refused` or one of its kinds, with nothing written; `KeyError` for a step the procedure has not.
    """
    with here.looked_up_once(), transaction.atomic():
        case = record.locked(step.reference)
        so_far = list(case.events.select_related("by"))
        before = _taken_before(so_far, step)
        if before:
            return Taken(case, before, again=True)
        _must_still_be_there(so_far)
        step = _in_order(step, so_far)
        _must_not_be_overtaken(case, step)
        _must_be_yours(access.may_take(step.by, case, move) if step.by else _may_person(case, move))
        told = told(case) if callable(told) else told
        standing = replay.standing(case, on=step.on, events=so_far)
        offered = standing.procedure.move[move]
        _must_not_be_dated_back(step, offered)
        answer = standing.may(move, by=considered_by(step, told), **told.for_rulebook())
        if not answer:
            raise Refused(answer.reason, answer.para)
        if file.is_answer(offered):
            file.must_be_approved(case, offered.says or "", letter)
        entries = tuple(_entries(case, step, offered, told))
        _must_follow(case, step, entries[0])
        ready = None
        if offered.says and not step.on_paper:
            ahead = situation(case, step, told, before=standing, entries=entries, so_far=so_far)
            ready = correspondence.prepared(case, offered.says, letter or correspondence.Sending(), ahead)
        sent = ready.send(step.key) if ready else ()
        events = record.append(case, *(telling(sent, entry) for entry in entries), so_far=so_far)
        case.drafts.filter(letter=offered.says).delete()
        if also:
            also(case, events)
        return Taken(case, events, sent)


def note(
    step: Step,
    kind: str,
    told: Told | Prepare = NOTHING,
    *,
    deed: str = "add_to_file",
    also: Callable[[models.Case, tuple[models.Event, ...]], None] | None = None,
    corrects: models.Event | None = None,
) -> Taken:
    """Write down what is no step of a procedure (a word of `FILE_EVENTS`), once. Raises `Refused` and its kinds."""
    if kind not in FILE_EVENTS:
        raise KeyError(f"{kind!r} is nothing that happens to a file")
    with here.looked_up_once(), transaction.atomic():
        case = record.locked(step.reference)
        so_far = list(case.events.select_related("by"))
        before = _taken_before(so_far, step)
        if before:
            return Taken(case, before, again=True)
        _must_still_be_there(so_far)
        step = step if kind == replay.CORRECTED else _in_order(step, so_far)
        if kind not in ADDED:
            _must_not_be_overtaken(case, step)
        _must_be_yours(access.may_do(step.by, case, deed) if step.by else _may_person_note(kind))
        told = told(case) if callable(told) else told
        entry = _entry(case, step, kind, told, actor="council" if step.by else "complainant")
        events = record.append(case, replace(entry, corrects=corrects), so_far=so_far)
        if also:
            also(case, events)
        return Taken(case, events)


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
    standing = replay.standing(case, on=step.on)
    offered = standing.procedure.move[move]
    if standing.offer[move].why_not:
        raise Refused(standing.offer[move].why_not or "", standing.offer[move].para)
    if offered.says is None:
        raise Refused("No letter goes with this step.")
    with transaction.atomic():
        try:
            told = told(case) if callable(told) else told
            entries = tuple(_entries(case, step, offered, told))
            _must_follow(case, step, entries[0])
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


def _taken_before(events: Iterable[models.Event], step: Step) -> tuple[models.Event, ...]:
    return tuple(event for event in events if event.key in (step.key, f"{step.key}/2"))


def _must_still_be_there(events: Iterable[models.Event]) -> None:
    """Nothing is added to what has been disposed of."""
    if any(event.kind == replay.ERASED for event in events):
        raise Refused("This case has been disposed of, and nothing can be added to it. Take a new one in instead.")


def _in_order(step: Step, so_far: Sequence[models.Event]) -> Step:
    """A clock that was put back by a little puts no event before the one it follows. Far behind, nobody can rely on it.

    A correction is taken at any time: by it an entry is put right that was made while the clock was ahead.
    """
    last = replay.latest(so_far)
    if last is None or step.at >= last:
        return step
    if last - step.at > CLOCK_SLIP and not settings.DEMO:
        raise Refused(
            f"The clock of this server says {step.at:%-d %B %Y, %H:%M}, and this case has an entry of "
            f"{last.astimezone(step.at.tzinfo):%-d %B %Y, %H:%M}. One of them is wrong, so nothing was recorded. Tell "
            "whoever looks after this site; if it is the entry, correct it and take this step again."
        )
    return replace(step, at=last.astimezone(step.at.tzinfo))


def _must_not_be_overtaken(case: models.Case, step: Step) -> None:
    """Somebody else's step since the page was shown is named, so that nobody acts on what is no longer so."""
    if step.seen is None:
        return
    since = case.events.filter(number__gt=step.seen).exclude(kind__in=ADDED - {"message_received"})
    other = since.exclude(by=step.by).select_related("by").last()
    if other is None:
        return
    who = other.by.name if other.by else "The person complaining"
    what = _happened(case, other.kind)
    raise Overtaken(
        f"{who} was here before you: {what} at {other.recorded_at.astimezone(step.at.tzinfo):%-I.%M %p on %-d %B}. "
        "Nothing you typed is lost. Look at what changed, then send it again if it is still right."
    )


def _happened(case: models.Case, kind: str) -> str:
    making = replay.procedure_of(case).making
    return making[kind].happened if kind in making else FILE_EVENTS[kind]


def _must_not_be_dated_back(step: Step, move: Move) -> None:
    """What came in may have come earlier than it is written down; never later, and nothing of ours."""
    if step.happened_at is None:
        return
    if "council" in move.by and not step.on_paper:
        raise Refused("What the council does is recorded when it is done; it cannot be dated back.", move.para)
    if step.happened_at > step.at:
        raise Refused("That is still to come: give the day it reached the council.", move.para)


def _must_follow(case: models.Case, step: Step, entry: record.Entry) -> None:
    """What came in earlier than it is written down still came after what it follows from."""
    if step.happened_at is not None:
        why_not = replay.why_impossible(case, record.unwritten(case, entry), on=step.on)
        if why_not:
            raise Refused(why_not)


def _must_be_yours(answer: access.Answer) -> None:
    if not answer:
        raise NotYours(answer.reason, answer.para)


def _may_person(case: models.Case, move: str) -> access.Answer:
    """The person complaining may take the steps that are theirs."""
    theirs = "complainant" in replay.procedure_of(case).move[move].by
    return access.YES if theirs else FOR_THE_COUNCIL


def _may_person_note(kind: str) -> access.Answer:
    return access.YES if kind in THEIRS else FOR_THE_COUNCIL


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
