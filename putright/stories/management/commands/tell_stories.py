"""`bin/putright tell-stories`: fill an empty demo with its council, its people and their stories."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from putright.stories import telling
from putright.stories.days import counted_from_now


class Command(BaseCommand):
    """Tell the demo's stories, once."""

    help = "Fills an empty demo with its council, its people and their stories. Does nothing when that has been done."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them. Raises `CommandError` outside a demo: nobody made up belongs among real complaints."""
        if not settings.DEMO:
            raise CommandError("Stories are for a demo only. Start one with bin/start.")
        days = counted_from_now()
        told = telling.tell_everything(days)
        if told:
            telling.send_what_was_due(days)
        self.stdout.write(
            f"Told the stories as of {days.today:%-d %B %Y}." if told else "The stories are told already."
        )
