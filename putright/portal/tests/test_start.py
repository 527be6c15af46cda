"""The start page, and the ways into the journey."""

import pytest
from django.conf import settings
from django.test import Client

from putright import rulebook
from putright.casework import links, own_page
from putright.council import clock
from putright.portal.models import Draft
from putright.portal.tests import complaining

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _council() -> None:
    complaining.fenwick_vale()


def test_the_start_page_promises_that_services_stay_the_same(client: Client) -> None:
    assert "will not change the services you get" in complaining.text(client.get("/"))


def test_the_start_page_gives_the_days_of_the_rulebook(client: Client) -> None:
    clocks = {one.name: one for one in rulebook.procedure("local_council_code", on=clock.today()).clocks}

    page = complaining.text(client.get("/"))

    assert f"within {clocks['stage_1_acknowledgement'].n} working days" in page
    assert f"within {clocks['stage_1_response'].n} working days after that" in page


def test_looking_at_pages_keeps_nothing(client: Client) -> None:
    for page in ("/", "/complain/asked-before/", "/complain/evidence/", "/complain/check/"):
        assert client.get(page).status_code == 200

    assert not Draft.objects.exists()


def test_reporting_for_the_first_time_is_answered_beforehand(client: Client) -> None:
    page = complaining.text(client.get("/complain/asked-before/?first=yes"))

    assert 'value="first_concern" checked' in page


def test_the_start_page_leads_back_to_what_was_begun(client: Client) -> None:
    complaining.type_into(client, "asked-before", answer="unhappy")

    assert "You have not sent your complaint yet" in complaining.text(client.get("/"))
    assert "Go on with it" in complaining.text(client.get("/complain/"))


def test_a_new_one_can_be_begun_beside_the_first(client: Client) -> None:
    complaining.type_into(client, "asked-before", answer="unhappy")
    first = complaining.draft_of(client)
    client.post("/complain/new/")

    assert client.get("/complain/").url == "/complain/asked-before/"  # type: ignore[attr-defined]
    assert Draft.objects.filter(pk=first.pk).exists()


# --- From a service request. ---


def test_the_link_of_a_request_fills_in_its_reference(client: Client) -> None:
    complaining.fill_in(
        client,
        asked_before={"answer": "first_concern"},
        request_or_complaint={"answer": "request"},
        what_you_need={"said": "Empty my bin"},
    )
    complaining.send(client)
    request = complaining.made(client)[0]

    client.post(f"/complain/about/{request.reference.lower()}/")
    complaining.fill_in(client, {name: typed for name, typed in complaining.MARIA.items() if name != "asked-before"})
    complaining.send(client)
    complaint = complaining.made(client)[0]

    assert complaint.procedure == "local_council_code"
    assert complaint.came_from == request


def test_the_link_of_a_request_does_not_tell_whether_there_is_one(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    real = complaining.made(client)[0].reference

    there, nowhere = (complaining.text(client.get(f"/complain/about/{one}/")) for one in (real, "26-ZZZ-ZZZ"))

    assert [line for line in there.replace(real, "").splitlines() if "csrf" not in line] == [
        line for line in nowhere.replace("26-ZZZ-ZZZ", "").splitlines() if "csrf" not in line
    ]


def test_words_that_are_no_reference_are_not_shown_on_our_page(client: Client) -> None:
    page = complaining.text(client.get("/complain/about/ring 0900 123/"))

    assert "0900" not in page
    assert client.post("/complain/about/ring 0900 123/").status_code == 302


def test_the_reference_somebody_came_with_is_among_their_answers(client: Client) -> None:
    client.post("/complain/about/26abcdef/")

    assert "26-ABC-DEF" in complaining.text(client.get("/complain/check/"))


def test_a_made_up_reference_stops_nobody(client: Client) -> None:
    client.post("/complain/about/26-ZZZ-ZZZ/")
    complaining.fill_in(client)
    complaining.send(client)

    assert complaining.made(client)[0].came_from is None


@pytest.mark.slow
def test_a_complaint_that_says_it_came_from_a_request_is_not_shown_to_whoever_follows_the_request() -> None:
    neighbour, maria = Client(), Client()
    complaining.fill_in(
        neighbour,
        asked_before={"answer": "first_concern"},
        request_or_complaint={"answer": "request"},
        what_you_need={"said": "Empty my bin"},
        your_details={"name": "Ann Other", "email": "ann@example.com"},
    )
    complaining.send(neighbour)
    [request] = complaining.made(neighbour)
    maria.post(f"/complain/about/{request.reference}/")
    complaining.fill_in(maria, {name: typed for name, typed in complaining.MARIA.items() if name != "asked-before"})
    complaining.send(maria)
    [complaint] = complaining.made(maria)
    assert complaint.came_from == request

    own = links.address(request).removeprefix(settings.PUBLIC_ADDRESS)
    assert complaint.reference not in complaining.text(neighbour.get(own))
    answer = neighbour.post(f"{own}complaint-after-all/", {"key": "a1", "said": "It is a complaint."})
    assert complaint.reference not in answer["Location"]
    found = own_page.led_to(request)
    assert found is not None
    assert own_page.person(found).person.name == "Ann Other"
