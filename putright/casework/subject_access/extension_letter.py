"""The letter that tells somebody that a copy of their data takes longer: until when, why, and where to complain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from putright import rulebook
from putright.casework.information_rights import rights_letter
from putright.casework.refused import Refused
from putright.casework.tables.subject_access import AccessRequest
from putright.council import here
from putright.letters import compose, outbox, wordings
from putright.letters.drawing import render
from putright.letters.models import State
from putright.rulebook import plain

LETTER = "access_extension"
KEYS = "access-request/"
"""Letters about requests are known by keys that begin like this: they belong to no case."""

OTHERWISE = "otherwise"
WAYS: Mapping[str, str] = {
    "email": "By email, from here",
    "post": "By post, through the print room",
    OTHERWISE: "Another way",
}


def ways(request: AccessRequest) -> dict[str, str]:
    """How the person who asks can be told."""
    reach = {"email": request.email, "post": request.address, OTHERWISE: "always"}
    return {way: said for way, said in WAYS.items() if reach[way]}


def foreseen(request: AccessRequest, *, because: str, on: date) -> compose.Draft:
    """The letter as it would go out."""
    council = here.for_rulebook()
    values = {
        **compose.council_values(),
        "letter_date": plain(on),
        "person_name": request.name,
        "person_address": request.address,
        "received_on": plain(request.received_on),
        "new_date": plain(rulebook.request_due_on(council, request.received_on, extended=True)),
        "ombudsman": compose.ombudsmen_in_words(["ico"], on=on, own=here.own_ombudsmen()),
    }
    wording = wordings.current(letter=LETTER, procedure=rights_letter.FOLDER)
    return compose.draft(wording, values, given={"reasons": because})


def send(request: AccessRequest, *, because: str, how: str, at: datetime) -> str:
    """Send the letter by email or to the print room. The letter as it is kept. Raises `Refused`.

    Needs the transaction of the extension.
    """
    if how not in ways(request):
        raise Refused("Say how the person is told: there has to be an address for it.")
    draft = foreseen(request, because=because, on=at.date())
    look, printed = render.look(), render.print_html(draft, render.look())
    if how == OTHERWISE:
        return ""
    by_post = how == "post"
    outbox.put(
        outbox.Message(
            subject=draft.subject,
            text=render.text(draft),
            html=printed if by_post else render.email_html(draft, look),
        ),
        key=key_of(request),
        channel=how,
        to=f"{request.name}\n{request.address}" if by_post else request.email,
        about="",
        at=at,
    )
    return printed


def key_of(request: AccessRequest) -> str:
    """What the letter is known by in the outbox."""
    return f"{KEYS}{request.pk}/extension"


def on_its_way(request: AccessRequest) -> str:
    """How far the letter has got, in words; empty where none went from here."""
    one = outbox.everything().filter(key=key_of(request)).first()
    if one is None:
        return ""
    posted = f" on {plain(one.posted_on)}" if one.posted_on else ""
    waits = one.channel == "post" and one.state == State.QUEUED
    return "Waits in the print room" if waits else f"{one.get_state_display()}{posted}"
