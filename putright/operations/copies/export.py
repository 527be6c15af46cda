"""Everything in the open, to leave with: documented formats in a folder, and the same folder taken in again elsewhere.

What signs somebody in (passwords, second steps, keys) does not leave: officers set it up anew where they go.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from putright.casework import cases
from putright.casework.lists import dossier
from putright.operations import runs
from putright.operations.copies import copying, parcels, putting_back, tables
from putright.web import spreadsheets

ABOUT = Path(__file__).with_name("format.md")
BLANKED: Mapping[str, tuple[str, ...]] = {
    "accounts.Officer": ("password", "calendar_key"),
}
"""Columns that leave empty, since whoever knows what is in them can act for somebody."""

STAYING: Mapping[str, str] = {
    "mfa.Authenticator": "second steps of signing in",
    "account.EmailConfirmation": "keys sent by email",
    "socialaccount.SocialToken": "keys to the council's own sign-in",
    "socialaccount.SocialApp": "secrets of the council's own sign-in",
    "portal.Draft": "complaints not sent yet, which belong to those who write them",
    "portal.DraftFile": "files of those",
}
"""Tables that leave without a row, and what is in them."""

COLUMNS = (
    *("reference", "procedure", "version", "service", "channel", "subject", "received_on", "stage", "ended"),
    *("outcome", "answered_on", "next_step", "next_due_on", "owner"),
)


class CannotExport(Exception):
    """Why there is no export, and what to do."""


def make(*, to: Path, at: datetime) -> runs.Made:
    """The export in a folder that is made for it. Raises `CannotExport`."""
    if to.exists():
        raise CannotExport(f"There is something at {to} already: say a folder that is not there yet.")
    to.mkdir(mode=parcels.FOLDER_MODE, parents=True)
    into = parcels.InFolder(to)
    manifest = copying.copy(into, kind="export", at=at, change=_without_secrets, empty=STAYING)
    put = partial(copying.add, into, manifest)
    put("README.md", ABOUT.read_bytes())
    put("schema.json", _json(schema()))
    put("cases.csv", _summary())
    for reference, document in dossier.every(tables.described):
        put(f"cases/{reference}.json", _json(document))
    copying.finish(into, manifest)
    return runs.Made(to.name, sum(path.stat().st_size for path in to.rglob("*") if path.is_file()))


def take_in(folder: Path) -> putting_back.PutBack:
    """An export into this Putright, which must be empty. Raises `CannotOpen` or `CannotPutBack`."""
    return putting_back.put_back(partial(parcels.pieces_in, folder))


def _without_secrets(label: str, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **dict.fromkeys(BLANKED.get(label, ()), "")}


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


# --- What the columns are. -------------------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    """Every table: what it is for, and its columns with their kinds and what they refer to."""
    return {model._meta.label: _table(model) for model in tables.kept(apps)}


def _table(model: type[models.Model]) -> dict[str, Any]:
    about = "" if model._meta.auto_created else (model.__doc__ or "").strip()
    return {"about": about, "columns": {one.attname: _column(one) for one in model._meta.concrete_fields}}


def _column(column: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": _kind(column), "may_be_empty": column.null}
    if column.primary_key:
        told["key"] = True
    if column.is_relation:
        told["names"] = column.related_model._meta.label
    if column.choices:
        told["choices"] = {str(value): str(title) for value, title in column.flatchoices}
    return told


KINDS: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (lambda column: isinstance(column, models.JSONField), "any JSON"),
    (lambda column: isinstance(column, models.BinaryField), "bytes, in base64"),
    (lambda column: isinstance(column, models.FileField), "the name of a file under files/"),
    (lambda column: isinstance(column, models.DateTimeField), "moment, ISO 8601 in UTC"),
    (lambda column: isinstance(column, models.DateField), "day, ISO 8601"),
    (lambda column: isinstance(column, models.BooleanField), "true or false"),
    (lambda column: isinstance(column, models.IntegerField | models.AutoField), "whole number"),
)


def _kind(column: Any) -> str:
    target = column.target_field if column.is_relation else column
    return next((kind for fits, kind in KINDS if fits(target)), "text")


# --- Cases, to read. -------------------------------------------------------------------------------------------------


def _summary() -> bytes:
    """A line for each case, as a spreadsheet opens it."""
    found = cases.Case.objects.select_related("service", "owner").order_by("pk").iterator(500)
    return spreadsheets.written([COLUMNS, *(_cells(case) for case in found)]).encode()


def _cells(case: Any) -> list[str]:
    values = [getattr(case, name) for name in COLUMNS]
    return ["" if value is None else str(value) for value in values]
