"""The second person of a disposal: for whom one waits, who is told of it, and who of what became of it.

No email names a case.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, models
from putright.casework.notices import kinds, mail
from putright.casework.notices.mail import Notice
from putright.casework.tables.retention import Disposal, DisposedCase
from putright.rulebook import counted

AT_ONCE = 20
"""So many are shown; the rest come up as these are decided."""


def asked(disposal: Disposal, *, at: datetime) -> None:
    """Tell everybody who may decide a disposal that it waits for one of them: those who may see all its cases."""
    how_many = counted(disposal.cases.count(), "case")
    notice = _notice(
        disposal,
        kind="disposal",
        subject="A disposal waits for a second person",
        said=f"{disposal.proposed_by.name} proposes to dispose of {how_many}.",
        to_do="look at each case, and approve the disposal, leave cases out of it or send it back.",
    )
    for officer in kinds.audience("disposal").exclude(pk=disposal.proposed_by_id):
        seen = models.Case.objects.filter(access.visible_to(officer))
        if not disposal.cases.exclude(case__in=seen).exists():
            mail.put(notice, to=officer, at=at)


def decided(disposal: Disposal, *, at: datetime) -> None:
    """Tell whoever proposed a disposal that it was approved or sent back."""
    good = disposal.state == Disposal.State.APPROVED
    who = disposal.decided_by.name if disposal.decided_by else "Somebody"
    notice = _notice(
        disposal,
        kind="disposal_decided",
        subject=f"Your disposal is {'approved' if good else 'sent back'}",
        said=f"{who} has {'approved the disposal you proposed' if good else 'sent back the disposal you proposed'}.",
        to_do="nothing: it is being carried out." if good else "read why, and propose again what is still due.",
    )
    for officer in kinds.audience("disposal_decided").filter(pk=disposal.proposed_by_id):
        mail.put(notice, to=officer, at=at)


def waits_for(officer: Officer) -> list[tuple[Disposal, int]]:
    """The disposals that wait for an officer as the second person, the oldest first, each with how many cases it has.

    One with a case they may not see is not among them: somebody who sees them all has to decide it.
    """
    if not roles.may(officer, "dispose"):
        return []
    proposed = Disposal.objects.filter(state=Disposal.State.PROPOSED).exclude(proposed_by=officer)
    unseen = DisposedCase.objects.filter(disposal=OuterRef("pk")).exclude(
        case__in=models.Case.objects.filter(access.visible_to(officer))
    )
    found = proposed.exclude(Exists(unseen)).select_related("proposed_by").annotate(how_many=Count("cases"))
    return [(one, one.how_many) for one in found.order_by("proposed_at", "pk")[:AT_ONCE]]


def _notice(disposal: Disposal, *, kind: str, subject: str, said: str, to_do: str) -> Notice:
    page = reverse("records:disposal", args=[disposal.pk])
    return Notice(
        kind=kind,
        key=f"disposal-{disposal.pk}",
        subject=f"{subject}: number {disposal.pk}",
        said=said,
        to_do=to_do,
        page=page,
    )
