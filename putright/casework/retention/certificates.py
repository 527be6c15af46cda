"""The certificate of a disposal: what was disposed of, on what authority, by whom, when and how, known by its digest.

It names cases by reference and people who work here; nobody who complained.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment

from putright.casework.retention import schedule
from putright.casework.tables.retention import Disposal, DisposedCase
from putright.council import here
from putright.council.clock import LONDON
from putright.letters.drawing import printed
from putright.rulebook import plain

HOW = (
    "Names, contact details, everything written, letters and the text of messages were overwritten with nothing in the "
    "database; uploaded files were deleted from storage; drafts, search entries and packs with copies were deleted. "
    "Reference, service, procedure, dates, steps, outcome and the chain of digests are kept. It cannot be undone. "
    "Backups made before hold what was disposed of until they are overwritten."
)


def write(disposal: Disposal) -> None:
    """Write what the certificate says, with its digest, and save the disposal with it."""
    disposal.certificate = _said(disposal)
    disposal.digest = digest_of(disposal.certificate)
    disposal.save()


def digest_of(said: dict[str, Any]) -> str:
    """What a certificate is known by (SHA-256 of its JSON, keys in order, without blanks)."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def page(disposal: Disposal) -> str:
    """The certificate as a page to print."""
    return _environment().get_template("certificate.html").render(said=disposal.certificate, digest=disposal.digest)


def holds(disposal: Disposal) -> bool:
    """Whether a certificate reads as it was written."""
    return digest_of(disposal.certificate) == disposal.digest


def _said(disposal: Disposal) -> dict[str, Any]:
    rows = list(disposal.cases.select_related("case__service"))
    done = [row for row in rows if row.state == DisposedCase.State.DONE]
    classes = schedule.every()
    totals: Counter[str] = Counter()
    for row in done:
        totals.update(row.emptied)
    return {
        "council": here.council().name,
        "disposal": disposal.pk,
        "proposed_by": disposal.proposed_by.name,
        "proposed_at": _moment(disposal.proposed_at),
        "note": disposal.note,
        "approved_by": disposal.decided_by.name if disposal.decided_by else "",
        "approved_at": _moment(disposal.decided_at),
        "decision_note": disposal.decision_note,
        "done_at": _moment(disposal.done_at),
        "how": HOW,
        "count": len(done),
        "emptied": dict(sorted(totals.items())),
        "cases": [
            {
                "reference": row.case.reference,
                "service": row.case.service.name,
                "class": classes[row.keeping_class].title if row.keeping_class in classes else row.keeping_class,
                "authority": row.authority,
                "done_at": _moment(row.done_at),
                # The last event of the case: its chain ends with what tells of the disposal.
                "head": row.case.head,
            }
            for row in done
        ],
        "left": [
            {"reference": row.case.reference, "why": row.why_left}
            for row in rows
            if row.state == DisposedCase.State.LEFT
        ],
    }


def _moment(at: Any) -> str:
    return at.astimezone(LONDON).isoformat(timespec="minutes") if at else ""


def _told(moment: str) -> str:
    """A moment as people read it."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment)
    return f"{plain(at.date())}, {at:%H:%M}"


@cache
def _environment() -> Environment:
    made = printed.environment("putright.casework.retention")
    made.filters["told"] = _told
    return made
