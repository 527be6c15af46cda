"""How a form is drawn: every field as a GOV.UK one. `Renderer` is named by FORM_RENDERER in the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.forms.widgets import Input
from django.template import engines

from putright.web import fields


class Renderer(BaseRenderer):
    """Draws forms with our own Jinja templates."""

    form_template_name = "web/fields/form.html"
    formset_template_name = "web/fields/formset.html"
    field_template_name = "web/fields/field.html"

    def get_template(self, template_name: str) -> Any:
        """A template of ours, or the plain one Django has for a widget we do not draw."""
        return engines["jinja2"].get_template(template_name)


@dataclass(frozen=True)
class Item:
    """One choice of a field."""

    id: str
    value: str
    text: str
    chosen: bool
    hint: str = ""
    reveals: BoundField | None = None
    after_or: bool = False


@dataclass(frozen=True)
class Parts:
    """What the macro `field` must know of a field."""

    kind: str
    id: str
    name: str
    label: str
    hint: str
    error: str
    value: Any
    items: tuple[Item, ...]
    wrong_parts: tuple[str, ...]
    attrs: Mapping[str, Any]
    optional: bool
    most: int | None
    inline: bool


KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (fields.DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.SelectMultiple, "other"),
    (forms.Select, "select"),
    (fields.Counted, "textarea"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.CheckboxInput, "checkbox"),
    (forms.MultiWidget, "other"),
    (Input, "input"),
)
OWN_ATTRIBUTES = {"class", "id", "name", "required", "type", "rows", "cols", "aria-describedby", "aria-invalid"}
BY_KIND_OF_INPUT = {
    "email": {"type": "email", "autocomplete": "email", "spellcheck": "false"},
    "tel": {"type": "tel", "autocomplete": "tel"},
    "number": {"type": "text", "inputmode": "numeric"},
    "search": {"type": "search"},
    "password": {"type": "password", "spellcheck": "false", "autocapitalize": "none"},
    "url": {"type": "url", "inputmode": "url", "spellcheck": "false"},
}


def parts_of(bound: BoundField) -> Parts:
    """What there is to draw of a field."""
    widget, errors = bound.field.widget, bound.errors
    kind = next((kind for made_by, kind in KINDS if isinstance(widget, made_by)), "other")
    return Parts(
        kind=kind,
        id=bound.auto_id or bound.html_name,
        name=bound.html_name,
        label=str(bound.label),
        hint=str(bound.help_text),
        error=str(errors[0]) if errors else "",
        value=_value(bound, kind),
        items=tuple(_items(bound)) if kind in {"radios", "checkboxes", "select"} else (),
        wrong_parts=_wrong_parts(bound) if kind == "date" else (),
        attrs=_attrs(widget),
        optional=not bound.field.required,
        most=getattr(widget, "most", None),
        inline=getattr(widget, "inline", False),
    )


def errors_of(*given: forms.BaseForm) -> list[tuple[str, str]]:
    """Every error of the forms in the order of the page, after the id of the input to go to (or nothing)."""
    found: list[tuple[str, str]] = []
    for form in given:
        found += [("", str(error)) for error in form.non_field_errors()]
        for bound in form:
            found += [(focus_of(bound), str(error)) for error in bound.errors]
    return found


def focus_of(bound: BoundField) -> str:
    """The id of the input that an error of this field is about."""
    own = bound.auto_id or bound.html_name
    if isinstance(bound.field.widget, fields.DateBoxes):
        return f"{own}-{(*_wrong_parts(bound), 'day')[0]}"
    return str(own)


def revealed_in(form: forms.BaseForm) -> set[str]:
    """The fields drawn inside a choice of another one."""
    return {name for field in form.fields.values() for name in getattr(field.widget, "reveals", {}).values()}


def _value(bound: BoundField, kind: str) -> Any:
    value = bound.value()
    if kind == "date":
        return fields.boxes(value)
    if kind == "checkbox":
        return bool(value)
    if kind == "file":
        return ""
    prepared = bound.field.widget.format_value(value)
    return "" if prepared is None else prepared


def _items(bound: BoundField) -> list[Item]:
    widget = bound.field.widget
    own, value = bound.auto_id or bound.html_name, bound.value()
    chosen = (
        {str(one) for one in value} if isinstance(value, list | tuple | set) else {"" if value is None else str(value)}
    )
    hints, reveals = getattr(widget, "hints", {}), getattr(widget, "reveals", {})
    return [
        Item(
            id=own if place == 0 else f"{own}-{place + 1}",
            value=str(choice),
            text=str(text),
            chosen=str(choice) in chosen,
            hint=hints.get(str(choice), ""),
            reveals=bound.form[reveals[str(choice)]] if str(choice) in reveals else None,
            after_or=str(choice) == getattr(widget, "or_before", None),
        )
        for place, (choice, text) in enumerate(_choices(widget))
    ]


def _choices(widget: Any) -> list[tuple[Any, Any]]:
    """The choices, groups laid flat; an empty one is only for a select."""
    given: list[tuple[Any, Any]] = []
    for choice, text in widget.choices:
        given += list(text) if isinstance(text, list | tuple) else [(choice, text)]
    return given if not isinstance(widget, forms.RadioSelect) else [one for one in given if str(one[0]) != ""]


def _wrong_parts(bound: BoundField) -> tuple[str, ...]:
    if not bound.errors:
        return ()
    first = bound.errors.as_data()[0]
    return tuple((first.params or {}).get("parts", fields.PARTS))


def _attrs(widget: forms.Widget) -> dict[str, Any]:
    """Attributes for the input itself, the author's before ours."""
    kind = getattr(widget, "input_type", "")
    given = {name: value for name, value in widget.attrs.items() if name not in OWN_ATTRIBUTES}
    return {**BY_KIND_OF_INPUT.get(str(kind), {}), **given}
