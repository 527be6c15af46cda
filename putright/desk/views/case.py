"""One case: its people, what comes next, what can be done now, and everything on its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from putright.accounts import roles
from putright.accounts.audience import officer_of, officers
from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import intake, remedies
from putright.casework.files import scanning
from putright.casework.information_rights import disagreements
from putright.casework.lists import lines
from putright.casework.retention import keeping
from putright.council import clock
from putright.desk import decisions, minding, offers, people, telling
from putright.desk.finding import case_of
from putright.letters import outbox
from putright.rulebook import Standing
from putright.web import once

OFFERED = (
    "assignment",
    "approval",
    "approval_of",
    "may_correct",
    "may_add",
    "may_settle_message",
    "may_change_people",
    "key",
)
"""What the page offers to change, by the names its templates know."""


@dataclass(frozen=True, slots=True)
class Next:
    """A date that runs: what is due, who owes it, by when, how that was worked out, and whether it is late."""

    what: str
    owed_by: str
    due_on: Any
    late: bool
    because: str
    told_until: Any


@officers("see_cases")
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a case."""
    found, officer = case_of(request, reference), officer_of(request)
    lines.read_people(found)
    standing, record = cases.standing(found, on=clock.today()), _record(found, officer)
    kept = _kept(found, officer, record["timeline"])
    page = {
        "case": found,
        "today": clock.today(),
        "to_do": offers.of(found, standing, officer),
        "proposed": decisions.proposed(found, standing, officer),
        "came_back": decisions.came_back(found, standing, officer),
        "must_declare": minding.must_declare(found, officer),
        "points": _points(found),
        "remedies": _remedies(found),
        "letters": _letters(found),
        "documents": found.documents.select_related("by"),
        "held_back": scanning.WHY_NOT,
        "drafts": _drafts(found, standing),
        "linked": _linked(found, officer),
        **_standing(found, standing),
        **_people(found),
        **record,
        **_may(found, officer, gone=kept["kept"].disposed_on is not None),
        **kept,
    }
    return render(request, "desk/case/page.html", page)


def _standing(case: cases.Case, standing: Standing) -> dict[str, Any]:
    """Where it stands: what runs, until when, and what is not as it should be."""
    return {
        "line": lines.line(case, on=clock.today()),
        "procedure": standing.procedure,
        "receipt": standing.receipt,
        "channel": intake.CHANNELS.get(case.channel, case.channel),
        "running": running(standing),
        "breaches": standing.breaches,
    }


def _people(case: cases.Case) -> dict[str, Any]:
    """Who is in it, and what to mind about them."""
    everybody = people.of(case, on=clock.today())
    adjustments = people.adjustments(everybody, on=clock.today())
    return {"people": everybody, "flags": minding.flags(case, everybody, adjustments)}


def _record(case: cases.Case, officer: Officer) -> dict[str, Any]:
    """What happened, as far as it is for this officer."""
    may_read_notes = roles.may(officer, "read_notes")
    told = telling.timeline(case, notes=may_read_notes)
    return {
        "timeline": told,
        "may_read_notes": may_read_notes,
        "notes": [entry for entry in told if entry.kind == "note_added"] if may_read_notes else [],
        "heard": minding.heard(case, told),
    }


def _may(case: cases.Case, officer: Officer, *, gone: bool) -> dict[str, Any]:
    """What of the page is for this officer to change: nothing once it has been disposed of."""
    if gone:
        return dict.fromkeys(OFFERED, "")
    asked = case.drafts.filter(approval="asked").exclude(by=officer).first() if roles.may(officer, "approve") else None
    return {
        "assignment": offers.page(case, "assignment") if roles.may(officer, "assign") else "",
        "approval": offers.page(case, "approval") if asked else "",
        "approval_of": decisions.called(asked.letter) if asked else "",
        "may_correct": roles.may(officer, "correct"),
        "may_add": roles.may(officer, "add_to_file"),
        "may_settle_message": roles.may(officer, "speak_for_person"),
        "may_change_people": roles.may(officer, "speak_for_person"),
        "key": once.new_key(),
    }


def _kept(case: cases.Case, officer: Officer, timeline: Sequence[telling.Told]) -> dict[str, Any]:
    """Until when it is kept, and what people have said of what is in it."""
    disputed = any(entry.kind == disagreements.KIND for entry in timeline)
    return {
        "kept": keeping.of(case),
        "disagreements": disagreements.of(case) if disputed else (),
        "disputable": disagreements.ABOUT,
        "may_review_records": roles.may(officer, "review_records"),
    }


def running(standing: Standing) -> Sequence[Next]:
    """Every date that runs, soonest first."""
    found = [
        Next(
            what=reading.title,
            owed_by=lines.WAITING_FOR.get(reading.clock.owed_by, "the council"),
            due_on=reading.due_on,
            late=reading.late,
            because=standing.because(reading),
            told_until=reading.promised_on,
        )
        for reading in standing.clocks
        if reading.running
    ]
    return sorted(found, key=lambda one: one.due_on)


def _points(case: cases.Case) -> list[dict[str, Any]]:
    """The points, each with what was found at each stage."""
    return [
        {"point": point, "findings": list(point.findings.all())}
        for point in case.points.prefetch_related("findings").all()
    ]


def _remedies(case: cases.Case) -> list[dict[str, Any]]:
    """What was promised, and how far it has got."""
    return [
        {"remedy": one, "kind": remedies.KINDS.get(one.kind, one.kind)}
        for one in case.remedies.select_related("owner", "point")
    ]


def _letters(case: cases.Case) -> list[dict[str, Any]]:
    """The letters that went, newest first, each with how far it has got on its way."""
    on_their_way = {one.key: one for one in outbox.everything(about=case.reference).prefetch_related(None)}
    rows = case.letters.select_related("party__person", "by").order_by("-sent_at", "-pk")
    return [{"letter": letter, "outgoing": on_their_way.get(letter.outgoing_key)} for letter in rows]


def _drafts(case: cases.Case, standing: Standing) -> list[dict[str, Any]]:
    """Letters somebody is writing, each with the page it is written on."""
    moves = {move.says: move for move in standing.procedure.moves if move.says}
    letters = standing.procedure.letter
    return [
        {
            "draft": draft,
            "title": letters[draft.letter].title if draft.letter in letters else draft.letter.replace("_", " "),
            "href": offers.address(case, moves[draft.letter]) if draft.letter in moves else "",
        }
        for draft in case.drafts.select_related("by", "approved_by")
    ]


def _linked(case: cases.Case, officer: Officer) -> list[dict[str, Any]]:
    """Cases this one came from, led to or came in with, as far as the officer may see them."""
    seen = cases.visible_to(officer)
    sisters = cases.told_together(case).filter(pk__in=seen.values("pk"))
    before = [{"case": one, "how": "This case came from it"} for one in seen.filter(led_to=case)]
    after = [{"case": one, "how": "It came from this case"} for one in seen.filter(came_from=case)]
    return [*before, *after, *({"case": one, "how": "They told us of it at the same time"} for one in sisters)]
