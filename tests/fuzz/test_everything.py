"""Whoever sends whatever to whichever address: no page breaks, none leads away, and nothing typed is lost.

`bin/fuzz --examples 3000` tries more, and other values each time; here a part of them, the same each time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases, links
from putright.desk.tests import cast
from putright.portal.complaining import drafts
from putright.stories import telling
from putright.stories.days import counted_from_now
from tests.fuzz import values, walking
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
QUIET = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def trying(many: int) -> settings:
    """So many examples here, the same each time; with `FUZZ_EXAMPLES` so many, other ones each time."""
    told: dict[str, Any] = {"derandomize": True, "database": None} if not EXAMPLES else {}
    return settings(
        max_examples=EXAMPLES or many,
        deadline=None,
        suppress_health_check=QUIET,
        phases=PHASES,
        print_blob=False,
        **told,
    )


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Any]]:
    """The whole demo, told once for all walks: cases of every kind, each with a letter."""
    files = tmp_path_factory.mktemp("files")
    demo = override_settings(DEMO=True, DEMO_DAY="2026-11-20", MFA_REQUIRED=False, MEDIA_ROOT=files)
    with demo, django_db_blocker.unblock(), transaction.atomic():
        telling.tell_everything(counted_from_now())
        every = cases.Case.objects.filter(letters__isnull=False).distinct().order_by("pk")
        kinds = {(case.procedure, case.stage, case.ended, case.next_step): case for case in every}
        yield list(kinds.values())
        transaction.set_rollback(True)


def addresses(told: list[Any], beginning: tuple[str, ...]) -> list[str]:
    """Every address of a surface, about each of the cases and with each number that is of one."""
    found = set()
    for case in told:
        for number in {*_numbers(case)}:
            found |= {one.path for one in asking.every(case, number=number)}
    found |= {one.path for one in asking.of_signing_in(number=1)}
    return sorted(path for path in found if path.startswith(beginning) and not path.endswith(("/pdf/", ".pdf")))


def _numbers(case: Any) -> Iterator[int]:
    for rows in (case.letters, case.documents, case.remedies, case.parties):
        first = rows.first()
        if first is not None:
            yield first.pk
    yield case.events.count()


SURFACES: dict[str, tuple[str, ...]] = {
    "complaining": ("/complain/",),
    "following": ("/complaint/",),
    "desk": ("/desk/",),
    "settings": ("/settings/", "/set-up/"),
    "records": ("/records/",),
    "operations": ("/paper-cases/", "/healthz", "/readyz", "/metrics", "/.well-known/"),
    "signing in": ("/accounts/", "/demo/"),
}


@pytest.fixture(scope="module")
def every_role(told: list[Any]) -> Officer:
    """Somebody who holds every role, and so comes to every page."""
    return cast.officer("Kim Every", *roles.every(), services=("waste",))


@pytest.fixture
def kim(every_role: Officer) -> Client:
    """Their browser, signed in anew for each surface, with nothing counted against it."""
    cache.clear()
    return cast.signed_in(Client(), every_role)


def with_forms(starts: list[str], client: Client) -> list[str]:
    """Those of the addresses at which there is something to fill in."""
    return [path for path in starts if walking.to_fill_in(walking.asked(client, path))]


def again(client: Client) -> Client:
    """The same browser once more, with nothing left of the last walk."""
    made = Client()
    made.cookies.update(client.cookies)
    return made


@pytest.mark.parametrize("surface", SURFACES)
def test_no_walk_breaks_a_page_or_loses_what_was_typed(told: list[Any], kim: Client, surface: str) -> None:
    somebody = Client() if surface in ("complaining", "following") else kim
    found = addresses(told, SURFACES[surface])
    starts = with_forms(found, somebody)
    assert starts, [(path, somebody.get(path).status_code) for path in found[:9]]

    @trying(30 if surface in ("operations", "signing in") else 90)
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        with transaction.atomic():
            where = data.draw(st.sampled_from(starts), label="start") + data.draw(values.queries(), label="query")
            walking.step_out(again(somebody), where, data)
            transaction.set_rollback(True)

    walk()


@pytest.mark.parametrize("role", [*roles.every(), "stranger"])
def test_a_role_breaks_no_page_wherever_it_walks(told: list[Any], role: str) -> None:
    with transaction.atomic():
        client = Client()
        if role != "stranger":
            cast.signed_in(client, cast.officer("Kim Nowak", role, services=("waste",)))
        starts = addresses(told[:6], ("/",))

        @trying(15)
        @given(st.data())
        def walk(data: st.DataObject) -> None:
            with transaction.atomic():
                walking.step_out(again(client), data.draw(st.sampled_from(starts), label="start"), data)
                transaction.set_rollback(True)

        walk()
        transaction.set_rollback(True)


def test_no_address_made_up_breaks_the_site(told: list[Any], kim: Client) -> None:
    starts = addresses(told[:4], ("/",))
    clients = [Client(), kim]

    @trying(150)
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(starts), label="path")
        parts = path.strip("/").split("/")
        place = data.draw(st.integers(0, len(parts) - 1), label="place")
        parts[place] = data.draw(st.sampled_from(values.PIECES), label="piece")
        made_up = f"/{'/'.join(parts)}{'/' if path.endswith('/') else ''}"
        client = data.draw(st.sampled_from(clients), label="who")
        with transaction.atomic():
            for method in ("GET", "POST", "HEAD"):
                walking.fine(client.generic(method, made_up), f"{method} {made_up[:200]}")
            transaction.set_rollback(True)

    ask()


def test_no_body_that_is_no_form_breaks_a_page(told: list[Any], kim: Client) -> None:
    starts = [path for path in addresses(told[:4], ("/",)) if not re.search(r"\.(?:css|png|ics|csv|txt)$", path)]
    clients = [Client(), kim]

    @trying(120)
    @given(st.data())
    def send(data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(starts), label="path")
        kind, body = data.draw(st.sampled_from(values.BODIES), label="body")
        client = data.draw(st.sampled_from(clients), label="who")
        with transaction.atomic():
            walking.fine(client.generic("POST", path, body, content_type=kind), f"POST {path} {kind[:60]}")
            transaction.set_rollback(True)

    send()


def test_a_cookie_somebody_made_up_opens_nothing_and_breaks_nothing(told: list[Any]) -> None:
    names = ("sessionid", "csrftoken", "messages", "device", drafts.COOKIE)
    starts = [path for path in addresses(told[:2], ("/",)) if not path.startswith(f"/complaint/{told[0].reference}")]
    secret = links.secret(told[0])

    @trying(60)
    @given(st.sampled_from(starts), st.dictionaries(st.sampled_from(names), values.VALUES, min_size=1))
    def ask(path: str, cookies: dict[str, str]) -> None:
        header = "; ".join(f"{name}={value}" for name, value in cookies.items() if value.isprintable())
        readable = header.encode("utf-8", "replace").decode("latin-1")
        with transaction.atomic():
            answer = walking.fine(Client().get(path, headers={"cookie": readable}), f"GET {path} with {cookies!r:.200}")
            assert secret not in walking.shown(answer)
            transaction.set_rollback(True)

    ask()
