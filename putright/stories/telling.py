"""The whole demo, told once: the council, its people, the stories and the everyday complaints."""

from __future__ import annotations

from django.db import transaction

from putright.casework.retention import queue
from putright.stories import cast, council, ordinary
from putright.stories.days import Days
from putright.stories.told import STORIES


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
