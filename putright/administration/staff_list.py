"""A list of staff as a spreadsheet has it (CSV): read with patience, looked through row by row, entered as a whole."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.administration.staffing import Details
from putright.council.models import Service, Team
from putright.web import spreadsheets

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 10_000
COLUMNS: Mapping[str, str] = {
    "name": "Name",
    "email": "Email address",
    "job_title": "Job title",
    "phone": "Telephone",
    "team": "Team",
    "services": "Services",
    "roles": "Roles",
}
NEEDED = ("name", "email", "roles")
ALSO_CALLED: Mapping[str, str] = {
    "fullname": "name",
    "email": "email",
    "mail": "email",
    "title": "job_title",
    "phone": "phone",
    "telephonenumber": "phone",
    "service": "services",
    "role": "roles",
}
"""Other headings we understand, in small letters and without blanks."""

LONGEST = {"name": 120, "job_title": 120, "phone": 40, "email": 254}
BETWEEN = re.compile(r"[|;\n]")
AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
"""How a spreadsheet keeps a number as it is written: ="01632 960000"."""

A_NUMBER = re.compile(r"^\+[\d ()-]+$")


Thing = TypeVar("Thing")


class Unreadable(ValueError):
    """A file that is no list of staff, with what to do instead."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: what it says, whom it means, what is wrong with it or what it would change."""

    number: int
    told: Mapping[str, str]
    errors: tuple[str, ...] = ()
    details: Details | None = None
    roles: tuple[str, ...] = ()
    officer: Officer | None = None
    changed: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """What would come of it: wrong, new, changed or the same."""
        if self.errors:
            return "wrong"
        if self.officer is None:
            return "new"
        return "changed" if self.changed else "same"


@dataclass(frozen=True)
class Reading:
    """A whole list, looked through; nothing of it is entered."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = ()
    """Columns we do not know."""

    def of(self, state: str) -> list[Row]:
        """The rows in a state."""
        return [row for row in self.rows if row.state == state]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows are in each state."""
        return {state: len(self.of(state)) for state in ("wrong", "new", "changed", "same")}


