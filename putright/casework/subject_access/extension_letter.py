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
from putright.rulebook import plain

LETTER, TITLE = "access_extension", "More time for a copy of somebody’s data"

OTHERWISE = "otherwise"
WAYS: Mapping[str, str] = {
    "email": "By email, from here",
    "post": "By post: I print the letter and post it today",
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
    wording = wordings.of_no_procedure(folder=rights_letter.FOLDER, letter=LETTER, title=TITLE)
    return compose.draft(wording, values, given={"reasons": because})


def send(request: AccessRequest, *, because: str, how: str, at: datetime) -> str:
    """Send the letter, or leave it to be printed. The letter as it is kept. Raises `Refused`.

    Needs the transaction of the extension.
    """
    if how not in ways(request):
        raise Refused("Say how the person is told: there has to be an address for it.")
    draft = foreseen(request, because=because, on=at.date())
    if how == "email":
        message = outbox.Message(
            subject=draft.subject, text=render.text(draft), html=render.email_html(draft, render.look())
        )
        outbox.put(
            message, key=f"access-request/{request.pk}/extension", channel="email", to=request.email, about="", at=at
        )
    return "" if how == OTHERWISE else render.print_html(draft, render.look())
