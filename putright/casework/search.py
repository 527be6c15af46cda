"""Finding cases by reference, people, subject and what was said, within what an officer may see.

Words are cut and folded here and not by the database, so that SQLite and PostgreSQL find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, models, references

MOST = 100
"""So many are shown; whoever finds more adds a word."""

MOST_WORDS = 8
LONGEST_WORD = 60
WORD = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile(r"['’]")


def index(case: models.Case) -> None:
    """Bring what a case is found by up to date. Belongs into the transaction that changed it."""
    words = sorted(set(_words_of(case)))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT OR REPLACE INTO casework_search (rowid, said) VALUES (%s, %s)", [case.pk, " ".join(words)]
            )
        else:
            cursor.execute(
                "INSERT INTO casework_search (case_id, said) VALUES (%s, array_to_tsvector(%s::text[])) "
                "ON CONFLICT (case_id) DO UPDATE SET said = excluded.said",
                [case.pk, words],
            )


def forget() -> None:
    """Leave nothing behind of words that cases are no longer found by: SQLite keeps them until its index is merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO casework_search (casework_search) VALUES ('optimize')")


def find(typed: str, officer: Officer) -> Sequence[models.Case]:
    """Cases an officer may see that hold every word typed, or words that begin so; newest first, the reference itself
    before all. One more than `MOST` when there are more.
    """
    wanted = tuple(dict.fromkeys(cut(typed)))[:MOST_WORDS]
    if not wanted:
        return []
    seen = models.Case.objects.filter(access.visible_to(officer)).select_related("service", "owner")
    seen = seen.prefetch_related("parties__person__adjustments")
    itself = list(seen.filter(reference=references.tidied(typed)))
    holding = seen.filter(pk__in=RawSQL(*_matching(wanted)))  # noqa: S611 -- made below, with the words as parameters
    others = holding.exclude(pk__in=[case.pk for case in itself]).order_by("-pk")
    found = list(others[: MOST + 1 - len(itself)])
    if not roles.may(officer, "read_notes"):
        # What they may not read they do not find by guessing at it either.
        found = [case for case in found if _holds(case, wanted)]
    return [*itself, *found]


def _holds(case: models.Case, wanted: Sequence[str]) -> bool:
    """Whether a case holds all these words outside of what staff write for each other."""
    internal = case.events.filter(kind__in=access.INTERNAL).values_list("data", flat=True)
    notes = {said["words"] for data in internal for said in data.values() if isinstance(said, dict) and "words" in said}
    open_to_all = set(_words_of(case, but_for=notes))
    return all(any(word.startswith(begun) for word in open_to_all) for begun in wanted)


def cut(text: str) -> Iterator[str]:
    """The words of a text, without accents and capitals."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return (word[:LONGEST_WORD] for word in WORD.findall(plain.casefold()))


def _matching(wanted: Sequence[str]) -> tuple[str, list[str]]:
    """The numbers of the cases that hold all these words. They are only letters and digits, so quoting them is safe."""
    if connection.vendor == "sqlite":
        asked = " AND ".join(f'"{word}"*' for word in wanted)
        return "SELECT rowid FROM casework_search WHERE casework_search MATCH %s", [asked]
    asked = " & ".join(f"'{word}':*" for word in wanted)
    return "SELECT case_id FROM casework_search WHERE said @@ %s::tsquery", [asked]


def _words_of(case: models.Case, *, but_for: Collection[int] = ()) -> Iterator[str]:
    yield case.reference.replace("-", "").casefold()
    for text in _texts_of(case, but_for):
        yield from cut(text)
        yield from cut(APOSTROPHE.sub("", text))  # whoever looks for O'Neill may type it in one


def _texts_of(case: models.Case, but_for: Collection[int]) -> Iterator[str]:
    yield case.reference
    yield case.subject
    for name, email, phone, address in case.parties.values_list(
        "person__name", "person__email", "person__phone", "person__address"
    ):
        yield f"{name} {email} {address} {phone} {''.join(phone.split())}"
    said = case.words.filter(erased_on=None).exclude(pk__in=but_for).values_list("body", flat=True)
    yield from said.union(case.points.order_by().values_list("text", flat=True), all=True)
