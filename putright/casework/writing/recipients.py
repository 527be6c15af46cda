"""Who a letter in a case goes to, by which channel, and on what basis they may be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from putright.casework import models
from putright.letters.manner import Manner
from putright.rulebook import plain

CHANNELS: Mapping[str, str] = {
    "email": "by email",
    "post": "by post",
    "phone": "by telephone, reading it out",
    "link": "on the person's own page only",
    "paper": "on paper, while the site was away",
}
"""How a letter can reach somebody. Whoever has the secret link finds it there as well."""

AUTHORITIES: Mapping[str, str] = {
    "consent": "the person has agreed to it",
    "parent": "a parent of the child it is about",
    "attorney": "a power of attorney",
    "deputy": "a deputy appointed by the Court of Protection",
    "executor": "dealing with the estate of somebody who has died",
    "advocate": "an advocate instructed by the person",
    "elected_member": "a councillor or MP asked by the person",
    "best_interest": "in the interest of somebody who cannot decide this themselves",
    "asked_for": "asked for, and not here yet",
}
"""On what basis somebody may speak for another."""

WITHDRAWN = "withdrawn"
"""In place of a basis: the person does not want them to speak for them any more."""

ADJUSTMENTS: Mapping[str, str] = {
    "large_print": "large print",
    "plain_text": "plain text, for a screen reader",
    "phone_first": "ring before writing",
    "email_only": "email only",
    "post_only": "post only",
    "audio": "a recording",
    "easy_read": "easy read",
    "interpreter": "an interpreter",
    "more_time": "more time to answer us",
    "other": "something else",
}
"""The adjustments people ask for most, and room for any other."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a letter goes to. `channels` can reach them, the best first; `agreed` are adjustments to respect."""

    party: models.Party
    channels: tuple[str, ...]
    basis: str
    agreed: tuple[models.Adjustment, ...]

    @property
    def name(self) -> str:
        """Who it is."""
        return str(self.party.person)

    @property
    def manner(self) -> Manner:
        """How they asked to be written to, as letters go by it."""
        return Manner(
            channels=tuple(channel for channel in self.channels if channel in ("email", "post")),
            large_print=self.large,
            plain_text="plain_text" in self.kinds,
            phone_first="phone_first" in self.kinds,
            email_only="email_only" in self.kinds,
            no_email="post_only" in self.kinds,
        )

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of adjustment agreed."""
        return frozenset(adjustment.kind for adjustment in self.agreed)

    @property
    def large(self) -> bool:
        """Whether their letters are in large print."""
        return "large_print" in self.kinds

    def address(self, channel: str) -> str:
        """Where a channel reaches them."""
        person = self.party.person
        return {"email": person.email, "post": person.address, "phone": person.phone}.get(channel, "")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody in the case who gets no letter, and why."""

    party: models.Party
    because: str


ANSWERS = frozenset(
    {
        "answer_at_once",
        "stage_1_response",
        "stage_2_response",
        "stage_3_response",
        "adjudication",
        "response",
        "outcome",
    }
)
"""The letters that are answers: what somebody may read who may be told the answer and no more."""


def of(case: models.Case, *, on: date, letter: str | None = None) -> tuple[tuple[Recipient, ...], tuple[LeftOut, ...]]:
    """Everybody a letter of the case goes to on a day, and those in the case it does not go to.

    Without a letter: everybody who may be written to at all.
    """
    parties = sorted(case.parties.all(), key=lambda party: party.pk)
    prefetch_related_objects(parties, "person__adjustments")
    getting, left_out = [], []
    for party in parties:
        because = _why_not(party, on) or _why_not_this(party, letter)
        if because:
            left_out.append(LeftOut(party, because))
        else:
            agreed = agreed_with(party.person, on=on)
            getting.append(Recipient(party, _channels(party.person, agreed), _basis(party, parties), agreed))
    return tuple(getting), tuple(left_out)


def agreed_with(person: models.Person, *, on: date) -> tuple[models.Adjustment, ...]:
    """The adjustments in force for somebody on a day."""
    return tuple(
        one
        for one in person.adjustments.all()
        if one.agreed_on and one.agreed_on <= on and (one.ended_on is None or one.ended_on > on)
    )


def may_follow(party: models.Party, *, on: date) -> bool:
    """Whether somebody may read everything about a case on a day, as its secret link lets them."""
    return party.role == "complainant" or (party.may_be_told == "everything" and not _why_not_told(party, on))


def _why_not(party: models.Party, on: date) -> str:
    if not party.gets_letters:
        return "They asked to have no letters, or somebody else gets them for them."
    return "" if party.role == "complainant" else _why_not_told(party, on)


def _why_not_told(party: models.Party, on: date) -> str:
    """Why somebody who is not the person complaining may be told nothing."""
    if party.authority in ("", "asked_for"):
        return "Nothing shows yet that they may speak for the person."
    if party.authority == WITHDRAWN:
        return f"The person withdrew their consent{f' on {plain(party.authority_on)}' if party.authority_on else ''}."
    if party.authority_ends_on and party.authority_ends_on < on:
        return f"Their authority ended on {plain(party.authority_ends_on)}."
    if party.may_be_told == "nothing":
        return "The person has not agreed to anything being shared with them."
    return ""


def _why_not_this(party: models.Party, letter: str | None) -> str:
    if party.role == "complainant" or party.may_be_told != "the_answer" or letter is None or letter in ANSWERS:
        return ""
    return "They may be told the answer, and nothing else."


def _basis(party: models.Party, parties: Iterable[models.Party]) -> str:
    """Why they may be told, in a sentence."""
    if party.role == "complainant":
        return "It is their own complaint."
    whose = next((str(other.person) for other in parties if other.role == "complainant"), "somebody")
    since = f", since {plain(party.authority_on)}" if party.authority_on else ""
    return f"They speak for {whose}: {AUTHORITIES.get(party.authority, party.authority)}{since}."


def _channels(person: models.Person, agreed: Iterable[models.Adjustment]) -> tuple[str, ...]:
    """The channels that reach somebody: what was agreed first, then what they prefer, then email, post, telephone."""
    reach = {"email": person.email, "post": person.address, "phone": person.phone}
    kinds = {adjustment.kind for adjustment in agreed}
    wished = [channel for kind, channel in (("email_only", "email"), ("post_only", "post")) if kind in kinds]
    order = dict.fromkeys([*wished, person.prefers, "email", "post", "phone"])
    return (*(channel for channel in order if reach.get(channel)), "link")
