"""The kinds of email an officer is told things by, and which of them each officer wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.accounts.roles import Role
from putright.casework.tables.notices import NoticeOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind, in the words of the page on which it is turned off. It reaches whose role may do `deed`, or acts so."""

    title: str
    hint: str = ""
    deed: str = ""
    acts_as: tuple[str, ...] = ()

    def reaches(self, role: Role) -> bool:
        """Whether somebody with this role can be told of it at all."""
        return self.deed in role.may if self.deed else not role.acts_as.isdisjoint(self.acts_as)


KINDS: Mapping[str, Kind] = {
    "given": Kind(title="A case is given to you", deed="see_cases"),
    "wrote": Kind(
        title="The person writes on a case of yours",
        hint="Once, until somebody at the council has looked at it.",
        deed="see_cases",
    ),
    "next_stage": Kind(
        title="The person asks for stage 2, or for a later stage",
        hint="So that you can give the case to somebody who had no part in the answer.",
        deed="assign",
    ),
    "to_approve": Kind(title="Somebody asks you to approve a letter", deed="approve"),
    "approved": Kind(title="A letter of yours is approved or sent back", deed="send_letters"),
    "to_decide": Kind(
        title="Somebody proposes a refusal that you may decide",
        acts_as=("complaints_manager", "data_protection_officer"),
    ),
    "decided": Kind(title="A refusal you proposed is decided", deed="send_letters"),
    "disposal": Kind(title="A disposal waits for you as the second person", deed="dispose"),
    "disposal_decided": Kind(title="A disposal you proposed is decided", deed="review_records"),
    "request_due": Kind(
        title="A request for somebody’s own information is nearly due, or late",
        hint="Five working days before, one working day before, and once it is late.",
        deed="answer_rights",
    ),
    "morning_list": Kind(
        title="Your list of the morning",
        hint="Before noon on working days: what waits for you, what is late and what is due soon.",
        deed="see_cases",
    ),
}
"""Every kind, by name, in the order of the page."""


def for_(officer: Officer) -> Mapping[str, Kind]:
    """The kinds that can reach an officer, as their roles are now."""
    held = roles.held_by(officer)
    return {name: kind for name, kind in KINDS.items() if any(kind.reaches(role) for role in held)}


def wanted(officer: Officer) -> frozenset[str]:
    """The kinds an officer has not turned off."""
    return frozenset(KINDS) - set(NoticeOff.objects.filter(officer=officer).values_list("kind", flat=True))


def choose(*, officer: Officer, wanted: Iterable[str]) -> None:
    """Have an officer told of these kinds, and of no other that can reach them."""
    off = set(for_(officer)) - set(wanted)
    with transaction.atomic():
        NoticeOff.objects.filter(officer=officer, kind__in=for_(officer)).exclude(kind__in=off).delete()
        rows = [NoticeOff(officer=officer, kind=kind) for kind in sorted(off)]
        NoticeOff.objects.bulk_create(rows, ignore_conflicts=True)


def audience(name: str) -> QuerySet[Officer]:
    """Everybody a kind can reach who works here and has not turned it off."""
    holding = [role.name for role in roles.every().values() if KINDS[name].reaches(role)]
    there = Officer.objects.filter(is_active=True, grants__role__in=holding)
    return there.exclude(notices_off__kind=name).distinct().order_by("pk")
