"""Letters as tagged PDF. Nothing is fetched while one is made."""

from collections.abc import Sequence
from typing import Any


class PdfNotAvailable(RuntimeError):
    """The libraries that draw a PDF are missing on this machine."""


INSIDE = ("data",)
"""Pictures that stand in the letter itself, such as the logo. Nothing is fetched for them."""

WHAT_TO_INSTALL = (
    "Letters cannot be made into PDF on this machine, because the Pango library is missing. On Debian or Ubuntu "
    "install it with: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"
)


def tagged(html: str) -> bytes:
    """A PDF with its structure, language and title in it, as PDF/UA-1 asks. Raises `PdfNotAvailable`.

    Made to that standard; whether a reader's own checker agrees with every detail is not claimed here.
    """
    weasyprint = _weasyprint()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=INSIDE)
    made: bytes = weasyprint.HTML(string=html, url_fetcher=nothing).write_pdf(pdf_variant="pdf/ua-1")
    return made


def together(htmls: Sequence[str]) -> bytes:
    """Several letters in one PDF for the printer, each with page numbers of its own. Raises `PdfNotAvailable`."""
    weasyprint = _weasyprint()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=INSIDE)
    drawn = [weasyprint.HTML(string=html, url_fetcher=nothing).render() for html in htmls]
    made: bytes = drawn[0].copy([page for one in drawn for page in one.pages]).write_pdf()
    return made


def available() -> bool:
    """Whether PDF can be made on this machine."""
    try:
        _weasyprint()
    except PdfNotAvailable:
        return False
    return True


def _weasyprint() -> Any:
    """Loaded when first needed: it takes half a second and wants system libraries."""
    try:
        import weasyprint
    except (ImportError, OSError) as problem:
        raise PdfNotAvailable(WHAT_TO_INSTALL) from problem
    return weasyprint
