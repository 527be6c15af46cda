"""A council's own wording: saved as versions, never without what cannot be taken out."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from putright.accounts.models import Officer
from putright.council.clock import LONDON
from putright.letters import wordings
from putright.letters.wordings import Refused, Wording

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 3, 10, tzinfo=LONDON)


def extension() -> Wording:
    return wordings.current(letter="extension", procedure="local_council_code")


def with_texts(wording: Wording, **texts: str) -> Wording:
    kept = {block.name: (block.heading, texts.get(block.name, block.text)) for block in wording.blocks}
    return wordings.edited(wording, subject=wording.subject, texts=kept)


def test_a_saved_wording_is_in_force_and_the_bundled_one_stays_in_the_history(anita: Officer) -> None:
    mine = with_texts(extension(), delayed="Our answer will be late. Sorry.")

    wordings.save(wording=mine, based_on=0, by=anita, at=AT, note="Shorter")

    assert extension().version == 1
    assert extension().blocks[0].text == "Our answer will be late. Sorry."
    history = wordings.history(letter="extension", procedure="local_council_code")
    assert [(one.version, one.by, one.note) for one in history] == [(1, anita, "Shorter"), (0, None, "")]


def test_a_later_version_leaves_the_earlier_one_as_it_was(anita: Officer) -> None:
    wordings.save(wording=with_texts(extension(), delayed="One."), based_on=0, by=anita, at=AT)
    wordings.save(wording=with_texts(extension(), delayed="Two."), based_on=1, by=anita, at=AT)

    first = wordings.version(letter="extension", procedure="local_council_code", number=1)
    assert first.blocks[0].text == "One."


@pytest.mark.parametrize(
    ("part", "named"),
    [("new_date", "the new date"), ("reasons", "the reasons"), ("ombudsman", "the Ombudsman")],
)
def test_a_locked_part_cannot_be_taken_out(anita: Officer, part: str, named: str) -> None:
    wording = extension()
    without = replace(wording, blocks=tuple(block for block in wording.blocks if block.name != part))

    with pytest.raises(Refused, match=named):
        wordings.save(wording=without, based_on=0, by=anita, at=AT)
    assert extension().version == 0


def test_a_locked_part_cannot_be_emptied(anita: Officer) -> None:
    with pytest.raises(Refused, match="cannot be left empty"):
        wordings.save(wording=with_texts(extension(), ombudsman=" "), based_on=0, by=anita, at=AT)


def test_an_unknown_placeholder_is_refused_and_the_known_ones_named(anita: Officer) -> None:
    with pytest.raises(Refused, match=r"no placeholder \{\{ name \}\}. You can use: reference,"):
        wordings.save(wording=with_texts(extension(), delayed="Dear {{ name }}"), based_on=0, by=anita, at=AT)


def test_every_fault_is_told_at_once(anita: Officer) -> None:
    wording = replace(extension(), subject="", blocks=())

    with pytest.raises(Refused) as refused:
        wordings.save(wording=wording, based_on=0, by=anita, at=AT)
    assert len(refused.value.reasons) == 4


def test_a_change_made_from_an_old_version_does_not_undo_a_newer_one(anita: Officer) -> None:
    mine = with_texts(extension(), delayed="Mine.")
    wordings.save(wording=with_texts(extension(), delayed="Hers."), based_on=0, by=anita, at=AT)

    with pytest.raises(Refused, match="Version 1 has been saved since you began"):
        wordings.save(wording=mine, based_on=0, by=anita, at=AT)
    assert extension().blocks[0].text == "Hers."


def test_a_paraphrase_stops_being_marked_once_the_council_has_put_its_own_words_there(anita: Officer) -> None:
    wordings.save(
        wording=with_texts(extension(), ombudsman="The official words. {{ ombudsman }}"), based_on=0, by=anita, at=AT
    )

    assert extension().unofficial == ()


def test_a_joint_letter_takes_in_what_the_other_procedure_asks_for_before_it_closes() -> None:
    joint = wordings.current(letter="stage_1_response", procedure="local_council_code", also=("landlord_code",))

    names = [block.name for block in joint.blocks]
    assert {"definition", "decision", "reasons"} < set(names)
    assert names[-1] == "escalation"


def test_a_letter_asks_what_its_procedure_asked_on_a_day() -> None:
    def parts(on: date) -> set[str]:
        wording = wordings.current(letter="extension", procedure="local_council_code", also=["landlord_code"], on=on)
        return {block.name for block in wording.blocks}

    # The landlord Code is in force from 1 April 2024; the other one from 1 February.
    assert parts(date(2024, 3, 1)) < parts(date(2024, 4, 1))
    with pytest.raises(LookupError, match="was not in force"):
        wordings.current(letter="extension", procedure="landlord_code", on=date(2024, 3, 1))


def test_a_letter_of_no_procedure_keeps_its_locked_parts(anita: Officer) -> None:
    wording = wordings.current(letter="right_decision", procedure="information_rights")
    without = replace(wording, blocks=tuple(block for block in wording.blocks if block.name != "ico"))

    with pytest.raises(Refused, match="Information Commissioner"):
        wordings.save(wording=without, based_on=0, by=anita, at=AT)
    with pytest.raises(Refused, match="cannot be left empty"):
        wordings.save(wording=with_texts(wording, other_route=""), based_on=0, by=anita, at=AT)
    assert wordings.version(letter="right_decision", procedure="information_rights", number=0).title


def test_every_letter_of_no_procedure_has_a_title_and_something_locked() -> None:
    for folder in wordings.OF_NO_PROCEDURE:
        for wording in wordings.every(procedure=folder):
            assert wording.title
            assert any(block.locked for block in wording.blocks)
