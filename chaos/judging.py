"""What was promised laid beside what is there. Plain values in, a verdict out: it must be able to find fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Promised:
    """What people were told, and what reached the outside world."""

    complaints: dict[str, str] = field(default_factory=dict)
    """By the mark in its text: the reference the person was shown; empty when they were told that it was sent and no
    more.
    """
    tried: set[str] = field(default_factory=set)
    """The marks of all complaints that somebody began to send."""
    notes: set[str] = field(default_factory=set)
    """The keys of notes officers were told are on record."""
    delivered: list[str] = field(default_factory=list)
    """The Message-ID of each email the mail server took."""
    unclear: list[str] = field(default_factory=list)
    """Pages that did not say what was wrong."""

    @property
    def acknowledged(self) -> int:
        """How many complaints and notes people were told are safe."""
        return len(self.complaints) + len(self.notes)


@dataclass(frozen=True)
class Stored:
    """What the site holds when all is over."""

    cases: Sequence[tuple[str, str]]
    """Mark and reference of each complaint."""
    notes: Sequence[str]
    """The key of each note."""
    emails: Mapping[str, str]
    """How each email in the outbox stands, by its Message-ID."""
    breaks: Sequence[str]
    """What `verify` names."""
    differing: Sequence[str]
    """The cases whose columns are not what their events say."""
    files: Sequence[str] = ()
    """The names of the files kept. Nobody sends a whole one."""


@dataclass(frozen=True)
class Verdict:
    """What was lost, what is there twice, and what else is not as it should be; a sentence for each."""

    lost: tuple[str, ...] = ()
    duplicated: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether all is well."""
        return not (self.lost or self.duplicated or self.broken)


def judge(promised: Promised, stored: Stored) -> Verdict:
    """Lay the one beside the other."""
    return Verdict(
        lost=tuple(_lost(promised, stored)),
        duplicated=tuple(_duplicated(promised, stored)),
        broken=tuple(_broken(promised, stored)),
    )


def _lost(promised: Promised, stored: Stored) -> Iterator[str]:
    there = dict(stored.cases)
    for mark, reference in promised.complaints.items():
        if mark not in there:
            yield f"complaint {mark} ({reference or 'reference not seen'}) was acknowledged and is not there"
        elif reference and there[mark] != reference:
            yield f"complaint {mark} was acknowledged as {reference} and is {there[mark]}"
    for key in promised.notes - set(stored.notes):
        yield f"note {key} was acknowledged and is not there"
    for message, state in stored.emails.items():
        if state == "sent" and message not in promised.delivered:
            yield f"email {message} is marked as sent and the mail server never had it"


def _duplicated(promised: Promised, stored: Stored) -> Iterator[str]:
    for what, found in (
        ("complaint", [mark for mark, _ in stored.cases]),
        ("reference", [reference for _, reference in stored.cases]),
        ("note", stored.notes),
        ("email", promised.delivered),
    ):
        for one, times in Counter(found).items():
            if times > 1:
                yield f"{what} {one} is there {times} times"


def _broken(promised: Promised, stored: Stored) -> Iterator[str]:
    yield from (f"verify: {one}" for one in stored.breaks)
    yield from (f"columns are not what the events say: {reference}" for reference in stored.differing)
    yield from (f"a file was kept that never came whole: {name}" for name in stored.files)
    yield from (f"a page did not say what was wrong: {page}" for page in promised.unclear)
    for message, state in stored.emails.items():
        if state != "sent":
            yield f"email {message} has not gone: {state}"
    for message in promised.delivered:
        if message not in stored.emails:
            yield f"email {message} went out and the outbox knows nothing of it"
    for mark, reference in stored.cases:
        if mark not in promised.tried:
            yield f"nobody sent complaint {mark} ({reference})"
