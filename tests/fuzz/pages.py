"""A page as a browser reads it: its forms, each with its fields and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = frozenset({"text", "email", "tel", "search", "textarea"})
"""Fields in which somebody writes."""


@dataclass
class Field:
    """One field: its kind, what stands in it, and what could be chosen instead."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form: where it goes, how, and its fields by name."""

    action: str = ""
    method: str = "get"
    fields: dict[str, Field] = field(default_factory=dict)

    def data(self) -> dict[str, list[str]]:
        """What a browser sends of it as it stands."""
        return {one.name: list(one.values) for one in self.fields.values() if one.values}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.area: Field | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is not None and tag in ("input", "textarea", "select", "button"):
            self._field(self.form, tag, told)
        elif tag == "option" and self.select is not None:
            self.select.choices.append(told.get("value", ""))
            if "selected" in told or not self.select.values:
                self.select.values = [told.get("value", "")]

    def _field(self, form: Form, tag: str, told: dict[str, str]) -> None:
        name, kind = told.get("name", ""), told.get("type", "text") if tag == "input" else tag
        if not name:
            return
        found = form.fields.setdefault(name, Field(name, kind))
        if kind in ("radio", "checkbox"):
            found.choices.append(told.get("value", "on"))
        elif kind == "button":
            found.choices.append(told.get("value", ""))
        if kind not in ("radio", "checkbox", "file", "button", "textarea", "select") or "checked" in told:
            found.values.append(told.get("value", "on" if "checked" in told else ""))
        self.area = found if tag == "textarea" else self.area
        self.select = found if tag == "select" else self.select

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.values = ["".join([*self.area.values, data])]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


def forms(html: str) -> list[Form]:
    """Every form of a page that is sent by POST."""
    reader = _Reader()
    reader.feed(html)
    return [one for one in reader.forms if one.method == "post"]
