"""Every address says who may see it: what nobody has thought about is seen by nobody."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from putright.accounts import audience, roles

KNOWN = {audience.PUBLIC, audience.LINK, audience.DEMO, audience.SIGNING_IN, audience.SIGNED_IN} | {
    audience.those_who_may(deed) for deed in roles.DEEDS
}


def patterns(found: Iterable[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its view, however deep it is included."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


def silent(found: Iterable[URLPattern | URLResolver]) -> list[str]:
    """The addresses whose view does not say who may see it, or says something unknown."""
    return [address for address, one in patterns(found) if audience.declared(one.callback) not in KNOWN]


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_every_address_says_who_may_see_it() -> None:
    assert silent(get_resolver().url_patterns) == []


def test_there_are_addresses_to_ask() -> None:
    assert "/accounts/login/" in dict(patterns(get_resolver().url_patterns))


def test_a_silent_view_is_found() -> None:
    assert silent([path("secret/", nothing)]) == ["/secret/"]


def test_a_view_that_says_something_unknown_is_found() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return nothing(request)

    view.audience = "friends"  # type: ignore[attr-defined]

    assert silent([path("party/", view)]) == ["/party/"]


def test_nobody_can_sign_up() -> None:
    assert [address for address in dict(patterns(get_resolver().url_patterns)) if "signup" in address] == []
