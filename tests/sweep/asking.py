"""Every address there is, with something that exists in each of its gaps; and who may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from putright.accounts import audience
from putright.casework import links

LEFT_OUT = ("accounts/", "kit/", "static/")
"""Addresses with tests of their own: signing in, and the examples of the components."""


@dataclass(frozen=True)
class Address:
    """One address: its path, whose it is, and whether it is about a case."""

    name: str
    path: str
    audience: str
    about_case: bool


def every(case: Any, *, secret: str = "", number: int | None = None) -> list[Address]:
    """Every address, about one case where it is about any. `secret` is that of the case unless another is given."""
    letter = case.letters.first()
    gaps: dict[str, object] = {
        "reference": case.reference,
        "secret": secret or links.secret(case),
        "token": secret or links.secret(case),
        "key": secret or "0" * 32,
        "number": number if number is not None else letter.pk,
        "letter": number if number is not None else letter.pk,
        "document": number if number is not None else 1,
        "remedy": number if number is not None else 1,
        "wait": number if number is not None else 1,
        "party": number if number is not None else case.parties.get().pk,
        "procedure": case.procedure,
        "version": "2024",
        "move": "close",
        "name": "story",
        "mark": "0" * 16,
    }
    return [_address(route, pattern, gaps) for route, pattern in _patterns(get_resolver().url_patterns)]


def of_signing_in(*, number: int = 1) -> list[Address]:
    """Every address of signing in, with somebody's number in each gap."""
    gaps: dict[str, object] = {
        "provider_id": "council",
        "organization_slug": "council",
        "number": number,
        "pk": number,
        "uidb36": number,
        "key": "0" * 40,
    }
    found = _patterns(get_resolver().url_patterns, left_out=("kit/", "static/"))
    return [_address(route, pattern, gaps) for route, pattern in found if route.startswith("accounts/")]


def _address(route: str, pattern: URLPattern, gaps: Mapping[str, object]) -> Address:
    path = route
    if route.startswith("accounts/password/new/"):
        path = f"accounts/password/new/{gaps['uidb36']}-{gaps['key']}/"
    for name, kind in pattern.pattern.converters.items():
        value = "receipt" if name == "letter" and type(kind).__name__ == "SlugConverter" else gaps[name]
        for written in (f"<str:{name}>", f"<int:{name}>", f"<slug:{name}>", f"<{name}>"):
            path = path.replace(written, str(value))
    return Address(
        name=pattern.name or path,
        path=f"/{path}",
        audience=audience.declared(pattern.callback) or "",
        about_case="reference" in route,
    )


def _patterns(
    found: Any, before: str = "", *, left_out: tuple[str, ...] = LEFT_OUT
) -> Iterator[tuple[str, URLPattern]]:
    for one in found:
        route = before + str(one.pattern)
        if route.startswith(left_out):
            continue
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, route, left_out=left_out)
        else:
            yield route, one
