"""Letters to post: printed one by one or all at once, then marked as printed and as posted; those in doubt decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.audience import officer_of, officers
from putright.casework.post import posting
from putright.casework.refused import Refused
from putright.council import clock
from putright.desk.forms.post import Chosen, Posted
from putright.letters.drawing import pdf
from putright.letters.models import State
from putright.web import downloads

TAKEN_BACK = "It is taken back and not posted. Open the case to send it another way: nobody has been told yet."


@officers("print_letters")
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the printer, and what is printed and waits for the post."""
    officer = officer_of(request)
    room = posting.room(officer, on=clock.today())
    sent = request.POST if request.method == "POST" else None
    do = request.POST.get("do", "")
    printing = Chosen(
        sent if do == "printed" else None, waiting=room.to_print, label="Waiting to be printed", prefix="print"
    )
    going = Posted(
        sent if do == "posted" else None,
        waiting=room.to_post,
        label="Printed, waiting for the post",
        prefix="post",
        today=clock.today(),
    )
    if printing.is_valid():
        return _printed(request, printing)
    if going.is_valid() and _posted(request, going):
        return redirect("desk:post")
    page = {
        "form": going if do == "posted" else printing,
        "printing": printing,
        "going": going,
        "room": room,
        "at_once": posting.AT_ONCE,
    }
    return render(request, "desk/post.html", page)


def _printed(request: HttpRequest, form: Chosen) -> HttpResponse:
    n = posting.printed(form.cleaned_data["letters"], by=officer_of(request), at=clock.now())
    messages.success(request, f"{n} {'letter is' if n == 1 else 'letters are'} marked as printed.")
    return redirect("desk:post")


def _posted(request: HttpRequest, form: Posted) -> bool:
    told = form.cleaned_data
    try:
        n = posting.posted(told["letters"], on=told["on"], by=officer_of(request), at=clock.now())
    except Refused as refused:
        form.add_error("on", refused.reason)
        return False
    messages.success(request, f"{n} {'letter is' if n == 1 else 'letters are'} marked as posted.")
    return True


@officers("print_letters")
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One letter, ready for the printer."""
    found = posting.one(number, officer_of(request), on=clock.today())
    if found is None or not found.outgoing.html:
        raise Http404
    if found.doubt and found.outgoing.state in (State.QUEUED, State.PRINTED):
        messages.error(request, f"“{found.outgoing.subject}” is not printed before somebody has decided. {found.doubt}")
        return redirect("desk:post")
    return _pdf(request, [found.outgoing.html], f"{found.outgoing.about or 'letter'} {found.outgoing.pk}")


@officers("print_letters")
@require_POST
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a letter that something has changed about since it was written, or let it go as it is."""
    let_go = request.POST.get("do") == "let_go"
    try:
        posting.decide(number, let_go=let_go, by=officer_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        said = "It goes as it is: print it with the others." if let_go else TAKEN_BACK
        messages.success(request, f"{said} Your decision is on the case.")
    return redirect("desk:post")


@officers("print_letters")
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the printer, in one file, as much as goes at once."""
    waiting = posting.room(officer_of(request), on=clock.today()).to_print
    htmls = [one.outgoing.html for one in waiting[: posting.AT_ONCE] if one.outgoing.html]
    if not htmls:
        messages.error(request, "Nothing waits to be printed.")
        return redirect("desk:post")
    return _pdf(request, htmls, f"letters {clock.today():%Y-%m-%d}")


def _pdf(request: HttpRequest, htmls: list[str], name: str) -> HttpResponse:
    try:
        content = pdf.tagged(htmls[0]) if len(htmls) == 1 else pdf.together(htmls)
    except pdf.PdfNotAvailable as problem:
        messages.error(request, str(problem))
        return redirect("desk:post")
    return downloads.made(content, name=f"{name}.pdf", kind=downloads.PDF)
