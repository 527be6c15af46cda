"""Who it is: the person, whoever speaks for them, how to reach them, and what they need from us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from putright.casework.writing import recipients
from putright.portal.answers import Answers
from putright.portal.forms.asked import Asked, alone, boxes, long_text, radios

EMAIL_WRONG = "Enter an email address in the right form, like name@example.com"
CHANNELS = {"email": "By email", "post": "By letter", "phone": "By telephone"}
IN_PLAIN_WORDS = {
    "large_print": "Large print",
    "plain_text": "Plain text, for a screen reader",
    "phone_first": "A telephone call before you write to me",
    "email_only": "Email only",
    "post_only": "Letters only",
    "audio": "A recording I can listen to",
    "easy_read": "Easy Read: short words and pictures",
    "interpreter": "An interpreter, British Sign Language included",
    "more_time": "More time when you ask me something",
    "other": "Something else",
}
GROUNDS = {
    "consent": "They have asked me to, or agreed to it",
    "parent": "I am a parent of the child it is about",
    "advocate": "I am their advocate or adviser",
    "attorney": "I hold a power of attorney",
    "deputy": "I am their deputy, appointed by the Court of Protection",
    "executor": "They have died, and I deal with their affairs",
    "best_interest": "They cannot decide this for themselves, and I act for their good",
    "asked_for": "I do not have their agreement yet",
}
"""On what basis somebody may speak for another, as they would say it; by the words of `recipients.AUTHORITIES`."""


def text(label: str, *, most: int = 200, required: str = "", **more: Any) -> forms.CharField:
    """One line; `required` is the error when it is left empty, and without one it may be."""
    attrs = more.pop("attrs", {})
    errors = {"required": required, "max_length": f"Use {most} letters or fewer"}
    widget = more.pop("widget", forms.TextInput)(attrs)
    return forms.CharField(
        label=label, required=bool(required), max_length=most, widget=widget, error_messages=errors, **more
    )


def email(**more: Any) -> forms.EmailField:
    """An address that may be left out."""
    errors = {"invalid": EMAIL_WRONG}
    return forms.EmailField(label="Email address", required=False, max_length=254, error_messages=errors, **more)


def phone(**more: Any) -> forms.CharField:
    """A number, as anybody writes theirs."""
    return text("Telephone number", most=40, attrs={"type": "tel", "autocomplete": "tel"}, **more)


def address(**more: Any) -> forms.CharField:
    """Where letters go."""
    return text("Postal address", most=500, widget=forms.Textarea, **more)


class SpokenFor(Asked):
    """The person somebody writes for."""

    name = text("Their name", required="Enter the name of the person you are writing for")
    email = email(help_text="If they would like to hear from us by email.")
    phone = phone()
    address = address()


class Permission(Asked):
    """What lets somebody speak for another, and what they may be told."""

    relation = text("What are you to them?", most=120, help_text="For example: daughter, friend, support worker.")
    authority = radios(
        GROUNDS.items(),
        label="How can you speak for them?",
        hints={
            "asked_for": "We will ask them. Until they agree we work on the complaint but cannot tell you about it."
        },
        error_messages={"required": "Choose how you can speak for them"},
    )
    note = long_text(
        "Anything we should know about this",
        most=1_000,
        help_text="If you have a paper that shows it, you can add it on the page about files.",
    )


class Sharing(Asked):
    """What may be shared, and who gets the letters."""

    may_be_told = radios(
        [
            ("everything", "Everything about the complaint"),
            ("the_answer", "Only our answer"),
            ("nothing", "Nothing. Please write to them only"),
        ],
        label="What have they agreed that we may tell you?",
        error_messages={"required": "Choose what they have agreed that we may tell you"},
    )
    letters = radios(
        [("both", "Both of us"), ("me", "Only me"), ("them", "Only them")],
        label="Who should get our letters?",
        error_messages={"required": "Choose who should get our letters"},
    )

    def clean(self) -> dict[str, Any]:
        """Nobody gets letters about what they may not know."""
        said = super().clean() or {}
        if said.get("may_be_told") == "nothing" and said.get("letters") in ("both", "me"):
            self.add_error("letters", "If we may tell you nothing, choose “Only them”")
        return said


class YourName(Asked):
    """Whether somebody says who they are. Both ways are taken."""

    answer = radios(
        [("yes", "Yes"), ("no", "No, I want to stay anonymous")],
        label="Will you tell us who you are?",
        hints={
            "yes": "One way to reach you is enough.",
            "no": "We will look into it. But we cannot write to you or ask you anything, and it may be hard to put "
            "things right for you. The only way to see our answer is a secret link that we show you at the end.",
        },
        error_messages={"required": "Choose whether you will tell us who you are"},
    )


class YourDetails(Asked):
    """Name and ways to reach them: any one way is enough, and the name may be left out."""

    name = text("Your name", attrs={"autocomplete": "name", "spellcheck": "false"})
    email = email()
    phone = phone()
    address = address()

    def clean(self) -> dict[str, Any]:
        """One way to reach them, whichever."""
        said = super().clean() or {}
        tried = any(self.data.get(name, "").strip() for name in ("email", "phone", "address"))
        if not tried:
            self.add_error("email", "Enter an email address, a telephone number or a postal address. One is enough")
        return said


class HowToReachYou(Asked):
    """The way they like best, among those they gave, and what to mind."""

    safe = long_text(
        "Is it safe to contact you like this?",
        most=1_000,
        help_text="Tell us if we should take care. For example: do not leave messages, ring only in the morning, or "
        "write in a plain envelope.",
    )

    def __init__(self, typed: Mapping[str, list[str]] | None = None, *, given: Answers, **more: Any) -> None:
        super().__init__(typed, given=given, **more)
        if len(given.reach) > 1:
            self.fields["prefers"] = radios(
                [(channel, CHANNELS[channel]) for channel in given.reach],
                label="How would you like to hear from us?",
                error_messages={"required": "Choose how you would like to hear from us"},
            )
            self.order_fields(["prefers", "safe"])


class WhatYouNeedFromUs(Asked):
    """Adjustments: asked for here, agreed by an officer."""

    needs = boxes(
        [*((name, IN_PLAIN_WORDS[name]) for name in recipients.ADJUSTMENTS), ("none", "No, nothing")],
        label="Do you need us to do anything differently?",
        help_text="For example because of a disability, your health or your language. You need not prove anything. "
        "Choose all that apply, or just continue.",
        required=False,
        or_before="none",
    )
    note = long_text("Tell us more about what you need", most=1_000)

    def clean_needs(self) -> list[str]:
        """Nothing, or what applies."""
        return alone(self.cleaned_data["needs"], none="none")

    def clean(self) -> dict[str, Any]:
        """What "something else" is."""
        said = super().clean() or {}
        needs = said.get("needs") or []
        if "other" in needs and not said.get("note"):
            self.add_error("note", "Tell us what else you need")
        if {"email_only", "post_only"} <= set(needs):
            self.add_error("needs", "Choose either “Email only” or “Letters only”, not both")
        return said


class ComeBack(forms.Form):
    """Where to send the link to a complaint not sent yet."""

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        error_messages={"required": "Enter your email address", "invalid": EMAIL_WRONG},
    )
