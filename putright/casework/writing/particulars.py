"""What a case knows, as a letter asks for it: values for placeholders, what holds, and the points with findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import links, models, secret_links
from putright.casework.writing import promises, recipients
from putright.council import clock, here
from putright.letters import compose
from putright.rulebook import Known, Point, plain, why_then

LONG_EXTENSION_WORKING_DAYS = 10
"""From how far off a new date the person is told when they will hear from us meanwhile. Ours: the Code names none."""

TO_THEM: Mapping[str, str] = {
    "personal data of the person complaining": "your personal data",
    "The person is": "You are",
    "the person's": "your",
    "the person complaining": "you",
    "the person": "you",
}
"""How the rulebook speaks of the person, and how a letter speaks to them; the longer words first."""

HOW_WE_HANDLE = "It is how this council handles complaints about its services."

DECISIONS: Mapping[str, str] = {
    "upheld": "We uphold your complaint. We got it wrong.",
    "partially_upheld": "We uphold part of your complaint. We got part of it wrong.",
    "not_upheld": "We do not uphold your complaint.",
    "not_our_responsibility": "What you complained about is not for us to answer. We say below whose it is.",
}
"""The decision on the whole complaint, as a letter says it."""


ALL_OF_IT = "Everything in your complaint, as it stands above."
NO_LAST_DAY = "There is no last day for this. You can do it when you are ready."


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A case on its way through a step: where it stood before, would stand after, and what the step is told."""

    before: rulebook.Standing
    after: rulebook.Standing
    facts: Mapping[str, Any]
    words: Mapping[str, str]
    by: Officer | None
    at: datetime

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()

    @property
    def stage(self) -> str:
        """The stage the step is taken in."""
        return self.before.stage or self.after.stage or ""

    @property
    def clock(self) -> str | None:
        """The clock of the answer owed at this stage, when it runs."""
        named = [f"{self.stage}_response", f"{self.stage}_acknowledgement"]
        running = [reading.name for reading in self.before.clocks if reading.running]
        return next((name for name in named if name in running), running[0] if running else None)


def papers(case: models.Case) -> models.Case:
    """The case with all that its letters speak of, read at once and as it is now."""
    people = Prefetch("parties", models.Party.objects.select_related("person").prefetch_related("person__adjustments"))
    remedies = Prefetch("remedies", models.Remedy.objects.select_related("owner", "point"))
    with_all = models.Case.objects.select_related("service", "owner")
    return with_all.prefetch_related(people, remedies, "points__findings", "words").get(pk=case.pk)


def as_points(case: models.Case, *, stage: str) -> tuple[Point, ...]:
    """The points with what was found on them at a stage and what was promised, as the rulebook checks them."""
    found = {finding.point_id: finding for finding in _findings(case) if finding.stage == stage}
    promised = promises.made(case)
    return tuple(_point(point, found.get(point.pk), promised) for point in case.points.all())


def _findings(case: models.Case) -> Iterator[models.Finding]:
    return (finding for point in case.points.all() for finding in point.findings.all())


def _point(point: models.Point, found: models.Finding | None, promised: Sequence[models.Remedy]) -> Point:
    if found is None:
        return Point(number=point.number, text=point.text, procedure=point.procedure)
    # A remedy that names no point puts right the whole.
    theirs = [promises.said(remedy) for remedy in promised if remedy.point_id in (None, point.pk)]
    upheld = found.finding in ("upheld", "partially_upheld")
    return Point(
        number=point.number,
        text=point.text,
        procedure=point.procedure,
        finding=found.finding or None,
        reason=found.reason,
        rule=found.rule,
        remedy=" ".join(theirs) if upheld else "",
        no_remedy_because=found.no_remedy_because,
        whose=found.whose,
    )


def values(case: models.Case, situation: Situation, points: Sequence[Point]) -> dict[str, str]:
    """Every placeholder a letter of the case may use, but for those of the person it goes to."""
    return {
        **_of_the_council(),
        **_of_the_case(case, situation, points),
        **_of_the_answer(case, situation, points),
        **_dates(situation),
        **_who(case, situation),
    }


def values_for(one: recipients.Recipient) -> dict[str, str]:
    """The placeholders of the person a letter goes to. Whoever may be told only the answer gets no link to the rest."""
    person = one.party.person
    unlinked = {"complaint_link": "", "escalate_link": ""} if _gets_no_link(one) else {}
    return {
        **unlinked,
        "person_name": person.name,
        "person_address": person.address,
        "adjustments": compose.listed(adjustment_in_words(adjustment) for adjustment in one.agreed),
    }


def written_for(one: recipients.Recipient, parts: Mapping[str, str]) -> Mapping[str, str]:
    """What an officer wrote, without the lines that hold the person's own link for whoever gets none."""
    if not _gets_no_link(one):
        return parts
    return {
        name: "\n".join(line for line in text.splitlines() if not secret_links.LINK.search(line))
        for name, text in parts.items()
    }


def _gets_no_link(one: recipients.Recipient) -> bool:
    return one.party.may_be_told == "the_answer"


