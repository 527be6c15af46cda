"""What the public may rely on: whether the council is a landlord, how long cases are kept, the two statements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.administration import public_duties
from putright.administration.forms import public as forms
from putright.administration.views import council
from putright.casework.retention import schedule
from putright.council import clock, here, models


@officers("decide_policy")
def landlord(request: HttpRequest) -> HttpResponse:
    """Whether the council lets homes: then the landlord Code is law for it."""
    row = models.Council.objects.first()
    homes, warning = public_duties.looks_like_a_landlord(), ""
    if homes and row is not None and not row.landlord:
        warning = (
            f"Among your services there is {', '.join(homes)}. Only a landlord has complaints about its own homes."
        )
    in_use = row is not None and public_duties.LANDLORD_CODE in here.adopted(on=clock.today())
    more = {"warning": warning, "after": "landlord_after.html", "in_use": in_use, "row": row}
    return council.fields(request, "landlord", forms.Landlord, **more)


@officers("decide_policy")
def keeping(request: HttpRequest) -> HttpResponse:
    """For how long each class is kept, and who confirmed it."""
    told = {"rules": schedule.in_force().values(), "before_form": "keeping_years.html"}
    return council.fields(request, "keeping", forms.Keeping, **told)


@officers("decide_policy")
def privacy(request: HttpRequest) -> HttpResponse:
    """The council's part of the privacy notice."""
    return council.fields(request, "privacy", forms.Privacy, before_form="privacy_basis.html")


@officers("decide_policy")
def accessibility(request: HttpRequest) -> HttpResponse:
    """The council's part of the accessibility statement."""
    return council.fields(request, "accessibility", forms.Accessibility)
