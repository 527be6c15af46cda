"""A small store that speaks S3, on this machine alone: it keeps every version, and turns away what is not signed."""

from __future__ import annotations

import hashlib
import hmac
import http.server
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from xml.sax.saxutils import escape

KEY_ID, SECRET, BUCKET = "a-key", "a-secret", "putright-files"
Versions = list[tuple[str, bytes | None]]
"""Each version of an object with its number, newest first; None marks that it was deleted."""


@dataclass
class Store:
    """What is in it and how it was asked. `away`: it answers nothing well any more."""

    objects: dict[str, Versions] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    unsigned: int = 0
    away: bool = False
    knows_versions: bool = True
    made: bool = True
    address: str = ""

    def held(self) -> dict[str, bytes]:
        """What can be read, by its key."""
        return {
            key: versions[0][1] for key, versions in self.objects.items() if versions and versions[0][1] is not None
        }


def _keyed(key: bytes, message: str) -> bytes:
    return hmac.new(key, message.encode(), hashlib.sha256).digest()


class Asked(http.server.BaseHTTPRequestHandler):
    """One request."""

    store: Store
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def handle_one(self) -> None:
        """Whatever was asked."""
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        split = urllib.parse.urlsplit(self.path)
        self.asked = dict(urllib.parse.parse_qsl(split.query, keep_blank_values=True))
        _, bucket, *rest = urllib.parse.unquote(split.path).split("/", 2)
        self.key = rest[0] if rest else ""
        if not self._signed(split):
            self.store.unsigned += 1
            return self._fail(HTTPStatus.FORBIDDEN, "SignatureDoesNotMatch")
        if self.store.away:
            return self._fail(HTTPStatus.FORBIDDEN, "AccessDenied")
        if bucket != BUCKET or not (self.store.made or (self.command == "PUT" and not self.key)):
            return self._fail(HTTPStatus.NOT_FOUND, "NoSuchBucket")
        answer: Callable[[], None] = getattr(self, f"_{self.command.lower()}_{'object' if self.key else 'bucket'}")
        return answer()

    do_GET = do_PUT = do_HEAD = do_DELETE = handle_one

    def _signed(self, split: urllib.parse.SplitResult) -> bool:
        """Whether the signature (version 4) is that of this very request, and the body what was signed."""
        said = self.headers.get("Authorization", "")
        if not said.startswith(f"AWS4-HMAC-SHA256 Credential={KEY_ID}/"):
            return False
        parts = dict(part.strip().split("=", 1) for part in said.removeprefix("AWS4-HMAC-SHA256 ").split(","))
        scope, names, digest = parts["Credential"].split("/")[1:], parts["SignedHeaders"], hashlib.sha256(self.body)
        headers = "".join(f"{name}:{' '.join((self.headers[name] or '').split())}\n" for name in names.split(";"))
        query = "&".join(sorted(f"{one}" if "=" in one else f"{one}=" for one in split.query.split("&") if one))
        asked = "\n".join((self.command, split.path, query, headers, names, digest.hexdigest()))
        signing = f"AWS4{SECRET}".encode()
        for part in scope:
            signing = _keyed(signing, part)
        whole = hashlib.sha256(asked.encode()).hexdigest()
        signed = "\n".join(("AWS4-HMAC-SHA256", self.headers["X-Amz-Date"], "/".join(scope), whole))
        return hmac.compare_digest(_keyed(signing, signed).hex(), parts["Signature"])

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Mon, 07 Sep 2026 09:00:00 GMT")
        self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()[:32]}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _fail(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code></Error>".encode())

    def _put_bucket(self) -> None:
        self.store.made = True
        self._answer(HTTPStatus.OK)

    def _head_bucket(self) -> None:
        self._answer(HTTPStatus.OK)

    def _put_object(self) -> None:
        versions = self.store.objects.setdefault(self.key, [])
        versions.insert(0, (f"v{len(versions) + 1}", self.body))
        self.store.headers[self.key] = {name.lower(): value for name, value in self.headers.items()}
        self._answer(HTTPStatus.OK)

    def _get_object(self) -> None:
        there = self.store.held().get(self.key)
        self._answer(HTTPStatus.OK, there) if there is not None else self._fail(HTTPStatus.NOT_FOUND, "NoSuchKey")

    _head_object = _get_object

    def _delete_object(self) -> None:
        versions, number = self.store.objects.setdefault(self.key, []), self.asked.get("versionId")
        if number is None and self.store.knows_versions:
            versions.insert(0, (f"d{len(versions) + 1}", None))
        else:
            versions[:] = [one for one in versions if number is not None and one[0] != number]
        if not versions:
            del self.store.objects[self.key]
        self._answer(HTTPStatus.NO_CONTENT)

    def _get_bucket(self) -> None:
        prefix = self.asked.get("prefix", "")
        if "versions" in self.asked and not self.store.knows_versions:
            return self._fail(HTTPStatus.NOT_IMPLEMENTED, "NotImplemented")
        listed = self._versions(prefix) if "versions" in self.asked else self._names(prefix)
        return self._answer(HTTPStatus.OK, f"<Result><IsTruncated>false</IsTruncated>{listed}</Result>".encode())

    def _versions(self, prefix: str) -> str:
        return "".join(
            f"<{kind}><Key>{escape(key)}</Key><VersionId>{number}</VersionId></{kind}>"
            for key, versions in self.store.objects.items()
            if key.startswith(prefix)
            for number, content in versions
            for kind in ["DeleteMarker" if content is None else "Version"]
        )

    def _names(self, prefix: str) -> str:
        rest = {key.removeprefix(prefix) for key in self.store.held() if key.startswith(prefix)}
        folders = sorted({one.split("/")[0] + "/" for one in rest if "/" in one})
        files = sorted(one for one in rest if "/" not in one)
        return "".join(f"<Contents><Key>{escape(prefix + one)}</Key></Contents>" for one in files) + "".join(
            f"<CommonPrefixes><Prefix>{escape(prefix + one)}</Prefix></CommonPrefixes>" for one in folders
        )


@contextmanager
def open_for_business() -> Iterator[Store]:
    """A store that answers on this machine until it is closed."""
    store = Store()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("AskedHere", (Asked,), {"store": store}))
    server.daemon_threads = True
    store.address = f"http://127.0.0.1:{server.server_address[1]}"
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
