"""No file knows whose machine it was written on."""

import re
from pathlib import Path

from tests.house.tree import ROOT, files, plant, text

# A path that starts at the top of somebody's disk. What stands before the slash keeps web addresses out of it.
MACHINE_PATH = re.compile(r"(?<![\w.~)-])/(?:(?:work|root|Users)/|home/\w+/)")


def machine_paths(root: Path) -> list[str]:
    return [
        f"{path}:{number}"
        for path in files(root)
        for number, line in enumerate(text(root / path).splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]


def test_no_file_carries_a_path_of_a_machine() -> None:
    assert machine_paths(ROOT) == []


def test_a_path_of_a_machine_is_found(tmp_path: Path) -> None:
    top = "/"
    plant(
        tmp_path,
        "notes.md",
        f"see {top}root/notes\nhttps://council.example{top}work{top}done\nsee {top}home/alice/notes\n",
    )

    assert machine_paths(tmp_path) == ["notes.md:1", "notes.md:3"]
