"""The security log, for administrators to read and to take away."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.accounts import audit
from putright.accounts.audience import confirmed, officer_of, officers
from putright.accounts.models import Noted, Officer
from putright.council import clock

PAGE = 50


@officers("manage_people")
@never_cache
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Entries, newest first, as far as asked for."""
    kind = request.GET.get("kind", "")
    before, about = _number(request.GET.get("before", "")), request.GET.get("about", "").replace("\x00", "")
    found = audit.found(kind=kind if kind in audit.KINDS else "", before=before, about=about[:120])
    entries = list(found[: PAGE + 1])
    page = {
        "entries": [(one, audit.KINDS.get(one.kind, one.kind)) for one in entries[:PAGE]],
        "named": _named(entries),
        "next": entries[PAGE - 1].pk if len(entries) > PAGE else None,
        "kinds": audit.KINDS,
        "kind": kind,
        "about": about[:120],
    }
    return render(request, "account/security_log.html", page)


@officers("manage_people")
@confirmed
@never_cache
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Everything after a number (`?after=`), a line of JSON for each entry; that it was taken is noted."""
    after = _number(request.GET.get("after", "")) or 0
    audit.note(kind="audit_exported", by=officer_of(request), at=clock.now(), after=after, **audit.where(request))
    answer = StreamingHttpResponse(audit.lines_after(number=after), content_type="application/jsonl")
    answer["Content-Disposition"] = 'attachment; filename="security-log.jsonl"'
    return answer


def _named(entries: list[Noted]) -> dict[str, str]:
    """The names of officers that entries are about, by what the entries say."""
    numbers = [one.about.removeprefix("officer ") for one in entries if one.about.startswith("officer ")]
    found = Officer.objects.filter(pk__in=[int(number) for number in numbers if number.isdecimal()])
    return {audit.about_officer(officer): officer.name for officer in found}


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 19 else None
