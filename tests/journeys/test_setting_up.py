"""A real council is set up: from an empty copy and the address it printed, to the moment the public can complain."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Browser, FilePayload

from chaos.post_office import PostOffice
from tests.journeys.days import TODAY
from tests.journeys.visitor import AS_USUAL, ON_A_SMALL_SCREEN, Visitor, Way

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240
FIRST_ACCOUNT = re.compile(r"http://\S+/set-up/\S+")
STAFF = """\ufeffName;Email address;Job title;Telephone;Team;Services;Roles
Rosa Okafor;rosa@anytown.example;Complaints officer;="01632 960101";;;Complaints officer
Imran Sayle;imran@anytown.example;Waste manager;;;Waste and recycling;Investigating officer
Tom Birk;tom@anytown.example;Head of Service;;;;Stage 2 reviewer
Anita Rowe;anita@anytown.example;Complaints manager;;;;Complaints manager
Piers Nolan;piers@anytown.example;Monitoring Officer;;;;Monitoring Officer | {role}
Wendy Ashe;wendy@anytown.example;Information governance officer;;;;Information governance officer
"""


@dataclass(frozen=True)
class Empty:
    """An empty copy that runs: where, and the address for the first account."""

    site: str
    first_account: str


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Empty]:
    """An empty copy of our own, started as a council starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = tmp_path / "said"
    post = PostOffice()
    post.open()
    mail = {"PUTRIGHT_SMTP_HOST": "127.0.0.1", "PUTRIGHT_SMTP_PORT": str(post.port)}
    surroundings = {**os.environ, **mail, "PUTRIGHT_VAR": str(tmp_path / "var"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "putright.config.start", "--empty", "--port", str(port)]
    with said.open("w") as out:
        copy = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield Empty(f"http://127.0.0.1:{port}", _first_account(said, copy))
    finally:
        copy.terminate()
        copy.wait(30)
        post.close()


def _first_account(said: Path, copy: subprocess.Popen[bytes]) -> str:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and copy.poll() is None:
        found = FIRST_ACCOUNT.search(said.read_text())
        if found:
            return found[0]
        time.sleep(0.3)
    pytest.fail(f"the empty copy did not say where to begin: {said.read_text()}")


@pytest.mark.parametrize("way", [AS_USUAL, ON_A_SMALL_SCREEN], ids=lambda way: way.name)
def test_a_council_is_set_up_and_opens(browser: Browser, empty: Empty, way: Way) -> None:
    sam = Visitor(browser=browser, site=empty.site, way=way)
    maria = Visitor(browser=browser, site=empty.site, way=way)
    maria.opens("/").sees("This service is not open yet")

    _makes_the_first_account(sam, empty)
    maria.opens(empty.first_account).does_not_see("Make the account")
    sam.opens("/desk/").sees("Set up Putright", "Begin with the name of the council")

    _enters_the_council(sam)
    maria.opens("/").sees("01632 960100")
    _enters_the_staff(sam)
    _settles_the_rest(sam)

    sam.opens("/settings/opening/").sees("HTTPS", "Nobody but administrators can sign in", "Rosa Okafor")
    sam.presses("Open to the public").sees("Say why the site opens although this is not in order")
    sam.types("We try it out on one machine.", into="Why does the site open all the same?")
    sam.presses("Open to the public").sees("The public can complain from now on")
    maria.opens("/").sees("Start").does_not_see("not open yet")
    sam.opens("/settings/history/").sees("The public site", "We try it out on one machine.")
    sam.leaves()
    maria.leaves()


def _makes_the_first_account(sam: Visitor, empty: Empty) -> None:
    sam.opens(empty.first_account).types("Sam Quill", into="Your full name")
    sam.types("sam@anytown.example", into="Your email address")
    sam.types("gravel teapot lantern", into="Password").types("gravel teapot lantern", into="Password again")
    sam.presses("Make the account")
    secret = sam.page.locator(".pr-key").first.inner_text().replace(" ", "").strip()
    sam.types(_code(secret), into="Code")
    sam.page.locator("main form button[type=submit]").last.click()
    sam.sees("recovery codes")


def _code(secret: str) -> str:
    counter = int(time.time()) // totp.app_settings.TOTP_PERIOD
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def _enters_the_council(sam: Visitor) -> None:
    sam.follows("Name of the council").types("Anytown Borough Council", into="Name of the council")
    sam.types("Anytown", into="Short name").chooses("District council").presses("Save")
    sam.follows("Contact details").types("us@anytown.example", into="Email address for complaints")
    sam.types("01632 960100", into="Telephone number").presses("Save")
    sam.follows("Colour and logo").types("#ffdd00", into="Colour").presses("Save the colour")
    sam.sees("Choose a darker colour").types("#4b2e83", into="Colour").presses("Save the colour")
    sam.opens("/settings/").follows("Office hours").types("5pm", into="When does the office close?").presses("Save")
    sam.follows("Closure days and bank holidays").follows("Add a closure day")
    sam.types_day(TODAY.replace(year=TODAY.year + 1), into="Which day?").types("Staff training", into="What is it?")
    sam.presses("Save").sees("Staff training")
    sam.opens("/settings/").follows("Services").follows("Choose from the list")
    sam.chooses("Waste and recycling").chooses("Parking").presses("Enter these services").sees("Entered:")


def _enters_the_staff(sam: Visitor) -> None:
    sam.opens("/settings/").takes_a_picture("set-up").follows("People and roles").follows("Send in a list")
    _sends_in(sam, STAFF.format(role="Wizard")).sees("Wizard is no role", "Nothing is entered yet")
    sam.follows("Send in the list again")
    _sends_in(sam, STAFF.format(role="Link officer")).does_not_see("Wizard").presses("Enter this list")
    sam.sees("Entered: 6 new", "Rosa Okafor")


def _sends_in(sam: Visitor, text: str) -> Visitor:
    file = FilePayload(name="staff.csv", mimeType="text/csv", buffer=text.encode())
    sam.page.get_by_label("Choose the list").set_input_files(file)
    return sam.presses("Look it through")


def _settles_the_rest(sam: Visitor) -> None:
    sam.opens("/settings/").follows("Who approves what").sees("Anita Rowe").presses("Save")
    sam.follows("Break-glass account").sees("There is none yet").presses("Confirm")
    sam.follows("Procedures").sees("Complaint Handling Code").presses("Confirm")
    sam.follows("Is the council a landlord?").chooses("No").presses("Save")
    sam.follows("Definitions and policy").types("Any unhappiness with us.", into="What is a complaint?")
    sam.types("Asking for something the first time.", into="What is a service request?").presses("Save")
    sam.opens("/settings/ombudsmen/ico/").types("www.ico.example", into="Website")
    sam.types("Their own website", into="Where did you read it?")
    sam.types_day(TODAY, into="When did you read it?").presses("Save").presses("Confirm")
    sam.opens("/settings/").follows("How long cases are kept").types(
        "Wendy Ashe", into="Who has confirmed these years?"
    )
    sam.types_day(TODAY, into="On which day?").presses("Save")
    sam.follows("Privacy notice").types("Piers Nolan, 01632 960102", into="Data protection officer").presses("Save")
    sam.follows("Accessibility statement").sees("We have not had them checked yet")
    sam.types_day(TODAY, into="When was the statement prepared?").presses("Save")
    sam.opens("/settings/mail/").sees("PUTRIGHT_SMTP_HOST", "none has been sent").presses("Send it now").presses(
        "Confirm"
    )
    sam.sees("Nothing is missing: you can open.")
