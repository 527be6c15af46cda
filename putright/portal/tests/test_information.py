"""The pages that tell: they say what the engine does, and what the site really keeps."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from putright import rulebook
from putright.casework import cases
from putright.casework.retention import fates, schedule
from putright.council import decisions
from putright.council.clock import LONDON
from putright.council.models import ClosedDay, Council
from putright.letters.drawing import pdf
from putright.portal import policy, printable
from putright.portal.tests import following_cases as told
from putright.portal.tests.test_following import text_of
from putright.portal.views import information

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGE = "/how-we-handle-complaints/"
MONDAY = datetime(2026, 6, 1, 10, 0, tzinfo=LONDON)
LONGER = rulebook.Departure(
    scope="policy",
    effect="longer_time",
    para="6.3",
    reason="Our answers need two departments.",
    decided_by="Cabinet",
    starts_on=date(2026, 1, 1),
    clock="stage_1_response",
    n=15,
)


@pytest.fixture(autouse=True)
def _on_a_demo_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2026-06-05"
    told.council()


def of_the_code(client: Client) -> str:
    """What the page says of complaints under the Code, without the procedures that have rules of their own."""
    return text_of(client, PAGE).split("Complaints that are handled in another way")[0]


def decided(one: rulebook.Departure) -> None:
    decisions.record_departure(departure=one, procedure="local_council_code")


def test_every_time_on_the_page_is_the_one_of_the_rulebook(client: Client) -> None:
    page = of_the_code(client)
    for clock in rulebook.procedure("local_council_code", on=date(2026, 6, 5)).clocks:
        title = f"{clock.title[0].upper()}{clock.title[1:]}"
        unit = clock.unit.replace("_", " ")
        assert f"{title}: within {clock.n} {unit}{'' if clock.n == 1 else 's'} of the day" in page
    assert "of the day we tell you how we understand it" in page
    assert "of the day when" not in page


def test_a_departure_changes_the_page_and_is_explained_there(client: Client) -> None:
    assert "The stage 1 answer: within 10 working days" in of_the_code(client)
    decided(LONGER)
    page = of_the_code(client)

    assert "The stage 1 answer: within 15 working days" in page
    assert "The stage 1 answer: within 10" not in page
    assert "Our answers need two departments." in page


def test_a_departure_from_a_day_to_come_is_announced_and_not_yet_in_force(client: Client) -> None:
    decided(replace(LONGER, starts_on=date(2026, 7, 1)))
    page = of_the_code(client)

    assert "The stage 1 answer: within 10 working days" in page
    assert "From Wednesday 1 July 2026: The stage 1 answer takes up to 15 working days" in page


def test_a_council_with_one_stage_shows_one(client: Client) -> None:
    one_stage = replace(LONGER, effect="one_stage", para="FAQ number of stages", clock=None, n=None)
    decided(one_stage)
    page = of_the_code(client)

    assert "Stage 2 The stage 2 acknowledgement" not in page
    assert "You can ask for stage 2" not in page


def test_a_temporary_departure_is_shown_with_its_dates_its_services_and_its_notice(client: Client) -> None:
    decided(
        replace(
            LONGER,
            scope="temporary",
            ends_on=date(2026, 7, 31),
            starts_on=date(2026, 6, 1),
            services=("waste",),
            plan="More staff.",
            notice_text="Because of a strike, answers about waste take longer.",
        )
    )
    page = of_the_code(client)

    assert "Because of a strike, answers about waste take longer." in page
    assert "from Monday 1 June 2026 to Friday 31 July 2026, and only for Waste and recycling" in page
    assert "The stage 1 answer: within 10 working days" in page


def test_a_temporary_departure_that_is_over_is_gone_from_the_page(client: Client, settings: Settings) -> None:
    strike = {"plan": "More staff.", "notice_text": "There is a strike.", "services": ("waste",)}
    decided(
        replace(LONGER, scope="temporary", starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30), **strike)  # type: ignore[arg-type]
    )
    settings.DEMO_DAY = "2026-07-01"

    assert "There is a strike." not in of_the_code(client)


def test_the_page_and_a_complaint_of_the_same_day_go_by_the_same_procedure() -> None:
    decided(LONGER)
    case = told.received(MONDAY)
    standing = cases.standing(case.case, on=date(2026, 6, 5))
    on_the_page = policy.in_force("local_council_code", on=date(2026, 6, 1), service="waste")

    assert standing.procedure.clock["stage_1_response"].n == on_the_page.clock["stage_1_response"].n == 15


def test_a_ground_that_needs_a_departure_is_named_only_with_one(client: Client) -> None:
    unclear = "It is still not clear what the complaint is"
    assert unclear not in text_of(client, PAGE)
    decided(replace(LONGER, effect="refuse_on_ground", para="2.1", clock=None, n=None))

    assert unclear in text_of(client, PAGE)


def test_only_procedures_this_council_uses_are_on_the_page(client: Client) -> None:
    assert "Complaints by our tenants and leaseholders" not in text_of(client, PAGE)
    decisions.adopt(procedure="landlord_code", starts_on=date(2026, 1, 1))
    page = text_of(client, PAGE)

    assert "Complaints by our tenants and leaseholders" in page
    assert "Housing Ombudsman" in page


def test_office_hours_and_closed_days_are_the_councils(client: Client) -> None:
    Council.objects.update(office_closes=16 * 60 + 30)
    ClosedDay.objects.create(day=date(2026, 12, 29), title="Offices closed")
    page = text_of(client, PAGE)

    assert "at or after 4.30 pm" in page
    assert "closed on Tuesday 29 December 2026" in page


def test_the_page_shows_no_mark_and_no_paragraph_for_experts(client: Client) -> None:
    page = text_of(client, PAGE)

    assert "unverified" not in page.lower()
    assert "para" not in page.lower().replace("paramedic", "").replace("separate", "")


def test_the_privacy_notice_names_every_table_that_holds_something_of_a_person(client: Client) -> None:
    page = text_of(client, "/privacy/")
    erased = fates.tables_with("erase")

    assert erased <= set(information.KINDS)
    for table in erased:
        assert information.KINDS[table] in page


def test_the_privacy_notice_gives_no_years_that_nobody_at_the_council_has_confirmed(client: Client) -> None:
    page = text_of(client, "/privacy/")
    assert "We have not confirmed the years yet" in page
    assert "Kept for" not in page

    Council.objects.update(keeping_confirmed_by="Kim Nowak", keeping_confirmed_on=date(2026, 6, 1))
    page = text_of(client, "/privacy/")
    assert "We have not confirmed" not in page
    for rule in schedule.in_force().values():
        assert f"{rule.keeping_class.title} {rule.years} year" in page


def test_the_privacy_notice_names_what_the_law_lets_the_council_do(client: Client) -> None:
    Council.objects.update(kind="unitary")
    page = text_of(client, "/privacy/")
    for basis in ("Article 6(1)(e)", "Article 6(1)(c)", "Article 9(2)(g), and Schedule 1 to the Data Protection Act"):
        assert basis in page
    assert "unverified" not in page.lower()


def test_the_privacy_notice_has_room_for_words_of_the_council(client: Client) -> None:
    Council.objects.update(privacy_words="Northgate IT looks after our computers.")
    assert "Northgate IT looks after our computers." in text_of(client, "/privacy/")


def test_each_definition_has_a_heading_of_its_own(client: Client) -> None:
    Council.objects.update(complaint_definition="A grumble.", service_request_definition="An ask.")
    assert "What a complaint is A grumble. What a request for a service is An ask." in text_of(client, PAGE)


def test_the_cookies_page_lists_exactly_the_cookies_the_site_sets(client: Client) -> None:
    case = told.answered(told.acknowledged(told.received(MONDAY)))
    seen = Client()
    for address in ("/", "/complain/", "/lost-link/", PAGE, "/cookies/", case.address, f"{case.address}information/"):
        seen.get(address, follow=True)
    names = set(seen.cookies)
    seen.post("/complain/", {}, follow=True)
    seen.post("/complain/new/", {}, follow=True)
    seen.post(f"{case.address}information/", {"key": uuid.uuid4().hex, "said": "More."})
    names |= set(seen.cookies)
    listed = {one.name for one in information.every_cookie()}
    page = text_of(client, "/cookies/")

    assert names <= listed
    assert {one.name for one in information.every_cookie() if not one.staff} <= names
    assert all(name in page for name in listed)


def test_other_ways_to_complain_give_every_way_the_council_has(client: Client) -> None:
    page = text_of(client, "/other-ways-to-complain/")
    for way in ("01632 960 001", "Text relay: 18001", "complaints@fenwickvale.example", "Town Hall", "In person"):
        assert way in page


def test_the_form_on_paper_is_a_pdf_and_large_print_is_larger(client: Client) -> None:
    assert "font: 14pt" in printable.page()
    assert "font: 20pt" in printable.page(large=True)
    if pdf.available():
        for address in ("/other-ways-to-complain/form.pdf", "/other-ways-to-complain/form-large-print.pdf"):
            answer = client.get(address)
            assert answer["Content-Type"] == "application/pdf"
            assert answer.content.startswith(b"%PDF")


def test_without_the_libraries_for_pdf_a_page_says_what_to_do_instead(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> Any:
        raise pdf.PdfNotAvailable

    monkeypatch.setattr(pdf, "_weasyprint", none)
    answer = client.get("/other-ways-to-complain/form.pdf")

    assert answer.status_code == 503
    assert "You do not need the form." in unescape(answer.content.decode())


def test_the_accessibility_statement_does_not_claim_what_nobody_has_tried(client: Client) -> None:
    page = text_of(client, "/accessibility/")
    assert "have not tested this site yet" in page
    assert "We have not had them checked against it yet" in page
    assert "it has no date" in page


def test_the_accessibility_statement_says_what_the_regulations_ask_for(client: Client) -> None:
    Council.objects.update(
        accessibility_status="partially",
        accessibility_checks="Abacus Audits checked ten pages by hand in May 2026.",
        accessibility_failures="The map has no text beside it (1.1.1).",
        accessibility_prepared_on=date(2026, 5, 4),
        accessibility_reviewed_on=date(2026, 6, 1),
    )
    page = text_of(client, "/accessibility/")
    for said in (
        "partially compliant with the Web Content Accessibility Guidelines, version 2.2, level AA",
        "The map has no text beside it (1.1.1).",
        "Abacus Audits checked ten pages",
        "prepared on Monday 4 May 2026. It was last reviewed on Monday 1 June 2026",
        "Equality and Human Rights Commission enforces",
        "complaints@fenwickvale.example",
    ):
        assert said in page
    assert "have not had them checked" not in page
    assert "have not tested" not in page
