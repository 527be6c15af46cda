"""Letters to post, and what could not be delivered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import handling, people
from putright.council import clock
from putright.desk.tests import cast
from putright.desk.views import demo
from putright.letters import outbox
from putright.letters.drawing import pdf
from putright.letters.models import Outgoing

As = Callable[[Officer], Client]
needs_pdf = pytest.mark.skipif(not pdf.available(), reason="PDF cannot be made here")


@pytest.fixture
def by_post(rosa: Officer) -> cases.Case:
    """A case whose acknowledgement goes by post."""
    return cast.acknowledged(cast.complaint(person=cast.JOSEPH), by=rosa, points=["The bin was missed."])


def waiting() -> Outgoing:
    return Outgoing.objects.get(channel="post")


def test_a_letter_is_printed_then_posted_and_the_case_knows_the_day(
    as_: As, rosa: Officer, by_post: cases.Case
) -> None:
    client, number = as_(rosa), waiting().pk
    assert by_post.reference in client.get("/desk/post/").content.decode()

    client.post("/desk/post/", {"do": "printed", "print-letters": [number]})
    assert waiting().state == "printed"

    day = clock.today()
    sent = {"post-letters": [number], "post-on-day": day.day, "post-on-month": day.month, "post-on-year": day.year}
    client.post("/desk/post/", {"do": "posted", **sent})

    assert waiting().state == "posted"
    assert by_post.letters.get(channel="post").posted_on == day
    assert cases.timeline(by_post)[-1].kind == "letter_posted"


def test_a_day_still_to_come_is_refused_and_nothing_is_posted(as_: As, rosa: Officer, by_post: cases.Case) -> None:
    client, number = as_(rosa), waiting().pk
    outbox.printed([number], by=rosa, at=clock.now())
    sent = {"post-letters": [number], "post-on-day": 1, "post-on-month": 1, "post-on-year": 2030}

    page = client.post("/desk/post/", {"do": "posted", **sent}).content.decode()

    assert "That day is still to come" in page
    assert waiting().state == "printed"
    assert by_post.letters.get(channel="post").posted_on is None


def test_a_restricted_cases_letter_is_printed_by_those_who_may_see_it(
    as_: As, rosa: Officer, anita: Officer, by_post: cases.Case
) -> None:
    handling.restrict(cast.step(by_post, anita), restricted=True, reason="They work here.")

    assert by_post.reference not in as_(rosa).get("/desk/post/").content.decode()
    assert as_(rosa).get(f"/desk/post/{waiting().pk}.pdf").status_code == 404
    assert by_post.reference in as_(anita).get("/desk/post/").content.decode()


@needs_pdf
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_all_letters_come_in_one_pdf(as_: As, rosa: Officer, by_post: cases.Case) -> None:
    cast.acknowledged(cast.complaint(person=cast.JOSEPH), by=rosa, points=["Another."])

    answer = as_(rosa).get("/desk/post/all.pdf")

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_print_queue_is_for_those_who_print(as_: As, imran: Officer) -> None:
    assert as_(imran).get("/desk/post/").status_code == 403


def lost(case: cases.Case, state: str) -> Outgoing:
    row = Outgoing.objects.filter(about=case.reference).first()
    assert row is not None
    Outgoing.objects.filter(pk=row.pk).update(state=state, problem="The mailbox is full.", attempts=7)
    return row


def test_what_was_given_up_is_shown_with_the_problem_and_tried_again(as_: As, anita: Officer) -> None:
    row = lost(cast.complaint(), "dead")
    client = as_(anita)

    assert "The mailbox is full." in client.get("/desk/undelivered/").content.decode()
    client.post(f"/desk/undelivered/{row.pk}/", {"do": "try_again"})

    row.refresh_from_db()
    assert (row.state, row.attempts) == ("queued", 0)


def test_what_may_have_gone_is_settled_by_somebody(as_: As, anita: Officer) -> None:
    row = lost(cast.complaint(), "unsure")

    as_(anita).post(f"/desk/undelivered/{row.pk}/", {"do": "it_went"})

    row.refresh_from_db()
    assert row.state == "sent"


def test_whoever_sees_no_case_sees_the_problem_and_not_the_person(as_: As, sam: Officer) -> None:
    lost(cast.complaint(), "dead")
    page = as_(sam).get("/desk/undelivered/").content.decode()

    assert "The mailbox is full." in page
    assert "maria@people.example" not in page


def test_settling_twice_says_so(as_: As, anita: Officer) -> None:
    row = lost(cast.complaint(), "sent")

    page = as_(anita).post(f"/desk/undelivered/{row.pk}/", {"do": "try_again"}, follow=True).content.decode()

    assert "Only what did not go can be tried again." in page


def test_everything_that_went_out_of_a_demo_can_be_read(client: Client, rosa: Officer) -> None:
    case = cast.complaint()
    row = Outgoing.objects.get(about=case.reference)

    assert "maria@people.example" in client.get("/demo/post/").content.decode()
    assert case.reference in client.get(f"/demo/post/{row.pk}/").content.decode()
    assert client.get(f"/demo/post/{row.pk}/as-sent/")["Content-Security-Policy"].endswith("sandbox")


def test_what_went_out_of_a_demo_long_ago_is_further_on(
    client: Client, rosa: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "MOST", 1)
    older, newer = cast.complaint(), cast.complaint()

    newest = client.get("/demo/post/").content.decode()
    assert newer.reference in newest
    assert older.reference not in newest
    assert older.reference in client.get("/demo/post/?page=2").content.decode()
    assert newer.reference in client.get("/demo/post/?page=none").content.decode()


def test_what_went_to_officers_can_be_read_by_itself(client: Client, rosa: Officer, imran: Officer) -> None:
    case = cast.assigned(cast.complaint(), imran, by=rosa)
    pages = {to: client.get(f"/demo/post/?to={to}").content.decode() for to in ("officers", "people", "")}
    to_imran, to_maria = f"A case is given to you: {case.reference}", "maria@people.example"
    assert [(to_imran in page, to_maria in page) for page in pages.values()] == [
        (True, False),
        (False, True),
        (True, True),
    ]


@pytest.mark.parametrize("page", ["", "1/", "1/as-sent/"])
def test_a_real_council_has_no_such_page(client: Client, settings: object, council: object, page: str) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]

    assert client.get(f"/demo/post/{page}").status_code == 404


def moved(case: cases.Case, rosa: Officer) -> None:
    """Joseph has moved since his letter was written."""
    party = case.parties.get(role="complainant")
    people.change_contact(cast.step(case, rosa), party.pk, replace(cast.JOSEPH, address="7 Quay Street\nFenwick"))


def test_a_letter_whose_person_has_moved_is_not_offered_for_printing_until_somebody_decides(
    as_: As, rosa: Officer, by_post: cases.Case
) -> None:
    client, number = as_(rosa), waiting().pk
    moved(by_post, rosa)
    page = client.get("/desk/post/").content.decode()
    assert "Decide these first" in page
    assert "name or address has changed since" in page
    assert 'name="print-letters"' not in page
    client.post("/desk/post/", {"do": "printed", "print-letters": [number]})
    assert waiting().state == "queued"
    assert client.get(f"/desk/post/{number}.pdf")["Location"] == "/desk/post/"

    client.post(f"/desk/post/{number}/decision/", {"do": "let_go"})

    page = client.get("/desk/post/").content.decode()
    assert "Decide these first" not in page
    assert 'name="print-letters"' in page


def test_a_letter_taken_back_is_not_posted_and_the_case_says_so(as_: As, rosa: Officer, by_post: cases.Case) -> None:
    client, number = as_(rosa), waiting().pk
    moved(by_post, rosa)

    answer = client.post(f"/desk/post/{number}/decision/", {"do": "take_back"}, follow=True).content.decode()

    assert "nobody has been told yet" in answer
    assert "Nothing waits to be printed" in answer
    assert "Taken back before it was posted" in client.get(f"/desk/{by_post.reference}/").content.decode()
    again = client.post(f"/desk/post/{number}/decision/", {"do": "let_go"}, follow=True).content.decode()
    assert "does not wait for the post any more" in again


def test_whoever_sees_no_case_does_not_read_in_a_refusal_whose_address_it_was(
    as_: As, sam: Officer, anita: Officer
) -> None:
    row = lost(cast.complaint(), "dead")
    Outgoing.objects.filter(pk=row.pk).update(problem="The mail server refused it: 550 <maria@people.example>: unknown")

    page = as_(sam).get("/desk/undelivered/").content.decode()
    assert "maria@people.example" not in page
    assert "refused it: 550 &lt;[their address]&gt;: unknown" in page
    assert "maria@people.example" in as_(anita).get("/desk/undelivered/").content.decode()
