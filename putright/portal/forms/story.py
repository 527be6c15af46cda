"""What happened: the service, what went wrong, when, what it did to the person, and what would put it right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from putright.casework.files import documents
from putright.council import clock, here
from putright.portal.answers import Answers
from putright.portal.forms.asked import Asked, long_text, radios
from putright.web import fields

NOT_SURE = "not-sure"
LARGEST = documents.MOST_BYTES // 1024 // 1024


class WhichService(Asked):
    """The services to choose from, and that it is not known."""

    def __init__(self, typed: Mapping[str, list[str]] | None = None, *, given: Answers, **more: Any) -> None:
        super().__init__(typed, given=given, **more)
        services = list(here.services())
        self.fields["service"] = radios(
            [*((service.slug, service.name) for service in services), (NOT_SURE, "I am not sure")],
            label="Which service is it about?",
            hints={
                **{service.slug: service.about for service in services if service.about},
                NOT_SURE: "We will find out for you.",
            },
            or_before=NOT_SURE,
            error_messages={
                "required": "Choose a service, or choose “I am not sure”",
                "invalid_choice": "Choose a service from the list, or choose “I am not sure”",
            },
        )


class WhatWentWrong(Asked):
    """In their own words."""

    said = long_text(
        "What went wrong?",
        most=10_000,
        required="Tell us what went wrong",
        help_text="Use your own words. Say what happened and what should have happened. "
        "If we have given you a reference, put it in too.",
    )


class WhatYouNeed(Asked):
    """The same place, for a first-time request."""

    said = long_text(
        "What do you want the service to do?",
        most=10_000,
        required="Tell us what you want the service to do",
        help_text="Use your own words. Say what the problem is and where it is.",
    )


class When(Asked):
    """When it happened or when they knew, in words and perhaps as a day. It bars nothing."""

    happened = long_text(
        "When it was, in your own words",
        most=1_000,
        help_text="For example: “three times in May”, or “I found out last week”.",
    )
    happened_on = fields.DateField(
        label="The date, if you know it",
        help_text="When it happened, or when you found out. For example, 27 3 2026.",
        what="the date",
        required=False,
    )

    def clean_happened_on(self) -> Any:
        """A day that has been."""
        day = self.cleaned_data["happened_on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError("The date must be today or in the past. Leave it empty if you do not know it")
        return day


class Impact(Asked):
    """What it did to them."""

    impact = long_text(
        "How has this affected you?",
        most=4_000,
        help_text="For example: money you lost, worry, your health, or time it took. "
        "If you speak for somebody else, say how it affected them.",
    )


class WhatYouWant(Asked):
    """What would put it right."""

    wanted = long_text(
        "What should we do to put it right?",
        most=4_000,
        help_text="For example: say sorry, explain, mend something, change how we work, or look at a decision again.",
    )


class Evidence(forms.Form):
    """Files to add, as many as somebody has. What is in them is looked at by `casework.documents`."""

    evidence = fields.FilesField(
        label="Add files",
        required=False,
        help_text=f"{documents.SAID}. Each up to {LARGEST} MB, and up to {documents.MOST_FILES} files. "
        f"You can choose several at once, or add them one after another. {documents.LEFT_OUT}",
    )
