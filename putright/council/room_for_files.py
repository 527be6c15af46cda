"""Whether files can be written, wherever they are kept: for whoever watches this copy and for whoever sets it up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage


def try_out() -> None:
    """Write something where files are kept, and take it away again. Raises `OSError` saying why it cannot be."""
    place: Any = default_storage
    if not in_folder():
        place.try_out()
        return
    folder = Path(place.location)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"putright")
        file.flush()


def in_folder() -> bool:
    """Whether files are kept in a folder, and not in a store."""
    return isinstance(default_storage, FileSystemStorage)
