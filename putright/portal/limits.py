"""How often a place may do something in an hour: generous, for a whole library may share one address.

Counted in the database, so that every process counts the same. Nobody's address is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from putright.accounts import places
from putright.portal.models import Visits

MOST: Mapping[str, int] = {"begin": 120, "send": 60, "upload": 300, "email": 20}
"""The most of each in an hour from one place."""

KEPT = timedelta(days=2)


def passed(request: HttpRequest, deed: str, *, at: datetime) -> bool:
    """Count one more, and say whether the place is past its limit for this hour."""
    where: dict[str, str | datetime] = {
        "deed": deed,
        "place": _place(request, at),
        "hour": at.replace(minute=0, second=0, microsecond=0),
    }
    return _counted(where) > MOST[deed]


def again_at(at: datetime) -> datetime:
    """When a place that is past its limit can go on."""
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def erase_old(*, at: datetime) -> int:
    """Forget counts of days gone by. How many there were."""
    return Visits.objects.filter(hour__lt=at - KEPT).delete()[0]


def _counted(where: Mapping[str, str | datetime]) -> int:
    rows = Visits.objects.filter(**where)
    if not rows.update(n=F("n") + 1):
        try:
            with transaction.atomic():
                Visits.objects.create(**where, n=1)
        except IntegrityError:  # somebody else from there came first at the same moment
            rows.update(n=F("n") + 1)
    return rows.values_list("n", flat=True).get()


def _place(request: HttpRequest, at: datetime) -> str:
    """A digest of where a request comes from, another one each day."""
    place = places.place_of_request(request)
    return salted_hmac("putright.portal.limits", f"{at.date()}:{place}", algorithm="sha256").hexdigest()
