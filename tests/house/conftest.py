"""The rules of the house are tried on the whole tree, which grows: the tests here may all take their time."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them slow, so that nobody has to as the tree grows past the limit for the others."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.slow)
