"""What every test of operations starts from: a council with its people, and folders of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from putright.casework.tests import cast


@pytest.fixture
def _fenwick(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ANCHORS = tmp_path / "anchors"
    cast.set_up()
