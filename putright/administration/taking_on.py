"""Entering a list of staff that somebody has looked through: all of it or, when one row cannot be, none.

Those who are new are written together and not one by one: a list may hold thousands, and a page must answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from putright.accounts import audit, roles
from putright.accounts.models import Grant, Officer
from putright.administration import changes, invitations, staffing
from putright.administration.changes import Deed
from putright.administration.models import Change, StaffList
from putright.administration.staff_list import Reading, Row
from putright.administration.staffing import Details

AT_ONCE = 500


def keep(content: str, *, name: str, deed: Deed) -> None:
    """Keep a list for somebody to look through, in the place of one they sent in before. Nothing of it is entered."""
    StaffList.objects.update_or_create(by=deed.by, defaults={"at": deed.at, "name": name[:200], "content": content})


def kept_for(officer: Officer) -> StaffList | None:
    """The list somebody has sent in and is looking through."""
    return StaffList.objects.filter(by=officer).first()


def throw_away(officer: Officer) -> None:
    """Forget the list somebody has sent in."""
    StaffList.objects.filter(by=officer).delete()


def enter(reading: Reading, deed: Deed, *, invite: bool = False) -> list[Officer]:
    """Everybody of a list that has no fault in it, invited if so wished; who is new. Raises `staffing.Refused`, with
    nothing entered.
    """
    if reading.counts["wrong"]:
        raise staffing.Refused("Some rows are wrong. Put them right in your file and send it again.")
    try:
        with transaction.atomic():
            for row in reading.of("changed"):
                _change(row, deed)
            new = _take_on([(row.details, row.roles) for row in reading.of("new") if row.details], deed)
            changed = reading.counts["changed"]
            audit.note(kind="imported", by=deed.by, at=deed.at, about="staff", new=len(new), changed=changed)
            if invite:
                invitations.send_all(new, deed)
    except IntegrityError:
        raise staffing.Refused("Somebody in the list was entered meanwhile. Look the list through again.") from None
    return new


def _change(row: Row, deed: Deed) -> None:
    if row.officer is None or row.details is None:
        return
    staffing.change(row.officer, row.details, deed)
    if set(row.officer.role_names) != set(row.roles):
        staffing.set_roles(row.officer, row.roles, deed)


def _take_on(people: Sequence[tuple[Details, tuple[str, ...]]], deed: Deed) -> list[Officer]:
    """Accounts for those who are new, with roles, services, and a line in both histories for each."""
    new = Officer.objects.bulk_create((_account(details) for details, _ in people), batch_size=AT_ONCE)
    both = list(zip(new, people, strict=True))
    Grant.objects.bulk_create(
        (Grant(officer=officer, role=role, granted_at=deed.at) for officer, (_, held) in both for role in held),
        batch_size=AT_ONCE,
    )
    covering = Officer.services.through
    covering.objects.bulk_create(
        (
            covering(officer_id=officer.pk, service_id=service.pk)
            for officer, (details, _) in both
            for service in details.services
        ),
        batch_size=AT_ONCE,
    )
    _note(both, deed)
    return new


def _account(details: Details) -> Officer:
    officer = Officer(
        email=details.email.lower(),
        name=details.name,
        job_title=details.job_title,
        phone=details.phone,
        team=details.team,
    )
    officer.set_unusable_password()
    return officer


def _note(both: Sequence[tuple[Officer, tuple[Details, tuple[str, ...]]]], deed: Deed) -> None:
    known = roles.every()
    rows = []
    for officer, (details, held) in both:
        shown = {
            "Name": officer.name,
            "Email address": officer.email,
            "Job title": officer.job_title,
            "Telephone": officer.phone,
            "Team": details.team.name if details.team else "",
            "Services": ", ".join(sorted(service.name for service in details.services)),
            "Roles": ", ".join(known[role].title for role in held),
            "Account": "open",
        }
        what = changes.differences({}, shown)
        rows.append(
            Change(
                at=deed.at, by=deed.by, area="people", about=officer.name, number=officer.pk, what=what, why="By a list"
            )
        )
    Change.objects.bulk_create(rows, batch_size=AT_ONCE)
    abouts = [audit.about_officer(officer) for officer, _ in both]
    audit.note_all(kind="officer_made", by=deed.by, at=deed.at, abouts=abouts, way="list")
    for role in sorted({role for _, (_, held) in both for role in held}):
        holding = [audit.about_officer(officer) for officer, (_, held) in both if role in held]
        audit.note_all(kind="role_given", by=deed.by, at=deed.at, abouts=holding, role=role)
