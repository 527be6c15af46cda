"""The shelf of procedures: the right version for a day, and no file that the rulebook cannot stand behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.library import Refused, UnknownProcedure
from putright.rulebook.tests.made_up import TEXT, loaded, without, written


def test_a_file_becomes_a_procedure(tmp_path: Path) -> None:
    assert loaded(tmp_path).name == "Made-up procedure"


def test_bad_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^made_up/2020.toml: .*\(at line 3, .*; mend the TOML at that line$"):
        loaded(tmp_path, written(('name = "Made-up procedure"', "name = Made-up")))


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "made_up").mkdir()
    path = tmp_path / "made_up" / "2020.toml"
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(Refused, match=r"^made_up/2020\.toml: is not text in UTF-8; save it as UTF-8$"):
        library.load(path)


@pytest.mark.parametrize("place", ["made_up/2021.toml", "somewhere/2020.toml"])
def test_a_file_in_the_wrong_place_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(Refused, match=f"^{place}: says it is made_up 2020; put it in procedures/<id>/<version>.toml$"):
        loaded(tmp_path, place=place)


def test_what_does_not_hang_together_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^made_up/2020.toml, line \d+: the clock 'visit' names the event 'called'"):
        loaded(tmp_path, without('[[moves]]\nname = "call"'))


def test_the_version_in_force_on_a_day_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    loaded(tmp_path)
    newer = written(('version = "2020"', 'version = "2023"'), ("2020-01-01", "2023-04-01"))
    loaded(tmp_path, newer, place="made_up/2023.toml")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    assert [one.version for one in library.every()] == ["2020", "2023"]
    assert library.procedure("made_up").version == "2023"
    assert library.procedure("made_up", on=date(2023, 4, 1)).version == "2023"
    assert library.procedure("made_up", on=date(2023, 3, 31)).version == "2020"
    with pytest.raises(UnknownProcedure, match="not in force on 2019-12-31; its first version is from 2020-01-01"):
        library.procedure("made_up", on=date(2019, 12, 31))


def test_an_unknown_procedure_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(UnknownProcedure, match=r"no procedure called 'parking'; there are: .*local_council_code"):
        library.procedure("parking")


def test_a_procedure_is_read_once_and_shared() -> None:
    assert library.procedure("local_council_code") is library.procedure("local_council_code")


def test_other_data_files_are_read_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(TEXT, encoding="utf-8")
    assert library.table_of(tmp_path / "other.toml")["stages"][1]["ended"] is True
