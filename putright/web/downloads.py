"""The one way a file somebody sent in leaves this site: saved to a disk, and never opened under this address."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse

NOTHING_AT_ALL = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Should a browser open it all the same, it can run, fetch and send nothing, and is of no site."""


def as_sent(file: Any, *, name: str) -> FileResponse:
    """A stored file as a download, under the name it came with and of no kind a browser shows."""
    answer = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = NOTHING_AT_ALL
    answer["Cache-Control"] = "private, no-store"
    return answer
