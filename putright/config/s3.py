"""Files in a store that speaks S3. Loaded only where one is set up: it needs what `requirements-s3.txt` adds.

Nobody but this site reads the bucket, so a file has no address of its own. What fails there is an `OSError`, as a full
disk would be: everything above already knows what to do then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3File, S3Storage

MEGABYTE = 1024 * 1024
TRIED = "tried/can-be-written"
NOT_THERE = 404
KEEPS_NO_VERSIONS = frozenset({"NotImplemented", "MethodNotAllowed"})
"""How stores answer that know nothing of versions."""


class StoreFails(OSError):
    """The store does not answer, or will not do it."""


@contextmanager
def _as_a_disk_would() -> Iterator[None]:
    try:
        yield
    except ClientError as problem:
        said = problem.response.get("Error", {})
        raise StoreFails(f"the store says {said.get('Code', 'nothing')} to {problem.operation_name}") from problem
    except (BotoCoreError, Boto3Error) as problem:
        raise StoreFails(f"the store does not answer: {type(problem).__name__}") from problem


class FilesInStore(S3Storage):  # type: ignore[misc]
    """A private bucket, nothing of it public, read and written by signed requests."""

    def __init__(self, **options: Any) -> None:
        style = options.get("addressing_style")
        super().__init__(
            **options,
            file_overwrite=False,
            default_acl=None,
            max_memory_size=8 * MEGABYTE,
            # The file's own digest is in the signature of what is sent, so that a store refuses what was damaged on the
            # way. Checksums of newer kinds are left to stores that insist: many know none of them.
            client_config=Config(
                connect_timeout=3,
                read_timeout=20,
                retries={"mode": "standard", "total_max_attempts": 2},
                s3={"addressing_style": style, "payload_signing_enabled": True},
                signature_version="s3v4",
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            transfer_config=TransferConfig(use_threads=False, multipart_threshold=64 * MEGABYTE),
        )

    def _open(self, name: str, mode: str = "rb") -> S3File:
        """Fetched here and now, so that nothing fails half-way through a page."""
        with _as_a_disk_would():
            return super()._open(name, mode).open()

    def _save(self, name: str, content: Any) -> str:
        with _as_a_disk_would():
            return str(super()._save(name, content))

    def exists(self, name: str) -> bool:
        """Whether there is one."""
        with _as_a_disk_would():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """The folders and files of a folder."""
        with _as_a_disk_would():
            folders, files = super().listdir(name)
        return folders, files

    def size(self, name: str) -> int:
        """How many bytes it has."""
        with _as_a_disk_would():
            return int(super().size(name))

    def delete(self, name: str) -> None:
        """Take a file away with every version of it: what was disposed of must not be got back from the bucket."""
        with _as_a_disk_would():
            versions = self._versions(name)
            if versions is None:
                super().delete(name)
            for version in versions or ():
                version.delete()

    def _versions(self, name: str) -> list[Any] | None:
        """Each version of a file, and each mark that it was deleted; None where the store knows nothing of versions."""
        key = self._normalize_name(name)
        try:
            return [one for one in self.bucket.object_versions.filter(Prefix=key) if one.object_key == key]
        except ClientError as problem:
            if problem.response.get("Error", {}).get("Code") in KEEPS_NO_VERSIONS:
                return None
            raise

    def url(self, name: str, parameters: Any = None, expire: Any = None, http_method: Any = None) -> str:
        """Raises always: a link would go past those who ask who may see a file."""
        raise NotImplementedError("Files are given out by pages that ask who may see them.")

    def try_out(self) -> None:
        """Write something and take it away again. Raises `OSError`."""
        with _as_a_disk_would():
            self.bucket.Object(self._normalize_name(TRIED)).put(Body=b"putright", **self.object_parameters)
        self.delete(TRIED)

    def make_bucket(self) -> bool:
        """Make the bucket if it is not there. Whether it was made. Raises `OSError`."""
        with _as_a_disk_would():
            if self._bucket_is_there():
                return False
            # The first region of all is the one that must not be named.
            elsewhere = self.region_name if self.region_name != "us-east-1" else None
            where = {"CreateBucketConfiguration": {"LocationConstraint": elsewhere}} if elsewhere else {}
            self.bucket.create(**where)
            return True

    def _bucket_is_there(self) -> bool:
        try:
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        except ClientError as problem:
            if problem.response["ResponseMetadata"]["HTTPStatusCode"] == NOT_THERE:
                return False
            raise
        return True
