"""The first account of an empty copy, for whoever holds the secret that was printed where it was started."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from putright.accounts.audience import by_link
from putright.accounts.signing_in.sign_in import Adapter
from putright.administration import first_run
from putright.administration.forms.people import FirstAccount
from putright.administration.views import page
from putright.council import clock

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@by_link
@never_cache
def first_account(request: HttpRequest, key: str) -> HttpResponse:
    """Name, address and password of the first administrator, who is signed in with it and sets up the second step."""
    if not first_run.fits(key):
        raise Http404
    form = FirstAccount(page.posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        who = first_run.Newcomer(name=told["name"], email=told["email"], password=told["password"])
        try:
            officer = first_run.make_first_account(secret=key, who=who, at=clock.now())
        except first_run.Refused as refused:
            form.add_error(None, str(refused))
        else:
            officer.backend = BACKEND
            Adapter(request).login(request, officer)
            return redirect("administration:home")
    return render(request, "administration/first_account.html", {"form": form})
