"""Signing in by OpenID Connect, against a provider on this machine that tells the truth and one that does not."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit, people
from putright.accounts.models import GroupRole, Officer, Sitting
from putright.accounts.signing_in import providers
from putright.accounts.tests import post
from putright.accounts.tests.identity import openid
from putright.accounts.tests.people import PASSWORD, officer
from putright.council import clock
from putright.council.models import Service

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,
    pytest.mark.slow,
    pytest.mark.usefixtures("_real_council", "_worker_at_once"),
]

BEGIN = "/accounts/oidc/council/"
MIRA = {"sub": "m-1", "email": "mira@fenwickvale.example", "name": "Mira Vance", "groups": ["complaints-team"]}


@pytest.fixture
def idp(settings: Settings, tmp_path: Path) -> Iterator[openid.Provider]:
    with openid.provider() as made:
        made.claims = dict(MIRA)
        configure(settings, tmp_path, made.address)
        GroupRole.objects.create(provider="council", group="complaints-team", role="intake")
        yield made


def configure(settings: Settings, folder: Path, address: str, more: str = "") -> None:
    (folder / "secret").write_text(openid.SECRET, encoding="ascii")
    (folder / "sign-in.toml").write_text(
        '[[providers]]\nid = "council"\nkind = "oidc"\ntitle = "your council account"\n'
        f'server = "{address}"\nclient_id = "{openid.CLIENT}"\nsecret_file = "secret"\n{more}\n',
        encoding="utf-8",
    )
    settings.SIGN_IN_PROVIDERS = providers.read(folder / "sign-in.toml")
    settings.SOCIALACCOUNT_PROVIDERS = providers.for_allauth(settings.SIGN_IN_PROVIDERS)
    settings.PUBLIC_ADDRESS = "http://testserver"


def sign_in(client: Client, idp: openid.Provider, *, begin: str = BEGIN) -> Any:
    """Off to the provider, signed in there, and back."""
    return client.get(idp.visit(client.get(begin).headers["Location"]))


def said(answer: Any) -> str:
    return str(answer.content.decode())


def kinds() -> list[str]:
    return [entry.kind for entry in reversed(audit.found())]


def test_somebody_in_a_mapped_group_gets_an_account_and_its_role(client: Client, idp: openid.Provider) -> None:
    answer = sign_in(client, idp)

    assert answer.headers["Location"] == "/desk/"
    mira = Officer.objects.get()
    assert (mira.email, mira.name, mira.signs_in_by) == ("mira@fenwickvale.example", "Mira Vance", "council")
    assert mira.role_names == {"intake"}
    assert not mira.has_usable_password()
    assert kinds() == ["officer_made", "role_given", "identity_linked", "signed_in"]
    assert client.get("/accounts/sessions/").status_code == 200
    assert "council’s own sign-in" in said(client.get("/accounts/second-step/"))


def test_nothing_the_provider_says_is_kept_but_who_it_is(client: Client, idp: openid.Provider) -> None:
    sign_in(client, idp)
    sign_in(Client(), idp)

    assert SocialAccount.objects.get().extra_data == {}


def test_the_second_time_it_is_the_same_person_whatever_their_address_is_now(idp: openid.Provider) -> None:
    sign_in(Client(), idp)
    idp.claims["email"] = "mira.okoye@fenwickvale.example"
    sign_in(Client(), idp)

    assert Officer.objects.get().email == "mira@fenwickvale.example"


def test_the_page_for_signing_in_offers_it_and_keeps_where_somebody_was_going(
    client: Client, idp: openid.Provider
) -> None:
    page = said(client.get("/accounts/login/?next=/desk/search/"))

    assert "Sign in with your council account" in page
    assert f'href="{BEGIN}?next=/desk/search/"' in page
    assert sign_in(client, idp, begin=f"{BEGIN}?next=/desk/search/").headers["Location"] == "/desk/search/"


def test_nobody_is_sent_to_another_site_afterwards(client: Client, idp: openid.Provider) -> None:
    assert sign_in(client, idp, begin=f"{BEGIN}?next=https://evil.example/").headers["Location"] == "/desk/"


@pytest.mark.parametrize("groups", [[], ["caretakers"]], ids=["none", "unmapped"])
def test_nobody_without_a_mapped_group_gets_an_account(client: Client, idp: openid.Provider, groups: list[str]) -> None:
    idp.claims["groups"] = groups

    answer = sign_in(client, idp)

    assert answer.status_code == 403
    assert "none of your groups lets you use this site" in said(answer)
    assert not Officer.objects.exists()
    assert kinds() == ["sign_in_refused"]


def test_whoever_moves_to_another_team_has_its_role_and_services_and_no_longer_the_old_ones(
    idp: openid.Provider,
) -> None:
    for name, slug in (("Waste", "waste"), ("Housing", "housing")):
        service = Service.objects.create(name=name, slug=slug)
        GroupRole.objects.create(provider="council", group=slug, role="investigating_officer").services.add(service)
    idp.claims["groups"] = ["waste"]
    sign_in(Client(), idp)
    mira = Officer.objects.get()
    assert [one.slug for one in mira.services.all()] == ["waste"]

    idp.claims["groups"] = ["housing", "complaints-team"]
    sign_in(Client(), idp)

    mira = Officer.objects.get()
    assert mira.role_names == {"investigating_officer", "intake"}
    assert [one.slug for one in mira.services.all()] == ["housing"]
    idp.claims["groups"] = ["complaints-team"]
    sign_in(Client(), idp)
    assert Officer.objects.get().role_names == {"intake"}
    assert not Officer.objects.get().services.exists()
    assert kinds().count("role_ended") == 1


def test_whoever_has_left_every_group_loses_every_role_and_is_signed_out_everywhere(idp: openid.Provider) -> None:
    elsewhere = Client()
    sign_in(elsewhere, idp)
    assert elsewhere.get("/accounts/sessions/").status_code == 200
    idp.claims["groups"] = []

    assert sign_in(Client(), idp).status_code == 403
    assert Officer.objects.get().role_names == frozenset()
    assert elsewhere.get("/accounts/sessions/").status_code == 302
    assert not Sitting.objects.exists()
    assert kinds()[-3:] == ["role_ended", "sessions_ended", "sign_in_refused"]


def test_a_role_given_by_hand_stays(idp: openid.Provider) -> None:
    sign_in(Client(), idp)
    people.give(officer=Officer.objects.get(), role="reviewer", by=None, at=clock.now())
    idp.claims["groups"] = []

    assert sign_in(Client(), idp).headers["Location"] == "/desk/"
    assert Officer.objects.get().role_names == {"reviewer"}


def test_a_closed_account_stays_closed(idp: openid.Provider) -> None:
    sign_in(Client(), idp)
    people.close(officer=Officer.objects.get(), by=None, at=clock.now())

    answer = sign_in(Client(), idp)

    assert answer.status_code == 403
    assert "closed" in said(answer)


def test_an_address_alone_makes_nobody_somebody_else(idp: openid.Provider) -> None:
    rosa = officer("complaints_manager", password=PASSWORD)
    idp.claims["email"] = "Rosa@FenwickVale.example"

    answer = sign_in(Client(), idp)

    assert answer.status_code == 403
    assert "it cannot be shown that it is you" in said(answer)
    assert not SocialAccount.objects.exists()
    rosa.refresh_from_db()
    assert rosa.check_password(PASSWORD)


TRUSTED = 'trust_email = true\ndomains = ["fenwickvale.example"]'


def test_where_the_council_says_so_an_account_made_beforehand_is_theirs(
    idp: openid.Provider, settings: Settings, tmp_path: Path
) -> None:
    configure(settings, tmp_path, idp.address, TRUSTED)
    rosa = officer("complaints_manager", password=PASSWORD)
    idp.claims["email"] = rosa.email

    assert sign_in(Client(), idp).headers["Location"] == "/desk/"
    rosa.refresh_from_db()
    assert (rosa.signs_in_by, rosa.has_usable_password()) == ("council", False)
    assert Officer.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "more"),
    [
        ("rosa@fenwickvale.example", {"email_verified": False}),
        ("rosa@evil.example", {}),
        ("sealed@fenwickvale.example", {}),
        ("linked@fenwickvale.example", {}),
    ],
    ids=["unverified", "not-the-council-s", "the-sealed-account", "somebody-linked-already"],
)
def test_and_even_then_not_everybody_is_believed(
    idp: openid.Provider, settings: Settings, tmp_path: Path, email: str, more: dict[str, Any]
) -> None:
    configure(settings, tmp_path, idp.address, TRUSTED)
    theirs = officer("complaints_manager", email=email)
    theirs.break_glass, theirs.signs_in_by = email.startswith("sealed"), "council" if email.startswith("linked") else ""
    theirs.save()
    idp.claims.update(email=email, **more)

    assert sign_in(Client(), idp).status_code == 403
    assert not SocialAccount.objects.exists()


def test_whoever_signs_out_here_is_told_that_they_are_still_in_there(
    client: Client, idp: openid.Provider, settings: Settings, tmp_path: Path
) -> None:
    configure(settings, tmp_path, idp.address, 'sign_out = "https://login.fenwickvale.example/out"')
    sign_in(client, idp)

    page = client.post("/accounts/logout/", follow=True)

    assert page.redirect_chain == [("/accounts/signed-out/council/", 302)]
    assert "https://login.fenwickvale.example/out" in said(page)
    assert client.get("/accounts/signed-out/nothing/").status_code == 404


def with_claims(**more: Any) -> Any:
    return lambda claims: openid.signed({**claims, **more})


def without(name: str) -> Any:
    return lambda claims: openid.signed({key: value for key, value in claims.items() if key != name})


def by_the_public_key(claims: dict[str, Any]) -> str:
    """Signed with what everybody knows, in the hope that it is taken for a shared secret."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    known = openid.private_key("first").public_key().public_bytes(serialization.Encoding.PEM, form)
    header, body = (
        jwt.utils.base64url_encode(part) for part in (b'{"alg":"HS256","typ":"JWT","kid":"first"}', _json(claims))
    )
    told = header + b"." + body
    made = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(told, known)
    return (told + b"." + jwt.utils.base64url_encode(made)).decode()


