"""The pages of the review queue, the schedule, holds and disposal."""

from __future__ import annotations

import pytest
from django.test import Client

from putright.casework import cases
from putright.casework.tests import cast
from putright.letters.drawing import pdf
from putright.records.tests import sitting
from putright.records.tests.sitting import send, text

REVIEW = {"review_on-day": "1", "review_on-month": "1", "review_on-year": "2040"}


def propose(client: Client, case: cases.Case) -> str:
    answer = send(client, "/records/", cases=[case.reference])
    return str(answer.redirect_chain[-1][0])


def test_two_people_dispose_of_what_is_due(hers: Client, his: Client, due: cases.Case) -> None:
    assert "3 years from Monday 3 June 2024" in text(hers.get("/records/"))
    address = propose(hers, due)
    assert "You proposed it: somebody else has to decide." in text(hers.get(address))
    assert "A disposal waits for your decision" in text(his.get("/records/"))

    assert "Tick that you know it cannot be undone" in text(send(his, address, do="approve"))
    done = send(his, address, do="approve", sure="on")

    assert "It is carried out" in text(done)
    assert "1 case was disposed of" in text(done)
    page = text(sitting.signed_in(cast.who("anita")).get(f"/desk/{due.reference}/"))
    assert "Maria" not in page
    assert "nothing can be added to it" in page
    assert "Name erased" in page
    for untrue in ("Name not given", "No letter has gone out yet", "That is done when the complaint is acknowledged"):
        assert untrue not in page
    assert "Correct this entry" not in page
    assert "Add a note" not in page
    assert "It was disposed of on" in text(hers.get(f"/records/cases/{due.reference}/"))
    assert "Nothing is due." in text(hers.get("/records/"))


@pytest.mark.skipif(not pdf.available(), reason="PDF cannot be made here")
@pytest.mark.slow
def test_the_certificate_is_a_pdf(hers: Client, his: Client, due: cases.Case) -> None:
    address = propose(hers, due)
    assert hers.get(f"{address}certificate.pdf").status_code == 404

    send(his, address, do="approve", sure="on")

    assert hers.get(f"{address}certificate.pdf").content.startswith(b"%PDF")


def test_what_is_sent_back_says_why(hers: Client, his: Client, due: cases.Case) -> None:
    address = propose(hers, due)
    assert "Say why it is sent back" in text(send(his, address, do="send_back"))

    back = send(his, address, do="send_back", note="Ask legal first")

    assert "Ask legal first" in text(back)
    assert due.reference in text(hers.get("/records/"))


def test_nothing_chosen_is_said(hers: Client, due: cases.Case) -> None:
    assert "Choose at least one case" in text(send(hers, "/records/"))


def test_a_hold_takes_a_case_out_of_the_queue_and_lifting_it_begins_its_time_anew(
    hers: Client, due: cases.Case
) -> None:
    new = "/records/holds/new/"
    assert "one of the two" in text(send(hers, new, kind="legal", reason="A claim", **REVIEW))
    placed = send(hers, new, kind="legal", reason="A claim", references=due.reference, **REVIEW)
    assert "The hold is placed" in text(placed)
    queue = text(hers.get("/records/"))
    assert "Nothing is due." in queue
    assert "1 case is on hold" in queue
    assert "While it is on hold it is not disposed of." in text(hers.get("/records/on-hold/"))
    assert "None." in text(hers.get("/records/on-hold/?after=999999999"))
    assert hers.get("/records/on-hold/?after=nonsense").status_code == 200

    hold = placed.redirect_chain[-1][0]
    assert "It stands, and is looked at again" in text(send(hers, f"{hold}review/", **REVIEW))
    assert "The hold is lifted" in text(send(hers, f"{hold}lifting/", because="Settled"))

    assert "Settled" in text(hers.get(hold))
    assert "the day a hold was lifted" in text(hers.get(f"/records/cases/{due.reference}/"))
    assert "Lifted" in text(hers.get("/records/holds/"))


