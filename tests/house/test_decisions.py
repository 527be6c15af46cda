"""Decision records: every number once, no gap, the file named after the title, and short enough to be read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, plant, text

FOLDER = Path("docs/decisions")
MOST_LINES = 40
PARTS = ["Context", "Options", "Decision", "Easier", "Harder"]


def breaches(root: Path) -> list[str]:
    records = sorted((root / FOLDER).glob("*.md"))
    found = [f"{record.name}: {fault}" for record in records for fault in _faults(record)]
    numbers = [record.name[:4] for record in records]
    return found + [f"number {number} is used twice" for number in sorted(set(numbers)) if numbers.count(number) > 1]


def _faults(record: Path) -> list[str]:
    lines = text(record).splitlines()
    title = re.match(r"# (\d{4})\. (.+)$", lines[0] if lines else "")
    named = title and f"{title[1]}-{'-'.join(re.findall(r'[a-z0-9]+', title[2].lower()))}.md"
    faults = []
    if named != record.name:
        faults.append(f"the title asks for {named}")
    if len(lines) > MOST_LINES:
        faults.append(f"{len(lines)} lines")
    if [line[3:] for line in lines if line.startswith("## ")] != PARTS:
        faults.append(f"the parts are {', '.join(PARTS)}")
    return faults


def start_record(root: Path, title: str) -> subprocess.CompletedProcess[str]:
    (root / "bin").mkdir(exist_ok=True)
    shutil.copy(ROOT / "bin" / "decision", root / "bin" / "decision")
    command = [sys.executable, str(root / "bin" / "decision"), title]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_records_are_in_order() -> None:
    assert breaches(ROOT) == []
    assert list((ROOT / FOLDER).glob("*.md")), "no decision records found"


def test_a_record_that_does_not_match_is_found(tmp_path: Path) -> None:
    parts = "".join(f"\n## {part}\n" for part in PARTS)
    plant(tmp_path, "docs/decisions/0001-dogs.md", f"# 0001. Cats\n{parts}")
    plant(tmp_path, "docs/decisions/0002-long.md", f"# 0002. Long\n{parts}" + "more\n" * 40)
    plant(tmp_path, "docs/decisions/0003-bare.md", "# 0003. Bare\n")
    plant(tmp_path, "docs/decisions/0003-good.md", f"# 0003. Good\n{parts}")

    assert breaches(tmp_path) == [
        "0001-dogs.md: the title asks for 0001-cats.md",
        "0002-long.md: 51 lines",
        "0003-bare.md: the parts are Context, Options, Decision, Easier, Harder",
        "number 0003 is used twice",
    ]


def test_a_record_started_with_the_verb_is_in_order(tmp_path: Path) -> None:
    plant(tmp_path, "docs/decisions/0007-before.md", "# 0007. Before\n")

    answer = start_record(tmp_path, "Letters, once sent, are frozen.")

    assert answer.stdout.strip() == "docs/decisions/0008-letters-once-sent-are-frozen.md"
    assert [fault for fault in breaches(tmp_path) if "0008" in fault] == []


def test_the_verb_asks_for_a_title(tmp_path: Path) -> None:
    answer = start_record(tmp_path, " ")

    assert answer.returncode == 2
    assert "Say what was decided" in answer.stderr
