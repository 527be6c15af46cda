"""A file that was saved is on the disk, and one the disk would not take is not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from putright.config.folder import FilesInFolder


def test_file_and_folders_are_on_the_disk_once_it_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled = []
    monkeypatch.setattr(os, "fsync", lambda handle: settled.append(Path(os.readlink(f"/proc/self/fd/{handle}"))))

    kept = FilesInFolder(location=tmp_path).save("documents/2026/bin.pdf", ContentFile(b"%PDF-"))

    path = tmp_path / kept
    assert path.read_bytes() == b"%PDF-"
    assert settled == [path, path.parent, path.parent.parent, tmp_path]


def test_a_file_the_disk_does_not_take_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        FilesInFolder(location=tmp_path).save("documents/bin.pdf", ContentFile(b"%PDF-"))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
