"""What the rulebook says becomes of it, in plain words: who deals with it, and when something else comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from putright import rulebook
from putright.council import clock, here
from putright.portal.answers import Answers

ORDINARY = ("local_council_code", "service_request")

NAMES: Mapping[str, str] = {
    "local_council_code": "Our complaints procedure",
    "service_request": "A request to the service",
    "landlord_code": "A complaint to us as your landlord",
    "data_protection": "A complaint about your personal data",
    "children": "A complaint about children’s social care",
    "adult_care": "A complaint about adult social care",
    "public_health": "A complaint about public health",
    "member_enquiry": "An enquiry from a councillor or MP",
}
"""The procedures as people know them."""

DEALS: Mapping[str, str] = {
    "local_council_code": "Our complaints team",
    "service_request": "The service itself",
    "landlord_code": "Our housing complaints team",
    "data_protection": "Our data protection officer",
    "children": "The complaints manager for children’s services",
    "adult_care": "The complaints manager for adult social care",
    "public_health": "The complaints manager for public health",
    "member_enquiry": "The team that answers councillors and MPs",
}


@dataclass(frozen=True)
class Part:
    """One part of a matter as the person is told of it."""

    name: str
    deals: str
    tell: tuple[str, ...]
    ours: bool


def parts(given: Answers) -> list[Part]:
    """Everywhere it goes, but for what comes first."""
    routing = given.routing
    return [_part(one) for together in routing.investigations for one in (together.lead, *together.joined)]


def at_once(given: Answers) -> list[Part]:
    """What comes before any complaint."""
    return [_part(one) for one in given.routing.first]


def elsewhere(answers: Mapping[str, Any]) -> list[Part]:
    """What somebody else decides, by the answers a case keeps."""
    routing = rulebook.route(answers)
    return [part for part in (_part(one) for one in routing.destinations if not one.first) if not part.ours]


def can_be_appealed(answers: Mapping[str, Any]) -> bool:
    """Whether a time to appeal may be running meanwhile."""
    return answers.get("appeal", "no") not in ("no", "judicial_review")


def help_is_needed(given: Answers) -> bool:
    """Whether something comes before any complaint."""
    return bool(given.routing.first)


def goes_its_own_way(given: Answers) -> bool:
    """Whether there is more to say than that it is a complaint or a request."""
    ids = {one.id for together in given.routing.investigations for one in (together.lead, *together.joined)}
    return not ids <= set(ORDINARY)


def procedures(given: Answers) -> list[str]:
    """The procedures of this council under which it is taken in, the main one first. There is always one."""
    ours = here.adopted(on=clock.today())
    leads = [together.lead.id for together in given.routing.investigations]
    taken = [name for name in leads if name in ours and name in NAMES]
    return taken or ["service_request" if given.is_request else "local_council_code"]


def _part(one: Any) -> Part:
    route = rulebook.routes().get(one.id)
    if route is None:
        return Part(NAMES.get(one.id, one.name), DEALS.get(one.id, "Our complaints team"), one.tell, True)
    return Part(one.name, route.goes_to, one.tell, False)


def doing(clock_name: str) -> str:
    """What the council does by the day of a clock, as a person would say it."""
    if "acknowledgement" in clock_name:
        return "we tell you how we understand what you wrote"
    return "we give you our answer"
