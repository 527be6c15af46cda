"""Walks through the site: a page is opened, one of its forms filled in as somebody might, made odd in places, and sent;
then on to where that leads. No step may break a page or lose what was typed.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.http import url_has_allowed_host_and_scheme
from hypothesis import strategies as st

from tests.fuzz import pages, values

FINE = frozenset({200, 204, 302, 400, 401, 403, 404, 405, 409, 413, 422, 429})
LONGEST = 3
LIKELY = {"day": "3", "month": "6", "year": "2026", "email": "maria@mail.example", "phone": "01632 960077"}
ASIDE = ("key", "seen", "edition", "do", "csrfmiddlewaretoken", "from", "next")
"""Names a page gives itself or may be sent along: sometimes these are the odd ones."""


class Broken(AssertionError):
    """A page that broke, or lost what was typed."""


def step_out(client: Client, start: str, data: st.DataObject) -> list[str]:
    """One walk; the addresses it came by. Raises `Broken`."""
    where, came_by = start, []
    for _ in range(data.draw(st.integers(1, LONGEST), label="steps")):
        came_by.append(where)
        page = asked(client, where)
        found = to_fill_in(page)
        if not found:
            break
        answer = sent(client, where, data.draw(st.sampled_from(found), label="form"), data)
        leads = answer.headers.get("Location", "")
        where = _inside(leads) if answer.status_code == 302 else where
    return came_by


def to_fill_in(page: Any) -> list[pages.Form]:
    """The forms of a page but the button that signs out, which would end every walk."""
    if page.status_code != 200:
        return []
    return [one for one in pages.forms(shown(page)) if "/logout/" not in one.action]


def asked(client: Client, where: str) -> Any:
    """A page asked for."""
    return fine(client.get(where), f"GET {where[:200]}")


def fine(answer: Any, of: str) -> Any:
    """An answer that is one. Raises `Broken`."""
    if answer.status_code not in FINE:
        raise Broken(f"{of} gave {answer.status_code}")
    if answer.status_code == 302:
        leads = answer["Location"]
        # Where it leads stands at its beginning; Django calls every address of more than 2048 letters foreign.
        if not url_has_allowed_host_and_scheme(leads[:1000], allowed_hosts=None):
            raise Broken(f"{of} leads away from the site, to {leads!r}")
    return answer


def sent(client: Client, where: str, form: pages.Form, data: st.DataObject) -> Any:
    """A form of a page filled in, made odd, and sent."""
    filled = {one.name: _likely(one, data) for one in form.fields.values() if one.kind not in ("file", "button")}
    odd = data.draw(values.fields([*form.fields, *ASIDE]), label="odd")
    for name, value in odd:
        again = data.draw(st.booleans(), label="twice")
        filled[name] = [*filled.get(name, []), value] if again else [value]
    for one in form.fields.values():
        if one.kind == "button" and one.choices:
            filled[one.name] = [data.draw(st.sampled_from(one.choices), label="button")]
    files = {
        one.name: values.a_file(data.draw(st.sampled_from(sorted(values.FILES)), label="file"))
        for one in form.fields.values()
        if one.kind == "file"
    }
    to = _inside(form.action) if form.action.startswith("/") else where
    answer = fine(_posted(client, to, filled, files), f"POST {to[:200]} {odd!r:.300}")
    must_show_again(answer, {one.name: filled[one.name][-1] for one in form.fields.values() if _typed(one, filled)})
    return answer


def _typed(one: pages.Field, filled: dict[str, list[str]]) -> bool:
    """Whether somebody wrote in a field: what stood there before belongs to the page."""
    return one.kind in pages.TYPED and filled[one.name] != one.values


def _posted(client: Client, to: str, filled: dict[str, list[str]], files: dict[str, SimpleUploadedFile]) -> Any:
    if files:
        whole = {name: [_whole(one) for one in several] for name, several in filled.items()}
        return client.post(to, {**{_whole(name): several for name, several in whole.items()}, **files})
    body = "&".join(f"{_quoted(name)}={_quoted(one)}" for name, several in filled.items() for one in several)
    return client.post(to, body.encode(), content_type="application/x-www-form-urlencoded")


def _quoted(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _likely(one: pages.Field, data: st.DataObject) -> list[str]:
    """What somebody would fill in who means well."""
    if one.choices:
        as_it_is = bool(one.values) and data.draw(st.booleans(), label="left as it is")
        return one.values if as_it_is else [data.draw(st.sampled_from(one.choices), label="chosen")]
    if one.values and one.values != [""]:
        return one.values
    ending = re.split(r"[-_]", one.name)[-1]
    return [LIKELY.get(ending, LIKELY.get(one.kind, "Some words of ours."))]


def must_show_again(answer: Any, typed: dict[str, str]) -> None:
    """Where a form was refused, everything typed stands on the page again."""
    html = shown(answer)
    if "govuk-error-summary" not in html:
        return
    stands = _plain(html)
    for name, value in typed.items():
        if _plain(value) not in stands:
            raise Broken(f"{name} was lost: {value!r:.200}")


def _plain(text: str) -> str:
    """Words without what no page can show: blanks as one, no null bytes, no halves of letters."""
    readable = unescape(text).encode("utf-8", "replace").decode()
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ufffd?]+", " ", readable).split())


def shown(answer: Any) -> str:
    """The page as text; nothing for a file."""
    if answer.streaming:
        b"".join(answer)
        return ""
    return answer.content.decode() if answer.get("Content-Type", "").startswith("text/html") else ""


def _inside(address: str) -> str:
    return address.removeprefix(settings.PUBLIC_ADDRESS).partition("#")[0] or "/"
