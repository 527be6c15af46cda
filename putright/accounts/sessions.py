"""Where an officer is signed in, for them to see and to end; and how all their sessions are ended at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from django.http import HttpRequest

from putright.accounts import audit, places
from putright.accounts.models import Officer, Sitting

WAY = "signed_in_by"
"""In the session: the council's own sign-in by which it began."""

SID = "signed_in_as"
"""In the session: what that sign-in calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How somebody comes through the council's own sign-in: kept on the request until the session begins, for the one
    before it is thrown away with all that it held.
    """

    sid: str = ""
    shown_at: float | None = None
    """When they last showed that sign-in who they are; None where it does not say."""
    leaves: bool = False
    """Whether that sign-in has an address at which they can leave it."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What of the session before goes over into the new one."""


def coming(request: HttpRequest) -> Coming:
    """How somebody comes on this request, as far as it was said."""
    told: Coming = getattr(request, "coming", Coming())
    return told


def comes(request: HttpRequest, told: Coming) -> None:
    """Say how."""
    request.coming = told  # type: ignore[attr-defined]


def began(*, request: HttpRequest, officer: Officer, at: datetime) -> None:
    """Write down that an officer has signed in here."""
    key = _key(request)
    facts = {"officer": officer, "began_at": at, "seen_at": at, "way": request.session.get(WAY, "")}
    facts["sid"] = request.session.get(SID, "")
    told = {"device": places.device(request), "place": coarse(places.place_of_request(request))}
    Sitting.objects.update_or_create(session_key=key, defaults={**facts, **told})


def seen(*, request: HttpRequest, officer: Officer, at: datetime) -> None:
    """Write down that a session is still in use."""
    if not Sitting.objects.filter(session_key=_key(request), officer=officer).update(seen_at=at):
        began(request=request, officer=officer, at=at)


def of(*, officer: Officer, at: datetime) -> list[Sitting]:
    """Where an officer is signed in, the latest first."""
    earliest = at - timedelta(minutes=settings.STAFF_IDLE_MINUTES + 1)
    alive = Session.objects.filter(session_key__in=officer.sittings.values("session_key")).values("session_key")
    return list(officer.sittings.filter(session_key__in=alive, seen_at__gte=earliest))


def is_this(request: HttpRequest, sitting: Sitting) -> bool:
    """Whether a session is the one that asks."""
    return sitting.session_key == request.session.session_key


def end_one(*, officer: Officer, number: int, at: datetime) -> bool:
    """End one of an officer's sessions; False when there is none of that number among theirs."""
    sitting = officer.sittings.filter(pk=number).first()
    if sitting is None:
        return False
    Session.objects.filter(session_key=sitting.session_key).delete()
    sitting.delete()
    audit.note(kind="signed_out", by=officer, at=at, about=audit.about_officer(officer), elsewhere=True)
    return True


def end_all(*, officer: Officer, by: Officer | None, at: datetime) -> None:
    """End every session of an officer, also one that nobody wrote down."""
    Officer.objects.filter(pk=officer.pk).update(times_signed_out=F("times_signed_out") + 1)
    officer.refresh_from_db(fields=["times_signed_out"])
    Session.objects.filter(session_key__in=officer.sittings.values("session_key")).delete()
    officer.sittings.all().delete()
    audit.note(kind="sessions_ended", by=by, at=at, about=audit.about_officer(officer))


def end_of(*, sid: str, way: str, officer: Officer | None) -> int:
    """End the sessions that the council's own sign-in calls so, of one officer if it names one; says how many."""
    found = Sitting.objects.filter(way=way, sid=sid)
    found = found.filter(officer=officer) if officer else found
    keys = list(found.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    found.delete()
    return len(keys)


def ended(*, request: HttpRequest) -> None:
    """Forget the session that asks, which is about to end."""
    Sitting.objects.filter(session_key=request.session.session_key or "").delete()


def tidy(*, at: datetime) -> int:
    """Forget sessions that nobody has used for a day; says how many."""
    return Sitting.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()[0]


def coarse(place: str) -> str:
    """A place as its officer would recognise it, without the last part of the address."""
    if "/" in place or place.count(".") != 3:
        return place
    return f"{place.rpartition('.')[0]}.*"


def _key(request: HttpRequest) -> str:
    if request.session.session_key is None:
        request.session.save()
    return str(request.session.session_key)
