"""check_setup: what is left to do before the council can open, and whether the copy is run as it should be."""

from typing import Any

from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.urls import reverse

from putright.administration import checklist, running
from putright.council import clock, here


class Command(BaseCommand):
    """The checklist of the settings page, on the command line."""

    help = "Say what is left to set up, and what of the running copy is not in order. Exit status 1 while something is."

    def add_arguments(self, parser: CommandParser) -> None:
        """One question more."""
        parser.add_argument("--send-test", metavar="ADDRESS", help="also send a message to this address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Both lists, a line each, and what to do below."""
        at, wrong = clock.now(), 0
        self.stdout.write("How it runs")
        for one in running.findings(at=at):
            wrong += one.state == running.WRONG
            self._line(one.state, f"{one.title}: {one.said}", one.to_do)
        self.stdout.write("\nSetting up")
        wrong += self._steps()
        if options["send_test"]:
            self._send(options["send_test"])
        if wrong:
            raise CommandError(f"{wrong} to settle.")
        self.stdout.write("\nEverything is in order.")

    def _steps(self) -> int:
        try:
            steps = checklist.steps(on=clock.today())
        except DatabaseError:
            self._line(running.WRONG, "Nothing can be said of it without the database.", "")
            return 1
        if any(step.waits for step in steps):
            self.stdout.write(f"  {checklist.NOT_CALLED}")
        for step in steps:
            self._line(step.status, step.title, _what_to_do(step))
        return len(checklist.left(steps))

    def _line(self, state: str, said: str, to_do: str) -> None:
        self.stdout.write(f"  {state:<17} {said}")
        if to_do:
            self.stdout.write(f"  {'':<17} -> {to_do}")

    def _send(self, address: str) -> None:
        try:
            sender = here.council().email or None
        except here.NotSetUp:
            sender = None
        message = EmailMessage("Putright: a test", "This message shows that Putright can send mail.", sender, [address])
        try:
            message.send()
        except OSError as error:
            raise CommandError(f"The test message could not be sent: {error}") from None
        self.stdout.write(f"\nA test message was handed to the mail server for {address}.")


def _what_to_do(step: checklist.Step) -> str:
    """What to do about a step that holds up the opening, and where; nothing of those that wait for the first."""
    if step.waits or not step.holds_up:
        return ""
    return f"{step.to_do} Page: {reverse(f'administration:{step.name}')}"
