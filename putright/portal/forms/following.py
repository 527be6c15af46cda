"""What a person may fill in on their own page, and to have its link sent again."""

from __future__ import annotations

from typing import Any

from django import forms

from putright.casework.files import documents
from putright.casework.writing import recipients
from putright.web import once
from putright.web.fields import Counted, FilesField, Radios

MOST = 8000
MEGABYTES = documents.MOST_BYTES // 1024 // 1024
FILES_HINT = (
    f"Up to {documents.MOST_FILES} files, each up to {MEGABYTES} MB. You can send: {documents.SAID}. "
    f"{documents.LEFT_OUT}"
)


class Keyed(forms.Form):
    """A form that carries the key of its step, so that sending it twice does it once."""

    key = once.KeyField()


class More(Keyed):
    """More information, in words or files or both."""

    said = forms.CharField(
        label="What do you want to add?",
        max_length=MOST,
        required=False,
        widget=Counted(most=MOST),
    )
    documents = FilesField(label="Photos or documents", required=False, help_text=FILES_HINT)

    def clean_documents(self) -> list[Any]:
        """No more files than can be looked through."""
        files: list[Any] = self.cleaned_data["documents"]
        if len(files) > documents.MOST_FILES:
            raise forms.ValidationError(f"Choose up to {documents.MOST_FILES} files at a time")
        return files

    def clean(self) -> dict[str, Any]:
        """Something at all."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("said", "").strip() and not cleaned.get("documents"):
            self.add_error("said", "Write what you want to add, or choose a file")
        return cleaned


class Correction(Keyed):
    """Where we have misunderstood somebody."""

    said = forms.CharField(
        label="What did we get wrong?",
        help_text="Tell us in your own words. If it is about one point, give its number.",
        max_length=MOST,
        widget=Counted(most=MOST),
        error_messages={"required": "Write what we got wrong"},
    )


class WhyStage2(Keyed):
    """What somebody may add once they have asked for stage 2; nothing is asked for."""

    said = forms.CharField(
        label="Is there anything you want the person who looks at it again to know?",
        help_text="You do not have to write anything.",
        max_length=MOST,
        widget=Counted(most=MOST),
        error_messages={"required": "Write what you want them to know, or leave this page: your request has been sent"},
    )


class AfterAll(Keyed):
    """A request that is a complaint."""

    said = forms.CharField(
        label="What are you not happy with?",
        help_text="You can leave this empty. We have what you told us before.",
        max_length=MOST,
        required=False,
        widget=Counted(most=MOST),
    )


ADJUSTMENTS = {
    **recipients.ADJUSTMENTS,
    "phone_first": "a phone call before you write to me",
    "email_only": "emails only, no post",
    "post_only": "post only, no emails",
    "more_time": "more time when you ask me something",
}
"""The same as officers choose from, said by the person."""


class Adjustment(Keyed):
    """A change in how we deal with somebody."""

    kind = forms.ChoiceField(
        label="What would help you?",
        choices=[(name, f"{said[:1].upper()}{said[1:]}") for name, said in ADJUSTMENTS.items()],
        widget=Radios(or_before="other"),
        error_messages={"required": "Choose what would help you"},
    )
    note = forms.CharField(
        label="Is there anything else we should know?",
        help_text="You do not have to tell us about your health.",
        max_length=1000,
        required=False,
        widget=Counted(most=1000),
    )

    def clean(self) -> dict[str, Any]:
        """Something else needs saying what."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == "other" and not cleaned.get("note", "").strip():
            self.add_error("note", "Write what would help you")
        return cleaned


class Withdrawal(Keyed):
    """Taking a case back."""

    why = forms.CharField(
        label="Is there anything you want to tell us about this?",
        help_text="You do not have to give a reason.",
        max_length=2000,
        required=False,
        widget=Counted(most=2000),
    )


class LostLink(forms.Form):
    """What somebody still knows of their case."""

    reference = forms.CharField(
        label="Your reference",
        help_text="It looks like 26-7KQ-4M2. It is on every letter and email from us about your complaint.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    email = forms.EmailField(
        label="Your email address",
        help_text="If you do not have the reference. Use the address you gave us.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Enter an email address like name@example.com"},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("reference", "").strip() and not cleaned.get("email"):
            self.add_error("reference", "Enter your reference or your email address")
        return cleaned