def test_a_hold_on_a_case_nobody_knows_keeps_what_was_typed(hers: Client) -> None:
    told = {"kind": "inquiry", "reason": "The inquiry", "references": "26-XXX-XXX", **REVIEW}
    answer = text(send(hers, "/records/holds/new/", **told))

    assert "Nothing was held" in answer
    assert "26-XXX-XXX" in answer


def test_the_schedule_is_changed_for_a_reason_and_says_what_it_was(hers: Client, due: cases.Case) -> None:
    address = "/records/schedule/code_stage_1/"
    assert "Say why" in text(send(hers, address, years="9"))
    send(hers, address, years="9", reason="Row 14 of our schedule")

    assert "The council’s schedule, version 1" in text(hers.get("/records/schedule/"))
    assert "Row 14 of our schedule" in text(hers.get(address))
    assert "Nothing is due." in text(hers.get("/records/"))
    overtaken = hers.post(address, {"years": "3", "reason": "Other", "seen": "0"})
    assert "Somebody else has changed this" in text(overtaken)
    assert hers.get("/records/schedule/none/").status_code == 404


def test_a_case_is_kept_longer(hers: Client, due: cases.Case) -> None:
    address = f"/records/cases/{due.reference}/longer/"
    day = {"until-day": "1", "until-month": "1", "until-year": "2041"}

    assert "It is kept until Tuesday 1 January 2041" in text(send(hers, address, reason="The road", **day))
    assert "Nothing is due." in text(hers.get("/records/"))


def test_a_statement_and_a_decision_stand_on_the_case(hers: Client, due: cases.Case) -> None:
    case = f"/records/cases/{due.reference}/"
    attached = send(hers, f"{case}disagreement/", about="case-0", statement="I never rang.")
    assert "I never rang." in text(attached)

    send(hers, f"{case}right/", right="erasure", answer="refused", tell="otherwise", do="record")

    page = text(hers.get(f"/desk/{due.reference}/"))
    assert "Article 17(3)(b)" in page


def test_a_decision_is_seen_as_a_letter_before_it_goes_out(hers: Client, due: cases.Case) -> None:
    address = f"/records/cases/{due.reference}/right/"
    told = {"right": "erasure", "answer": "refused", "tell": str(due.parties.get().pk)}

    seen = text(send(hers, address, **told, do="look"))
    nothing_yet = due.events.count()
    sent = text(send(hers, address, **told, do="record"))

    assert "Record it and send the letter" in seen
    assert "We have decided not to do this." in seen
    assert "How to reach the Information Commissioner is not known here" in seen
    assert "the letter is on its way" in sent
    assert due.events.count() == nothing_yet + 1
    assert "Decision about personal information" in text(hers.get(f"/desk/{due.reference}/"))


def test_a_decision_told_another_way_sends_nothing(hers: Client, due: cases.Case) -> None:
    address, before = f"/records/cases/{due.reference}/right/", due.letters.count()
    told = {"right": "rectification", "answer": "agreed", "tell": "otherwise"}

    assert "No letter goes out from here" in text(send(hers, address, **told, do="look"))
    send(hers, address, **told, do="record")

    assert due.letters.count() == before
    assert "Say who is told" in text(send(hers, address, right="erasure", answer="refused", do="record"))


@pytest.mark.parametrize("who", ["rosa", "tom", "sam", "dora", "jo"])
def test_others_see_no_page_of_records(who: str, due: cases.Case) -> None:
    client = sitting.signed_in(cast.who(who))

    for address in ("/records/", "/records/holds/", "/records/requests/", f"/records/cases/{due.reference}/"):
        assert client.get(address).status_code == 403, address


def test_the_cases_of_a_person_are_looked_up_for_a_hold(hers: Client, due: cases.Case) -> None:
    assert due.reference in text(hers.get("/records/holds/new/", {"person": "maria lindqvist"}))
    assert due.reference in text(hers.get("/records/holds/new/", {"person": "01632 960 555"}))
    assert "No case of Nobody was found" in text(hers.get("/records/holds/new/", {"person": "Nobody"}))
