"""What was written is on the disk itself, and outlives a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def settle(place: Path) -> None:
    """What is in a file, or which files are in a folder, waits in memory no longer. Raises `OSError`."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
