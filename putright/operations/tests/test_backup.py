"""A backup comes back elsewhere as it was: every row, every file, every chain; or a line says why not."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from putright.accounts.proof import chain
from putright.casework import cases
from putright.casework.tests import cast
from putright.operations import runs
from putright.operations.copies import backup, copying, parcels, tables
from putright.operations.tests import elsewhere
from putright.operations.tests.elsewhere import KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fenwick"), pytest.mark.slow]

LOG = ("tables/accounts.Noted/", "tables/accounts.Chained/")


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where backups go."""
    made = tmp_path / "backups"
    made.mkdir()
    settings.BACKUP_TO, settings.BACKUP_KEY, settings.BACKUP_KEEP = str(made), KEY, 2
    return made


def made_in(folder: Path, **options: Any) -> Path:
    made = backup.make(to=folder, key=KEY, at=cast.MONDAY, **options)
    return folder / made.name


def pieces(path: Path) -> dict[str, bytes]:
    return dict(parcels.sealed_pieces(path, passphrase=KEY))


def test_everything_comes_back_as_it_was(folder: Path, tmp_path: Path) -> None:
    elsewhere.a_history()
    chain.catch_up()
    before = pieces(made_in(folder))

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        said = there.run("restore", str(folder / "putright-20260907-100000.backup")).stdout
        there.run("backup", "--to", str(there.folder))
        after = pieces(next(there.folder.glob("putright-*.backup")))
        again = there.run("verify").stdout
        log = there.run("audit", "--verify").stdout
        found = there.run("rebuild", "--check").stdout

    assert said.splitlines()[-1].endswith("1 file; 3 cases verified, 0 broken")
    assert again.splitlines()[-1].startswith("verified: 3 cases")
    assert again.splitlines()[-1].endswith("0 broken")
    assert log.splitlines()[-1].endswith(" 0 broken")
    assert "rebuilt: 3 cases, 0 differing" in found
    assert before.pop("keys.json") == after.pop("keys.json")
    assert len(elsewhere.table(after, "casework.Restoration")) == 1
    after = {name: content for name, content in after.items() if "casework.Restoration" not in name}
    noted = [name for name in after if name.startswith(LOG)]  # what the restore itself wrote down
    for name in before.keys() | after.keys() - {copying.MANIFEST, *noted}:
        if name != copying.MANIFEST:
            assert after[name].startswith(before[name]) if name in noted else after[name] == before[name], name
    assert elsewhere.PDF in before.values()
    assert len(elsewhere.table(before, "casework.Event")) > 15


def test_the_copy_is_what_the_tables_hold(folder: Path) -> None:
    case = elsewhere.a_history()
    there = {model._meta.label: model._base_manager.count() for model in tables.kept(cases.Case._meta.apps)}

    held = pieces(made_in(folder))

    assert {label: len(elsewhere.table(held, label)) for label in there} == there
    events = elsewhere.table(held, "casework.Event")
    assert [row["digest"] for row in events if row["case_id"] == case.pk] == [
        event.digest for event in case.events.all()
    ]


def test_every_table_is_kept_or_left_out_with_a_reason() -> None:
    known = {model._meta.label for model in cases.Case._meta.apps.get_models(include_auto_created=True)}
    assert set(tables.LEFT_OUT) <= known
    for model in tables.kept(cases.Case._meta.apps):
        for column in model._meta.concrete_fields:
            if column.is_relation:
                named: Any = column.related_model
                assert named._meta.label not in tables.LEFT_OUT, (model, column)


def test_new_rows_are_numbered_after_those_put_back(folder: Path, tmp_path: Path) -> None:
    elsewhere.a_history()
    path = made_in(folder)
    ask = "from django.apps import apps; M = apps.get_model('casework.Person'); n = M.objects.latest('pk').pk; "

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        there.run("restore", str(path))
        said = there.run("shell", "-v0", "-c", ask + "print('next', M.objects.create(name='Ellie').pk - n)").stdout

    assert "next 1" in said


