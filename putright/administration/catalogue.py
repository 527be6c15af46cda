"""Services and teams, each change with a line in the history: named as people name them, retired, never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.text import slugify

from putright.administration import changes
from putright.administration.changes import Deed
from putright.council.models import Service, Team

SLUG = 60


class Refused(ValueError):
    """Why a service or team is not written so, for the person who asked."""


@transaction.atomic
def enter(chosen: Iterable[tuple[str, str, list[int]]], deed: Deed) -> list[str]:
    """Enter services by name, examples and numbers of the bundled list; one there is already stays. The new names."""
    made = []
    for name, about, numbers in chosen:
        if Service.objects.filter(name__iexact=name).exists():
            continue
        row = Service.objects.create(name=name, slug=_free_slug(name), about=about, lgsl=numbers)
        changes.record(area="services", about=name, before={}, after=_words(row), deed=deed)
        made.append(name)
    return made


@transaction.atomic
def keep_service(row: Service, to: Mapping[str, str], deed: Deed) -> None:
    """Write fields of a service, a new one or one there is. Raises `Refused`."""
    if Service.objects.filter(name__iexact=to["name"]).exclude(pk=row.pk).exists():
        raise Refused("There is a service of that name already, perhaps a retired one")
    before = _words(row) if row.pk else {}
    for field, value in to.items():
        setattr(row, field, value)
    row.slug = row.slug or _free_slug(row.name)
    row.save()
    changes.record(area="services", about=row.name, before=before, after=_words(row), deed=deed)


@transaction.atomic
def retire_or_take_up(row: Service, deed: Deed) -> None:
    """Retire a service: nobody can complain about it any more, and its cases keep it; or take it up again."""
    before = _words(row)
    row.active = not row.active
    row.save(update_fields=["active"])
    changes.record(area="services", about=row.name, before=before, after=_words(row), deed=deed)


@transaction.atomic
def keep_team(row: Team, *, name: str, services: Iterable[Service], deed: Deed) -> None:
    """Write a team, a new one or one there is. Raises `Refused`."""
    if Team.objects.filter(name__iexact=name).exclude(pk=row.pk).exists():
        raise Refused("There is a team of that name already")
    before = _team_words(row) if row.pk else {}
    row.name = name
    row.save()
    row.services.set(services)
    changes.record(area="teams", about=row.name, before=before, after=_team_words(row), deed=deed)


@transaction.atomic
def remove_team(row: Team, deed: Deed) -> None:
    """Remove a team; its services and their cases stay. Raises `Refused` for one that somebody is in, or was."""
    if row.officers.exists():
        raise Refused(f"Somebody is in {row.name}, or was: give them another team first.")
    changes.record(area="teams", about=row.name, before=_team_words(row), after={}, deed=deed)
    row.delete()


def _free_slug(name: str) -> str:
    """A name for addresses and events that no other service has. It stays when the service is renamed."""
    plain = slugify(name.replace("’", ""))[: SLUG - 4].strip("-") or "service"
    taken = set(Service.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    return plain if plain not in taken else next(f"{plain}-{n}" for n in range(2, 1000) if f"{plain}-{n}" not in taken)


def _words(row: Service) -> dict[str, str]:
    state = "in use" if row.active else "retired"
    return {"Name": row.name, "What belongs to it": row.about, "Contractor": row.contractor, "State": state}


def _team_words(row: Team) -> dict[str, str]:
    return {"Name": row.name, "Services": ", ".join(sorted(one.name for one in row.services.all()))}
