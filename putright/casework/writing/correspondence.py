"""Letters of a case: put together from what the case knows, looked over, held or sent, and kept as they went out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from putright.accounts.models import Officer
from putright.casework import models
from putright.casework.refused import ConfirmFirst, LetterHeld, NobodyToTell, Refused
from putright.casework.writing import particulars, promises, recipients
from putright.casework.writing.particulars import Situation
from putright.council import here
from putright.letters import check, compose, outbox, placeholders, wordings
from putright.letters.drawing import render
from putright.rulebook import Point

TOLD_IN = {
    "reasons": "reason",
    "alternative": "alternative",
    "other_route": "other_route",
    "what": "what",
    "update_interval": "update_every",
}
"""Parts of a letter that say what the step itself is told, so that nobody writes it twice."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What the officer wrote and chose for a letter: the text of parts by their names, and a channel for each party.

    `confirmed`: it goes out otherwise than was agreed with the person, and the officer has said so.
    `rung`: whoever asked to be rung first has been.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[int, str] = field(default_factory=dict)
    confirmed: bool = False
    rung: bool = False


@dataclass(frozen=True, kw_only=True)
class Copy:
    """The letter for one of those it goes to."""

    recipient: recipients.Recipient
    channel: str
    draft: compose.Draft
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """A letter as it would go out: a copy for each recipient, what it leaves out, and who gets none and why."""

    case: models.Case
    wording: wordings.Wording
    copies: tuple[Copy, ...]
    left_out: tuple[recipients.LeftOut, ...]
    report: check.Report
    situation: Situation

    @property
    def draft(self) -> compose.Draft:
        """The first copy's text, which the others share but for name and address."""
        return self.copies[0].draft

    @property
    def questions(self) -> tuple[str, ...]:
        """What speaks against sending it like this, of all copies."""
        return tuple(question for copy in self.copies for question in copy.questions)

    def send(self, key: str) -> tuple[models.Letter, ...]:
        """Freeze it and hand it to the outbox. Needs the transaction of the step it tells."""
        return tuple(send_copy(self, copy, key) for copy in self.copies)


def prospect(case: models.Case, letter: str, sending: Sending, situation: Situation) -> Prospect:
    """A letter as it would go out now, were the step taken. Nothing is written."""
    procedure = situation.after.procedure
    papers = particulars.papers(case)
    points = particulars.as_points(papers, stage=situation.stage)
    others = sorted({point.procedure for point in points} - {procedure.id})
    wording = wordings.current(letter=letter, procedure=procedure.id, also=others, on=case.received_on)
    getting, left_out = recipients.of(papers, on=situation.on, letter=letter)
    if not getting:
        raise NobodyToTell
    known = _known(papers, situation, points, wording)
    copies = tuple(_copy(one, wording, known, sending, situation) for one in getting)
    report = check.look_over(
        procedure=procedure,
        draft=copies[0].draft,
        points=points,
        known=particulars.known(papers, situation),
        theirs=check.Theirs(
            staff_names=particulars.staff_names(papers),
            own_words=particulars.own_words(papers),
        ),
        ombudsmen=here.ombudsmen(on=situation.on),
    )
    return Prospect(case=case, wording=wording, copies=copies, left_out=left_out, report=report, situation=situation)


def prepared(case: models.Case, letter: str, sending: Sending, situation: Situation) -> Prospect:
    """A letter ready to go. Raises `LetterHeld` naming what it leaves out, `ConfirmFirst`, or `Refused`."""
    ready = prospect(case, letter, sending, situation)
    for copy in ready.copies:
        if copy.channel not in copy.recipient.channels:
            how = recipients.CHANNELS.get(copy.channel, copy.channel)
            raise Refused(f"{copy.recipient.name} cannot be reached {how}: choose another way.")
    if ready.report.missing:
        raise LetterHeld(ready.report)
    if ready.questions and not sending.confirmed:
        raise ConfirmFirst(ready.questions)
    return ready


