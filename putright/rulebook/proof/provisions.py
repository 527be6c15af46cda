"""Every provision of a procedure somebody answers for, and what proves each: worked examples, tests, indicators.

It reads the files of the source tree, tests as text only. Nothing here judges a complaint.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

from putright.rulebook.book.reading import Refused
from putright.rulebook.measures.measures import CATALOGUE

ROOT = Path(__file__).parents[3]
RULEBOOK = Path("putright/rulebook")
TEST_FOLDERS = (RULEBOOK / "tests", Path("tests/house"))

TREATMENTS = ("enforce", "support", "evidence", "organisational")
MARKS = ("verified", "unverified")
WHO = (
    "any_officer",
    "complaints_officer",
    "investigating_officer",
    "reviewer",
    "complaints_manager",
    "senior_lead",
    "member_responsible",
    "service",
    "council",
)
"""Who a provision speaks to."""

KEYS: Mapping[str, type] = {
    "id": str,
    "paraphrase": str,
    "who": list,
    "treatment": list,
    "mark": str,
    "examples": list,
    "tests": list,
    "measure": list,
    "council_answers": bool,
    "later": str,
}
HEAD = ("procedure", "version", "source", "also")
NEEDED = ("id", "paraphrase", "who", "treatment", "mark")
CLOSED = {"who": WHO, "treatment": TREATMENTS, "mark": MARKS}
TO_BE = {str: "some text", list: "a list of words", bool: "true or false"}

WIDTH = 120
"""How much of a provision is told on its line."""

KINDS = {"example": "worked examples", "test": "tests", "measure": "measures"}
"""The kinds of proof, and how people call them."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision in our own words, what the product does about it, and what is said to prove it.

    `later` says what a part of the product outside the rulebook has still to prove. `also` are the short procedures
    that rest on the same paragraphs.
    """

    procedure: str
    id: str
    paraphrase: str
    who: tuple[str, ...]
    treatment: tuple[str, ...]
    mark: str
    examples: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    council_answers: bool = False
    later: str = ""
    also: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """As worked examples name it."""
        return f"{self.procedure}:{self.id}"

    @property
    def references(self) -> tuple[str, ...]:
        """As worked examples name it, those of the procedures that rest on the same paragraphs among them."""
        return tuple(f"{procedure}:{self.id}" for procedure in (self.procedure, *self.also))

    @property
    def claims(self) -> tuple[Proof, ...]:
        """The proofs its file names, there or not."""
        named = {"example": self.examples, "test": self.tests, "measure": self.measure}
        return tuple(Proof(kind, name) for kind, names in named.items() for name in names)


class Proof(NamedTuple):
    """What proves a provision: its kind (example, test or measure) and its name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is proven, told in lines for people; the last one always reads the same way."""

    lines: tuple[str, ...]
    provisions: int
    proven: int


def load(path: Path) -> tuple[Provision, ...]:
    """The provisions in one file. Raises `Refused` naming the file, the line and what to do."""
    place = f"provisions/{path.parent.name}/{path.name}"
    text = path.read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(place, str(error), "mend the TOML at that line") from error
    _says_what_it_is(table, place, path)
    rows = table.get("provisions", [])
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[[provisions]]")]
    if not lines or len(rows) != len(lines):
        raise Refused(place, "does not list its provisions", "write each as [[provisions]]")
    found: dict[str, Provision] = {}
    for row, line in zip(rows, lines, strict=True):
        provision = _provision(row, f"{place}, line {line}", path.parent.name, tuple(table.get("also", ())))
        if provision.id in found:
            raise Refused(f"{place}, line {line}", f"{provision.id!r} is there twice", "keep one")
        found[provision.id] = provision
    return tuple(found.values())


def _says_what_it_is(table: Mapping[str, Any], place: str, path: Path) -> None:
    head = {key: value for key, value in table.items() if key != "provisions"}
    for key in head:
        if key not in HEAD:
            raise Refused(place, f"unknown word {key!r}", f"use one of: {', '.join(HEAD)}, provisions")
    if (head.get("procedure"), head.get("version")) != (path.parent.name, path.stem):
        raise Refused(place, "does not say which procedure it is about", "give its id and version, as in its path")
    if not str(head.get("source", "")).strip():
        raise Refused(place, "names no source", 'add source = "…", where the provisions are written')
    if not isinstance(head.get("also", []), list) or not all(isinstance(name, str) for name in head.get("also", [])):
        raise Refused(place, f"also is {head['also']!r}", f"it must be {TO_BE[list]}, the ids of procedures")


def _provision(row: Mapping[str, Any], place: str, procedure: str, also: tuple[str, ...]) -> Provision:
    for key, value in row.items():
        _of_right_shape(key, value, place)
    for key in NEEDED:
        if not row.get(key) or not str(row[key]).strip():
            raise Refused(place, f"{key} is missing", "add it")
    for key, words in CLOSED.items():
        for word in [row[key]] if KEYS[key] is str else row[key]:
            if word not in words:
                raise Refused(place, f"unknown word {word!r} for {key}", f"use one of: {', '.join(words)}")
    if ("organisational" in row["treatment"]) != row.get("council_answers", False):
        raise Refused(
            place, "says one way only that the council answers", "give both organisational and council_answers"
        )
    values: dict[str, Any] = {key: tuple(value) if KEYS[key] is list else value for key, value in row.items()}
    return Provision(procedure=procedure, also=also, **values)


def _of_right_shape(key: str, value: object, place: str) -> None:
    if key not in KEYS:
        raise Refused(place, f"unknown word {key!r}", f"use one of: {', '.join(KEYS)}")
    words = value if isinstance(value, list) else []
    if type(value) is not KEYS[key] or not all(isinstance(word, str) for word in words):
        raise Refused(place, f"{key} is {value!r}", f"it must be {TO_BE[KEYS[key]]}")


@cache
def every(root: Path = ROOT) -> tuple[Provision, ...]:
    """Every provision of every procedure that has its provisions written down. Raises `Refused`."""
    paths = sorted((root / RULEBOOK / "provisions").glob("*/*.toml"))
    return tuple(provision for path in paths for provision in load(path))


@cache
def there(root: Path = ROOT) -> frozenset[Proof]:
    """Every proof that exists: worked examples as "file: name", tests as "file::name", indicators by id."""
    examples = {Proof("example", name) for name, _ in _examples(root)}
    tests = {Proof("test", name) for folder in TEST_FOLDERS for name in _tests(root / folder)}
    return frozenset(examples | tests | {Proof("measure", id_) for id_ in CATALOGUE})


def _examples(root: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Every worked example, and the provisions it says it proves."""
    for path in sorted((root / RULEBOOK / "examples").glob("*.toml")):
        for example in tomllib.loads(path.read_text(encoding="utf-8"))["examples"]:
            yield f"{path.stem}: {example['name']}", example["proves"]


