"""Taking the lines of a register in, one after another; and trying that out first, with nothing of it kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Officer
from putright.casework.actions import paper
from putright.casework.on_paper import noting
from putright.casework.refused import Refused
from putright.operations.downtime import register


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a line of the register: the case it is now, or why not."""

    number: int
    who: str
    reference: str = ""
    why_not: str = ""
    to_key: int = 0


def take(lines: Iterable[register.Line], *, by: Officer, at: datetime) -> list[Taken]:
    """Take each line in; one that is refused holds up none of the others."""
    return [_take(line, by, at) for line in lines]


def tried(lines: Iterable[register.Line], *, by: Officer, at: datetime) -> list[Taken]:
    """What would become of each line. Every check of taking them in is made, for it is the same; nothing stays."""
    with transaction.atomic():
        found = take(lines, by=by, at=at)
        transaction.set_rollback(True)
    return found


def _take(line: register.Line, by: Officer, at: datetime) -> Taken:
    who = line.said["name"] or line.said["reference"] or "no name given"
    if line.paper is None:
        return Taken(line.number, who, why_not="; ".join(line.wrong))
    try:
        # All of a line or nothing: half of one, with its days put right and chosen again, would make a second case.
        with transaction.atomic():
            reference = paper.bring_in(line.paper, at=at, by=by, key=line.key).reference
            rows = [noting.note(reference, step, sent_on=on, by=by, at=at) for step, on in line.sent]
    except Refused as refusal:
        return Taken(line.number, who, why_not=refusal.reason)
    return Taken(line.number, who, reference=reference, to_key=sum(row.event_id is None for row in rows))
