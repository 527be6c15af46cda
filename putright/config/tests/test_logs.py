"""What the console is told when something breaks: where, and nothing about anybody."""

import json
import logging
import subprocess
import sys

import pytest

from putright.config import logs


def entry(message: str, *, broken: bool = False) -> str:
    """An entry as the console shows it."""
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, (), None)
    if broken:
        typed = " ".join(("Maria", "Lindqvist"))
        try:
            int(typed)
        except ValueError:
            record.exc_info = sys.exc_info()
    return logs.Discreet("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/complaint/26-ABC-DEF/s3cret_s3cret-s3cret_s3c/stage-2/", "/complaint/26-ABC-DEF/[left out]/stage-2/"),
        ("/desk/calendar/4d5e6f.ics", "/desk/calendar/[left out].ics"),
        ("/complain/back/4d5e6f/", "/complain/back/[left out]/"),
        ("/accounts/password/new/1-set-4d5e6f/", "/accounts/password/new/[left out]/"),
        ("/desk/search/?q=Lindqvist", "/desk/search/?[left out]"),
        ("/desk/26-ABC-DEF/", "/desk/26-ABC-DEF/"),
    ],
)
def test_an_address_is_written_down_without_its_secret(address: str, shown: str) -> None:
    assert entry(f"Internal Server Error: {address}") == f"ERROR Internal Server Error: {shown}"


def test_a_fault_says_where_it_is_and_not_what_somebody_typed() -> None:
    told = entry("Internal Server Error: /desk/", broken=True)

    assert "test_logs.py" in told
    assert told.endswith("ValueError")
    assert "Lindqvist" not in told


def test_an_email_address_is_left_out() -> None:
    assert entry("Refused maria.lindqvist@mail.example.") == "ERROR Refused [left out]."


def test_a_fault_reaches_the_console_without_debug() -> None:
    told = logs.settings(debug=False)

    assert told["loggers"]["django.request"] == {"handlers": ["console"], "level": "ERROR", "propagate": False}
    assert told["formatters"]["discreet"]["()"] == "putright.config.logs.Discreet"


THE_WEB_SERVER_FAILS = """
import logging.config, os
os.environ["PUTRIGHT_LOGS"] = "json"
from putright.config import web_server
logging.config.dictConfig(web_server.logconfig_dict)
try:
    int("Maria Lindqvist")
except ValueError:
    logging.getLogger("gunicorn.error").exception("Error handling request %s", "/complaint/26-ABC-DEF/s3cret/?q=Maria")
"""


@pytest.mark.slow
def test_what_fails_in_the_web_server_itself_is_told_without_the_address() -> None:
    done = subprocess.run([sys.executable, "-c", THE_WEB_SERVER_FAILS], capture_output=True, text=True, check=True)

    told = json.loads(done.stderr)
    assert (told["from"], told["said"]) == ("gunicorn.error", "Error handling request [left out]")
    assert told["where"].endswith("ValueError")


THE_WORKER_FAILS = """
import logging.config
from putright.config import logs
logging.config.dictConfig(logs.settings(debug=False, as_json=True))
assert logging.getLogger("huey").handlers  # its own command adds one of its own where there is none
try:
    int("Maria Lindqvist")
except ValueError:
    logging.getLogger("huey.consumer").exception("Unhandled exception in task %s.", 12)
"""


@pytest.mark.slow
def test_what_fails_in_the_worker_is_told_once_and_without_what_somebody_typed() -> None:
    done = subprocess.run([sys.executable, "-c", THE_WORKER_FAILS], capture_output=True, text=True, check=True)

    told = json.loads(done.stderr)
    assert (told["from"], told["said"]) == ("huey.consumer", "Unhandled exception in task 12.")
    assert told["where"].endswith("ValueError")
