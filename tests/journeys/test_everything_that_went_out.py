"""In the demo anybody can read whatever would have gone out."""

import pytest

from tests.journeys.people import People
from tests.journeys.visitor import EVERY_WAY, Way


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.name)
def test_the_post_of_the_demo_can_be_read(people: People, way: Way) -> None:
    anybody = people.resident(way)
    anybody.opens("/demo/post/").sees("In a demonstration nothing is sent", "By email", "By post")
    anybody.follows("We are looking into your complaint").sees("Fenwick Vale Council", "See it as it looks")
