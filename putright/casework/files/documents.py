"""Files that come with a case: what may be taken, and where each is kept. What a file is counts, not its name."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import puremagic
from django.core.files.base import ContentFile

from putright.accounts.models import Officer
from putright.casework import models, names
from putright.casework.files import films, pictures, scanning
from putright.casework.refused import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 10

TYPES: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif", ".jpe"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/heic": (".heic", ".heif"),
    "image/webp": (".webp",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/msword": (".doc",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/rtf": (".rtf",),
    "text/plain": (".txt",),
    "message/rfc822": (".eml",),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a",),
    "video/mp4": (".mp4",),
    "video/quicktime": (".mov",),
}
"""The kinds of file that are taken, with the endings they go by."""

SAID = "PDF, Word, text, a photograph (JPEG, PNG, HEIC), a sound recording (MP3, M4A) or a film (MP4, MOV)"
LEFT_OUT = (
    "We keep photographs and films without what a camera adds, such as the place. A document keeps what the program it "
    "was written with adds, such as your name."
)
"""What whoever sends a file is told of what is not in it any more, and of what is."""

BY_TEXT = frozenset({".txt", ".eml"})
BY_MEMBERS: Mapping[str, str] = {".docx": "word/document.xml", ".odt": "content.xml"}
"""What an archive must hold to be a text: from outside, a spreadsheet with macros or a program looks the same."""

MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 2000
MOST_OF_LINKS = 1024 * 1024
RUNS = re.compile(r"(?:^|/)vbaproject\.bin$|^basic/|^scripts/", re.IGNORECASE)
"""Parts of a text that are programs, in Word and in OpenDocument."""

FETCHED = re.compile(rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?![^>]*/hyperlink[\"'])", re.IGNORECASE)
"""What a Word document gets from elsewhere as soon as it is opened: a template with macros, a picture that tells on the
reader. A link that somebody has to follow is not such a thing.
"""
RUNS_IN_OLD: Mapping[str, tuple[bytes, ...]] = {
    ".doc": ("_VBA_PROJECT".encode("utf-16-le"),),
    ".rtf": (b"\\objdata", b"\\objupdate"),
}
"""What programs and embedded objects are known by in the older kinds."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as somebody sent it."""

    name: str
    content: bytes


def inspect(upload: Upload) -> str:
    """The content type of a file that may be taken. Raises `Refused` saying what to do instead."""
    return _looked_at(upload)[0]


def _looked_at(upload: Upload) -> tuple[str, bytes]:
    """The content type of a file, and what is kept of it. Raises `Refused`."""
    name = names.of_file(upload.name)
    if not upload.content:
        raise Refused(f"{name} is empty. Choose the file again, or send it another way.")
    if len(upload.content) > MOST_BYTES:
        raise Refused(f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB. Send a smaller one, or bring it to us.")
    ending = PurePath(name).suffix.lower()
    claimed = next((kind for kind, endings in TYPES.items() if ending in endings), None)
    if claimed is None or not _really(upload.content, ending):
        raise Refused(f"{name} is not a kind of file we can take. It can be: {SAID}.")
    if _acts(upload.content, ending):
        raise Refused(
            f"{name} holds a program, or fetches something when it is opened. Save it as a PDF and send that."
        )
    free, again = (films.freed, "Record it") if claimed in films.KINDS else (pictures.freed, "Take the picture")
    try:
        return claimed, free(upload.content, claimed)
    except pictures.Broken as problem:
        raise Refused(f"{name} cannot be taken. {problem} {again} again, or send it another way.") from None


def _really(content: bytes, ending: str) -> bool:
    """Whether what is in a file is what its name says."""
    if ending in BY_TEXT:
        return b"\0" not in content[:4096] or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if ending in BY_MEMBERS:
        return _holds(content, BY_MEMBERS[ending])
    endings = next(endings for endings in TYPES.values() if ending in endings)
    try:
        found = {match.extension.lower() for match in puremagic.magic_string(content, filename=f"file{ending}")}
    # What it stumbles over in a file made to break it is of many kinds, and none of them is a file to take.
    except Exception:
        return False
    return not found.isdisjoint(endings)


def _holds(content: bytes, member: str) -> bool:
    """Whether an archive is the text it says it is, and of a size that somebody may unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {one.filename: one.file_size for one in archive.infolist()}
            count = len(archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return member in sizes and count == len(sizes) <= MOST_MEMBERS and sum(sizes.values()) <= MOST_UNPACKED


def _acts(content: bytes, ending: str) -> bool:
    """Whether a text does anything by itself once it is opened. What is well hidden is for the scanner to find."""
    if ending not in BY_MEMBERS:
        return any(mark in content for mark in RUNS_IN_OLD.get(ending, ()))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            links = [one for one in parts if one.filename.lower().endswith(".rels")]
            if any(RUNS.search(one.filename) or one.flag_bits & 1 for one in parts):
                return True
            if sum(one.file_size for one in links) > MOST_OF_LINKS:
                return True
            return any(FETCHED.search(archive.read(one).replace(b"\0", b"")) for one in links)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError, zlib.error):
        return True


def keep_all(
    case: models.Case, uploads: Sequence[Upload], *, at: datetime, by: Officer | None = None
) -> list[models.Document]:
    """Keep files with a case: all, or none when one cannot be taken, so that nothing is left in the folder of files.

    Raises `Refused`.
    """
    if len(uploads) > MOST_FILES:
        raise Refused(f"Send {MOST_FILES} files at a time, or fewer. You chose {len(uploads)}.")
    for upload in uploads:
        inspect(upload)
    return [keep(case, upload, at=at, by=by) for upload in uploads]


def named(kept: Sequence[models.Document]) -> list[list[int | str]]:
    """Files as an event names them: by number, with the digest of what was in them."""
    return [[one.pk, one.digest] for one in kept]


def keep(case: models.Case, upload: Upload, *, at: datetime, by: Officer | None = None) -> models.Document:
    """Keep a file with a case; of a photograph or film, only what is seen and heard (0038, 0049). Raises `Refused`."""
    content_type, content = _looked_at(upload)
    digest, sent = hashlib.sha256(content).hexdigest(), hashlib.sha256(upload.content).hexdigest()
    name = names.of_file(upload.name)
    document = models.Document(
        case=case,
        name=name,
        content_type=content_type,
        size=len(content),
        digest=digest,
        digest_as_sent="" if sent == digest else sent,
        scan=scanning.first_state(),
        added_at=at,
        by=by,
    )
    # Stored under its digest: a name somebody made up never becomes a path.
    document.file.save(f"{digest[:32]}{PurePath(name).suffix.lower()}", ContentFile(content), save=False)
    document.save(force_insert=True)
    return document


def to_give(case: models.Case, number: int) -> models.Document | None:
    """A file of a case that may be given out: never one that waits for the scanner, or that it held back."""
    found = case.documents.filter(pk=number, scan__in=scanning.MAY_BE_OPENED).first()
    return found if found is not None and found.file else None
