"""What time it is. The one place that looks: everything below is told the day or the moment."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The moment, in Europe/London; in a demo that runs as of another day, this time of that day."""
    moment = timezone.now().astimezone(LONDON)
    if settings.DEMO and settings.DEMO_DAY:
        moment = datetime.combine(date.fromisoformat(settings.DEMO_DAY), moment.timetz())
    return moment


def today() -> date:
    """The day it is in England."""
    return now().date()


def day_of(moment: datetime) -> date:
    """The day a moment falls on in England; what comes out of the database is in UTC."""
    return moment.astimezone(LONDON).date()


def ago(**length: float) -> datetime:
    """The moment so long before now; the names are those of `timedelta`."""
    return now() - timedelta(**length)