def _tests(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path.stem}::{node.name}"


@cache
def _by_examples(root: Path) -> Mapping[str, tuple[Proof, ...]]:
    """The worked examples that say they prove a provision, by its reference."""
    proving: dict[str, tuple[Proof, ...]] = {}
    for name, references in _examples(root):
        for reference in references:
            proving[reference] = (*proving.get(reference, ()), Proof("example", name))
    return proving


def proofs(provision: Provision, *, root: Path = ROOT) -> tuple[Proof, ...]:
    """What proves a provision and exists: worked examples that name it, and what its file claims."""
    proving = _by_examples(root)
    named = [proof for reference in provision.references for proof in proving.get(reference, ())]
    said = (*named, *provision.claims)
    return tuple(proof for proof in dict.fromkeys(said) if proof in there(root))


def false_claims(*, root: Path = ROOT) -> list[str]:
    """Proofs that a provision names and that do not exist."""
    return [
        f"{provision.reference}: there is no {proof.kind} {proof.name!r}"
        for provision in every(root)
        for proof in provision.claims
        if proof not in there(root)
    ]


def unanswered(*, root: Path = ROOT) -> list[str]:
    """Provisions that nothing proves, nobody answers for and nothing later will prove."""
    return [
        provision.reference
        for provision in every(root)
        if not (proofs(provision, root=root) or provision.council_answers or provision.later)
    ]


def coverage(*, root: Path = ROOT) -> Coverage:
    """How many provisions are proven, by what, and which are not and why."""
    found = {provision: proofs(provision, root=root) for provision in every(root)}
    proven = [provision for provision, proving in found.items() if proving]
    rest = [provision for provision, proving in found.items() if not proving]
    answered = [provision for provision in rest if provision.council_answers]
    awaited = [provision for provision in rest if provision.later and not provision.council_answers]
    lines = [
        *(_told(kind, found) for kind in KINDS),
        *_listed("Proven, with more to come", {one: one.later for one in proven if one.later}),
        *_listed("The council answers", {one: one.paraphrase for one in answered}),
        *_listed("Proven later", {one: one.later for one in awaited}),
        *_listed("Not proven", {one: one.paraphrase for one in rest if one not in (*answered, *awaited)}),
        f"coverage: {len(found)} provisions, {len(proven)} proven",
    ]
    return Coverage(tuple(lines), len(found), len(proven))


def _told(kind: str, found: Mapping[Provision, Sequence[Proof]]) -> str:
    """How many provisions one kind of proof serves, and how many proofs of it there are."""
    served = [[proof for proof in proving if proof.kind == kind] for proving in found.values()]
    names = {proof.name for proving in served for proof in proving}
    return f"Proven by {KINDS[kind]}: {sum(map(bool, served))} provisions, {len(names)} {KINDS[kind]}"


def _listed(title: str, entries: Mapping[Provision, str]) -> list[str]:
    width = max((len(one.reference) for one in entries), default=0)
    lines = (f"  {one.reference:<{width}}  {words}" for one, words in entries.items())
    return [f"{title}: {len(entries)} provisions", *lines]


def named(*, root: Path = ROOT) -> Iterator[str]:
    """Every provision on a line of its own, and below it by name what proves it, or why nothing does."""
    for provision in every(root):
        yield shorten(f"{provision.reference} {provision.paraphrase}", WIDTH, placeholder=" …")
        proving = [f"{proof.kind}: {proof.name}" for proof in proofs(provision, root=root)]
        yield from (f"    {line}" for line in proving or [_why_not(provision)])


def _why_not(provision: Provision) -> str:
    if provision.council_answers:
        return "the council answers"
    return f"later: {provision.later}" if provision.later else "nothing yet"


def report(*, root: Path = ROOT) -> list[str]:
    """Every provision with what proves it by name, then the lines of the coverage."""
    return [*named(root=root), *coverage(root=root).lines]
