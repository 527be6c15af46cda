"""Secret links: the address at which a person follows their own case, without an account.

The secret is worked out from the case and never stored. Raising a case's `link_version` makes every link useless;
so does time, once a case has ended and nothing has happened in it for long.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from putright.casework import models

SALT = "putright.casework.links"
LENGTH = 24


def secret(case: models.Case) -> str:
    """The secret part of a case's link: 144 bits, in letters that stand in an address."""
    told = f"{case.pk}:{case.reference}:{case.link_version}"
    digest = salted_hmac(SALT, told, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)[:LENGTH].decode()


def address(case: models.Case, page: str = "") -> str:
    """The whole link, as a letter carries it."""
    return f"{settings.PUBLIC_ADDRESS}/complaint/{case.reference}/{secret(case)}/{page}"


def opened(reference: str, given: str) -> models.Case | None:
    """The case a link leads to; None when it leads to none, whatever the reason."""
    case = models.Case.objects.select_related("service", "owner").filter(reference=reference).first()
    if case is None:
        # As much work as for a case that exists, so that time does not tell which references there are.
        hmac.compare_digest(given.encode(), b"-" * LENGTH)
        return None
    return case if constant_time_compare(given, secret(case)) else None


def alive(case: models.Case, *, at: datetime) -> bool:
    """Whether a case's links still open it: until nothing has happened in an ended case for `LINK_DAYS`."""
    latest = case.last_at or case.received_at
    return not case.ended or at - latest <= timedelta(days=settings.LINK_DAYS)
