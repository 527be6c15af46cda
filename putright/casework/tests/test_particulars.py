"""What a letter is told of a case: days from the rulebook, words from the person, and nothing that is not so."""

import dataclasses
from datetime import date

import pytest

from putright.casework import file, models, replay
from putright.casework.actions import remedies, stage_1, stage_2
from putright.casework.tests import cast
from putright.casework.writing import particulars
from putright.casework.writing.particulars import Situation
from putright.rulebook import plain


def values(case: models.Case, **facts: object) -> dict[str, str]:
    """The values of a letter written now."""
    case = cast.as_it_is(case)
    situation = now(case, **facts)
    return particulars.values(case, situation, particulars.as_points(case, stage=situation.stage))


def now(case: models.Case, **facts: object) -> Situation:
    standing = replay.standing(case, on=cast.MONDAY.date())
    return Situation(before=standing, after=standing, facts=facts, words={}, by=None, at=cast.MONDAY)


def test_everything_a_letter_gives_as_a_day_is_one_of_the_rulebook() -> None:
    told = values(cast.complaint("acknowledged"))
    assert told["received_on"] == "Monday 7 September 2026"
    assert told["due_on"] == "Monday 21 September 2026"
    assert told["because"]
    assert (told["new_date"], told["until"], told["review_on"]) == ("", "", "")


def test_at_stage_2_the_day_it_was_asked_for_counts() -> None:
    case = cast.complaint("answered")
    stage_2.escalate(cast.step(case, at=cast.on(16)))
    standing = replay.standing(cast.as_it_is(case), on=cast.on(16).date())
    situation = Situation(before=standing, after=standing, facts={}, words={}, by=None, at=cast.on(16))
    told = particulars.values(case, situation, ())
    assert (told["received_on"], told["stage"]) == ("Wednesday 16 September 2026", "stage 2")


def test_what_has_been_erased_is_not_said_again() -> None:
    case = cast.received()
    assert (values(case)["asked"], values(case)["outcome_sought"]) == (cast.SAID, f"In your words: “{cast.WANTED}”")
    models.Words.objects.update(body="", erased_on=date(2033, 1, 1))
    assert values(case)["asked"] == ""
    assert values(case)["outcome_sought"] == "You did not say what you would like to happen."


def test_a_remedy_is_promised_with_its_day_and_what_is_left_to_do_names_who() -> None:
    case = cast.complaint("acknowledged")
    for what in ("Empty it", "Say sorry."):
        offer = remedies.Offer(kind="action", what=what, until=date(2026, 9, 30), owner=cast.who("imran"))
        remedies.agree(cast.step(case, "imran"), offer)
    remedies.complete(cast.step(case, "imran"), case.remedies.get(what="Empty it").pk, evidence="A photograph")
    told = values(case)
    assert "Empty it, by Wednesday 30 September 2026." in told["remedy"]
    assert "Empty it" not in told["outstanding_actions"]
    still = "Say sorry, by Wednesday 30 September 2026. Who sees to it: investigating_officer."
    assert still in told["outstanding_actions"]


def test_where_nothing_more_can_be_done_the_letter_says_why() -> None:
    case = cast.complaint("acknowledged")
    file.find(case, "stage_1", cast.UPHELD)
    assert values(case)["remedy"] == "- Point 1: It has been emptied since."


def test_a_point_that_is_somebody_else_s_names_whose() -> None:
    case = cast.complaint("acknowledged")
    theirs = file.Found(finding="not_our_responsibility", reason="It is a trunk road.", whose="National Highways")
    file.find(case, "stage_1", {1: theirs})
    assert values(case)["not_ours"] == "- Point 1 is for National Highways."


@pytest.mark.parametrize(
    ("kind", "note", "said"),
    [
        ("large_print", "", "Large print"),
        ("large_print", "18 point", "Large print: 18 point"),
        ("other", "meet in person", "Meet in person"),
    ],
)
def test_an_adjustment_is_named_as_the_person_would(kind: str, note: str, said: str) -> None:
    assert particulars.adjustment_in_words(models.Adjustment(kind=kind, note=note)) == said


def test_without_anybody_to_name_the_team_is_who_to_ask() -> None:
    told = values(cast.received())
    assert told["handler"] == "The complaints team"
    assert told["handler_contact"] == "01632 960100 or complaints@fenwickvale.example"


@pytest.mark.parametrize(
    ("procedure", "because"),
    [
        ("local_council_code", "It is how this council handles complaints about its services."),
        ("children", "The law sets it for complaints like yours."),
    ],
)
def test_why_a_procedure_applies_is_told_as_it_is(procedure: str, because: str) -> None:
    assert values(cast.received(procedure=procedure))["procedure_because"] == because


def test_a_place_nobody_knows_has_no_name() -> None:
    assert particulars.name_of("nowhere") is None
    assert values(cast.received(), procedure="nowhere")["procedure"] == "nowhere"


def test_a_ground_and_a_departure_are_known_where_there_are_any() -> None:
    case = cast.received()
    assert values(case, ground="court_action")["ground"].startswith("Court papers")
    assert values(case, ground="nothing")["ground"] == ""


def test_a_letter_names_the_day_it_really_came_in_and_why_it_counts_from_a_later_one() -> None:
    case = cast.received(at=cast.on(6, 15))
    told = values(case)
    assert (case.received_on, told["received_on"]) == (date(2026, 9, 7), "Sunday 6 September 2026")
    assert told["because"] == (
        "That is 5 working days from Monday 7 September 2026: it reached us at a weekend, so we count from then."
    )


