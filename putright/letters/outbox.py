"""What is to go out: written in the transaction of what it tells of, read by the print room and the list of failures.

Delivery itself is in `delivery`; nothing here talks to a mail server.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from putright.accounts.models import Officer
from putright.letters import tasks, working_time
from putright.letters.models import Enclosure, Outgoing, State

CHANNELS = ("email", "post")
NOT_GONE = (State.FAILED, State.DEAD, State.UNSURE, State.TAKEN_BACK, State.REPLACED)
"""How something stands that did not reach anybody, as far as we know. What was replaced may be replaced once more."""

MOST_IN_A_SUBJECT = 300
MOST_BYTES = 15 * 1024 * 1024
"""All enclosures of one thing together: most mail servers refuse more than about twice this once it is coded."""


class Refused(ValueError):
    """Something that must not or cannot go out this way, with what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to go with it."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What goes out: the text always, the same as HTML if there is one, and files."""

    subject: str
    text: str
    html: str = ""
    attachments: Sequence[Attachment] = ()
    only_in_working_time: bool = False
    """For officers: held until somebody is at work."""


def put(message: Message, *, key: str, channel: str, to: str, about: str, at: datetime) -> Outgoing:
    """Put something in the outbox; it goes only if the caller's transaction is committed.

    A second one with the same key is not made: the first is returned. By post, `to` is the name and address in lines.
    Raises `Refused`.
    """
    _inspect(message, channel, to)
    made = Outgoing(
        key=key,
        about=about,
        channel=channel,
        to=to.strip(),
        subject=message.subject,
        text=message.text,
        html=message.html,
        only_in_working_time=message.only_in_working_time,
        put_at=at,
        due_at=working_time.next_moment(at) if message.only_in_working_time else at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            Enclosure.objects.bulk_create(
                Enclosure(outgoing=made, name=one.name, type=one.type, content=one.content)
                for one in message.attachments
            )
    except IntegrityError:
        return Outgoing.objects.get(key=key)
    if channel == "email" and made.due_at <= at:
        transaction.on_commit(tasks.nudge, robust=True)
    return made


def everything(*, about: str | None = None) -> QuerySet[Outgoing]:
    """All that went, will go or did not go, newest first; about one case if its reference is given."""
    rows = Outgoing.objects.prefetch_related("enclosures")
    return rows if about is None else rows.filter(about=about)


# --- Letters by post. ------------------------------------------------------------------------------------------------


def to_print() -> QuerySet[Outgoing]:
    """Letters that wait for the printer, oldest first."""
    return _by_post(State.QUEUED)


def to_post() -> QuerySet[Outgoing]:
    """Letters that are printed and not yet posted, oldest first."""
    return _by_post(State.PRINTED)


def printed(ids: Iterable[int], *, by: Officer, at: datetime) -> int:
    """Say that these are printed. How many were waiting for it: any other is left as it is."""
    return to_print().filter(pk__in=list(ids)).update(state=State.PRINTED, by=by, by_at=at)


def posted(ids: Iterable[int], *, on: date, by: Officer, at: datetime) -> int:
    """Say that these were posted on a day, whether or not anybody said they were printed. How many were not yet."""
    rows = Outgoing.objects.filter(channel="post", state__in=(State.QUEUED, State.PRINTED), pk__in=list(ids))
    return rows.update(state=State.POSTED, posted_on=on, went_at=at, by=by, by_at=at)


def settle_post(key: str, *, on: date | None, by: Officer | None, at: datetime) -> None:
    """Make one letter what the record of its case says: posted on a day, or on none, so that it waits for the post."""
    state = State.PRINTED if on is None else State.POSTED
    went_at = None if on is None else at
    rows = Outgoing.objects.filter(channel="post", key=key, erased_at=None)
    rows.update(state=state, posted_on=on, went_at=went_at, by=by, by_at=at)


def take_back(key: str, *, by: Officer | None, at: datetime) -> bool:
    """Take a letter back that is not posted yet. Whether there was one."""
    rows = Outgoing.objects.filter(channel="post", key=key, state__in=(State.QUEUED, State.PRINTED))
    return bool(rows.update(state=State.TAKEN_BACK, by=by, by_at=at))


def confirm(key: str, *, by: Officer | None, at: datetime) -> bool:
    """Say that a letter that is not posted yet goes as it is. Whether there was one."""
    rows = Outgoing.objects.filter(channel="post", key=key, state__in=(State.QUEUED, State.PRINTED))
    return bool(rows.update(confirmed_at=at, by=by, by_at=at))


def _by_post(state: State) -> QuerySet[Outgoing]:
    rows = Outgoing.objects.filter(channel="post", state=state)
    return rows.prefetch_related("enclosures").order_by("due_at", "pk")


# --- What did not go. ------------------------------------------------------------------------------------------------


def dead() -> QuerySet[Outgoing]:
    """What was given up, and what may or may not have gone: somebody has to look at each."""
    return Outgoing.objects.filter(state__in=(State.DEAD, State.UNSURE)).order_by("due_at", "pk")


def try_again(id_: int, *, by: Officer, at: datetime) -> Outgoing:
    """Send it once more from the start, after all. Raises `Refused` unless it failed, was given up or is in doubt."""
    return _settle(
        id_,
        (State.FAILED, State.DEAD, State.UNSURE),
        "Only what did not go can be tried again.",
        {"state": State.QUEUED, "attempts": 0, "due_at": at, "by": by, "by_at": at},
    )


def it_went(id_: int, *, by: Officer, at: datetime) -> Outgoing:
    """Say that something in doubt did go out. Raises `Refused` for anything else."""
    return _settle(
        id_,
        (State.UNSURE,),
        "Only something that may have gone out can be settled like this.",
        {"state": State.SENT, "by": by, "by_at": at},
    )


def replace(keys: Iterable[str], *, with_: Outgoing, by: Officer | None, at: datetime) -> int:
    """Say that something did not reach anybody and another copy goes in its place: nobody has to look at it again."""
    rows = Outgoing.objects.filter(key__in=list(keys), state__in=NOT_GONE)
    return rows.update(state=State.REPLACED, replaced_by=with_, by=by, by_at=at)


def _settle(id_: int, states: Sequence[State], otherwise: str, change: dict[str, Any]) -> Outgoing:
    if not Outgoing.objects.filter(pk=id_, state__in=states).update(**change):
        raise Refused(f"{otherwise} Somebody may have dealt with it already: look at the list again.")
    if change["state"] == State.QUEUED:
        transaction.on_commit(tasks.nudge, robust=True)
    return Outgoing.objects.get(pk=id_)


# --- What must not stay. ---------------------------------------------------------------------------------------------

DONE_WITH = (State.SENT, State.POSTED, State.DEAD, State.REPLACED, State.TAKEN_BACK)


def not_done(*, about: str) -> bool:
    """Whether something about a case has not gone yet, or nobody knows whether it has."""
    return everything(about=about).exclude(state__in=DONE_WITH).exists()


def erase(*, about: str, at: datetime) -> int:
    """Take recipient, words and files out of all that is done with about a case; that it went, and when, stays."""
    rows = Outgoing.objects.filter(about=about, state__in=DONE_WITH, erased_at=None)
    with transaction.atomic():
        Enclosure.objects.filter(outgoing__in=rows).delete()
        return rows.update(to="", subject="", text="", html="", problem="", erased_at=at)


def erase_about_nothing(*, before: datetime, at: datetime) -> int:
    """The same for what is about no case, such as the link back to a complaint not sent yet, and went before then."""
    rows = Outgoing.objects.filter(about="", put_at__lt=before, state__in=DONE_WITH, erased_at=None)
    with transaction.atomic():
        Enclosure.objects.filter(outgoing__in=rows).delete()
        return rows.update(to="", subject="", text="", html="", problem="", erased_at=at)


# --- What may go out. ------------------------------------------------------------------------------------------------


def _inspect(message: Message, channel: str, to: str) -> None:
    for wrong in _wrong(message, channel, to):
        raise Refused(wrong)


def _wrong(message: Message, channel: str, to: str) -> Iterator[str]:
    if channel not in CHANNELS:
        yield f"Nothing goes out by {channel!r}: use {' or '.join(CHANNELS)}."
    if not to.strip():
        yield "There is nobody to send it to: give an address."
    if not message.subject.strip() or not message.text.strip():
        yield "It needs a subject and a text."
    if len(message.subject) > MOST_IN_A_SUBJECT:
        yield f"The subject is too long: it may have {MOST_IN_A_SUBJECT} characters."
    if _breaks(message.subject) or any(_breaks(one.name) or _breaks(one.type) for one in message.attachments):
        yield "A subject, or the name of a file, must be one line: take the line break out."
    if channel == "email":
        yield from _wrong_address(to.strip())
    if sum(len(one.content) for one in message.attachments) > MOST_BYTES:
        yield f"The files are too big to send: together they may have {MOST_BYTES // 1024 // 1024} MB."


def _wrong_address(to: str) -> Iterator[str]:
    try:
        validate_email(to)
    except ValidationError:
        yield f"{to!r} is no email address. Write it like name@example.org."


def _breaks(words: str) -> bool:
    """Whether words hold a line break or another control character, with which a header could be forged."""
    return any(ord(character) < 32 or ord(character) == 127 for character in words) or len(words.splitlines()) > 1
