"""What the public is told before a site opens: the landlord's Code, keeping, privacy, accessibility; and opening it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from putright.administration.forms.council import OfCouncil
from putright.council import clock, models
from putright.rulebook import plain
from putright.web.fields import DateField, Radios


class _Dated(OfCouncil):
    """Fields of which some are days gone by."""

    def _word(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return plain(value)
        return "" if value is None else super()._word(name, value)

    def clean(self) -> dict[str, Any]:
        """What is said to have been done was not done tomorrow."""
        told = super().clean() or {}
        to_come = [name for name, value in told.items() if isinstance(value, date) and value > clock.today()]
        for name in to_come:
            self.add_error(name, "Enter today or a day gone by")
        return told


class Landlord(OfCouncil):
    """Whether the council lets homes of its own."""

    landlord = forms.TypedChoiceField(
        label="Does the council let homes of its own?",
        choices=((True, "Yes"), (False, "No")),
        coerce=lambda value: value in (True, "True"),
        widget=Radios(inline=True),
        help_text=(
            "Also homes that another company looks after for it. The Housing Ombudsman’s Complaint Handling Code has "
            "been law for landlords since 1 April 2024."
        ),
        error_messages={"required": "Choose yes or no"},
    )

    def _word(self, name: str, value: Any) -> str:
        return "" if value is None else "Yes" if value else "No"


class Keeping(_Dated):
    """Who confirmed for how long cases are kept."""

    keeping_confirmed_by = forms.CharField(
        label="Who has confirmed these years?",
        max_length=120,
        help_text="Name and post of somebody who answers for records: Kim Nowak, Information governance officer.",
        error_messages={"required": "Say who has confirmed the years"},
    )
    keeping_confirmed_on = DateField(label="On which day?", what="the day they were confirmed")


class Privacy(OfCouncil):
    """What the privacy notice says besides what holds for every council."""

    data_protection_officer = forms.CharField(
        label="Data protection officer",
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text="Who it is and how to reach them. It stands in the privacy notice.",
        error_messages={"required": "Enter who the data protection officer is and how to reach them"},
    )
    privacy_words = forms.CharField(
        label="Words of your own",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Such as who else works on complaints for you, or where your other privacy notices stand.",
    )


class Accessibility(_Dated):
    """What the accessibility statement says of this council's pages."""

    accessibility_status = forms.ChoiceField(
        label="How far do the public pages comply with WCAG 2.2, level AA?",
        choices=models.Complies.choices,
        widget=Radios(),
        help_text="As an audit found it. The pages are built for it; that is not an audit of your copy.",
        error_messages={"required": "Choose how far they comply"},
    )
    accessibility_checks = forms.CharField(
        label="How were they checked?",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
        help_text="By whom, how and when, and whether people with disabilities took part.",
    )
    accessibility_failures = forms.CharField(
        label="What does not comply?",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Each failure with its success criterion, and when it will be put right. One on each line.",
    )
    accessibility_prepared_on = DateField(label="When was the statement prepared?", what="the day it was prepared")
    accessibility_reviewed_on = DateField(
        label="When was it last reviewed?",
        what="the day it was reviewed",
        required=False,
        help_text="It is to be reviewed at least once a year.",
    )

    def clean(self) -> dict[str, Any]:
        """The parts agree with each other."""
        told = super().clean() or {}
        status, fails = told.get("accessibility_status"), told.get("accessibility_failures")
        if status == models.Complies.FULLY and fails:
            self.add_error("accessibility_status", "Something does not comply: choose that they comply partially")
        if status in (models.Complies.PARTIALLY, models.Complies.NOT) and not fails:
            self.add_error("accessibility_failures", "Say what does not comply")
        if status != models.Complies.UNCHECKED and not told.get("accessibility_checks"):
            self.add_error("accessibility_checks", "Say how they were checked")
        prepared, reviewed = told.get("accessibility_prepared_on"), told.get("accessibility_reviewed_on")
        if prepared and reviewed and reviewed < prepared:
            self.add_error("accessibility_reviewed_on", "Enter a day after the statement was prepared")
        return told


class OpeningAllTheSame(forms.Form):
    """Why the site opens although something is not in order."""

    why = forms.CharField(
        label="Why does the site open all the same?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="It stands in the history of the settings beside your name and what was not in order.",
        error_messages={"required": "Say why the site opens although this is not in order"},
    )
