"""`bin/chaos`: rounds of kills under load on both databases. The last line says what was lost; 1 if anything was."""

from __future__ import annotations

import argparse
import random
import signal
import sys

from chaos import rounds, site
from chaos.judging import Verdict

DATABASES = ("SQLite", "PostgreSQL")
MOST_TOLD = 20


def main() -> int:
    """All databases asked for."""
    # Told to end, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    asked = _asked()
    chance = random.Random(asked.seed)  # noqa: S311 -- which is killed when
    print(f"chaos: seed {asked.seed}", flush=True)
    outcomes = []
    for database in asked.database or DATABASES:
        with site.made(database) as made:
            outcome = rounds.run(made, rounds=asked.rounds, seconds=asked.seconds, chance=chance)
        kills = ", ".join(f"{name} {times}" for name, times in outcome.kills.items())
        print(f"{database}: killed {kills}; {outcome.emails} emails, {outcome.doubtful} in doubt and looked at")
        _tell(outcome.verdict)
        outcomes.append(outcome)
    acknowledged = sum(outcome.acknowledged for outcome in outcomes)
    lost, duplicated, broken = (
        sum(len(getattr(outcome.verdict, what)) for outcome in outcomes) for what in ("lost", "duplicated", "broken")
    )
    told = asked.rounds * len(outcomes)
    print(f"chaos: {told} rounds, {acknowledged} acknowledged, {lost} lost, {duplicated} duplicated, {broken} broken")
    return 0 if acknowledged and all(outcome.verdict for outcome in outcomes) else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/chaos", description="Kills under load; then everything is counted.")
    parser.add_argument("--rounds", type=int, default=2, help="on each database (2)")
    parser.add_argument("--seconds", type=float, default=8.0, help="of kills in each round (8)")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="the same kills again")  # noqa: S311
    parser.add_argument("--database", action="append", choices=DATABASES, help="only this one")
    return parser.parse_args()


def _tell(verdict: Verdict) -> None:
    sentences = [*verdict.lost, *verdict.duplicated, *verdict.broken]
    for sentence in sentences[:MOST_TOLD]:
        print(f"  {sentence}")
    if len(sentences) > MOST_TOLD:
        print(f"  and {len(sentences) - MOST_TOLD} more")


sys.exit(main())
