"""The rules for alarms that the guides give away name only figures there are, and say what to do about each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.utils import timezone
from ruamel.yaml import YAML

from putright.operations.watching import counters, metrics
from tests.house.tree import ROOT, text

RULES = "docs/using/alerts.yml"
FIGURE = re.compile(r"\bputright_\w+")
LASTS = re.compile(r"\d+[smhd]")


def rules(written: str) -> Iterator[Mapping[str, Any]]:
    told = YAML(typ="safe", pure=True).load(written)
    for group in told["groups"]:
        yield from group["rules"]


def faults(written: str, there: set[str]) -> list[str]:
    """What is wrong with the rules, given the names of all figures there are."""
    found, seen = [], set()
    for rule in rules(written):
        name, expression = rule["alert"], rule["expr"]
        found += [f"{name}: no figure {one}" for one in FIGURE.findall(expression) if one not in there]
        checks = {
            "stands there twice": name in seen,
            "says not what is wrong and what to do": {"summary", "description"} - rule.get("annotations", {}).keys(),
            "says not whom it wakes": rule.get("labels", {}).get("severity") not in ("page", "ticket"),
            "waits for no length of time": not LASTS.fullmatch(rule.get("for", "0s")),
            "has brackets that are not closed": any(
                expression.count(one[0]) != expression.count(one[1]) for one in BRACKETS
            ),
            "has parts that are not known": rule.keys() - {"alert", "expr", "for", "labels", "annotations"},
        }
        found += [f"{name}: {fault}" for fault, wrong in checks.items() if wrong]
        seen.add(name)
    return found


BRACKETS = ("()", "[]", "{}")


def names() -> set[str]:
    """Every figure /metrics tells, those counted and those looked up."""
    counters.count(page="none", method="GET", status=200, seconds=0.1)
    said = metrics.written(at=timezone.now()).decode()
    return {line.split("{")[0].split(" ")[0] for line in said.splitlines() if not line.startswith("#")}


@pytest.mark.django_db
def test_every_rule_is_about_figures_there_are_and_says_what_to_do() -> None:
    assert faults(text(ROOT / RULES), names()) == []


@pytest.mark.django_db
def test_every_figure_of_the_running_of_it_has_a_rule() -> None:
    asked = set(FIGURE.findall(text(ROOT / RULES)))
    left_out = {"putright_cases_open", "putright_cases_at_risk", "putright_cases_overdue", "putright_files_waiting"}
    told = {name for name in names() if not re.search(r"_(sum|count|bucket|created|waiting)$", name)}

    assert told - asked - left_out == set()


def test_a_rule_about_nothing_is_found() -> None:
    careless = "groups: [{name: a, rules: [{alert: A, expr: 'max(putright_gone > 1', for: soon, note: x}]}]"

    assert faults(careless, {"putright_there"}) == [
        "A: no figure putright_gone",
        "A: says not what is wrong and what to do",
        "A: says not whom it wakes",
        "A: waits for no length of time",
        "A: has brackets that are not closed",
        "A: has parts that are not known",
    ]
