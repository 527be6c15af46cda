"""Notes, files and messages on a case, and entries put right by another entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from putright.casework import corrections, file, models, replay, steps
from putright.casework.actions import sending
from putright.casework.files import documents
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told


def add_note(step: Step, *, note: str) -> Taken:
    """Add a note for colleagues. It is part of the record, and the person may one day ask to read it."""
    if not note.strip():
        raise Refused("Write the note first.")
    return steps.note(step, "note_added", Told(words={"note": note}))


def add_documents(step: Step, uploads: Sequence[documents.Upload], *, about: str = "") -> Taken:
    """Add files to a case. Raises `Refused` for a file that cannot be taken, with none of them kept."""
    if not uploads:
        raise Refused("Choose a file first.")

    def told(case: models.Case) -> Told:
        kept = documents.keep_all(case, uploads, at=step.at, by=step.by)
        facts = {"documents": documents.named(kept)}
        return Told(facts=facts, words={"about": about})

    return steps.note(step, "document_added", told)


def message(step: Step, *, said: str, uploads: Sequence[documents.Upload] = (), correcting: bool = False) -> Taken:
    """What the person adds to their complaint, or where they say that we have misunderstood it."""
    if not said.strip() and not uploads:
        raise Refused("Write something, or choose a file.")

    def told(case: models.Case) -> Told:
        kept = documents.keep_all(case, uploads, at=step.at, by=step.by)
        return Told(facts={"documents": documents.named(kept)}, words={"message": said})

    kind = "understanding_corrected" if correcting else "message_received"
    return steps.note(step, kind, told, deed="speak_for_person")


def read(step: Step) -> Taken:
    """Say that what the person wrote has been read, where there is nothing else to do about it."""
    return steps.note(step, "message_read")


def correct(step: Step, number: int, *, reason: str, change: Mapping[str, Any]) -> Taken:
    """Correct an entry by another one: `change` may hold `happened_at` (a moment as text), `facts`, or `struck`.

    What a letter told the person is not corrected like this: another letter is sent. Raises `Refused`.
    """

    def told(case: models.Case) -> Told:
        event = case.events.filter(number=number).first()
        if event is None:
            raise Refused(f"There is no entry {number} in this case.")
        if not reason.strip():
            raise Refused("Say why the entry is wrong: the correction is part of the record.", "5.8")
        if "happened_at" not in change and file.is_own_part(case, number, step.by):
            raise Refused("It says what part you had in this yourself: somebody else has to correct it.", "6.14")
        corrections.must_be_correctable(case, event, change, at=step.at)
        return Told(facts={"event": number, **change}, words={"reason": reason})

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        if event is not None and event.kind == replay.POSTED:
            _post_as_corrected(case, event.data["letter"], step)

    event = models.Event.objects.filter(case__reference=step.reference, number=number).first()
    return steps.note(step, "corrected", told, deed="correct", also=also, corrects=event)


def _post_as_corrected(case: models.Case, number: int, step: Step) -> None:
    """The letter and the outbox follow a posting that was corrected: taken back, it waits for the post again."""
    happened = replay.happenings(case.events.all())
    about = [one.data for one in happened if one.event.kind == replay.POSTED and not one.struck]
    days = [data["posted_on"] for data in about if data["letter"] == number]
    letter = case.letters.get(pk=number)
    letter.posted_on = date.fromisoformat(days[-1]) if days else None
    letter.save(update_fields=["posted_on"])
    sending.settle_outbox(letter, step)
