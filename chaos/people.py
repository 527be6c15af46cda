"""The load: people who complain through the public form, and officers who all write into one case.

Whoever gets no clear answer sends the same again, as people do; what counts as acknowledged is what a page said.
"""

from __future__ import annotations

import http.client
import random
import re
import socket
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from chaos.judging import Promised

HOST = "127.0.0.1"
TOKEN = "c" * 32
"""What guards a form is that cookie and field are alike: a browser of ours brings both."""

PAUSE = 0.1
REFERENCE = re.compile(r"\b\d\d-[0-9A-Z]{3}-[0-9A-Z]{3}\b")

Form = Mapping[str, str]

PAGES: Mapping[str, Form] = {
    "asked-before": {"answer": "unhappy"},
    "danger": {"answer": "no"},
    "who-for": {"answer": "person"},
    "topics": {"answer": "none"},
    "service": {"service": "waste-and-recycling"},
    "what-went-wrong": {},
    "when": {"happened": "Three times in May"},
    "how-it-affected-you": {"impact": "There are rats."},
    "what-we-should-do": {"wanted": "Empty it and say sorry."},
    "evidence": {},
    "your-name": {"answer": "yes"},
    "your-details": {"name": "Maria Lindqvist"},
    "how-to-reach-you": {},
    "what-you-need-from-us": {},
}
"""Every page somebody is asked, with an answer that will do."""


HALF_A_FILE = (
    f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'
    '--b\r\nContent-Disposition: form-data; name="evidence"; filename="half.txt"\r\n'
    "Content-Type: text/plain\r\n\r\nHalf of what I have to"
)


class Over(Exception):
    """The round was over before this was done."""


@dataclass(frozen=True)
class Bell:
    """Rings twice: `last` when nobody begins anything new, `over` when nobody waits any longer."""

    last: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


@dataclass
class Browser:
    """Somebody with cookies, who sends the same again until a page answers."""

    ports: Sequence[int]
    promised: Promised
    bell: Bell
    cookies: dict[str, str] = field(default_factory=dict)
    place: str = ""

    def __post_init__(self) -> None:
        self.cookies.setdefault("csrftoken", TOKEN)

    def send(self, path: str, form: Form) -> str:
        """Send a form until it is taken; where that leads. Raises `Over`."""
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": TOKEN})
        return self._until(lambda: self._ask("POST", path, body), (302, 303), path)[1]

    def read(self, path: str) -> str:
        """A page. Raises `Over`."""
        return self._until(lambda: self._ask("GET", path, None), (200,), path)[2]

    def break_off(self, path: str) -> None:
        """Begin to send a file, and be gone before it has all been sent."""
        cookies = f"csrftoken={TOKEN}; complaint={self.cookies['complaint']}"
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookies}\r\nContent-Length: 100000\r\n"
        kind = "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        port = random.choice(self.ports)  # noqa: S311
        with suppress(OSError), socket.create_connection((HOST, port), timeout=5) as line:
            line.sendall((head + kind + HALF_A_FILE).encode())

    def _until(self, ask: Callable[[], tuple[int, str, str]], wanted: Sequence[int], path: str) -> tuple[int, str, str]:
        while not self.bell.over.is_set():
            try:
                answer = ask()
            except (OSError, http.client.HTTPException):
                time.sleep(PAUSE)
                continue
            if answer[0] in wanted:
                return answer
            if answer[0] != 503:
                self.promised.unclear.append(f"{path} answered {answer[0]}")
            time.sleep(PAUSE)
        raise Over

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(HOST, random.choice(self.ports), timeout=30)  # noqa: S311
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.place:
            headers["X-Forwarded-For"] = self.place
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text


def complain(ports: Sequence[int], promised: Promised, bell: Bell) -> None:
    """One complaint after another, each by somebody else, until the last bell."""
    while not bell.last.is_set():
        mark = f"mark {uuid.uuid4().hex}"
        place = ".".join(str(random.randint(1, 254)) for _ in range(4))  # noqa: S311
        somebody = Browser(ports, promised, bell, place=place)
        try:
            _complain(somebody, mark, promised)
        except Over:
            return


def _complain(somebody: Browser, mark: str, promised: Promised) -> None:
    typed = {**PAGES, "what-went-wrong": {"said": f"The bin is full. {mark}"}}
    typed["your-details"] = {**PAGES["your-details"], "email": f"{mark.split()[1]}@example.org"}
    for name, form in typed.items():
        if name == "evidence":
            somebody.break_off(f"/complain/{name}/")
        somebody.send(f"/complain/{name}/", form)
    promised.tried.add(mark)
    where = somebody.send("/complain/check/", {"person": "yes"})
    if not where.endswith("/complain/sent/"):
        promised.unclear.append(f"/complain/check/ led to {where}")
        return
    promised.complaints[mark] = ""
    found = REFERENCE.search(somebody.read("/complain/sent/"))
    promised.complaints[mark] = found[0] if found else "none shown"


def write_notes(
    ports: Sequence[int], promised: Promised, bell: Bell, *, cookies: Mapping[str, str], reference: str
) -> None:
    """One note after another into the case everybody writes into."""
    officer = Browser(ports, promised, bell, cookies=dict(cookies))
    while not bell.last.is_set():
        key = uuid.uuid4().hex
        try:
            where = officer.send(f"/desk/{reference}/note/", {"note": f"Note {key}", "key": key})
        except Over:
            return
        if where.endswith(f"/desk/{reference}/"):
            promised.notes.add(key)
        else:
            promised.unclear.append(f"a note led to {where}")
        time.sleep(PAUSE)
