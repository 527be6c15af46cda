"""Where a request comes from, coarsely: its network and kind of device. No more than a person would recognise."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

IPV6_OF_ONE_PLACE = 64
"""One household or office holds a whole network of this length, not an address."""

SYSTEMS = (
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("android", "Android"),
    ("windows", "Windows"),
    ("cros", "Chromebook"),
    ("mac os", "Mac"),
    ("linux", "Linux"),
)
BROWSERS = (("edg/", "Edge"), ("firefox/", "Firefox"), ("chrome/", "Chrome"), ("safari/", "Safari"))
"""In the order in which they are looked for: most browsers say that they are several."""


def place_of(address: str) -> str:
    """Where an address is, as far as counting goes: itself, or its whole network for IPv6."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return address
    if given.version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/{IPV6_OF_ONE_PLACE}", strict=False))


def place_of_request(request: HttpRequest) -> str:
    """The place a request comes from; "unknown" when its proxies are not those the council has."""
    try:
        return place_of(get_adapter(request).get_client_ip(request) or "unknown")
    except PermissionDenied:
        return "unknown"


def device(request: HttpRequest) -> str:
    """The kind of device, such as "Firefox on Windows"; empty when it does not say."""
    told = request.headers.get("User-Agent", "").lower()
    browser = next((name for word, name in BROWSERS if word in told), "")
    system = next((name for word, name in SYSTEMS if word in told), "")
    return " on ".join(part for part in (browser, system) if part)
