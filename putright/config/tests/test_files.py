"""What the environment says of the place for files is understood, or refused with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from putright.config import files


def told(**said: str) -> dict[str, Any]:
    environment = {f"PUTRIGHT_FILES_S3_{name}": value for name, value in said.items()}
    return files.settings(environment, secret=lambda name: environment.get(name, ""))


def test_without_a_bucket_files_are_in_a_folder() -> None:
    assert told() == {"BACKEND": files.FOLDER}
    assert told(BUCKET="", ENDPOINT="") == {"BACKEND": files.FOLDER}


def test_a_bucket_alone_is_enough_where_the_machine_has_a_role() -> None:
    said = told(BUCKET="files")["OPTIONS"]

    assert said["bucket_name"] == "files"
    assert said["access_key"] is said["secret_key"] is said["endpoint_url"] is None
    assert (said["addressing_style"], said["object_parameters"]) == ("auto", {})


def test_a_key_of_the_councils_own_encrypts_each_file() -> None:
    said = told(BUCKET="files", ENCRYPTION="KMS", KMS_KEY="alias/putright")["OPTIONS"]

    assert said["object_parameters"] == {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/putright"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"ENDPOINT": "https://store.example"}, "S3_BUCKET is missing"),
        ({"BUCKET": "files", "KEY_ID": "id"}, "or neither"),
        ({"BUCKET": "files", "ADDRESSING": "sideways"}, "path or virtual"),
        ({"BUCKET": "files", "ENCRYPTION": "rot13"}, "aes256 or kms"),
        ({"BUCKET": "files", "KMS_KEY": "alias/putright"}, "ENCRYPTION=kms alone"),
    ],
    ids=["no bucket", "half a key", "addressing", "encryption", "key without encryption"],
)
def test_what_cannot_be_meant_is_refused_with_what_to_do(said: dict[str, str], why: str) -> None:
    with pytest.raises(files.NotClear, match=why):
        told(**said)
