"""What holds for every test: one that is slow says so, since a quick suite is run often."""

import time
from collections.abc import Iterator

import pytest

# The house limit is a fifth of a second. Ten times that of our own processor time, before a test is failed for it,
# leaves room for a busy machine and for coverage.
LIMIT_IN_SECONDS = 2.0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    began = time.process_time()
    yield
    took = time.process_time() - began
    if took > LIMIT_IN_SECONDS and item.get_closest_marker("slow") is None:
        pytest.fail(f"took {took:.1f} s: make it quicker, or mark it slow", pytrace=False)
