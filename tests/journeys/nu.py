"""The Nu HTML checker over pages kept as files: PUTRIGHT_VNU names its jar, and it needs Java. CI has both."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

CHECKER = os.environ.get("PUTRIGHT_VNU", "")


def check(folder: Path) -> list[str]:
    """What is not valid, a line for each: the kind of page, the line, what is wrong, and the words around it.

    Raises OSError or CalledProcessError when the checker was asked for and cannot be run.
    """
    command = ["java", "-jar", CHECKER, "--errors-only", "--format", "json", "--exit-zero-always", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [_in_a_line(one) for one in json.loads(said)["messages"]]


def _in_a_line(one: dict[str, str]) -> str:
    page = Path(one.get("url", "")).name
    around = " ".join(one.get("extract", "").split())
    return f"{page}, line {one.get('lastLine', '?')}: {one['message']} ({around})"
