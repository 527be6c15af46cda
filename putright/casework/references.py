"""References: short enough to read out on the phone, and not to be guessed from one another."""

import secrets
from datetime import date

# No vowels, so that no word comes about, and nothing that looks or sounds like something else.
LETTERS = "23456789BCDFGHJKMPQRTVWXZ"
LENGTH = 6


def new(*, on: date) -> str:
    """A reference such as 26-7KQ4-M2. The year is the year of receipt."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{on:%y}-{drawn[:3]}-{drawn[3:]}"


def tidied(typed: str) -> str:
    """A reference as people type it: any capitals, spaces or none, dashes or none."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum())
    return f"{kept[:2]}-{kept[2:5]}-{kept[5:]}" if len(kept) == 2 + LENGTH else typed.strip().upper()
