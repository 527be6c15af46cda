"""The day the stories happen on, and days before and after it."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 11, 20)
"""An ordinary Friday, so that every date on a picture stays what it is."""

A_WEEK_AGO = date(2026, 11, 13)
THREE_WEEKS_AGO = date(2026, 10, 30)
IN_FOUR_WEEKS = date(2026, 12, 18)
