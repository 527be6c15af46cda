"""The Nu HTML checker over pages kept as files, where Java and the checker happen to be: PUTRIGHT_VNU=/path/vnu.jar."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

CHECKER = os.environ.get("PUTRIGHT_VNU", "")
IS_THERE = bool(CHECKER) and shutil.which("java") is not None


def check(folder: Path) -> list[str]:
    """What is not valid, a line for each: the kind of page, the line, what is wrong, and the words around it."""
    command = ["java", "-jar", CHECKER, "--errors-only", "--format", "json", "--exit-zero-always", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [_in_a_line(one) for one in json.loads(said)["messages"]]


def _in_a_line(one: dict[str, str]) -> str:
    page = Path(one.get("url", "")).name
    around = " ".join(one.get("extract", "").split())
    return f"{page}, line {one.get('lastLine', '?')}: {one['message']} ({around})"
