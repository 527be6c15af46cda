"""Ombudsman details: dated, overridable, and never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from putright.rulebook.book.reading import Refused
from putright.rulebook.book.vocabulary import OMBUDSMEN
from putright.rulebook.letters import ombudsmen
from putright.rulebook.letters.ombudsmen import Ombudsman, directory

DAY = date(2026, 6, 1)


def lgsco() -> Ombudsman:
    return directory(on=DAY)["lgsco"]


def test_every_body_a_procedure_may_name_is_in_the_directory_on_any_day() -> None:
    assert set(directory(on=DAY)) == set(directory(on=date(1990, 1, 1))) == set(OMBUDSMEN)


def test_what_we_have_not_seen_is_left_out_and_marked() -> None:
    ico = directory(on=DAY)["ico"]
    assert ico.ways == ()
    assert ico.unverified
    assert all(body.ways or body.unverified for body in ombudsmen.bundled())
    assert ico.reached_in("the Information Commissioner's Office")
    assert not ico.linked_in("anything")


@pytest.mark.parametrize(
    "text",
    [
        "the Local Government and Social Care Ombudsman",
        "the Local Government & Social Care\n  OMBUDSMAN.",
        "(LGSCO)",
        "Local Government Ombudsman",
    ],
)
def test_a_body_is_known_by_its_usual_names(text: str) -> None:
    assert lgsco().named_in(text)
    assert not directory(on=DAY)["housing_ombudsman"].named_in(text)


def test_a_body_is_not_known_by_a_part_of_another_word() -> None:
    assert not directory(on=DAY)["ico"].named_in("The silicon chip of Nicosia")
    assert directory(on=DAY)["ico"].named_in("the Information Commissioner’s Office (ICO)")


@pytest.mark.parametrize(
    "way", ["03000610614", "0300 061 0614", "PO Box 4771, Coventry\nCV4 0EH", "https://www.lgo.org.uk/x"]
)
def test_any_one_way_to_reach_a_body_will_do(way: str) -> None:
    assert lgsco().reached_in(f"Write or ring: {way}.")


def test_another_website_that_ends_alike_is_not_a_link() -> None:
    assert not lgsco().linked_in("www.notlgo.org.uk")
    assert not lgsco().linked_in("www.not-lgo.org.uk")
    assert not lgsco().linked_in("www.lgo.org.uk.example.com")
    assert lgsco().linked_in("See https://www.lgo.org.uk/make-a-complaint or lgo.org.uk.")
    assert not lgsco().reached_in("Ring us.")


def test_new_details_hold_from_their_day_and_the_councils_own_stand_above_the_bundled() -> None:
    moved = replace(lgsco(), post="1 New Street", starts_on=date(2027, 1, 1))
    own = [moved, replace(lgsco(), post="The council's wording")]
    assert directory(on=date(2026, 12, 31), own=own)["lgsco"].post == "The council's wording"
    assert directory(on=date(2027, 1, 1), own=own)["lgsco"].post == "1 New Street"
    assert directory(on=date(2027, 1, 1))["lgsco"] == lgsco()


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ('name = "lgsco"\nread_on = 2026-01-01', "entry 1: source is missing"),
        ('name = "pope"\nread_on = 2026-01-01\nsource = "x"', "unknown body 'pope'; use one of: lgsco"),
        ('name = "lgsco"\nfax = "1"', "unknown word 'fax'; use one of: also"),
    ],
)
def test_an_entry_that_does_not_say_enough_or_says_too_much_is_refused(tmp_path: Path, row: str, refusal: str) -> None:
    file = tmp_path / "ombudsmen.toml"
    file.write_text(f"[[ombudsmen]]\n{row}\n")
    with pytest.raises(Refused, match=refusal):
        ombudsmen.read(file)
