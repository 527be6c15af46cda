"""The second step of signing in: an app, recovery codes, then a passkey; and signing in with that alone."""

from __future__ import annotations

import re
import time

from allauth.mfa.totp.internal import auth as totp

from tests.journeys.people import People
from tests.journeys.visitor import Visitor


def code_shown_by(visitor: Visitor) -> str:
    """The code of an app that has read the key on the page."""
    secret = re.sub(r"\s", "", visitor.page.locator("code.pr-key").first.inner_text())
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def has_a_device(visitor: Visitor) -> None:
    """A device with a fingerprint reader, which the browser takes for a real one."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**device, "isUserVerified": True}})


def test_an_officer_sets_up_an_app_and_a_passkey_and_signs_in_with_it(people: People) -> None:
    tom = people.resident()
    # A passkey belongs to a name, never to the number of a machine.
    tom.site = tom.site.replace("127.0.0.1", "localhost")
    tom.opens("/demo/").presses("Tom Birk")
    tom.opens("/accounts/second-step/").follows("Set up")
    tom.sees("A password alone can be guessed or stolen").types(code_shown_by(tom), into="Code")
    tom.presses("Continue").sees("Your recovery codes").follows("I have kept them")
    has_a_device(tom)

    tom.opens("/accounts/second-step/passkeys/").sees("You have none").follows("Add a passkey")
    tom.types("Work laptop", into="Name of this passkey").presses("Add a passkey")
    tom.opens("/accounts/second-step/passkeys/").sees("Work laptop", "Not used yet")
    tom.opens("/accounts/sessions/").sees("this one").takes_a_picture("sessions")
    tom.presses("Sign out everywhere").sees("Sign in with a passkey")
    tom.presses("Sign in with a passkey").sees("Tom Birk")

    tom.opens("/accounts/second-step/passkeys/").sees("Work laptop", "Last used")
