"""What has been typed so far, read: by page and field, and as answers to the questions of the rulebook's triage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from putright import rulebook
from putright.portal.models import Draft

Typed = Mapping[str, Mapping[str, list[str]]]
Question: TypeAlias = Any
"""A question of the rulebook, with its wording for residents."""

NOT_YET = ("request", "first_concern")
"""Answers to "have you asked us before" by which the service has not had its chance."""

ALWAYS = ("danger", "sender", "member_wants")
"""Questions everybody is asked."""

TOPICS: Mapping[str, tuple[str, str]] = {
    "landlord": ("My home, and the council is my landlord", "As a tenant, leaseholder or shared owner"),
    "care": ("Care or support for an adult, or public health", ""),
    "children": ("Social care for a child", "Such as help for a child in need, being in care, or adoption"),
    "personal_data": ("Information about me", "How we used, kept, lost or shared it, or asking for a copy of it"),
    "information": ("Asking for other information the council holds", ""),
    "appeal": (
        "A decision that can be appealed or reviewed",
        "Such as a parking fine, a school place, benefits, council tax or planning",
    ),
    "councillor": ("A councillor", "How they behaved, or how we dealt with a complaint about it"),
    "whose": (
        "Something that somebody else did",
        "Such as a school, another council, the NHS, the police, or a firm that works for us",
    ),
    "claim": ("Money for something lost or damaged, or for an injury", ""),
    "court": ("Something that is going to court", ""),
    "work": ("My job at the council, or something wrong I saw at work there", ""),
    "senior": ("Somebody at the head of the council or of a service", ""),
}
"""What sends a complaint another way: the name of the question, what people tick, and a hint."""

TICKED_IS_ENOUGH = ("landlord", "children", "information", "senior")
FOLLOWING: Mapping[str, str] = {
    "children_who": "children",
    "appeal_stage": "appeal",
    "appeal_reasonable": "appeal",
    "body": "whose",
}
"""Questions asked because of another one."""

IN_ORDER = (
    *("councillor", "work", "personal_data", "information", "children", "children_who", "care", "landlord"),
    *("appeal", "appeal_stage", "appeal_reasonable", "court", "whose", "body", "claim", "senior", "rest", "together"),
)


@dataclass(frozen=True)
class Answers:
    """What somebody typed, page by page."""

    typed: Typed = field(default_factory=dict)
    about: str = ""

    @classmethod
    def of(cls, draft: Draft | None) -> Answers:
        """Those of a draft; none when there is no draft."""
        return cls() if draft is None else cls(draft.typed, draft.about)

    def one(self, page: str, name: str) -> str:
        """What was typed into one field, without blanks around it."""
        return next(iter(self.every(page, name)), "").strip()

    def every(self, page: str, name: str) -> list[str]:
        """Everything chosen in one field."""
        return list(self.typed.get(page, {}).get(name, []))

    # --- Who and what it is, in short. ---

    @property
    def is_request(self) -> bool:
        """Whether it goes to the service as a request, which is for the person to say."""
        return self.earlier in NOT_YET

    @property
    def first_time(self) -> bool:
        """Whether they said that they tell us for the first time, whatever they chose to do then."""
        return self.one("asked-before", "answer") in NOT_YET

    @property
    def earlier(self) -> str:
        """Whether the service had its chance, or the person wants a complaint however that is."""
        said = self.one("asked-before", "answer")
        if said in NOT_YET and self.one("request-or-complaint", "answer") == "complaint":
            return "insists"
        return said or ("unhappy" if self.about else "")

    @property
    def for_another(self) -> bool:
        """Whether somebody speaks for somebody else."""
        return self.one("who-for", "answer") in ("representative", "member")

    @property
    def anonymous(self) -> bool:
        """Whether they would rather not say who they are."""
        return self.one("your-name", "answer") == "no"

    @property
    def reach(self) -> tuple[str, ...]:
        """The ways there are to reach whoever types."""
        if self.anonymous:
            return ()
        given = (("email", "email"), ("phone", "phone"), ("post", "address"))
        return tuple(channel for channel, name in given if self.one("your-details", name))

    # --- The rulebook's questions. ---

    @cached_property
    def triage(self) -> dict[str, str | list[str]]:
        """The answers as the rulebook takes them: only those to questions it asks, and only ones it accepts."""
        said: dict[str, str | list[str]] = {}
        for name in (*ALWAYS, *IN_ORDER, "earlier"):
            question = _asked(name, said)
            answer = self._answer(name, question) if question else []
            if question and answer:
                said[name] = answer if question.several else answer[0]
        return said

    @cached_property
    def routing(self) -> rulebook.Routing:
        """Where it goes."""
        return rulebook.route(self.triage)

    def question(self, name: str) -> Question | None:
        """A question of the rulebook, if it is one to ask given the other answers."""
        return _asked(name, {one: answer for one, answer in self.triage.items() if one != name})

    @cached_property
    def to_ask(self) -> tuple[str, ...]:
        """The questions that matter to this person, beyond what everybody is asked, in order."""
        ticked = {*self.every("topics", "answer"), "rest", "together"}
        matter = [name for name in IN_ORDER if FOLLOWING.get(name, name) in ticked and name not in TICKED_IS_ENOUGH]
        return tuple(name for name in matter if self.question(name))

    def _answer(self, name: str, question: Question) -> list[str]:
        accepted = {choice.name for choice in question.accepts}
        said = [one for one in self._said(name) if one in accepted]
        return ["no"] if "no" in said else said

    def _said(self, name: str) -> list[str]:
        if name == "earlier":
            return [self.earlier]
        if name in TICKED_IS_ENOUGH or (name in TOPICS and name not in self.every("topics", "answer")):
            return self._ticked(name)
        return self.every(page_of(name), "answer")

    def _ticked(self, name: str) -> list[str]:
        ticked = self.every("topics", "answer")
        if name in ticked:
            return ["yes"]
        return ["no"] if ticked else []


def page_of(question: str) -> str:
    """The name of the page that asks a question of the rulebook."""
    named = {"sender": "who-for", "danger": "danger"}
    return named.get(question, f"about-{question.replace('_', '-')}")


def _asked(name: str, said: Mapping[str, str | list[str]]) -> Question | None:
    return next((one for one in rulebook.route(said).still_to_ask if one.id == name), None)
