"""One notice as an email: reference, what happened, what is to be done, by when, and where. No word somebody wrote."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from putright.accounts.models import Officer
from putright.casework import models, replay
from putright.casework.notices import kinds
from putright.letters import outbox
from putright.rulebook import plain

log = logging.getLogger(__name__)

COUNCIL = "council"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What somebody is told. `key` says what it is about, so that nobody is told of it twice; `page` is an address."""

    kind: str
    key: str
    subject: str
    said: str
    to_do: str
    page: str
    by_when: str = ""
    about: str = ""
    which: str = ""
    """Which case it is, as lines."""


def put(notice: Notice, *, to: Officer, at: datetime) -> None:
    """Put a notice in the outbox for one officer, once. Needs the transaction of what it tells of."""
    message = outbox.Message(subject=notice.subject, text="\n\n".join(_paragraphs(notice)), only_in_working_time=True)
    key = f"notice/{notice.kind}/{notice.key}/{to.pk}"
    try:
        outbox.put(message, key=key, channel="email", to=to.email, about=notice.about, at=at)
    except outbox.Refused:
        # A colleague's address that nobody can write to must not keep anybody from taking a step.
        log.warning("Nothing can be sent to officer %s: their address is not one.", to.pk)


def _paragraphs(notice: Notice) -> Iterator[str]:
    yield notice.said
    yield "\n".join(line for line in (notice.which, f"To do: {notice.to_do}", notice.by_when) if line)
    yield f"{settings.PUBLIC_ADDRESS}{notice.page}"
    choice = f"{settings.PUBLIC_ADDRESS}{reverse('desk:emails')}"
    yield f"You can turn this kind of email off ({kinds.KINDS[notice.kind].title}):\n{choice}"


def named(case: models.Case) -> str:
    """Which case it is: its reference, and the service it is about."""
    return f"Case: {case.reference}\nService: {case.service.name}"


def case_page(case: models.Case) -> str:
    """Where a case is read."""
    return reverse("desk:case", args=[case.reference])


def next_due(case: models.Case) -> str:
    """What the council owes next in a case, and by which day; empty when it owes nothing by a day."""
    if case.next_by != COUNCIL or case.next_due_on is None:
        return ""
    procedure = replay.procedure_of(case)
    titles = {one.name: one.title for one in procedure.moves} | {one.name: one.title for one in procedure.clocks}
    return due(titles.get(case.next_step, "what was promised"), on=case.next_due_on)


def due(what: str, *, on: date) -> str:
    """What is due by which day, as a line of a notice."""
    return f"Due: {what}, by {plain(on)}"
