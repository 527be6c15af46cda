"""The guard: it names each missing part, and warns of names and wording without holding a letter back."""

from dataclasses import replace

import pytest

from putright import rulebook
from putright.letters import check, compose, wordings
from putright.letters.check import Report, Theirs
from putright.letters.compose import Draft
from putright.letters.tests import drafts

pytestmark = pytest.mark.django_db

CODE = rulebook.procedure("local_council_code")
WANTED = "I want my bin emptied, and an apology."
STAFF = ("Imran Sayle", "Delia Marsh", "Siobhán O’Neill")


def looked_over(draft: Draft) -> Report:
    theirs = Theirs(staff_names=STAFF, own_words=(WANTED,))
    return check.look_over(procedure=CODE, draft=draft, points=drafts.POINTS, known=drafts.known(), theirs=theirs)


def saying(words: str) -> Draft:
    return compose.rewritten(drafts.draft("stage_1_response"), {"learning": words})


@pytest.mark.parametrize(
    ("letter", "value", "named"),
    [
        ("stage_1_acknowledgement", "due_on", "{{ due_on }}, where it gives the day an answer is due"),
        ("stage_1_acknowledgement", "ombudsman", "{{ ombudsman }}, where it gives the Ombudsman"),
        ("extension", "new_date", "{{ new_date }}, where it gives the new date"),
        ("stage_2_response", "decision", "{{ decision }}, where it gives the decision"),
        ("stage_1_acknowledgement", "adjustments", "It leaves out the adjustments agreed."),
    ],
)
def test_a_value_nobody_gave_is_named_and_holds_the_letter(letter: str, value: str, named: str) -> None:
    report = looked_over(drafts.draft(letter, without=(value,)))

    assert any(named in missing.what for missing in report.missing)
    assert not report.may_send


def test_a_part_the_officer_has_not_written_is_named() -> None:
    wording = wordings.current(letter="extension", procedure="local_council_code")

    report = looked_over(compose.draft(wording, drafts.VALUES, given={"done_so_far": "We read the records."}))

    assert [missing.what for missing in report.missing] == ["It leaves out the reasons."]


def test_a_locked_part_emptied_by_the_officer_comes_back_as_it_was_worded() -> None:
    wording = wordings.current(letter="stage_1_response", procedure="local_council_code")

    draft = compose.draft(wording, drafts.VALUES, given={"escalation": "", "stage": ""})

    assert "You do not have to give a reason" in draft.text["escalation"]
    assert "stage" not in draft.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We have spoken to Imran Sayle.", "Imran Sayle"),
        ("We have spoken to IMRAN  SAYLE.", "IMRAN  SAYLE"),
        ("Mrs Marsh should have rung you.", "Marsh"),
        ("Siobhán O'Neill wrote it.", "Siobhán O'Neill"),
    ],
)
def test_a_member_of_staff_named_in_a_letter_is_warned_of_with_the_reason(words: str, found: str) -> None:
    report = looked_over(saying(words))

    assert [(caution.words, caution.why) for caution in report.cautions] == [(found, check.WHY_NO_NAMES)]
    assert report.may_send


@pytest.mark.parametrize("words", ["The path crosses the marsh.", "Marshalls delivered it.", "Sayleham Road is clear."])
def test_only_whole_names_are_warned_of(words: str) -> None:
    assert looked_over(saying(words)).cautions == ()


def test_the_one_who_deals_with_it_may_be_named_where_the_letter_says_who_that_is() -> None:
    assert looked_over(drafts.draft("stage_1_acknowledgement")).cautions == ()


def test_somebody_who_shares_a_name_with_staff_may_be_written_to() -> None:
    draft = replace(saying("Mrs Marsh told us so."), greeting="Dear Mrs Marsh")

    assert looked_over(draft).cautions == ()


@pytest.mark.parametrize(
    "words",
    ["The Ombudsman will not look into this.", "The driver has been dismissed.", "We are sorry if you were upset."],
)
def test_wording_to_think_twice_about_is_warned_of_and_does_not_hold_the_letter(words: str) -> None:
    report = looked_over(saying(words))

    assert report.cautions
    assert report.may_send


def test_a_paraphrase_of_an_official_text_is_shown() -> None:
    assert [part.name for part in looked_over(drafts.draft("stage_2_response")).unofficial] == ["ombudsman"]


@pytest.mark.parametrize("words", [WANTED, "I want my bin  emptied, and an apology", f"You would like: {WANTED}"])
def test_what_the_person_wrote_of_themselves_is_not_sent_as_our_understanding(words: str) -> None:
    report = looked_over(drafts.draft("stage_2_acknowledgement", outcome_sought=words))

    assert [(caution.words, caution.para) for caution in report.cautions] == [(WANTED, "5.4")]
    assert report.may_send


def test_words_that_read_the_same_from_either_side_need_no_caution() -> None:
    theirs = Theirs(own_words=("The bin emptied every week.",))
    draft = drafts.draft("stage_2_acknowledgement", outcome_sought="The bin emptied every week.")
    report = check.look_over(procedure=CODE, draft=draft, points=drafts.POINTS, known=drafts.known(), theirs=theirs)

    assert report.cautions == ()
