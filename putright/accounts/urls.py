"""Every page of signing in. Allauth has more; what is not listed here is not there: nobody signs up by themselves.

The views are allauth's, so who may see them is said here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.saml import views as saml_views
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from putright.accounts.audience import kept_here, public, signed_in, signing_in
from putright.accounts.signing_in import openid, saml
from putright.accounts.views import door, groups, leaving, security_log, sessions

urlpatterns = [
    path("", door.home, name="account_home"),
    path("login/", public(door.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("closed/", public(account.account_inactive), name="account_inactive"),
    path("confirm/", door.confirmation, name="account_reauthenticate"),
    path("password/", signed_in(kept_here(account.password_change)), name="account_change_password"),
    path("password/set/", door.password_setting, name="account_set_password"),
    path("password/forgotten/", public(account.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        door.password_from_link,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("oidc/<slug:provider_id>/", public(openid.begin), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/back/", public(openid.come_back), name="openid_connect_callback"),
    path("oidc/<slug:provider_id>/leave/", public(openid.leave), name="openid_connect_leave"),
    path("oidc/<slug:provider_id>/out/", leaving.ended_there, name="openid_connect_out"),
    path("saml/<slug:organization_slug>/", public(saml.begin), name="saml_login"),
    path("saml/<slug:organization_slug>/back/", public(csrf_exempt(saml.spoken(saml_views.acs))), name="saml_acs"),
    path("saml/<slug:organization_slug>/back/in/", public(saml.come_back), name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/out/", public(door.signed_out_elsewhere), name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata.xml", public(saml.spoken(saml_views.metadata)), name="saml_metadata"),
    path("signed-out/<slug:provider_id>/", door.signed_out, name="account_signed_out"),
    path("staying/", door.staying, name="account_staying"),
    path("sessions/", sessions.sessions_page, name="account_sessions"),
    path("sessions/<int:number>/end/", sessions.end_one, name="account_session_end"),
    path("sessions/end/", sessions.end_all, name="account_sessions_end"),
    path("groups/", groups.table, name="sign_in_groups"),
    path("groups/<int:number>/removal/", groups.removal, name="sign_in_group_removal"),
    path("security-log/", security_log.log, name="security_log"),
    path("security-log/entries.jsonl", security_log.export, name="security_log_export"),
    path("second-step/", signing_in(second_step.index), name="mfa_index"),
    path("second-step/passkeys/", signed_in(kept_here(passkeys.list_webauthn)), name="mfa_list_webauthn"),
    path("second-step/passkeys/new/", signed_in(kept_here(passkeys.add_webauthn)), name="mfa_add_webauthn"),
    path(
        "second-step/passkeys/<int:pk>/end/", signed_in(kept_here(passkeys.remove_webauthn)), name="mfa_remove_webauthn"
    ),
    path(
        "second-step/passkeys/confirm/", signed_in(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("second-step/code/", public(second_step.authenticate), name="mfa_authenticate"),
    path("second-step/confirm/", signing_in(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/app/", signing_in(kept_here(totp.activate_totp)), name="mfa_activate_totp"),
    path("second-step/app/picture.svg", door.picture, name="mfa_picture"),
    path("second-step/app/another/", signing_in(kept_here(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path(
        "second-step/recovery-codes/",
        signing_in(kept_here(recovery_codes.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/new/",
        signing_in(kept_here(recovery_codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/file/",
        signing_in(kept_here(recovery_codes.download_recovery_codes)),
        name="mfa_download_recovery_codes",
    ),
]
