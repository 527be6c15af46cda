"""Where a case stands, in words for the person whose case it is. Every date and reason comes from the rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from putright.rulebook import Standing
from putright.rulebook.book.phrases import UNIT_NAMES, sentence

SAID: Mapping[str, tuple[str, str]] = {
    "received": (
        "We have your complaint",
        "We are reading it. Next we will write to tell you how we understand it.",
    ),
    "stage_1_acknowledged": (
        "We are looking into your complaint",
        "It is at stage 1. We have told you how we understand it. Next we will find out what happened and answer you.",
    ),
    "stage_1_responded": ("We have answered your complaint", "Our answer is in the letter below."),
    "escalated": (
        "You asked for stage 2",
        "We will look at your complaint again. Next we will write to tell you what we will look at.",
    ),
    "sent_to_stage_2": (
        "Your complaint is at stage 2",
        "It went straight to stage 2. You will get one answer, and it will be our final one.",
    ),
    "stage_2_acknowledged": (
        "We are looking at your complaint again",
        "It is at stage 2. This is the last stage with us.",
    ),
    "stage_2_responded": ("We have given you our final answer", "Our answer is in the letter below."),
    "declined": ("We did not take your complaint", "Our letter below says why."),
    "escalation_declined": ("We did not take your complaint to stage 2", "Our letter below says why."),
    "withdrawn": ("You took this back", "We have stopped work on it, as you asked."),
    "became_service_request": (
        "We are handling this as a request",
        "We try to put it right straight away, without the steps of a complaint. Our letter below says why.",
    ),
    "handed_over": ("Somebody else will deal with this", "Our letter below says who, and why."),
    "closed": ("This is closed", "We have nothing more to do on it."),
    "reopened": ("We have opened your complaint again", "We are working on it."),
    "request_received": ("We have your request", "We are dealing with it."),
    "request_acknowledged": ("We are dealing with your request", "We have written to you about it."),
    "dissatisfaction_voiced": ("You told us you are not happy", "Work on your request goes on."),
    "complaint_raised": ("Your complaint has a page of its own", "Work on your request goes on as well."),
    "answered": ("We have answered your request", "Our answer is in the letter below."),
}
"""What the last thing that changed the state of a case means for the person, as a heading and a sentence."""

QUIET = frozenset(
    {
        *("adjustment_agreed", "clarification_asked", "clarified", "issue_added", "extended", "delay_explained"),
        *("remedy_agreed", "remedy_completed", "remedy_undeliverable", "improvement_recorded", "target_changed"),
        *("complaint_offered", "reviewed"),
    }
)
"""What happens on the way and leaves a case where it was."""

HAPPENED: Mapping[str, str] = {
    "clarification_asked": "We asked you what you meant",
    "clarified": "You told us what you meant",
    "remedy_undeliverable": "We told you that something we promised cannot be done",
    "became_service_request": "We took it as a request, and told you so",
    "handed_over": "We passed it to somebody else, and told you who and why",
    "target_changed": "We gave you a later date",
    "dissatisfaction_voiced": "You told us you were not happy",
    "landlord_dissatisfaction_voiced": "You told us you were not happy with us as your landlord",
    "complaint_offered": "We told you how to complain",
    "escalated": "You asked for stage 2",
    "withdrawn": "You took it back",
    "message_received": "You sent us more information",
    "understanding_corrected": "You corrected our understanding",
    "remedy_accepted": "You accepted what we offered",
    "adjustment_asked": "You asked for a change in how we deal with you",
}
"""What happened, where the rulebook speaks of the person and this page speaks to them."""


COMING: Mapping[str, str] = {
    "acknowledgement": "We will write to you to say that we have your complaint by",
    "stage_1_acknowledgement": "We will write to you to say how we understand your complaint by",
    "stage_1_response": "We will answer your complaint by",
    "stage_2_acknowledgement": "We will write to you to say what we will look at again by",
    "stage_2_response": "We will give you our final answer by",
    "response": "We will answer your complaint by",
    "agreed_answer": "We will answer your complaint, as we agreed, by",
    "answer": "We will answer your request by",
    "local_resolution": "We will answer your complaint by",
    "investigation": "We will give you our stage 2 answer by",
}
"""What the person gets, by the name of its time limit, up to the day; what is not here is called by its title."""

LATER: Mapping[str, str] = {
    "stage_1_response": "We will answer your complaint within {length} of telling you how we understand it.",
    "stage_2_response": "We will give you our final answer within {length} of telling you what we will look at again.",
    "panel_response": "We will write to you about what the panel found within {length} of its report.",
}
"""What the person gets and nobody can date yet, because what it counts from is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A date that counts: what is due (and `coming` how the person is told of it), by whom, and why then."""

    title: str
    coming: str
    on: date
    because: str
    ours: bool
    late: bool
    told: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a case stands: a heading, sentences, the dates that count now, and what comes after them."""

    heading: str
    said: tuple[str, ...]
    dues: tuple[Due, ...]
    then: tuple[str, ...]

    @property
    def late(self) -> tuple[Due, ...]:
        """What the council owes and is late with."""
        return tuple(due for due in self.dues if due.late and due.ours)


