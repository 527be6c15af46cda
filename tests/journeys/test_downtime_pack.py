"""The site is down: an officer opens the pack from a disk, without network, and finds what is due and a letter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import checks

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "five words that nobody guesses"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of a council with its complaints in full swing."""
    folder = tmp_path_factory.mktemp("pack")
    given = {"PUTRIGHT_VAR": str(folder / "var"), "PUTRIGHT_DEMO": "yes", "PUTRIGHT_DOWNTIME_KEY": PASSPHRASE}
    for command in (["migrate", "-v0"], ["tell_stories"], ["downtime_pack", "--to", str(folder)]):
        whole = [sys.executable, "manage.py", *command]
        subprocess.run(whole, cwd=ROOT, env={**os.environ, **given}, check=True, capture_output=True)
    return folder / "putright-downtime-pack.html"


@pytest.fixture
def page(browser: Browser, pack: Path) -> Page:
    """A browser on a machine without network, with the file open from its disk."""
    context = browser.new_context(offline=True, accept_downloads=True, viewport={"width": 320, "height": 800})
    opened = context.new_page()
    opened.goto(pack.as_uri())
    return opened


def opens(page: Page, passphrase: str) -> None:
    page.get_by_label("Passphrase of the pack").fill(passphrase)
    page.get_by_role("button", name="Open").click()


def test_usual_words_and_the_pack_opens(page: Page, tmp_path: Path) -> None:
    assert list(checks.accessible(page)) == []
    opens(page, "not the passphrase")
    page.get_by_text("It did not open").wait_for()
    opens(page, PASSPHRASE)
    page.get_by_role("heading", name="Open cases").wait_for()

    page.get_by_label("Search by reference").fill("abara")
    page.get_by_text("1 case shown").wait_for()
    assert page.get_by_text("Large print").first.is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Acknowledgement at stage 1").first.click()
    download.value.save_as(tmp_path / "letter.docx")

    assert (tmp_path / "letter.docx").read_bytes().startswith(b"PK")
    assert list(checks.accessible(page)) == []
    assert list(checks.no_wider_than_the_screen(page)) == []
