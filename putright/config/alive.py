"""`python -m putright.config.alive`: whether the web server of this container answers, for its health check."""

import os
import sys
import urllib.request

SECONDS = 4


def main() -> int:
    """0 when it does."""
    port = os.environ.get("PUTRIGHT_BIND", "127.0.0.1:8000").rpartition(":")[2]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=SECONDS) as answer:
            return 0 if answer.status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
