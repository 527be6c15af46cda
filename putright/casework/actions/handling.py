"""Who has a case and how it is looked after: triage, giving it to somebody, declarations, notes, documents, drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, corrections, file, models, record, replay, steps
from putright.casework.files import documents
from putright.casework.refused import Overtaken, Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing import alerts, recipients
from putright.council import clock
from putright.letters import outbox
from putright.rulebook import plain

DECLARED: Mapping[str, str] = {
    "none": "I have no conflict of interest",
    "managed": "There is something to know, and this is how it is dealt with",
    "conflict": "I have a conflict of interest and should not deal with this",
}
"""What somebody who is given a case declares (the Code, 5.4)."""


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What was settled when a case was first looked at. `answers` are those of the rulebook's questions."""

    complexity: str
    at_risk: bool = False
    quick: bool = False
    answers: Mapping[str, Any] | None = None
    note: str = ""


def triage(step: Step, settled: Triage) -> Taken:
    """Record how pressing and how complex a complaint is, and where it belongs (the Code, 6.1)."""
    facts = {
        "complexity": settled.complexity,
        "at_risk": settled.at_risk,
        "quick": settled.quick,
        "answers": dict(settled.answers or {}),
    }

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        if settled.at_risk:
            alerts.somebody_at_risk(case, at=step.at, besides=step.by)

    return steps.note(step, "triaged", Told(facts=facts, words={"note": settled.note}), deed="triage", also=also)


def assign(step: Step, to: Officer) -> Taken:
    """Give a case to somebody who may deal with it. At stage 2 to nobody who had a part in stage 1 (Code, 6.14)."""

    def told(case: models.Case) -> Told:
        why_not = may_have(case, to, on=step.on)
        if why_not:
            raise Refused(why_not, "6.14")
        return Told(facts={"officer": to.pk, "stage": case.stage})

    return steps.note(step, "assigned", told, deed="assign")


def may_have(case: models.Case, officer: Officer, *, on: date | None = None) -> str:
    """Why a case may not be given to an officer on a day (that of the last entry if none is given), if so."""
    if not officer.is_active:
        return f"{officer.name} no longer works here."
    if not roles.may(officer, "see_cases"):
        return f"{officer.name}’s role does not deal with single cases."
    if file.declaration_of(case, officer) == "conflict":
        return f"{officer.name} has declared a conflict of interest in this case."
    if case.stage == "stage_2":
        return file.considered_before(case, officer, on=on)
    return ""


def candidates(case: models.Case, *, on: date) -> list[tuple[Officer, str]]:
    """Everybody with a role, each with why the case may not be given to them; an empty reason when it may."""
    officers = Officer.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("name")
    return [(officer, may_have(case, officer, on=on)) for officer in officers]


def may_answer(case: models.Case, officer: Officer) -> bool:
    """Whether an officer's roles let them give the answer owed at the stage the case is at."""
    moves = replay.procedure_of(case).moves
    wanted = {move.role for move in moves if "decision" in move.needs and case.stage in move.stages}
    return not roles.acts_as(officer).isdisjoint({role for role in wanted if role})


def declare(step: Step, *, declared: str, note: str = "") -> Taken:
    """Declare whether there is a conflict of interest, and how one is dealt with (the Code, 5.4). Raises `Refused`."""
    if declared not in DECLARED:
        raise Refused(f"Choose one: {'; '.join(DECLARED.values())}.", "5.4")
    if declared != "none" and not note.strip():
        raise Refused("Say in a sentence what it is, and how it is dealt with.", "5.4")
    return steps.note(step, "conflict_declared", Told(facts={"declared": declared}, words={"note": note}))


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
        corrections.must_be_correctable(case, event, change, at=step.at)
        return Told(facts={"event": number, **change}, words={"reason": reason})

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        if event is not None and event.kind == replay.POSTED:
            _post_as_corrected(case, event.data["letter"], step)

    event = models.Event.objects.filter(case__reference=step.reference, number=number).first()
    return steps.note(step, "corrected", told, deed="correct", also=also, corrects=event)


def restrict(step: Step, *, restricted: bool, reason: str) -> Taken:
    """Restrict a case to those who deal with it, or lift that again."""
    told = Told(facts={"restricted": restricted}, words={"reason": reason})
    return steps.note(step, "restriction_set", told, deed="restrict")


def withdraw_links(step: Step) -> Taken:
    """Make every secret link sent so far useless; the next letter carries a new one."""

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        case.link_version += 1
        case.save(update_fields=["link_version"])

    return steps.note(step, "links_withdrawn", deed="assign", also=also)


def posted(step: Step, letter: int, *, on: date) -> Taken:
    """Record the day a letter was posted: it waits in the outbox no longer, and is never posted a second time.

    An answer posted later than it was made counts from the day of posting. Raises `Refused`.
    """

    def told(case: models.Case) -> Told:
        found = case.letters.filter(pk=letter, channel="post").first()
        if found is None:
            raise Refused("There is no such letter to be posted in this case.")
        if found.posted_on is not None:
            was = f"It is on record as posted on {plain(found.posted_on)}."
            raise Refused(f"{was} If that is wrong, have the entry that says so corrected first.", "5.8")
        if on > step.on:
            raise Refused("That day is still to come: give the day it was posted.")
        written_on = clock.day_of(found.sent_at)
        if on < written_on:
            raise Refused(f"It was written on {plain(written_on)}: it cannot have been posted before.")
        found.posted_on = on
        found.save(update_fields=["posted_on"])
        return Told(facts=_posting(case, found, step))

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        _settle_outbox(case.letters.get(pk=letter), step)

    return steps.note(step, "letter_posted", told, deed="print_letters", also=also)


