"""The few addresses of the frame itself: the council's colours, and the kit of components."""

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from putright.accounts.audience import public
from putright.council import logo as kept_logo
from putright.web import colours, kit, pages


def _etag(request: HttpRequest) -> str:
    return f'"{sha256(_colours().encode()).hexdigest()[:16]}"'


def _colours() -> str:
    return colours.style_sheet(pages.council().colour)


@public
@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def council_colours(request: HttpRequest) -> HttpResponse:
    """The council's colours as a style sheet, since none may stand in a page."""
    return HttpResponse(_colours(), content_type="text/css; charset=utf-8")


@public
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def logo(request: HttpRequest, mark: str) -> HttpResponse:
    """The council's logo. Another picture has another address, so this one can be kept for good."""
    content = kept_logo.content() if mark == pages.council().logo_mark else None
    if not mark or content is None:
        raise Http404
    return HttpResponse(content, content_type="image/png")


@public
@require_safe
def components(request: HttpRequest, page: str = "index") -> HttpResponse:
    """Every component with example values. Only for developers and in a demo."""
    if not (settings.DEBUG or settings.DEMO) or page not in kit.PAGES:
        raise Http404
    return render(request, f"web/kit/{page}.html", kit.PAGES[page]())
