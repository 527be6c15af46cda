"""Whether anything in the lock file is known to be weak. A question that was not answered is never taken for a "no"."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 15
"""Seconds for each answer of the service."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known to be weak, and what nobody could be asked about."""

    weak: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    checked: int = 0


def asked(lock: Path) -> Answer:
    """Ask about every package of a lock file."""
    options = [
        "--disable-pip",
        "--no-deps",
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        str(PATIENCE),
    ]
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own command
    return read(done.stdout, said=done.stderr)


def read(answer: str, *, said: str = "") -> Answer:
    """What the tool answered. Where its service knows of no package it says that all is well: no answer."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = said.strip().splitlines()[-1:] or ["nothing was said"]
        return Answer(not_checked=(f"nothing at all ({last[0][:200]})",))
    weak = [f"{one['name']} {one['version']}: {_known(one['vulns'])}" for one in packages if one.get("vulns")]
    passed_over = [str(one["name"]) for one in packages if "skip_reason" in one]
    if not packages:
        passed_over = ["nothing at all"]
    return Answer(tuple(weak), tuple(passed_over), len(packages) - len(passed_over))


def _known(weaknesses: Sequence[dict[str, object]]) -> str:
    return ", ".join(f"{one['id']} (mended in: {_mended(one)})" for one in weaknesses)


def _mended(weakness: dict[str, object]) -> str:
    versions = weakness.get("fix_versions")
    return ", ".join(map(str, versions)) if isinstance(versions, list) and versions else "no release yet"


def verdict(answer: Answer, *, required: bool) -> tuple[str, bool]:
    """What to say, and whether all is well. What could not be asked fails only where it is `required`."""
    lines = [f"audit: WEAK: {one}" for one in answer.weak]
    if answer.not_checked:
        named = ", ".join(answer.not_checked[:5]) + (", …" if len(answer.not_checked) > 5 else "")
        lines.append(
            f"audit: NOT CHECKED: {len(answer.not_checked)} of the packages could not be asked about ({named}). "
            "This is no pass. Run bin/audit where the service that knows of weaknesses can be reached."
        )
    if not lines:
        lines.append(f"audit: none of {answer.checked} packages is known to be weak")
    return "\n".join(lines), not answer.weak and not (required and answer.not_checked)
