"""Requests for one's own data: taken down, the person found, everything collected, and the pack released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.audience import officer_of, officers
from putright.casework.information_rights import rights_letter
from putright.casework.refused import Refused
from putright.casework.subject_access import collecting, extension_letter, matching, pack, redaction, requests, waiting
from putright.council import clock
from putright.letters.drawing import pdf
from putright.letters.drawing import render as drawing
from putright.records.forms import rights
from putright.records.views.page import Page, asked
from putright.rulebook import plain
from putright.web import downloads

MOST = 200
SAME, OTHER = "same", "other"


@officers("answer_rights")
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All requests, those that wait first."""
    rows = [{"asked": one, "due": requests.due(one, on=clock.today())} for one in requests.every()[:MOST]]
    page = {
        "waiting": [row for row in rows if row["asked"].closed_on is None],  # type: ignore[attr-defined]
        "answered": [row for row in rows if row["asked"].closed_on is not None],  # type: ignore[attr-defined]
        "today": clock.today(),
    }
    return render(request, "records/requests.html", page)


@officers("answer_rights")
def new(request: HttpRequest) -> HttpResponse:
    """Write down that somebody asked."""

    def act(told: dict[str, Any]) -> tuple[str, str]:
        key = told.pop("key")
        made = requests.open_(requests.Asked(**told), by=officer_of(request), at=clock.now(), key=key)
        return f"Written down. It is due on {plain(requests.due(made, on=clock.today()).on)}.", reverse(
            "records:request", args=[made.pk]
        )

    page = Page(
        title="Somebody asks for what is held about them",
        back=(reverse("records:requests"), "Requests"),
        button="Write it down",
        intro="Give every detail the person left: the register is searched for each of them.",
    )
    return asked(request, rights.Asked(request.POST or None), page, act)


@officers("answer_rights")
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """A request: by when, what is left to do, and what was given."""
    found = _found(number)
    items = list(found.items.select_related("case", "looked_by"))
    page = {
        "asked": found,
        "due": requests.due(found, on=clock.today()),
        "waits": [(wait, waiting.kinds()[wait.kind]) for wait in found.waits.all()],
        "not_verified": waiting.NOT_VERIFIED,
        "letter_state": extension_letter.on_its_way(found),
        "today": clock.today(),
        "people": found.people.filter(same=True).select_related("case", "party"),
        "items": items,
        "reasons": redaction.REASONS,
        "left": list(requests.why_not_ready(found)),
        "next": next((item for item in items if item.looked_at is None), None),
        "releases": found.releases.select_related("by"),
        "how": pack.HOW,
        "held": " ".join(_held(found)),
        "officer_prepared": found.by_id == officer_of(request).pk
        or any(item.looked_by_id == officer_of(request).pk for item in items),
    }
    return render(request, "records/request.html", page)