def adjustment_in_words(adjustment: models.Adjustment) -> str:
    """An adjustment as the person reads it."""
    name = recipients.ADJUSTMENTS.get(adjustment.kind, adjustment.kind)
    said = adjustment.note.strip() if adjustment.kind == "other" else name
    more = f": {adjustment.note.strip()}" if adjustment.kind != "other" and adjustment.note.strip() else ""
    return f"{said}{more}"[:1].upper() + f"{said}{more}"[1:]


def _of_the_council() -> dict[str, str]:
    return {**compose.council_values(), "complaints_page": f"{settings.PUBLIC_ADDRESS}/how-we-handle-complaints/"}


def _of_the_case(case: models.Case, situation: Situation, points: Sequence[Point]) -> dict[str, str]:
    procedure = situation.after.procedure
    stage = procedure.stage[situation.stage].title if situation.stage in procedure.stage else ""
    names = rulebook.ombudsmen_for(points, on=situation.on) or procedure.ombudsmen
    return {
        "reference": case.reference,
        "service": case.service.name,
        **_under(situation),
        "stage": stage,
        "points": compose.numbered(points) or _quoted(said(case)),
        "outcome_sought": situation.words.get("outcome_sought") or agreed(case) or _in_their_words(case),
        "outstanding": situation.words.get("outstanding_issues") or compose.numbered(points),
        "complaint_link": links.address(case),
        "escalate_link": links.address(case, "stage-2/"),
        "ombudsman": compose.ombudsmen_in_words(names, on=situation.on, own=here.own_ombudsmen()),
        "ombudsman_time": compose.ombudsman_times(names, on=situation.on, own=here.own_ombudsmen()),
    }


def _under(situation: Situation) -> dict[str, str]:
    """The procedure the matter is dealt with under: the one it goes to, where a step hands it over."""
    given = str(situation.facts.get("procedure") or "")
    own = situation.after.procedure
    if given and given != own.id:
        return {"procedure": name_of(given) or given, "procedure_because": ""}
    because = "The law sets it for complaints like yours." if own.force == "law" else HOW_WE_HANDLE
    return {"procedure": own.name, "procedure_because": because}


def name_of(place: str) -> str | None:
    """What people call a procedure, or another process a matter can go to; None when there is none of that id."""
    route = rulebook.routes().get(place)
    if route is not None:
        return route.name
    try:
        return rulebook.procedure(place).name
    except LookupError:
        return None


def _of_the_answer(case: models.Case, situation: Situation, points: Sequence[Point]) -> dict[str, str]:
    promised = promises.made(case)
    decision = rulebook.finding_of(points)
    ground = situation.before.procedure.ground.get(str(situation.facts.get("ground", "")))
    return {
        "findings": compose.findings(points),
        "decision": DECISIONS.get(decision or "", ""),
        "definition": "\n\n".join(part for part in (_defined(case, situation), compose.numbered(points)) if part),
        "remedy": compose.listed(promises.said(remedy) for remedy in promised) or promises.why_none(points),
        "outstanding_actions": compose.listed(promises.to_do(remedy) for remedy in promised if remedy.done_on is None),
        "not_ours": compose.listed(
            f"Point {point.number} is for {point.whose}." for point in points if point.whose.strip()
        ),
        "ground": "" if ground is None else _to_them(ground.title),
        "asked": said(case),
        "other_route": situation.words.get("other_route", ""),
    }


def _to_them(rule: str) -> str:
    """A rule said to the person it is about."""
    for about_them, to_them in TO_THEM.items():
        rule = rule.replace(about_them, to_them)
    return rule


def _defined(case: models.Case, situation: Situation) -> str:
    """The complaint in a sentence, where a procedure asks for one."""
    return situation.words.get("definition") or _kept(case, "definition")


def said_once(case: models.Case, situation: Situation, points: Sequence[Point], has: Set[str]) -> dict[str, str]:
    """What a letter says in one place so that it need not say it again in another. `has` are its placeholders."""
    once = {}
    if {"definition", "outstanding"} <= has and not situation.words.get("outstanding_issues"):
        once["outstanding"] = ALL_OF_IT
    return {**once, **promises.once(case, points)} if "remedy" in has else once


def _dates(situation: Situation) -> dict[str, str]:
    """Every date a letter may give, each from the rulebook."""
    began = situation.before.receipt or situation.after.receipt
    escalated = [event.day for event in situation.after.events if event.kind == "escalated"]
    # The true day; which later day it counts from, and why, stands in the reason for the due day.
    came = clock.day_of(began.at) if began else None
    received = escalated[-1] if escalated and situation.stage == "stage_2" else came
    until = situation.facts.get("until")
    # A notice of a later date speaks of the day that was due before it.
    looked_at = situation.before if until else situation.after
    due = _answer_due(looked_at)
    return {
        "letter_date": plain(situation.on),
        "received_on": plain(received) if received else "",
        "due_on": plain(due.due_on) if due else "",
        "because": why_then(looked_at, due) if due else "",
        "escalate_by": _escalate_by(situation),
        "new_date": plain(until) if until else "",
        "until": plain(until) if until else "",
        "lateness": _lateness(situation),
        "next_update": "",
        "review_on": plain(situation.facts["review_on"]) if situation.facts.get("review_on") else "",
    }


