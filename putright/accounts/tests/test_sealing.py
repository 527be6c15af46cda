"""The keys of authenticator apps are kept sealed, and survive a change of the secret key."""

import io
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command
from pytest_django import Settings

from putright.accounts import sealing
from putright.accounts.tests.people import officer

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now() -> str:
    return str(totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30)))


@pytest.mark.django_db
def test_the_database_gives_away_neither_the_key_of_an_app_nor_recovery_codes() -> None:
    rosa = officer("intake")
    app = totp.TOTP.activate(rosa, SECRET)
    codes = RecoveryCodes.activate(rosa)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert kept.count(sealing.MARK) == 2
    assert not [code for code in codes.get_unused_codes() if code in kept]
    assert app.validate_code(code_now())


def test_what_was_kept_before_there_was_sealing_is_still_read() -> None:
    assert sealing.opened(SECRET) == SECRET


def test_the_same_twice_looks_different() -> None:
    assert sealing.seal(SECRET) != sealing.seal(SECRET)


def test_after_a_change_of_the_secret_key_the_old_one_still_opens(settings: Settings) -> None:
    sealed = sealing.seal(SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [settings.SECRET_KEY]
    assert sealing.opened(sealed) == SECRET

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(sealing.CannotOpen, match="PUTRIGHT_SECRET_KEY_BEFORE"):
        sealing.opened(sealed)


@pytest.mark.django_db
def test_sealed_anew_the_old_key_can_go(settings: Settings) -> None:
    rosa = officer("intake")
    totp.TOTP.activate(rosa, SECRET)
    RecoveryCodes.activate(rosa)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [settings.SECRET_KEY]

    said = io.StringIO()
    call_command("seal_anew", stdout=said)

    settings.SECRET_KEY_FALLBACKS = []
    assert said.getvalue() == "2 sealed anew\n"
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_now())


@pytest.mark.django_db
def test_sealing_anew_without_the_old_key_changes_nothing_and_says_what_is_missing(settings: Settings) -> None:
    totp.TOTP.activate(officer("intake"), SECRET)
    before = Authenticator.objects.get().data
    settings.SECRET_KEY = "x" * 60

    with pytest.raises(CommandError, match="PUTRIGHT_SECRET_KEY_BEFORE"):
        call_command("seal_anew")
    assert Authenticator.objects.get().data == before
