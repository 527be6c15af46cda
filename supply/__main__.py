"""`bin/audit`: writes build/sbom.json, then asks whether anything in it is known to be weak. 1 when it is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from supply import bill, weaknesses

ROOT = Path(__file__).resolve().parent.parent
# The lock that holds most: all of requirements.txt, and what a store that speaks S3 needs.
LOCK, PROJECT, BILL = ROOT / "requirements-s3.txt", ROOT / "pyproject.toml", ROOT / "build" / "sbom.json"
REQUIRED = "AUDIT_REQUIRED"
"""Set to `yes` where the service that knows of weaknesses can be reached: not being able to ask is then a failure."""


def main() -> int:
    """Both."""
    BILL.parent.mkdir(exist_ok=True)
    bill.write(lock=LOCK, project=PROJECT, to=BILL)
    wrong = bill.disagreements(lock=LOCK, written=BILL)
    for one in wrong:
        print(f"sbom: {one}", file=sys.stderr)
    if not wrong:
        print(f"sbom: {BILL.relative_to(ROOT)} holds every package of {LOCK.name}, with its digests")
    required = os.environ.get(REQUIRED, "").lower() in {"1", "yes", "true"}
    told, fine = weaknesses.verdict(weaknesses.asked(LOCK), required=required)
    print(told, file=sys.stdout if fine else sys.stderr)
    return 0 if fine and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
