"""Letters and documents of a case: what goes to the browser, and how it is kept from doing harm there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from putright.accounts.audience import officers, signed_in
from putright.casework import secret_links
from putright.casework.files import documents
from putright.casework.information_rights import disagreements
from putright.casework.writing import recipients
from putright.council import here, logo
from putright.desk import sandbox
from putright.desk.finding import case_of
from putright.letters import outbox
from putright.letters.drawing import letterhead, pdf
from putright.web import downloads


@officers("see_cases")
@require_safe
def document(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """A document, always as a download: nothing somebody sent in is ever opened under this address."""
    found = documents.to_give(case_of(request, reference), number)
    if found is None:
        raise Http404
    return downloads.as_sent(found.file, name=found.name)


@officers("see_cases")
@require_safe
def letter(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A letter as it went out: when, to whom, how, and its text."""
    case = case_of(request, reference)
    found = _letter(case, number)
    outgoing = outbox.everything(about=case.reference).filter(key=found.outgoing_key or None).first()
    page = {
        "case": case,
        "letter": found,
        "text": secret_links.masked(found.text),
        "outgoing": outgoing,
        "channel": recipients.CHANNELS.get(found.channel, found.channel),
        "disagreements": [one for one in disagreements.of(case) if (one.about, one.number) == ("letter", number)],
        "disputable": disagreements.ABOUT,
    }
    return render(request, "desk/letter.html", page)


@officers("see_cases")
@require_safe
def letter_as_sent(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The letter as it was laid out, in a sandbox: no script, nothing fetched, and of styles only its own."""
    found = _letter(case_of(request, reference), number)
    return sandbox.page(secret_links.masked_html(found.html))


@officers("see_cases")
@require_safe
def letter_as_pdf(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The letter as a tagged PDF, to read or to pass on inside the council."""
    found = _letter(case_of(request, reference), number)
    try:
        content = pdf.tagged(secret_links.masked_html(found.html))
    except pdf.PdfNotAvailable as problem:
        messages.error(request, str(problem))
        return redirect("desk:letter", reference, number)
    return downloads.made(content, name=f"{found.case.reference} {found.letter}.pdf", kind=downloads.PDF)


@signed_in
@require_safe
def letter_logo(request: HttpRequest, mark: str) -> HttpResponse:
    """The council's logo as its letters carry it, for a preview of one."""
    council = here.council()
    content = logo.content() if council.logo_mark and mark == council.logo_mark else None
    if content is None:
        raise Http404
    return HttpResponse(letterhead.picture(content, council.colour), content_type="image/png")


def _letter(case: Any, number: int) -> Any:
    found = case.letters.select_related("party__person", "by", "case").filter(pk=number).first()
    if found is None:
        raise Http404
    return found
