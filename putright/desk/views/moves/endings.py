"""Pages for how a complaint ends otherwise than by an answer, and for closing and opening it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from putright import rulebook
from putright.accounts.audience import officers
from putright.casework.actions import endings
from putright.council import here
from putright.desk.forms.moves.endings import Closing, Handover, Reason, Withdrawal
from putright.desk.views.moves.page import Doing, Page, opened, run


@officers("speak_for_person")
def withdrawal(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the person withdraws it."""
    page = opened(request, reference, move="withdraw")
    form = page.form(Withdrawal)
    says = page.move is not None and page.move.says is not None
    doing = Doing(
        form=form,
        act=lambda step, letter: endings.withdraw(step, how_told=str(form.given("how_told")), letter=letter),
        told=form.told if says else None,
        done="It is withdrawn.",
        button="Send the confirmation" if says else "Record that it is withdrawn",
    )
    return run(page, doing)


@officers("see_cases")
def handover(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand it to another procedure or body."""
    page = opened(request, reference, move="hand_over")
    form = page.form(Handover, places=places(page), initial={"procedure": request.GET.get("to", "")})
    doing = Doing(
        form=form,
        act=lambda step, letter: endings.hand_over(
            step, procedure=str(form.given("procedure")), reason=str(form.given("reason")), letter=letter
        ),
        told=form.told,
        done="It is handed over, and the person is told where and why.",
        button="Send the letter and hand it over",
    )
    return run(page, doing)


def places(page: Page) -> list[tuple[str, str]]:
    """Everywhere it could go: the other procedures, then the other bodies and processes."""
    adopted = [one for one in here.adopted(on=page.at.date()) if one != page.case.procedure]
    own = [(one, rulebook.procedure(one).name) for one in adopted]
    return [*own, *((name, route.name) for name, route in rulebook.routes().items())]


@officers("see_cases")
def service_request(request: HttpRequest, reference: str) -> HttpResponse:
    """Handle it as a service request, telling the person how to insist that it is a complaint."""
    page = opened(request, reference, move="handle_as_service_request")
    hint = "Whoever insists that it is a complaint has made one (1.6). It goes into the letter."
    form = page.form(Reason, label="Why is it a request, and no complaint?", hint=hint)
    doing = Doing(
        form=form,
        act=lambda step, letter: endings.handle_as_service_request(
            step, reason=str(form.given("reason")), letter=letter
        ),
        told=form.told,
        done="It is handled as a service request, and the person is told how to insist on a complaint.",
        button="Send the letter",
    )
    return run(page, doing)


@officers("see_cases")
def closing(request: HttpRequest, reference: str) -> HttpResponse:
    """Close it, with what was learnt."""
    page = opened(request, reference, move="close")
    needed = page.move is not None and "learning" in page.move.needs
    form = page.form(Closing, needed=needed)
    doing = Doing(
        form=form,
        act=lambda step, _: endings.close(step, learning=form.words()),
        done="It is closed.",
        template="desk/moves/endings/closing.html",
        more={"open_remedies": page.case.remedies.filter(done_on=None, undeliverable_on=None)},
    )
    return run(page, doing)


@officers("see_cases")
def reopening(request: HttpRequest, reference: str) -> HttpResponse:
    """Open it again at the stage it was at."""
    page = opened(request, reference, move="reopen")
    hint = "Time limits go on from where they first began: what was late stays late."
    form = page.form(Reason, label="Why is it opened again?", hint=hint)
    doing = Doing(
        form=form, act=lambda step, _: endings.reopen(step, reason=str(form.given("reason"))), done="It is open again."
    )
    return run(page, doing)
