"""Looking after a case: triage, who has it, declarations, notes, corrections, restrictions, posting and drafts."""

from datetime import date, timedelta

import pytest

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases, file, links, models
from putright.casework.actions import adjustments, drafts, filing, handling, stage_1
from putright.casework.actions.handling import Triage
from putright.casework.files import documents
from putright.casework.refused import NotYours, Overtaken, Refused
from putright.casework.tests import cast

PDF = documents.Upload(name="photo.pdf", content=b"%PDF-1.4\nthe bin\n%%EOF")


def test_triage_marks_somebody_at_risk_and_the_last_word_counts() -> None:
    case = cast.received()
    handling.triage(cast.step(case, "rosa"), Triage(complexity="simple", at_risk=True, note="She is on oxygen"))
    assert cast.as_it_is(case).at_risk
    handling.triage(cast.step(case, "rosa"), Triage(complexity="simple", quick=True, answers={"code": True}))
    assert not cast.as_it_is(case).at_risk
    with pytest.raises(NotYours, match="decide where a matter belongs"):
        handling.triage(cast.step(case, "imran"), Triage(complexity="simple"))


# --- Who has it. ------------------------------------------------------------------------------------------------------


def test_a_case_is_given_to_somebody_who_works_on_cases() -> None:
    case = cast.received()
    handling.assign(cast.step(case, "rosa"), cast.who("kit"))
    assert cast.as_it_is(case).owner == cast.who("kit")
    for nobody in ("sam", "jo", "grace"):
        with pytest.raises(Refused, match="role does not deal with single cases"):
            handling.assign(cast.step(case, "rosa"), cast.who(nobody))


def test_a_case_is_not_given_to_somebody_who_has_left() -> None:
    case, imran = cast.received(), cast.who("imran")
    imran.is_active = False
    imran.save()
    with pytest.raises(Refused, match="Imran Sayle no longer works here"):
        handling.assign(cast.step(case, "rosa"), imran)


def test_somebody_with_a_conflict_says_so_and_is_not_given_it() -> None:
    case = cast.received()
    handling.declare(cast.step(case, "imran"), declared="conflict", note="She is my sister")
    with pytest.raises(Refused, match="has declared a conflict of interest"):
        handling.assign(cast.step(case, "rosa"), cast.who("imran"))


def test_something_to_know_that_is_dealt_with_keeps_nobody_from_a_case() -> None:
    case = cast.received()
    handling.declare(cast.step(case, "imran"), declared="managed", note="A namesake, and no more")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    assert cast.as_it_is(case).owner == cast.who("imran")


def test_a_declared_conflict_stands_until_somebody_else_corrects_it() -> None:
    case = cast.complaint("acknowledged")
    handling.declare(cast.step(case, "imran"), declared="conflict", note="She is my sister")
    number = cast.as_it_is(case).last_number
    with pytest.raises(Refused, match="that stands"):
        handling.declare(cast.step(case, "imran"), declared="none")
    assert file.declaration_of(case, cast.who("imran")) == "conflict"
    filing.correct(cast.step(case, "anita"), number, reason="It was another Maria Lindqvist", change={"struck": True})
    assert file.declaration_of(case, cast.who("imran")) == ""
    handling.declare(cast.step(case, "imran"), declared="none")
    assert file.declaration_of(case, cast.who("imran")) == "none"


def test_nobody_takes_back_their_own_declaration_by_a_correction() -> None:
    case = cast.complaint("acknowledged")
    handling.declare(cast.step(case, "anita"), declared="conflict", note="She is my sister")
    with pytest.raises(Refused, match="somebody else must deal with it"):
        filing.correct(cast.step(case, "anita"), cast.as_it_is(case).last_number, reason="x", change={"struck": True})


