"""The case a page of the desk is about, if the officer may see it."""

from django.http import Http404, HttpRequest

from putright.accounts.audience import officer_of
from putright.casework import cases, references


def case_of(request: HttpRequest, reference: str) -> cases.Case:
    """The case, or a 404 alike for one that is hidden and one there is not."""
    try:
        return cases.found(references.tidied(reference), officer_of(request))
    except cases.NotFound:
        raise Http404 from None
