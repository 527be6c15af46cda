"""Forms of operations."""

from __future__ import annotations

from typing import Any

from django import forms

from putright.operations.downtime import register


class Register(forms.Form):
    """The register of paper cases: a file at first, and from the preview on its text."""

    file = forms.FileField(
        label="Register of paper cases",
        help_text="The file paper-cases.csv of the downtime pack, saved as CSV.",
        required=False,
        error_messages={"empty": "The file is empty: choose another one"},
    )
    text = forms.CharField(widget=forms.HiddenInput(), required=False, strip=False, max_length=register.MOST_BYTES)

    def clean(self) -> dict[str, Any]:
        """Its lines, in `lines`."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        cleaned["text"] = self._read(cleaned)
        if not cleaned["text"]:
            self.add_error("file", "Choose the file with the register")
            return cleaned
        try:
            cleaned["lines"] = register.lines(cleaned["text"])
        except register.NotARegister as problem:
            self.add_error("file", str(problem))
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> str:
        """What was chosen, or what was shown before; a spreadsheet may save in either way of writing letters."""
        file = cleaned.get("file")
        if file is None:
            return str(cleaned.get("text", ""))
        if file.size > register.MOST_BYTES:
            self.add_error("file", "The file is larger than 1 MB: it is no register of paper cases")
            return ""
        content = file.read()
        try:
            return str(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(content.decode("cp1252", "replace"))
