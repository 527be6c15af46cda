"""Fenwick Vale Council: a council that does not exist, as data. `set_up` enters it; its people are in `cast`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from putright.council import decisions, here, models
from putright.council.models import Council, Kind, Service, Team

ADDRESS = "Customer Relations\nThe Old Corn Exchange\nMarket Square\nFenwick\nZZ9 1FV"
"""ZZ is the beginning of no postcode; the telephone numbers are from a range kept for fiction."""

DETAILS: Mapping[str, object] = {
    "name": "Fenwick Vale Council",
    "short_name": "Fenwick Vale",
    "kind": Kind.UNITARY,
    "address": ADDRESS,
    "phone": "01632 960100",
    "email": "complaints@fenwickvale.example",
    "text_relay": "18001 01632 960100",
    "opening_hours": "Monday to Friday, 9am to 5pm",
    "website": "https://www.fenwickvale.example",
    "complaint_definition": (
        "You are unhappy with something we did, something we did not do, or how somebody working for us treated you "
        "or others."
    ),
    "service_request_definition": (
        "You ask us to do something, to mend something, or to look again at a decision, for the first time."
    ),
    "landlord": True,
    "keeping_confirmed_by": "Wendy Ashe, Information governance officer",
    "data_protection_officer": "Piers Nolan, Monitoring Officer, 01632 960100, dpo@fenwickvale.example",
}


@dataclass(frozen=True, slots=True)
class Serving:
    """A service and what people come to it about."""

    name: str
    slug: str
    about: str
    contractor: str = ""


SERVICES: Sequence[Serving] = (
    Serving(
        "Waste and recycling", "waste-and-recycling", "Bins, recycling centres, bulky waste", "Greenway Collections"
    ),
    Serving("Street cleaning", "street-cleaning", "Litter, fly-tipping, graffiti, fallen leaves"),
    Serving("Parks and open spaces", "parks-and-open-spaces", "Parks, play areas, trees, cemeteries"),
    Serving("Roads and pavements", "roads-and-pavements", "Potholes, street lights, pavements, drains"),
    Serving("Parking", "parking", "Car parks, permits, penalty charges, Blue Badges"),
    Serving("Planning", "planning", "Planning applications, building control, enforcement"),
    Serving("Environmental health", "environmental-health", "Noise, food safety, pests, licensing"),
    Serving("Council tax and benefits", "council-tax-and-benefits", "Bills, discounts, help with rent and council tax"),
    Serving("Housing repairs", "housing-repairs", "Repairs and safety in council homes", "Marlow Property Care"),
    Serving("Homelessness and housing options", "homelessness-and-housing-options", "Losing a home, the housing list"),
    Serving("Adult social care", "adult-social-care", "Care at home, care homes, equipment, carers"),
    Serving("Children’s social care", "childrens-social-care", "Children in need, in care, leaving care, fostering"),
    Serving("Schools and special needs", "schools-and-special-needs", "Admissions, transport, special needs plans"),
    Serving("Libraries and leisure", "libraries-and-leisure", "Libraries, pools, leisure centres, museums"),
)

TEAMS: Mapping[str, Sequence[str]] = {
    "Complaints team": (),
    "Streets and waste": ("waste-and-recycling", "street-cleaning", "parks-and-open-spaces"),
    "Roads and places": ("roads-and-pavements", "parking", "planning", "environmental-health"),
    "Housing and revenues": ("housing-repairs", "homelessness-and-housing-options", "council-tax-and-benefits"),
    "Care and learning": (
        "adult-social-care",
        "childrens-social-care",
        "schools-and-special-needs",
        "libraries-and-leisure",
    ),
}

ADOPTED: Mapping[str, date] = {"landlord_code": date(2024, 4, 1)}
"""What it uses besides the procedures of every unitary council: it lets homes of its own."""

YEARS_OF_CLOSED_DAYS = (-1, 0, 1)


def set_up(*, on: date) -> None:
    """Enter the council as it is on a day."""
    confirmed_on = on - timedelta(days=200)
    dates = {"keeping_confirmed_on": confirmed_on, "accessibility_prepared_on": confirmed_on}
    Council.objects.create(**DETAILS, **dates)
    for one in SERVICES:
        Service.objects.create(name=one.name, slug=one.slug, about=one.about, contractor=one.contractor)
    for name, services in TEAMS.items():
        Team.objects.create(name=name).services.set(Service.objects.filter(slug__in=services))
    for procedure, starts_on in ADOPTED.items():
        decisions.adopt(procedure=procedure, starts_on=starts_on)
    for year in YEARS_OF_CLOSED_DAYS:
        _close_between_the_holidays(on.year + year)


def is_set_up() -> bool:
    """Whether a council has been entered, this one or another."""
    return models.Council.objects.exists()


def _close_between_the_holidays(year: int) -> None:
    """The offices are shut from Christmas to New Year; the days that would be working days are entered."""
    days = (date(year, 12, 27) + timedelta(days=n) for n in range(5))
    calendar = here.for_rulebook().calendar
    for day in days:
        if day <= calendar.known_to and calendar.is_working(day):
            decisions.close_offices(day=day, title="Offices shut between Christmas and New Year")
