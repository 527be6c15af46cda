"""What may happen to a file that is no step of a procedure."""

from __future__ import annotations

from collections.abc import Mapping

from putright.casework import record, replay

FILE_EVENTS: Mapping[str, str] = {
    "triaged": "where it belongs was settled",
    "assigned": "the case was given to somebody",
    "conflict_declared": "a declaration of interest was made",
    "note_added": "a note was added",
    "document_added": "a document was added",
    "message_received": "the person wrote to us",
    "message_read": "what the person wrote was read",
    "understanding_corrected": "the person corrected our understanding",
    "remedy_accepted": "the person accepted a remedy",
    "letter_posted": "a letter was posted",
    "letter_taken_back": "a letter was taken back before it was posted",
    "follow_up_sent": "what a letter sent on paper left out was sent",
    "letter_let_go": "a letter goes by post as it is, although something changed since it was written",
    "approval_asked": "approval of a letter was asked for",
    "approval_given": "a letter was approved",
    "approval_refused": "a letter was sent back to its writer",
    "refusal_proposed": "a refusal was proposed",
    "refusal_sent_back": "a proposed refusal was not agreed to",
    "restriction_set": "who may see the case was changed",
    "links_withdrawn": "the links sent so far were withdrawn",
    "party_changed": "somebody's details or part in the case were changed",
    "adjustment_asked": "an adjustment was asked for",
    "adjustment_agreed": "an adjustment was agreed",
    replay.CORRECTED: "an entry was corrected",
    "hold_placed": "a hold was placed: it must not be disposed of",
    "hold_lifted": "a hold was lifted",
    "kept_longer": "it was decided to keep it longer",
    "disagreement_added": "a statement of disagreement was attached",
    "right_decided": "a request about personal information was decided",
    "copy_given": "a copy of what is about them was given to the person",
    "disposal_proposed": "its disposal was proposed",
    replay.ERASED: "it was disposed of: who was in it and what was written are erased",
}
"""What may happen to a file that is no step of a procedure, as the timeline names it."""

THEIRS = frozenset(
    {"message_received", "understanding_corrected", "document_added", "remedy_accepted", "adjustment_asked"}
)
"""Those that the person complaining may do themselves. Everything else needs an officer."""

ADDED = record.ABOUT_RECORDS | {
    "note_added",
    "document_added",
    "message_received",
    "message_read",
    "letter_posted",
    "letter_taken_back",
    "letter_let_go",
}
"""Those that only add to a file: they overtake nobody, and nobody overtakes them."""
