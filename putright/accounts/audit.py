"""The security log: who signed in, who changed who may do what, what left the building. Only ever added to.

It is not the record of a case (that is events): it serves investigations, goes to the council's own monitoring as lines
of JSON, and is pruned by age. Its entries are chained (`proof`). No words of a complaint and no secret is ever in it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from putright.accounts import places
from putright.accounts.models import Chained, Noted, Officer
from putright.accounts.proof import chain
from putright.council import settled

log = logging.getLogger("putright.audit")

KINDS: Mapping[str, str] = {
    # Signing in and out
    "signed_in": "Signed in",
    "sign_in_failed": "Could not sign in",
    "sign_in_refused": "Was turned away at sign-in",
    "sign_in_slowed": "Was made to wait after failed attempts",
    "signed_out": "Signed out",
    "signed_out_elsewhere": "Signed out by the council's own sign-in",
    "signing_out_refused": "Word of the council's own sign-in to sign somebody out was refused",
    "sessions_ended": "Was signed out everywhere",
    "break_glass_sealed": "Break-glass account sealed",
    "break_glass_used": "Break-glass account used",
    "password_changed": "Password changed",
    "password_asked": "Link for a new password asked for",
    "second_step_added": "Second step of sign-in added",
    "second_step_removed": "Second step of sign-in removed",
    "recovery_codes_made": "Recovery codes made",
    "recovery_code_used": "Recovery code used",
    "second_step_failed": "Second step failed",
    "mail_not_sent": "Mail about an account did not go",
    "mail_in_doubt": "Mail about an account may not have gone",
    # People and roles
    "officer_made": "Account made",
    "invited": "Invitation sent",
    "officer_changed": "Account changed",
    "officer_closed": "Account closed",
    "officer_opened": "Account opened again",
    "identity_linked": "Linked to the council's own sign-in",
    "identity_unlinked": "Link to the council's own sign-in taken away",
    "role_given": "Role given",
    "role_ended": "Role ended",
    "services_changed": "Services of an officer changed",
    "group_changed": "What a group of the council's own sign-in may do was changed",
    # What is looked at and what leaves
    "restricted_seen": "Restricted case looked at",
    "exported": "Exported",
    "access_request_made": "Copy of a person's information made",
    "audit_exported": "Security log exported",
    # Looking after the site
    "settings_changed": "Settings changed",
    "wording_changed": "Wording changed",
    "imported": "Imported",
    "backed_up": "Backed up",
    "restored": "Restored",
    "downtime_pack_made": "Downtime pack made",
    "anchored": "Anchor of the record made",
    "hold_changed": "Legal hold changed",
    "disposed": "Disposed of",
    "erased": "Erased",
    "file_quarantined": "File put in quarantine",
    "file_released": "File taken out of quarantine",
    "audit_pruned": "Old entries of the security log deleted",
}
"""What can be noted. A new kind is a line here."""

NEVER_WRITTEN = ("password", "secret", "token", "code")
"""Facts of these names are refused: the log is read by more people than may know them."""

ONE_LOOK = timedelta(hours=1)


class NotForTheLog(ValueError):
    """Something that must not be written into the log, or a kind there is not."""


def note(*, kind: str, by: Officer | None, at: datetime, about: str = "", **facts: Any) -> Noted:
    """Write something down: who (None: nobody, or the machine itself), about what ("officer 12", a reference),
    and plain facts. Raises `NotForTheLog`.
    """
    written = _fit(kind, facts)
    entry = Noted.objects.create(
        kind=kind, at=at, by_id=by.pk if by else None, by_name=by.name if by else "", about=about, facts=written
    )
    transaction.on_commit(chain.close, robust=True)
    transaction.on_commit(partial(_say, as_line(entry)), robust=True)
    return entry


def note_all(*, kind: str, by: Officer | None, at: datetime, abouts: Iterable[str], **facts: Any) -> None:
    """The same about many, at once: for lists of thousands. Raises `NotForTheLog`."""
    written = _fit(kind, facts)
    who = {"by_id": by.pk if by else None, "by_name": by.name if by else ""}
    entries = Noted.objects.bulk_create(Noted(kind=kind, at=at, about=one, facts=written, **who) for one in abouts)
    transaction.on_commit(chain.close, robust=True)
    for line in [as_line(entry) for entry in entries]:
        transaction.on_commit(partial(_say, line), robust=True)


def _fit(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are written down."""
    if kind not in KINDS:
        raise NotForTheLog(f"{kind!r} is nothing the log knows; add it to audit.KINDS")
    unfit = [name for name in facts if any(word in name for word in NEVER_WRITTEN)]
    if unfit:
        raise NotForTheLog(f"{unfit[0]!r} must not be written down")
    return {name: fact for name, fact in facts.items() if fact not in (None, "")}


