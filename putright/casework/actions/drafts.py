"""Answers being written, and the second person who lets them go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from putright.accounts.models import Officer
from putright.casework import access, file, models, record, steps
from putright.casework.refused import Overtaken, Refused
from putright.casework.steps import Step, Taken, Told


def save(step: Step, letter: str, *, parts: Mapping[str, str], facts: Mapping[str, Any], edition: int) -> models.Draft:
    """Keep what is written of a letter so far. Raises `Overtaken` when somebody saved it since edition `edition`."""
    with transaction.atomic():
        case = record.locked(step.reference)
        if step.by is None or not access.may_do(step.by, case, "send_letters"):
            raise Refused("Your role does not let you write letters in this case.")
        draft = file.draft_of(case, letter)
        if draft is not None and draft.edition != edition and draft.by != step.by:
            raise Overtaken(
                f"{draft.by.name} has saved this letter since you opened it. Yours is still on this page: "
                "look at theirs in another window, then save yours if it should take its place."
            )
        draft = draft or models.Draft(case=case, letter=letter, edition=0)
        draft.parts, draft.facts = dict(parts), steps.plain_facts(facts)
        draft.by, draft.saved_at, draft.edition = step.by, step.at, draft.edition + 1
        draft.approval, draft.approved_by = "", None
        draft.save()
        return draft


def ask_approval(step: Step, letter: str) -> Taken:
    """Ask for an answer to be approved."""

    def told(case: models.Case) -> Told:
        _set_approval(case, letter, "asked", None)
        return Told(facts={"letter": letter})

    return steps.note(step, "approval_asked", told, deed="send_letters")


def approve(step: Step, letter: str, *, given: bool, note: str = "", edition: int | None = None) -> Taken:
    """Approve an answer, or send it back with what should change. Nobody approves what they wrote themselves.

    `edition` is the one that was read. Raises `Overtaken` when its writer has saved another since.
    """

    def told(case: models.Case) -> Told:
        draft = file.draft_of(case, letter)
        if draft is not None and edition not in (None, draft.edition):
            raise Overtaken(f"{draft.by.name} has saved this letter since you opened it: read it as it is now.")
        if draft is not None and draft.by == step.by:
            raise Refused("Somebody else than the writer must approve the answer.")
        if not given and not note.strip():
            raise Refused("Say what should change.")
        _set_approval(case, letter, "given" if given else "sent_back", step.by, note)
        return Told(facts={"letter": letter}, words={"note": note})

    return steps.note(step, "approval_given" if given else "approval_refused", told, deed="approve")


def _set_approval(case: models.Case, letter: str, approval: str, by: Officer | None, note: str = "") -> None:
    draft = file.draft_of(case, letter)
    if draft is None:
        raise Refused("There is no draft of that letter yet.")
    draft.approval, draft.approved_by, draft.approval_note = approval, by, note.strip()
    draft.save(update_fields=["approval", "approved_by", "approval_note"])
