"""A letter that goes out once more: another address at its head, and the same words below it."""

import pytest

from putright.letters import readdressing

OLD = '<body>\n<main>\n<p class="to">Ann Lee<br>1 Old Road</p>\n\n<p>Dear Ann,</p>\n</main>'
BARE = "<body>\n<main>\n\n\n<p>Dear Ann,</p>\n</main>"
NEW = '<body>\n<main>\n<p class="to">Ann Lee<br>2 New Road &lt;flat&gt;</p>\n'


@pytest.mark.parametrize("html", [OLD, BARE])
def test_the_address_is_the_new_one_and_the_words_stay(html: str) -> None:
    again = readdressing.to(html, ["Ann Lee", "2 New Road <flat>"])
    assert again.startswith(NEW)
    assert again.endswith("<p>Dear Ann,</p>\n</main>")
    assert "Old Road" not in again


def test_what_is_no_printed_letter_is_not_addressed() -> None:
    with pytest.raises(ValueError, match="no printed letter"):
        readdressing.to("<p>Dear Ann</p>", ["Ann Lee"])