def _json(claims: dict[str, Any]) -> bytes:
    return json.dumps(claims).encode()


ATTACKS: dict[str, Any] = {
    "unsigned": lambda claims: jwt.encode(claims, "", algorithm="none", headers={"kid": "first"}),
    "another-key": lambda claims: jwt.encode(claims, openid.private_key("own"), "RS256", headers={"kid": "first"}),
    "unknown-key": lambda claims: openid.signed(claims, by="own"),
    "no-key-named": lambda claims: jwt.encode(claims, openid.private_key("first"), "RS256"),
    "public-key-as-secret": by_the_public_key,
    "for-another-site": with_claims(aud="payroll"),
    "of-another-issuer": with_claims(iss="https://evil.example"),
    "expired": with_claims(exp=int(time.time()) - 600),
    "not-yet-valid": with_claims(nbf=int(time.time()) + 6000),
    "no-end": without("exp"),
    "nobody": without("sub"),
    "not-a-token": lambda claims: "tea",
    "no-token": lambda claims: None,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_token_that_is_not_right_lets_nobody_in(client: Client, idp: openid.Provider, attack: str) -> None:
    idp.token = ATTACKS[attack]

    answer = sign_in(client, idp)

    assert answer.status_code == 403, said(answer)
    assert "cannot be relied on" in said(answer)
    assert not Officer.objects.exists()
    assert client.get("/accounts/sessions/").status_code == 302


def test_a_new_key_of_the_provider_is_asked_for(idp: openid.Provider) -> None:
    sign_in(Client(), idp)
    idp.keys, idp.token = ["first", "second"], lambda claims: openid.signed(claims, by="second")

    assert sign_in(Client(), idp).headers["Location"] == "/desk/"


def test_what_the_provider_says_of_itself_is_kept_for_a_while(idp: openid.Provider) -> None:
    sign_in(Client(), idp)
    sign_in(Client(), idp)

    assert idp.asked.count("/keys") == 1


def test_a_provider_that_calls_itself_something_else_is_not_believed(client: Client, idp: openid.Provider) -> None:
    idp.issuer = "https://evil.example"

    assert client.get(BEGIN).status_code == 403


def test_the_answer_to_one_browser_is_nothing_to_another(idp: openid.Provider) -> None:
    hers, his = Client(), Client()
    back = idp.visit(hers.get(BEGIN).headers["Location"])
    his.get(BEGIN)

    assert his.get(back).status_code == 403
    assert hers.get(back).headers["Location"] == "/desk/"


def test_a_stolen_code_put_into_somebody_else_s_sign_in_is_refused(idp: openid.Provider) -> None:
    """What PKCE is for: the state is the thief's own, the code is not."""
    hers, thief = Client(), Client()
    code = parse_qs(urlsplit(idp.visit(hers.get(BEGIN).headers["Location"])).query)["code"][0]
    state = parse_qs(urlsplit(thief.get(BEGIN).headers["Location"]).query)["state"][0]

    assert thief.get(f"{BEGIN}back/", {"code": code, "state": state}).status_code == 403


def test_an_answer_is_used_once(client: Client, idp: openid.Provider) -> None:
    back = idp.visit(client.get(BEGIN).headers["Location"])
    client.get(back)
    idp.spends = False

    assert client.get(back).status_code == 403
    assert Client().get(back).status_code == 403


def test_whoever_does_not_finish_is_told_how_to_go_on(client: Client, idp: openid.Provider) -> None:
    idp.denies = True

    answer = sign_in(client, idp)

    assert answer.status_code == 403
    assert "You did not finish" in said(answer)
    assert "Try again" in said(answer)


def test_when_the_provider_is_away_the_page_says_so_and_the_sealed_account_still_works(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    configure(settings, tmp_path, "http://127.0.0.1:9")

    answer = client.get(BEGIN)

    assert answer.status_code == 503
    assert "does not answer" in said(answer)


def test_more_groups_than_the_provider_tells_take_nothing_from_anybody(client: Client, idp: openid.Provider) -> None:
    sign_in(Client(), idp)
    del idp.claims["groups"]
    idp.claims["_claim_names"] = {"groups": "src1"}

    answer = sign_in(client, idp)

    assert "did not say which groups you are in" in said(answer)
    assert Officer.objects.get().role_names == {"intake"}


def test_somebody_without_an_address_is_turned_away(client: Client, idp: openid.Provider) -> None:
    del idp.claims["email"]

    assert "what your email address is" in said(sign_in(client, idp))


def test_whoever_signs_in_so_has_no_password_and_gets_no_link_for_one(client: Client, idp: openid.Provider) -> None:
    sign_in(Client(), idp)

    client.post("/accounts/password/forgotten/", {"email": "mira@fenwickvale.example"})

    assert post.arrived() == []


@pytest.mark.parametrize("address", ["/accounts/oidc/nothing/", "/accounts/saml/council/"])
def test_a_provider_there_is_not_is_not_found(client: Client, idp: openid.Provider, address: str) -> None:
    assert client.get(address).status_code == 404
