"""The letter that tells somebody what was decided about their information: why, and where they can complain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from putright.casework import models
from putright.casework.refused import Refused
from putright.casework.writing import correspondence, particulars, recipients
from putright.casework.writing.correspondence import Copy, Occasion
from putright.council import here
from putright.letters import compose, wordings
from putright.rulebook import plain

FOLDER, LETTER = "information_rights", "right_decision"

ASKED: Mapping[str, str] = {
    "erasure": "You asked us to erase information we hold about you (UK GDPR, Article 17).",
    "objection": "You objected to our using information we hold about you (UK GDPR, Article 21).",
    "rectification": "You asked us to put right information we hold about you (UK GDPR, Article 16).",
    "restriction": "You asked us only to keep information we hold about you, and not to use it (UK GDPR, Article 18).",
}
AGREED: Mapping[str, str] = {
    "erasure": "We agree. Before anything is erased, two of us look at it once more.",
    "objection": "We agree. We will not use it any more.",
    "rectification": "We agree, and will put it right.",
    "restriction": "We agree. We will only keep it.",
}
REFUSED = "We have decided not to do this."

NAME_ONLY = (
    "How to reach the Information Commissioner is not known here: the letter gives the name alone. Add it under "
    "Settings, Ombudsmen, or say it in your reasons."
)
UNCHECKED = "Nobody has checked yet how to reach the Information Commissioner: compare it with their own website."


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was asked for, what was decided, and why."""

    right: str
    answer: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """The letter as it would go out, and what to mind before it does."""

    copy: Copy
    wording: wordings.Wording
    cautions: tuple[str, ...]


def may_be_told(case: models.Case, *, on: date) -> tuple[recipients.Recipient, ...]:
    """Those in the case who may be written to about their own information."""
    getting, _ = recipients.of(case, on=on, letter=LETTER)
    return getting


def foreseen(case: models.Case, decision: Decision, *, party: int, on: date) -> Foreseen:
    """The letter to somebody in the case. Raises `Refused` when they may not be written to."""
    one = next((one for one in may_be_told(case, on=on) if one.party.pk == party), None)
    if one is None:
        raise Refused("They may not be written to about this case: choose somebody else, or tell them another way.")
    wording = wordings.current(letter=LETTER, procedure=FOLDER)
    values = {**_values(case, decision, on), **particulars.values_for(one)}
    draft = compose.draft(wording, values, given={"reasons": decision.reason})
    channel = one.channels[0]
    objections = (
        one.manner.objections(
            channel=channel, large=one.large, plain=channel == "email" and "plain_text" in one.kinds, rung=False
        )
        if channel in ("email", "post")
        else ()
    )
    return Foreseen(
        copy=Copy(recipient=one, channel=channel, draft=draft, questions=tuple(objections)),
        wording=wording,
        cautions=(*objections, *about_the_commissioner(on=on)),
    )


def send(ready: Foreseen, told: Occasion) -> models.Letter:
    """Keep it as it goes out, and hand it to the outbox. Needs the transaction of the decision."""
    return correspondence.freeze(ready.copy, ready.wording, told)


def _values(case: models.Case, decision: Decision, on: date) -> dict[str, str]:
    refused = decision.answer == "refused"
    return {
        **compose.council_values(),
        "reference": case.reference,
        "letter_date": plain(on),
        "asked": ASKED[decision.right],
        "decision": REFUSED if refused else AGREED[decision.right],
        "ombudsman": compose.ombudsmen_in_words(["ico"], on=on, own=here.own_ombudsmen()),
    }


def about_the_commissioner(*, on: date) -> tuple[str, ...]:
    """What an officer minds who sends somebody to the Information Commissioner."""
    body = here.ombudsmen(on=on)["ico"]
    if not body.ways:
        return (NAME_ONLY,)
    return (UNCHECKED,) if body.unverified else ()
