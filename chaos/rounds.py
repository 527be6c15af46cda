"""Rounds of kills under load, and what came of them."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from chaos import people
from chaos.judging import Promised, Stored, Verdict, judge
from chaos.site import Site

SUBMITTERS = 8
BETWEEN_KILLS = (0.5, 1.5)
DOWN = (0.1, 1.0)
GRACE = 90.0
"""Seconds that whoever has begun something gets to end it, once everything is up again."""


@dataclass(frozen=True)
class Outcome:
    """What the rounds on one database came to."""

    acknowledged: int
    kills: dict[str, int]
    doubtful: int
    emails: int
    verdict: Verdict


def run(site: Site, *, rounds: int, seconds: float, chance: random.Random) -> Outcome:
    """So many rounds of so many seconds. Everything is up again in between."""
    prepared = site.ask("chaos.preparing")
    site.start()
    promised, kills = Promised(), dict.fromkeys(_victims(site), 0)
    for _ in range(rounds):
        with _load(site, promised, prepared["officers"], prepared["reference"]):
            _kill_for(site, seconds, chance, kills)
            site.wait()
    for one in (*site.web, *site.workers):
        one.kill()
    found = site.ask("chaos.looking", site.post.taken)
    promised.delivered = found["delivered"]
    stored = Stored(**{**found["stored"], "cases": [tuple(case) for case in found["stored"]["cases"]]})
    return Outcome(
        acknowledged=promised.acknowledged,
        kills=kills,
        doubtful=len(found["doubtful"]),
        emails=len(promised.delivered),
        verdict=judge(promised, stored),
    )


@contextmanager
def _load(site: Site, promised: Promised, officers: list[dict[str, str]], reference: str) -> Iterator[None]:
    bell = people.Bell()
    jobs = [threading.Thread(target=people.complain, args=(site.ports, promised, bell)) for _ in range(SUBMITTERS)]
    for cookies in officers:
        told = {"cookies": cookies, "reference": reference}
        jobs.append(threading.Thread(target=people.write_notes, args=(site.ports, promised, bell), kwargs=told))
    for job in jobs:
        job.start()
    try:
        yield
    finally:
        bell.last.set()
        until = time.monotonic() + GRACE
        for job in jobs:
            job.join(max(0.0, until - time.monotonic()))
        bell.over.set()
        for job in jobs:
            job.join()


def _victims(site: Site) -> dict[str, Callable[[random.Random], None]]:
    """What is killed, and how it comes back."""

    def web(chance: random.Random) -> None:
        one = chance.choice(site.web)
        one.kill()
        time.sleep(chance.uniform(*DOWN))
        one.start()

    def worker(chance: random.Random) -> None:
        one = chance.choice(site.workers)
        one.kill()
        time.sleep(chance.uniform(*DOWN))
        one.start()

    def mail(chance: random.Random) -> None:
        site.post.close()
        time.sleep(chance.uniform(*DOWN))
        site.post.open()

    def database(chance: random.Random) -> None:
        with suppress(ProcessLookupError):
            site.kill_database()
        time.sleep(chance.uniform(*DOWN))
        site.start_database()

    alike: dict[str, Callable[[random.Random], None]] = {"web": web, "worker": worker, "mail server": mail}
    return alike if site.database is None else {**alike, "database": database}


def _kill_for(site: Site, seconds: float, chance: random.Random, kills: dict[str, int]) -> None:
    victims = _victims(site)
    until = time.monotonic() + seconds
    turns = chance.sample(list(victims), len(victims))
    while time.monotonic() < until:
        time.sleep(chance.uniform(*BETWEEN_KILLS))
        site.see_to()
        turns = turns or chance.sample(list(victims), len(victims))
        name = turns.pop()
        victims[name](chance)
        kills[name] += 1
