"""Files in a folder, on the disk itself before anything says that they are there."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from putright.council import on_disk


class FilesInFolder(FileSystemStorage):
    """A file outlives a power cut once it is saved, as the row that names it does once it is committed."""

    def _save(self, name: str, content: Any) -> str:
        kept = str(super()._save(name, content))  # type: ignore[misc]
        path, top = Path(self.path(kept)), Path(self.location)
        folders = path.parents[: len(path.relative_to(top).parts)]
        try:
            for place in (path, *folders):
                on_disk.settle(place)
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        return kept
