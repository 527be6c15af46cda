"""Letters that did not reach somebody, sent once more to where they are reached now. Their words stay as they were."""

from __future__ import annotations

from collections.abc import Sequence

from putright.casework import models
from putright.casework.refused import Refused
from putright.casework.steps import Step
from putright.casework.writing import correspondence, recipients
from putright.letters import outbox, readdressing
from putright.letters.models import Outgoing

REACHED = ("phone", "paper")
"""Ways of which no outbox knows whether they reached somebody: read out to them, or sent while the site was away."""


def unreached(case: models.Case, party: int) -> list[models.Letter]:
    """What did not reach somebody, oldest first: given up or in doubt, or only ever on the person's own page."""
    theirs = list(case.letters.filter(party=party))
    failed = set(
        outbox.everything(about=case.reference).filter(state__in=outbox.NOT_GONE).values_list("key", flat=True)
    )
    on_its_way = {_which(one) for one in theirs if one.outgoing_key and one.outgoing_key not in failed}
    # Of a letter tried again and again the first is enough.
    away = [one for one in reversed(theirs) if _which(one) not in on_its_way and one.channel not in REACHED]
    first = {_which(one): one for one in away}
    return list(reversed(first.values()))


def send(case: models.Case, party: models.Party, number: int, step: Step) -> models.Letter:
    """Send one of them again: another copy on the record, and in the outbox. Needs the transaction of the step.

    Raises `Refused` for a letter that did go, and for somebody who may not be written to or cannot be.
    """
    letter = next((one for one in unreached(case, party.pk) if one.pk == number), None)
    if letter is None:
        raise Refused("That letter did reach them, or is not theirs: look at the letters of the case.")
    one, channel = _way(case, party, letter, step)
    again = _copy(letter, one, channel, step)
    first = Outgoing.objects.filter(key=letter.outgoing_key or None, channel=channel).first()
    html = again.html if channel == "post" else first.html if first else ""
    put = outbox.put(
        outbox.Message(subject=again.subject, text=again.text, html=html),
        key=again.outgoing_key,
        channel=channel,
        to=f"{one.name}\n{one.address('post')}" if channel == "post" else one.address("email"),
        about=case.reference,
        at=step.at,
    )
    copies = [one for one in case.letters.filter(party=party).exclude(pk=again.pk) if _which(one) == _which(letter)]
    outbox.replace([one.outgoing_key for one in copies if one.outgoing_key], with_=put, by=step.by, at=step.at)
    return again


def named(sent: Sequence[models.Letter]) -> dict[str, list[int] | list[str]]:
    """The copies as an event names them, so that none can be exchanged unseen."""
    return {"again": [letter.pk for letter in sent], "copies": [letter.digest for letter in sent]}


def _which(letter: models.Letter) -> tuple[str, str]:
    return letter.step_key, letter.letter


def _way(case: models.Case, party: models.Party, letter: models.Letter, step: Step) -> tuple[recipients.Recipient, str]:
    """Who it goes to, and how."""
    getting, left_out = recipients.of(case, on=step.on, letter=letter.letter)
    one = next((one for one in getting if one.party.pk == party.pk), None)
    if one is None:
        raise Refused(next(out.because for out in left_out if out.party.pk == party.pk))
    channel = next((way for way in one.channels if way in outbox.CHANNELS), None)
    if channel is None:
        raise Refused("There is no email or postal address to send the letter to: enter one first.")
    return one, channel


def _copy(letter: models.Letter, one: recipients.Recipient, channel: str, step: Step) -> models.Letter:
    """The letter as it goes out now, beside the one that did not arrive."""
    html = letter.html
    if channel == "post":
        html = readdressing.to(html, [one.name, *one.address("post").splitlines()])
    return models.Letter.objects.create(
        case=letter.case,
        letter=letter.letter,
        title=letter.title,
        wording_version=letter.wording_version,
        party=letter.party,
        channel=channel,
        subject=letter.subject,
        text=letter.text,
        html=html,
        large=letter.large,
        digest=correspondence.digest(letter.text, html),
        sent_at=step.at,
        by=step.by,
        step_key=letter.step_key,
        outgoing_key=f"{letter.case.reference}/{step.key}/{letter.pk}",
    )
