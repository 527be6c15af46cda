"""Which procedures a council uses: those that are its by law or by default for its kind, and those it has adopted."""

from collections.abc import Iterable, Mapping
from datetime import date

from putright import rulebook
from putright.council.models import Kind
from putright.rulebook.book import library

EVERY_COUNCIL = (
    "service_request",
    "local_council_code",
    "member_enquiry",
    "data_protection",
    "ombudsman_investigation",
)
SOCIAL_CARE = ("adult_care", "children", "public_health")
"""The statutory procedures of councils that are social services and public health authorities."""

FOR: Mapping[str, tuple[str, ...]] = {
    kind: EVERY_COUNCIL if kind == Kind.DISTRICT else EVERY_COUNCIL + SOCIAL_CARE for kind in Kind.values
}
"""What each kind of council uses from the day it is in force. The landlord Code is only for those that adopt it."""


def in_use(*, kind: str, adopted: Iterable[tuple[str, date]], on: date) -> tuple[str, ...]:
    """The names of the procedures a council uses on a day, in order of the alphabet.

    What it has adopted starts on its day; law starts when it is in force, whatever a council has written down.
    """
    starts = {name: _in_force(name) for name in FOR[kind]}
    for name, starts_on in sorted(adopted, key=lambda row: row[1], reverse=True):
        law = name in starts and rulebook.procedure(name).force == "law"
        starts[name] = starts[name] if law else max(starts_on, _in_force(name))
    return tuple(sorted(name for name, starts_on in starts.items() if starts_on <= on))


def _in_force(name: str) -> date:
    """The first day any version of it was in force."""
    return library.versions(name)[0].in_force
