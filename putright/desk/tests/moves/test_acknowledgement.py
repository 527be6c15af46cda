"""The page of the acknowledgement, and what every page with a letter promises."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from putright.accounts.models import Officer
from putright.casework.actions import adjustments, handling, intake, stage_1
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, fields, words
from putright.letters.drawing import pdf

SitDown = Callable[..., Desk]
POINTS = {"point-1": "Your bin was missed on 18 May.", "point-2": "Nobody rang back."}


def test_points_and_outcome_go_into_the_letter_and_the_letter_goes_out(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    sent = at.send("acknowledgement", changes=POINTS)
    assert sent.status_code == 302, words(sent)
    case = conftest.again(at.case)
    assert conftest.kinds(case)[-1] == "stage_1_acknowledged"
    assert [point.text for point in case.points.all()] == list(POINTS.values())
    assert "Nobody rang back." in case.letters.last().text


def test_that_they_did_not_say_what_they_want_is_said(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa, conftest.complaint(wanted=""))
    assert at.send("acknowledgement", changes=POINTS).status_code == 302
    assert "You did not say what you would like to happen." in conftest.again(at.case).letters.last().text


def test_without_a_point_it_is_refused_and_nothing_typed_is_lost(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", changes={"outcome_sought": "You would like an apology."})
    assert page.status_code == 200
    assert "There is a problem" in words(page)
    assert 'href="#id_point-1"' in page.content.decode()
    assert fields(page)["outcome_sought"] == "You would like an apology."


def test_the_letter_alone_follows_what_is_typed_without_the_page_and_without_anything_kept(
    desk: SitDown, rosa: Officer
) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="fragment", changes=POINTS)
    shown = page.content.decode()
    assert "<form" not in shown
    assert all(f'data-live="{name}"' in shown for name in ("guard", "said", "words", "preview"))
    assert "Nothing is missing." in words(page)
    assert "Nobody rang back." in words(page)
    assert conftest.again(at.case).points.count() == 0
    page = at.send("acknowledgement", do="fragment", changes={**POINTS, "point-1": "", "point-2": ""})
    assert "The letter cannot be shown yet." in words(page)


def test_what_follows_the_typing_stands_on_the_page_that_is_typed_on(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page, fragment = at.open("acknowledgement"), at.send("acknowledgement", do="fragment", changes=POINTS)
    live = re.compile(r'data-live="(\w+)"')
    assert "data-preview" in page.content.decode()
    assert sorted(live.findall(page.content.decode())) == sorted(live.findall(fragment.content.decode()))


def test_another_box_for_a_point_comes_with_everything_kept(desk: SitDown, rosa: Officer) -> None:
    page = desk(rosa).send("acknowledgement", do="more", changes=POINTS)
    assert fields(page)["point-2"] == POINTS["point-2"]
    assert "point-4" in fields(page)
    assert "There is a problem" not in words(page)


def test_the_preview_shows_the_letter_without_sending_anything(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="preview", changes=POINTS)
    assert "1. Your bin was missed on 18 May." in words(page) or "Your bin was missed on 18 May." in words(page)
    assert "Nothing is missing" in words(page)
    case = conftest.again(at.case)
    assert case.points.count() == 0
    assert conftest.kinds(case) == ["received"]


def test_a_part_nobody_touched_follows_what_is_written_above_it(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="preview", changes=POINTS)
    sent = at.post("acknowledgement", data={**fields(page), "point-2": "Nobody wrote back."})
    assert sent.status_code == 302, words(sent)
    assert "Nobody wrote back." in conftest.again(at.case).letters.last().text


def test_a_part_somebody_wrote_in_goes_out_as_written(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="preview", changes=POINTS)
    at.post(
        "acknowledgement", data={**fields(page), "part-received_on": "We are sorry. Thank you for ringing on 1 June."}
    )
    assert "We are sorry. Thank you for ringing" in conftest.again(at.case).letters.last().text


def test_a_part_taken_out_is_named_and_the_letter_held(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="preview", changes=POINTS)
    held = at.post("acknowledgement", data={**fields(page), "part-understanding": "", "do": "take"})
    assert held.status_code == 200
    assert "There is a problem" in words(held)
    assert 'href="#id_part-understanding"' in held.content.decode()
    assert conftest.kinds(conftest.again(at.case)) == ["received"]


def test_the_same_form_sent_twice_is_one_step(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    typed = {**fields(at.open("acknowledgement")), **POINTS, "do": "take"}
    assert at.post("acknowledgement", data=typed).status_code == 302
    assert at.post("acknowledgement", data=typed).status_code == 302
    case = conftest.again(at.case)
    assert conftest.kinds(case).count("stage_1_acknowledged") == 1
    assert case.letters.filter(letter="stage_1_acknowledgement").count() == 1


def test_whoever_was_overtaken_is_told_by_whom_and_can_send_it_again(
    desk: SitDown, rosa: Officer, anita: Officer
) -> None:
    at = desk(rosa)
    typed = {**fields(at.open("acknowledgement")), **POINTS, "do": "take"}
    handling.triage(conftest.step(at.case, anita, on=conftest.TODAY), handling.Triage(complexity="simple"))
    page = at.post("acknowledgement", data=typed)
    assert page.status_code == 409
    assert "Anita Rowe was here before you" in words(page)
    assert "See what changed" in words(page)
    assert fields(page)["point-2"] == POINTS["point-2"]
    assert at.post("acknowledgement", data={**fields(page), "do": "take"}).status_code == 302


def test_a_draft_is_kept_and_found_again(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    assert at.send("acknowledgement", do="save", changes=POINTS).status_code == 302
    page = at.open("acknowledgement")
    assert "Draft saved by Rosa Okafor" in words(page)
    assert fields(page)["point-2"] == POINTS["point-2"]
    sent = at.post("acknowledgement", data={**fields(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert conftest.again(at.case).drafts.count() == 0


def test_two_people_writing_one_letter_do_not_overwrite_each_other(
    desk: SitDown, rosa: Officer, anita: Officer
) -> None:
    hers = desk(rosa)
    theirs = desk(anita, hers.case)
    typed = {**fields(hers.open("acknowledgement")), "point-1": "Mine.", "do": "save"}
    theirs.send("acknowledgement", do="save", changes={"point-1": "Hers."})
    page = hers.post("acknowledgement", data=typed)
    assert "Anita Rowe has saved this letter since you opened it" in words(page)
    assert fields(page)["point-1"] == "Mine."
    assert hers.post("acknowledgement", data={**fields(page), "do": "save"}).status_code == 302


def test_who_gets_it_and_who_does_not_is_shown_with_the_reason(desk: SitDown, rosa: Officer) -> None:
    friend = intake.Representing(contact=intake.Contact(name="Ola Berg", email="ola@mail.example"))
    page = desk(rosa, conftest.complaint(representing=friend)).open("acknowledgement")
    assert "It is their own complaint." in words(page)
    assert "Ola Berg (representative): Nothing shows yet that they may speak for the person." in words(page)


def test_a_letter_against_what_was_agreed_is_held_until_somebody_says_so(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa, conftest.complaint(adjustments=[("phone_first", "")]))
    asked = conftest.cases_adjustment(at.case)
    adjustments.agree(conftest.step(at.case, rosa), asked.pk, review_on=date(2027, 6, 2))
    page = at.send("acknowledgement", changes=POINTS)
    assert "ring first" in words(page)
    assert conftest.kinds(conftest.again(at.case))[-1] == "adjustment_agreed"
    sent = at.post("acknowledgement", data={**fields(page), "confirmed": "on", "do": "take"})
    assert sent.status_code == 302, words(sent)


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        (
            "Dear Maria Lindqvist",
            "Dear Mrs L",
            "change the name there. Put back in the document: “Dear Maria Lindqvist”",
        ),
        ("We are looking into", "Your bins:", "It is the council’s wording for every such letter"),
    ],
    ids=["greeting", "subject"],
)
def test_a_greeting_or_subject_changed_in_word_is_told_where_it_is_changed_instead(
    desk: SitDown, rosa: Officer, was: str, now: str, why: str
) -> None:
    at = desk(rosa)
    typed = {**fields(at.send("acknowledgement", do="preview", changes=POINTS))}
    document = at.post("acknowledgement", data={**typed, "do": "word"})
    edited = conftest.edited(document.content, was, now)
    page = at.post("acknowledgement", data={**typed, "do": "bring_back", "word": edited})
    assert why in words(page)


def test_the_letter_goes_to_word_and_comes_back(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="preview", changes=POINTS)
    typed = fields(page)
    document = at.post("acknowledgement", data={**typed, "do": "word"})
    assert document["Content-Type"].endswith("wordprocessingml.document")
    edited = conftest.edited(
        document.content, "Thank you for telling us what went wrong.", "We are sorry about the bins."
    )
    back = at.post("acknowledgement", data={**typed, "do": "bring_back", "word": edited})
    assert back.status_code == 302, words(back)
    page = at.open("acknowledgement")
    assert "We are sorry about the bins." in words(page)
    assert fields(page)["point-2"] == POINTS["point-2"]


@pytest.mark.slow
def test_the_letter_can_be_looked_at_as_pdf_or_says_what_to_install(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    typed = fields(at.send("acknowledgement", do="preview", changes=POINTS))
    shown = at.post("acknowledgement", data={**typed, "do": "pdf"})
    if pdf.available():
        assert shown.content.startswith(b"%PDF")
    else:
        assert "Pango" in words(shown)


def test_a_fixed_part_stays_as_it_is_whatever_is_sent(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="preview", changes=POINTS)
    assert "part-ombudsman" not in fields(page)
    typed = {**fields(page), "part-ombudsman": "Do not go to the Ombudsman."}
    sent = at.post("acknowledgement", data=typed)
    assert sent.status_code == 302, words(sent)
    assert "Do not go to the Ombudsman." not in conftest.again(at.case).letters.last().text


def test_a_word_to_think_about_is_shown_with_the_reason_and_does_not_hold_the_letter(
    desk: SitDown, rosa: Officer
) -> None:
    at = desk(rosa)
    page = at.send("acknowledgement", do="preview", changes={"point-1": "The Ombudsman will not look at it."})
    assert "Think about these before you send it" in words(page)
    assert at.post("acknowledgement", data={**fields(page), "do": "take"}).status_code == 302


def test_a_document_that_is_no_letter_is_refused_and_nothing_is_lost(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    typed = fields(at.send("acknowledgement", do="preview", changes=POINTS))
    page = at.post("acknowledgement", data={**typed, "do": "bring_back", "word": conftest.upload(b"no letter")})
    assert "There is a problem" in words(page)
    assert fields(page)["point-2"] == POINTS["point-2"]


def test_a_late_step_of_somebody_else_leaves_the_page_saying_why_not(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    understood = stage_1.Understanding(points=[stage_1.NewPoint(text="The bin.")], outcome_sought="An apology.")
    stage_1.acknowledge(conftest.step(at.case, rosa), understood)
    assert "not possible now" in words(at.open("acknowledgement"))
