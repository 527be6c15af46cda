"""How pages are put together: the Jinja environment and what the frame of every page is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined
from jinja2.utils import missing

from putright import rulebook
from putright.accounts import roles
from putright.accounts.signing_in import break_glass
from putright.council import clock, here
from putright.web import filters, forms, navigation

FOOTER = (
    ("How we handle complaints", "/how-we-handle-complaints/"),
    ("Other ways to complain", "/other-ways-to-complain/"),
    ("Accessibility", "/accessibility/"),
    ("Privacy", "/privacy/"),
    ("Cookies", "/cookies/"),
)


class Absent(Undefined):
    """Something a page asks for that is not there.

    Printing or looping over it fails, so that a slip of the pen is found by the first test that draws the page. What a
    component is not given (a key of its `params`) may stay empty: the GOV.UK macros count on that.
    """

    def _required(self) -> bool:
        if self._undefined_obj is missing:
            return self._undefined_name != "undefined"
        return not isinstance(self._undefined_obj, Mapping)

    def __str__(self) -> str:
        if self._required():
            self._fail_with_undefined_error()
        return ""

    def __iter__(self) -> Any:
        if self._required():
            self._fail_with_undefined_error()
        return iter(())


@dataclass(frozen=True)
class NobodyYet:
    """Stands in for the council until one has been set up."""

    name: str = "Complaints"
    short_name: str = "the council"
    address: str = ""
    phone: str = ""
    email: str = ""
    text_relay: str = ""
    opening_hours: str = ""
    website: str = ""
    colour: str = "#1d4f5c"
    logo_mark: str = ""


def environment(*, loader: BaseLoader, **options: Any) -> Environment:
    """The Jinja environment of every page: our templates first, then those of the libraries."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    plain_widgets = PackageLoader("django.forms", "jinja2")
    made = Environment(  # noqa: S701 -- Django switches escaping on in the options
        loader=ChoiceLoader([loader, components, plain_widgets]),
        undefined=Absent,
        trim_blocks=True,
        lstrip_blocks=True,
        **_ours(options),
    )
    made.globals.update(
        static=asset,
        url=url,
        field_parts=forms.parts_of,
        errors_of=forms.errors_of,
        revealed_in=forms.revealed_in,
        footer_links=footer_links,
        may=roles.may,
        has_page=has_page,
    )
    made.filters.update(
        day=filters.day,
        short_day=filters.short_day,
        near_day=filters.near_day,
        moment=filters.moment,
        paragraphs=filters.paragraphs,
        counted=rulebook.counted,
    )
    return made


def _ours(options: dict[str, Any]) -> dict[str, Any]:
    """Django's options without the one we decide ourselves."""
    return {name: value for name, value in options.items() if name != "undefined"}


def url(name: str, /, *parts: object, **named: object) -> str:
    """The address of a page, by its name."""
    return reverse(name, args=parts or None, kwargs=named or None)


def has_page(name: str) -> bool:
    """Whether this copy has a page of that name, for links to what may not be there."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def asset(path: str) -> str:
    """The address of a style sheet, script or picture; the plain one where none has been collected (in tests)."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


def footer_links() -> list[tuple[str, str]]:
    """Title and address of the pages the footer names, as far as this copy has them."""
    return [(title, path) for title, path in FOOTER if _is_there(path)]


def _is_there(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page is told. Who is signed in is looked up only where a page asks."""
    return {
        **plain_frame(),
        "council": council(),
        "officer": SimpleLazyObject(lambda: _officer(request)),
        "navigation": SimpleLazyObject(lambda: navigation.around(officer=_officer(request), path=request.path)),
        "unsealed": SimpleLazyObject(lambda: break_glass.alarms(_officer(request))),
    }


def plain_frame() -> dict[str, Any]:
    """The frame without a look into the database, for pages that must work when it does not."""
    demo_day = clock.today() if settings.DEMO else None
    nobody = {"council": NobodyYet(), "officer": None, "navigation": navigation.Ways(), "unsealed": ()}
    return {**nobody, "demo": settings.DEMO, "demo_day": demo_day}


def council() -> Any:
    try:
        return here.council()
    except here.NotSetUp:
        return NobodyYet()


def _officer(request: HttpRequest) -> Any:
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
