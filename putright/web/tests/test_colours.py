"""The council's colour."""

import pytest
from django.test import Client

from putright.council.models import Council
from putright.web import colours


@pytest.mark.parametrize(
    ("colour", "text", "strong"),
    [
        ("#1d4f5c", "#ffffff", "#1d4f5c"),
        ("#ffdd00", "#0b0c0c", "#0b0c0c"),
        ("#ffffff", "#0b0c0c", "#0b0c0c"),
        ("#000000", "#ffffff", "#000000"),
    ],
)
def test_text_can_be_read_on_whatever_colour_the_council_chose(colour: str, text: str, strong: str) -> None:
    assert colours.text_on(colour) == text
    assert colours.seen_on_paper(colour) == strong
    assert colours.contrast(text, colour) >= 4.5


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.django_db
def test_the_colours_are_fetched_once_and_again_when_they_change(client: Client) -> None:
    council = Council.objects.create(name="Fenwick Vale Council", short_name="Fenwick Vale", colour="#123456")
    first = client.get("/council.css")
    assert "--pr-colour:#123456" in first.content.decode()
    assert first["Content-Type"].startswith("text/css")

    again = {"If-None-Match": first["ETag"]}
    assert client.get("/council.css", headers=again).status_code == 304
    council.colour = "#654321"
    council.save()
    assert client.get("/council.css", headers=again).status_code == 200
