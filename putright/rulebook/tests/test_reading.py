"""A procedure file is read word by word; whatever it may not say is refused with the file, the line and what to do."""

from __future__ import annotations

import re
from datetime import date

import pytest

from putright.rulebook.book.reading import Refused
from putright.rulebook.book.words import Block, Start
from putright.rulebook.tests.made_up import PLACE, TEXT, made_up


def line(fragment: str) -> int:
    """The line on which a fragment of the made-up file stands."""
    return TEXT[: TEXT.index(fragment)].count("\n") + 1


ASK = f"{PLACE}, line {line('[[moves]]')}"
ANSWER = f"{PLACE}, line {line('[[clocks]]')}"
LETTER = f"{PLACE}, line {line('[[letters]]')}"


def test_everything_in_the_file_is_read() -> None:
    procedure = made_up()
    assert (procedure.id, procedure.version, procedure.in_force) == ("made_up", "2020", date(2020, 1, 1))
    assert [stage.name for stage in procedure.stages if stage.ended] == ["over"]
    assert procedure.move["ask"].events == ("asked",)
    assert procedure.move["finish"].stages == ("open",)
    assert procedure.clock["answer"].starts == procedure.clock["visit"].starts == (Start("asked", "asked"),)
    assert procedure.letter["putting_off"].blocks[0] == Block("new_date", "4", locked=True)
    assert procedure.ground["idle"].tests[0].must_be == "no"
    assert procedure.pauses[0].clocks == ("answer",)


def test_a_rule_without_a_date_of_its_own_holds_from_the_day_of_its_file() -> None:
    procedure = made_up(('para = "9"', 'para = "9"\nin_force = 2019-06-01'))
    assert procedure.clock["answer"].in_force == date(2019, 6, 1)
    assert procedure.clock["visit"].in_force == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('source = "nowhere"', 'sauce = "nowhere"', f"{PLACE}: unknown word 'sauce'; use one of: "),
        ('happened = "it was asked"', 'hapened = "it was asked"', f"{ASK}: unknown word 'hapened'; use one of: "),
        ("in_force = 2020-01-01", "", f"{PLACE}: is undated; add in_force = YYYY-MM-DD"),
        ("in_force = 2020-01-01", 'in_force = "2020-01-01"', f"{PLACE}: is undated"),
        ('arrives = true\npara = "1"', "arrives = true", f"{ASK}: has no paragraph; add para = "),
        ('arrives = true\npara = "1"', 'arrives = true\npara = " "', f"{ASK}: has no paragraph"),
        ('arrives = true\npara = "1"', "arrives = true\npara = 1", f"{ASK}, para: is 1; it must be str"),
        ('title = "Ask"\n', "", f"{ASK}: title is missing; add it"),
        ('by = ["complainant"]', 'by = "complainant"', f"{ASK}, by: must be a list of words; write "),
        ('by = ["complainant"]', "by = [1]", f"{ASK}, by: must be a list of words"),
        ("begins = true", 'begins = "yes"', f"{ASK}, begins: is 'yes'; it must be bool"),
        ("n = 10", "n = 10.5", f"{ANSWER}, n: is 10.5; it must be int"),
        ("n = 10", "n = true", f"{ANSWER}, n: is True; it must be int"),
        ('para = "9"', 'para = "9"\nin_force = "soon"', f"{ANSWER}, in_force: is 'soon'; it must be a date"),
        ('para = "9"', 'para = "9"\nin_force = 2020-01-02', f"{ANSWER}: comes into force later than its file; put it"),
        ('event = "asked"', 'event = "asked"\nevents = ["asked"]', f"{ASK}: gives both event and events; keep one"),
        ('event = "asked"', 'event = ["asked"]', f"{ASK}, events: must be a list of words"),
        ('starts = ["asked"]', 'starts = "asked"', f"{ANSWER}: 'asked' is not a list; write ["),
        ('starts = ["asked"]', "starts = [7]", f"{ANSWER}: cannot read the start 7; name an event"),
        ('starts = ["asked"]', 'starts = [{ on = "asked" }]', f"{ANSWER}: counting_from is missing"),
        ('{ name = "reasons", para = "4" }', '"reasons"', f"{LETTER}: cannot read the block 'reasons'; write {{ name"),
        ('{ name = "reasons", para = "4" }', '{ name = "reasons", para = "" }', f"{LETTER}: cannot read the block "),
        ('{ name = "reasons", para = "4" }', '{ name = "reasons" }', f"{LETTER}: para is missing"),
        ('ombudsmen = ["lgsco"]', 'ombudsmen = ["lgsco"]\neffects = []', f"{PLACE}: unknown word 'effects'"),
        ("n = 10", "n = 10\nlengthened = true", f"{ANSWER}: unknown word 'lengthened'"),
        ('ombudsmen = ["lgsco"]', 'ombudsmen = ["lgsco"]\nstage = "x"', f"{PLACE}: unknown word 'stage'"),
        ('[[bends]]\neffect = "longer_time"', '[bends]\neffect = "longer_time"', f"{PLACE}: 'bends' is not a list of"),
    ],
)
def test_what_a_file_may_not_say_is_refused_with_place_and_remedy(old: str, new: str, message: str) -> None:
    with pytest.raises(Refused, match=re.escape(message)):
        made_up((old, new))


def test_a_refusal_keeps_its_three_parts_for_whoever_wants_them() -> None:
    with pytest.raises(Refused) as refused:
        made_up(('source = "nowhere"', 'sauce = "nowhere"'))
    assert (refused.value.place, refused.value.what) == (PLACE, "unknown word 'sauce'")
    assert refused.value.do.startswith("use one of: ")


@pytest.mark.parametrize(
    ("written_inline", "message"),
    [
        ('pauses = [{ starts = "waited", ends = "went_on" }]', "has no paragraph"),
        ('pauses = ["waited"]', "'pauses' is not a list of entries; write each as [[pauses]]"),
    ],
)
def test_where_entries_stand_in_one_line_the_file_alone_is_named(written_inline: str, message: str) -> None:
    with pytest.raises(Refused, match="^" + re.escape(f"{PLACE}: {message}")):
        made_up(('ombudsmen = ["lgsco"]', f'ombudsmen = ["lgsco"]\n{written_inline}'), ("[[pauses]]", "[[promises]]"))
