"""The whole demo, told once: the council, its people, the stories and the everyday complaints."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from putright.casework.retention import queue
from putright.council import here
from putright.letters import delivery, working_time
from putright.stories import cast, council, ordinary
from putright.stories.days import Days
from putright.stories.told import STORIES

EVERYTHING = 100_000


@transaction.atomic
def tell_everything(days: Days) -> bool:
    """Tell the demo, all of it or nothing. False when there is a council already: nothing is told twice."""
    if council.is_set_up():
        return False
    council.set_up(on=days.today)
    cast.hire(at=days.now)
    for story in STORIES:
        story.tell(days)
    ordinary.tell(days)
    queue.refresh(on=days.today)
    return True


def send_what_was_due(days: Days) -> None:
    """Have the mail of the days before gone, as it would have: officers get theirs at work, and a demo begins any time.

    For a demo alone: there nothing leaves the machine.
    """
    at = days.now
    with here.looked_up_once():
        while not working_time.holds(at):
            at -= timedelta(hours=1)
        delivery.deliver_due(at=at, most=EVERYTHING)