def text_of(content: bytes) -> str:
    """The words of a file, whichever of the usual ways it was saved in. Raises `Unreadable`."""
    if len(content) > MOST_BYTES:
        raise Unreadable("The file is larger than 4 MB. Send the list in parts.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("This is a workbook. In the spreadsheet choose “Save as” and “CSV UTF-8”, and send that file.")
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("The file is no text that we can read. Save it as “CSV UTF-8” and send it again.")


def read(text: str, *, by: Officer) -> Reading:
    """Look through a list. Raises `Unreadable` when it is none at all; what is wrong with a row stands in the row."""
    lines = _lines(text)
    headings = next(lines, [])
    names = [_column(one) for one in headings]
    missing = [COLUMNS[name] for name in NEEDED if name not in names]
    if missing:
        raise Unreadable(
            f"The first line does not name these columns: {', '.join(missing)}. "
            f"It should be: {', '.join(COLUMNS.values())}."
        )
    told = [
        (number, {name: cell for name, cell in zip(names, cells, strict=False) if name})
        for number, cells in enumerate(lines, start=2)
        if any(cell.strip() for cell in cells)
    ]
    if not told:
        raise Unreadable("There is nobody in the list: below the first line it is empty.")
    if len(told) > MOST_ROWS:
        raise Unreadable(f"The list has more than {MOST_ROWS:,} rows. Send it in parts.")
    unknown = tuple(heading for heading, name in zip(headings, names, strict=True) if heading and not name)
    return Reading(rows=_Known.now(by).look_through(told), ignored=unknown)


def template() -> str:
    """An empty list: its headings and nobody below, so that nobody who does not exist is entered."""
    return spreadsheets.written([tuple(COLUMNS.values())])


def of_everybody() -> str:
    """Everybody who can sign in, as a list that can be changed and sent in again."""
    known = roles.every()
    people = Officer.objects.filter(is_active=True).select_related("team").prefetch_related("services", "grants")
    rows = [
        (
            one.name,
            one.email,
            one.job_title,
            one.phone,
            one.team.name if one.team else "",
            " | ".join(sorted(service.name for service in one.services.all())),
            " | ".join(known[grant.role].title for grant in one.grants.all()),
        )
        for one in people
    ]
    return spreadsheets.written([tuple(COLUMNS.values()), *rows])


def _lines(text: str) -> Iterator[list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n ")
    first = text.partition("\n")[0]
    if first.lower().startswith("sep=") and len(first) == 5:  # a spreadsheet's own way of saying it
        between, text = first[4], text.partition("\n")[2]
    else:
        between = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    except csv.Error as error:
        raise Unreadable(f"The list cannot be read: {error}. Look for a quotation mark that is not closed.") from None


def _column(heading: str) -> str:
    """Which column a heading means; empty for one we do not know."""
    plain = re.sub(r"[^a-z]", "", heading.lower())
    known = {re.sub(r"[^a-z]", "", title.lower()): name for name, title in COLUMNS.items()}
    return known.get(plain) or ALSO_CALLED.get(plain, "")


def _plain(cell: str) -> str:
    """A cell as it is meant: without the formula that keeps a number, without blanks around it."""
    cell = unicodedata.normalize("NFC", cell).strip()
    kept = AS_TEXT.match(cell)
    if kept:
        cell = kept[1].replace('""', '"').strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(spreadsheets.FORMULA) else cell


@dataclass(frozen=True)
class _Known:
    """What there is to compare the rows with, read once."""

    by: Officer
    officers: Mapping[str, Officer]
    teams: Mapping[str, Team]
    services: Mapping[str, Service]
    roles: Mapping[str, str]
    first_rows: dict[str, int] = field(default_factory=dict)
    """Where each address was met first."""

    @classmethod
    def now(cls, by: Officer) -> _Known:
        everybody = Officer.objects.select_related("team").prefetch_related("services", "grants")
        titles = {role.title.lower(): role.name for role in roles.every().values()}
        return cls(
            by=by,
            officers={one.email.lower(): one for one in everybody},
            teams={one.name.lower(): one for one in Team.objects.all()},
            services={one.name.lower(): one for one in Service.objects.filter(active=True)},
            roles={**titles, **{name: name for name in roles.every()}},
        )

    def look_through(self, told: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Row, ...]:
        return tuple(self._row(number, cells) for number, cells in told)

    def _row(self, number: int, cells: Mapping[str, str]) -> Row:
        told = {name: _plain(cells.get(name, "")) for name in COLUMNS}
        email = told["email"].lower()
        services, no_services = _looked_up(told["services"], self.services)
        held, no_roles = _looked_up(told["roles"], self.roles)
        details = Details(
            name=told["name"],
            email=email,
            job_title=told["job_title"],
            phone=told["phone"],
            team=self.teams.get(told["team"].lower()),
            services=tuple(services),
        )
        row = Row(
            number=number,
            told=told,
            details=details,
            roles=tuple(dict.fromkeys(held)),
            officer=self.officers.get(email),
        )
        errors = [
            *self._wrong_texts(told),
            *self._wrong_address(number, email),
            *(f"There is no service called {one}" for one in no_services),
            *(f"{one} is no role" for one in no_roles),
            *_left_out(told, details),
            *self._wrong_for(row),
        ]
        return replace(row, errors=tuple(errors), changed=() if errors else tuple(_changed(row)))

    def _wrong_texts(self, told: Mapping[str, str]) -> Iterator[str]:
        if not told["name"]:
            yield "The row names nobody"
        for name, cell in told.items():
            number = name == "phone" and A_NUMBER.match(cell)
            if cell.startswith(spreadsheets.FORMULA) and not number:
                yield f"{COLUMNS[name]} begins with {cell[0]!r}, as a formula does: write plain text"
            if any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in cell if letter != "\n"):
                yield f"{COLUMNS[name]} holds a letter that cannot be seen: type it anew"
            if len(cell) > LONGEST.get(name, 10_000):
                yield f"{COLUMNS[name]} is longer than {LONGEST[name]} letters"

    def _wrong_address(self, number: int, email: str) -> Iterator[str]:
        try:
            validate_email(email)
        except ValidationError:
            yield f"{email} is no email address" if email else "The row gives no email address"
            return
        first = self.first_rows.setdefault(email, number)
        if first != number:
            yield f"{email} stands in row {first} already"

    def _wrong_for(self, row: Row) -> list[str]:
        officer = row.officer
        if officer is None:
            return []
        if not officer.is_active:
            return [f"The account of {officer.email} was closed: open it again on its own page first"]
        own_roles = {grant.role for grant in officer.grants.all()}
        if officer.pk == self.by.pk and own_roles != set(row.roles):
            return ["This would change your own roles: somebody else has to do that"]
        return []


def _left_out(told: Mapping[str, str], details: Details) -> Iterator[str]:
    if told["team"] and details.team is None:
        yield f"There is no team called {told['team']}"
    if not told["roles"]:
        yield "The row names no role"


def _looked_up(told: str, known: Mapping[str, Thing]) -> tuple[list[Thing], list[str]]:
    """What a cell names, one or several, and what of it there is not."""
    named = [one.strip() for one in BETWEEN.split(told) if one.strip()]
    there = [known[one.lower()] for one in named if one.lower() in known]
    return there, [one for one in named if one.lower() not in known]


def _changed(row: Row) -> Iterator[str]:
    """What of an account the row would write anew, in words."""
    officer, details = row.officer, row.details
    if officer is None or details is None:
        return
    for name in ("name", "job_title", "phone"):
        if getattr(officer, name) != getattr(details, name):
            yield COLUMNS[name]
    if officer.team_id != (details.team.pk if details.team else None):
        yield COLUMNS["team"]
    if {one.pk for one in officer.services.all()} != {one.pk for one in details.services}:
        yield COLUMNS["services"]
    if {grant.role for grant in officer.grants.all()} != set(row.roles):
        yield COLUMNS["roles"]
