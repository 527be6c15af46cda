"""Allauth's forms in our words: plain labels, no examples inside the boxes, and errors that say what to do."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms

EMAIL = "Enter your email address, such as name@council.gov.uk"
PASSWORD = "Enter your password"  # noqa: S105 -- what to do, not a password
NEW_PASSWORD = "At least 12 characters. Three words that have nothing to do with each other are easy to remember."  # noqa: S105
CODE = "Enter the 6 figures your authenticator app shows, or one of your recovery codes"


class SignIn(account.LoginForm):  # type: ignore[misc]
    """Email address and password."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _word(self, "login", "Email address", missing=EMAIL, wrong=EMAIL, autocomplete="username")
        _word(self, "password", "Password", missing=PASSWORD)


class Confirm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _word(self, "password", "Password", missing=PASSWORD)


class NewPassword(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _word(self, "oldpassword", "Current password", missing="Enter your current password")
        _word_new_password(self)


class PasswordFromLink(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link in a message."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _word_new_password(self)


class Forgotten(account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link for a new password."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _word(self, "email", "Email address", missing=EMAIL, wrong=EMAIL, autocomplete="email")


class Code(second_step.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step, or a recovery code."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _word(self, "code", "Code", hint="6 figures from your authenticator app, or a recovery code.", missing=CODE)


class ConfirmByCode(second_step.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _word(self, "code", "Code", hint="6 figures from your authenticator app, or a recovery code.", missing=CODE)


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app, which shows that it works."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        missing = "Enter the 6 figures your authenticator app shows"
        _word(self, "code", "Code", hint="The 6 figures your app shows for Putright.", missing=missing)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class NewPasskey(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey. It always signs in by itself: whoever holds it has shown a finger, a face or a PIN."""

    passwordless = forms.BooleanField(initial=True, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"].initial = self.initial["name"] = "Passkey"
        self.fields["credential"].error_messages["required"] = "Your browser made no passkey. Try again, or do without."
        hint = "So that you know it again, such as “work laptop”."
        _word(self, "name", "Name of this passkey", hint=hint, missing="Enter a name")

    def clean(self) -> Any:
        """What the browser sent; what nobody can read is no passkey."""
        return _readable(super().clean)


class PasskeyAlone(passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with a passkey and nothing else."""

    def clean_credential(self) -> Any:
        """What the browser sent; what nobody can read is no passkey."""
        return _readable(super().clean_credential)


class PasskeyToo(passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    def clean_credential(self) -> Any:
        """What the browser sent; what nobody can read is no passkey."""
        return _readable(super().clean_credential)


class ConfirmByPasskey(passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more."""

    def clean_credential(self) -> Any:
        """What the browser sent; what nobody can read is no passkey."""
        return _readable(super().clean_credential)


def _readable(clean: Callable[[], Any]) -> Any:
    """The library expects of what a browser sends that it has the right parts."""
    try:
        return clean()
    except (AttributeError, KeyError, TypeError, ValueError):
        raise forms.ValidationError("That passkey could not be read. Try again, or use another way.") from None


def _word_new_password(form: forms.Form) -> None:
    _word(form, "password1", "New password", hint=NEW_PASSWORD, missing="Enter a new password")
    _word(form, "password2", "New password again", missing="Enter the new password a second time")


def _word(form: forms.Form, name: str, label: str, *, missing: str, wrong: str = "", **more: str) -> None:
    """Label and errors of one field. `hint` and `autocomplete` where they differ from allauth's."""
    field = form.fields[name]
    field.label, field.help_text = label, more.get("hint", "")
    field.error_messages["required"] = missing
    for validator in field.validators:
        if wrong and getattr(validator, "code", None) == "invalid":
            field.error_messages["invalid"] = wrong
    field.widget.attrs.pop("placeholder", None)
    if "autocomplete" in more:
        field.widget.attrs["autocomplete"] = more["autocomplete"]
