"""A request for one's own data from the day it came in to the day it is answered: who asks, who that is, by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from putright import rulebook
from putright.accounts import audit, roles
from putright.accounts.models import Officer
from putright.casework import access, models
from putright.casework.refused import NotYours, Refused
from putright.casework.retention import files, holds
from putright.casework.subject_access import extension_letter, waiting
from putright.casework.subject_access.waiting import Due
from putright.casework.tables.subject_access import AccessItem, AccessPerson, AccessRequest, AccessWait

DEED = "answer_rights"
NotFound = AccessRequest.DoesNotExist


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody who asks has told, and the day it reached the council."""

    name: str
    received_on: date
    email: str = ""
    phone: str = ""
    address: str = ""


def open_(asked: Asked, *, by: Officer, at: datetime, key: str) -> AccessRequest:
    """Write down that somebody asked, once. Raises `Refused`."""
    must_answer(by)
    if not asked.name.strip():
        raise Refused("Enter the name of the person it is about.")
    if asked.received_on > at.date():
        raise Refused("That day is still to come: give the day the request reached the council.")
    made, _ = AccessRequest.objects.get_or_create(
        key=key,
        defaults={
            "name": asked.name.strip(),
            "email": asked.email.strip(),
            "phone": asked.phone.strip(),
            "address": asked.address.strip(),
            "received_on": asked.received_on,
            "by": by,
            "at": at,
        },
    )
    return made


def every() -> QuerySet[AccessRequest]:
    """All requests: those still open first, the oldest before the others."""
    return AccessRequest.objects.select_related("by", "checked_by").order_by("closed_on", "received_on", "pk")


def found(number: int) -> AccessRequest:
    """One request. Raises `NotFound`."""
    return AccessRequest.objects.select_related("by", "checked_by").get(pk=number)


def item(number: int, officer: Officer) -> AccessItem | None:
    """One item, if it is from a case the officer may see."""
    seen = models.Case.objects.filter(access.visible_to(officer))
    rows = AccessItem.objects.filter(case__in=seen).select_related("request", "case", "document", "looked_by")
    return rows.filter(pk=number).first()


def due(request: AccessRequest, *, on: date) -> Due:
    """By when it is to be answered, as it stands on a day; of one that is closed, on the day it was."""
    return waiting.due(request, on=request.closed_on or on)


@dataclass(frozen=True, kw_only=True)
class AskedBack:
    """What the person was asked for, and the day they were asked. The time may wait for it (`waiting.kinds`)."""

    kind: str
    asked_on: date
    what: str


def ask_back(number: int, asked: AskedBack, *, by: Officer, at: datetime, key: str) -> AccessWait:
    """Write down that the person was asked for something, once. Raises `Refused`."""
    must_answer(by)
    with transaction.atomic():
        before = AccessWait.objects.filter(key=key).first()
        if before is not None:
            return before
        request = still_open(number)
        _must_be_askable(request, asked, on=at.date())
        told = {"kind": asked.kind, "asked_on": asked.asked_on, "what": asked.what.strip()}
        return AccessWait.objects.create(request=request, by=by, at=at, key=key, **told)


def _must_be_askable(request: AccessRequest, asked: AskedBack, *, on: date) -> None:
    if asked.kind not in waiting.kinds():
        raise Refused("Say what they were asked for.")
    if not asked.what.strip():
        raise Refused("Say what you asked them, and how.")
    if not request.received_on <= asked.asked_on <= on:
        raise Refused("Give the day you asked: not before the request came, and not to come.")
    if asked.kind == waiting.IDENTITY and request.identity_on is not None:
        raise Refused("It is on record already how you made sure who asks.")
    if request.waits.filter(kind=asked.kind, heard_on=None).exists():
        raise Refused("They have been asked that already, and have not answered yet.")


def heard_back(number: int, wait: int, *, on: date, by: Officer, at: datetime) -> AccessRequest:
    """Write down the day they answered: from then on the time runs. Raises `Refused`."""
    must_answer(by)
    with transaction.atomic():
        request = still_open(number)
        row = request.waits.filter(pk=wait).first()
        if row is None or row.heard_on is not None:
            raise Refused("That is not waited for any more: look at the request again.")
        if not row.asked_on <= on <= at.date():
            raise Refused("Give the day they answered: not before you asked, and not to come.")
        row.heard_on = on
        row.save(update_fields=["heard_on"])
    return request


def extend(
    number: int, *, because: str, by: Officer, at: datetime, how: str = extension_letter.OTHERWISE
) -> AccessRequest:
    """Take two further months, where the request is complex or there are many, and tell the person.

    Raises `Refused` once it is too late.
    """
    must_answer(by)
    with transaction.atomic():
        request = still_open(number)
        if request.extended_on is not None:
            raise Refused("It has been extended already. There is no second extension.")
        if at.date() > due(request, on=at.date()).on:
            raise Refused("It is too late to extend it: the person had to be told within the first month.")
        if not because.strip():
            raise Refused("Say why: the person must be told within the first month.")
        request.extended_on, request.extended_because = at.date(), because.strip()
        request.extension_letter = extension_letter.send(request, because=because.strip(), how=how, at=at)
        request.save(update_fields=["extended_on", "extended_because", "extension_letter"])
    return request


