"""Complaints not sent yet: coming back to them, leaving a shared computer, and their end."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from putright.council import clock
from putright.letters import outbox
from putright.portal import limits
from putright.portal.complaining import drafts
from putright.portal.models import Draft, Visits
from putright.portal.tests import complaining

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _council() -> None:
    complaining.fenwick_vale()


@pytest.fixture
def begun(client: Client) -> Draft:
    complaining.type_into(client, "asked-before", answer="unhappy")
    return complaining.draft_of(client)


def path_of(draft: Draft) -> str:
    return f"/complain/back/{draft.key}/"


def test_the_link_is_on_each_page_with_the_day_it_ends(client: Client, begun: Draft) -> None:
    for page in ("danger", "what-went-wrong", "evidence", "check"):
        shown = complaining.text(client.get(complaining.address(page)))
        assert drafts.link(begun) in shown, page
        assert f"{begun.ends_at:%-d %B %Y}" in shown, page


def test_the_link_goes_on_in_another_browser_where_the_first_stopped(begun: Draft) -> None:
    elsewhere = Client()

    assert "Go on" in complaining.text(elsewhere.get(path_of(begun)))
    assert elsewhere.post(path_of(begun)).url == "/complain/danger/"  # type: ignore[attr-defined]
    assert 'value="unhappy" checked' in complaining.text(elsewhere.get("/complain/asked-before/"))


def test_opening_the_link_alone_puts_nobody_into_a_complaint(begun: Draft) -> None:
    elsewhere = Client()
    elsewhere.get(path_of(begun))

    assert drafts.COOKIE not in elsewhere.cookies


def test_a_link_that_leads_nowhere_says_so(client: Client) -> None:
    answer = client.get("/complain/back/nonsense/")

    assert answer.status_code == 404
    assert "This link does not work any more" in complaining.text(answer)


def test_the_link_of_one_that_was_sent_gives_the_reference_and_no_secret(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    (case,) = complaining.made(client)
    page = complaining.text(Client().get(path_of(complaining.draft_of(client))))

    assert case.reference in page
    assert complaining.secret_link(case) not in page


def test_the_link_is_sent_by_email_once_however_often_asked_for(client: Client, begun: Draft) -> None:
    for _ in range(2):
        client.post("/complain/later/", {"email": "maria@example.com"})
    (sent,) = outbox.everything(about="")

    assert sent.to == "maria@example.com"
    assert drafts.link(begun) in sent.text


@pytest.mark.usefixtures("begun")
def test_too_many_emails_wait_and_the_link_is_still_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.MOST, "email", 0)
    answer = client.post("/complain/later/", {"email": "maria@example.com"})

    assert answer.status_code == 429
    assert "Copy the link below" in complaining.text(answer)


def test_a_shared_computer_can_be_left_clean(client: Client, begun: Draft) -> None:
    client.post("/complain/leave/")

    assert 'unhappy" checked' not in complaining.text(client.get("/complain/asked-before/"))
    assert Draft.objects.filter(pk=begun.pk).exists()


@pytest.mark.usefixtures("begun")
def test_the_cookie_goes_with_the_browser_and_no_script_can_read_it(client: Client) -> None:
    cookie = client.cookies[drafts.COOKIE]

    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"] is True


def test_the_page_after_sending_closes_after_an_hour(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    Draft.objects.update(sent_at=clock.now() - timedelta(minutes=61))

    assert client.get("/complain/sent/").url == "/"  # type: ignore[attr-defined]


# --- The end. ---


@pytest.mark.django_db(transaction=True)
def test_a_draft_whose_time_is_up_is_erased_with_its_files(client: Client, settings: Settings) -> None:
    client.post("/complain/evidence/", {"add": "yes", "evidence": [SimpleUploadedFile("a.txt", b"a")]})
    over = clock.now() + drafts.KEPT + timedelta(minutes=1)

    assert drafts.erase_expired(at=over) == 1
    assert not Draft.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_draft_whose_time_is_up_is_gone_before_it_is_erased(begun: Draft) -> None:
    assert drafts.found(begun.key, at=begun.ends_at + timedelta(seconds=1)) is None


def test_a_draft_with_time_left_stays(begun: Draft) -> None:
    assert drafts.erase_expired(at=begun.ends_at - timedelta(seconds=1)) == 0


def test_saving_begins_the_days_anew(begun: Draft) -> None:
    later = begun.saved_at + timedelta(days=3)

    assert drafts.save(begun, page="danger", typed={}, at=later).ends_at == later + drafts.KEPT


def test_the_key_of_a_draft_cannot_be_read_from_its_case(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    (case,) = complaining.made(client)
    key = complaining.draft_of(client).key

    assert key not in case.intake_key
    assert all(key not in event.key for event in case.events.all())


@pytest.mark.usefixtures("begun")
def test_places_are_counted_without_their_address_and_forgotten() -> None:
    (visit,) = Visits.objects.all()

    assert "127.0.0.1" not in visit.place
    assert limits.erase_old(at=clock.now() + timedelta(days=3)) == 1
