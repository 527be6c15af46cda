"""The figures a council's own monitoring collects, as Prometheus reads them. No figure is about a person."""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from putright.casework.files import scanning
from putright.council import heartbeat
from putright.operations.watching import counters, figures

TYPE = "text/plain; version=0.0.4; charset=utf-8"
BEARER = "Bearer "


def may_read(request: HttpRequest) -> bool:
    """Whether whoever asks may know: by the token, or directly (through no proxy) from a network on the list."""
    given = request.headers.get("Authorization", "")
    token = settings.METRICS_TOKEN
    if token and secrets.compare_digest(given.encode(), f"{BEARER}{token}".encode()):
        return True
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")):
        return False
    return _listed(request.META.get("REMOTE_ADDR", ""))


def _listed(address: str) -> bool:
    try:
        place = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(place in ipaddress.ip_network(network, strict=False) for network in settings.METRICS_FROM)


def written(*, at: datetime) -> bytes:
    """All figures: requests of every process of this web server, and the state of the copy as it is now."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = generate_latest(registry)
    else:
        counted = generate_latest(counters.OWN)
    state = CollectorRegistry()
    state.register(State(at))
    return counted + generate_latest(state)


class State(Collector):
    """The state of the copy, looked up when it is asked for, so that it is the same from every process."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every figure."""
        for name, (about, value) in {**self._cases(), **self._running(), **self._nights(), **self._doors()}.items():
            yield GaugeMetricFamily(f"putright_{name}", about, value=value)

    def _cases(self) -> dict[str, tuple[str, float]]:
        load = figures.cases(at=self._at)
        return {
            "cases_open": ("Cases still open", load.open),
            "cases_overdue": ("Open cases whose next step the council is late with", load.overdue),
            "cases_overdue_not_told": ("Of those, cases whose person holds no date still to come", load.not_told),
            "cases_at_risk": ("Open cases where somebody is at risk", load.at_risk),
            "cases_unassigned": ("Open cases nobody has", load.unassigned),
            "files_waiting": ("Files that wait for the virus scanner", load.files_waiting),
            "files_waiting_seconds": ("How long the oldest of them has waited", self._age(load.files_waiting_since, 0)),
            "files_quarantined": ("Files in quarantine", load.files_in_quarantine),
            "scanner_set_up": ("Whether files are scanned for viruses", scanning.wanted()),
        }

    def _running(self) -> dict[str, tuple[str, float]]:
        post = figures.post(at=self._at)
        return {
            "outbox_waiting": ("Emails that wait to go out", post.waiting),
            "outbox_due_seconds": ("How long the first of those due has waited", self._age(post.due_since, 0)),
            "outbox_stuck": ("What could not be delivered, or may not have been", post.stuck),
            "worker_silent_seconds": (
                "Since the last sign of life of any worker; -1: none",
                self._age(heartbeat.last(name=heartbeat.WORKER)),
            ),
            "disk_free_bytes": ("Room left where files are written", figures.free_bytes()),
        }

    def _nights(self) -> dict[str, tuple[str, float]]:
        backup, pack = figures.backup(), figures.pack()
        return {
            "backup_wanted": ("Whether a backup is made each night", backup.wanted),
            "backup_age_seconds": ("Age of the last good backup; -1: none", self._age(backup.good_at)),
            "downtime_pack_wanted": ("Whether a pack for an outage is made each night", pack.wanted),
            "downtime_pack_age_seconds": ("Age of the last good pack; -1: none", self._age(pack.good_at)),
        }

    def _doors(self) -> dict[str, tuple[str, float]]:
        doors = figures.doors(at=self._at)
        return {
            "sign_ins_failed_last_hour": ("Attempts to sign in that failed in the last hour", doors.failed),
            "break_glass_used_last_day": ("Sign-ins by break-glass account in the last day", doors.break_glass),
        }

    def _age(self, since: datetime | None, never: float = -1) -> float:
        return never if since is None else max(0.0, (self._at - since).total_seconds())
