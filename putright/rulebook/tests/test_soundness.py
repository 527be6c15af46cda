"""A procedure must hang together: known words, no doubles, nothing named that is not there, a way in and a way out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from putright.rulebook.book import library, soundness
from putright.rulebook.book.reading import Refused
from putright.rulebook.book.words import Procedure
from putright.rulebook.tests.made_up import PLACE, TEXT, made_up


def refused(*changes: tuple[str, str]) -> str:
    with pytest.raises(Refused) as refusal:
        made_up(*changes)
    return str(refusal.value)


@pytest.mark.parametrize("procedure", [pytest.param(one, id=f"{one.id} {one.version}") for one in library.every()])
def test_every_procedure_on_the_shelf_is_sound(procedure: Procedure) -> None:
    assert procedure.stages
    soundness.inspect(procedure, place=procedure.id)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('force = "guidance"', 'force = "habit"', ", line 4: unknown word 'habit' for force; use one of: guidance, la"),
        ('counts_as = "enquiry"', 'counts_as = "x"', "unknown word 'x' for counts_as"),
        ('ombudsmen = ["lgsco"]', 'ombudsmen = ["lord"]', "unknown word 'lord' for ombudsmen"),
        ('by = ["complainant"]', 'by = ["resident"]', "unknown word 'resident' for by; use one of: council, complaina"),
        ('owed_by = "council"', 'owed_by = "nobody"', "unknown word 'nobody' for owed_by"),
        (
            'holds = ["finish"]\nowed_by = "council"',
            'holds = ["finish"]\nowed_by = "us"',
            "unknown word 'us' for owed_by",
        ),
        ('holds = ["finish"]', 'holds = ["finish"]\nrole = "boss"', "unknown word 'boss' for role"),
        ('unit = "working_day"', 'unit = "weekday"', "unknown word 'weekday' for unit"),
        ('by = ["complainant"]', 'by = ["complainant"]\nrole = "boss"', "unknown word 'boss' for role"),
        ('needs = ["until", "reason"]', 'needs = ["until", "why"]', "unknown word 'why' for needs"),
        ('"good_reason", "approved_by"', '"nod"', "unknown word 'nod' for past_limit_needs"),
        ('{ name = "reasons", para = "4" }', '{ name = "why", para = "4" }', "unknown word 'why' for block"),
        ('name = "reasons", para', 'name = "reasons", when = "wet", para', "unknown word 'wet' for when"),
        ('must_be = "no"', 'must_be = "No"', "unknown word 'No' for must_be; use one of: yes, no"),
        ('effect = "longer_time"', 'effect = "more"', "unknown word 'more' for effect"),
        ("begins = true", 'begins = true\nneeds_departure = "more"', "unknown word 'more' for needs_departure"),
        ('elsewhere = "Nowhere"', 'elsewhere = ""\nneeds_departure = "more"', "unknown word 'more' for needs_departur"),
    ],
)
def test_a_word_that_is_not_on_its_list_is_refused_with_its_line(old: str, new: str, message: str) -> None:
    said = refused((old, new))
    assert message in said
    assert re.match(rf"{PLACE}, line \d+: unknown word", said)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "over"', 'name = "open"', "line 11: stages: 'open' is there 2 times; keep one"),
        ('name = "go_on"', 'name = "wait"', "moves: 'wait' is there 2 times"),
        ('event = "went_on"', 'event = "waited"', "events: 'waited' is there 2 times"),
        ('name = "visit"', 'name = "answer"', "clocks: 'answer' is there 2 times"),
        ('name = "reasons", para', 'name = "new_date", para', "'new_date' is there 2 times in the letter 'putting_off"),
        (
            'ombudsmen = ["lgsco"]',
            'ombudsmen = ["lgsco", "lgsco"]',
            "ombudsmen of 'made_up' has lgsco 2 times; keep one",
        ),
        ('by = ["council"]', 'by = ["council", "council"]', "by of 'wait' has council 2 times"),
        ('in = ["open"]', 'in = ["open", "open"]', "in of 'wait' has open 2 times"),
        ('in = ["open"]', 'in = ["open"]\nwhile_running = ["visit", "visit"]', "while_running of 'wait' has visit 2"),
        ('"until", "reason"]', '"until", "reason", "until"]', "needs of 'put_off' has until 2 times"),
        (
            'elsewhere = "Nowhere"',
            'elsewhere = "x"\nneeds = ["reason", "reason"]',
            "needs of 'idle' has reason 2 times",
        ),
        ('stops = ["replied"]', 'stops = ["replied", "replied"]', "stops of 'answer' has replied 2 times"),
        ('ombudsmen = ["lgsco"]', 'ombudsmen = []\nunverified_paras = ["4", "4"]', "of 'made_up' has 4 2 times"),
    ],
)
def test_nothing_is_there_twice(old: str, new: str, message: str) -> None:
    assert message in refused((old, new))


def test_no_promise_is_made_twice() -> None:
    again = '[[promises]]\ntitle = "a visit"\nopened_by = "asked"\nkept_by = ["called"]\nholds = []\npara = "11"'
    assert "promises: 'a visit' is there 2 times; keep one" in refused(("[[letters]]", again + "\n\n[[letters]]"))


def test_no_departure_is_allowed_twice() -> None:
    twice = 'para = "13"\n\n[[bends]]\neffect = "longer_time"\ntitle = "again"\npara = "13"'
    assert "departures: 'longer_time' is there 2 times" in refused(('para = "13"', twice))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('event = "waited"', "events = []", "the move 'wait' makes 0 events; name one event, or two"),
        ('event = "waited"', 'events = ["asked", "replied", "called"]', "the move 'wait' makes 3 events"),
        ('event = "waited"', 'events = ["asked", "paid"]', "the move 'wait' names the event 'paid', which does not ex"),
        ('in = ["open"]', 'in = ["open"]\nafter = ["paid"]', "the move 'wait' names the event 'paid'"),
        ('in = ["open"]', 'in = ["shut"]', "the move 'wait' names the stage 'shut', which does not exist"),
        ('in = ["over"]', 'in = ["stage_left"]', "names the stage 'stage_left', which does not exist; use one of: ope"),
        ('opens = "over"', 'opens = "shut"', "the move 'finish' names the stage 'shut'"),
        ('extends = ["answer", "visit"]', 'extends = ["talk"]', "the move 'put_off' names the clock 'talk'"),
        (
            'in = ["open"]',
            'in = ["open"]\nwhile_running = ["talk"]',
            "the move 'wait' names the clock 'talk', which doe",
        ),
        (
            "begins = true",
            'begins = true\nwhile_running = ["visit"]',
            "the move 'ask' waits for a clock before any run",
        ),
        ('says = "putting_off"', 'says = "sorry"', "the move 'put_off' names the letter 'sorry'"),
        ("begins = true\n", "", "the move 'ask' does not say where it is on offer; give `in`, or begins = true"),
        ('by = ["council"]', "by = []", "nobody makes the move 'wait'; name in `by` who does"),
        ('needs = ["until", "reason"]', 'needs = ["reason"]', 'sets a new date and does not ask for it; add "until"'),
        ('happened = "it was set aside"', 'happened = "x"\ntells_date = true', "'wait' sets a new date and does not a"),
        ("begins = true", 'begins = true\nneeds_departure = "one_stage"', "'ask' needs the departure 'one_stage', whi"),
        ('elsewhere = "Nowhere"', 'elsewhere = "x"\nneeds_departure = "one_stage"', "'idle' needs the departure"),
        ('elsewhere = "Nowhere"', 'elsewhere = "x"\nmonths = 11', "the ground 'idle' shuts people out after 11 months"),
        ('stops = ["replied"]', "stops = []", "the clock 'answer' never starts or never stops"),
        ('starts = ["asked"]', 'starts = ["paid"]', "the clock 'answer' names the event 'paid'"),
        ('stage = "open"', 'stage = "shut"', "the clock 'answer' names the stage 'shut'"),
        ("n = 10", 'n = 10\ntarget_from = "talk"', "the clock 'answer' names the clock 'talk'"),
        ("n = 10\n", "", "the clock 'answer' has no length; give `n`, or unit = \"agreed\""),
        ('n = 10\nunit = "working_day"', 'n = 10\nunit = "agreed"', "the clock 'answer' has no length"),
        ("n = 10", "n = -1", "the clock 'answer' runs backwards"),
        ("n = 10", "n = 10001", "the clock 'answer' runs for longer than 10000; mend the number, or use a longer"),
        ("extend_by = 5", "extend_by = 10001", "the clock 'answer' runs for longer than 10000"),
        ('name = "Made-up procedure"', 'name = " "', "the name of the procedure is blank; write it out"),
        ('title = "Ask"', 'title = ""', "a title in [[moves]] is blank; write it out"),
        ('happened = "it was asked"', 'happened = " "', "a happened in [[moves]] is blank"),
        ('name = "idle"', 'name = ""', "a name in [[grounds]] is blank"),
        (
            'effect = "longer_time"\ntitle = "longer times"',
            'effect = "longer_time"\ntitle = ""',
            "a title in [[bends]]",
        ),
        ("extend_by = 5", "extend_by = 0", "the clock 'answer' runs backwards; give a length of 0 or more, and an"),
        ("extend_by = 5\n", "", "the clock 'answer' can be extended on one side only; give both"),
        ('ends = "went_on"', 'ends = "paid"', "a pause names the event 'paid'"),
        ('clocks = ["answer"]', 'clocks = ["talk"]', "a pause names the clock 'talk'"),
        ('opened_by = "replied"', 'opened_by = "paid"', "the promise 'a visit' names the event 'paid'"),
        ('holds = ["finish"]', 'holds = ["pay"]', "the promise 'a visit' names the move 'pay'"),
        ('effect = "longer_time"', 'effect = "longer_time"\nstage = "shut"', "names the stage 'shut'"),
        ('effect = "longer_time"', 'effect = "one_stage"', "the departure 'one_stage' does not say which stage it is"),
        ('force = "guidance"', 'force = "law"', "allows the departure 'longer_time', but it is law; take it out: law"),
        ('begins = true\nopens = "open"', "begins = true", "nothing begins it; give one move begins = true"),
        ('opens = "over"\n', "", "the stage 'over' cannot be reached; add a move that `opens` it"),
        ("ended = true\n", "", "it never ends; mark the last stage ended = true"),
    ],
)
def test_what_does_not_hang_together_is_refused_with_a_remedy(old: str, new: str, message: str) -> None:
    said = refused((old, new))
    assert message in said
    assert said.startswith(PLACE)
    assert "; " in said


@pytest.mark.parametrize("counts_as", ["code", "landlord", "statutory", "data_protection"])
def test_a_procedure_for_complaints_names_an_ombudsman(counts_as: str) -> None:
    said = refused(('counts_as = "enquiry"', f'counts_as = "{counts_as}"'), ('ombudsmen = ["lgsco"]', "ombudsmen = []"))
    assert "names no Ombudsman, though it is for complaints; name one or more in `ombudsmen`" in said


def test_an_enquiry_needs_no_ombudsman() -> None:
    assert made_up(('ombudsmen = ["lgsco"]', "ombudsmen = []")).ombudsmen == ()


def test_a_stage_without_a_way_to_an_end_is_refused() -> None:
    third = '[[stages]]\nname = "pit"\ntitle = "the pit"\npara = "14"\n\n[[moves]]'
    fall = 'event = "waited"\nopens = "pit"'
    said = refused(("[[moves]]", third), ('event = "waited"', fall))
    assert "no way leads from the stage 'pit' to an end; add a move that `opens` an ended stage" in said


def test_a_refusal_names_the_line_of_the_entry_rather_than_an_earlier_mention() -> None:
    named_on = TEXT[: TEXT.index('name = "answer"')].count("\n") + 1
    assert TEXT.index('"answer"') < TEXT.index('name = "answer"')
    assert refused(("n = 10\n", "")).startswith(f"{PLACE}, line {named_on}: the clock 'answer' has no length")


def test_without_the_text_a_refusal_names_the_file_alone() -> None:
    sound = made_up()
    endless = replace(sound, stages=tuple(replace(stage, ended=False) for stage in sound.stages))
    with pytest.raises(Refused, match=f"^{PLACE}: it never ends"):
        soundness.inspect(endless, place=PLACE)
