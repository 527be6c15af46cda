"""Questions that settle where it belongs. The wording is the rulebook's; none of them has to be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from putright.portal.answers import TOPICS, Answers
from putright.portal.forms.asked import Asked, alone, boxes, of_question, radios

LEAVE = "If you are not sure, leave this and continue."

THE_OMBUDSMAN = ("lgsco", "housing_ombudsman")


class AskedBefore(Asked):
    """Whether the service has had its chance."""

    def __init__(self, typed: Mapping[str, list[str]] | None = None, *, given: Answers, **more: Any) -> None:
        super().__init__(typed, given=given, **more)
        self.fields["answer"] = of_question(Answers().question("earlier"), help_text=LEAVE, or_before="insists")


class RequestOrComplaint(Asked):
    """Told for the first time: to the service, or a complaint all the same. The person decides."""

    answer = radios(
        [
            ("request", "Ask the service to put it right"),
            ("complaint", "No, I want to make a complaint"),
        ],
        label="What would you like us to do?",
        hints={
            "request": "Often the quickest way. You can still complain at any time.",
            "complaint": "We look at what went wrong and write to you with our decision.",
        },
        error_messages={"required": "Choose what you would like us to do"},
    )


class QuestionPage(Asked):
    """One question of the rulebook; which one, `question` says."""

    question = ""
    left_out: tuple[str, ...] = ()

    def __init__(self, typed: Mapping[str, list[str]] | None = None, *, given: Answers, **more: Any) -> None:
        super().__init__(typed, given=given, **more)
        asked = given.question(self.question)
        if asked is None:
            return
        several = f"Choose all that apply. {LEAVE}"
        made = of_question(asked, help_text=several if asked.several else LEAVE)
        made.choices = self._in_order(made.choices, several=asked.several)
        if asked.several:
            made.widget.or_before = "no"
        self.fields["answer"] = made

    def _in_order(self, choices: Iterable[tuple[str, str]], *, several: bool) -> list[tuple[str, str]]:
        """Without those left out, and "no" below what can be ticked."""
        kept = [(name, title) for name, title in choices if name not in self.left_out]
        return sorted(kept, key=lambda one: one[0] == "no") if several else kept

    def clean_answer(self) -> Any:
        """No, or what applies; not both."""
        said = self.cleaned_data["answer"]
        return alone(said, none="no") if isinstance(said, list) else said


def question_page(name: str) -> type[QuestionPage]:
    """The page for one question."""
    return type(f"Question_{name}", (QuestionPage,), {"question": name})


class WhoFor(QuestionPage):
    """Who somebody writes for. The Ombudsmen do not write here."""

    question = "sender"
    left_out = THE_OMBUDSMAN


class Topics(Asked):
    """What would send it another way, all on one page: most people choose the last answer."""

    answer = boxes(
        [*((name, title) for name, (title, _) in TOPICS.items()), ("none", "None of these")],
        label="Is it about any of these?",
        help_text=f"We ask because the law has a special way for some of them. Choose all that apply. {LEAVE}",
        required=False,
        hints={name: hint for name, (_, hint) in TOPICS.items() if hint},
        or_before="none",
    )

    def clean_answer(self) -> list[str]:
        """None of them, or those that apply."""
        return alone(self.cleaned_data["answer"], none="none")
