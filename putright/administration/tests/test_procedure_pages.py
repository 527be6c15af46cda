"""Each procedure can be read where it is adopted, as the rulebook has it and with nothing left out."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from putright.administration import procedure_pages
from putright.council import models
from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.proof import procedure_page

EVERY = [version for versions in library.shelf().values() for version in versions]


def of(one: Procedure) -> str:
    return f"{one.id}-{one.version}"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("procedure", EVERY, ids=of)
def test_the_page_says_all_that_the_rulebook_says_but_the_arrows_of_the_diagram(procedure: Procedure) -> None:
    wanted = procedure_page.page(procedure).split("\n", 1)[1].replace("<br>", " ")
    wanted = re.sub(r"```mermaid|stateDiagram-v2|^.* --> .*$|^    \w+: ", "", wanted, flags=re.M)
    found = []
    for piece in procedure_pages.pieces(procedure):
        cells = [cell for row in piece.rows for cell in row]
        found += words(" ".join(part.striptags() for part in [piece.words, *piece.items, *cells]).replace("&#39;", "'"))

    assert [word.lower() for word in found] == [word.lower() for word in words(wanted)]


@pytest.mark.parametrize("procedure", EVERY, ids=of)
def test_every_row_of_a_table_has_a_cell_for_each_heading(procedure: Procedure) -> None:
    tables = [piece.rows for piece in procedure_pages.pieces(procedure) if piece.rows]

    assert tables
    assert all(len(row) == len(rows[0]) for rows in tables for row in rows)


def test_markup_in_a_rule_stays_text() -> None:
    assert procedure_pages._marked("a <b> & **c**") == "a &lt;b&gt; &amp; <strong>c</strong>"


@pytest.mark.django_db
def test_every_procedure_in_use_leads_to_its_page(sams: Client, council: models.Council) -> None:
    html = sams.get("/settings/procedures/").text
    links = re.findall(r'href="(/settings/procedures/[\w-]+/\w+/)"', html)

    assert "/settings/procedures/local_council_code/2024/" in links
    for link in links:
        assert "Time limits" in sams.get(link).text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["nonsense/2024", "local_council_code/1066"])
def test_a_procedure_there_is_not_is_not_found(path: str, sams: Client, council: models.Council) -> None:
    assert sams.get(f"/settings/procedures/{path}/").status_code == 404
