"""Example values for every component, shown at /kit/. Names here are nobody's."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from putright.web import fields

CHANNELS = (("email", "Email"), ("post", "Letter"), ("phone", "Telephone"))


class Example(forms.Form):
    """One field of every kind."""

    name = forms.CharField(
        label="Your full name",
        error_messages={"required": "Enter your full name"},
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="Email address",
        help_text="We will only use this about your complaint.",
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    phone = forms.CharField(label="Telephone number", required=False, widget=forms.TextInput({"type": "tel"}))
    missed = forms.IntegerField(
        label="How many collections were missed?",
        error_messages={"required": "Enter how many were missed", "invalid": "Enter a number, such as 3"},
    )
    happened_on = fields.DateField(
        label="When did it happen?",
        help_text="For example, 27 3 2026. If you are not sure, say roughly.",
        what="the date",
    )
    service = forms.ChoiceField(
        label="Service",
        choices=[("", "Choose one"), ("waste", "Waste and recycling"), ("housing", "Housing repairs")],
        error_messages={"required": "Choose a service"},
    )
    reply_by = forms.ChoiceField(
        label="How should we answer you?",
        choices=CHANNELS,
        widget=fields.Radios(
            hints={"post": "In large print if you ask for it."}, reveals={"phone": "best_time"}, or_before="phone"
        ),
        error_messages={"required": "Choose how we should answer you"},
    )
    best_time = forms.CharField(label="When is a good time to ring?", required=False)
    needs = forms.MultipleChoiceField(
        label="Do you need any of these?",
        help_text="Choose all that apply.",
        required=False,
        choices=[("large_print", "Large print"), ("easy_read", "Easy Read"), ("none", "No, none of these")],
        widget=fields.Checkboxes(hints={"easy_read": "Short words and pictures."}, or_before="none"),
    )
    story = forms.CharField(
        label="What went wrong?",
        help_text="Use your own words.",
        widget=fields.Counted(most=4000),
        error_messages={"required": "Tell us what went wrong"},
    )
    note = forms.CharField(label="Anything else", required=False, widget=forms.Textarea)
    evidence = fields.FilesField(
        label="Photos or documents", help_text="Pictures, PDF or Word, up to 10 MB each.", required=False
    )
    agreed = forms.BooleanField(
        label="I have permission to complain for this person",
        error_messages={"required": "Confirm that you have permission"},
    )
    step = forms.CharField(widget=forms.HiddenInput, initial="2")


class OneQuestion(forms.Form):
    """A page with one question: its label is the heading of the page."""

    story = forms.CharField(
        label="What went wrong?",
        help_text="Use your own words. You do not need to know any rules.",
        widget=fields.Counted(most=4000),
        error_messages={"required": "Tell us what went wrong"},
    )


def _mistakes() -> dict[str, Any]:
    typed = {
        "email": "maria@",
        "happened_on-day": "31",
        "happened_on-month": "Febuary",
        "happened_on-year": "26",
        "reply_by": "phone",
        "best_time": "After 5 <pm>",
        "missed": "three",
        "step": "2",
        "note": "First line\n    second, indented\n",
    }
    return {"form": Example(typed)}


def _desk() -> dict[str, Any]:
    return {
        "columns": ["Reference", "About", "Stage", {"text": "Days left", "number": True}, "Next step"],
        "cases": [
            ("FV-2026-0041", "Missed bin, Larch Close", "Stage 1", "2 overdue", ("Overdue", "overdue")),
            ("FV-2026-0057", "Repair not finished", "Stage 1", "1", ("Due tomorrow", "due")),
            ("FV-2026-0060", "Council tax refund", "Stage 2", "9", ("Acknowledge", "neutral")),
            ("FV-2026-0061", "Noise from works depot", "Intake", "4", ("New", "new")),
        ],
        "events": [
            {"title": "Answer due", "when": "Monday 15 June 2026", "state": "coming"},
            {"title": "Acknowledgement late", "when": "Monday 8 June 2026, 1 working day late", "state": "late"},
            {
                "title": "Letter sent",
                "when": "5 June 2026, 2.05 pm, by Rosa Okafor",
                "more": "Acknowledgement, by email.",
            },
            {"title": "Complaint received", "when": "1 June 2026, online form"},
        ],
    }


PAGES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "index": _desk,
    "fields": lambda: {"form": Example(initial={"name": "Maria Lindqvist"})},
    "mistakes": _mistakes,
    "question": lambda: {"form": OneQuestion()},
    "desk": _desk,
    "letter": dict,
    "done": dict,
}