def test_the_secret_key_comes_back_so_that_links_go_on_working(folder: Path, tmp_path: Path) -> None:
    path = made_in(folder)

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        said = there.run("restore", str(path), PUTRIGHT_SECRET_KEY="another one, given by mistake").stdout
        kept = (there.folder / "secret_key").read_text()

    assert kept == json.loads(pieces(path)["keys.json"])["secret_key"]
    assert "take that away" in said


def test_the_key_before_the_secret_key_comes_back_too(folder: Path, tmp_path: Path, settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS = ["the key of last year"]
    path = made_in(folder)

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        said = there.run("restore", str(path)).stdout
        kept = (there.folder / "secret_key_before").read_text()

    assert kept == "the key of last year"
    assert "Set PUTRIGHT_SECRET_KEY_BEFORE_FILE to that" in said


def test_the_keys_can_be_kept_apart(folder: Path) -> None:
    assert backup.KEYS not in pieces(made_in(folder, with_keys=False))


def test_nothing_is_put_into_a_putright_that_holds_something(folder: Path, settings: Settings) -> None:
    path = made_in(folder)

    with pytest.raises(CommandError, match=r"The database is not empty: there are rows in accounts\."):
        call_command("restore", str(path))


def test_nothing_is_put_beside_files_that_are_there(folder: Path, tmp_path: Path) -> None:
    path = made_in(folder)

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        (there.folder / "files" / "documents").mkdir(parents=True)
        (there.folder / "files" / "documents" / "a.pdf").write_bytes(b"a")
        done = there.run("restore", str(path), check=False)

    assert done.returncode == 1
    assert "The place for files is not empty" in done.stderr


def test_a_damaged_backup_is_refused_and_nothing_is_changed(folder: Path, tmp_path: Path) -> None:
    path = made_in(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        done = there.run("restore", str(path), check=False)
        assert not (there.folder / "files").exists()

    assert done.returncode == 1
    assert "It does not open with this key" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_key_is_refused(folder: Path, tmp_path: Path) -> None:
    path, key = made_in(folder), tmp_path / "key"
    key.write_text("another key that nobody guesses")

    with pytest.raises(CommandError, match="does not open with this key"):
        call_command("restore", str(path), "--look", "--key", str(key))


def test_a_backup_of_a_newer_release_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    of_today = copying._migrations()
    monkeypatch.setattr(copying, "_migrations", lambda: {**of_today, "casework": ["0099_to_come"]})
    path = made_in(folder)

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        done = there.run("restore", str(path), check=False)

    assert "made by a release newer than this one" in done.stderr


def test_a_backup_of_an_older_release_is_brought_up_to_date(folder: Path, tmp_path: Path) -> None:
    """Its tables are made as they were then, and go the way that those of the site have gone."""
    with elsewhere.somewhere(tmp_path / "then") as then:
        then.run("migrate", "-v0")
        then.run("migrate", "-v0", "council", "0001")
        then.run("shell", "-v0", "-c", THEN.format(to=str(folder), key=KEY))

    with elsewhere.somewhere(tmp_path / "now") as now:
        said = now.run("restore", str(*folder.iterdir())).stdout
        found = now.run("shell", "-v0", "-c", NOW).stdout

    assert "0 cases verified, 0 broken" in said
    assert "found Waste" in found


THEN = """
from pathlib import Path
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from putright.council import clock
from putright.operations.copies import backup, copying
loader = MigrationExecutor(connection).loader
copying.apps = loader.project_state(list(loader.applied_migrations)).apps
copying.apps.get_model("council.Service").objects.create(slug="waste", name="Waste")
backup.make(to=Path({to!r}), key={key!r}, at=clock.now())
"""
"""What an older release would have done: only its tables are there."""

NOW = """
from putright.council.models import Service
print("found", *Service.objects.values_list("name", flat=True))
"""


def test_files_that_are_not_there_are_named(folder: Path) -> None:
    case = elsewhere.a_history()
    document = case.documents.get()
    document.file.storage.delete(document.file.name)

    told = json.loads(pieces(made_in(folder))[copying.MANIFEST])

    assert (told["missing"], told["gone"]) == ([document.file.name], [])


def test_the_newest_are_kept(folder: Path) -> None:
    (folder / "notes.txt").write_text("not a backup")
    for day in range(4):
        backup.make(to=folder, key=KEY, at=cast.MONDAY + timedelta(days=day), keep=2)

    assert sorted(path.name for path in folder.iterdir()) == [
        "notes.txt",
        "putright-20260909-100000.backup",
        "putright-20260910-100000.backup",
    ]


def test_a_backup_that_failed_is_remembered_as_such(folder: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", "--to", str(folder / "nowhere"))

    failed = runs.last(runs.BACKUP)
    assert failed is not None
    assert (failed.good, "There is no folder" in failed.problem) == (False, True)
    assert runs.last_good(runs.BACKUP) is None


def test_a_backup_by_hand_is_read_back_and_remembered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("backup")

    good = runs.last_good(runs.BACKUP)
    assert good is not None
    assert (folder / good.made).stat().st_size == good.size
    assert capsys.readouterr().out.endswith("0 files; read back whole\n")


@pytest.mark.parametrize(
    ("key", "said"),
    [("", "no key to seal it with"), ("too short", "The key is too short: it needs 16 characters or more.")],
    ids=["none", "too short"],
)
def test_without_a_good_key_there_is_no_backup(folder: Path, settings: Settings, key: str, said: str) -> None:
    settings.BACKUP_KEY = key

    with pytest.raises(CommandError, match=f"{said}.* bin/backup --new-key FILE"):
        call_command("backup")
    assert list(folder.iterdir()) == []


def test_a_key_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "key"
    call_command("backup", "--new-key", str(path))
    made = path.read_text()

    with pytest.raises(CommandError, match="left as it is"):
        call_command("backup", "--new-key", str(path))
    assert path.read_text() == made
    assert len(made.strip()) >= 40
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_waits_for_nothing_and_is_not_in_the_copy() -> None:
    model = cases.Case._meta.apps.get_model("casework.Person")

    def others() -> None:
        model.objects.create(name="Ellie Tran")
        connection.close()

    with tables.one_moment():
        before = [row["name"] for row in tables.rows(model)]
        other = threading.Thread(target=others)
        other.start()
        other.join(timeout=15)
        assert not other.is_alive()
        assert [row["name"] for row in tables.rows(model)] == before

    assert model.objects.filter(name="Ellie Tran").exists()


@pytest.mark.slow
def test_a_restore_says_in_advance_what_goes_and_every_reading_tells_of_it(folder: Path, tmp_path: Path) -> None:
    elsewhere.a_history()
    made = str(folder / "putright-20260907-100000.backup")
    made_in(folder)
    kept = tmp_path / "kept"
    kept.mkdir()
    # Made in the night after the backup, by the site that was lost.
    told = "anchor: 1\nmade: 2026-09-08T00:10:00+01:00\ndigest: " + "ab" * 32 + "\n"
    (kept / "2026-09-08-anchor-000001.txt").write_text(told)

    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        looked = there.run("restore", made, "--look", "--kept", str(kept)).stdout
        said = there.run("restore", made, "--kept", str(kept), "--because", "The disk failed").stdout
        read = there.run("verify", "--kept", str(kept)).stdout
        (kept / "2099-01-01-anchor-000002.txt").write_text(
            told.replace("2026-09-08T", "2099-01-01T").replace("anchor: 1", "anchor: 2")
        )
        later = there.run("verify", "--kept", str(kept), check=False)

    for page in (looked, said):
        assert "whatever was written down after that is not in it" in page
        assert "Gone with it: 1 anchor of which copies are kept" in page
    assert "(The disk failed): events after that moment are gone. So are anchors 1," in read
    assert read.splitlines()[-1].endswith("0 broken")
    assert later.returncode == 1
    assert "Anchor 2: it is gone" in later.stdout
