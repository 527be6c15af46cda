"""What there is to settle before a council can open: the list of the set-up page, and of `check_setup`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.accounts.signing_in import break_glass
from putright.administration import public_duties
from putright.administration.models import Settled
from putright.council import here, models

DONE, NEEDED, LOOK, OPTIONAL, WAITS = "Done", "To do", "Look and confirm", "Optional", "Cannot start yet"
"""How a step can stand. What is `NEEDED`, waits or is to be looked at holds up the opening."""

FIRST = "council"
"""The step before any other: what is entered belongs to a council."""
NOT_CALLED = "Until the council has a name nothing else can be entered."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of setting up: its page, whether it must be done, and what is still missing (empty: nothing)."""

    name: str
    title: str
    about: str
    group: str
    missing: str
    settled: bool
    must: bool
    waits: bool = False
    """Whether it cannot be begun before the council has a name."""

    @property
    def status(self) -> str:
        """How it stands, in a word or two."""
        if self.waits:
            return WAITS
        if self.missing:
            return NEEDED
        return DONE if self.settled else LOOK if self.must else OPTIONAL

    @property
    def holds_up(self) -> bool:
        """Whether the site cannot open before this is settled."""
        return self.must and self.status != DONE

    @property
    def to_do(self) -> str:
        """What to do about it, in a sentence."""
        if self.waits:
            return NOT_CALLED
        if self.missing:
            return self.missing
        return "" if self.settled else f"Look at this page and confirm it. {self.about}"


@dataclass(frozen=True, slots=True)
class _Plan:
    """A step as it is laid down. `missing` says what is not there yet; `entered`, whether anything was."""

    name: str
    title: str
    about: str
    group: str
    must: bool = True
    missing: Callable[[_Known], str] = lambda known: ""
    entered: Callable[[_Known], bool] = lambda known: False


@dataclass(frozen=True)
class _Known:
    """Everything the steps are judged by, read once."""

    council: models.Council | None
    on: date
    roles_held: Mapping[str, int]


def steps(*, on: date) -> tuple[Step, ...]:
    """Every step in the order they are best taken."""
    known = _Known(models.Council.objects.first(), on, _roles_held())
    settled = set(Settled.objects.values_list("step", flat=True))
    return tuple(_step(plan, known, settled) for plan in PLAN)


def left(found: Iterable[Step]) -> list[Step]:
    """Those that hold up the opening."""
    return [step for step in found if step.holds_up]


def can_be_settled(name: str) -> bool:
    """Whether there is such a step, for somebody to say that it is looked at."""
    return any(plan.name == name for plan in PLAN)


def _step(plan: _Plan, known: _Known, settled: set[str]) -> Step:
    waits = known.council is None and plan.name != FIRST
    missing = "" if waits else plan.missing(known)
    return Step(
        name=plan.name,
        title=plan.title,
        about=plan.about,
        group=plan.group,
        missing=missing if plan.must else "",
        settled=not waits and (plan.name in settled or (not missing and plan.entered(known))),
        must=plan.must,
        waits=waits,
    )


def _roles_held() -> dict[str, int]:
    """How many people who can sign in hold each role."""
    held: dict[str, int] = {}
    people = Officer.objects.filter(is_active=True).prefetch_related("grants")
    for officer in people:
        for grant in officer.grants.all():
            held[grant.role] = held.get(grant.role, 0) + 1
    return held


def _no_name(known: _Known) -> str:
    return "" if known.council and known.council.name else "Give the council its name."


def _no_contact(known: _Known) -> str:
    council = known.council
    if council is None or not council.email:
        return "Enter the email address that letters come from."
    return "" if council.phone or council.address else "Enter a telephone number or a postal address."


def _no_service(known: _Known) -> str:
    return "" if models.Service.objects.filter(active=True).exists() else "Choose at least one service."


def _nobody(known: _Known) -> str:
    unheld = [title for title, names in WORK.items() if not any(known.roles_held.get(name) for name in names)]
    lacking = list(unheld)
    if known.council and known.council.refusals_need_two_people and not unheld:
        signing = sum(known.roles_held.get(role.name, 0) for role in roles.every().values() if "sign_off" in role.may)
        lacking += [SECOND] if signing < 2 else []
    return f"Nobody can do this yet: {'; '.join(lacking)}. Add somebody with that role." if lacking else ""


SECOND = "sign off a refusal beside the first (a second complaints manager, or a Monitoring Officer)"
"""A refusal takes two people: one proposes, another one decides."""
WORK: Mapping[str, tuple[str, ...]] = {
    "take complaints in (complaints officer)": ("intake", "complaints_manager"),
    "answer at stage 1 (investigating officer)": ("investigating_officer",),
    "answer at stage 2 (reviewer)": ("reviewer",),
    "answer for how complaints are handled (complaints manager)": ("complaints_manager",),
    "speak with the Ombudsman (link officer)": ("link_officer",),
    "look after records and requests for one’s own data (information governance officer)": ("records_officer",),
}
"""What somebody must be there for, and the roles that can do it."""