def promise(case: models.Case, what: str, *, point: int | None = None) -> None:
    offer = remedies.Offer(kind="action", what=what, until=date(2026, 9, 30), owner=cast.who("imran"), point=point)
    remedies.agree(cast.step(case, "imran"), offer)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Empty it", "Empty it, by Wednesday 30 September 2026."),
        ("Empty it by 30 September", "Empty it by 30 September."),
        ("On Wednesday 30 September 2026 we empty it.", "On Wednesday 30 September 2026 we empty it."),
        ("Empty it by 29 September", "Empty it by 29 September, by Wednesday 30 September 2026."),
    ],
)
def test_a_promise_gives_its_day_once(written: str, read: str) -> None:
    case = cast.complaint("acknowledged")
    promise(case, written)
    assert values(case)["remedy"] == f"- {read}"


def test_an_answer_says_each_remedy_and_its_day_once() -> None:
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    promise(case, "We will empty it", point=1)
    promise(case, "We will check the lane")
    stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    text = case.letters.get(letter="stage_1_response").text
    assert "1. Point 1: We will empty it, by Wednesday 30 September 2026." in text
    assert "- Number 2 above is still to be done. Who sees to it: investigating_officer." in text
    assert (text.count("We will empty it"), text.count("We will check the lane")) == (1, 1)
    assert text.count("30 September") == 2


def test_one_remedy_is_said_once_without_a_number() -> None:
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    promise(case, "We will empty it")
    stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    text = case.letters.get(letter="stage_1_response").text
    assert "- What we promise above is still to be done. Who sees to it: investigating_officer." in text
    assert (text.count("We will empty it"), text.count("30 September")) == (1, 1)


def test_the_answer_at_stage_1_gives_the_day_to_ask_for_stage_2_by() -> None:
    case = cast.complaint("answered")
    window = replay.standing(case, on=cast.last_day(case)).clock("escalation_window")
    text = case.letters.get(letter="stage_1_response").text
    assert f"Please do this by {plain(window.due_on)}. If you need more time, tell us." in text


@pytest.mark.parametrize(
    ("place", "on", "said"),
    [
        ("answered", date(2026, 9, 8), "Please do this by Wednesday 7 October 2026. If you need more time, tell us."),
        ("answered", date(2026, 12, 1), "We asked you to do this by Wednesday 7 October 2026."),
        ("acknowledged", date(2026, 9, 8), ""),
    ],
)
def test_the_day_to_ask_by_is_told_while_it_runs_and_never_shuts_the_door(place: str, on: date, said: str) -> None:
    case = cast.complaint(place)
    standing = replay.standing(case, on=on)
    at = cast.MONDAY.replace(year=on.year, month=on.month, day=on.day)
    situation = Situation(before=standing, after=standing, facts={}, words={}, by=None, at=at)
    told = particulars.values(case, situation, ())["escalate_by"]
    assert told.startswith(said)
    assert bool(told) == bool(said)


def test_where_nothing_limits_the_time_to_ask_the_letter_says_so() -> None:
    answered = now(cast.complaint("answered"))
    unlimited = tuple(clock for clock in answered.after.procedure.clocks if clock.name != "escalation_window")
    procedure = dataclasses.replace(answered.after.procedure, clocks=unlimited)
    running = tuple(one for one in answered.after.clocks if one.name != "escalation_window")
    standing = dataclasses.replace(answered.after, procedure=procedure, clocks=running)
    situation = dataclasses.replace(answered, before=standing, after=standing)
    case = cast.as_it_is(models.Case.objects.get())
    assert particulars.values(case, situation, ())["escalate_by"] == particulars.NO_LAST_DAY


def test_stage_2_begins_with_what_was_agreed_at_stage_1() -> None:
    case = cast.complaint("answered")
    stage_2.escalate(cast.step(case, at=cast.on(16)))
    told = values(case)
    assert told["outcome_sought"] == cast.UNDERSTOOD.outcome_sought
    assert cast.WANTED not in told["outcome_sought"]


def test_what_is_outstanding_goes_out_as_the_officer_wrote_it() -> None:
    case = cast.complaint("escalated")
    stage_2.acknowledge(
        cast.step(case, "rosa"), outcome_sought="You would like an answer.", outstanding="Only the lane."
    )
    text = case.letters.get(letter="stage_2_acknowledgement").text
    assert "This is what we understand is still not settled:\n\nOnly the lane." in text


def test_no_letter_counts_days_at_the_person() -> None:
    for letter in cast.complaint("answered_finally").letters.all():
        assert "ay 0" not in letter.text
        assert "(paragraph" not in letter.text


def test_a_matter_nobody_has_put_into_points_yet_is_told_in_the_person_s_own_words() -> None:
    assert values(cast.received())["points"] == f"In your words: “{cast.SAID}”"


def test_at_stage_2_the_points_stand_once_where_nothing_else_is_written() -> None:
    case = cast.complaint("escalated")
    stage_2.acknowledge(cast.step(case, "rosa"), outcome_sought="You would like an answer.")
    text = case.letters.get(letter="stage_2_acknowledgement").text
    assert text.count("The bin was not emptied.") == 1
    assert particulars.ALL_OF_IT in text


@pytest.mark.parametrize("procedure", ["local_council_code", "landlord_code", "adult_care", "children"])
def test_a_rule_is_said_to_the_person_it_is_about(procedure: str) -> None:
    case = cast.received(procedure=procedure)
    for ground in replay.procedure_of(case).grounds:
        assert "person" not in values(case, ground=ground.name)["ground"].lower().split()


def test_why_nothing_more_can_be_done_is_said_once() -> None:
    text = cast.complaint("answered").letters.get(letter="stage_1_response").text
    assert text.count("It has been emptied since.") == 1
