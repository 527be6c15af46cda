"""The rulebook: procedures as dated, referenced data, and the engine that works out where a matter stands.

Plain Python: no Django, no database, no network and no clock of its own; the day is always an argument.
What is named here is the door: the rest of the product asks through it. The rooms behind it may change.
"""

from putright.rulebook.book.library import procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.letters.contents import missing_contents, taken_out
from putright.rulebook.letters.wording import cautions
from putright.rulebook.measures.from_standing import record_of
from putright.rulebook.measures.measures import measure
from putright.rulebook.routing.refusals import stands as ground_stands
from putright.rulebook.routing.routing import route
from putright.rulebook.routing.time_limits import time_limit
from putright.rulebook.standings.bridges import complaint_from
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.moved import moved_dates
from putright.rulebook.standings.moves import may
from putright.rulebook.standings.standing import Standing, standing

__all__ = [
    "Council",
    "Departure",
    "Event",
    "Standing",
    "cautions",
    "complaint_from",
    "ground_stands",
    "may",
    "measure",
    "missing_contents",
    "moved_dates",
    "procedure",
    "record_of",
    "route",
    "standing",
    "taken_out",
    "time_limit",
]
