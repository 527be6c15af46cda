"""The questions of monitoring, none of which has to be answered."""

from __future__ import annotations

from typing import Any

from django import forms

from putright.portal import monitoring
from putright.portal.forms.asked import radios


class AboutYou(forms.Form):
    """One question after another, each with "I would rather not say"."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, asked in monitoring.QUESTIONS.items():
            choices = [*asked.answers.items(), (monitoring.RATHER_NOT, "I would rather not say")]
            self.fields[name] = radios(choices, label=asked.title, required=False)