def test_a_declaration_is_one_of_three_and_says_what_it_is() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="Choose one"):
        handling.declare(cast.step(case, "imran"), declared="perhaps")
    with pytest.raises(Refused, match="Say in a sentence"):
        handling.declare(cast.step(case, "imran"), declared="conflict", note=" ")
    assert file.declaration_of(case, None) == file.declaration_of(case, cast.who("imran")) == ""


# --- Notes, files, messages. ------------------------------------------------------------------------------------------


def test_nothing_empty_is_added() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="Write the note first"):
        filing.add_note(cast.step(case, "rosa"), note=" ")
    with pytest.raises(Refused, match="Choose a file first"):
        filing.add_documents(cast.step(case, "rosa"), [])
    with pytest.raises(Refused, match="Write something, or choose a file"):
        filing.message(cast.step(case), said=" ")


def test_the_person_adds_to_their_complaint_and_corrects_us() -> None:
    case = cast.complaint("acknowledged")
    filing.message(cast.step(case), said="", uploads=[PDF])
    filing.message(cast.step(case), said="It is the green bin", correcting=True)
    assert cast.kinds(case)[-2:] == ["message_received", "understanding_corrected"]
    assert case.documents.get().by is None


# --- Corrections. -----------------------------------------------------------------------------------------------------


def correct(
    case: models.Case, number: int = 1, reason: str = "It came on Friday", by: str = "anita", **change: object
) -> object:
    """Anita corrects an entry."""
    return filing.correct(cast.step(case, by), number, reason=reason, change=change)


def test_the_day_of_receipt_can_be_corrected_and_moves_every_date_after_it() -> None:
    case = cast.received(at=cast.on(9))
    due = cast.as_it_is(case).next_due_on
    assert due is not None
    correct(case, happened_at=cast.on(7).isoformat())
    now = cast.as_it_is(case)
    assert (now.received_on, now.received_at) == (cast.on(7).date(), cast.on(7))
    assert now.next_due_on == due - timedelta(days=2)
    [entry, correction] = cases.timeline(now)
    assert entry.happened.corrected
    assert (correction.title, correction.written) == ("An entry was corrected", (("reason", "It came on Friday"),))
    assert entry.event.happened_at == cast.on(9)


def test_a_correction_can_make_an_acknowledgement_late() -> None:
    case = cast.received(at=cast.on(14))
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(15)), cast.UNDERSTOOD)
    assert cases.standing(cast.as_it_is(case), on=cast.on(15).date()).breaches == ()
    correct(case, happened_at=cast.on(7).isoformat())
    assert "was late" in cases.standing(cast.as_it_is(case), on=cast.on(15).date()).breaches[0].what


def test_corrections_add_up_and_the_last_word_on_each_thing_counts() -> None:
    case = cast.received(at=cast.on(14))
    correct(case, happened_at=cast.on(9).isoformat())
    correct(case, facts={"channel": "phone"})
    assert cast.as_it_is(case).received_at == cast.on(9)
    correct(case, happened_at=cast.on(10).isoformat(), timed=False)
    first = cases.timeline(cast.as_it_is(case))[0].happened
    assert (first.happened_at, first.timed, first.data["channel"]) == (cast.on(10), False, "phone")


@pytest.mark.parametrize(
    ("number", "change", "why"),
    [
        (9, {"struck": True}, "There is no entry 9"),
        (1, {"struck": True}, "can be moved, and not be taken away"),
        (1, {"happened_at": "yesterday"}, "Give the day"),
        (1, {"happened_at": cast.on(30, month=12).isoformat()}, "still to come"),
        (1, {"happened_at": cast.on(8).isoformat()}, "no longer follow"),
        (1, {"happened_at": cast.on(7).replace(year=2020).isoformat()}, "not in force yet"),
        (1, {"facts": {"said": "All is well"}}, "kept as they wrote it"),
        (1, {"facts": {"colour": "brown"}}, "says nothing about colour"),
        (2, {"happened_at": cast.on(6).isoformat()}, "cannot be changed"),
        (2, {"struck": True}, "Send them another letter"),
        (2, {"facts": {"points": [1]}}, "Send them another letter"),
    ],
)
def test_what_cannot_be_corrected_says_why_and_what_to_do(number: int, change: dict[str, object], why: str) -> None:
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    step = cast.step(case, "anita", at=cast.on(9))
    before = cast.everything()
    with pytest.raises(Refused, match=why):
        filing.correct(step, number, reason="A mistake", change=change)
    assert cast.everything() == before


