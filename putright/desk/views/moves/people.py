"""Pages for the people of a case: how somebody is reached, who speaks for them, and what shows that they may."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework import resending
from putright.casework.actions import people
from putright.casework.writing import recipients
from putright.council import clock
from putright.desk.forms.moves import people as forms
from putright.desk.views.moves.page import Doing, Page, opened, run
from putright.rulebook import plain


@officers("speak_for_person")
def contact(request: HttpRequest, reference: str, party: int) -> HttpResponse:
    """Change how somebody is reached, and send them again what did not arrive."""
    page = opened(request, reference, deed="speak_for_person")
    someone = _someone(page, party)
    stands = {name: getattr(someone.person, name) for name in people.CONTACT}
    letters = resending.unreached(page.case, party)
    form = page.form(
        forms.Reached,
        initial={**stands, "gets_letters": _yes(someone.gets_letters)},
        unreached=[(str(one.pk), f"{one.title}, of {plain(clock.day_of(one.sent_at))}") for one in letters],
    )
    doing = Doing(
        form=form,
        act=lambda step, _: people.change_contact(
            step,
            party,
            form.contact(),
            gets_letters=form.given("gets_letters") == "yes",
            again=form.given("again", []),
        ),
        done="Changed. From now on letters go by the new details.",
        title=f"Change how to reach {_named(someone)}",
        button="Save",
        template="desk/moves/people/contact.html",
        more={"someone": someone, "unreached": letters},
    )
    return run(page, doing)


@officers("speak_for_person")
def representative(request: HttpRequest, reference: str) -> HttpResponse:
    """Add somebody who speaks for the person."""
    page = opened(request, reference, deed="speak_for_person")
    form = page.form(forms.Speaking)
    doing = Doing(
        form=form,
        act=lambda step, _: people.add_party(step, form.representing()),
        done="They are in the case now. What they may be told stands beside their name.",
        title="Add somebody who speaks for the person",
        button="Add them",
        template="desk/moves/people/representative.html",
    )
    return run(page, doing)


@officers("speak_for_person")
def authority(request: HttpRequest, reference: str, party: int) -> HttpResponse:
    """Record what shows that somebody may speak for the person, or that the person has withdrawn it."""
    page = opened(request, reference, deed="speak_for_person")
    someone = _someone(page, party)
    if someone.role not in people.ROLES:
        raise Http404
    stands = {name: getattr(someone, name) for name in people.SPEAKING}
    stands["gets_letters"] = _yes(someone.gets_letters)
    if someone.authority == recipients.WITHDRAWN:  # that day is no day of a consent given anew
        stands["withdrawn_on"] = stands.pop("authority_on")
    form = page.form(forms.Shown, initial=stands)
    doing = Doing(
        form=form,
        act=lambda step, _: people.record_authority(step, party, form.shown()),
        done="Recorded. From now on letters go by it.",
        title=f"What shows that {_named(someone)} may speak for the person",
        button="Record it",
        template="desk/moves/people/authority.html",
        more={"someone": someone},
    )
    return run(page, doing)


def _someone(page: Page, number: int) -> Any:
    found = next((one for one in page.case.parties.all() if one.pk == number), None)
    if found is None:
        raise Http404
    return found


def _named(someone: Any) -> str:
    return str(someone.person.name or "this person")


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
