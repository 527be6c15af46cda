"""Who in the register may be the person who asks: suggestions by name, email, phone and address. Officers decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from putright.accounts.models import Officer
from putright.casework import access, models, search
from putright.casework.tables.subject_access import AccessRequest

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
DIGITS_TO_LOOK_FOR, DIGITS_THAT_TELL = 3, 9
"""Of a telephone number, the last ones: with a country code or without, it is the same number."""


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody in a case who may be them, and why; `party` is None where they are only spoken of in it."""

    case: models.Case
    party: models.Party | None
    how: tuple[str, ...]
    same: bool | None
    """What an officer has decided; None while nobody has."""

    @property
    def key(self) -> str:
        """What tells this one from the others on a page."""
        return f"{self.case.reference}/{self.party.pk if self.party else 0}"


def of(request: AccessRequest, officer: Officer) -> list[Match]:
    """Everybody who may be them in the cases an officer may see, those most alike first."""
    return _matches(request, officer, {(row.case_id, row.party_id): row.same for row in request.people.all()})


def cases_of_person(typed: str, officer: Officer) -> list[str]:
    """The references of cases in which somebody has this name, email address or telephone number."""
    as_phone = typed if len(_digits(typed)) >= DIGITS_THAT_TELL else ""
    wanted = AccessRequest(name=typed, email=typed, phone=as_phone)
    found = [one for one in _matches(wanted, officer, {}) if any(how.startswith("same") for how in one.how)]
    return list(dict.fromkeys(one.case.reference for one in found))


def _matches(request: AccessRequest, officer: Officer, decided: Mapping[tuple[int, int | None], bool]) -> list[Match]:
    speaking = {case.pk for typed in _typed(request) for case in search.find(typed, officer)}
    wanted = speaking | _with_number_like(request.phone) | {case for case, _ in decided}
    seen = models.Case.objects.filter(access.visible_to(officer), pk__in=wanted)
    cases = seen.prefetch_related("parties__person").select_related("service")
    found = [match for case in cases for match in _in_case(request, case, decided, speaks=case.pk in speaking)]
    return sorted(found, key=lambda one: (one.party is None, -len(one.how), one.case.reference))


def too_many(request: AccessRequest, officer: Officer) -> bool:
    """Whether a search found more than it shows, so that somebody may be missing."""
    return any(len(search.find(typed, officer)) > search.MOST for typed in _typed(request))


def _with_number_like(phone: str) -> set[int]:
    """Cases of somebody whose number ends alike: with a country code or other blanks, the search does not find it."""
    ending = _digits(phone)[-DIGITS_TO_LOOK_FOR:]
    if len(ending) < DIGITS_TO_LOOK_FOR:
        return set()
    alike = models.Party.objects.filter(person__phone__endswith=ending).values_list("case", "person__phone")
    return {case for case, number in alike if _number(number) == _number(phone)}


def _typed(request: AccessRequest) -> list[str]:
    """What the register is searched for: each detail by itself, since nobody leaves the same ones each time."""
    postcode = POSTCODE.search(request.address)
    wanted = [request.name, request.email, _digits(request.phone), " ".join(postcode.groups()) if postcode else ""]
    return [one for one in wanted if one.strip()]


def _in_case(
    request: AccessRequest, case: models.Case, decided: Mapping[tuple[int, int | None], bool], *, speaks: bool
) -> list[Match]:
    likely = [(party, tuple(_alike(request, party.person))) for party in case.parties.all()]
    found = [
        Match(case, party, how, decided.get((case.pk, party.pk)))
        for party, how in likely
        if how or (case.pk, party.pk) in decided
    ]
    if (case.pk, None) in decided or (speaks and not found):
        found.append(Match(case, None, ("spoken of in the case",), decided.get((case.pk, None))))
    return found


def _alike(request: AccessRequest, person: models.Person) -> Iterable[str]:
    """In what somebody is like the person who asks."""
    if _same(_words(request.name), _words(person.name)):
        yield "same name"
    elif set(_words(request.name)) & set(_words(person.name)):
        yield "part of the name"
    if _same(request.email.casefold(), person.email.casefold()):
        yield "same email address"
    if _same(_number(request.phone), _number(person.phone)):
        yield "same telephone number"
    if _same(_words(request.address), _words(person.address)):
        yield "same address"
    elif _same(_postcode(request.address), _postcode(person.address)):
        yield "same postcode"


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(one) and one == other


def _words(text: str) -> list[str]:
    return sorted(search.cut(text))


def _digits(phone: str) -> str:
    return "".join(one for one in phone if one.isdigit())


def _number(phone: str) -> str:
    return _digits(phone)[-DIGITS_THAT_TELL:]


def _postcode(address: str) -> str:
    found = POSTCODE.search(address)
    return "".join(found.groups()).upper() if found else ""
