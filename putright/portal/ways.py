"""What a person can do on their own page: each way on, open or with the reason why not. The post asks the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from putright.casework import own_page
from putright.rulebook import Move, Procedure, Standing, plain
from putright.rulebook.book.phrases import sentence
from putright.rulebook.standings.clocks import Reading

if TYPE_CHECKING:
    from putright.casework.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Something a person may want to do. `page` is the url name; `why_not` is empty when it can be done now."""

    page: str
    title: str
    hint: str = ""
    why_not: str = ""


def every(case: Case, standing: Standing) -> tuple[Way, ...]:
    """Every way on that has a meaning in this case, whether or not it is open now."""
    return tuple(_ways(case, standing))


def way(case: Case, standing: Standing, page: str) -> Way | None:
    """One of them, by its page; None when it has no meaning in this case."""
    return next((one for one in _ways(case, standing) if one.page == page), None)


def next_stage(standing: Standing) -> Move | None:
    """The step by which the person may ask for another stage: the one on offer, else the first of the procedure."""
    steps = asking_steps(standing.procedure)
    on_offer = (move for move in steps if standing.offer[move.name].why_not is None)
    return next(on_offer, steps[0] if steps else None)


def asking_steps(procedure: Procedure) -> tuple[Move, ...]:
    """The steps by which a person asks for another stage."""
    open_stages = {stage.name for stage in procedure.stages if not stage.ended}
    return tuple(
        move
        for move in procedure.moves
        if "complainant" in move.by and not move.begins and move.opens in open_stages and not move.needs
    )


def stage_title(standing: Standing, move: Move) -> str:
    """The stage a step leads to, as it is called."""
    return standing.procedure.stage[str(move.opens)].title


def _ways(case: Case, standing: Standing) -> Iterator[Way]:
    move = next_stage(standing)
    if move is not None:
        title = f"Ask for {stage_title(standing, move)}"
        yield Way(
            page="next_stage",
            title=title,
            hint="You do not have to give a reason.",
            why_not=_why_no_next_stage(standing, move),
        )
    if _is_request(case, standing):
        yield Way(
            page="complaint_after_all",
            title="Say that it is a complaint",
            hint="We will handle it as a complaint. Work to put things right goes on.",
            why_not="It has been made a complaint already. It has a page of its own." if own_page.led_to(case) else "",
        )
    yield Way(page="more", title="Add information", hint="Tell us more, or send a photo or a document.")
    if not _is_request(case, standing):
        yield Way(
            page="correction",
            title="Tell us if we have misunderstood you",
            hint="We will put right how we understand your complaint.",
            why_not=_why_no_correction(case, standing),
        )
    yield Way(
        page="adjustment",
        title="Ask us to deal with you in another way",
        hint="Such as large print, a phone call instead of a letter, or more time.",
    )
    if "withdraw" in standing.procedure.move:
        yield Way(page="withdrawal", title="Take this back", why_not=_why_no_withdrawal(standing))


def _is_request(case: Case, standing: Standing) -> bool:
    return case.procedure == "service_request" or any(one.kind == "became_service_request" for one in standing.events)


def _why_no_next_stage(standing: Standing, move: Move) -> str:
    why = standing.offer[move.name].why_not
    if why is None:
        return ""
    title = stage_title(standing, move)
    kinds = {event.kind for event in standing.events}
    if move.events[0] in kinds:
        return f"You have asked for {title} already."
    if "became_service_request" in kinds:
        return "This is handled as a request now. If you say that it is a complaint, it goes through the stages."
    if kinds & {"declined", "withdrawn", "handed_over"} and standing.ended:
        return f"We did not answer this as a complaint, so there is no {title}. You can go to the Ombudsman instead."
    if set(move.after) - kinds:
        due = next((one for one in standing.clocks if one.running and set(one.clock.stops) & set(move.after)), None)
        return f"You can ask for {title} once we have answered you.{_by(due)}"
    return why


def _by(due: Reading | None) -> str:
    if due is None:
        return ""
    verb = "was" if due.late else "is"
    return f" {sentence(due.title)} {verb} due by {plain(due.due_on)}."


def _why_no_correction(case: Case, standing: Standing) -> str:
    if standing.ended:
        return "We have finished with this case. You can still add information."
    if not case.points.exists():
        return "We have not told you yet how we understand your complaint. Until we do, you can add information."
    return ""


def _why_no_withdrawal(standing: Standing) -> str:
    why = standing.offer["withdraw"].why_not
    if why is None:
        return ""
    if standing.ended:
        return "This case has ended, so there is nothing to take back."
    return "We have given you our answer, so there is nothing to take back."
