"""file_store: whether files can be written where they are kept; with --make-bucket, makes the bucket first."""

from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.council import room_for_files


class Command(BaseCommand):
    """Tries out the place for files."""

    help = "Writes something where files are kept, and takes it away again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether the bucket is to be made."""
        parser.add_argument("--make-bucket", action="store_true", help="make the bucket if the store has none yet")

    def handle(self, **options: Any) -> None:
        """Say what was found. Raises `CommandError`."""
        try:
            if options["make_bucket"]:
                self._make_bucket()
            room_for_files.try_out()
        except OSError as problem:
            raise CommandError(f"Nothing can be written there: {problem.strerror or problem}.") from problem
        self.stdout.write(f"Files can be written {'in the folder' if room_for_files.in_folder() else 'in the store'}.")

    def _make_bucket(self) -> None:
        if room_for_files.in_folder():
            raise CommandError("Files are in a folder here: set PUTRIGHT_FILES_S3_BUCKET first.")
        store: Any = default_storage
        made = store.make_bucket()
        self.stdout.write("Made the bucket." if made else "The bucket is there.")
