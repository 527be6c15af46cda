"""Who works at the demo council: people who do not exist, as data. The stories name them; `hire` enters them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.council.models import Service, Team

DOMAIN = "fenwickvale.example"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody of the cast: what they do, which roles they hold and whose complaints they see."""

    name: str
    job_title: str
    roles: Sequence[str]
    phone: str = ""
    team: str = ""
    services: Sequence[str] = ()
    email: str = ""

    @property
    def address(self) -> str:
        """How they sign in."""
        return self.email or f"{self.name.lower().replace('cllr ', '').replace(' ', '.')}@{DOMAIN}"


ROSA = Colleague(
    name="Rosa Okafor",
    job_title="Complaints officer",
    roles=["intake"],
    phone="01632 960101",
    team="Complaints team",
)
IMRAN = Colleague(
    name="Imran Sayle",
    job_title="Waste operations manager",
    roles=["investigating_officer"],
    phone="01632 960112",
    team="Streets and waste",
    services=["waste-and-recycling", "street-cleaning", "parks-and-open-spaces"],
)
DELIA = Colleague(
    name="Delia Marsh",
    job_title="Tenancy and revenues manager",
    roles=["investigating_officer"],
    phone="01632 960123",
    team="Housing and revenues",
    services=["housing-repairs", "homelessness-and-housing-options", "council-tax-and-benefits"],
)
NADIA = Colleague(
    name="Nadia Osei",
    job_title="Highways area manager",
    roles=["investigating_officer"],
    phone="01632 960134",
    team="Roads and places",
    services=["roads-and-pavements", "parking", "planning", "environmental-health"],
)
GARETH = Colleague(
    name="Gareth Pugh",
    job_title="Service manager, social care",
    roles=["investigating_officer"],
    phone="01632 960145",
    team="Care and learning",
    services=["childrens-social-care", "adult-social-care", "schools-and-special-needs", "libraries-and-leisure"],
)
TOM = Colleague(
    name="Tom Birk",
    job_title="Head of Customer and Environment",
    roles=["reviewer"],
    phone="01632 960156",
)
ANITA = Colleague(
    name="Anita Rowe",
    job_title="Complaints manager",
    roles=["complaints_manager"],
    phone="01632 960100",
    team="Complaints team",
)
LEE = Colleague(name="Lee Harper", job_title="Ombudsman link officer", roles=["link_officer"], phone="01632 960103")
GRACE = Colleague(name="Grace Whitlow", job_title="Director of Resources", roles=["senior_lead"])
RUTH = Colleague(
    name="Ruth Calder", job_title="Director of Children’s Services", roles=["director"], phone="01632 960105"
)
PIERS = Colleague(name="Piers Nolan", job_title="Monitoring Officer", roles=["monitoring_officer"])
JO = Colleague(name="Cllr Jo Tarrant", job_title="Member Responsible for Complaints", roles=["member"])
SAM = Colleague(name="Sam Quill", job_title="Systems administrator", roles=["administrator"])
WENDY = Colleague(
    name="Wendy Ashe",
    job_title="Information governance officer",
    roles=["records_officer"],
    phone="01632 960104",
)
KIT = Colleague(
    name="Kit Doran",
    job_title="Contract supervisor, Greenway Collections",
    roles=["contractor"],
    email="kit.doran@greenway.example",
)

EVERYBODY = (ROSA, IMRAN, DELIA, NADIA, GARETH, TOM, ANITA, LEE, GRACE, RUTH, PIERS, JO, SAM, WENDY, KIT)


def hire(*, at: datetime) -> None:
    """Enter everybody, with their roles, teams and services. The teams and services must be there already."""
    for one in EVERYBODY:
        officer = Officer.objects.create_user(
            one.address,
            name=one.name,
            job_title=one.job_title,
            phone=one.phone,
            team=Team.objects.get(name=one.team) if one.team else None,
        )
        officer.services.set(Service.objects.filter(slug__in=one.services))
        for role in one.roles:
            roles.grant(officer=officer, role=role, at=at)


def officer(one: Colleague) -> Officer:
    """Somebody of the cast, as they are entered. Raises `Officer.DoesNotExist` before anybody was hired."""
    return Officer.objects.get(email=one.address)


def by_service(slug: str) -> Colleague:
    """Whoever looks into complaints about a service."""
    return next(one for one in EVERYBODY if slug in one.services)
