"""How gunicorn runs: `gunicorn --config python:putright.config.web_server putright.config.wsgi`."""

import gc
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from putright.config import logs

FIGURES = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR") or Path(tempfile.gettempdir()) / f"putright-{os.getpid()}")
"""Where each process writes what it has counted, so that whichever is asked can tell all of it. Begun afresh with the
server, before the product is loaded.
"""

bind = os.environ.get("PUTRIGHT_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("PUTRIGHT_PROCESSES", "2"))
threads = int(os.environ.get("PUTRIGHT_THREADS", "4"))
# A process that leaks is replaced before anybody notices; not all at the same moment.
max_requests, max_requests_jitter = 5_000, 500
timeout, graceful_timeout = 60, 30
# The heartbeat of the processes belongs into memory where there is some, and never onto a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 -- gunicorn makes its own file in it
# Requests are written down by the product, by the name of the page and without secrets; gunicorn would write addresses.
accesslog = None
loglevel = "warning"
# What it says of itself, an address that broke among it, is written as everything else is: without secrets.
logconfig_dict = logs.settings(debug=False, as_json=os.environ.get("PUTRIGHT_LOGS", "") == "json")
logconfig_dict["loggers"] = {"gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False}}
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Counted afresh, and the product loaded once for all processes: what they share takes memory once."""
    shutil.rmtree(FIGURES, ignore_errors=True)
    FIGURES.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FIGURES)
    _load()


def _load() -> None:
    from django.db import connections
    from django.urls import get_resolver

    import_module("putright.config.wsgi")
    # The addresses, and with them every page, are otherwise read at the first request, by each process for itself.
    get_resolver().url_patterns  # noqa: B018 -- reading it loads them
    connections.close_all()
    # What is loaded by now stays: looking at it again for what may go would make each process a copy of its own.
    gc.freeze()


def on_exit(server: Any) -> None:
    """Nothing is left behind."""
    shutil.rmtree(FIGURES, ignore_errors=True)


def child_exit(server: Any, worker: Any) -> None:
    """What a process counted stays counted after it has ended."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