def _unsealed(known: _Known) -> str:
    account = break_glass.kept()
    if account is None or account.unsealed_at is None:
        return ""
    return "The break-glass account has been used. Find out who used it and why, then seal it anew."


def _no_definition(known: _Known) -> str:
    council = known.council
    if council is None or not council.complaint_definition.strip():
        return "Write down what the council calls a complaint."
    return "" if council.service_request_definition.strip() else "Write down what the council calls a service request."


def _unreachable(known: _Known) -> str:
    if known.council is None:
        return ""
    bodies = here.ombudsmen(on=known.on)
    unknown = [bodies[name].title for name in needed_ombudsmen(on=known.on) if not bodies[name].ways]
    return f"Enter how to reach {', '.join(unknown)}." if unknown else ""


def needed_ombudsmen(*, on: date) -> list[str]:
    """The bodies that the procedures in use send people to."""
    used = (rulebook.procedure(name, on=on) for name in here.adopted(on=on))
    known = rulebook.ombudsmen(on=on)
    return [name for name in dict.fromkeys(one for procedure in used for one in procedure.ombudsmen) if name in known]


YOU, PEOPLE, RULES = "Your council", "People", "Your procedures"
PUBLIC, SENDING = "What the public is told", "Letters and mail"

PLAN = (
    _Plan("council", "Name of the council", "Its name, and what kind it is.", YOU, True, _no_name, lambda known: True),
    _Plan("contact", "Contact details", "How people reach you.", YOU, True, _no_contact, lambda known: True),
    _Plan("appearance", "Colour and logo", "How the pages look.", YOU, False),
    _Plan("hours", "Office hours", "What comes in later counts from the next working day.", YOU),
    _Plan(
        "days",
        "Closure days and bank holidays",
        "Days the offices are shut, and holidays proclaimed late.",
        YOU,
        False,
        entered=lambda known: models.ClosedDay.objects.exists(),
    ),
    _Plan(
        "services",
        "Services",
        "What a complaint can be about.",
        YOU,
        True,
        _no_service,
        lambda known: True,
    ),
    _Plan(
        "teams",
        "Teams",
        "Who handles the complaints about which services.",
        PEOPLE,
        False,
        entered=lambda known: models.Team.objects.exists(),
    ),
    _Plan(
        "people",
        "People and roles",
        "Who works on complaints; two to sign off refusals.",
        PEOPLE,
        True,
        _nobody,
        lambda known: True,
    ),
    _Plan("approvals", "Who approves what", "Whether answers and refusals need a second person.", PEOPLE),
    _Plan(
        "break_glass",
        "Break-glass account",
        "A sealed way in for the day when nobody else can sign in.",
        PEOPLE,
        True,
        _unsealed,
        lambda known: break_glass.kept() is not None,
    ),
    _Plan("procedures", "Procedures", "Those that are yours by law, and those you adopt.", RULES),
    _Plan(
        "landlord",
        "Is the council a landlord?",
        "The landlord Code has been law for landlords since 1 April 2024.",
        RULES,
        True,
        lambda known: public_duties.landlord_undone(known.council, on=known.on),
        lambda known: True,
    ),
    _Plan(
        "policy",
        "Definitions and policy",
        "What counts as a complaint, and late complaints.",
        RULES,
        True,
        _no_definition,
        lambda known: True,
    ),
    _Plan(
        "exclusions",
        "Exclusions",
        "What your policy does not take as a complaint.",
        RULES,
        False,
        entered=lambda known: models.Exclusion.objects.exists(),
    ),
    _Plan(
        "departures",
        "Departures",
        "Where you do not do as a paragraph says, and why.",
        RULES,
        False,
        entered=lambda known: models.Departure.objects.exists(),
    ),
    _Plan("ombudsmen", "Ombudsmen", "How people reach them after your final answer.", RULES, True, _unreachable),
    _Plan(
        "keeping",
        "How long cases are kept",
        "The years of each class of cases, and who confirmed them.",
        PUBLIC,
        True,
        lambda known: public_duties.keeping_unconfirmed(known.council),
        lambda known: True,
    ),
    _Plan(
        "privacy",
        "Privacy notice",
        "Your data protection officer, and a paragraph of your own.",
        PUBLIC,
        True,
        lambda known: public_duties.privacy_unsaid(known.council),
        lambda known: True,
    ),
    _Plan(
        "accessibility",
        "Accessibility statement",
        "How far the public pages comply, what fails, and when that was written.",
        PUBLIC,
        True,
        lambda known: public_duties.statement_undated(known.council),
        lambda known: True,
    ),
    _Plan("wording", "Wording of letters", "Your own words in place of ours.", SENDING, False),
    _Plan(
        "mail",
        "Mail",
        "Send a message to yourself, and confirm that it came.",
        SENDING,
        True,
        lambda known: public_duties.mail_untried(),
    ),
)
