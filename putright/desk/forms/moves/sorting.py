"""The rulebook's questions on where a matter belongs, a few at a time: only those that still matter.

What was answered on the other pages of questions travels with the form, so that nothing is lost and all can be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from putright import rulebook
from putright.desk.forms.moves.asking import Asking
from putright.rulebook import Routing
from putright.rulebook.routing import triage
from putright.web import fields

NO, NONE, TOPICS_FIELD = "no", "none", "topics"

TOPICS: Mapping[str, tuple[str, str]] = {
    "children": (
        "Social care for a child",
        "Child in need, looked after, leaving care, adoption, special guardianship",
    ),
    "care": ("Care or support for an adult, or public health", "Commissioned care included"),
    "landlord": (
        "The council as landlord",
        "Repairs, rent, service charges, tenancy; not homelessness or the register",
    ),
    "personal_data": ("Somebody’s personal data", "How it was used or kept, or asking for a copy of it"),
    "information": ("A request for other information the council holds", ""),
    "appeal": (
        "A decision that can be appealed or reviewed",
        "Parking, school places, benefits, council tax, planning…",
    ),
    "councillor": ("A councillor", "Their conduct, or how a complaint about it was handled"),
    "whose": ("Something another body, a school or a contractor did", ""),
    "claim": ("Money for something lost or damaged, or for an injury", ""),
    "court": ("Something that is going to court", ""),
    "work": ("The person’s own job here, or wrongdoing seen at work", ""),
    "senior": ("Somebody so senior that nobody could review the first answer", ""),
}
"""What sends a matter another way, ticked all on one page: by question, what officers tick, and a hint."""

UNTICKED: Mapping[str, str] = {"whose": "council"}
"""What a topic that was not ticked answers, where that is not "no"."""
TICKED: Mapping[str, str] = {"children": "yes", "landlord": "yes", "information": "yes", "senior": "yes"}
"""What a ticked topic answers, where its question asks for nothing more."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked on one page."""

    name: str
    heading: str
    questions: tuple[str, ...]


GROUPS = (
    Group("start", "Danger, and who it is from", ("danger", "sender")),
    Group("member", "What the councillor or MP wants", ("member_wants",)),
    Group(TOPICS_FIELD, "The subject", ()),
    Group("details", "More about that", tuple(name for name in TOPICS if name not in TICKED)),
    Group("following", "And further", ("children_who", "appeal_stage", "body")),
    Group("appealing", "The appeal", ("appeal_reasonable",)),
    Group("earlier", "What has happened so far", ("earlier",)),
    Group("rest", "What else is in it", ("rest",)),
    Group("together", "Together or apart", ("together",)),
)
"""The pages of questions, in order; one of which nothing is left to ask is passed over."""

BY_NAME: Mapping[str, Group] = {group.name: group for group in GROUPS}

DONE = "done"
NEXT, CHANGE = "route", "change "
"""Buttons: on to the next questions, and back to those of a group, by its name."""