def take_back(step: Step, letter: int) -> Taken:
    """Take a letter back that waits for the post, because something has changed since it was written. Raises `Refused`.

    The person has not been told then what it says: it is sent again, or another letter written.
    """
    return _decided(step, letter, "letter_taken_back", outbox.take_back)


def let_go(step: Step, letter: int) -> Taken:
    """Have a letter posted as it is, although something has changed since it was written. Raises `Refused`."""
    return _decided(step, letter, "letter_let_go", outbox.confirm)


def _decided(step: Step, letter: int, kind: str, settle: Callable[..., bool]) -> Taken:
    def told(case: models.Case) -> Told:
        found = case.letters.filter(pk=letter, channel="post").first()
        if found is None or not settle(found.outgoing_key, by=step.by, at=step.at):
            raise Refused("That letter does not wait for the post any more: look at the list again.")
        return Told(facts={"letter": letter})

    return steps.note(step, kind, told, deed="print_letters")


def _posting(case: models.Case, letter: models.Letter, step: Step) -> dict[str, Any]:
    """What a posting says. Where something followed before the letter was posted, its step counts from that day."""
    told = _told_by_post_alone(case, letter)
    facts = {"letter": letter.pk, "posted_on": str(letter.posted_on), "events": told}
    entry = record.Entry(kind=replay.POSTED, happened_at=step.at, recorded_at=step.at, key=step.key, data=facts)
    if not replay.why_impossible(case, record.unwritten(case, entry), on=step.on):
        return facts
    making = replay.procedure_of(case).making
    followed = case.events.filter(number__gt=max(told), kind__in=making)[0]
    return {**facts, "counts_from": clock.day_of(followed.happened_at)}


def _post_as_corrected(case: models.Case, number: int, step: Step) -> None:
    """The letter and the outbox follow a posting that was corrected: taken back, it waits for the post again."""
    happened = replay.happenings(case.events.all())
    about = [one.data for one in happened if one.event.kind == replay.POSTED and not one.struck]
    days = [data["posted_on"] for data in about if data["letter"] == number]
    letter = case.letters.get(pk=number)
    letter.posted_on = date.fromisoformat(days[-1]) if days else None
    letter.save(update_fields=["posted_on"])
    _settle_outbox(letter, step)


def _settle_outbox(letter: models.Letter, step: Step) -> None:
    outbox.settle_post(letter.outgoing_key, on=letter.posted_on, by=step.by, at=step.at)


def _told_by_post_alone(case: models.Case, letter: models.Letter) -> list[int]:
    """The events that a letter told, if nobody was told them any sooner than by post."""
    if case.letters.filter(step_key=letter.step_key).exclude(channel="post").exists():
        return []
    keys = (letter.step_key, f"{letter.step_key}/2")
    return list(case.events.filter(key__in=keys).values_list("number", flat=True))


# --- People and adjustments. -----------------------------------------------------------------------------------------


def agree_adjustment(step: Step, adjustment: int, *, review_on: date, note: str = "", disability: str = "") -> Taken:
    """Agree a reasonable adjustment somebody asked for, with the day it is looked at again (the Code, 5.6).

    `disability` says where one they told us of is recorded, or that there is none; a landlord's procedure asks for it.
    """

    def told(case: models.Case) -> Told:
        found = models.Adjustment.objects.filter(pk=adjustment, person__parts__case=case).first()
        if found is None:
            raise Refused("Nobody in this case has asked for that adjustment.")
        found.agreed_on, found.review_on = step.on, review_on
        found.note = note.strip() or found.note
        found.save()
        facts = {"adjustment": found.kind, "id": f"adjustment {found.pk}", "review_on": review_on}
        return Told(facts=facts, words={"disability": disability})

    case = models.Case.objects.get(reference=step.reference)
    if "record_adjustment" in replay.procedure_of(case).move:
        return steps.take(step, "record_adjustment", told)
    return steps.note(step, "adjustment_agreed", told, deed="send_letters")


def ask_adjustment(step: Step, party: int, *, kind: str, note: str = "") -> Taken:
    """Write down an adjustment somebody asks for."""
    if kind not in recipients.ADJUSTMENTS:
        raise Refused(f"Choose one: {', '.join(recipients.ADJUSTMENTS.values())}.", "5.6")

    def told(case: models.Case) -> Told:
        found = case.parties.filter(pk=party).first()
        if found is None:
            raise Refused("There is no such person in this case.")
        models.Adjustment.objects.create(person=found.person, kind=kind, note=note.strip(), asked_on=step.on)
        return Told(facts={"adjustment": kind})

    return steps.note(step, "adjustment_asked", told, deed="speak_for_person")


# --- Drafts. ---------------------------------------------------------------------------------------------------------


def save_draft(
    step: Step, letter: str, *, parts: Mapping[str, str], facts: Mapping[str, Any], edition: int
) -> models.Draft:
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


def approve(step: Step, letter: str, *, given: bool, note: str = "") -> Taken:
    """Approve an answer, or send it back with what should change. Nobody approves what they wrote themselves."""

    def told(case: models.Case) -> Told:
        draft = file.draft_of(case, letter)
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
