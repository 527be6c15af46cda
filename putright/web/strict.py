"""What every answer of this site says to a browser, unless its view says something stricter; and what is not read at
all: more than anybody may send at once, and addresses no page can have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from putright.web import errors

USED = ("publickey-credentials-create", "publickey-credentials-get")
"""What pages of this site ask a browser for: passkeys."""

NEVER_USED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"),
    *("fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"),
    "xr-spatial-tracking",
)

ON_EVERY_ANSWER: Mapping[str, str] = {
    "Permissions-Policy": ", ".join([f"{one}=()" for one in NEVER_USED] + [f"{one}=(self)" for one in USED]),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    # Pages are about people: no proxy and no browser keeps one, unless its view says that everybody may have it.
    "Cache-Control": "private, no-store",
}

MOST_AT_ONCE = 205 * 1024 * 1024
"""Ten files of 20 MB, and what was typed with them."""


def say(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware, around all that answers."""

    def asked(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in ON_EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS:
            # Said always: behind a proxy this site cannot see that it is reached by https.
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        return response

    return asked


def turn_away(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware before any that reads what was sent."""

    def asked(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:12]) > MOST_AT_ONCE:
            return errors.too_much(request)
        # Nobody's page has a null byte in its address, and no database takes one.
        if "\0" in request.path:
            return errors.bad_request(request)
        return answer(request)

    return asked
