"""A case with all that belongs to it as one plain document, for whoever takes the record elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import ForeignKey, Model

from putright.casework import models

BESIDE_CASES: Mapping[str, tuple[str, str]] = {
    "findings": ("casework.Finding", "point__case"),
    "people": ("casework.Person", "parts__case"),
    "adjustments": ("casework.Adjustment", "person__parts__case"),
}
"""What belongs to a case by way of something else, and by which way."""


def every(describe: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each case by its reference. `describe` gives a row as JSON can hold it."""
    for case in models.Case.objects.order_by("pk").iterator(200):
        yield case.reference, of(case, describe)


def of(case: models.Case, describe: Any) -> dict[str, Any]:
    """One case: its own columns, and under a name each the rows of every table that belongs to it."""
    told: dict[str, Any] = {"case": describe(case)}
    for relation in _belonging():
        name = relation.get_accessor_name() or relation.related_model._meta.model_name
        rows = relation.related_model._base_manager.filter(**{relation.field.name: case}).order_by("pk")
        told[str(name)] = [describe(row) for row in rows]
    for name, (label, way) in BESIDE_CASES.items():
        rows = _model(label)._base_manager.filter(**{way: case}).distinct().order_by("pk")
        told[name] = [describe(row) for row in rows]
    return told


def _belonging() -> list[Any]:
    """The relations of every table with a column that names a case."""
    relations = models.Case._meta.get_fields(include_hidden=True)
    found = [
        one
        for one in relations
        if one.auto_created and not one.concrete and isinstance(getattr(one, "field", None), ForeignKey)
    ]
    return sorted(found, key=lambda one: (one.related_model._meta.label, one.field.name))


def _model(label: str) -> type[Model]:
    return models.Case._meta.apps.get_model(label)
