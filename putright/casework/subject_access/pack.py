"""The pack somebody is given: a page to read, the same as PDF and JSON, and the files. Made from what is given alone.

Each part comes from one description (`describe`), which holds no word that is withheld.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from putright.accounts import audit
from putright.accounts.models import Officer
from putright.casework import access, models, steps
from putright.casework.files import documents, scanning
from putright.casework.refused import Refused
from putright.casework.subject_access import redaction, requests
from putright.casework.tables.subject_access import AccessItem, AccessRequest, Release
from putright.council import clock, here
from putright.letters.drawing import pdf, printed
from putright.rulebook import plain

HOW: Mapping[str, str] = {
    "email": "By email, encrypted",
    "post": "By post, recorded",
    "in_person": "Handed over in person",
    "portal": "Through the council’s own file transfer",
}
NO_TIME = (1980, 1, 1, 0, 0, 0)
"""Files of a pack carry no time of their own: it would say something of the machine they were made on."""


@dataclass(frozen=True, kw_only=True)
class Giving:
    """To whom a pack goes, and how."""

    to: str
    how: str


def describe(request: AccessRequest, *, at: datetime) -> dict[str, Any]:
    """Everything that is given, as plain values, and nothing else."""
    items = list(request.items.select_related("case__service", "document"))
    by_case: dict[models.Case, list[AccessItem]] = defaultdict(list)
    totals: Counter[str] = Counter()
    for item in items:
        by_case[item.case].append(item)
        totals.update(redaction.given(item).reasons)
    return {
        "title": "A copy of the information we hold about you",
        "council": here.council().name,
        "request": request.pk,
        "received_on": plain(request.received_on),
        "made_on": plain(clock.day_of(at)),
        "withheld": [
            {"reason": code, "title": redaction.REASONS[code].title, "para": redaction.REASONS[code].para, "times": n}
            for code, n in sorted(totals.items())
        ],
        "cases": [_case(case, its) for case, its in by_case.items()],
    }


def _case(case: models.Case, items: list[AccessItem]) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "service": case.service.name,
        "procedure": case.procedure,
        "received_on": plain(case.received_on),
        "items": [_item(item) for item in items],
    }


def _item(item: AccessItem) -> dict[str, Any]:
    told = redaction.given(item)
    return {
        "kind": item.kind,
        "title": told.title,
        "text": told.text,
        "withheld": sorted(told.reasons),
        "file": _file_name(item) if told.whole_file else "",
    }


def _file_name(item: AccessItem) -> str:
    """The name of a file in the pack: what it was called may say something that is withheld."""
    if item.document is None:
        raise LookupError(f"{item} is no document")
    endings = documents.TYPES.get(item.document.content_type, (".bin",))
    return f"files/document-{item.pk}{endings[0]}"


def page(said: Mapping[str, Any]) -> str:
    """What is given, as a page."""
    return printed.environment("putright.casework.subject_access").get_template("copy.html").render(said=said)


def build(request: AccessRequest, *, at: datetime) -> bytes:
    """The pack as one ZIP. Raises `Refused` where a part of it cannot be made."""
    said = describe(request, at=at)
    html = page(said)
    try:
        as_pdf = pdf.tagged(html)
    except pdf.PdfNotAvailable as problem:
        raise Refused(str(problem)) from None
    parts = {"index.html": html.encode(), "copy.pdf": as_pdf, "copy.json": _json(said), **dict(_files(request))}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, NO_TIME), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _json(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, indent=2, ensure_ascii=False).encode()


def _files(request: AccessRequest) -> Iterator[tuple[str, bytes]]:
    for item in request.items.exclude(document=None).select_related("document"):
        if item.document is None or not redaction.given(item).whole_file:
            continue
        if not item.document.file or not scanning.may_be_opened(item.document):
            raise Refused(f"{item.title} cannot be opened: withhold it, or wait until it has been scanned.")
        with item.document.file.open("rb") as file:
            yield _file_name(item), file.read()


def release(number: int, giving: Giving, *, by: Officer, at: datetime, key: str) -> Release:
    """Make the pack, keep it as it is given, close the request, and say so in each case. Once. Raises `Refused`."""
    requests.must_answer(by)
    before = Release.objects.filter(key=key).first()
    if before is not None:
        return before
    if giving.how not in HOW or not giving.to.strip():
        raise Refused("Say to whom it goes, and how.")
    stored = ""
    try:
        with transaction.atomic():
            request = requests.still_open(number)
            for wrong in requests.why_not_ready(request):
                raise Refused(wrong)
            _must_see_all(request, by)
            content = build(request, at=at)
            digest = hashlib.sha256(content).hexdigest()
            stored = default_storage.save(f"released/{digest[:32]}.zip", ContentFile(content))
            made = _write(request, giving, Release(digest=digest, file=stored, by=by, at=at, key=key))
    except BaseException:
        if stored:
            default_storage.delete(stored)
        raise
    return made


def released(number: int) -> Release | None:
    """A pack as it was given; None when there is none, or it has been disposed of."""
    return Release.objects.select_related("request").filter(pk=number).exclude(file="").first()


def _write(request: AccessRequest, giving: Giving, made: Release) -> Release:
    items = list(request.items.select_related("case", "document"))
    totals: Counter[str] = Counter()
    for item in items:
        totals.update(redaction.given(item).reasons)
    made.request, made.to, made.how = request, giving.to.strip(), giving.how
    made.items, made.withheld = len(items), dict(totals)
    made.save(force_insert=True)
    request.closed_on = clock.day_of(made.at)
    request.save(update_fields=["closed_on"])
    for case in {item.case_id: item.case for item in items}.values():
        step = steps.Step(reference=case.reference, at=made.at, key=f"release-{made.pk}", by=made.by)
        told = steps.Told(facts={"request": request.pk, "release": made.pk})
        steps.note(step, "copy_given", told, deed=requests.DEED)
    about = f"access request {request.pk}"
    audit.note(kind="access_request_made", by=made.by, at=made.at, about=about, digest=made.digest)
    return made


def _must_see_all(request: AccessRequest, by: Officer) -> None:
    seen = models.Case.objects.filter(access.visible_to(by))
    if request.items.exclude(case__in=seen).exists():
        raise Refused("There are cases in it that you may not see: somebody who sees them all has to release it.")
