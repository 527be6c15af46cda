"""Which page takes which move: the noun in its address, and what of the move's needs that page asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from putright.rulebook import Move

STEP = "step"
"""The page for any move that has none of its own."""


@dataclass(frozen=True, slots=True)
class Noun:
    """The page of a move: the name of its address, and the facts it can give the move."""

    name: str
    gives: frozenset[str]


def _noun(name: str, *gives: str) -> Noun:
    return Noun(name, frozenset(gives))


NOUNS: Mapping[str, Noun] = {
    "acknowledge_stage_1": _noun("acknowledgement", "points", "outcome_sought", "definition"),
    "acknowledge_stage_2": _noun("acknowledgement_at_stage_2", "points", "outcome_sought", "definition"),
    "answer_at_once": _noun("answer_at_once", "points", "outcome_sought", "decision", "conflict_declaration"),
    "respond_stage_1": _noun("response", "decision", "conflict_declaration"),
    "respond_stage_2": _noun("final_response", "decision", "conflict_declaration"),
    "ask_for_clarification": _noun("clarification", "question"),
    "clarify": _noun("clarification_answer"),
    "add_issue": _noun("issue", "points"),
    "extend": _noun("extension", "until", "reason", "good_reason", "approved_by", "update_every"),
    "explain_delay": _noun("delay", "until", "reason", "update_every"),
    "escalate": _noun("escalation"),
    "send_to_stage_2": _noun("direct_escalation", "reason", "approved_by"),
    "decline": _noun("refusal", "ground", "reason", "decided_by"),
    "decline_escalation": _noun("refusal_of_escalation", "ground", "reason", "decided_by"),
    "decline_further": _noun("further_refusal", "ground", "reason", "decided_by"),
    "withdraw": _noun("withdrawal", "how_told"),
    "hand_over": _noun("handover", "procedure", "reason"),
    "handle_as_service_request": _noun("service_request", "reason"),
    "record_adjustment": _noun("adjustment", "adjustment", "review_on"),
    "agree_remedy": _noun("remedy", "until", "owner"),
    "complete_remedy": _noun("remedy_done", "evidence"),
    "explain_remedy": _noun("remedy_undeliverable", "reason", "alternative"),
    "record_learning": _noun("improvement", "learning", "owner"),
    "close": _noun("closing", "learning"),
    "reopen": _noun("reopening", "reason"),
    "voice_dissatisfaction": _noun("dissatisfaction", "how_told"),
    "raise_complaint": _noun("complaint", "linked_case"),
}
"""Moves by name, whatever the procedure; `suits` says whether the page has all that one procedure's move needs."""


def page_of(move: str) -> str:
    """The name of the address of a move's page, without its namespace; `step` when it has none of its own."""
    return NOUNS[move].name if move in NOUNS else STEP


def suits(move: Move) -> bool:
    """Whether the page of a move asks for everything that this procedure's move of that name needs."""
    return move.name in NOUNS and set(move.needs) <= NOUNS[move.name].gives
