"""The files of a complaint not sent yet: taken in one by one, and away again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from putright.casework import names
from putright.casework.files import documents
from putright.casework.refused import Refused
from putright.portal.models import Draft, DraftFile


def keep(draft: Draft, file: UploadedFile[Any], *, at: datetime) -> None:
    """Keep a file with a draft; the same one is kept once. Raises `Refused` for one that will not do."""
    name = names.of_file(file.name or "")
    if draft.files.count() >= documents.MOST_FILES:
        raise Refused(f"{name} was not added: {documents.MOST_FILES} files are the most. Take one away first.")
    # A file that is too large is not read: one byte too many says as much.
    upload = documents.Upload(name=name, content=file.read(documents.MOST_BYTES + 1))
    content_type, digest = documents.inspect(upload), hashlib.sha256(upload.content).hexdigest()
    made = DraftFile(
        draft=draft, name=name, content_type=content_type, size=len(upload.content), digest=digest, added_at=at
    )
    if draft.files.filter(digest=digest).exists():
        return
    # Stored under a name of our own: one that somebody made up never becomes a path.
    made.file.save(f"{digest[:32]}{PurePath(name).suffix.lower()}", ContentFile(upload.content), save=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same file came twice at the same moment
        made.file.delete(save=False)


def remove(draft: Draft, number: str) -> None:
    """Take a file away again, if it is one of the draft."""
    found = draft.files.filter(pk=number).first() if number.isdecimal() else None
    if found is not None:
        stored = found.file
        found.delete()
        stored.delete(save=False)
