"""The way to complain: its pages in order, which of them a person is asked, and what comes before and after each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from putright.portal.answers import FOLLOWING, IN_ORDER, TICKED_IS_ENOUGH, Answers, page_of
from putright.portal.complaining import told
from putright.portal.forms import people, sorting, story
from putright.portal.forms.asked import Asked, Nothing

SORTING, STORY, PEOPLE, ANOTHER = "What it is about", "What happened", "You", "Who you are writing for"
CHANGING = "check"
"""What `from=` says in the address when somebody came from the page that shows all answers, and goes back to it."""

Condition = Callable[[Answers], bool]


def _always(given: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Page:
    """One page. `asked` says whether a person sees it; without a section it is not shown among the answers."""

    name: str
    title: str
    form: type[Asked]
    section: str = ""
    asked: Condition = _always
    template: str = "portal/complain/page.html"
    question: str = ""

    @property
    def address(self) -> str:
        """Where it is."""
        if self.name == "evidence":
            return reverse("portal:evidence")
        return reverse("portal:page", args=[self.name])

    def filled(self, given: Answers) -> Asked:
        """Its form with what was typed into it, if anything was."""
        return self.form(given.typed.get(self.name), given=given)


def _question(name: str) -> Page:
    def matters(given: Answers) -> bool:
        return name in given.to_ask

    form = sorting.question_page(name)
    return Page(page_of(name), "", form, SORTING, matters, question=name)


def _has_not_asked(given: Answers) -> bool:
    return given.first_time


def _can_be_reached(given: Answers) -> bool:
    return bool(given.reach)


def _gives_details(given: Answers) -> bool:
    return not given.anonymous


def _speaks_for_another(given: Answers) -> bool:
    return given.for_another


def _needs_permission(given: Answers) -> bool:
    return given.one("who-for", "answer") == "representative"


def _is_request(given: Answers) -> bool:
    return given.is_request


def _is_complaint(given: Answers) -> bool:
    return not given.is_request


def _may_be_special(given: Answers) -> bool:
    """An enquiry of a councillor or MP goes its own way whatever it is about."""
    return given.question("landlord") is not None


def _member_asks(given: Answers) -> bool:
    return given.one("who-for", "answer") == "member"


PAGES: tuple[Page, ...] = (
    Page("asked-before", "", sorting.AskedBefore, SORTING, question="earlier"),
    Page(
        "request-or-complaint",
        "What would you like us to do?",
        sorting.RequestOrComplaint,
        SORTING,
        _has_not_asked,
        "portal/complain/request_or_complaint.html",
    ),
    Page("danger", "", sorting.question_page("danger"), SORTING, question="danger"),
    Page("help-now", "", Nothing, "", told.help_is_needed, "portal/complain/help_now.html"),
    Page("who-for", "", sorting.WhoFor, SORTING, question="sender"),
    Page(
        "about-member-wants",
        "",
        sorting.question_page("member_wants"),
        SORTING,
        _member_asks,
        question="member_wants",
    ),
    Page("topics", "", sorting.Topics, SORTING, _may_be_special),
    *(_question(name) for name in IN_ORDER if name not in TICKED_IS_ENOUGH or name in FOLLOWING),
    Page("what-will-happen", "", Nothing, "", told.goes_its_own_way, "portal/complain/what_will_happen.html"),
    Page("service", "", story.WhichService, STORY),
    Page("what-went-wrong", "", story.WhatWentWrong, STORY, _is_complaint),
    Page("what-you-need", "", story.WhatYouNeed, STORY, _is_request),
    Page(
        "when", "When did it happen, or when did you find out?", story.When, STORY, template="portal/complain/when.html"
    ),
    Page("how-it-affected-you", "", story.Impact, STORY),
    Page("what-we-should-do", "", story.WhatYouWant, STORY, _is_complaint),
    Page("evidence", "Files", Nothing, STORY),
    Page("your-name", "", people.YourName, PEOPLE),
    Page(
        "your-details",
        "How can we reach you?",
        people.YourDetails,
        PEOPLE,
        _gives_details,
        "portal/complain/details.html",
    ),
    Page("how-to-reach-you", "Getting in touch with you", people.HowToReachYou, PEOPLE, _can_be_reached),
    Page("who-you-write-for", "Who are you writing for?", people.SpokenFor, ANOTHER, _speaks_for_another),
    Page("permission", "Speaking for somebody else", people.Permission, ANOTHER, _needs_permission),
    Page("sharing", "What we may share", people.Sharing, ANOTHER, _speaks_for_another),
    Page("what-you-need-from-us", "How we can help you", people.WhatYouNeedFromUs, PEOPLE),
)
BY_NAME = {page.name: page for page in PAGES}


def asked(given: Answers) -> list[Page]:
    """The pages this person sees, in order."""
    return [page for page in PAGES if page.asked(given)]


def before(page: Page, given: Answers, *, changing: bool) -> str:
    """Where "Back" leads."""
    if changing:
        return reverse("portal:check")
    way = [one.name for one in asked(given)]
    place = way.index(page.name) if page.name in way else 0
    return BY_NAME[way[place - 1]].address if place else reverse("portal:start")


def after(page: Page, given: Answers, *, changing: bool) -> str:
    """Where "Continue" leads: on; or back to all answers, by way of pages that a change has brought in."""
    if changing:
        first = _new_because_of(page, given)
        return f"{first.address}?from={CHANGING}" if first else reverse("portal:check")
    way = asked(given)
    place = next((number for number, one in enumerate(way) if one.name == page.name), len(way))
    return way[place + 1].address if place + 1 < len(way) else reverse("portal:check")


def first_open(given: Answers) -> str:
    """Where somebody who comes back goes on: the first page they have not been on, or all answers."""
    return next((page.address for page in asked(given) if page.name not in given.typed), reverse("portal:check"))


def _new_because_of(page: Page, given: Answers) -> Page | None:
    later = list(_later(page, given))
    return next((one for one in later if one.name not in given.typed), None)


def _later(page: Page, given: Answers) -> Iterator[Page]:
    """Pages after this one that stand before something the person has been on already: those a change brought in."""
    way = asked(given)
    names = [one.name for one in way]
    start = names.index(page.name) + 1 if page.name in names else 0
    furthest = max((number for number, name in enumerate(names) if name in given.typed), default=0)
    yield from way[start : furthest + 1]


def complete(given: Answers) -> list[tuple[Page, str]]:
    """What stands in the way of sending: the page to go to and what to do there."""
    return [(page, error) for page in asked(given) for error in _wrong(page, given)]


def _wrong(page: Page, given: Answers) -> list[str]:
    if page.name in NOT_NEEDED and page.name not in given.typed:
        return []
    form = page.form(given.typed.get(page.name, {}), given=given)
    return [str(error) for errors in form.errors.values() for error in errors]


NOT_NEEDED = ("service", "request-or-complaint", "how-to-reach-you")
"""Pages with a question that must be answered on the page itself, but without which a complaint can be sent."""