def of(standing: Standing, *, may_go_on: str = "", may_insist: bool = False) -> Progress:
    """Where a case stands. `may_go_on` is the stage the person may ask for now, if there is one; `may_insist` whether
    they may say that what is handled as a request is a complaint.
    """
    heading, *said = _said(standing)
    if may_insist:
        said.append("If you are not happy, you can say that it is a complaint. You decide that.")
    elif may_go_on:
        said.append(f"If you are not happy, you can ask for {may_go_on}. You do not have to say why.")
    elif standing.ended or _answered(standing):
        said.append("If you are not happy, you can ask the Ombudsman to look at it. It is free.")
    return Progress(heading=heading, said=tuple(said), dues=tuple(_dues(standing)), then=tuple(_then(standing)))


def in_words(kind: str, title: str) -> str:
    """Something that happened, said to the person it happened to."""
    return HAPPENED.get(kind, title)


def length(n: int, unit: str) -> str:
    """10 working days."""
    return f"{n} {UNIT_NAMES[unit]}{'' if n == 1 else 's'}"


def _said(standing: Standing) -> tuple[str, str]:
    for event in reversed(standing.events):
        if event.kind in SAID:
            return SAID[event.kind]
        if event.kind not in QUIET:
            break
    last = standing.procedure.making[standing.events[-1].kind].happened
    title = standing.procedure.stage[standing.stage].title if standing.stage else "the start"
    return f"This is at {title}", f"The last step was this: {last}."


def _answered(standing: Standing) -> bool:
    return bool(standing.events) and standing.events[-1].kind.endswith("_responded")


def _dues(standing: Standing) -> Iterator[Due]:
    for reading in standing.clocks:
        if reading.running and reading.clock.owed_by in ("council", "complainant") and not standing.ended:
            yield Due(
                title=sentence(reading.title),
                coming=COMING.get(reading.name, f"{sentence(reading.title)}: you will have it by"),
                on=reading.due_on,
                because=standing.because(reading),
                ours=reading.clock.owed_by == "council",
                late=reading.late,
                told=reading.promised_on if reading.promised_on and reading.promised_on >= standing.on else None,
            )


def _then(standing: Standing) -> Iterator[str]:
    """What follows at this stage and has no date yet."""
    run = {reading.name for reading in standing.clocks}
    for clock in standing.procedure.clocks:
        comes = clock.stage == standing.stage and clock.owed_by == "council" and clock.name not in run
        if comes and clock.n and not clock.each and not standing.ended:
            title = sentence(clock.title)
            said = LATER.get(clock.name, f"{title} has no date yet. It takes {{length}} at the most.")
            yield said.format(length=length(clock.n, clock.unit))
