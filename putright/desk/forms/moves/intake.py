"""Forms for taking a matter in: three fields for anybody in a hurry, and everything for the complaints team."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from putright import rulebook
from putright.casework.actions.intake import CHANNELS, Contact, Matter, Representing
from putright.casework.files.documents import Upload
from putright.casework.writing import recipients
from putright.council import clock, here
from putright.desk.forms.moves.asking import Asking, chosen, line, moment, written
from putright.desk.forms.moves.sorting import Sorting
from putright.web import fields

BY_HAND = {name: title for name, title in CHANNELS.items() if name != "web"}
"""How a matter reaches somebody who writes it down."""

USUAL = "local_council_code"
"""The procedure of most matters, unless somebody says otherwise."""

OF_THE_PERSON = (
    *("channel", "received_on", "received_time", "same_person"),
    *("name", "email", "phone", "address", "prefers", "safe_to_contact", "adjustments", "adjustment_note"),
    *("speaks", "their_name", "their_email", "their_phone", "relation", "authority"),
)
"""What is the same for everything that somebody comes with at once."""

RECEIVED = "The day it first reached anybody working for the council, even if it was passed on later."


class Passing(Asking):
    """Pass on a complaint: who, what, and when and how it came."""

    name = line("Who is complaining?", hint="Their name and how to reach them, as far as you know.", most=400)
    said = written(
        "What did they say?", hint="In their own words as far as you can.", needed="Write down what they said"
    )
    received_on = fields.DateField(what="the day they told you", label="When did they tell you?", help_text=RECEIVED)
    channel = chosen("How did they tell you?", BY_HAND.items(), needed="Say how they told you")
    service = chosen("Which service is it about?", (), widget=forms.Select(), needed="Choose a service")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["service"].choices = _services()  # type: ignore[attr-defined]

    def received(self) -> tuple[datetime, bool]:
        """When it first reached us, and whether the time is known."""
        return moment(self.given("received_on"), None), False

    def matter(self) -> Matter:
        """What they came with."""
        return Matter(
            service=str(self.given("service")),
            channel=str(self.given("channel")),
            said=str(self.given("said")),
            person=_from_a_line(str(self.given("name"))),
        )


def _services() -> list[tuple[str, str]]:
    return [("", "Choose a service"), *((one.slug, one.name) for one in here.services())]


def _from_a_line(typed: str) -> Contact:
    """A name with ways to reach them, as somebody jots it down: an email address and a telephone number are found."""
    words = typed.replace(",", " ").split()
    email = next((word for word in words if "@" in word[1:-1]), "")
    digits = [word for word in words if word.strip("+()-").isdigit()]
    phone = " ".join(digits) if sum(len(word) for word in digits) >= 7 else ""
    name = " ".join(word for word in words if word != email and (not phone or word not in digits))
    return Contact(name=name, email=email, phone=phone)


class Intake(Sorting):
    """Everything about a matter that comes in by telephone, letter, email or in person, and where it belongs."""

    channel = chosen("How did it come in?", BY_HAND.items(), needed="Say how it came in")
    received_on = fields.DateField(what="the day it was received", label="When was it received?", help_text=RECEIVED)
    received_time = forms.TimeField(
        label="At what time, if you know",
        help_text="For example 14:30. What comes in after the office closes counts from the next working day.",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%I.%M%p", "%I:%M%p", "%I%p"],
        error_messages={"invalid": "Enter a time like 14:30, or leave it empty"},
    )
    service = chosen("Which service is it about?", (), widget=forms.Select(), needed="Choose a service")
    said = written("What went wrong?", hint="In their own words.", needed="Write down what went wrong", rows=6)
    happened = written("When did it happen, or when did they become aware of it?", rows=2)
    impact = written("What did it mean for them?", rows=2)
    wanted = written("What would they like to happen?", hint="Leave it empty if they did not say.", rows=2)
    name = line("Full name", hint="Leave everything empty if they will not give a name.")
    email = forms.EmailField(
        label="Email", required=False, error_messages={"invalid": "Enter an email address like name@example.com"}
    )
    phone = line("Telephone", most=40)
    address = written("Postal address", rows=4)
    prefers = chosen(
        "How would they like to hear from us?",
        (("", "They did not say"), ("email", "Email"), ("post", "Post"), ("phone", "Telephone")),
        widget=forms.Select(),
    )
    safe_to_contact = line("Anything to mind when getting in touch", hint="For example: not before noon; no messages.")
    adjustments = forms.MultipleChoiceField(
        label="Do they need anything done differently?",
        help_text="Ask everybody. They need not say why.",
        required=False,
        widget=fields.Checkboxes(),
    )
    adjustment_note = line("More about that")
    speaks = forms.BooleanField(label="Somebody else speaks for them", required=False)
    their_name = line("Name of whoever speaks for them")
    their_email = forms.EmailField(
        label="Their email", required=False, error_messages={"invalid": "Enter an email address like name@example.com"}
    )
    their_phone = line("Their telephone", most=40)
    relation = line("Who they are to the person", hint="For example: daughter, neighbour, advice centre.")
    authority = chosen("On what basis do they speak for them?", (), widget=forms.Select())
    attached = fields.FilesField(label="Letters, emails or photographs that came with it", required=False)
    procedure = chosen(
        "Which procedure is it dealt with under?",
        (),
        hint="Most are complaints under the usual procedure. If you are not sure, work it out with a few questions.",
        widget=forms.Select(),
    )
    their_reference = line("The reference of the Ombudsman or other body", most=60)
    same_person = forms.BooleanField(label="This is another matter: take it in as a new one", required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["service"].choices = _services()  # type: ignore[attr-defined]
        for name, choices in (("adjustments", recipients.ADJUSTMENTS), ("authority", recipients.AUTHORITIES)):
            titled = [(key, f"{title[:1].upper()}{title[1:]}") for key, title in choices.items()]
            self.fields[name].choices = titled  # type: ignore[attr-defined]
        self.initial.setdefault("authority", "asked_for")
        self.procedures = tuple(here.adopted(on=clock.today()))
        self.fields["procedure"].choices = [(one, rulebook.procedure(one).name) for one in self.procedures]  # type: ignore[attr-defined]
        self.initial.setdefault("procedure", USUAL if USUAL in self.procedures else next(iter(self.procedures), ""))

    def clean(self) -> dict[str, Any]:
        """Whoever speaks for somebody has a name."""
        cleaned = super().clean() or {}
        if cleaned.get("speaks") and not cleaned.get("their_name"):
            self.add_error("their_name", "Enter the name of whoever speaks for them")
        if self.from_member and not cleaned.get("speaks"):
            self.add_error("speaks", "Tick this, and enter the councillor or MP as whoever speaks for the person")
        if self._needs_their_reference() and not cleaned.get("their_reference"):
            self.add_error("their_reference", "Enter the reference they gave it")
        return cleaned

    @property
    def from_member(self) -> bool:
        """Whether a councillor or MP sent it."""
        return self.answers().get("sender") == "member" or self.given("procedure") == "member_enquiry"

    def _needs_their_reference(self) -> bool:
        chosen_one = str(self.given("procedure"))
        moves = rulebook.procedure(chosen_one).moves if chosen_one else ()
        return any(move.begins and "reference" in move.needs for move in moves)

    def choose(self) -> None:
        """Choose the procedure that the answers lead to, if this council uses it; the officer can change it."""
        leads = [together.lead.id for together in self.routing().investigations]
        routed = next((one for one in leads if one in self.procedures), "")
        self.initial = {**self.initial, "procedure": routed or self.initial["procedure"]}

    def another(self) -> Intake:
        """The form for another matter of the same person, with what is the same filled in."""
        return Intake(initial={name: self[name].data for name in OF_THE_PERSON if self[name].data is not None})

    def elsewhere(self) -> list[str]:
        """Where the answers lead that is no procedure of ours: to another body, or another way."""
        routes = rulebook.routes()
        return [one.name for one in self.routing().destinations if one.id in routes]

    def received(self) -> tuple[datetime, bool]:
        """When it first reached us, and whether the time is known."""
        at = self.given("received_time", None)
        return moment(self.given("received_on"), at), at is not None

    def matter(self) -> Matter:
        """What they came with."""
        note = str(self.given("adjustment_note"))
        return Matter(
            service=str(self.given("service")),
            channel=str(self.given("channel")),
            said=str(self.given("said")),
            happened=str(self.given("happened")),
            impact=str(self.given("impact")),
            wanted=str(self.given("wanted")),
            person=self.person(),
            representing=self._representing(),
            adjustments=[(kind, note) for kind in self.given("adjustments", [])],
            files=[Upload(name=one.name, content=one.read()) for one in self.given("attached", [])],
            procedure=str(self.given("procedure", USUAL)),
            answers=self.answers(),
            their_reference=str(self.given("their_reference")),
        )

    def person(self) -> Contact:
        """Who complains."""
        names = ("name", "email", "phone", "address", "prefers", "safe_to_contact")
        return Contact(**{name: str(self.given(name)) for name in names})

    def _representing(self) -> Representing | None:
        if not self.given("speaks", False):
            return None
        contact = Contact(
            name=str(self.given("their_name")),
            email=str(self.given("their_email")),
            phone=str(self.given("their_phone")),
        )
        return Representing(
            contact=contact,
            relation=str(self.given("relation")) or ("councillor or MP" if self.from_member else ""),
            authority=str(self.given("authority", "asked_for")),
            role="member" if self.from_member else "representative",
        )