def test_a_correction_is_not_corrected_itself_and_says_why_it_was_needed() -> None:
    case = cast.received(at=cast.on(9))
    with pytest.raises(Refused, match="Say why the entry is wrong"):
        correct(case, reason=" ", happened_at=cast.on(7).isoformat())
    correct(case, happened_at=cast.on(7).isoformat())
    with pytest.raises(Refused, match="is a correction itself"):
        correct(case, number=2, struck=True)
    with pytest.raises(NotYours, match="correct the record"):
        correct(case, by="rosa", happened_at=cast.on(7).isoformat())


@pytest.mark.parametrize("change", [{}, {"colour": "brown"}, {"happened_at": "2026-09-07T10:00:00"}])
def test_what_is_no_correction_at_all_is_a_mistake_of_ours(change: dict[str, object]) -> None:
    case = cast.received(at=cast.on(9))
    with pytest.raises(ValueError, match=r"correction|where it is"):
        filing.correct(cast.step(case, "anita"), 1, reason="A mistake", change=change)


def test_a_case_given_to_the_wrong_person_by_mistake_is_theirs_no_longer() -> None:
    case = cast.received()
    handling.assign(cast.step(case, "rosa"), cast.who("delia"))
    correct(case, number=2, struck=True)
    assert cast.as_it_is(case).owner is None


# --- Restricted, and links. -------------------------------------------------------------------------------------------


def test_a_restricted_case_is_seen_by_those_who_deal_with_it() -> None:
    case = cast.received()
    handling.restrict(cast.step(case, "anita"), restricted=True, reason="About a councillor")
    seeing = [first for first in cast.PEOPLE if cases.visible_to(cast.who(first)).exists()]
    assert seeing == ["anita", "omar", "lee", "piers", "wendy", "paul"]
    handling.assign(cast.step(case, "anita"), cast.who("imran"))
    assert cases.visible_to(cast.who("imran")).exists()
    handling.restrict(cast.step(case, "anita"), restricted=False, reason="It was another councillor")
    assert cases.visible_to(cast.who("rosa")).exists()


def test_withdrawing_the_links_makes_the_old_one_useless_and_the_next_letter_carries_a_new_one() -> None:
    case = cast.received()
    old = links.secret(case)
    handling.withdraw_links(cast.step(case, "rosa"))
    case = cast.as_it_is(case)
    assert links.opened(case.reference, old) is None
    assert links.opened(case.reference, links.secret(case)) == case
    cast.acknowledged(case)
    assert links.address(case) in case.letters.get(letter="stage_1_acknowledgement").text


def test_withdrawing_the_links_twice_by_a_double_click_happens_once() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    for _ in range(2):
        handling.withdraw_links(step)
    assert cast.as_it_is(case).link_version == 2


# --- Adjustments. -----------------------------------------------------------------------------------------------------


def test_an_adjustment_is_asked_for_then_agreed_with_a_day_to_look_again() -> None:
    case = cast.received()
    party = case.parties.get()
    adjustments.ask(cast.step(case), party.pk, kind="large_print", note="18 point")
    asked = party.person.adjustments.get()
    assert asked.agreed_on is None
    adjustments.agree(cast.step(case, "rosa"), asked.pk, review_on=date(2027, 9, 1))
    adjustment = party.person.adjustments.get()
    assert (adjustment.agreed_on, adjustment.review_on) == (cast.MONDAY.date(), date(2027, 9, 1))
    assert adjustment.note == "18 point"


