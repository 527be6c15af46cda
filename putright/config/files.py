"""Where files are kept, as the environment says: a folder, or a store that speaks S3 (decision 0041)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

FOLDER = "putright.config.folder.FilesInFolder"
STORE = "putright.config.s3.FilesInStore"
BUCKET = "PUTRIGHT_FILES_S3_BUCKET"
ENDPOINT = "PUTRIGHT_FILES_S3_ENDPOINT"
REGION = "PUTRIGHT_FILES_S3_REGION"
ADDRESSING = "PUTRIGHT_FILES_S3_ADDRESSING"
KEY_ID = "PUTRIGHT_FILES_S3_KEY_ID"
SECRET_KEY = "PUTRIGHT_FILES_S3_SECRET_KEY"  # noqa: S105 -- the name of a variable
ENCRYPTION = "PUTRIGHT_FILES_S3_ENCRYPTION"
KMS_KEY = "PUTRIGHT_FILES_S3_KMS_KEY"
CERTIFICATES = "PUTRIGHT_FILES_S3_CERTIFICATES"
OPEN = (BUCKET, ENDPOINT, REGION, ADDRESSING, ENCRYPTION, KMS_KEY, CERTIFICATES)

ENCRYPTIONS: Mapping[str, str] = {"": "", "aes256": "AES256", "kms": "aws:kms"}
"""What the store may be asked to encrypt each file with, by the word a council writes, and by what S3 calls it."""


class NotClear(Exception):
    """What the environment says of files cannot be meant so."""


def settings(environment: Mapping[str, str], *, secret: Callable[[str], str]) -> dict[str, Any]:
    """What Django is told of the place for files. Raises `NotClear`."""
    said = {name: environment.get(name, "").strip() for name in OPEN} | {
        name: secret(name) for name in (KEY_ID, SECRET_KEY)
    }
    if not said[BUCKET]:
        others = [name for name, value in said.items() if value]
        if others:
            raise NotClear(f"{BUCKET} is missing: say which bucket, or take {', '.join(others)} away.")
        return {"BACKEND": FOLDER}
    if bool(said[KEY_ID]) != bool(said[SECRET_KEY]):
        raise NotClear(f"Set both {KEY_ID} and {SECRET_KEY}, or neither, where the machine has a role.")
    options = {
        "bucket_name": said[BUCKET],
        "endpoint_url": said[ENDPOINT] or None,
        "region_name": said[REGION] or None,
        "addressing_style": _one_of(said, ADDRESSING, {"": "auto", "path": "path", "virtual": "virtual"}),
        "access_key": said[KEY_ID] or None,
        "secret_key": said[SECRET_KEY] or None,
        "object_parameters": _encrypted(said),
        "verify": said[CERTIFICATES] or None,
    }
    return {"BACKEND": STORE, "OPTIONS": options}


def _one_of(said: Mapping[str, str], name: str, meant: Mapping[str, str]) -> str:
    given = said[name].lower()
    if given not in meant:
        raise NotClear(f"{name} is {given}: it can be {' or '.join(word for word in meant if word)}.")
    return meant[given]


def _encrypted(said: Mapping[str, str]) -> dict[str, str]:
    how, key = _one_of(said, ENCRYPTION, ENCRYPTIONS), said[KMS_KEY]
    if key and how != "aws:kms":
        raise NotClear(f"{KMS_KEY} is of use with {ENCRYPTION}=kms alone.")
    return {name: value for name, value in (("ServerSideEncryption", how), ("SSEKMSKeyId", key)) if value}
