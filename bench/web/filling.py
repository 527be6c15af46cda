"""Fills a database with many cases, in bulk: the rows the actions would write. `python -m bench.web.filling N`."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
django.setup()

from django.core.management.color import no_style  # noqa: E402 -- only once Django is set up
from django.db import connection, transaction  # noqa: E402
from django.db.models import Max  # noqa: E402

from putright.accounts.models import Officer  # noqa: E402
from putright.casework import chain, models, record, references  # noqa: E402
from putright.council import clock, here  # noqa: E402
from putright.council.models import Service  # noqa: E402

AT_ONCE = 1_000
SEED = 20260601
DAYS = 1_000
"""How far back they go: the Code began in February 2024."""
STILL_OPEN = 0.03
"""The share of cases not ended yet: a few weeks' work."""

TROUBLES = (
    "My bin has not been collected for {n} weeks and nobody rings back",
    "The repair to my boiler was promised {n} times and nobody came",
    "I was charged council tax twice for the same {n} months",
    "The street light outside number {n} has been out since winter",
    "The school transport decision took {n} weeks and gave no reasons",
    "The carer was late {n} times and the agency does not answer",
    "Loose paving at number {n} has been reported and not mended",
    "My planning objection of {n} pages was not put before the committee",
)
NAMES = ("Amara", "Ben", "Carys", "Dev", "Elena", "Femi", "Grace", "Hassan", "Isla", "Jonah", "Kiran", "Lena")


def fill(count: int) -> None:
    """So many cases, some open and most ended, spread over the time the Code has been in force."""
    rng = random.Random(SEED)  # noqa: S311 -- figures, not secrets
    services, officers, council = list(Service.objects.all()), list(Officer.objects.all()), here.for_rulebook()
    now = clock.now()
    taken = set(models.Case.objects.values_list("reference", flat=True))
    first = {table: (table.objects.aggregate(last=Max("pk"))["last"] or 0) + 1 for table in (models.Case, models.Words)}
    for start in range(0, count, AT_ONCE):
        with transaction.atomic():
            size = min(AT_ONCE, count - start)
            cases = [_case(rng, rng.choice(services), now, taken) for _ in range(size)]
            words = [_words(rng, case) for case in cases]
            for table, rows in ((models.Case, cases), (models.Words, words)):
                for place, row in enumerate(rows, start=start + first[table]):
                    row.pk = place
            events = [
                list(_events(rng, case, said, rng.choice(officers), now))
                for case, said in zip(cases, words, strict=True)
            ]
            for case, each in zip(cases, events, strict=True):
                for name, value in record.columns(case, on=now.date(), council=council, events=each).items():
                    setattr(case, name, value)
            models.Case.objects.bulk_create(cases)
            _people(rng, cases)
            for said in words:
                said.case_id = said.case.pk
            models.Words.objects.bulk_create(words)
            models.Event.objects.bulk_create([event for each in events for event in each])
        if (start // AT_ONCE) % 10 == 9:
            print(f"{start + size} cases", file=sys.stderr, flush=True)
    _go_on_counting_from_there()


def _go_on_counting_from_there() -> None:
    """Rows were numbered here, to be written once and whole: the database is told where to go on."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [models.Case, models.Words]):
            cursor.execute(statement)


def _case(rng: random.Random, service: Service, now: datetime, taken: set[str]) -> models.Case:
    days = rng.uniform(0, 15) if rng.random() < STILL_OPEN else rng.uniform(16, DAYS)
    received = now - timedelta(days=days)
    return models.Case(
        reference=_free_reference(received, taken),
        service=service,
        channel=rng.choice(("web", "phone", "email", "letter")),
        subject=rng.choice(TROUBLES).format(n=rng.randint(2, 900)),
        intake_key=f"{rng.getrandbits(128):032x}",
        procedure="local_council_code",
        version="2024",
        stage="",
        received_at=received,
        received_on=received.date(),
    )


def _free_reference(received: datetime, taken: set[str]) -> str:
    """Drawn again when it is taken, as taking a complaint in does: among so many it happens."""
    while (reference := references.new(on=received.date())) in taken:
        pass
    taken.add(reference)
    return reference


def _people(rng: random.Random, cases: Sequence[models.Case]) -> None:
    people = [
        models.Person(
            name=f"{rng.choice(NAMES)} Test{rng.randint(1, 99_999)}", email=f"p{rng.randint(1, 10**9)}@example.org"
        )
        for _ in cases
    ]
    models.Person.objects.bulk_create(people)
    models.Party.objects.bulk_create(
        models.Party(case=case, person=person, role="complainant") for case, person in zip(cases, people, strict=True)
    )


def _words(rng: random.Random, case: models.Case) -> models.Words:
    return models.Words(
        case=case,
        about="said",
        body=f"{case.subject}. I rang {rng.randint(2, 9)} times. {rng.choice(TROUBLES)}",
        salt=f"{rng.getrandbits(128):032x}",
        written_at=case.received_at,
    )


def _events(
    rng: random.Random, case: models.Case, said: models.Words, officer: Officer, now: datetime
) -> Iterator[models.Event]:
    """A history such as most cases have: received, given to somebody, acknowledged, answered, closed."""
    digest = chain.digest_of_words(said.body, said.salt)
    received = {"service": case.service.slug, "channel": case.channel, "said": {"words": said.pk, "digest": digest}}
    told = [
        (0.0, "received", "complainant", received),
        (0.5, "triaged", "council", {"complexity": "ordinary", "at_risk": rng.random() < 0.05, "quick": False}),
        (1.0, "assigned", "council", {"officer": officer.pk, "stage": "stage_1"}),
        (rng.choice((1.5, 3.0, 6.0)), "stage_1_acknowledged", "council", {"points": [1]}),
        (7.0, "conflict_declared", "council", {"declared": "none"}),
        (
            rng.choice((9.0, 14.0, 25.0)),
            "stage_1_responded",
            "council",
            {"decision": rng.choice(("upheld", "not_upheld"))},
        ),
        (60.0, "closed", "council", {}),
    ]
    previous = ""
    for number, (days, kind, actor, data) in enumerate(told, start=1):
        at = case.received_at + timedelta(days=days)
        if at > now:
            return
        event = models.Event(
            case=case,
            number=number,
            kind=kind,
            procedure=case.procedure,
            version=case.version,
            happened_at=at,
            recorded_at=at,
            actor=actor,
            by=officer if actor == "council" else None,
            data=data,
            key=f"{number}",
            previous=previous,
        )
        event.digest = previous = chain.digest_of(event)
        yield event


if __name__ == "__main__":
    fill(int(sys.argv[1]))
