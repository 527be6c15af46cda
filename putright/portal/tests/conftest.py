"""What the tests of the portal share: uploads go to a folder that is thrown away."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _files_are_thrown_away(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
