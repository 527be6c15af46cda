"""What a letter that went on paper left out, sent now: the missing parts of the council's wording, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from putright.casework import models, replay, secret_links, steps
from putright.casework.actions import filing
from putright.casework.on_paper import noting
from putright.casework.refused import ConfirmFirst, Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.tables.paper import PaperStep
from putright.casework.writing import correspondence
from putright.casework.writing.correspondence import Copy, Prospect, Sending
from putright.casework.writing.particulars import Situation
from putright.council.clock import LONDON
from putright.letters.compose import Draft, Part
from putright.rulebook import BLOCKS, Missing, plain

KIND = "follow_up_sent"
OPENING = "opening"
"""The part with which a follow-up begins: why it is sent."""


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """A follow-up as it would go out, and what stands in its way."""

    prospect: Prospect
    to_write: Mapping[str, str]
    """What the officer writes, by the name of the part, as it stands; the rest is the council's own wording."""
    missing: tuple[Missing, ...]

    @property
    def shown(self) -> Draft:
        """The letter as an officer may see it: without the person's own link."""
        return secret_links.masked_draft(self.prospect.draft)


def wanted(case: models.Case, number: int) -> PaperStep | None:
    """The keyed step whose letter left something out that nobody has sent yet."""
    rows = noting.of(case).exclude(event=None).exclude(left_out=noting.NOTHING)
    return rows.filter(pk=number, follow_up=None).first()


def titles(row: PaperStep) -> dict[str, str]:
    """What was left out, part by part, in words."""
    return {name: BLOCKS.get(name, name.replace("_", " ")) for name in row.left_out}


def foreseen(case: models.Case, row: PaperStep, step: Step, *, sending: Sending) -> Foreseen:
    """The letter with the parts that were left out. Raises `Refused` where nobody can be written to."""
    situation, opening = _situation(case, row, step), sending.parts.get(OPENING) or _opening(case, row)
    given = replace(sending, parts={name: text for name, text in sending.parts.items() if name != OPENING})
    whole = correspondence.prospect(case, _letter(case, row), given, situation)
    copies = tuple(_only(copy, row, opening) for copy in whole.copies)
    title = f"More about a letter sent on paper: {whole.wording.title}"[:120]
    worded = {block.name for block in whole.wording.blocks if block.text}
    theirs = [name for name in row.left_out if name not in worded or not copies[0].draft.text.get(name)]
    texts = {OPENING: opening, **{name: given.parts.get(name, "") for name in theirs}}
    return Foreseen(
        prospect=replace(whole, copies=copies, wording=replace(whole.wording, title=title)),
        to_write=texts,
        missing=tuple(one for one in whole.report.missing if one.block in row.left_out),
    )


def send(step: Step, number: int, *, sending: Sending) -> Taken:
    """Send what was left out, once. Raises `Refused` where a part still says nothing."""

    def told(case: models.Case) -> Told:
        row = _still_wanted(case, number)
        ready = foreseen(case, row, step, sending=sending)
        if ready.missing:
            raise Refused(ready.missing[0].what, ready.missing[0].para)
        if ready.prospect.questions and not sending.confirmed:
            raise ConfirmFirst(ready.prospect.questions)
        sent = ready.prospect.send(step.key)
        digests = sorted({letter.digest for letter in sent})
        return Told(facts={"of": row.event.number if row.event else 0, "sent": row.left_out, "letters": digests})

    return steps.note(step, KIND, told, deed="send_letters", also=_settling(number))


def not_needed(step: Step, number: int, *, because: str) -> Taken:
    """Say why nothing has to be sent, as a note on the case. Raises `Refused`."""
    if not because.strip():
        raise Refused("Say why nothing needs to be sent.")
    case = models.Case.objects.get(reference=step.reference)
    row = _still_wanted(case, number)
    left = ", ".join(titles(row).values())
    taken = filing.add_note(step, note=f"Left out of a letter sent on paper, and not sent: {left}. {because.strip()}")
    _settling(number)(taken.case, taken.events)
    return taken


def _settling(number: int) -> steps.Also:
    def also(case: models.Case, events: tuple[models.Event, ...]) -> None:
        PaperStep.objects.filter(case=case, pk=number, follow_up=None).update(follow_up=events[0])

    return also


def _still_wanted(case: models.Case, number: int) -> PaperStep:
    row = wanted(case, number)
    if row is None:
        raise Refused("Nothing is left to send about that letter: look at the list again.")
    return row


def _letter(case: models.Case, row: PaperStep) -> str:
    says = replay.procedure_of(case).move[row.move].says
    if says is None:
        raise Refused("No letter goes with that step.")
    return says


def _opening(case: models.Case, row: PaperStep) -> str:
    title = replay.procedure_of(case).letter[_letter(case, row)].title.lower()
    return (
        f"While our system was away we sent you a letter on paper, on {plain(row.sent_on)} ({title}). "
        "It left out what we tell you here. Nothing else in it changes."
    )


def _situation(case: models.Case, row: PaperStep, step: Step) -> Situation:
    """The case as the letter found it, and as it stands now."""
    event = row.event
    if event is None:
        raise Refused("It has not been keyed yet.")
    earlier = case.events.filter(number__lt=event.number)
    day = event.happened_at.astimezone(LONDON).date()
    kept = {words.pk: words.body for words in case.words.filter(erased_on=None)}
    words = {
        name: kept[value["words"]]
        for name, value in event.data.items()
        if isinstance(value, dict) and value.get("words") in kept
    }
    return Situation(
        before=replay.standing(case, on=day, events=earlier),
        after=replay.standing(case, on=step.on),
        facts=replay.facts_of(event.data),
        words=words,
        by=step.by,
        at=step.at,
    )


def _only(copy: Copy, row: PaperStep, opening: str) -> Copy:
    """The copy with the parts that were left out, in the order of the letter, after a word on why it comes."""
    parts = tuple(part for part in copy.draft.blocks if part.name in row.left_out)
    blocks = (Part(name=OPENING, heading="", text=opening), *parts)
    subject = f"More about our letter of {plain(row.sent_on)}: {row.case.reference}"
    return replace(copy, draft=replace(copy.draft, subject=subject, blocks=blocks))
