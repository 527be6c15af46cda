"""Pages for looking after a case: who has it, declarations, adjustments, messages, corrections, who may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import adjustments, filing, handling
from putright.casework.writing import recipients
from putright.desk import nouns
from putright.desk.forms.moves import handling as forms
from putright.desk.views.moves import page as pages
from putright.desk.views.moves.page import Doing, Page, opened, run


@officers("assign")
def assignment(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case to somebody; whoever may not have it is shown with the reason."""
    page = opened(request, reference, deed="assign")
    candidates = handling.candidates(page.case, on=page.at.date())
    able = [one for one, why_not in candidates if not why_not]
    form = page.form(
        forms.Assignment,
        able=[(str(one.pk), one.name) for one in able],
        hints={str(one.pk): _about(page, one) for one in able},
    )
    doing = Doing(
        form=form,
        act=lambda step, _: handling.assign(step, _one_of(able, str(form.given("officer_chosen")))),
        done="They have the case now, and are asked about conflicts of interest when they open it.",
        title="Give the case to somebody",
        button="Give it to them",
        template="desk/moves/handling/assignment.html",
        more={"unable": [(one, why_not) for one, why_not in candidates if why_not]},
    )
    return run(page, doing)


def _about(page: Page, officer: Officer) -> str:
    """What an officer does, and whether they could give the answer themselves."""
    job = f"{officer.job_title}. " if officer.job_title else ""
    return (
        f"{job}{'' if handling.may_answer(page.case, officer) else 'Cannot give the answer at this stage themselves.'}"
    )


def _one_of(able: list[Officer], chosen: str) -> Officer:
    return next(one for one in able if str(one.pk) == chosen)


@officers("see_cases")
def declaration(request: HttpRequest, reference: str) -> HttpResponse:
    """Declare whether there is a conflict of interest, before working on the case."""
    page = opened(request, reference, deed="add_to_file")
    form = page.form(forms.Declaration)
    wanted = request.GET.get("next", "")
    after = _page_of(page, wanted) if wanted in page.standing.procedure.move else ""
    doing = Doing(
        form=form,
        act=lambda step, _: handling.declare(step, declared=str(form.given("declared")), note=str(form.given("note"))),
        done="Your declaration is on the case.",
        title="Declare any conflict of interest",
        button="Declare",
        after=pages.home(page.case) if request.POST.get("declared") == "conflict" else after,
    )
    return run(page, doing)


def _page_of(page: Page, move: str) -> str:
    noun = nouns.page_of(move)
    return pages.address(page, noun, *([move] if noun == nouns.STEP else []))


@officers("see_cases")
def adjustment(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree an adjustment that was asked for."""
    page = opened(request, reference, move="record_adjustment")
    asked = [
        (
            str(one.pk),
            f"{party.person}: {recipients.ADJUSTMENTS.get(one.kind, one.kind)}{f', {one.note}' if one.note else ''}",
        )
        for party in page.case.parties.all()
        for one in party.person.adjustments.filter(agreed_on=None)
    ]
    form = page.form(forms.Adjustment, asked=asked)
    doing = Doing(
        form=form,
        act=lambda step, _: adjustments.agree(
            step, int(str(form.given("adjustment"))), review_on=form.given("review_on"), note=str(form.given("note"))
        ),
        done="The adjustment is agreed. Letters keep to it.",
        title="Agree an adjustment",
        button="Agree it",
        template="desk/moves/handling/adjustment.html",
        more={"asked": asked},
    )
    return run(page, doing)


@officers("speak_for_person")
def adjustment_asked(request: HttpRequest, reference: str) -> HttpResponse:
    """Note an adjustment that somebody asks for."""
    page = opened(request, reference, deed="speak_for_person")
    form = page.form(forms.AdjustmentAsked, parties=[(str(p.pk), str(p.person)) for p in page.case.parties.all()])
    doing = Doing(
        form=form,
        act=lambda step, _: adjustments.ask(
            step, int(str(form.given("party"))), kind=str(form.given("kind")), note=str(form.given("note"))
        ),
        done="Noted. Now agree it, or say what you can do instead.",
        title="Note an adjustment somebody asks for",
        button="Note it",
        after=pages.address(page, "adjustment") if "record_adjustment" in page.standing.procedure.move else "",
    )
    return run(page, doing)


@officers("speak_for_person")
def message(request: HttpRequest, reference: str) -> HttpResponse:
    """Take down what the person told us by telephone, by letter or in person."""
    page = opened(request, reference, deed="speak_for_person")
    form = page.form(forms.Message)
    doing = Doing(
        form=form,
        act=lambda step, _: filing.message(
            step,
            said=str(form.given("said")),
            uploads=form.uploads(),
            correcting=bool(form.given("correcting", False)),
        ),
        done="What they said is on the case.",
        title="Record what the person told us",
        button="Record it",
    )
    return run(page, doing)


@officers("correct")
def correction(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Correct an entry by another one, with the reason."""
    page = opened(request, reference, deed="correct")
    entry = next((one for one in cases.timeline(page.case) if one.number == number), None)
    if entry is None:
        raise Http404
    form = page.form(forms.Correction)
    doing = Doing(
        form=form,
        act=lambda step, _: filing.correct(step, number, reason=str(form.given("reason")), change=form.change()),
        done="The entry is corrected. What stood there before stays on record.",
        title="Correct an entry",
        button="Correct it",
        template="desk/moves/handling/correction.html",
        more={"entry": entry},
    )
    return run(page, doing)


@officers("restrict")
def restriction(request: HttpRequest, reference: str) -> HttpResponse:
    """Restrict the case to those who deal with it, or lift that."""
    page = opened(request, reference, deed="restrict")
    form = page.form(forms.Restriction, initial={"restricted": "yes" if page.case.restricted else "no"})
    doing = Doing(
        form=form,
        act=lambda step, _: handling.restrict(
            step, restricted=form.given("restricted") == "yes", reason=str(form.given("reason"))
        ),
        done="Who may see the case is settled.",
        title="Restrict who sees this case",
        button="Save",
    )
    return run(page, doing)


@officers("assign")
def links_withdrawn(request: HttpRequest, reference: str) -> HttpResponse:
    """Make every secret link sent so far useless."""
    page = opened(request, reference, deed="assign")
    form = page.form(forms.LinksWithdrawn)
    doing = Doing(
        form=form,
        act=lambda step, _: handling.withdraw_links(step),
        done="The links sent so far no longer work. The next letter carries a new one.",
        title="Withdraw the links to this case",
        button="Withdraw the links",
        template="desk/moves/handling/links_withdrawn.html",
    )
    return run(page, doing)
