"""The bill of materials (CycloneDX): every package a running copy has, with its version and digests."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
FORMAT = "1.6"


def write(*, lock: Path, project: Path, to: Path) -> None:
    """Make it from the lock file: the same lock file makes the same bill."""
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "--pyproject", str(project)]
    options = ["--sv", FORMAT, "--output-reproducible", "--of", "JSON", "-o", str(to)]
    subprocess.run([*command, *options, str(lock)], check=True)  # noqa: S603 -- our own command
    bill = json.loads(to.read_text(encoding="utf-8"))
    for component in bill["components"]:
        component.pop("description", None)  # the line of the lock file, digests and all
    to.write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8")


def disagreements(*, lock: Path, written: Path) -> list[str]:
    """Where the bill is not what the lock file says."""
    bill = json.loads(written.read_text(encoding="utf-8"))
    locked = {_named(name, version) for name, version in LOCKED.findall(lock.read_text(encoding="utf-8"))}
    listed = {_named(one["name"], one["version"]): one for one in bill.get("components", [])}
    faults = [] if bill.get("bomFormat") == "CycloneDX" else ["it is no CycloneDX"]
    faults += [f"{one} is locked and not in the bill" for one in sorted(locked - listed.keys())]
    faults += [f"{one} is in the bill and not locked" for one in sorted(listed.keys() - locked)]
    return faults + [f"{name} has no digest" for name, one in sorted(listed.items()) if not _digests(one)]


def _named(name: str, version: str) -> str:
    return f"{canonicalize_name(name)} {version}"


def _digests(component: dict[str, Any]) -> list[Any]:
    told = [*component.get("externalReferences", []), component]
    return [digest for one in told for digest in one.get("hashes", [])]
