"""The list an officer gets on the morning of a working day: what is due soon, and what is late and untold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.lists import lines
from putright.casework.notices import kinds
from putright.council import here
from putright.council.clock import LONDON
from putright.desk import decisions
from putright.letters import outbox, working_time

UNTIL = time(12)
"""After noon nobody is sent a morning's list any more."""

MOST = 50


def remind(*, at: datetime) -> int:
    """Send the lists of a morning, each officer's once a day however often this is asked. How many there are."""
    if not working_time.holds(at) or at.astimezone(LONDON).time() >= UNTIL:
        return 0
    council = here.for_rulebook()
    return sum(_remind(officer, at, council) for officer in kinds.audience("morning_list"))


def _remind(officer: Officer, at: datetime, council: rulebook.Council) -> bool:
    parts = list(_parts(officer, at, council))
    if not parts:
        return False
    message = outbox.Message(subject="Complaints to look at today", text="\n\n".join(parts), only_in_working_time=True)
    with transaction.atomic():
        outbox.put(
            message, key=f"reminder/{officer.pk}/{at.date()}", channel="email", to=officer.email, about="", at=at
        )
    return True


def _parts(officer: Officer, at: datetime, council: rulebook.Council) -> Iterator[str]:
    """What the list says, each part under what it is. References and steps only: an email is no place for more."""
    waits = [_waits(row) for row in decisions.of(officer)]
    if waits:
        yield "\n".join(["Waiting for you:", *waits])
    seen = cases.visible_to(officer)
    drawn = _lines(cases.mine(seen, officer), at, council)
    yield from _part("Late, and the person has not been told. Tell them today:", drawn, "untold")
    yield from _part(f"Due within {lines.SOON} working days:", drawn, "soon")
    yield from _promises(drawn)
    if roles.may(officer, "assign"):
        nobodys = _lines(cases.unassigned(seen), at, council)
        yield from _part("Late, and nobody has it yet:", nobodys, "untold")
        yield from _part(f"Due within {lines.SOON} working days, and nobody has it yet:", nobodys, "soon")


def _lines(found: cases.Cases, at: datetime, council: rulebook.Council) -> Sequence[lines.Line]:
    on = at.date()
    owed = cases.due_by(found, lines.soon(on=on, council=council)).filter(next_by="council")
    rows = lines.with_people(owed).select_related("service", "owner").order_by("next_due_on", "pk")[:MOST]
    return [lines.line(case, on=on, council=council) for case in rows]


def _part(heading: str, drawn: Sequence[lines.Line], state: str) -> Iterator[str]:
    wanted = [_told(line) for line in drawn if line.state == state]
    if wanted:
        yield "\n".join([heading, *wanted])


def _promises(drawn: Sequence[lines.Line]) -> Iterator[str]:
    wanted = [
        _said(line, f"what was promised, {line.promise}") for line in drawn if line.promise_state in ("late", "soon")
    ]
    if wanted:
        heading = f"Promised, and late or due within {lines.SOON} working days:"
        yield "\n".join([heading, *wanted])


def _waits(row: decisions.Row) -> str:
    return f"- {row.name}: {row.said}\n  {settings.PUBLIC_ADDRESS}{row.href}"


def _told(line: lines.Line) -> str:
    return _said(line, f"{line.step}, {line.due}")


def _said(line: lines.Line, what: str) -> str:
    page = f"{settings.PUBLIC_ADDRESS}{reverse('desk:case', args=[line.case.reference])}"
    return f"- {line.case.reference}: {what}\n  {page}"
