"""Who complains, as numbers alone: questions nobody has to answer, tallied by month with no row for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from putright.portal.models import Tally

FEWEST_SHOWN = 5
"""Smaller numbers are not told: somebody might be known by them."""

RATHER_NOT = "rather_not"


@dataclass(frozen=True)
class Asked:
    """One question and its answers."""

    title: str
    answers: Mapping[str, str]


QUESTIONS: Mapping[str, Asked] = {
    "age": Asked(
        "How old are you?",
        {
            "under_18": "Under 18",
            "18_24": "18 to 24",
            "25_44": "25 to 44",
            "45_64": "45 to 64",
            "65_79": "65 to 79",
            "80_over": "80 or over",
        },
    ),
    "sex": Asked("What is your sex?", {"female": "Female", "male": "Male"}),
    "disability": Asked(
        "Do you have a disability or an illness that has lasted, or will last, 12 months or more?",
        {"yes": "Yes", "no": "No"},
    ),
    "ethnic_group": Asked(
        "What is your ethnic group?",
        {
            "asian": "Asian or Asian British",
            "black": "Black, Black British, Caribbean or African",
            "mixed": "Mixed or several ethnic groups",
            "white": "White",
            "other": "Another ethnic group",
        },
    ),
    "first_language": Asked("Is English your first language?", {"yes": "Yes", "no": "No"}),
}


def tally(said: Mapping[str, str], *, at: datetime) -> None:
    """Add one person's answers to the numbers of the month. What goes with what is not kept."""
    for question, answer in said.items():
        if answer and question in QUESTIONS:
            _add(f"{at:%Y-%m}", question, answer)


def figures(*, month: str) -> dict[str, dict[str, int | None]]:
    """How many gave each answer in a month (YYYY-MM), by question; None for a number too small to tell."""
    found: dict[str, dict[str, int | None]] = {}
    for row in Tally.objects.filter(month=month).order_by("question", "answer"):
        found.setdefault(row.question, {})[row.answer] = row.n if row.n >= FEWEST_SHOWN else None
    return found


def _add(month: str, question: str, answer: str) -> None:
    which = {"month": month, "question": question, "answer": answer}
    rows = Tally.objects.filter(**which)
    if rows.update(n=F("n") + 1):
        return
    try:
        with transaction.atomic():
            Tally.objects.create(**which, n=1)
    except IntegrityError:  # the first of two at the same moment
        rows.update(n=F("n") + 1)
