"""What of an item is withheld: words, sentences, all of it, or the file; and who has to look at it again."""

from __future__ import annotations

from typing import Any

import pytest

from putright.casework.refused import Refused
from putright.casework.subject_access import collecting, redaction, requests
from putright.casework.tables.subject_access import AccessItem
from putright.casework.tests import cast
from putright.casework.tests.asking_cases import AT, collected, ready, released, with_a_neighbour


def item_of(text: str) -> AccessItem:
    request = collected(with_a_neighbour())
    item = request.items.filter(kind="entry")[0]
    item.text = collecting.tidied(text)
    item.save()
    return item


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Jo Bell, JO  BELL", "jo bell", "[withheld: about somebody else], [withheld: about somebody else]"),
        ("The Bells rang", "Bell", "The [withheld: about somebody else] rang"),
        ("Cafe\u0301 Rouge", "Caf\u00e9", "[withheld: about somebody else] Rouge"),
        ("jo@mail.example wrote", "jo@mail.example", "[withheld: about somebody else] wrote"),
        ("A\nB Bell\nC", "B Bell", "A\n[withheld: about somebody else]\nC"),
    ],
    ids=["capitals", "endings", "accents", "address", "lines"],
)  # fmt: skip
def test_words_are_withheld_wherever_they_stand(text: str, words: str, left: str) -> None:
    item = redaction.withhold(item_of(text).pk, words=[words], reason="third_party", by=cast.who("wendy"))

    assert redaction.given(item).text == left


def test_sentences_are_withheld_and_what_meets_is_one() -> None:
    item = item_of("One stays. Two goes. Three goes.\nFour stays.")
    starts = [one.first for one in redaction.pieces(item) if "goes" in one.text]

    item = redaction.withhold(item.pk, sentences=starts, words=["Two"], reason="privilege", by=cast.who("wendy"))

    given = redaction.given(item)
    assert given.text == "One stays.[withheld: legal advice]\nFour stays."
    assert [one.withheld for one in redaction.pieces(item)] == ["", "privilege", "privilege", ""]
    again = redaction.give_again(item.pk, by=cast.who("wendy"))
    assert redaction.given(again).text == "One stays. Two goes. Three goes.\nFour stays."


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"words": ["nothing like it"], "reason": "privilege"}, "None of this stands"),
        ({"words": ["e"], "reason": "privilege"}, "None of this stands"),
        ({"words": ["One"], "reason": "because"}, "Choose the reason"),
    ],
    ids=["not there", "a single letter", "no reason"],
)
def test_what_cannot_be_withheld_is_refused(told: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        redaction.withhold(item_of("One stays.").pk, by=cast.who("wendy"), **told)


def test_only_a_file_is_replaced_by_a_text_and_by_a_real_one() -> None:
    for text, said in (("Words", "Only a file"), (" ", "Write what")):
        with pytest.raises(Refused, match=said):
            redaction.transcribe(item_of("One").pk, text=text, by=cast.who("wendy"))


def test_what_was_changed_has_to_be_looked_at_and_checked_anew() -> None:
    request = ready(collected(with_a_neighbour()))
    requests.check(request.pk, by=cast.who("paul"), at=AT)
    item = request.items.filter(kind="entry")[0]

    redaction.withhold_everywhere(request.pk, words=["the bin"], reason="not_about_them", by=cast.who("wendy"))

    assert requests.found(request.pk).checked_by is None
    assert "have not been looked at" in " ".join(requests.why_not_ready(request)) or item.looked_at is None
    with pytest.raises(Refused, match="looked at"):
        released(request)


def test_a_second_person_checks_and_never_one_who_prepared_it() -> None:
    request = ready(collected(with_a_neighbour()))
    with pytest.raises(Refused, match="Somebody else"):
        requests.check(request.pk, by=cast.who("wendy"), at=AT)

    assert requests.check(request.pk, by=cast.who("paul"), at=AT).checked_by == cast.who("paul")
