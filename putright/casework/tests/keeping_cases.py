"""Complaints whose keeping time is over, and disposals of them by two people."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from putright.casework import models
from putright.casework.retention import disposal
from putright.casework.tables.retention import Disposal
from putright.casework.tests import cast
from putright.council.clock import LONDON
from putright.letters.models import Outgoing, State

LATER = datetime(2033, 1, 10, 9, tzinfo=LONDON)
"""More than six years after everything that happens in these tests."""


def due(**more: Any) -> models.Case:
    """A complaint closed long ago, of which nothing waits to go out."""
    case = cast.complaint("closed", **more)
    went(case)
    return case


def went(case: models.Case) -> None:
    """All its letters have gone."""
    Outgoing.objects.filter(about=case.reference).update(state=State.SENT)


def proposed(*cases: models.Case, by: str = "wendy", at: datetime = LATER) -> Disposal:
    """Their disposal, proposed."""
    for case in cases:
        went(case)
    references = [case.reference for case in cases]
    return disposal.propose(references, note="", by=cast.who(by), at=at, key=uuid.uuid4().hex)


def disposed(*cases: models.Case) -> Disposal:
    """Their disposal, proposed by Wendy and approved by Paul."""
    return disposal.decide(proposed(*cases).pk, approved=True, by=cast.who("paul"), at=LATER)
