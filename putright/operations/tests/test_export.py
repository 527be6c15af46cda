"""What is exported can be read without Putright, and is taken in again elsewhere without a difference."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from putright.accounts.proof import chain
from putright.casework import cases
from putright.casework.tests import cast
from putright.operations.copies import copying, export, parcels, tables
from putright.operations.tests import elsewhere

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fenwick")]


def exported(tmp_path: Path) -> dict[str, bytes]:
    export.make(to=tmp_path / "export", at=cast.MONDAY)
    return dict(parcels.pieces_in(tmp_path / "export"))


@pytest.mark.slow
def test_an_export_taken_in_elsewhere_is_exported_again_the_same(tmp_path: Path) -> None:
    elsewhere.a_history()
    chain.catch_up()
    before = exported(tmp_path)

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        said = there.run("import", str(tmp_path / "export")).stdout
        there.run("export", str(tmp_path / "again"))
    after = dict(parcels.pieces_in(tmp_path / "again"))

    assert said.splitlines()[-1].endswith("1 file; 3 cases verified, 0 broken")
    noted, chained = (f"tables/accounts.{name}/00001.jsonl" for name in ("Noted", "Chained"))  # that it was taken in
    assert {name for name in after if after[name] != before.get(name)} == {copying.MANIFEST, noted, chained}
    assert after[chained].startswith(before.get(chained, b""))
    assert before.keys() - after.keys() == set()
    assert len(elsewhere.table(after, "accounts.Noted")) == len(elsewhere.table(before, "accounts.Noted")) + 1


def test_a_chain_can_be_checked_with_what_the_export_says_of_it(tmp_path: Path) -> None:
    """By README.md alone, with none of our code."""
    case = elsewhere.a_history()
    held = json.loads(exported(tmp_path)[f"cases/{case.reference}.json"])

    previous = ""
    for event in held["events"]:
        told = [
            *(previous, held["case"]["reference"], event["number"], event["kind"], event["procedure"]),
            *(event["version"], moment(event["happened_at"]), event["timed"], moment(event["recorded_at"])),
            *(event["actor"], event["by_id"], event["data"], event["corrects_id"], event["key"]),
        ]
        previous = hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        assert previous == event["digest"]
    assert previous == held["case"]["head"]
    for words in held["words"]:
        digest = hashlib.sha256(f"{words['salt']}\n{words['body']}".encode()).hexdigest()
        assert digest in json.dumps(held["events"])


def moment(written: str) -> str:
    """In UTC, with six decimals only where they are not nought."""
    return datetime.fromisoformat(written).isoformat()


def test_a_case_is_one_document_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    case = elsewhere.a_history()
    held = json.loads(exported(tmp_path)[f"cases/{case.reference}.json"])

    assert held["case"]["subject"] == case.subject
    assert [event["kind"] for event in held["events"]] == cast.kinds(case)
    assert [person["name"] for person in held["people"]] == ["Maria Lindqvist"]
    assert held["adjustments"][0]["note"] == "24 point"
    assert len(held["letters"]) == case.letters.count()
    assert len(held["findings"]) == 2
    assert held["documents"][0]["name"] == "bin.pdf"


def test_files_are_there_by_the_name_their_row_gives(tmp_path: Path) -> None:
    case = elsewhere.a_history()
    held = exported(tmp_path)

    assert held[f"files/{case.documents.get().file.name}"] == elsewhere.PDF


def test_nothing_that_signs_somebody_in_leaves(tmp_path: Path) -> None:
    rosa = cast.who("rosa")
    rosa.calendar_key = "a-secret-calendar"
    rosa.set_password("correct horse battery staple")
    rosa.save()

    held = b"".join(exported(tmp_path).values())

    assert rosa.password.encode() not in held
    assert b"a-secret-calendar" not in held
    assert all(row["password"] == "" for row in elsewhere.table(exported_again(tmp_path), "accounts.Officer"))


def exported_again(tmp_path: Path) -> dict[str, bytes]:
    return dict(parcels.pieces_in(tmp_path / "export"))


KNOWN_AND_NOT_SECRET = {
    "the same step taken twice": {"Event.key", "Outgoing.key", "Letter.step_key", "Letter.outgoing_key"},
    "the same matter taken in twice": {"Case.intake_key"},
    "the same deed done twice": {
        *("AccessRequest.key", "AccessWait.key", "Disposal.key", "Hold.key", "Release.key", "Restoration.key"),
    },
    "makes a digest tell nothing once the words are erased, and is erased with them": {"Words.salt"},
}


def test_every_column_that_sounds_secret_was_thought_about() -> None:
    """A new one is either left out of exports or said here to be none."""
    fine = {name for names in KNOWN_AND_NOT_SECRET.values() for name in names}
    sounding = {
        f"{model._meta.object_name}.{column.name}"
        for model in tables.kept(cases.Case._meta.apps)
        for column in model._meta.concrete_fields
        if model._meta.label not in export.STAYING
        and column.name not in export.BLANKED.get(model._meta.label, ())
        and any(word in column.name for word in ("password", "secret", "token", "key", "salt"))
    }

    assert sounding - fine == set()


def test_every_table_and_column_is_in_the_schema(tmp_path: Path) -> None:
    told = json.loads(exported(tmp_path)["schema.json"])

    assert told["casework.Event"]["columns"]["case_id"] == {
        "kind": "whole number",
        "may_be_empty": False,
        "names": "casework.Case",
    }
    assert "Written by `record.append` alone" in told["casework.Event"]["about"]
    for model in tables.kept(cases.Case._meta.apps):
        assert set(told[model._meta.label]["columns"]) == {one.attname for one in model._meta.concrete_fields}


def test_the_summary_is_safe_to_open_in_a_spreadsheet(tmp_path: Path) -> None:
    cast.received(said='=HYPERLINK("http://evil.example")')

    rows = list(csv.DictReader(io.StringIO(exported(tmp_path)["cases.csv"].decode("utf-8-sig"))))

    assert rows[0]["subject"].startswith("'=HYPERLINK")
    assert rows[0]["service"] == "Waste"


def test_an_export_that_was_changed_is_not_taken_in(tmp_path: Path) -> None:
    cast.received()
    exported(tmp_path)
    part = tmp_path / "export" / "tables" / "casework.Person" / "00001.jsonl"
    part.write_text(part.read_text().replace("Maria", "Marie"))

    with pytest.raises(CommandError, match=r"casework\.Person/00001\.jsonl is not what it was"):
        call_command("import", str(tmp_path / "export"))


def test_a_part_that_was_taken_out_is_missed(tmp_path: Path) -> None:
    cast.received()
    exported(tmp_path)
    (tmp_path / "export" / "tables" / "casework.Person" / "00001.jsonl").unlink()

    with pytest.raises(CommandError, match="is missing"):
        call_command("import", str(tmp_path / "export"))


def test_a_folder_that_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no manifest"):
        call_command("import", str(tmp_path))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="already"):
        call_command("export", str(tmp_path))


def test_what_leaves_is_noted(tmp_path: Path) -> None:
    call_command("export", str(tmp_path / "export"))

    noted: Any = cases.Case._meta.apps.get_model("accounts.Noted")
    assert noted.objects.last().kind == "exported"
