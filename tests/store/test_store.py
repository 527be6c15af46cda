"""Files in a store that speaks S3 come in, go out, are copied, put back, verified and disposed of as in a folder."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from putright.accounts.proof import chain
from putright.administration import running
from putright.casework.actions import filing
from putright.casework.files import scanning
from putright.casework.files.documents import Upload
from putright.casework.proof import verifying
from putright.casework.retention import files
from putright.casework.tests import cast
from putright.casework.tests.keeping_cases import disposed, due
from putright.config import files as configured
from putright.operations.copies import backup, copying, export, parcels
from putright.operations.tests import elsewhere
from putright.operations.watching import health
from tests.store import a_store

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket, pytest.mark.slow, pytest.mark.usefixtures("_council")]

FILE = Upload(name="bin.pdf", content=elsewhere.PDF)


@pytest.fixture
def _council(settings: Settings, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path / "anchors"
    cast.set_up()


def environment(store: a_store.Store, **more: str) -> dict[str, str]:
    return {
        "PUTRIGHT_FILES_S3_ENDPOINT": store.address,
        "PUTRIGHT_FILES_S3_BUCKET": a_store.BUCKET,
        "PUTRIGHT_FILES_S3_ADDRESSING": "path",
        "PUTRIGHT_FILES_S3_KEY_ID": a_store.KEY_ID,
        "PUTRIGHT_FILES_S3_SECRET_KEY": a_store.SECRET,
        "PUTRIGHT_FILES_S3_ENCRYPTION": "aes256",
        **more,
    }


def use(settings: Settings, said: dict[str, str]) -> None:
    kept = copy.deepcopy(settings.STORAGES)
    settings.STORAGES = {**kept, "default": configured.settings(said, secret=lambda name: said.get(name, ""))}


@pytest.fixture
def store(settings: Settings, _council: None) -> Iterator[a_store.Store]:
    """The files of this Putright are in a store of their own."""
    with a_store.open_for_business() as opened:
        use(settings, environment(opened))
        yield opened
        assert opened.unsigned == 0


def test_a_file_comes_in_private_and_encrypted_and_goes_out_through_the_page_that_asks(
    store: a_store.Store, settings: Settings
) -> None:
    settings.MFA_REQUIRED = False
    case = cast.complaint(files=[FILE])
    document = case.documents.get()
    name = str(document.file.name)
    client = Client()
    client.force_login(cast.who("anita"), backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get(f"/desk/{case.reference}/documents/{document.pk}/")

    assert answer.getvalue() == elsewhere.PDF
    assert store.held() == {name: elsewhere.PDF}
    sent = store.headers[name]
    assert sent["x-amz-server-side-encryption"] == "AES256"
    assert "x-amz-acl" not in sent
    with pytest.raises(NotImplementedError, match="pages that ask"):
        document.file.url  # noqa: B018 -- asking is what is refused


def test_a_second_file_of_the_same_content_has_a_place_of_its_own(store: a_store.Store) -> None:
    case = cast.complaint(files=[FILE])
    filing.add_documents(cast.step(case, "rosa"), [FILE], about="The same once more")

    assert sorted(store.held()) == sorted(str(one.file.name) for one in case.documents.all())
    assert len(store.held()) == 2


@pytest.mark.parametrize("knows_versions", [True, False])
def test_what_is_disposed_of_is_gone_from_the_store_with_every_version(
    store: a_store.Store, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, knows_versions: bool
) -> None:
    store.knows_versions = knows_versions
    with django_capture_on_commit_callbacks(execute=True):
        case, other = due(files=[FILE]), cast.complaint(files=[FILE])
        kept, before = (str(one.documents.get().file.name) for one in (other, case))
        store.objects[before].append(("v0", b"%PDF- an older version"))

        disposed(case)

    assert list(store.objects) == [kept]


def test_a_file_the_store_will_not_let_go_stays_on_the_list_until_it_does(
    store: a_store.Store, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = due(files=[FILE])
        store.away = True
        disposed(case)
    assert files.sweep() == 0

    store.away = False

    assert files.sweep() == 1
    assert store.objects == {}


def test_a_backup_of_it_is_put_back_into_another_store(
    store: a_store.Store, settings: Settings, tmp_path: Path
) -> None:
    elsewhere.a_history()
    made = tmp_path / backup.make(to=tmp_path, key=elsewhere.KEY, at=cast.MONDAY).name
    assert dict(parcels.sealed_pieces(made, passphrase=elsewhere.KEY))[f"{copying.FILES}/{next(iter(store.held()))}"]

    with a_store.open_for_business() as other, elsewhere.somewhere(tmp_path / "elsewhere") as there:
        other.made = False
        key = tmp_path / "key"
        key.write_text(a_store.SECRET)
        said = environment(other, PUTRIGHT_FILES_S3_SECRET_KEY="", PUTRIGHT_FILES_S3_SECRET_KEY_FILE=str(key))
        ready = there.run("file_store", "--make-bucket", check=True, **said).stdout
        restored = there.run("restore", str(made), check=True, **said).stdout
        again = there.run("restore", str(made), check=False, **said).stderr

        assert "Made the bucket" in ready
        assert restored.splitlines()[-1].endswith("1 file; 3 cases verified, 0 broken")
        assert "not empty" in again
        assert other.held() == store.held()
        assert other.unsigned == 0


@pytest.mark.parametrize("to", ["store", "folder"])
def test_an_export_of_it_is_taken_in_by_a_store_or_a_folder_byte_for_byte(
    store: a_store.Store, tmp_path: Path, to: str
) -> None:
    elsewhere.a_history()
    chain.catch_up()
    export.make(to=tmp_path / "export", at=cast.MONDAY)
    before = dict(parcels.pieces_in(tmp_path / "export"))

    with a_store.open_for_business() as other, elsewhere.somewhere(tmp_path / "elsewhere") as there:
        said = environment(other) if to == "store" else {}
        taken_in = there.run("import", str(tmp_path / "export"), check=True, **said).stdout
        there.run("export", str(tmp_path / "again"), check=True, **said)
        held = other.held() if to == "store" else in_folder(there.folder / "files")
    after = dict(parcels.pieces_in(tmp_path / "again"))

    assert taken_in.splitlines()[-1].endswith("1 file; 3 cases verified, 0 broken")
    assert held == store.held()
    assert list(held.values()) == [elsewhere.PDF]
    assert other.unsigned == 0
    noted = {f"tables/accounts.{name}/00001.jsonl" for name in ("Noted", "Chained")}  # that it was taken in
    assert {name for name in after if after[name] != before.get(name)} == {copying.MANIFEST, *noted}
    assert before.keys() - after.keys() == set()


def test_a_backup_of_a_folder_is_put_back_into_a_store(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    elsewhere.a_history()
    made = tmp_path / backup.make(to=tmp_path, key=elsewhere.KEY, at=cast.MONDAY).name

    with a_store.open_for_business() as other, elsewhere.somewhere(tmp_path / "elsewhere") as there:
        restored = there.run("restore", str(made), check=True, **environment(other)).stdout

    assert restored.splitlines()[-1].endswith("1 file; 3 cases verified, 0 broken")
    assert other.held() == in_folder(settings.MEDIA_ROOT)
    assert list(other.held().values()) == [elsewhere.PDF]


def in_folder(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_exchanged_in_the_store_or_cannot_be_read_is_found_by_verify(
    store: a_store.Store, tmp_path: Path
) -> None:
    name = str(cast.complaint(files=[FILE]).documents.get().file.name)
    assert [found.what for found in verifying.Verification(kept=tmp_path).breaks()] == []

    store.objects[name].insert(0, ("v2", b"%PDF- another one"))
    changed = [found.what for found in verifying.Verification(kept=tmp_path).breaks()]
    del store.objects[name]
    gone = [found.what for found in verifying.Verification(kept=tmp_path).breaks()]

    assert changed == ["the file 'bin.pdf' is not as it came in"]
    assert gone == ["the file 'bin.pdf' cannot be read"]


def test_the_scanner_reads_files_from_the_store(store: a_store.Store) -> None:
    case = cast.complaint(files=[FILE])
    seen: list[bytes] = []

    def look(content: bytes) -> scanning.Result:
        seen.append(content)
        return scanning.Result(clean=True)

    assert scanning.scan_waiting(by=look) == 1
    assert (seen, case.documents.get().scan) == ([elsewhere.PDF], scanning.CLEAN)
    assert store.held()


def test_trying_it_out_leaves_nothing_and_a_store_that_is_away_is_said_to_be(store: a_store.Store) -> None:
    assert health.look(at=cast.MONDAY).needed["files"] == health.GOOD
    assert store.objects == {}

    store.away = True

    assert health.look(at=cast.MONDAY).needed["files"] == "cannot be written"
    found = next(one for one in running.findings(at=cast.MONDAY) if one.title == "Store for files")
    assert (found.state, found.to_do) == (running.WRONG, "Look at PUTRIGHT_FILES_S3_….")
    assert "AccessDenied" in found.said
    with pytest.raises(OSError, match="403"):
        default_storage.save("documents/one.pdf", ContentFile(elsewhere.PDF))


def test_a_wrong_key_is_turned_away_and_so_is_a_store_that_is_not_there(settings: Settings) -> None:
    with a_store.open_for_business() as opened:
        use(settings, environment(opened, PUTRIGHT_FILES_S3_SECRET_KEY="not-it"))
        with pytest.raises(OSError, match="403"):
            default_storage.save("documents/one.pdf", ContentFile(elsewhere.PDF))
        assert opened.unsigned > 0
    use(settings, environment(opened))  # closed by now
    with pytest.raises(OSError, match="does not answer"):
        default_storage.save("documents/one.pdf", ContentFile(elsewhere.PDF))
