"""How dates, moments and plain text are written on a page."""

import re
from datetime import date, datetime

from markupsafe import Markup, escape

from putright.council import clock


def day(on: date | datetime) -> str:
    """Monday 1 June 2026."""
    return f"{_local(on):%A %-d %B %Y}"


def short_day(on: date | datetime) -> str:
    """1 Jun 2026."""
    return f"{_local(on):%-d %b %Y}"


def near_day(on: date | datetime) -> str:
    """Mon 1 Jun; with the year where it is not this one."""
    local = _local(on)
    return f"{local:%a %-d %b}{'' if local.year == clock.today().year else f' {local:%Y}'}"


def moment(at: datetime) -> str:
    """1 June 2026, 2.05 pm."""
    local = _local(at)
    return f"{local:%-d %B %Y}, {clock_time(local)}"


def clock_time(at: date | datetime) -> str:
    """2.05 pm; noon and midnight by name."""
    hour_and_minute = f"{at:%H:%M}"
    if hour_and_minute in {"00:00", "12:00"}:
        return {"00:00": "midnight", "12:00": "noon"}[hour_and_minute]
    return f"{at:%-I.%M} {'am' if hour_and_minute < '12:00' else 'pm'}"


def paragraphs(text: object) -> Markup:
    """Plain text as paragraphs: a blank line parts them, a line break stays one."""
    safe = str(escape(text or "")).replace("\r\n", "\n")
    parts = (Markup(part) for part in re.split(r"\n[ \t]*\n", safe) if part.strip())  # noqa: S704 (escaped above)
    return Markup("\n").join(
        Markup('<p class="govuk-body">{}</p>').format(Markup("<br>\n").join(part.strip("\n").split("\n")))
        for part in parts
    )


def _local(on: date | datetime) -> date | datetime:
    return on.astimezone(clock.LONDON) if isinstance(on, datetime) else on
