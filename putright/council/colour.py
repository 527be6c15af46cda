"""The council's own colour: whether white words on it can be read (WCAG 2.2, 1.4.3)."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

ENOUGH = 4.5
"""The least contrast between ordinary text and what is behind it."""

written = RegexValidator(r"^#[0-9a-f]{6}$", "Write the colour as # and six figures or letters a to f, such as #1d4f5c.")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written #rrggbb, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_under_white(colour: str) -> None:
    """A validator: white words must be readable on this colour."""
    written(colour)
    found = contrast(colour, "#ffffff")
    if found < ENOUGH:
        raise ValidationError(
            f"White words on {colour} would be hard to read (contrast {found:.1f}, and {ENOUGH} is needed). "
            "Choose a darker colour."
        )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