def _say(line: Mapping[str, Any]) -> None:
    log.info("%s", json.dumps(line), extra={"audit": line})


def restricted_seen(*, request: HttpRequest, by: Officer, about: str, at: datetime) -> None:
    """Write down that an officer looks at a restricted case: once an hour, however often they turn its pages."""
    lately = Noted.objects.filter(kind="restricted_seen", about=about, by_id=by.pk, at__gt=at - ONE_LOOK)
    if not lately.exists():
        note(kind="restricted_seen", by=by, at=at, about=about, **where(request))


def where(request: HttpRequest) -> dict[str, str]:
    """From which place and device a request came: facts for a note (`**audit.where(request)`)."""
    return {"place": places.place_of_request(request), "device": places.device(request)}


def about_officer(officer: Officer) -> str:
    """How an entry says that it is about an officer."""
    return f"officer {officer.pk}"


def as_line(entry: Noted) -> dict[str, Any]:
    """An entry as a monitoring system reads it. People stand in it as numbers; their names stay in the database."""
    facts = {"number": entry.pk, "kind": entry.kind, "at": entry.at.isoformat(), "by": entry.by_id}
    return {**facts, "about": entry.about, "facts": entry.facts}


def found(*, kind: str = "", by: int | None = None, about: str = "", before: int | None = None) -> QuerySet[Noted]:
    """Entries, newest first, as far as asked for."""
    entries = Noted.objects.order_by("-pk")
    if kind:
        entries = entries.filter(kind=kind)
    if by is not None:
        entries = entries.filter(by_id=by)
    if about:
        entries = entries.filter(about=about)
    return entries.filter(pk__lt=before) if before is not None else entries


def lines_after(*, number: int) -> Iterator[str]:
    """Entries after that number as lines of JSON, oldest first: what a monitoring system asks for again and again.

    Only up to where nothing can appear in between any more, so that whoever goes on after the last one misses nothing.
    With the place and digest of each in the chain: whoever keeps them can tell later whether the log was changed.
    """
    place = Chained.objects.filter(entry=OuterRef("pk"))
    found = Noted.objects.filter(pk__gt=number, pk__lte=settled.last(Noted)).order_by("pk")
    told = found.annotate(place=Subquery(place.values("number")), digest=Subquery(place.values("digest")))
    for entry in told.iterator():
        yield json.dumps({**as_line(entry), "place": entry.place, "digest": entry.digest}) + "\n"


def prune(*, at: datetime, by: Officer | None = None) -> int:
    """Delete what is older than the council keeps it, from the beginning of the chain; says how many.

    The entry that says so keeps the digest of the last one that went: the chain goes on from there. The database
    refuses to delete anything younger than `KEPT_AT_LEAST` days.
    """
    days = max(settings.AUDIT_DAYS, Noted.KEPT_AT_LEAST)
    chain.catch_up()
    with transaction.atomic():
        last = chain.old_through(before=at - timedelta(days=days))
        if last is None:
            return 0
        gone = Chained.objects.filter(number__lte=last.number)
        deleted, _ = Noted.objects.filter(pk__in=gone.values("entry")).delete()
        gone.delete()
        facts: dict[str, Any] = {"entries": deleted, "older_than_days": days}
        note(kind="audit_pruned", by=by, at=at, **facts, through=last.number, digest=last.digest)
    return deleted
