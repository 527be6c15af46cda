"""Looks into a site when all is over: brings the outbox to an end and prints what is there as JSON. A child process."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- only once Django is set up

from chaos.judging import Stored  # noqa: E402
from chaos.post_office import PostOffice  # noqa: E402
from putright.casework import columns, models  # noqa: E402
from putright.casework.proof import anchors  # noqa: E402
from putright.casework.proof.verifying import Verification  # noqa: E402
from putright.council import clock  # noqa: E402
from putright.letters import delivery, outbox  # noqa: E402
from putright.letters.models import Outgoing, State  # noqa: E402
from putright.stories import cast  # noqa: E402

MARK = re.compile(r"mark [0-9a-f]{32}")
ROUNDS = 10


def main() -> None:
    """`delivered` comes in as JSON: what the mail server has taken so far. It goes out again with the rest."""
    delivered = settle(json.load(sys.stdin))
    anchors.make(at=clock.now())
    verification = Verification(kept=Path(settings.ANCHORS))
    stored = Stored(
        cases=[(_mark(words.body), words.case.reference) for words in _said()],
        notes=list(models.Event.objects.filter(kind="note_added").values_list("key", flat=True)),
        emails={delivery.message_id(row): row.state for row in Outgoing.objects.filter(channel="email")},
        files=list(models.Document.objects.values_list("name", flat=True)),
        breaks=[str(one) for one in verification.breaks()],
        differing=[reference for reference, wrong in columns.differing(on=clock.today(), mend=False) if wrong],
    )
    print(json.dumps({"stored": asdict(stored), "delivered": delivered, "doubtful": DOUBTFUL}))


DOUBTFUL: list[str] = []


def settle(delivered: list[str]) -> list[str]:
    """What an officer does about letters in doubt, who has looked into the log of the mail server; then the rest goes.

    The mail server that took the letters so far is gone with its process: another one takes what is left.
    """
    office = PostOffice()
    office.open()
    settings.EMAIL_PORT = office.port
    officer, later = cast.officer(cast.ROSA), clock.now() + delivery.STUCK_AFTER + timedelta(minutes=1)
    delivery.mark_stuck(at=later)
    for row in Outgoing.objects.filter(state=State.UNSURE):
        message = delivery.message_id(row)
        DOUBTFUL.append(message)
        settle_one = outbox.it_went if message in delivered else outbox.try_again
        settle_one(row.pk, by=officer, at=later)
    for day in range(1, ROUNDS):
        delivery.deliver_due(at=later + timedelta(days=day), most=100_000)
    office.close()
    return delivered + office.taken


def _said() -> list[models.Words]:
    return list(models.Words.objects.filter(about="said", body__contains="mark ").select_related("case"))


def _mark(body: str) -> str:
    found = MARK.search(body)
    return found[0] if found else body


if __name__ == "__main__":
    main()
