"""Maria asks for her own data, and a neighbour stands in her case: what the tests of that begin with."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date
from typing import Any

from putright.casework import models
from putright.casework.actions import filing
from putright.casework.files import documents
from putright.casework.subject_access import collecting, pack, requests
from putright.casework.tables.subject_access import AccessRequest, Release
from putright.casework.tests import cast

AT = cast.on(1, month=10)
NEIGHBOUR = "Quentin Vossbrink"
FILE = documents.Upload(name="vossbrink statement.txt", content=b"Vossbrink: I saw it")


def asked(**more: Any) -> AccessRequest:
    told = {"name": "Maria Lindqvist", "email": "MARIA@mail.example", "received_on": date(2026, 9, 30), **more}
    return requests.open_(
        requests.Asked(**told), by=cast.who("wendy"), at=AT, key=hashlib.sha256(f"{more}".encode()).hexdigest()
    )


def with_a_neighbour() -> models.Case:
    case = cast.complaint("answered", said=f"The bin. {NEIGHBOUR} saw it.\nIt was left.", files=[FILE])
    filing.add_note(cast.step(case, "rosa"), note=f"Rang {NEIGHBOUR.upper()}, 01632 960777. He was away.")
    return case


def collected(case: models.Case, **more: Any) -> AccessRequest:
    request, wendy = asked(**more), cast.who("wendy")
    party = case.parties.get(role="complainant")
    requests.decide_who(request.pk, case.reference, party.pk, same=True, by=wendy, at=AT)
    collecting.collect(request.pk, by=wendy, at=AT)
    return request


def ready(request: AccessRequest) -> AccessRequest:
    wendy = cast.who("wendy")
    requests.confirm_identity(request.pk, how="Passport seen", on=date(2026, 9, 30), by=wendy, at=AT)
    for item in request.items.filter(looked_at=None):
        requests.look_at(item.pk, by=wendy, at=AT)
    return requests.found(request.pk)


def released(request: AccessRequest) -> Release:
    giving = pack.Giving(to="Maria Lindqvist, 3 Mill Lane", how="post")
    return pack.release(request.pk, giving, by=cast.who("wendy"), at=AT, key="release")


def content_of(release: Release) -> bytes:
    with release.file.open("rb") as file:
        return bytes(file.read())


def parts(release: Release) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content_of(release))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
