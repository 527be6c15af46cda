"""What the tool that knows of weaknesses answers, and what is made of it: silence is never taken for a "no"."""

from __future__ import annotations

import json
import subprocess

import pytest

from supply import weaknesses
from supply.weaknesses import Answer
from tests.house.tree import ROOT

SAFE = {"name": "jinja2", "version": "3.1.6", "vulns": []}
WEAK = {"name": "django", "version": "4.0", "vulns": [{"id": "CVE-1", "fix_versions": ["4.0.1"]}, {"id": "CVE-2"}]}
UNKNOWN = {"name": "huey", "skip_reason": "Dependency not found"}


def told(*packages: object) -> Answer:
    return weaknesses.read(json.dumps({"dependencies": packages}))


def test_what_is_weak_is_named_with_where_it_is_mended_and_fails() -> None:
    said, fine = weaknesses.verdict(told(SAFE, WEAK), required=False)
    assert said == "audit: WEAK: django 4.0: CVE-1 (mended in: 4.0.1), CVE-2 (mended in: no release yet)"
    assert not fine


def test_what_was_checked_and_is_sound_passes() -> None:
    assert weaknesses.verdict(told(SAFE, SAFE), required=True) == (
        "audit: none of 2 packages is known to be weak",
        True,
    )


@pytest.mark.parametrize(
    "answer",
    [
        told(SAFE, UNKNOWN),
        told(UNKNOWN),
        told(),
        weaknesses.read("", said="ConnectionError: no route"),
        weaknesses.read("null"),
    ],
    ids=["one unknown", "all unknown", "none", "no service", "nonsense"],
)
def test_what_was_not_checked_is_said_loudly_and_fails_where_it_is_required(answer: Answer) -> None:
    said, fine = weaknesses.verdict(answer, required=False)
    assert "NOT CHECKED" in said
    assert "no pass" in said
    assert fine
    assert not weaknesses.verdict(answer, required=True)[1]


@pytest.mark.slow
def test_a_tool_that_cannot_run_is_not_taken_for_a_pass(tmp_path: object) -> None:
    assert weaknesses.asked(ROOT / "no-such-file.txt").not_checked


def test_the_audit_is_part_of_the_checks() -> None:
    said = subprocess.run(["grep", "-c", "bin/audit", "bin/check"], cwd=ROOT, capture_output=True, check=False)
    assert said.returncode == 0
