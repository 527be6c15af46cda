"""Adding to the file of a case: a note, documents."""

from __future__ import annotations

from django import forms

from putright.casework.files import documents
from putright.web import once
from putright.web.fields import Counted, FilesField

MOST = 5000


class Note(forms.Form):
    """A note for colleagues."""

    note = forms.CharField(
        max_length=MOST,
        widget=Counted(most=MOST),
        help_text="It is part of the record. The person may one day ask to read it.",
        error_messages={"required": "Write the note first"},
    )
    key = once.KeyField()


class Documents(forms.Form):
    """Files for a case."""

    uploads = FilesField(
        label="Documents",
        help_text=f"Up to {documents.MOST_FILES} files of up to {documents.MOST_BYTES // 1024 // 1024} MB each: "
        f"{documents.SAID}.",
        error_messages={"required": "Choose a file first"},
    )
    about = forms.CharField(label="What they are", required=False, max_length=500)
    key = once.KeyField()

    def clean_uploads(self) -> list[documents.Upload]:
        """What was sent, as the record takes it."""
        sent = self.cleaned_data["uploads"]
        if len(sent) > documents.MOST_FILES:
            raise forms.ValidationError(f"Choose up to {documents.MOST_FILES} files at a time")
        big = next((one for one in sent if one.size > documents.MOST_BYTES), None)
        if big is not None:
            raise forms.ValidationError(f"{big.name} is larger than {documents.MOST_BYTES // 1024 // 1024} MB")
        return [documents.Upload(name=one.name, content=one.read()) for one in sent]
