"""The complaint form on paper, as tagged PDF: 14 point, or 20 in large print. The same questions as on the website."""

from __future__ import annotations

from django.template.loader import render_to_string

from putright.council import here
from putright.letters.drawing import pdf

POINTS, LARGE_POINTS = 14, 20


def form(*, large: bool = False) -> bytes:
    """The form of this council. Raises `pdf.PdfNotAvailable`."""
    return pdf.tagged(page(large=large))


def page(*, large: bool = False) -> str:
    """The form as the page it is drawn from."""
    told = {
        "council": here.council(),
        "services": [service.name for service in here.services()],
        "points": LARGE_POINTS if large else POINTS,
        "large": large,
    }
    return render_to_string("portal/information/printable_form.html", told)
