"""Forms for what puts things right: a remedy agreed, done or not to be delivered, and what a service improves."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from putright.accounts.models import Officer
from putright.casework.actions.remedies import KINDS, Offer
from putright.casework.steps import Told
from putright.council import here
from putright.council.models import Service
from putright.desk.forms.moves.asking import Asking, chosen, line, seeing_to, written
from putright.web import fields

POUNDS = re.compile(r"£?\s*(\d{1,6})(?:\.(\d{2}))?")


class Remedy(Asking):
    """What will be done, by when and by whom; for money, how much and how it was worked out."""

    kind = chosen("What kind of remedy is it?", KINDS.items(), needed="Say what kind of remedy it is")
    what = written(
        "What will be done?",
        hint="As the person reads it, without the date: “We will put your road back on the round.” The letter adds the "
        "date below.",
        needed="Say what will be done",
    )
    amount = line("How much?", hint="In pounds, for example 150 or 75.50")
    basis = written("How was the sum worked out?", hint="The person should be able to follow it.", rows=2)
    point = chosen("Which point does it put right?", (), widget=forms.Select())
    until = fields.DateField(what="the date it will be done by", label="By when?")
    owner = seeing_to("Who sees to it?", needed="Choose who sees to it")

    def __init__(self, *given: Any, points: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [("", "The whole complaint"), *points]
        self.fields["point"].choices = choices  # type: ignore[attr-defined]
        self.fields["kind"].widget = fields.Radios(reveals={"money": "amount"})
        self.fields["kind"].widget.choices = self.fields["kind"].choices  # type: ignore[attr-defined]

    def clean_amount(self) -> str:
        """A sum in pounds."""
        typed = str(self.cleaned_data["amount"]).replace(",", "").strip()
        if typed and not POUNDS.fullmatch(typed):
            raise forms.ValidationError("Enter the amount in pounds, such as 150 or 75.50")
        return typed

    def clean(self) -> dict[str, Any]:
        """Money has an amount and a reckoning."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == "money" and not self.errors:
            if not cleaned.get("amount"):
                self.add_error("amount", "Enter how much")
            if not cleaned.get("basis"):
                self.add_error("basis", "Say how the sum was worked out")
        return cleaned

    def offer(self) -> Offer:
        """The remedy as it is promised."""
        found = POUNDS.fullmatch(str(self.given("amount")))
        pence = int(Decimal(f"{found[1]}.{found[2] or '00'}") * 100) if found else None
        point = str(self.given("point"))
        owner = self.officer("owner")
        if owner is None:
            raise LookupError("a remedy has an owner: the form asks for one")
        return Offer(
            kind=str(self.given("kind")),
            what=str(self.given("what")),
            until=self.given("until"),
            owner=owner,
            point=int(point) if point else None,
            amount_in_pence=pence if self.given("kind") == "money" else None,
            basis=str(self.given("basis")),
        )


class RemedyDone(Asking):
    """Which remedy was carried out, and what shows it."""

    remedy = chosen("Which remedy?", (), needed="Choose which remedy it is")
    evidence = written(
        "What shows that it was done?",
        hint="For example: the payment of 12 June, reference 4411; or the letter of apology of 3 June.",
        needed="Say what shows that it was done",
    )

    def __init__(self, *given: Any, remedies: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["remedy"].choices = remedies  # type: ignore[attr-defined]
        if len(remedies) == 1:
            self.initial.setdefault("remedy", remedies[0][0])


class RemedyUndeliverable(Asking):
    """Which remedy cannot be delivered, why, and what is offered instead."""

    remedy = chosen("Which remedy?", (), needed="Choose which remedy it is")
    reason = written("Why can it not be delivered?", needed="Say why it cannot be delivered")
    alternative = written("What do we offer instead?", needed="Say what is offered instead")

    def __init__(self, *given: Any, remedies: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.remedies = dict(remedies)
        self.fields["remedy"].choices = remedies  # type: ignore[attr-defined]
        if len(remedies) == 1:
            self.initial.setdefault("remedy", remedies[0][0])

    def told(self) -> Told:
        """What the letter is told."""
        chosen_one = str(self.given("remedy"))
        return Told(
            facts={"id": f"remedy {chosen_one}"},
            words={
                "reason": str(self.given("reason")),
                "alternative": str(self.given("alternative")),
                "what": self.remedies.get(chosen_one, ""),
            },
        )


class Improvement(Asking):
    """What a service will do differently, who sees to it and by when."""

    what = written(
        "What will the service do differently?",
        hint="One improvement. Do not name the person who complained or a member of staff.",
        needed="Say what the service will do differently",
    )
    service = chosen("Which service?", (), widget=forms.Select())
    owner = seeing_to("Who sees to it?", needed="Choose who sees to it")
    until = fields.DateField(what="the date it will be done by", label="By when?", required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["service"].choices = [(one.slug, one.name) for one in here.services()]  # type: ignore[attr-defined]

    def service_chosen(self) -> Service | None:
        """The service; nothing for the case's own."""
        return next((one for one in here.services() if one.slug == self.given("service")), None)

    def owner_chosen(self) -> Officer:
        """Who sees to it."""
        owner = self.officer("owner")
        if owner is None:
            raise LookupError("an improvement has an owner: the form asks for one")
        return owner
