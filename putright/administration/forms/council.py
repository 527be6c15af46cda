"""What the council says of itself: name, contact, colour and logo, definitions, approvals, Ombudsmen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.council import colour, logo, models
from putright.web.fields import DateField, Radios

SENDERS = "Letters and emails come from it."


class Why(forms.Form):
    """A form that can say why something is changed: for the history."""

    why = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        help_text="Shown in the history of the settings, beside your name.",
    )


class OfCouncil(Why):
    """Some fields of the council, each under the name it has there."""

    def __init__(self, *args: Any, council: models.Council | None, **options: Any) -> None:
        names = [name for name in self.base_fields if name != "why"]
        if council is not None:
            options.setdefault("initial", {name: self.written(council, name) for name in names})
        super().__init__(*args, **options)
        self.order_fields([*names, "why"])

    def written(self, council: models.Council, name: str) -> Any:
        """A field of the council as it stands in its box."""
        return getattr(council, name)

    def values(self) -> dict[str, Any]:
        """What is to be written, by the council's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "why"}

    def shown(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Values in words, under the labels of the form."""
        return {str(self.fields[name].label): self._word(name, value) for name, value in values.items()}

    def _word(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(str(value), value))  # type: ignore[arg-type]
        return str(value)


class Naming(OfCouncil):
    """What the council is called, and what kind it is."""

    name = forms.CharField(
        label="Name of the council",
        max_length=200,
        help_text="In full, as it stands on its letters: Anytown Borough Council.",
        error_messages={"required": "Enter the name of the council"},
    )
    short_name = forms.CharField(
        label="Short name",
        max_length=60,
        help_text="As people say it: Anytown.",
        error_messages={"required": "Enter a short name"},
    )
    kind = forms.ChoiceField(
        label="What kind of council is it?",
        choices=models.Kind.choices,
        widget=Radios(hints={models.Kind.DISTRICT: "Without social services"}),
        help_text="This decides which procedures are yours by law.",
        error_messages={"required": "Choose the kind of council"},
    )


class Contact(OfCouncil):
    """How people reach the council about a complaint."""

    email = forms.EmailField(
        label="Email address for complaints",
        help_text=SENDERS,
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address, like name@example.com",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(label="Telephone number", required=False, max_length=40)
    text_relay = forms.CharField(
        label="Text relay",
        required=False,
        max_length=200,
        help_text="For people who cannot hear: 18001 and your number.",
    )
    address = forms.CharField(
        label="Postal address", required=False, max_length=600, widget=forms.Textarea({"rows": 5})
    )
    opening_hours = forms.CharField(
        label="When the telephone is answered",
        required=False,
        max_length=200,
        help_text="Such as: Monday to Friday, 9am to 5pm.",
    )
    website = forms.URLField(
        label="The council’s website",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, like https://www.anytown.gov.uk"},
    )

    def clean(self) -> dict[str, Any]:
        """People who do not write emails must be able to reach the council too."""
        told = super().clean() or {}
        if not told.get("phone") and not told.get("address"):
            self.add_error("phone", "Enter a telephone number, or a postal address below")
        return told


class Colour(OfCouncil):
    """The council's colour."""

    colour = forms.CharField(
        label="Colour",
        max_length=7,
        help_text="As # and six figures or letters a to f, such as #1d4f5c. White words must be readable on it.",
        error_messages={"required": "Enter a colour, such as #1d4f5c"},
    )

    def clean_colour(self) -> str:
        """A colour on which white words can be read."""
        given = str(self.cleaned_data["colour"]).strip().lower()
        given = given if given.startswith("#") else f"#{given}"
        if re.fullmatch(r"#[0-9a-f]{3}", given):
            given = "#" + "".join(letter * 2 for letter in given[1:])
        colour.readable_under_white(given)
        return given


class Picture(forms.Form):
    """The council's logo."""

    logo = forms.FileField(
        label="Choose a picture",
        help_text="PNG or JPEG, at most 2 MB. It is shown on a dark ground of your colour, and up to 80 pixels high.",
        error_messages={"required": "Choose a picture first", "empty": "The file is empty. Choose another one."},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def clean_logo(self) -> bytes:
        """The picture, drawn anew."""
        given = self.cleaned_data["logo"]
        if given.size > logo.MOST_BYTES:
            raise ValidationError("The file is larger than 2 MB. Save the logo as a smaller PNG or JPEG.")
        try:
            return logo.drawn(given.read())
        except logo.Refused as refused:
            raise ValidationError(str(refused)) from None


STARTING: Mapping[str, str] = {
    "complaint_definition": (
        "It is a complaint when you tell us, in whatever way, that you are not happy with how well we do something, "
        "with something we did, or with something we did not do. It may be about the council itself, our staff, or "
        "somebody who works for us, and it may touch you alone or a group of people. You do not have to use the word "
        "“complaint”. Somebody else can complain for you."
    ),
    "service_request_definition": (
        "It is a request for a service when you ask us to provide something or make it better, to put something "
        "right, or to look again at a decision. If you are not happy with how we deal with it, you can complain, also "
        "while we are still working on it."
    ),
}
"""The Code's definitions (1.2, 1.4, 1.5, 1.7) in our words: what a council begins with that has written none."""
MARKED: Mapping[str, str] = {
    "complaint_definition": "This is a starting text: the Code’s definition (1.4 and 1.5) in our words.",
    "service_request_definition": "This is a starting text: the Code’s definition (1.2 and 1.7) in our words.",
}
YOURS = "Put that of your policy in its place."


class Policy(OfCouncil):
    """What counts as a complaint here."""

    complaint_definition = forms.CharField(
        label="What is a complaint?",
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text="In the words of your policy. People read it before they complain (the Code, 1.3).",
        error_messages={"required": "Write what your policy calls a complaint"},
    )
    service_request_definition = forms.CharField(
        label="What is a service request?",
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text="What you deal with without a complaint, the first time it is asked for (the Code, 1.2).",
        error_messages={"required": "Write what your policy calls a service request"},
    )
    late_complaints = forms.CharField(
        label="Complaints about something older than 12 months",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text=(
            "What people are told of it. The limit itself cannot be shorter than 12 months from when they knew, "
            "and with good reasons you look at older ones too (the Code, 2.2)."
        ),
    )

    def __init__(self, *args: Any, council: models.Council | None, **options: Any) -> None:
        super().__init__(*args, council=council, **options)
        for name, marked in MARKED.items():
            if council is not None and not super().written(council, name):
                self.fields[name].help_text = f"{self.fields[name].help_text} {marked} {YOURS}"

    def written(self, council: models.Council, name: str) -> Any:
        """What the council has written; a starting text, marked as one, where it has written nothing."""
        return super().written(council, name) or STARTING.get(name, "")


YES_OR_NO = ((True, "Yes"), (False, "No"))


def _yes_or_no(**options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=YES_OR_NO,
        coerce=lambda value: value in (True, "True"),
        widget=Radios(inline=True),
        error_messages={"required": "Choose yes or no"},
        **options,
    )


class Approvals(OfCouncil):
    """Which letters need a second person."""

    answers_need_approval = _yes_or_no(
        label="Must somebody approve every answer before it goes out?",
        help_text="If yes, an answer waits until somebody whose role lets them approve has read it.",
    )
    refusals_need_two_people = _yes_or_no(
        label="Does it take two people to refuse a complaint?",
        help_text="If yes, one proposes the refusal and another one signs it off.",
    )


class Exclusion(Why):
    """What the policy does not take as a complaint."""

    title = forms.CharField(
        label="What is not taken as a complaint?",
        max_length=120,
        help_text="Such as: Decisions on planning applications.",
        error_messages={"required": "Say what it is"},
    )
    reason = forms.CharField(
        label="Why not?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="A reason that people can understand, and that is fair (the Code, 2.3).",
        error_messages={"required": "Say why not"},
    )
    elsewhere = forms.CharField(
        label="Where can people go instead?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Every refusal says so. They can always ask the Ombudsman.",
        error_messages={"required": "Say where people can go instead"},
    )
    field_order = ("title", "reason", "elsewhere", "why")


class Reaching(Why):
    """How an Ombudsman is reached, as the council has checked it."""

    website = forms.CharField(label="Website", required=False, max_length=100, help_text="Such as www.lgo.org.uk.")
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    post = forms.CharField(label="Postal address", required=False, max_length=200, help_text="In one line.")
    time_limit = forms.CharField(
        label="How long do people have to complain to them?",
        required=False,
        max_length=200,
        help_text="As it follows “it is usually”, such as: 12 months from the day you first knew about the problem.",
    )
    source = forms.CharField(
        label="Where did you read it?",
        max_length=200,
        help_text="Best on their own website.",
        error_messages={"required": "Say where you read it"},
    )
    read_on = DateField(label="When did you read it?", what="the day you read it")
    field_order = ("website", "phone", "post", "time_limit", "source", "read_on", "why")

    def clean(self) -> dict[str, Any]:
        """One way at least."""
        told = super().clean() or {}
        if not any(told.get(name) for name in ("website", "phone", "post")):
            self.add_error("website", "Enter at least one way to reach them")
        return told
