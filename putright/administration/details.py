"""What the council says of itself, each change with a line in the history: details, logo, Ombudsmen, opening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from putright.administration import changes, checklist, public_duties
from putright.administration.changes import Deed, Shown
from putright.administration.models import Settled
from putright.council import logo, models, opening

InWords = Callable[[Mapping[str, Any]], Shown]


@transaction.atomic
def keep(values: Mapping[str, Any], *, area: str, in_words: InWords, deed: Deed) -> None:
    """Write fields of the council, which comes about with the first of them. `in_words` puts values as people read
    them.
    """
    row = models.Council.objects.first()
    before = {name: getattr(row, name) for name in values} if row else {}
    row = row or models.Council(being_set_up=True)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changes.record(area=area, about=row.name, before=in_words(before), after=in_words(values), deed=deed)
    settle(area, deed)


@transaction.atomic
def keep_logo(picture: bytes | None, *, before: str, deed: Deed) -> None:
    """Have this logo in place of the one whose mark was `before`, or none."""
    mark = ""
    if picture is None:
        logo.remove()
    else:
        mark = logo.keep(picture)
    was, now = ({"Logo": f"picture {one}" if one else ""} for one in (before, mark))
    changes.record(area="appearance", about="Logo", before=was, after=now, deed=deed)
    settle("appearance", deed)


@transaction.atomic
def keep_ombudsman(name: str, *, title: str, before: Mapping[str, Any], after: Mapping[str, Any], deed: Deed) -> None:
    """Write how an Ombudsman is reached, as the council has checked it."""
    models.OmbudsmanDetails.objects.update_or_create(name=name, defaults=after)
    was, now = ({one.replace("_", " ").capitalize(): str(x[one]) for one in after} for x in (before, after))
    changes.record(area="ombudsmen", about=title, before=was, after=now, deed=deed)


def settle(area: str, deed: Deed) -> None:
    """Note that somebody has looked at a step of setting up and is content with it."""
    if deed.by is not None and checklist.can_be_settled(area):
        Settled.objects.get_or_create(step=area, defaults={"at": deed.at, "by": deed.by})


@transaction.atomic
def note_test_message(to: str, deed: Deed) -> None:
    """Write down that a test message went out, and through which settings. Other ones are confirmed anew."""
    mark = public_duties.mail_mark()
    if public_duties.last_tried() != mark:
        Settled.objects.filter(step="mail").delete()
    after = {"Sent to": to, public_duties.THROUGH: f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}, marked {mark}"}
    changes.record(area="mail", about=public_duties.TESTED, before={}, after=after, deed=deed)


@transaction.atomic
def open_to_the_public(deed: Deed, *, amiss: Iterable[str]) -> None:
    """Let the public in. What was not in order at the time stands in the history beside the reason."""
    opening.open_up()
    shut, there = {"The public site": "not open yet"}, {"The public site": "open"}
    wrong = ", ".join(amiss)
    there |= {"Not in order": wrong} if wrong else {}
    changes.record(area="opening", about="The public site", before=shut, after=there, deed=deed)
