"""The image, built once for all tests of it; where this machine cannot, they say why and are not taken for passed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image import compose, engine

# Building takes minutes and rights that few have: a plain `pytest` leaves these out.
collect_ignore_glob = [] if os.environ.get("PUTRIGHT_IMAGE") else ["test_*.py"]

REQUIRED = "IMAGE_REQUIRED"
"""Set to `yes` where the image can be built: not being able to is then a failure."""


@pytest.fixture(scope="session")
def image() -> Iterator[engine.Image]:
    """The image as the Dockerfile makes it."""
    with tempfile.TemporaryDirectory(prefix="putright-image-") as folder:
        try:
            engine.look_for_tools()
            with engine.built(Path(folder)) as made:
                yield made
        except engine.CannotBe as problem:
            if os.environ.get(REQUIRED, "").lower() in {"1", "yes", "true"}:
                pytest.fail(f"The image was NOT BUILT: {problem}", pytrace=False)
            pytest.skip(f"The image was NOT BUILT: {problem}")


@pytest.fixture(scope="session")
def containers(image: engine.Image) -> Iterator[compose.Containers]:
    """Where the containers of it run, with the tables made."""
    with tempfile.TemporaryDirectory(prefix="putright-containers-") as folder:
        # Whoever is root in a container is not root here, and has to find the way in.
        Path(folder).chmod(0o755)
        with compose.up(image, Path(folder), database=os.environ["DATABASE_URL"]) as place:
            made = place.run("tables", *place.command("tables"))
            assert made.returncode == 0, made.stderr
            yield place
