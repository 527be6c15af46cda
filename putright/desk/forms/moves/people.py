"""Forms for the people of a case: how they are reached, who speaks for them, and what shows that they may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from putright.casework.actions.intake import Contact, Representing
from putright.casework.actions.people import CONTACT, Authority
from putright.casework.writing import recipients
from putright.desk.forms.moves.asking import Asking, chosen, line, written
from putright.desk.people import MAY_BE_TOLD
from putright.web import fields

EMAIL = "Enter an email address like name@example.com"
GETS = (("yes", "Yes"), ("no", "No"))


def _email() -> forms.EmailField:
    return forms.EmailField(label="Email", required=False, error_messages={"invalid": EMAIL})


class Reaching(Asking):
    """A name and ways to reach somebody."""

    name = line("Full name")
    email = _email()
    phone = line("Telephone", most=40)
    address = written("Postal address", rows=4)
    prefers = chosen(
        "How would they like to hear from us?",
        (("", "They did not say"), ("email", "Email"), ("post", "Post"), ("phone", "Telephone")),
        widget=forms.Select(),
    )
    safe_to_contact = line("Anything to mind when getting in touch", hint="For example: not before noon; no messages.")

    def contact(self) -> Contact:
        """Who they are and how they are reached."""
        return Contact(**{name: str(self.given(name)) for name in CONTACT})


class Reached(Reaching):
    """How somebody in the case is reached, whether they get letters, and what is sent to them once more."""

    gets_letters = chosen("Should letters go to them?", GETS, needed="Say whether letters go to them")
    again = forms.TypedMultipleChoiceField(
        label="Letters that did not reach them",
        help_text="Choose what to send once more, word for word, to the address above.",
        coerce=int,
        required=False,
        widget=fields.Checkboxes(),
    )

    def __init__(self, *given: Any, unreached: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["again"].choices = unreached  # type: ignore[attr-defined]
        if not unreached:
            del self.fields["again"]


class Shown(Asking):
    """What shows that somebody may speak for the person, since when, and what they may be told."""

    authority = chosen("On what basis do they speak for the person?", (), needed="Choose on what basis")
    authority_on = fields.DateField(
        what="the day they agreed, or it was granted",
        label="Since when?",
        help_text="Needed where the person has agreed to it: the day they did.",
        required=False,
    )
    authority_ends_on = fields.DateField(
        what="the day it ends", label="Until when?", help_text="Leave it empty if no end is known.", required=False
    )
    withdrawn_on = fields.DateField(
        what="the day the person withdrew it", label="When did they withdraw it?", required=False
    )
    authority_note = written(
        "What shows it?", hint="For example: a signed letter among the documents, or by telephone to you.", rows=2
    )
    may_be_told = chosen("What may they be told?", MAY_BE_TOLD.items(), needed="Choose what they may be told")
    gets_letters = chosen("Should letters go to them?", GETS, needed="Say whether letters go to them")

    def __init__(self, *given: Any, withdrawing: bool = True, **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [(key, f"{title[:1].upper()}{title[1:]}") for key, title in recipients.AUTHORITIES.items()]
        if withdrawing:
            choices.append((recipients.WITHDRAWN, "None any more: the person has withdrawn their consent"))
            self.fields["authority"].widget = fields.Radios(
                or_before=recipients.WITHDRAWN, reveals={recipients.WITHDRAWN: "withdrawn_on"}
            )
        self.fields["authority"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Consent has its day, whether it was given or withdrawn."""
        cleaned = super().clean() or {}
        dated = {"consent": "authority_on", recipients.WITHDRAWN: "withdrawn_on"}.get(str(cleaned.get("authority")))
        if dated and not cleaned.get(dated) and dated not in self.errors:
            did = "withdrew it" if dated == "withdrawn_on" else "agreed to it"
            self.add_error(dated, f"Enter the day the person {did}")
        return cleaned

    def shown(self) -> Authority:
        """The authority as the case takes it."""
        authority = str(self.given("authority"))
        return Authority(
            authority=authority,
            on=self.given("withdrawn_on" if authority == recipients.WITHDRAWN else "authority_on", None),
            ends_on=self.given("authority_ends_on", None),
            note=str(self.given("authority_note")),
            may_be_told=str(self.given("may_be_told")),
            gets_letters=self.given("gets_letters") == "yes",
        )


class Speaking(Shown, Reaching):
    """Somebody who speaks for the person: who, on what basis, and what they may be told."""

    role = chosen(
        "Who is it?",
        (("representative", "Somebody who speaks for the person"), ("member", "A councillor or MP they asked")),
        needed="Choose who it is",
    )
    field_order = ("role", "name", "relation", "email", "phone", "address", "prefers", "safe_to_contact")
    relation = line("Who they are to the person", hint="For example: daughter, neighbour, advice centre.", most=120)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, withdrawing=False, **options)
        for unasked in ("authority_ends_on", "withdrawn_on"):
            del self.fields[unasked]
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = "Enter the name of whoever speaks for them"
        for name, usual in (("authority", "asked_for"), ("may_be_told", "everything"), ("gets_letters", "yes")):
            self.initial.setdefault(name, usual)

    def representing(self) -> Representing:
        """Who it is, as the case takes them."""
        shown = self.shown()
        return Representing(
            contact=self.contact(),
            relation=str(self.given("relation")),
            role=str(self.given("role")),
            authority=shown.authority,
            authority_on=shown.on,
            authority_note=shown.note,
            may_be_told=shown.may_be_told,
            gets_letters=shown.gets_letters,
        )
