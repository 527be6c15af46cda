"""Clients that ask a running server for pages, one after the other or several at once, and how long each took."""

from __future__ import annotations

import http.client
import re
import threading
import time
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

HOST = "127.0.0.1"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Unexpected(RuntimeError):
    """The server did not answer as it should, so its speed means nothing."""


@dataclass
class Browser:
    """Somebody signed in, on one connection that stays open."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(HOST, self.port, timeout=120)

    def get(self, path: str) -> str:
        """A page. Raises `Unexpected`."""
        status, page, _ = self._ask("GET", path, None)
        if status != 200:
            raise Unexpected(f"{path} answered {status}")
        return page

    def post(self, path: str, form: Mapping[str, str], *, page: str | None = None) -> str:
        """Send a form from the page it stands on; where the answer leads to. Raises `Unexpected`."""
        token = TOKEN.search(page if page is not None else self.get(path))
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token[1] if token else ""})
        status, answer, location = self._ask("POST", path, body)
        if status not in (302, 303):
            errors = " ".join(re.findall(r"error-message[^>]*>(.*?)</p>", answer, re.S))
            raise Unexpected(f"{path} answered {status} instead of leading on: {errors[:300]}")
        return location

    def sign_in(self, name: str) -> None:
        """Choose somebody on the demo's list."""
        page = self.get("/demo/")
        forms = re.findall(r"<form.*?</form>", page, re.S)
        theirs = next(form for form in forms if name in form or name in page[: page.index(form) + len(form)][-900:])
        number = re.search(r'name="officer"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="officer"', theirs)
        if number is None:
            raise Unexpected(f"{name} is not on the list of people to be")
        self.post("/demo/", {"officer": number[1] or number[2]}, page=theirs)

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{HOST}:{self.port}/"}
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closed a connection that nobody used for a while: what browsers do is ask again.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode("utf-8", "replace")
        return answer.status, text, answer.headers.get("Location", "")


@dataclass(frozen=True)
class Timing:
    """What so many answers took. Times are in milliseconds."""

    p50: float
    p95: float
    per_second: float

    def __str__(self) -> str:
        return f"p50 {self.p50:7.1f} ms   p95 {self.p95:7.1f} ms   {self.per_second:7.1f}/s"


def timed(jobs: Sequence[Callable[[], object]], *, seconds: float) -> Timing:
    """Do each job over and over for so long, all at the same time, each in a thread of its own."""
    took: list[float] = []
    failed: list[BaseException] = []
    until = time.perf_counter() + seconds
    began = time.perf_counter()

    def work(job: Callable[[], object]) -> None:
        try:
            while (now := time.perf_counter()) < until:
                job()
                took.append(time.perf_counter() - now)
        except BaseException as error:  # noqa: BLE001, RUF100 -- told in the thread that asked
            failed.append(error)

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    whole = time.perf_counter() - began
    ordered = sorted(took)
    return Timing(
        p50=1000 * ordered[len(ordered) // 2],
        p95=1000 * ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
        per_second=len(ordered) / whole,
    )
