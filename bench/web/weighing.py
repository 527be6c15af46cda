"""What a running copy weighs: the memory of all its processes, as Linux tells it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

SETTLED = 8
"""Seconds a worker is given to start and to do what has queued up, before it is weighed."""


def memory(environment: Mapping[str, str], *, server: int, root: Path) -> str:
    """A line: the proportional share of memory (PSS) of the web server, given its process id, and of a worker."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "run_huey"], cwd=root, env=dict(environment), stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(SETTLED)
        web, work = (sum(_share(one) for one in _family(pid)) for pid in (server, worker.pid))
    finally:
        worker.terminate()
        worker.wait(30)
    return f"memory     web {web:.0f} MB, worker {work:.0f} MB, in all {web + work:.0f} MB   (aim 300 MB)"


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _share(pid: int) -> float:
    """The memory of one process in MB: what it shares with others is divided among them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise LookupError(f"/proc/{pid} does not say what the process takes")