@officers("answer_rights")
def people(request: HttpRequest, number: int) -> HttpResponse:
    """Who in the register may be the person; the officer decides, and what is about them is collected."""
    found, officer = _found(number), officer_of(request)
    matches = matching.of(found, officer)
    if request.method == "POST":
        try:
            _decide(request, found, matches)
            new_ones = collecting.collect(found.pk, by=officer, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            said = "1 item was added." if new_ones == 1 else f"{new_ones} items were added."
            messages.success(request, f"What is about them is collected. {said}")
            return redirect("records:request", found.pk)
    page = {
        "asked": found,
        "matches": matches,
        "too_many": matching.too_many(found, officer),
        "roles": collecting.ROLES,
    }
    return render(request, "records/people.html", page)


@officers("answer_rights")
def identity(request: HttpRequest, number: int) -> HttpResponse:
    """Write down how it was made sure that it is them."""
    found = _found(number)
    back = reverse("records:request", args=[found.pk])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        requests.confirm_identity(found.pk, by=officer_of(request), at=clock.now(), **told)
        return "Written down.", back

    page = Page(title="Who asks?", back=(back, f"Request {found.pk}"), button="Write it down")
    return asked(request, rights.Identity(request.POST or None), page, act)


@officers("answer_rights")
def ask_back(request: HttpRequest, number: int) -> HttpResponse:
    """Write down that the person was asked for something, while the time waits."""
    found = _found(number)
    back = reverse("records:request", args=[found.pk])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        asked_back = requests.AskedBack(kind=told["kind"], asked_on=told["asked_on"], what=told["what"])
        requests.ask_back(found.pk, asked_back, by=officer_of(request), at=clock.now(), key=told["key"])
        return "Written down. The time waits until they answer.", back

    page = Page(
        title="Ask them for something",
        back=(back, f"Request {found.pk}"),
        button="Write it down",
        intro="Ask them yourself, by whatever way reaches them, and write it down here. Nothing is sent from here.",
        warning=waiting.NOT_VERIFIED,
    )
    return asked(request, rights.AskBack(request.POST or None), page, act)


@officers("answer_rights")
def heard_back(request: HttpRequest, number: int, wait: int) -> HttpResponse:
    """Write down the day they answered: the time runs again."""
    found = _found(number)
    row = found.waits.filter(pk=wait, heard_on=None).first()
    if row is None:
        raise Http404
    back = reverse("records:request", args=[found.pk])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        made = requests.heard_back(found.pk, row.pk, on=told["on"], by=officer_of(request), at=clock.now())
        return f"Written down. It is due on {plain(requests.due(made, on=clock.today()).on)}.", back

    page = Page(title="They have answered", back=(back, f"Request {found.pk}"), button="Write it down")
    return asked(request, rights.HeardBack(request.POST or None), page, act)


@officers("answer_rights")
def extension(request: HttpRequest, number: int) -> HttpResponse:
    """Take two further months."""
    found = _found(number)
    back = reverse("records:request", args=[found.pk])

    form = rights.More(request.POST or None, ways=list(extension_letter.ways(found).items()))

    def act(told: dict[str, Any]) -> tuple[str, str]:
        made = requests.extend(found.pk, by=officer_of(request), at=clock.now(), **told)
        return f"It is due on {plain(requests.due(made, on=clock.today()).on)} now. {NEXT[told['how']]}", back

    page = Page(title="Take two further months", back=(back, f"Request {found.pk}"), button="Extend it")
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "record":
        more = {"looked": True, "letter": _letter(found, form.cleaned_data)}
        return render(request, "records/telling.html", {"form": form, "page": page, **more})
    return asked(request, form, page, act, template="telling", looked=False)


NEXT: Mapping[str, str] = {
    "email": "The letter is on its way.",
    "post": "The letter waits in the print room: see that it is posted in time.",
    extension_letter.OTHERWISE: "Tell the person today, with the reason.",
}


def _letter(found: Any, told: Mapping[str, str]) -> dict[str, Any] | None:
    """The letter about more time as it would go out; None when they are told another way."""
    if told["how"] == extension_letter.OTHERWISE:
        return None
    draft = extension_letter.foreseen(found, because=told["because"], on=clock.today())
    return {
        "to": found.name,
        "draft": draft,
        "cautions": rights_letter.about_the_commissioner(on=clock.today()),
        "page": mark_safe(drawing.page(draft)),  # noqa: S308 -- escaped by `letters`
        "button": "Extend it and send the letter"
        if told["how"] == "email"
        else "Extend it, and send the letter to the print room",
    }


@officers("answer_rights")
@require_safe
def extended(request: HttpRequest, number: int) -> HttpResponse:
    """The letter about more time as it was kept, for the printer."""
    found = _found(number)
    if not found.extension_letter:
        raise Http404
    try:
        drawn = pdf.tagged(found.extension_letter)
    except pdf.PdfNotAvailable as missing:
        messages.error(request, str(missing))
        return redirect("records:request", found.pk)
    return downloads.made(drawn, name=f"request {found.pk} extension.pdf", kind=downloads.PDF)


@officers("answer_rights")
@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Say, as a second person, that it is right."""
    found = _found(number)
    try:
        requests.check(found.pk, by=officer_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Noted that you have checked it.")
    return redirect("records:request", found.pk)


@officers("answer_rights")
def release(request: HttpRequest, number: int) -> HttpResponse:
    """Make the pack, and write down to whom it goes."""
    found = _found(number)
    back = reverse("records:request", args=[found.pk])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        giving = pack.Giving(to=told["to"], how=told["how"])
        pack.release(found.pk, giving, by=officer_of(request), at=clock.now(), key=told["key"])
        return "The pack is made and the request is closed. Download it, and send it on.", back

    page = Page(
        title="Release what is given",
        back=(back, f"Request {found.pk}"),
        button="Make the pack and close the request",
        warning=" ".join(["From then on nothing that is withheld or given can be changed.", *_held(found)]),
    )
    return asked(request, rights.Release(request.POST or None), page, act)


def _held(found: Any) -> Iterator[str]:
    """That something in the pack is on hold, before it is given away."""
    held = requests.on_hold(found)
    if held:
        yield (
            f"On hold, and in the pack: {', '.join(held)}. A hold does not take away the right to a copy. Ask whoever "
            "placed it whether a claim or an inquiry is a reason to withhold any of it."
        )


@officers("answer_rights")
@require_safe
def given(request: HttpRequest, number: int) -> HttpResponseBase:
    """A pack as it was given."""
    made = pack.released(number)
    if made is None or not made.file:
        raise Http404
    return downloads.kept(made.file, name=f"request {made.request_id}.zip", kind=downloads.ZIP)


def _decide(request: HttpRequest, found: Any, matches: list[matching.Match]) -> None:
    for match in matches:
        chosen = request.POST.get(f"who-{match.key}")
        if chosen in (SAME, OTHER):
            party = match.party.pk if match.party else None
            requests.decide_who(
                found.pk,
                match.case.reference,
                party,
                same=chosen == SAME,
                by=officer_of(request),
                at=clock.now(),
            )


def _found(number: int) -> Any:
    try:
        return requests.found(number)
    except (requests.NotFound, OverflowError):
        raise Http404 from None