def test_an_adjustment_nobody_asked_for_and_one_there_is_not_are_refused() -> None:
    case, other = cast.received(), cast.received(adjustments=[("large_print", "")])
    theirs = models.Adjustment.objects.get()
    with pytest.raises(Refused, match="Nobody in this case"):
        adjustments.agree(cast.step(case, "rosa"), theirs.pk, review_on=date(2027, 9, 1))
    with pytest.raises(Refused, match="Choose one"):
        adjustments.ask(cast.step(case), case.parties.get().pk, kind="a butler")
    with pytest.raises(Refused, match="no such person"):
        adjustments.ask(cast.step(case), other.parties.get().pk, kind="audio")


# --- Drafts and approval. ---------------------------------------------------------------------------------------------

LETTER = "stage_1_response"


def save(case: models.Case, by: str | None, text: str, edition: int) -> models.Draft:
    return drafts.save(cast.step(case, by), LETTER, parts={"reasons": text}, facts={}, edition=edition)


def test_a_draft_saved_by_somebody_else_meanwhile_is_not_overwritten() -> None:
    case = cast.complaint("acknowledged")
    save(case, "imran", "One", 0)
    save(case, "imran", "Two", 0)
    with pytest.raises(Overtaken, match="Imran Sayle has saved this letter since you opened it"):
        save(case, "anita", "Three", 1)
    assert save(case, "anita", "Three", 2).edition == 3


@pytest.mark.parametrize("nobody", [None, "lee"])
def test_drafts_are_for_those_who_write_letters(nobody: str | None) -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(Refused, match="does not let you write letters"):
        save(case, nobody, "One", 0)


def test_nobody_approves_what_they_wrote_and_sending_back_says_what_should_change() -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(Refused, match="no draft of that letter"):
        drafts.ask_approval(cast.step(case, "imran"), LETTER)
    save(case, "anita", "One", 0)
    with pytest.raises(Refused, match="Somebody else than the writer"):
        drafts.approve(cast.step(case, "anita"), LETTER, given=True)
    with pytest.raises(Refused, match="Say what should change"):
        drafts.approve(cast.step(case, "omar"), LETTER, given=False)
    drafts.approve(cast.step(case, "omar"), LETTER, given=False, note="Say sorry first")
    draft = file.draft_of(case, LETTER)
    assert draft is not None
    assert (draft.approval, draft.approval_note) == ("sent_back", "Say sorry first")
    with pytest.raises(NotYours, match="approve an answer"):
        drafts.approve(cast.step(case, "imran"), LETTER, given=True)


def test_only_those_whose_roles_deal_with_cases_are_offered_to_see_to_something() -> None:
    sealed = Officer.objects.create_user("sealed@fenwickvale.example", name="Sealed", break_glass=True)
    for role in ("administrator", "complaints_manager"):
        roles.grant(officer=sealed, role=role, at=cast.MONDAY)

    able = {one.name for one in handling.able()}

    assert {cast.who(first).name for first in ("rosa", "imran", "tom", "anita")} <= able
    assert able.isdisjoint({cast.who("sam").name, cast.who("wendy").name, "Sealed"})


def test_who_looks_after_records_is_given_no_case() -> None:
    case, wendy = cast.received(), cast.who("wendy")

    assert handling.may_have(case, wendy) == f"{wendy.name}’s role does not deal with single cases."


def test_everybody_who_could_be_given_it_is_listed_with_why_not() -> None:
    case = cast.received()
    why_not = {officer.name: because for officer, because in handling.candidates(case, on=cast.MONDAY.date())}
    assert (why_not["Imran Sayle"], why_not["Sam Quill"]) == ("", "Sam Quill’s role does not deal with single cases.")
    answering = [first for first in ("rosa", "imran", "tom", "anita") if handling.may_answer(case, cast.who(first))]
    assert set(answering) == {"rosa", "imran", "tom", "anita"}
    assert not handling.may_answer(case, cast.who("lee"))
