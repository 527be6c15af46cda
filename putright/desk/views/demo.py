"""Everything that went out of the demo, readable by whoever looks at it. Not there in a real council's copy."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from putright.accounts.audience import demo_only
from putright.casework import references
from putright.desk import sandbox
from putright.letters import outbox
from putright.letters.drawing import render as drawn

MOST = 100
WHOM: Mapping[str, str] = {"people": "To those who complain", "officers": "To officers"}


@demo_only
@require_safe
def post(request: HttpRequest) -> HttpResponse:
    """What went out, newest first; about one case when its reference is given."""
    typed = request.GET.get("about", "").strip()
    about = references.tidied(typed) if typed else None
    whom = request.GET.get("to", "") if request.GET.get("to", "") in WHOM else ""
    found = outbox.everything(about=about)
    if whom:
        found = found.filter(only_in_working_time=whom == "officers")
    rows = Paginator(found, MOST).get_page(request.GET.get("page"))
    return render(
        request, "desk/demo/post.html", {"rows": rows, "about": about or "", "whom": whom, "every_whom": WHOM}
    )


@demo_only
@require_safe
def item(request: HttpRequest, number: int) -> HttpResponse:
    """One message or letter."""
    found = outbox.everything().filter(pk=number).first()
    if found is None:
        raise Http404
    text = drawn.marked_up(found.text, level=2)
    return render(request, "desk/demo/item.html", {"item": found, "text": text})


@demo_only
@require_safe
def item_as_sent(request: HttpRequest, number: int) -> HttpResponse:
    """The same as it looks in a mailbox or on paper."""
    found = outbox.everything().filter(pk=number).exclude(html="").first()
    if found is None:
        raise Http404
    return sandbox.page(found.html)
