"""Writes `docs/rulebook/`: a page for each procedure, for routes, indicators and provisions. Never edited by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from putright.rulebook.book import library
from putright.rulebook.proof import list_pages, procedure_page

FOLDER = Path(__file__).parents[3] / "docs" / "rulebook"
MADE = "<!-- Made by bin/rulebook from putright/rulebook/. Do not edit: change the data and run it again. -->\n"


LISTS = (
    (
        "where-a-matter-belongs.md",
        "Where a matter belongs: the questions, and the places outside these procedures",
        list_pages.routing_page,
    ),
    ("indicators.md", "Indicators: what is counted, and how", list_pages.indicators_page),
    ("provisions.md", "The Codes, provision by provision, and what proves each", list_pages.provisions_page),
)
"""Pages that are not about one procedure: file, what the index says of it, and what makes it."""


def every_page() -> Mapping[str, str]:
    """Every page by file name."""
    procedures = {_file(one.id, one.version): procedure_page.page(one) for one in library.every()}
    pages = {"README.md": "\n".join(_index()) + "\n", **procedures, **{name: page() for name, _, page in LISTS}}
    return {name: MADE + "\n" + text for name, text in pages.items()}


def _file(id_: str, version: str) -> str:
    return f"{id_}-{version}.md"


def _index() -> Iterator[str]:
    yield "# The rulebook"
    yield ""
    yield "Each procedure as the engine reads it: time limits, steps, letters, and the paragraph each rests on."
    yield ""
    for one in library.every():
        yield f"- [{one.name} ({one.version})]({_file(one.id, one.version)}): {one.force}, from {one.in_force}"
    yield ""
    yield from (f"- [{title}]({name})" for name, title, _ in LISTS)


def write(folder: Path = FOLDER) -> list[str]:
    """Writes every page, takes away what is no longer made, and says which files changed."""
    changed = stale(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made = every_page()
    for name in changed:
        if name in made:
            (folder / name).write_text(made[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def stale(folder: Path = FOLDER) -> list[str]:
    """The pages that are missing, out of date, or no longer made."""
    made = every_page()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in {*made, *there} if made.get(name) != there.get(name))