def confirm_identity(number: int, *, how: str, on: date, by: Officer, at: datetime) -> AccessRequest:
    """Write down how it was made sure that the right person is answered. Raises `Refused`."""
    must_answer(by)
    if not how.strip():
        raise Refused("Say how you made sure that it is them, or that somebody may ask for them.")
    if on > at.date():
        raise Refused("That day is still to come.")
    with transaction.atomic():
        request = still_open(number)
        waits = request.waits.filter(kind=waiting.IDENTITY, heard_on=None)
        if waits.filter(asked_on__gt=on).exists():
            raise Refused("That is before you asked them for proof: look at the day again.")
        waits.update(heard_on=on)
        request.identity, request.identity_on = how.strip(), on
        request.save(update_fields=["identity", "identity_on"])
    return request


def decide_who(number: int, reference: str, party: int | None, *, same: bool, by: Officer, at: datetime) -> None:
    """Decide whether somebody in a case, or somebody spoken of in it (`party` is None), is the person who asks.

    Raises `Refused`. What was collected from a case in which nobody is them any more is thrown away.
    """
    must_answer(by)
    with transaction.atomic():
        request = still_open(number)
        case = models.Case.objects.filter(access.visible_to(by), reference=reference).first()
        who = case.parties.filter(pk=party).first() if case is not None and party is not None else None
        if case is None or (party is not None and who is None):
            raise Refused("There is nobody like that in a case you may see.")
        values = {"same": same, "by": by, "at": at}
        AccessPerson.objects.update_or_create(request=request, case=case, party=who, defaults=values)
        if not request.people.filter(case=case, same=True).exists():
            request.items.filter(case=case).delete()
        not_checked_any_more(request)


def check(number: int, *, by: Officer, at: datetime) -> AccessRequest:
    """Say, as a second person, that what is withheld and what is given is right. Raises `Refused`."""
    must_answer(by)
    with transaction.atomic():
        request = still_open(number)
        if request.items.filter(looked_by=by).exists() or request.by == by:
            raise Refused("Somebody else than those who prepared it must check it.")
        _must_all_be_looked_at(request)
        request.checked_by, request.checked_at = by, at
        request.save(update_fields=["checked_by", "checked_at"])
    return request


def look_at(number: int, *, by: Officer, at: datetime) -> AccessItem:
    """Say that an item has been read, and that what is not withheld of it may be given. Raises `Refused`."""
    with transaction.atomic():
        found = to_work_on(number, by)
        found.looked_at, found.looked_by = at, by
        found.save(update_fields=["looked_at", "looked_by"])
    return found


def erase_old(*, on: date, years: int, at: datetime) -> int:
    """Empty what old requests say of people, but for those with a case on hold. How many there were."""
    done = 0
    for request in AccessRequest.objects.exclude(closed_on=None).filter(erased_on=None):
        if request.closed_on is None or rulebook.kept_until(request.closed_on, years=years) > on:
            continue
        done += _erase(request, on=on, at=at)
    return done


# --- What must be so. ------------------------------------------------------------------------------------------------


def must_answer(by: Officer) -> None:
    """Raises `NotYours` for whoever does not answer such requests."""
    if not roles.may(by, DEED):
        raise NotYours(f"Your role does not let you {roles.DEEDS[DEED]}.")


def still_open(number: int) -> AccessRequest:
    """A request nobody has answered yet, held until the end of the transaction. Raises `Refused`."""
    request = AccessRequest.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if request is None:
        raise Refused("There is no such request.")
    if request.closed_on is not None:
        raise Refused("This request has been answered: what was given stays as it was given.")
    return request


def to_work_on(number: int, by: Officer) -> AccessItem:
    """An item of an open request, in a case the officer may see. Raises `Refused`."""
    must_answer(by)
    found = item(number, by)
    if found is None:
        raise Refused("There is no such item.")
    still_open(found.request_id)
    return found


def not_checked_any_more(request: AccessRequest) -> None:
    """What was changed since somebody checked it wants checking again."""
    request.checked_by, request.checked_at = None, None
    AccessRequest.objects.filter(pk=request.pk).update(checked_by=None, checked_at=None)


def on_hold(request: AccessRequest) -> list[str]:
    """The cases with something in the pack that are on hold, by reference: somebody is told before it is released."""
    cases = models.Case.objects.filter(holds.held(), pk__in=request.items.values("case"))
    return list(cases.order_by("reference").values_list("reference", flat=True))


def why_not_ready(request: AccessRequest) -> Iterator[str]:
    """What must still be done before it can be answered."""
    if request.identity_on is None:
        yield "Make sure who asks, and write down how."
    if not request.items.exists():
        yield "Nothing has been collected yet."
    waiting = request.items.filter(looked_at=None).count()
    if waiting:
        yield f"{waiting} {'item has' if waiting == 1 else 'items have'} not been looked at."


def _must_all_be_looked_at(request: AccessRequest) -> None:
    for wrong in why_not_ready(request):
        raise Refused(wrong)


def _erase(request: AccessRequest, *, on: date, at: datetime) -> bool:
    cases = models.Case.objects.filter(pk__in=request.items.values("case"))
    with transaction.atomic():
        if cases.filter(holds.held()).exists():
            return False
        releases = list(request.releases.exclude(file=""))
        files.let_go([str(one.file.name) for one in releases], at=at)
        request.releases.update(to="", file="")
        request.items.all().delete()
        request.people.all().delete()
        request.waits.update(what="")
        for name in ("name", "email", "phone", "address", "identity", "extended_because", "extension_letter"):
            setattr(request, name, "")
        request.erased_on = on
        request.save()
        audit.note(kind="erased", by=None, at=at, about=f"access request {request.pk}")
    return True