class Sorting(Asking):
    """A form with the questions in it. `group` names those that were on the page it was sent from; empty before any."""

    group = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.turned_to = ""
        for question in triage.current().questions:
            self.fields[f"q-{question.id}"] = _field(question)
        topics = [(name, title) for name, (title, _) in TOPICS.items()]
        self.fields[TOPICS_FIELD] = forms.MultipleChoiceField(
            label="Is it about any of these?",
            help_text="Tick everything that applies.",
            choices=[*topics, (NONE, "None of these")],
            required=False,
            widget=fields.Checkboxes(hints={name: hint for name, (_, hint) in TOPICS.items() if hint}, or_before=NONE),
        )

    # --- What was answered. ---

    def answers(self) -> dict[str, Any]:
        """The questions answered, by a topic ticked or not where that answers them."""
        found = ((question.id, self._answer(question)) for question in triage.current().questions)
        return {name: answer for name, answer in found if answer}

    def _answer(self, question: Any) -> Any:
        ticked = self.given(TOPICS_FIELD, [])
        if question.id in TOPICS and ticked:
            if question.id not in ticked:
                settled = UNTICKED.get(question.id, NO)
                return [settled] if question.several else settled
            if question.id in TICKED:
                return TICKED[question.id]
        given = self.given(f"q-{question.id}", [])
        accepted = {choice.name for choice in question.accepts}
        said = [one for one in (given if isinstance(given, list) else [given]) if one in accepted]
        if question.several:
            # "No" beside something that applies was left ticked by mistake: what applies counts.
            return [one for one in said if one != NO] or said
        return said[0] if said else None

    def routing(self) -> Routing:
        """Where the answers lead."""
        return rulebook.route(self.answers())

    # --- Which questions are shown. ---

    @property
    def at(self) -> str:
        """The name of the group shown, `DONE` when there is nothing more to ask, empty while none was asked for."""
        return self.turned_to or str(self.given("group"))

    def turn(self, pressed: str) -> bool:
        """Go where the button that was pressed leads, with everything answered so far. Whether it was one of ours."""
        names = [group.name for group in GROUPS]
        if pressed.startswith(CHANGE):
            wanted = pressed.removeprefix(CHANGE)
            self.turned_to = wanted if wanted in names else DONE
        elif pressed == NEXT:
            self.turned_to = self._first(GROUPS[names.index(self.at) + 1 :] if self.at in names else GROUPS)
        return bool(self.turned_to)

    def _first(self, groups: Sequence[Group]) -> str:
        return next((group.name for group in groups if any(self._asked(group))), DONE)

    def _asked(self, group: Group) -> Iterator[str]:
        """The fields of a group that matter, given the answers to all other questions."""
        answers = self.answers()
        if group.name == TOPICS_FIELD:
            if any(_matters(name, answers) for name in TOPICS):
                yield TOPICS_FIELD
            return
        ticked = self.given(TOPICS_FIELD, [])
        for name in group.questions:
            if _matters(name, answers) and (name not in TOPICS or name in ticked):
                yield f"q-{name}"

    @property
    def shown(self) -> tuple[str, ...]:
        """The questions on the page."""
        return tuple(self._asked(BY_NAME[self.at])) if self.at in BY_NAME else ()

    @property
    def heading(self) -> str:
        """What the questions on the page are about."""
        return BY_NAME[self.at].heading if self.at in BY_NAME else ""

    @property
    def done(self) -> bool:
        """Whether no more is asked."""
        return self.at == DONE

    def carried(self, *besides: str) -> Iterator[tuple[str, str]]:
        """What was answered elsewhere, as the form takes it along; `besides` are further fields not on the page."""
        for name in (*(f"q-{one.id}" for one in triage.current().questions), TOPICS_FIELD, *besides):
            value = None if name in self.shown else self[name].value()
            for one in value if isinstance(value, list) else [value]:
                if one not in (None, False, ""):
                    yield name, "on" if one is True else str(one)

    def summary(self) -> Iterator[dict[str, str]]:
        """What was answered, and left open on the way, in lines, each with the group in which it is changed."""
        names = [group.name for group in GROUPS]
        reached = names.index(self.at) if self.at in names else len(names)
        for place, group in enumerate(GROUPS):
            for name in self._asked(group) if group.name != self.at else ():
                said = "; ".join(self._chosen(name))
                if said or place < reached:
                    yield {"key": str(self.fields[name].label), "value": said or "Not answered", "group": group.name}

    def _chosen(self, name: str) -> Iterator[str]:
        """The answers chosen in a field, as they read."""
        titles = dict(self.fields[name].choices)  # type: ignore[attr-defined]
        said = self.given(name, None) if name == TOPICS_FIELD else self.answers().get(name.removeprefix("q-"))
        yield from (str(titles[one]) for one in (said if isinstance(said, list) else [said]) if one in titles)


def begun_with(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a form begins with that goes on from answers given before."""
    if not answers:
        return {}
    ticked = [name for name in TOPICS if name in answers and not _says_no(name, answers[name])]
    topics = ticked or ([NONE] if any(name in answers for name in TOPICS) else [])
    return {TOPICS_FIELD: topics, "group": DONE, **{f"q-{name}": answer for name, answer in answers.items()}}


def _says_no(name: str, answer: Any) -> bool:
    return answer in (UNTICKED.get(name, NO), [NO])


def _matters(name: str, answers: Mapping[str, Any]) -> bool:
    """Whether a question is asked, given the answers to the others."""
    others = {one: answer for one, answer in answers.items() if one != name}
    return any(question.id == name for question in rulebook.route(others).still_to_ask)


def _field(question: Any) -> forms.ChoiceField:
    kind: type[forms.ChoiceField] = forms.MultipleChoiceField if question.several else forms.ChoiceField
    has_no = any(one.name == NO for one in question.accepts)
    # What can be ticked stands above the "no" that stands alone.
    choices = sorted(
        ((one.name, one.title) for one in question.accepts), key=lambda one: question.several and one[0] == NO
    )
    widget = fields.Checkboxes(or_before=NO if has_no else "") if question.several else fields.Radios()
    return kind(label=question.for_officer, help_text=question.why, choices=choices, required=False, widget=widget)
