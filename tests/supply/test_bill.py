"""The bill of materials holds exactly what is locked, each with its digests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supply import bill
from tests.house.tree import ROOT

LOCK = "django==5.2.1 \\\n    --hash=sha256:00\nPy.Thing[extra]==1.0 ; python_version < '4' \\\n    --hash=sha256:01\n"
DIGEST = [{"alg": "SHA-256", "content": "00"}]


@pytest.mark.slow
def test_the_bill_of_the_product_holds_every_package_it_runs_on(tmp_path: Path) -> None:
    written = tmp_path / "sbom.json"
    bill.write(lock=ROOT / "requirements.txt", project=ROOT / "pyproject.toml", to=written)

    assert bill.disagreements(lock=ROOT / "requirements.txt", written=written) == []
    told = json.loads(written.read_text(encoding="utf-8"))
    assert told["metadata"]["component"]["name"] == "putright"
    assert "django" in {one["name"] for one in told["components"]}
    first = written.read_bytes()
    bill.write(lock=ROOT / "requirements.txt", project=ROOT / "pyproject.toml", to=written)
    assert written.read_bytes() == first


def test_a_bill_that_leaves_something_out_or_adds_something_is_found(tmp_path: Path) -> None:
    lock, written = tmp_path / "requirements.txt", tmp_path / "sbom.json"
    lock.write_text(LOCK, encoding="utf-8")
    listed = [{"name": "Django", "version": "5.2.0", "hashes": DIGEST}, {"name": "py-thing", "version": "1.0"}]
    written.write_text(json.dumps({"bomFormat": "other", "components": listed}), encoding="utf-8")

    assert bill.disagreements(lock=lock, written=written) == [
        "it is no CycloneDX",
        "django 5.2.1 is locked and not in the bill",
        "django 5.2.0 is in the bill and not locked",
        "py-thing 1.0 has no digest",
    ]