def _escalate_by(situation: Situation) -> str:
    """By when the person is asked to go on to the next stage, from the time limit that the answer starts."""
    procedure = situation.after.procedure
    asking = {
        event
        for move in procedure.moves
        if "complainant" in move.by and move.opens and not move.begins
        for event in move.events
    }
    limits = {
        clock.name
        for clock in procedure.clocks
        if clock.owed_by == "complainant" and clock.stage == situation.stage and asking.intersection(clock.stops)
    }
    running = [one for one in situation.after.clocks if one.running and one.name in limits]
    if not running:
        return "" if limits else NO_LAST_DAY
    day = plain(running[-1].due_on)
    if running[-1].due_on < situation.on:
        return f"We asked you to do this by {day}. If you need more time, tell us."
    return f"Please do this by {day}. If you need more time, tell us."


def _lateness(situation: Situation) -> str:
    """Where a letter comes after the day it was due, that we know and are sorry; empty where it is in time."""
    open_before = {(one.name, one.run.which) for one in situation.before.clocks if one.running}
    late = [
        one.due_on
        for one in situation.after.clocks
        if (one.name, one.run.which) in open_before and not one.running and one.late and one.clock.owed_by == "council"
    ]
    return f"We should have written to you by {plain(min(late))}. We did not, and we are sorry." if late else ""


def _answer_due(standing: rulebook.Standing) -> Any:
    """The clock of the answer owed, or of whatever else the council owes first."""
    running = [one for one in standing.clocks if one.running and one.clock.owed_by == "council"]
    answers = [one for one in running if one.name.endswith("_response")]
    return next(iter(answers or running), None)


def _who(case: models.Case, situation: Situation) -> dict[str, str]:
    handler = case.owner or situation.by
    contact = here.council()
    how = " or ".join(way for way in ((handler.phone if handler else "") or contact.phone, contact.email) if way)
    # The council's name stands below whoever signs.
    name = handler.name if handler else "The complaints team"
    return {
        "handler": name,
        "handler_role": handler.job_title if handler else "",
        "handler_contact": how,
        "reviewer": name,
        "complainant_name": next((str(p.person) for p in case.parties.all() if p.role == "complainant"), ""),
    }


def said(case: models.Case) -> str:
    """What the person said went wrong, as they said it; empty once it has been erased."""
    return _kept(case, "said")


def agreed(case: models.Case) -> str:
    """What the person would like to happen, as the council last wrote it to them; empty where it never has."""
    return _kept(case, "outcome_sought")


def own_words(case: models.Case) -> tuple[str, ...]:
    """What the person wrote themselves: words that are not the council's to send back as its own."""
    return tuple(text for text in (said(case), _kept(case, "wanted")) if text)


def wanted(case: models.Case) -> str:
    """What the person would like to happen, or that they did not say."""
    return _kept(case, "wanted") or "You did not say what you would like to happen."


def _in_their_words(case: models.Case) -> str:
    return _quoted(_kept(case, "wanted")) or wanted(case)


def _quoted(words: str) -> str:
    """The person's own words, as theirs: nobody has written yet how the council understands them."""
    return f"In your words: “{words}”" if words.strip() else ""


def _kept(case: models.Case, about: str) -> str:
    kept = [words for words in case.words.all() if words.about == about and words.erased_on is None]
    return max(kept, key=lambda words: words.pk).body if kept else ""


def known(case: models.Case, situation: Situation) -> Known:
    """What the rulebook must know to judge whether a letter says enough."""
    reading = situation.before.clock(situation.clock) if situation.clock else None
    return Known(
        on=situation.on,
        holding=frozenset(_holding(case, situation)),
        due_on=reading.due_on if reading else None,
        new_on=situation.facts.get("until"),
        ground=situation.facts.get("ground"),
    )


def _holding(case: models.Case, situation: Situation) -> Iterator[str]:
    getting, _ = recipients.of(case, on=situation.on)
    if any(one.agreed for one in getting):
        yield "adjustments"
    if any(remedy.done_on is None for remedy in promises.made(case)):
        yield "actions_outstanding"
    if situation.after.departures:
        yield "departure"
    until, reading = situation.facts.get("until"), situation.clock
    if until and reading:
        due = situation.before.clock(reading).due_on
        if situation.before.council.calendar.between(due, until) > LONG_EXTENSION_WORKING_DAYS:
            yield "long_extension"
    if situation.words.get("other_route"):
        yield "other_route"


def staff_names(case: models.Case) -> tuple[str, ...]:
    """Everybody who has worked on the case: letters speak of the council, not of them."""
    worked = Q(pk__in=case.events.exclude(by=None).order_by().values("by"))
    return tuple(Officer.objects.filter(worked | Q(pk=case.owner_id)).values_list("name", flat=True))
