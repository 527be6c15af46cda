"""Finding cases by reference, people and words."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.accounts.audience import officer_of, officers
from putright.casework import references, search
from putright.casework.lists import lines
from putright.council import clock, here


class Query(forms.Form):
    """What somebody looks for."""

    q = forms.CharField(
        label="Reference, name or words",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text="Every word must be in the case, or the beginning of one that is.",
    )


@officers("see_cases")
def find(request: HttpRequest) -> HttpResponse:
    """What was found; straight to the case when its whole reference was typed."""
    form = Query(request.GET)
    typed = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = search.find(typed, officer_of(request))
    if found and found[0].reference == references.tidied(typed):
        return redirect("desk:case", found[0].reference)
    today, council = clock.today(), here.for_rulebook()
    page = {
        "form": form,
        "typed": typed,
        "found": [lines.line(case, on=today, council=council) for case in found[: search.MOST]],
        "more": len(found) > search.MOST,
        "most": search.MOST,
    }
    return render(request, "desk/search.html", page)
