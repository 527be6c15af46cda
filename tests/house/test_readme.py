"""What the README shows a newcomer is what they will see."""

import re
import subprocess

import pytest

from tests.house.tree import ROOT, text


@pytest.mark.slow
def test_the_example_in_the_readme_answers_as_it_says() -> None:
    shown = re.search(r"^```\n(bin/standing .*?)^```", text(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    assert shown

    answer = subprocess.run(["bash", "-c", shown[1]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (answer.returncode, answer.stderr) == (0, "")
    for told in (
        "stage 1",
        "due Wednesday 17 June 2026",
        "late by 2",
        "paragraph 6.3",
        "May be done",
        "May not be done",
    ):
        assert told in answer.stdout
