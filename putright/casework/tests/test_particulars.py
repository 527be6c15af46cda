"""What a letter is told of a case: days from the rulebook, words from the person, and nothing that is not so."""

from datetime import date

import pytest

from putright.casework import file, models, replay
from putright.casework.actions import remedies, stage_2
from putright.casework.tests import cast
from putright.casework.writing import particulars
from putright.casework.writing.particulars import Situation


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
    assert (values(case)["asked"], values(case)["outcome_sought"]) == (cast.SAID, cast.WANTED)
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
    assert "Say sorry: investigating_officer, by Wednesday 30 September 2026." in told["outstanding_actions"]


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
    assert told["handler"] == "The complaints team, Fenwick Vale Council"
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
    assert "on Sunday 6 September 2026" in told["because"]
    assert "at a weekend, so day 0 is Monday 7 September 2026" in told["because"]
