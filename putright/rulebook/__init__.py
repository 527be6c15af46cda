"""The rulebook: procedures as dated, referenced data, and the engine that works out where a matter stands.

Plain Python: no Django, no database, no network and no clock of its own; the day is always an argument.
What is named here is the door: the rest of the product asks through it. The rooms behind it may change.
"""

from putright.rulebook.book.library import procedure
from putright.rulebook.book.phrases import counted, plain
from putright.rulebook.book.vocabulary import BLOCKS, FACTS
from putright.rulebook.book.words import Move, Procedure
from putright.rulebook.dates.days import Council, Hours, calendar_warning
from putright.rulebook.dates.periods import kept_until, request_due_on
from putright.rulebook.letters.contents import Known, Missing, missing_contents, names_day, taken_out
from putright.rulebook.letters.ombudsmen import Ombudsman
from putright.rulebook.letters.ombudsmen import directory as ombudsmen
from putright.rulebook.letters.points import FINDINGS, Point, finding_of, ombudsmen_for
from putright.rulebook.letters.wording import Caution, cautions
from putright.rulebook.measures.from_standing import record_of
from putright.rulebook.measures.measures import measure
from putright.rulebook.routing.refusals import Proposal
from putright.rulebook.routing.refusals import stands as ground_stands
from putright.rulebook.routing.routes import every as routes
from putright.rulebook.routing.routing import Misanswered, Routing, route
from putright.rulebook.routing.time_limits import time_limit
from putright.rulebook.standings.bridges import complaint_from
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.in_short import why_then
from putright.rulebook.standings.moved import moved_dates, turned_dates
from putright.rulebook.standings.moves import may
from putright.rulebook.standings.standing import Standing, standing

__all__ = [
    "BLOCKS",
    "FACTS",
    "FINDINGS",
    "Caution",
    "Council",
    "Departure",
    "Event",
    "Hours",
    "Known",
    "Misanswered",
    "Missing",
    "Move",
    "Ombudsman",
    "Point",
    "Procedure",
    "Proposal",
    "Routing",
    "Standing",
    "calendar_warning",
    "cautions",
    "complaint_from",
    "counted",
    "finding_of",
    "ground_stands",
    "kept_until",
    "may",
    "measure",
    "missing_contents",
    "moved_dates",
    "names_day",
    "ombudsmen",
    "ombudsmen_for",
    "plain",
    "procedure",
    "record_of",
    "request_due_on",
    "route",
    "routes",
    "standing",
    "taken_out",
    "time_limit",
    "turned_dates",
    "why_then",
]
