"""What is written to the console: enough to mend a fault, and nothing with which anybody could act for somebody.

Secret parts of addresses, what stands after a question mark, email addresses and the words of exceptions are left out.
"""

from __future__ import annotations

import contextlib
import json
import logging
import logging.handlers
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

LEFT_OUT = "[left out]"

SECRETS = (
    re.compile(r"(?<=/complaint/)([\w-]+)/[^/\s\"']+"),
    re.compile(r"(?<=/desk/calendar/)()[^/\s\"']+(?=\.ics)"),
    re.compile(r"(?<=/complain/back/)()[^/\s\"']+"),
    re.compile(r"(?<=/accounts/password/new/)()[^/\s\"']+"),
    re.compile(r"(?<=/set-up/)()[^/\s\"']+"),
)
"""The addresses that let in whoever has them; what the group finds is no secret."""

QUERY = re.compile(r"(?<=/)\?[^\s\"']+|(?<=\w)\?(?=[^\s\"']*=)[^\s\"']+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")


def discreet(text: str) -> str:
    """Text without secrets and without what people are called or typed."""
    for secret in SECRETS:
        text = secret.sub(lambda found: f"{found[1]}/{LEFT_OUT}" if found[1] else LEFT_OUT, text)
    return EMAIL.sub(LEFT_OUT, QUERY.sub(f"?{LEFT_OUT}", text))


class Discreet(logging.Formatter):
    """A line of the log, without secrets and without anybody's words."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry."""
        return discreet(super().format(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Where it happened and of what kind it is; its words may hold what somebody typed."""
        kind, _, where = ei
        frames = "".join(traceback.format_tb(where))
        return f"{frames}{kind.__name__ if kind else ''}".rstrip()


class AsJson(Discreet):
    """The same as one object of JSON a line, for a council's own monitoring."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, where from, what; for a request its page, its status, who asked as a number, and how long."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
        }
        for kind in ("told", "audit"):
            line |= getattr(record, kind, None) or {}
        if "audit" not in record.__dict__ and "told" not in record.__dict__:
            line["said"] = discreet(_without_addresses(record))
        if record.exc_info:
            line["where"] = discreet(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _without_addresses(record: logging.LogRecord) -> str:
    """What was said, without the address it was said of: the line of the request names the page."""
    given = record.args if isinstance(record.args, tuple) else ()
    if any(isinstance(one, str) and one.startswith("/") for one in given):
        kept = tuple(LEFT_OUT if isinstance(one, str) and one.startswith("/") else one for one in given)
        return str(record.msg) % kept
    return record.getMessage()


class Syslog(logging.handlers.SysLogHandler):
    """The security log to the council's monitoring: a datagram with a line of JSON for each entry."""

    def __init__(self, to: str) -> None:
        """`to` is host:port or the path of a socket."""
        where, _, port = to.rpartition(":")
        super().__init__(to if to.startswith("/") else (where, int(port)), logging.handlers.SysLogHandler.LOG_AUTH)
        self.ident = "putright: "

    def createSocket(self) -> None:
        """A collector that is away stops nothing: the next entry tries again."""
        with contextlib.suppress(OSError):
            super().createSocket()

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing is lost: every entry stands in the database, and `bin/putright audit` gives what was missed."""


def settings(*, debug: bool, as_json: bool = False, syslog: str = "") -> dict[str, Any]:
    """What Django is told: everything to the console, where whoever runs the site collects it."""
    loud = "INFO" if debug else "WARNING"
    away = {"audit": {"class": f"{__name__}.Syslog", "to": syslog, "formatter": "json"}} if syslog else {}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "discreet": {"()": f"{__name__}.Discreet", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "json": {"()": f"{__name__}.AsJson"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "discreet"},
            **away,
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": loud, "propagate": False},
            # The security log, a line of JSON for each entry: never left out, whatever else is.
            "putright.audit": {"handlers": ["console", *away], "level": "INFO", "propagate": False},
            # A line for each request only where a machine reads them.
            "putright.requests": {
                "handlers": ["console"],
                "level": "INFO" if as_json else "WARNING",
                "propagate": False,
            },
            # The worker would otherwise write by itself, with the words of whatever failed.
            "huey": {"handlers": ["console"], "level": loud, "propagate": False},
            # Pages that are not there or not for somebody are nothing to mend.
            "django.request": {"handlers": ["console"], "level": loud if debug else "ERROR", "propagate": False},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        },
    }