def _known(
    case: models.Case, situation: Situation, points: Sequence[Point], wording: wordings.Wording
) -> dict[str, str]:
    """What the letter is told; a part it must have says plainly where there is nothing to put in it."""
    has = {name for block in wording.blocks for name in placeholders.used_in(block.text)}
    known = {**particulars.values(case, situation, points), **particulars.said_once(case, situation, points, has)}
    must_have = {block.name for block in wording.blocks if block.when is None}
    plainly = promises.where_nothing_is(case, points)
    return {**known, **{name: text for name, text in plainly.items() if name in must_have and not known[name]}}


def _copy(
    one: recipients.Recipient,
    wording: wordings.Wording,
    known: Mapping[str, str],
    sending: Sending,
    situation: Situation,
) -> Copy:
    channel = sending.channels.get(one.party.pk, one.channels[0])
    # What a step is told may be for the file alone: it goes into a letter that has a part for it, and no other.
    has = {block.name for block in wording.blocks}
    told = {part: text for part, name in TOLD_IN.items() if part in has and (text := situation.words.get(name))}
    written = particulars.written_for(one, {**told, **sending.parts})
    draft = compose.draft(wording, {**known, **particulars.values_for(one)}, given=written)
    return Copy(recipient=one, channel=channel, draft=draft, questions=tuple(_questions(one, channel, sending)))


def _questions(one: recipients.Recipient, channel: str, sending: Sending) -> Iterator[str]:
    if channel in ("email", "post"):
        plain = channel == "email" and "plain_text" in one.kinds
        for objection in one.manner.objections(channel=channel, large=one.large, plain=plain, rung=sending.rung):
            yield f"{one.name}. {objection}"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What a letter tells: the case, the key of the step, who takes it and when."""

    case: models.Case
    key: str
    at: datetime
    by: Officer | None


def send_copy(ready: Prospect, copy: Copy, key: str) -> models.Letter:
    """One copy, frozen and on its way. Needs the transaction of what it tells."""
    told = Occasion(case=ready.case, key=key, at=ready.situation.at, by=ready.situation.by)
    return freeze(copy, ready.wording, told)


def freeze(copy: Copy, wording: wordings.Wording, told: Occasion) -> models.Letter:
    """A copy kept as it goes out, and handed to the outbox. Needs the transaction of what it tells."""
    one = copy.recipient
    text, html = render.text(copy.draft), render.print_html(copy.draft, render.look(), large=one.large)
    letter = models.Letter.objects.create(
        case=told.case,
        letter=wording.letter,
        title=wording.title,
        wording_version=wording.version,
        party=one.party,
        channel=copy.channel,
        subject=copy.draft.subject,
        text=text,
        html=html,
        large=one.large,
        digest=digest(text, html),
        sent_at=told.at,
        by=told.by,
        step_key=told.key,
        outgoing_key=f"{told.case.reference}/{told.key}/{one.party.pk}" if copy.channel in outbox.CHANNELS else "",
    )
    if letter.outgoing_key:
        _put(letter, copy)
    return letter


def _put(letter: models.Letter, copy: Copy) -> None:
    """Hand a copy to the outbox: as it is read in an email, or as it is printed."""
    one = copy.recipient
    if copy.channel == "post":
        to, html = f"{one.name}\n{one.address('post')}", letter.html
    else:
        plain = "plain_text" in one.kinds
        to, html = one.address("email"), "" if plain else render.email_html(copy.draft, render.look())
    outbox.put(
        outbox.Message(subject=letter.subject, text=letter.text, html=html),
        key=letter.outgoing_key,
        channel=copy.channel,
        to=to,
        about=letter.case.reference,
        at=letter.sent_at,
    )


def digest(text: str, html: str) -> str:
    """The digest a frozen letter is known by (SHA-256, in hexadecimal)."""
    return hashlib.sha256(f"{text}\n{html}".encode()).hexdigest()
