"""The path of one step: once, by whoever may, on what they have seen, whole or not at all."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from putright.casework import file, file_events, models, steps
from putright.casework.actions import drafts, filing, handling, intake, later, stage_1, stage_2
from putright.casework.refused import LetterHeld, NotYours, Overtaken, Refused
from putright.casework.steps import Told
from putright.casework.tests import cast
from putright.casework.writing import correspondence
from putright.letters.models import Outgoing


def test_a_complaint_goes_the_whole_way() -> None:
    case = cast.complaint("closed")
    assert case.ended
    assert set(cast.kinds(case)) >= {"received", "stage_1_responded", "escalated", "stage_2_responded", "closed"}


# --- Once. ------------------------------------------------------------------------------------------------------------


def test_the_same_step_twice_is_one_event_one_letter_and_one_thing_sent() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    first, second = (stage_1.acknowledge(step, cast.UNDERSTOOD) for _ in range(2))
    assert (first.again, second.again) == (False, True)
    assert second.events == first.events
    assert cast.kinds(case).count("stage_1_acknowledged") == 1
    assert case.letters.filter(letter="stage_1_acknowledgement").count() == 1
    assert Outgoing.objects.filter(key__contains=step.key).count() == 1
    assert case.points.count() == 2


def test_two_steps_at_once_are_known_again_by_the_same_key() -> None:
    case = cast.received()
    handling.declare(cast.step(case, "rosa"), declared="none")
    step = cast.step(case, "rosa")
    told = (step, cast.UNDERSTOOD, cast.UPHELD)
    letter = cast.letter(**cast.ANSWER, outstanding_actions="None")
    first, second = (stage_1.answer_at_once(*told, letter=letter) for _ in range(2))
    assert [event.kind for event in first.events] == ["stage_1_acknowledged", "stage_1_responded"]
    assert second.again
    assert second.events == first.events


def test_a_note_sent_twice_is_written_once() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    assert [filing.add_note(step, note="Rang").again for _ in range(2)] == [False, True]
    assert cast.kinds(case) == ["received", "note_added"]


# --- Overtaken. -------------------------------------------------------------------------------------------------------


def test_whoever_comes_second_is_told_who_did_what_and_when() -> None:
    case = cast.received()
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(8, 14)), cast.UNDERSTOOD)
    with pytest.raises(Overtaken) as told:
        stage_1.acknowledge(cast.step(case, "nia", seen=1), cast.UNDERSTOOD)
    assert told.value.reason.startswith(
        "Rosa Okafor was here before you: the complaint was acknowledged at stage 1 at 2.00 PM on 8 September."
    )


def test_the_person_is_named_as_the_person_and_what_they_wrote_must_be_seen() -> None:
    case = cast.complaint("acknowledged")
    filing.message(cast.step(case), said="It is about two bins")
    with pytest.raises(Overtaken, match="The person complaining was here before you: the person wrote to us"):
        handling.assign(cast.step(case, "rosa", seen=2), cast.who("imran"))


def test_ones_own_steps_and_colleagues_notes_overtake_nobody() -> None:
    case = cast.received()
    handling.triage(cast.step(case, "rosa"), handling.Triage(complexity="simple"))
    filing.add_note(cast.step(case, "nia"), note="She rang")
    stage_1.acknowledge(cast.step(case, "rosa", seen=1), cast.UNDERSTOOD)
    assert cast.kinds(case)[-1] == "stage_1_acknowledged"


def test_a_note_is_taken_whatever_came_before_it() -> None:
    case = cast.complaint("acknowledged")
    filing.add_note(cast.step(case, "nia", seen=1), note="She rang")
    assert cast.kinds(case)[-1] == "note_added"


def test_two_people_giving_a_case_to_somebody_do_not_undo_each_other() -> None:
    case = cast.received()
    handling.assign(cast.step(case, "rosa", seen=1), cast.who("imran"))
    with pytest.raises(Overtaken, match="Rosa Okafor was here before you: the case was given to somebody"):
        handling.assign(cast.step(case, "nia", seen=1), cast.who("anita"))
    assert cast.as_it_is(case).owner == cast.who("imran")


# --- Whose. -----------------------------------------------------------------------------------------------------------


def test_a_step_of_another_role_is_refused_with_whose_it_is() -> None:
    case = cast.received()
    with pytest.raises(NotYours, match="This is for somebody else to do: complaints officer"):
        stage_1.acknowledge(cast.step(case, "imran"), cast.UNDERSTOOD)


def test_the_person_cannot_take_a_step_of_the_council() -> None:
    case = cast.received()
    with pytest.raises(NotYours, match="step for the council"):
        stage_1.acknowledge(cast.step(case), cast.UNDERSTOOD)


@pytest.mark.parametrize("kind", sorted(set(file_events.FILE_EVENTS) - file_events.THEIRS))
def test_what_happens_to_a_file_is_for_officers_but_for_what_the_person_adds(kind: str) -> None:
    case = cast.received()
    with pytest.raises(NotYours, match="step for the council"):
        steps.note(cast.step(case), kind)


def test_a_step_no_procedure_has_and_a_note_of_no_kind_are_mistakes_of_ours() -> None:
    case = cast.received()
    with pytest.raises(KeyError):
        steps.take(cast.step(case, "rosa"), "fly")
    with pytest.raises(KeyError):
        steps.note(cast.step(case, "rosa"), "flown")


def test_a_case_there_is_not_is_not_found() -> None:
    step = steps.Step(reference="26-XXX-XXX", at=cast.MONDAY, key="k", by=cast.who("rosa"))
    with pytest.raises(models.Case.DoesNotExist):
        stage_1.acknowledge(step, cast.UNDERSTOOD)


# --- When. ------------------------------------------------------------------------------------------------------------


def test_what_the_council_does_cannot_be_dated_back() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="cannot be dated back"):
        stage_1.acknowledge(cast.step(case, "rosa", happened_at=cast.MONDAY), cast.UNDERSTOOD)


def test_what_came_in_counts_from_when_it_came_and_never_from_a_day_to_come() -> None:
    case = cast.complaint("answered", at=cast.on(7))
    at = cast.on(11)
    with pytest.raises(Refused, match="still to come"):
        stage_2.escalate(cast.step(case, "rosa", at=at, happened_at=at + timedelta(hours=1)))
    stage_2.escalate(cast.step(case, "rosa", at=at, happened_at=cast.on(9)))
    event = case.events.get(kind="escalated")
    assert (event.happened_at, event.recorded_at) == (cast.on(9), at)


def test_what_came_in_cannot_have_come_before_what_it_follows_from() -> None:
    case = cast.complaint("answered", at=cast.on(7))
    before = cast.everything()
    with pytest.raises(Refused, match="no longer follow"):
        stage_2.escalate(cast.step(case, "rosa", at=cast.on(11), happened_at=cast.on(1)))
    assert cast.everything() == before


# --- Whole or not at all. ---------------------------------------------------------------------------------------------


def held(step: steps.Step) -> object:
    """An extension that does not say what has been done so far."""
    new = later.NewDate(until=cast.on(25).date(), reason="Two services must answer")
    return later.extend(step, new)


def without_points(step: steps.Step) -> object:
    return stage_1.acknowledge(step, stage_1.Understanding(points=[], outcome_sought="An apology"))


def without_outcome(step: steps.Step) -> object:
    return stage_1.acknowledge(step, stage_1.Understanding(points=cast.UNDERSTOOD.points, outcome_sought=" "))


def by_a_channel_that_does_not_reach(step: steps.Step) -> object:
    party = models.Party.objects.get(case__reference=step.reference)
    sending = correspondence.Sending(channels={party.pk: "post"})
    return stage_1.acknowledge(step, cast.UNDERSTOOD, letter=sending)


def also_fails(step: steps.Step) -> object:
    def fail(case: models.Case, events: tuple[models.Event, ...]) -> None:
        raise Refused("Not like this.")

    told = Told(facts={"points": [1]}, words={"outcome_sought": "An apology"})
    return steps.take(step, "acknowledge_stage_1", told, also=fail)


@pytest.mark.parametrize("refused", [without_points, without_outcome, by_a_channel_that_does_not_reach, also_fails])
def test_a_refused_step_leaves_nothing_behind(refused: Callable[[steps.Step], object]) -> None:
    case = cast.received()
    before, columns = cast.everything(), models.Case.objects.values().get()
    with pytest.raises(Refused):
        refused(cast.step(case, "rosa"))
    assert cast.everything() == before
    assert models.Case.objects.values().get() == columns


def test_a_held_letter_names_what_it_leaves_out_and_leaves_nothing_behind() -> None:
    case = cast.complaint("acknowledged")
    before = cast.everything()
    with pytest.raises(LetterHeld) as held_back:
        held(cast.step(case, "anita"))
    assert [missing.block for missing in held_back.value.report.missing] == ["done_so_far"]
    assert held_back.value.reason == held_back.value.report.missing[0].what
    assert cast.everything() == before


def test_a_step_out_of_turn_says_why_and_where_it_is_written() -> None:
    case = cast.received()
    with pytest.raises(Refused) as refused:
        stage_2.escalate(cast.step(case))
    assert refused.value.para == "6.10"


# --- Looking ahead. ---------------------------------------------------------------------------------------------------


def test_a_preview_leaves_nothing_behind_and_shows_what_would_go_out() -> None:
    case = cast.received()
    before = cast.everything()
    step = cast.step(case, "rosa")
    ahead = steps.preview(
        case,
        step,
        "acknowledge_stage_1",
        lambda held: stage_1.understanding(held, cast.UNDERSTOOD),
        letter=correspondence.Sending(),
    )
    assert cast.everything() == before
    assert ahead.report.may_send
    stage_1.acknowledge(step, cast.UNDERSTOOD)
    [letter] = case.letters.filter(letter="stage_1_acknowledgement")
    assert ahead.draft.subject == letter.subject


def test_a_preview_of_a_step_that_cannot_be_taken_says_why() -> None:
    case = cast.received()
    for move in ("respond_stage_1", "close", "record_adjustment"):
        with pytest.raises(Refused):
            steps.preview(case, cast.step(case, "rosa"), move, letter=correspondence.Sending())


def test_a_preview_of_what_would_have_come_before_the_complaint_itself_says_to_look_at_the_day() -> None:
    case = cast.received()
    early = cast.step(case, "rosa", happened_at=cast.MONDAY - timedelta(days=300))
    with pytest.raises(Refused, match="no longer follow from one another"):
        steps.preview(case, early, "withdraw", letter=correspondence.Sending())


def test_a_preview_names_what_is_not_written_yet() -> None:
    case = cast.complaint("acknowledged")
    told = Told(facts={"until": cast.on(25).date()})
    ahead = steps.preview(case, cast.step(case, "anita"), "extend", told, letter=correspondence.Sending())
    assert [missing.block for missing in ahead.report.missing] == ["reasons", "done_so_far"]


def test_a_preview_of_a_notice_without_its_date_asks_for_the_date() -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(Refused, match="Still missing: the date"):
        steps.preview(case, cast.step(case, "anita"), "extend", letter=correspondence.Sending())


def test_a_preview_says_which_fact_a_letter_cannot_do_without() -> None:
    case = cast.received()

    def told(_: models.Case) -> Told:
        raise KeyError("until")

    with pytest.raises(Refused, match="Still missing: the date"):
        steps.preview(case, cast.step(case, "rosa"), "acknowledge_stage_1", told, letter=correspondence.Sending())


# --- At the same moment. ----------------------------------------------------------------------------------------------


def at_once(count: int, work: Callable[[int], object]) -> list[object]:
    """What came of each of several threads that all begin together; a refusal counts as what came of it."""
    together = threading.Barrier(count)
    came: list[object] = [None] * count

    def run(place: int) -> None:
        together.wait()
        try:
            came[place] = work(place)
        except Refused as refused:
            came[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_end_in_one_event_and_one_of_them_is_told_who_was_first() -> None:
    case = cast.received()
    each = [cast.step(case, first, seen=1) for first in ("rosa", "nia", "anita", "omar")]
    came = at_once(len(each), lambda place: stage_1.acknowledge(each[place], cast.UNDERSTOOD))
    assert cast.kinds(case) == ["received", "stage_1_acknowledged"]
    assert case.letters.filter(letter="stage_1_acknowledgement").count() == 1
    first = case.events.get(number=2).by
    refused = [one for one in came if isinstance(one, Overtaken)]
    assert len(refused) == 3
    assert first is not None
    assert all(one.reason.startswith(f"{first.name} was here before you") for one in refused)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_people_writing_down_the_same_thing_at_the_same_moment_lose_nothing() -> None:
    case = cast.received()
    each = [cast.step(case, "rosa") for _ in range(6)]
    at_once(6, lambda place: filing.add_note(each[place], note=f"Note {place}"))
    assert sorted(case.words.filter(about="note").values_list("body", flat=True)) == [f"Note {n}" for n in range(6)]
    assert list(case.events.values_list("number", flat=True)) == list(range(1, 8))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_step_sent_by_eight_threads_is_taken_once() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    came = at_once(8, lambda _: stage_1.acknowledge(step, cast.UNDERSTOOD).again)
    assert sorted(bool(one) for one in came) == [False] + [True] * 7
    assert Outgoing.objects.filter(key__contains=step.key).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_complaint_handed_in_by_eight_threads_is_one_case() -> None:
    matter = cast.matter()
    times = {"received_at": cast.MONDAY, "at": cast.MONDAY}
    came = at_once(8, lambda _: intake.take_in(matter, key="the same", **times).reference)  # type: ignore[arg-type]
    assert len(set(came)) == 1
    assert models.Case.objects.count() == 1
    assert Outgoing.objects.count() == 1
    assert models.Person.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_complaints_at_once_get_eight_references() -> None:
    matter = cast.matter()
    came = at_once(
        8, lambda _: intake.take_in(matter, received_at=cast.MONDAY, at=cast.MONDAY, key=uuid.uuid4().hex).reference
    )
    assert len({str(reference) for reference in came}) == 8
    assert models.Case.objects.count() == 8


def test_the_judgement_is_that_of_whoever_considered_it() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    assert steps.considered_by(step, Told()) == f"officer {cast.who('rosa').pk}"
    assert steps.considered_by(step, Told(facts={"considered_by": 7})) == "officer 7"
    assert steps.considered_by(cast.step(case), Told()) is None


def test_a_draft_is_thrown_away_once_its_letter_has_gone() -> None:
    case = cast.received()
    drafts.save(cast.step(case, "rosa"), "stage_1_acknowledgement", parts={}, facts={}, edition=0)
    cast.acknowledged(case)
    assert file.draft_of(case, "stage_1_acknowledgement") is None
