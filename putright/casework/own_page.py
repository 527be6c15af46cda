"""What the person whose case it is may read of it on their own page. What only staff may know is left out here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from putright.casework import cases, models, replay
from putright.casework.file import parts_in_stage_1
from putright.casework.files import documents, scanning
from putright.casework.writing import recipients

THEIRS = (
    "message_received",
    "understanding_corrected",
    "remedy_accepted",
    "adjustment_asked",
)
"""What happens to a file and is no secret from the person, because they did it themselves."""

PREPARED = frozenset({"remedy_agreed"})
"""Steps that only prepare what a letter then tells them."""

TOLD_US = ("said", "happened", "impact", "wanted")


def told_us(case: models.Case) -> Mapping[str, str]:
    """What they told us at the start, by what it is about; what has been erased is not there."""
    kept = case.words.filter(about__in=TOLD_US, erased_on=None).order_by("pk")
    first: dict[str, str] = {}
    for words in kept:
        first.setdefault(words.about, words.body)
    return {about: first[about] for about in TOLD_US if about in first}


def added_since(case: models.Case) -> tuple[cases.Entry, ...]:
    """What they added or corrected afterwards, with their words, oldest first."""
    return tuple(entry for entry in cases.timeline(case) if entry.kind in THEIRS[:2])


def happened(case: models.Case) -> tuple[cases.Entry, ...]:
    """What has happened, as far as it is theirs to know, newest first: the steps of the procedure and their own."""
    told = {*replay.procedure_of(case).making, *THEIRS} - PREPARED
    entries = (entry for entry in cases.timeline(case) if entry.kind in told)
    return tuple(reversed([entry for entry in entries if not entry.happened.struck]))


def letters(case: models.Case) -> tuple[models.Letter, ...]:
    """The letters sent, newest first; one that went to several people once."""
    once: dict[tuple[str, str], models.Letter] = {}
    for letter in case.letters.order_by("sent_at", "pk"):
        once.setdefault((letter.step_key, letter.letter), letter)
    return tuple(reversed(once.values()))


def letter(case: models.Case, number: int) -> models.Letter | None:
    """One letter of the case."""
    return case.letters.filter(pk=number).first()


def files(case: models.Case) -> tuple[models.Document, ...]:
    """The files they sent themselves."""
    return tuple(case.documents.filter(by=None).exclude(scan=scanning.QUARANTINED).exclude(file=""))


def file(case: models.Case, number: int) -> models.Document | None:
    """One of the files they sent themselves, once it may be opened."""
    found = documents.to_give(case, number)
    return found if found is not None and found.by_id is None else None


def remedies(case: models.Case) -> tuple[models.Remedy, ...]:
    """What we promised to put things right, once a letter has told them of it."""
    return tuple(case.remedies.all()) if _answered(case) else ()


def findings(case: models.Case) -> tuple[tuple[models.Point, tuple[models.Finding, ...]], ...]:
    """The points as we understood them, each with what was found in the answers given so far."""
    answered = _answered(case)
    return tuple(
        (point, tuple(found for found in point.findings.all() if found.stage in answered and found.finding))
        for point in case.points.prefetch_related("findings")
    )


def adjustments(case: models.Case, *, on: date) -> tuple[tuple[models.Adjustment, bool], ...]:
    """The adjustments asked for and still wanted, each with whether it has been agreed."""
    found: list[tuple[models.Adjustment, bool]] = []
    for party in case.parties.select_related("person").prefetch_related("person__adjustments").order_by("pk"):
        agreed = recipients.agreed_with(party.person, on=on)
        wanted = (one for one in party.person.adjustments.all() if one.ended_on is None or one.ended_on > on)
        found += [(one, one in agreed) for one in wanted]
    return tuple(found)


def person(case: models.Case) -> models.Party:
    """Whose complaint it is."""
    return case.parties.select_related("person").filter(role="complainant").order_by("pk")[0]


def speaks_for_them(case: models.Case) -> models.Party | None:
    """Somebody who speaks for them, if anybody does."""
    speaking = case.parties.select_related("person").filter(role="representative")
    return speaking.exclude(authority=recipients.WITHDRAWN).order_by("pk").first()


def goes_to_somebody_else(case: models.Case) -> bool:
    """Whether nobody has it yet, and whoever gets it will be somebody who did not answer before."""
    return case.owner is None and case.stage == "stage_2" and bool(parts_in_stage_1(case))


def reachable(case: models.Case) -> bool:
    """Whether there is any way to reach anybody in the case but their own page."""
    people = (party.person for party in case.parties.select_related("person"))
    return any(person.email or person.phone or person.address.strip() for person in people)


def led_to(case: models.Case) -> models.Case | None:
    """The complaint that came out of this case, if one did. One that only says so may be anybody's: it is not shown."""
    complaints = models.Case.objects.filter(came_from=case, procedure="local_council_code").order_by("pk")
    return next((one for one in complaints if one.events.get(number=1).data.get("came_from") == case.reference), None)


def _answered(case: models.Case) -> frozenset[str]:
    """The stages that have been answered."""
    kinds = case.events.filter(kind__endswith="responded").values_list("kind", flat=True)
    return frozenset(str(kind).removesuffix("_responded") for kind in kinds)
