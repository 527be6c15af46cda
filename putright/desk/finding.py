"""The case a page of the desk is about, if the officer may see it."""

from django.http import Http404, HttpRequest

from putright.accounts import audit
from putright.accounts.audience import officer_of
from putright.casework import cases, references
from putright.council import clock


def case_of(request: HttpRequest, reference: str) -> cases.Case:
    """The case, or a 404 alike for one that is hidden and one there is not. A look at a restricted one is noted."""
    officer = officer_of(request)
    try:
        case = cases.found(references.tidied(reference), officer)
    except cases.NotFound:
        raise Http404 from None
    if case.restricted:
        audit.restricted_seen(request=request, by=officer, about=case.reference, at=clock.now())
    return case
