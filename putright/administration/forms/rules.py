"""Procedures adopted, and departures from them."""

from __future__ import annotations

from typing import Any

from django import forms

from putright import rulebook
from putright.administration.forms.council import Why
from putright.administration.forms.people import choose
from putright.council.models import Service
from putright.rulebook.book.phrases import sentence
from putright.rulebook.book.vocabulary import START_AT_STAGE_2_GROUNDS
from putright.web.fields import Checkboxes, DateField, Radios

SCOPES = {
    "policy": "Always: it is our policy",
    "temporary": "For a time, for some services",
    "individual": "For one complaint",
}
START_GROUNDS = {
    "senior_officer": "The complaint is about a senior officer",
    "after_review": "It follows a review of the council’s own",
    "monitoring_officer": "The Monitoring Officer looks into it",
    "other": "Another reason, approved by somebody",
}


class Adopting(Why):
    """A procedure the council uses from a day on."""

    procedure = forms.ChoiceField(
        label="Procedure", widget=Radios(), error_messages={"required": "Choose the procedure"}
    )
    starts_on = DateField(
        label="From which day?",
        what="the day it starts",
        help_text="Complaints received from that day on are handled under it. Earlier ones keep to what was in use.",
    )
    policy_url = forms.URLField(
        label="Address of your policy",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, like https://www.anytown.gov.uk/complaints"},
    )
    field_order = ("procedure", "starts_on", "policy_url", "why")

    def __init__(self, *args: Any, choices: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = list(choices.items())


class Departing(forms.Form):
    """A reasoned, dated choice not to follow a paragraph."""

    scope = forms.ChoiceField(
        label="How far does it reach?",
        widget=Radios(reveals={"individual": "case_reference"}),
        error_messages={"required": "Choose how far it reaches"},
    )
    case_reference = forms.CharField(label="Reference of the complaint", required=False, max_length=20)
    effect = forms.ChoiceField(
        label="What do you do differently?",
        widget=Radios(),
        error_messages={"required": "Choose what you do differently"},
    )
    clock = forms.ChoiceField(label="Which time limit?", required=False, help_text="For longer times and extensions.")
    n = forms.IntegerField(
        label="How long is it now?",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="In the unit of the time limit: 15 for 15 working days.",
        error_messages={"invalid": "Enter a number, such as 15", "min_value": "Enter a number, such as 15"},
    )
    ground = forms.ChoiceField(
        label="On which ground?",
        required=False,
        help_text="For a first answer at stage 2, and for a ground of refusal.",
    )
    approved_by = forms.CharField(
        label="Who approved it?", required=False, max_length=120, help_text="Only for “another reason”."
    )
    para = forms.CharField(
        label="Which paragraph do you depart from?",
        max_length=60,
        help_text="Such as 6.5.",
        error_messages={"required": "Enter the paragraph"},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
        help_text="The Ombudsman and the public read it.",
        error_messages={"required": "Say why"},
    )
    decided_by = forms.CharField(
        label="Who decided it?",
        max_length=120,
        help_text="A person or a committee, with the date if you have it.",
        error_messages={"required": "Say who decided it"},
    )
    starts_on = DateField(label="From which day?", what="the first day", required=False)
    ends_on = DateField(
        label="Until which day?", what="the last day", required=False, help_text="A departure for a time must have one."
    )
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(),
        label="For which services?",
        required=False,
        widget=Checkboxes(),
        help_text="None: for all.",
    )
    plan = forms.CharField(
        label="How do you get back to the rule?",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 3}),
        help_text="A departure for a time must have a plan.",
    )
    notice_text = forms.CharField(
        label="What are people told?",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Shown on the public page about how complaints are handled.",
    )
    ombudsman_told_on = DateField(
        label="When was the Ombudsman told?", what="the day the Ombudsman was told", required=False
    )

    def __init__(self, *args: Any, procedure: rulebook.Procedure, individual: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        scopes = {name: words for name, words in SCOPES.items() if individual or name != "individual"}
        grounds = {ground.name: ground.title for ground in procedure.grounds if ground.needs_departure}
        self._choices("scope", scopes)
        self._choices("effect", {bend.effect: sentence(bend.title) for bend in procedure.bends})
        self._choices(
            "clock", {"": "None"} | {clock.name: sentence(clock.title) for clock in procedure.clocks if clock.n}
        )
        self._choices(
            "ground", {"": "None"} | {name: START_GROUNDS[name] for name in START_AT_STAGE_2_GROUNDS} | grounds
        )
        choose(self, "services", Service.objects.filter(active=True))
        if not individual:
            del self.fields["case_reference"]
            self.fields["scope"].widget = Radios()
            self._choices("scope", scopes)

    def _choices(self, name: str, choices: dict[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = list(choices.items())

    def departure(self) -> rulebook.Departure:
        """What was told, as the rulebook takes it."""
        told = self.cleaned_data
        return rulebook.Departure(
            scope=told["scope"],
            effect=told["effect"],
            para=told["para"],
            reason=told["reason"],
            decided_by=told["decided_by"],
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            services=tuple(service.slug for service in told["services"]),
            plan=told["plan"],
            notice_text=told["notice_text"],
            ombudsman_told_on=told["ombudsman_told_on"],
            clock=told["clock"] or None,
            n=told["n"],
            ground=told["ground"] or None,
            approved_by=told["approved_by"] or None,
        )


class Ending(forms.Form):
    """The day after which a departure covers no new complaint."""

    ends_on = DateField(
        label="Until which day does it hold?",
        what="the last day",
        help_text="Complaints received until then keep to it; later ones do not.",
    )
    why = forms.CharField(label="Why does it end?", max_length=500, error_messages={"required": "Say why it ends"})
