"""What an officer is told by email: each kind can be turned off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from putright.accounts.audience import officer_of, officers
from putright.casework.notices import kinds
from putright.desk.forms.emails import Emails


@officers("see_cases")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The kinds that can reach somebody, as they have chosen."""
    officer = officer_of(request)
    form = Emails(request.POST if request.method == "POST" else None, officer=officer)
    if form.is_valid():
        kinds.choose(officer=officer, wanted=form.cleaned_data["wanted"])
        messages.success(request, "Saved. It counts from now on.")
        return redirect("desk:emails")
    return render(request, "desk/emails.html", {"form": form})
