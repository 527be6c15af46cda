"""What is counted as it happens, in each process of the web server. Labels are names of pages: never anybody's data."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

OWN = CollectorRegistry()
"""What this process has counted. Where there are several, `metrics` adds them up."""

METHODS = frozenset({"GET", "HEAD", "POST"})

REQUESTS = Counter("putright_requests_total", "Requests answered", ["page", "method", "status"], registry=OWN)
SECONDS = Histogram(
    "putright_request_seconds",
    "How long answering took",
    ["page"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=OWN,
)


def count(*, page: str, method: str, status: int, seconds: float) -> None:
    """One request more."""
    REQUESTS.labels(page, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(page).observe(seconds)
