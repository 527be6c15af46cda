"""The file of the council's own ways of signing in: read whole, or refused with what to change."""

from pathlib import Path

import pytest

from putright.accounts.signing_in import providers

OIDC = """
[[providers]]
id = "council"
kind = "oidc"
title = "your council account"
server = "https://login.fenwickvale.example/"
client_id = "putright"
secret_file = "secret"
"""
SAML = """
[[providers]]
id = "adfs"
kind = "saml"
title = "your council account"
entity_id = "https://sts.fenwickvale.example/"
address = "https://sts.fenwickvale.example/saml2"
certificate_file = "secret"
"""


def read(folder: Path, text: str) -> dict[str, providers.Provider]:
    (folder / "secret").write_text("hush\n", encoding="ascii")
    (folder / "sign-in.toml").write_text(text, encoding="utf-8")
    return providers.read(folder / "sign-in.toml")


def test_both_kinds_are_read_with_secrets_from_their_files(tmp_path: Path) -> None:
    found = read(tmp_path, OIDC + SAML)

    told = providers.for_allauth(found)
    assert told["openid_connect"]["APPS"][0]["secret"] == "hush"
    assert told["saml"]["APPS"][0]["settings"]["idp"]["x509cert"] == "hush"
    assert told["saml"]["APPS"][0]["settings"]["advanced"]["want_assertion_signed"]
    assert told["openid_connect"]["APPS"][0]["settings"]["oauth_pkce_enabled"]
    assert found["council"].groups == "groups"
    assert not found["council"].trust_email


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[providers", "cannot be read"),
        (OIDC.replace('"oidc"', '"magic"'), "'kind' is"),
        (OIDC.replace('client_id = "putright"', ""), "does not say 'client_id'"),
        (OIDC + 'colour = "red"', "'colour' means nothing here"),
        (OIDC.replace("https", "http"), "'server' must begin with https"),
        (SAML.replace("saml2", "x").replace('address = "https', 'address = "http'), "'address' must begin with https"),
        (OIDC + 'sign_out = "javascript:alert(1)"', "'sign_out' must begin with https"),
        (OIDC + "trust_email = true", "needs 'domains'"),
        (OIDC.replace('"secret"', '"nowhere"'), "'secret_file' cannot be read"),
        (OIDC.replace('"secret"', '"empty"'), "'secret_file' is empty"),
        (OIDC + OIDC, "the same id"),
    ],
    ids=[
        "no-toml",
        "kind",
        "left-out",
        "unknown",
        "open-server",
        "open-address",
        "script",
        "no-domains",
        "no-file",
        "empty-file",
        "twice",
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_change(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "empty").write_text("\n", encoding="ascii")

    with pytest.raises(providers.Unusable, match=said):
        read(tmp_path, text)


def test_on_one_s_own_machine_a_provider_may_do_without_https(tmp_path: Path) -> None:
    found = read(tmp_path, OIDC.replace("https://login.fenwickvale.example", "http://127.0.0.1:8080"))

    assert found["council"].app["settings"]["server_url"] == "http://127.0.0.1:8080"
