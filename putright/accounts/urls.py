"""Every page of signing in. Allauth has more; what is not listed here is not there: nobody signs up by themselves.

The views are allauth's, so who may see them is said here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from putright.accounts import views
from putright.accounts.audience import by_link, public, signed_in, signing_in

urlpatterns = [
    path("", views.home, name="account_home"),
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("closed/", public(account.account_inactive), name="account_inactive"),
    path("confirm/", signing_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", views.password_setting, name="account_set_password"),
    path("password/forgotten/", public(account.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        by_link(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-step/", signing_in(second_step.index), name="mfa_index"),
    path("second-step/code/", public(second_step.authenticate), name="mfa_authenticate"),
    path("second-step/confirm/", signing_in(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/app/", signing_in(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/picture.svg", views.picture, name="mfa_picture"),
    path("second-step/app/another/", signing_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-step/recovery-codes/", signing_in(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-step/recovery-codes/new/",
        signing_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/file/",
        signing_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
