"""Every answer of every address tells browsers to be strict: framed by nobody, kept nowhere, told to no other site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as all_settings
from django.test import Client
from pytest_django import Settings

from putright.accounts import roles
from putright.casework import links
from putright.casework.actions import filing
from putright.casework.files import scanning
from putright.casework.files.documents import Upload
from putright.desk.tests import cast
from putright.web import strict
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MAY_BE_KEPT = ("/council.css", "/.well-known/")
"""What is about nobody, and for everybody."""

UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "*", "http:", "https:", "data:"}
CARRIED = {"img-src": {"data:"}}
"""A picture that a letter carries inside itself: it is shown and nothing else."""


@pytest.fixture(autouse=True)
def _demo(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-06-17", False


@pytest.fixture
def case(db: None) -> Any:
    cast.council()
    rosa = cast.officer("Rosa Okafor", "intake")
    made = cast.acknowledged(cast.complaint(), by=rosa, points=["The bin was missed."])
    filing.add_documents(cast.step(made, rosa), [Upload(name="bin.pdf", content=b"%PDF-1.4\nthe bin\n%%EOF")])
    return made


def answers(case: Any) -> Iterator[tuple[str, Any]]:
    """Every address, asked for and sent a form, by somebody who may see much and by a stranger."""
    manager = cast.signed_in(Client(), cast.officer("Kim Nowak", *roles.every()))
    letter = case.letters.first().pk
    for number in (letter, case.documents.get().pk):
        for one in [*asking.every(case, number=number), *asking.of_signing_in(number=10**6)]:
            for client in (Client(), manager):
                yield one.path, client.get(one.path)
            yield one.path, Client().post(one.path, {"key": "x"})
    for path in ("/nowhere/", "/desk/\x00/", "/complain/%00/"):
        yield path, Client().get(path)


def slack(path: str, answer: Any) -> list[str]:
    """What an answer leaves open."""
    policy = _policy(answer["Content-Security-Policy"]) if answer.has_header("Content-Security-Policy") else {}
    faults = {
        "no policy": not policy,
        "lets scripts in": any(UNSAFE & set(words) - CARRIED.get(part, set()) for part, words in policy.items()),
        "may be framed": answer.get("X-Frame-Options") != "DENY",
        "type is guessed": answer.get("X-Content-Type-Options") != "nosniff",
        "told to others": answer.get("Referrer-Policy") not in ("same-origin", "no-referrer"),
        "shares its window": answer.get("Cross-Origin-Opener-Policy") != "same-origin",
        "loaded by others": answer.get("Cross-Origin-Resource-Policy") != "same-origin",
        "may use devices": "camera=()" not in answer.get("Permissions-Policy", ""),
        "may be kept": "no-store" not in answer.get("Cache-Control", "") and not path.startswith(MAY_BE_KEPT),
        "says what it runs on": answer.has_header("X-Powered-By"),
    }
    return [name for name, found in faults.items() if found]


def _policy(header: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in header.split(";") if part.strip()}


def test_every_answer_is_strict(case: Any) -> None:
    statuses = set()
    for path, answer in answers(case):
        statuses.add(answer.status_code)
        assert slack(path, answer) == [], (path, answer.status_code)
        b"".join(answer)
        for name, cookie in answer.cookies.items():
            if cookie["max-age"] == 0:
                continue
            assert cookie["httponly"], (path, name)
            assert cookie["samesite"] in ("Lax", "Strict"), (path, name)
    assert {200, 302, 400, 404, 405} <= statuses


def test_the_policy_of_every_page_lets_in_nothing_of_anybody_else(case: Any) -> None:
    policy = _policy(Client().get("/")["Content-Security-Policy"])
    assert policy["default-src"] == ["'self'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]


def test_what_somebody_sent_in_is_a_download_that_can_do_nothing(case: Any) -> None:
    kept = case.documents.get()
    case.documents.update(by=None)
    kim = cast.signed_in(Client(), cast.officer("Kim Nowak", "complaints_manager"))
    for client, path in (
        (kim, f"/desk/{case.reference}/documents/{kept.pk}/"),
        (Client(), f"/complaint/{case.reference}/{links.secret(case)}/files/{kept.pk}/"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == 'attachment; filename="bin.pdf"'
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Security-Policy"].endswith("sandbox")
        assert b"".join(answer).startswith(b"%PDF")
        for scan in ("waiting", "quarantined", "turned_down"):
            case.documents.update(scan=scan)
            assert client.get(path).status_code == 404, (path, scan)
        case.documents.update(scan="clean")


def test_officers_read_why_a_file_cannot_be_opened(case: Any) -> None:
    kim = cast.signed_in(Client(), cast.officer("Kim Nowak", "complaints_manager"))
    for scan, why in scanning.WHY_NOT.items():
        case.documents.update(scan=scan)
        page = kim.get(f"/desk/{case.reference}/").content.decode()
        assert why in page
        assert f"/documents/{case.documents.get().pk}/" not in page


def test_no_address_of_the_site_hands_out_files_from_the_disk(case: Any) -> None:
    assert all_settings.MEDIA_URL in ("", "/")
    stored = case.documents.get().file.name
    kim = cast.signed_in(Client(), cast.officer("Kim Nowak", "complaints_manager"))
    for path in (
        f"/{stored}",
        f"/media/{stored}",
        f"/files/{stored}",
        f"/static/{stored}",
        f"/static/../files/{stored}",
    ):
        assert kim.get(path).status_code == 404, path


def test_a_form_sent_from_elsewhere_is_refused_at_every_address(case: Any) -> None:
    kim = cast.signed_in(Client(enforce_csrf_checks=True), cast.officer("Kim Nowak", *roles.every()))
    paths = {one.path for one in [*asking.every(case), *asking.of_signing_in(number=10**6)]}
    let_through = {path for path in paths if kim.post(path, {"key": "x"}).status_code not in (403, 404, 405)}

    assert {re.sub(r"/[\w-]+/$", "/…/", path) for path in let_through} <= FROM_ELSEWHERE


FROM_ELSEWHERE = {"/accounts/saml/council/…/"}
"""A council's own sign-in sends its answer from its own site: it is signed, and asked for once."""


def test_with_https_browsers_stay_with_it(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = Client().get("/complain/")
    assert answer["Strict-Transport-Security"] == "max-age=31536000"


def test_a_name_this_site_does_not_go_by_is_not_answered(case: Any, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["complaints.council.example"]
    for path in ("/", "/desk/", "/complaint/lost-link/", "/healthz"):
        answer = Client().get(path, headers={"host": "evil.example"})
        assert b"evil.example" not in answer.content
        assert answer.status_code == 400 or path == "/healthz"


def test_links_in_letters_never_take_their_host_from_a_request() -> None:
    asking_the_request = re.compile(r"build_absolute_uri|get_host\(\)|get_current_site")
    found = [
        path.as_posix()
        for path in sorted(Path(all_settings.PRODUCT).rglob("*.py"))
        if "tests" not in path.parts and asking_the_request.search(path.read_text(encoding="utf-8"))
    ]
    assert [path.partition("putright/")[2].rpartition("putright/")[2] for path in found] == HOST_IS_ASKED


HOST_IS_ASKED = ["web/errors.py"]
"""Where the name a browser asked for is read, after it has been compared with the names this site goes by."""


def test_more_than_anybody_may_send_is_not_read(case: Any) -> None:
    large = {"content-length": str(strict.MOST_AT_ONCE + 1)}
    answer = Client().post("/complain/evidence/", {"add": "yes"}, headers=large)
    assert answer.status_code == 413
    assert "too much at once" in answer.content.decode()
