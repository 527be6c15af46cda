"""The Local Government Services List: whole, in groups, and only what a kind of council has."""

from collections import Counter

import pytest

from putright.council import lgsl
from putright.council.models import Kind


def test_every_entry_of_the_list_stands_in_one_group() -> None:
    grouped = Counter(entry.number for group in lgsl.every() for entry in group.entries)

    assert set(grouped) == {entry.number for entry in lgsl.entries()}
    assert set(grouped.values()) == {1}


def test_titles_say_what_it_is_and_not_find_out() -> None:
    titles = [entry.title for entry in lgsl.entries()]

    assert [title for title in titles if title.lower().startswith(("find", "search", "get info")) or not title] == []
    assert "Potholes" in titles


def test_a_district_has_bins_and_no_social_care_and_a_county_the_other_way_round() -> None:
    district = {group.name for group in lgsl.groups(kind=Kind.DISTRICT)}
    county = {group.name for group in lgsl.groups(kind=Kind.COUNTY)}

    assert "Waste and recycling" in district
    assert "Adult social care" not in district
    assert "Adult social care" in county
    assert "Council homes" not in county


@pytest.mark.parametrize("kind", [Kind.UNITARY, Kind.METROPOLITAN, Kind.LONDON])
def test_other_councils_have_every_group(kind: str) -> None:
    assert len(lgsl.groups(kind=kind)) == len(lgsl.every())


def test_groups_have_different_short_names() -> None:
    slugs = [group.slug for group in lgsl.every()]

    assert len(set(slugs)) == len(slugs)
