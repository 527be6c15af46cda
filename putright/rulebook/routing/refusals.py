"""Whether a refusal to take or to escalate a complaint stands: every test of its ground, each one explained.

The grounds are data, in the procedure files; nothing here knows any of them by name. It never decides: a person does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from putright.rulebook.book.phrases import plain
from putright.rulebook.book.vocabulary import FACTS
from putright.rulebook.book.words import Ground, Procedure, Test
from putright.rulebook.dates.days import add_months
from putright.rulebook.standings import departures as departing
from putright.rulebook.standings.departures import Departure

LEAST_WORDS = 10
"""How many words of its own a reason needs before it can be about one complaint. Ours: no source sets a number."""

WRITTEN = frozenset({"discretion"})
"""Facts that are reasons themselves, and so must be written for the one complaint."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A refusal as somebody proposes it.

    `answers` holds the answer to each test of the ground, by its question. `aware_on` is when the person came to know;
    `alone_because` says why one person both proposes and decides, in a council too small for two.
    """

    ground: str
    received_on: date
    answers: Mapping[str, str] = field(default_factory=dict)
    happened_on: date | None = None
    aware_on: date | None = None
    reasons: str = ""
    evidence: str = ""
    proposed_by: str = ""
    decided_by: str = ""
    alone_because: str = ""
    service: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a refusal turns on: whether it holds, why, and, when it does not, what to do."""

    about: str
    holds: bool
    why: str
    para: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a refusal stands. `in_time_to` is the last day on which the complaint was in time, where that matters."""

    ground: Ground
    findings: tuple[Finding, ...]
    in_time_to: date | None = None

    @property
    def stands(self) -> bool:
        """Whether every finding holds."""
        return all(finding.holds for finding in self.findings)

    def __bool__(self) -> bool:
        return self.stands

    @property
    def failing(self) -> tuple[Finding, ...]:
        """What keeps it from standing, in the order an officer would mend it."""
        return tuple(finding for finding in self.findings if not finding.holds)

    @property
    def reason(self) -> str:
        """What to do first; empty when it stands."""
        return self.failing[0].why if self.failing else ""


def stands(
    procedure: Procedure,
    proposal: Proposal,
    *,
    departures: Sequence[Departure] = (),
    late_after_months: int | None = None,
) -> Verdict:
    """Whether a refusal would stand, with every test explained. Raises KeyError for a ground the procedure has not.

    `late_after_months` is a council's own, longer time to complain; a shorter one raises ValueError.
    """
    ground = procedure.ground[proposal.ground]
    months = _months(ground, late_after_months)
    findings = (
        *_departure(procedure, ground, proposal, departures),
        *_lateness(procedure, ground, proposal, months),
        *(_tested(procedure, ground, test, proposal) for test in ground.tests),
        *_written(procedure, ground, proposal),
        *_decided(procedure, ground, proposal),
    )
    begins = _begins(proposal)
    in_time_to = add_months(begins[0], months) if begins and months else None
    return Verdict(ground, findings, in_time_to)


def _months(ground: Ground, own: int | None) -> int | None:
    if ground.months is None or own is None:
        return ground.months
    if own < ground.months:
        raise ValueError(f"the time to complain cannot be {own} months: {ground.para} gives {ground.months} at least")
    return own


def _begins(proposal: Proposal) -> tuple[date, str] | None:
    """The day the time to complain runs from, and how it is called: the event, or knowing of it if that was later."""
    days = ((proposal.happened_on, "It happened on"), (proposal.aware_on, "The person came to know of it on"))
    known = [(day, words) for day, words in days if day is not None]
    return max(known, key=lambda pair: pair[0], default=None)


def _departure(
    procedure: Procedure, ground: Ground, proposal: Proposal, departures: Sequence[Departure]
) -> Iterator[Finding]:
    if ground.needs_departure is None:
        return
    bend = next(bend for bend in procedure.bends if bend.effect == ground.needs_departure)
    recorded = any(_covers(departure, ground, proposal) for departure in departures)
    why = "A departure for this ground is recorded and covers this complaint: tell the person so, and why."
    if not recorded:
        why = f"Record a departure first ({bend.title}), one that names this ground and covers this complaint."
    yield Finding("a recorded departure", recorded, why, _para(procedure, bend.para))


def _covers(departure: Departure, ground: Ground, proposal: Proposal) -> bool:
    return (
        (departure.effect, departure.ground) == (ground.needs_departure, ground.name)
        and not departing.missing(departure)
        and departure.covers(received_on=proposal.received_on, service=proposal.service)
    )


def _lateness(procedure: Procedure, ground: Ground, proposal: Proposal, months: int | None) -> Iterator[Finding]:
    if months is None:
        return
    late, why = _late(proposal, months)
    yield Finding(f"more than {months} months", late, why, _para(procedure, ground.para))


def _late(proposal: Proposal, months: int) -> tuple[bool, str]:
    begins, received = _begins(proposal), proposal.received_on
    if begins is None:
        return False, "Say when it happened and when the person came to know of it."
    day, words = begins
    if received < day:
        return False, f"It reached us on {plain(received)}, before {plain(day)}: look at the dates again."
    last = add_months(day, months)
    counted = f"{words} {plain(day)}; {months} months from then end on {plain(last)}"
    if received <= last:
        return False, f"{counted}. It reached us on {plain(received)}, in time: take it."
    if proposal.aware_on is None:
        return False, f"{counted}. Ask when the person came to know of it: the time may run from then."
    return True, f"{counted}. It reached us on {plain(received)}, after that."


def _tested(procedure: Procedure, ground: Ground, test: Test, proposal: Proposal) -> Finding:
    answer = str(proposal.answers.get(test.question, "")).strip()
    if not answer:
        return Finding(test.question, False, f"Still to be answered: {test.question}", _para(procedure, ground.para))
    holds = answer.casefold() == test.must_be.casefold()
    why = f"Answered: {answer}." if holds else test.otherwise
    return Finding(test.question, holds, why, _para(procedure, ground.para))


def _written(procedure: Procedure, ground: Ground, proposal: Proposal) -> Iterator[Finding]:
    """What must be written down: reasons for this one complaint, what shows them, and the facts the ground needs."""
    para = _para(procedure, _rule(procedure, ground))
    yield _specific("the reasons", proposal.reasons, ground, para)
    shown = bool(proposal.evidence.strip())
    yield Finding("the evidence", shown, "Given." if shown else "Attach what shows it, or say where it is.", para)
    for name in ground.needs:
        given = str(proposal.facts.get(name) or "").strip()
        if name in WRITTEN:
            yield _specific(FACTS[name], given, ground, para)
        else:
            yield Finding(FACTS[name], bool(given), "Given." if given else f"Still missing: {FACTS[name]}.", para)


def _specific(about: str, text: str, ground: Ground, para: str) -> Finding:
    if not text.strip():
        return Finding(about, False, f"Write {about}: no refusal without reasons for this one complaint.", para)
    own = _own_words(text, ground)
    if own >= LEAST_WORDS:
        return Finding(about, True, "Written for this complaint.", para)
    return Finding(
        about,
        False,
        f"Write {about} in at least {LEAST_WORDS} words about this complaint, not the ground's own words.",
        para,
    )


def _own_words(text: str, ground: Ground) -> int:
    """How many words are left once the ground's own wording is taken out."""
    left = _plain_words(text)
    wording = [ground.title, ground.note, *(part for test in ground.tests for part in (test.question, test.otherwise))]
    for stock in sorted((_plain_words(part) for part in wording if part), key=len, reverse=True):
        left = re.sub(rf"\b{stock}\b", " ", left)
    return len(left.split())


def _plain_words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _decided(procedure: Procedure, ground: Ground, proposal: Proposal) -> Iterator[Finding]:
    """Two people: one proposes, another decides."""
    para = _para(procedure, _rule(procedure, ground))
    one, other = proposal.proposed_by.strip(), proposal.decided_by.strip()
    about = "who decides"
    if not one or not other:
        yield Finding(about, False, "Say who proposes the refusal and who decides it.", para)
    elif one.casefold() != other.casefold():
        yield Finding(about, True, f"Proposed by {one}, decided by {other}.", para)
    elif proposal.alone_because.strip():
        yield Finding(about, True, f"Proposed and decided by {one} alone, with the reason recorded.", para)
    else:
        yield Finding(
            about, False, "Somebody else must decide it, or the reason why nobody else can must be recorded.", para
        )


def _rule(procedure: Procedure, ground: Ground) -> str:
    """The paragraph of the procedure that says how to refuse; the ground's own where it has none."""
    return next((move.para for move in procedure.moves if "ground" in move.needs), ground.para)


def _para(procedure: Procedure, para: str) -> str:
    return f"{procedure.id}:{para}"
