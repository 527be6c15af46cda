"""What is written to the console: enough to mend a fault, and nothing with which anybody could act for somebody.

Secret parts of addresses, what stands after a question mark, email addresses and the words of exceptions are left out.
"""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType
from typing import Any

LEFT_OUT = "[left out]"

SECRETS = (
    re.compile(r"(?<=/complaint/)([\w-]+)/[^/\s\"']+"),
    re.compile(r"(?<=/desk/calendar/)()[^/\s\"']+(?=\.ics)"),
    re.compile(r"(?<=/complain/back/)()[^/\s\"']+"),
    re.compile(r"(?<=/reset/key/)()[^/\s\"']+"),
)
"""The addresses that let in whoever has them; what the group finds is no secret."""

QUERY = re.compile(r"(?<=/)\?[^\s\"']+")
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


def settings(*, debug: bool) -> dict[str, Any]:
    """What Django is told: everything to the console, where whoever runs the site collects it."""
    loud = "INFO" if debug else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "discreet": {"()": f"{__name__}.Discreet", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": loud, "propagate": False},
            # Pages that are not there or not for somebody are nothing to mend.
            "django.request": {"handlers": ["console"], "level": loud if debug else "ERROR", "propagate": False},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        },
    }
