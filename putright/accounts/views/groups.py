"""The pages of the table of groups, for administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from putright.accounts import groups, roles
from putright.accounts.audience import confirmed, officer_of, officers
from putright.accounts.models import GroupRole
from putright.accounts.signing_in import held
from putright.council import clock
from putright.council.models import Service


class Line(forms.Form):
    """A new line of the table."""

    provider = forms.ChoiceField(label="Which sign-in?", error_messages={"required": "Choose the sign-in"})
    group = forms.CharField(
        label="Group",
        max_length=200,
        help_text="Exactly as the sign-in sends it. Entra ID sends its Object ID.",
        error_messages={"required": "Enter the group as the sign-in sends it"},
    )
    title = forms.CharField(
        label="What people call it", max_length=200, required=False, help_text="Where it is sent as a number."
    )
    role = forms.ChoiceField(label="Role its members have here", error_messages={"required": "Choose a role"})
    services = forms.ModelMultipleChoiceField(
        label="Services whose cases they see",
        queryset=Service.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only for roles limited to services.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        ways = [(one.id, one.title) for one in settings.SIGN_IN_PROVIDERS.values()]
        titles = [(role.name, role.title) for role in roles.every().values()]
        for name, choices in (("provider", ways), ("role", titles)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the reader of types
            field.choices = choices
        field = self.fields["services"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the reader of types
        field.queryset = Service.objects.all()

    def line(self) -> GroupRole:
        """The line, not yet saved."""
        return GroupRole(**{name: self.cleaned_data[name] for name in ("provider", "group", "title", "role")})


@officers("manage_people")
@confirmed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    """The table, and a form for a new line under it."""
    form = Line(request.POST or held.sent_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            services = form.cleaned_data["services"]
            groups.add(form.line(), services=services, by=officer_of(request), at=clock.now())
            messages.success(request, "Added. It counts from each member's next sign-in.")
            return redirect("sign_in_groups")
        except groups.Refused as reason:
            form.add_error("group", str(reason))
    lines = [(one, roles.every()[one.role].title if one.role in roles.every() else one.role) for one in groups.every()]
    return render(request, "account/groups.html", {"form": form, "lines": lines, "ways": settings.SIGN_IN_PROVIDERS})


@officers("manage_people")
@confirmed
@require_POST
def removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take a line away."""
    if not groups.remove(number=number, by=officer_of(request), at=clock.now()):
        raise Http404
    messages.success(request, "Removed. Its members lose the role at their next sign-in.")
    return redirect("sign_in_groups")
