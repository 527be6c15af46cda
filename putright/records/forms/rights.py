"""Forms about somebody's rights over what is held about them: a statement, a decision, a request for a copy."""

from __future__ import annotations

from typing import Any

from django import forms

from putright.casework.information_rights import disagreements, rights
from putright.casework.subject_access import extension_letter, pack, redaction, waiting
from putright.records.forms.keeping import MOST
from putright.web import once
from putright.web.fields import Checkboxes, Counted, DateField, Radios

Choices = list[tuple[str, str]]


class Disagreement(forms.Form):
    """A statement in the person's own words, and what it is about."""

    about = forms.ChoiceField(
        label="What do they disagree with?", error_messages={"required": "Choose what the statement is about"}
    )
    statement = forms.CharField(
        label="Their statement",
        max_length=disagreements.LONGEST,
        widget=Counted(most=disagreements.LONGEST),
        help_text="In their own words. It is shown wherever the thing itself is shown.",
        error_messages={"required": "Write down what the person says"},
    )
    key = once.KeyField()

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = choices


OTHERWISE = "otherwise"


class Decision(forms.Form):
    """What was asked for and decided."""

    right = forms.ChoiceField(
        label="What did they ask for?",
        choices=[(name, f"{said[:1].upper()}{said[1:]}") for name, said in rights.RIGHTS.items()],
        widget=Radios(),
        error_messages={"required": "Say what they asked for"},
    )
    answer = forms.ChoiceField(
        label="What was decided?",
        choices=list(rights.ANSWERS.items()),
        widget=Radios(hints={"agreed": "Agreeing to erase makes the case due. Two people still decide its disposal."}),
        error_messages={"required": "Say what was decided"},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=MOST,
        widget=Counted(most=MOST),
        initial=rights.USUAL_REASON,
        help_text="What is usually said stands here already. Change it to fit: it goes into the letter.",
        error_messages={"required": "Give the reason: the person is entitled to it"},
    )
    tell = forms.ChoiceField(
        label="Who is told?",
        widget=Radios(
            hints={
                OTHERWISE: "By whatever way reaches them. Give the reasons, and say that they can complain to us, to "
                "the Information Commissioner and to a court."
            }
        ),
        error_messages={"required": "Say who is told", "invalid_choice": "Say who is told"},
    )
    key = once.KeyField()

    def __init__(self, *args: Any, tell: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["tell"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [*tell, (OTHERWISE, "Somebody I tell another way")]

    @property
    def to(self) -> int | None:
        """The party who is written to; None when nobody is from here. Of a form that is right."""
        tell = self.cleaned_data["tell"]
        return None if tell == OTHERWISE else int(tell)


# --- A copy of their own data. ---------------------------------------------------------------------------------------


class Asked(forms.Form):
    """Who asks, and when it reached the council."""

    name = forms.CharField(
        label="Full name", max_length=200, error_messages={"required": "Enter the name of the person it is about"}
    )
    email = forms.EmailField(
        label="Email", required=False, error_messages={"invalid": "Enter an email address like name@example.com"}
    )
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    address = forms.CharField(label="Address", required=False, max_length=1000, widget=forms.Textarea)
    received_on = DateField(label="When did it reach the council?", what="the day it reached the council")
    key = once.KeyField()


class Identity(forms.Form):
    """How it was made sure that it is them."""

    how = forms.CharField(
        label="How did you make sure that it is them?",
        max_length=MOST,
        widget=Counted(most=MOST),
        help_text="For example: wrote from the address on record, and answered two questions about the case.",
        error_messages={"required": "Say how you made sure"},
    )
    on = DateField(label="When?", what="the day you made sure")


class AskBack(forms.Form):
    """What the person was asked for."""

    kind = forms.ChoiceField(
        label="What do you ask them for?", error_messages={"required": "Say what you ask them for"}
    )
    what = forms.CharField(
        label="What did you ask them, and how?",
        max_length=MOST,
        widget=Counted(most=MOST),
        error_messages={"required": "Say what you asked them, and how"},
    )
    asked_on = DateField(label="When did you ask?", what="the day you asked")
    key = once.KeyField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field, kinds = self.fields["kind"], waiting.kinds()
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.widget = Radios(hints={name: f"{one.hint} {one.para}." for name, one in kinds.items()})
        field.choices = [(name, one.title) for name, one in kinds.items()]


class HeardBack(forms.Form):
    """When the person answered."""

    on = DateField(label="When did their answer reach the council?", what="the day their answer came")


class More(forms.Form):
    """Why a request takes longer."""

    because = forms.CharField(
        label="Why does it take longer?",
        max_length=MOST,
        widget=Counted(most=MOST),
        help_text="It must be complex, or one of many from the same person. It goes into the letter that tells them.",
        error_messages={"required": "Say why: the person must be told"},
    )
    how = forms.ChoiceField(
        label="How are they told?",
        widget=Radios(
            hints={
                extension_letter.OTHERWISE: "Give the new date and the reason, and say that they can complain to us, "
                "to the Information Commissioner and to a court."
            }
        ),
        error_messages={"required": "Say how they are told", "invalid_choice": "Say how they are told"},
    )

    def __init__(self, *args: Any, ways: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["how"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = ways


class Everywhere(forms.Form):
    """Words that are withheld wherever they stand."""

    words = forms.CharField(
        label="Names or words",
        max_length=MOST,
        widget=forms.Textarea,
        help_text="One on each line: a surname, an email address, a telephone number.",
        error_messages={"required": "Write down what is withheld"},
    )
    reason = forms.ChoiceField(
        label="Why?", widget=Radios(), error_messages={"required": "Choose the reason for which it is withheld"}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_reasons(self)


class Item(forms.Form):
    """What of one item is withheld."""

    sentences = forms.MultipleChoiceField(label="Sentences", required=False, widget=Checkboxes())
    words = forms.CharField(
        label="Names or words in it",
        required=False,
        max_length=MOST,
        widget=forms.Textarea,
        help_text="One on each line.",
    )
    reason = forms.ChoiceField(label="Why is it withheld?", required=False, widget=Radios())

    def __init__(self, *args: Any, pieces: list[redaction.Piece], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["sentences"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(str(one.first), one.text) for one in pieces if not one.withheld]
        _offer_reasons(self)


class Transcript(forms.Form):
    """What is given instead of a file."""

    transcript = forms.CharField(
        label="What the file says, without what is withheld",
        max_length=100_000,
        widget=forms.Textarea,
        error_messages={"required": "Write what is given instead of the file"},
    )


class Release(forms.Form):
    """To whom it goes, and how."""

    to = forms.CharField(
        label="To whom does it go?",
        max_length=MOST,
        widget=forms.Textarea,
        help_text="The name, and the email or postal address it goes to.",
        error_messages={"required": "Say to whom it goes"},
    )
    how = forms.ChoiceField(
        label="How?", choices=list(pack.HOW.items()), widget=Radios(), error_messages={"required": "Say how it goes"}
    )
    key = once.KeyField()


def _offer_reasons(form: forms.Form) -> None:
    field = form.fields["reason"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
    field.widget = Radios(hints={code: one.para for code, one in redaction.REASONS.items()})
    field.choices = [(code, one.title[:1].upper() + one.title[1:]) for code, one in redaction.REASONS.items()]
