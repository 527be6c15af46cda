"""The wording editor: what can be changed, what cannot, and what became of each change."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from putright.accounts.models import Officer
from putright.desk.forms.wording import Editing
from putright.letters import wordings

As = Callable[[Officer], Client]
PAGE = "/desk/wording/local_council_code/extension/"


def as_sent(**change: Any) -> dict[str, Any]:
    """The form as the page has it, with something changed."""
    form = Editing(wording=wordings.current(letter="extension", procedure="local_council_code"))
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {**{name: "" if value is None else value for name, value in shown.items() if value is not False}, **change}


def posted(client: Client, **change: Any) -> str:
    return html.unescape(client.post(PAGE, as_sent(**change), follow=True).content.decode())


def test_a_changed_wording_becomes_the_next_version(as_: As, sam: Officer) -> None:
    page = posted(as_(sam), subject="Later than we said: {{ reference }}", note="Plainer", do="save")

    assert "Saved as version 1." in page
    assert wordings.current(letter="extension", procedure="local_council_code").subject.startswith("Later")


def test_a_preview_saves_nothing_and_shows_what_was_typed(as_: As, sam: Officer) -> None:
    page = posted(as_(sam), subject="Quite new {{ reference }}", do="preview")

    assert "Quite new 26-7KQ-4M2" in page
    assert wordings.current(letter="extension", procedure="local_council_code").version == 0


def test_a_locked_part_has_nothing_to_take_it_out_with(as_: As, sam: Officer) -> None:
    fields = Editing(wording=wordings.current(letter="extension", procedure="local_council_code")).fields

    assert "out-ombudsman" not in fields
    assert "out-done_so_far" in fields
    assert "Locked: it must stay" in as_(sam).get(PAGE).content.decode()


def test_a_locked_part_cannot_be_emptied_and_nothing_typed_is_lost(as_: As, sam: Officer) -> None:
    page = posted(as_(sam), **{"text-ombudsman": "", "subject": "Kept {{ reference }}", "do": "save"})

    assert "that part cannot be left empty" in page
    assert 'value="Kept {{ reference }}"' in page


def test_an_unknown_placeholder_is_named(as_: As, sam: Officer) -> None:
    assert "There is no placeholder {{ nmae }}" in posted(as_(sam), subject="Dear {{ nmae }}", do="save")


def test_a_part_taken_out_can_be_put_back(as_: As, sam: Officer) -> None:
    client = as_(sam)
    posted(client, **{"out-done_so_far": "on", "do": "save"})
    names = [one.name for one in wordings.current(letter="extension", procedure="local_council_code").blocks]
    assert "done_so_far" not in names

    posted(client, **{"in-done_so_far": "on", "do": "save"})

    back = [one.name for one in wordings.current(letter="extension", procedure="local_council_code").blocks]
    assert back == [one.name for one in wordings.default(letter="extension", procedure="local_council_code").blocks]


def test_two_versions_are_compared_line_by_line(as_: As, sam: Officer) -> None:
    posted(as_(sam), subject="Later: {{ reference }}", do="save")
    page = as_(sam).get(f"{PAGE}versions/").content.decode()

    assert "<ins>Later: {{ reference }}</ins>" in page
    assert "<del>We need longer to answer your complaint: {{ reference }}</del>" in page


def test_somebody_elses_saving_is_not_overwritten(as_: As, sam: Officer, anita: Officer) -> None:
    stale = as_sent(subject="Mine {{ reference }}", do="save")
    posted(as_(anita), subject="Theirs {{ reference }}", do="save")

    page = as_(sam).post(PAGE, stale).content.decode()

    assert "Version 1 has been saved since you began" in page


def test_what_paraphrases_an_official_text_is_flagged(as_: As, sam: Officer) -> None:
    assert "Put the official text in" in as_(sam).get("/desk/wording/").content.decode()


@pytest.mark.parametrize("page", ["/desk/wording/", PAGE, f"{PAGE}versions/"])
def test_the_wording_is_for_those_who_may_change_it(as_: As, imran: Officer, page: str) -> None:
    assert as_(imran).get(page).status_code == 403


def test_a_letter_there_is_not_is_not_found(as_: As, sam: Officer) -> None:
    assert as_(sam).get("/desk/wording/local_council_code/nothing/").status_code == 404
    assert as_(sam).get("/desk/wording/nothing/extension/").status_code == 404


RIGHTS = "/desk/wording/information_rights/access_extension/"


def test_letters_of_no_procedure_are_worded_here_too(as_: As, sam: Officer) -> None:
    page = as_(sam).get("/desk/wording/").content.decode()

    assert RIGHTS in page
    assert "/desk/wording/information_rights/right_decision/" in page
    assert "Personal information: rights, and requests for a copy" in page


def test_what_the_law_asks_for_cannot_be_taken_out_of_them(as_: As, sam: Officer) -> None:
    fields = Editing(wording=wordings.current(letter="access_extension", procedure="information_rights")).fields

    assert {"out-ico", "out-other_route", "out-reasons", "out-new_date"}.isdisjoint(fields)
    assert "out-asked" in fields
    assert as_(sam).get(RIGHTS).content.decode().count("Locked: it must stay") == 4


def test_their_changed_wording_is_in_force_and_has_its_versions(as_: As, sam: Officer) -> None:
    form = Editing(wording=wordings.current(letter="access_extension", procedure="information_rights"))
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    told = {name: value for name, value in shown.items() if value is not None}

    answer = as_(sam).post(RIGHTS, {**told, "subject": "We need longer", "do": "save"}, follow=True)

    assert "Saved as version 1." in answer.content.decode()
    assert wordings.current(letter="access_extension", procedure="information_rights").subject == "We need longer"
    assert as_(sam).get(f"{RIGHTS}versions/").status_code == 200
