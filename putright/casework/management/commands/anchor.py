"""anchor: makes the anchor of the day, as the worker does each night, and prints the last one for keeping elsewhere."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from putright.casework.proof import anchors, kept_anchors
from putright.casework.tables.anchors import Anchor
from putright.council import clock


class Command(BaseCommand):
    """Once a day, unless told to make one now."""

    help = "Make the anchor of the day if there is none yet, and print the last one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Not only once a day."""
        parser.add_argument("--now", action="store_true", help="make one now, though the day has one already")

    def handle(self, *args: Any, **options: Any) -> None:
        """The last anchor, as it is kept."""
        at = clock.now()
        anchors.make(at=at) if options["now"] else anchors.make_due(at=at)
        last = Anchor.objects.order_by("number").last()
        self.stdout.write(
            kept_anchors.text(last) if last else "Nothing is on record yet, so there is nothing to anchor."
        )
