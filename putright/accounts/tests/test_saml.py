"""Signing in by SAML, against a provider on this machine that signs what it should and what it should not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from lxml import etree
from pytest_django import Settings

from putright.accounts import audit
from putright.accounts.models import GroupRole, Officer
from putright.accounts.signing_in import providers
from putright.accounts.tests.identity import assertions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,
    pytest.mark.slow,
    pytest.mark.usefixtures("_real_council", "_worker_at_once"),
]

BEGIN = "/accounts/saml/council/"
BACK = "/accounts/saml/council/back/"
SPACES = {**assertions.SPACES, "ds": "http://www.w3.org/2000/09/xmldsig#"}


@pytest.fixture
def idp(settings: Settings, tmp_path: Path) -> Iterator[assertions.Provider]:
    with assertions.provider() as made:
        made.attributes = {
            assertions.GROUPS: ["complaints-team"],
            assertions.EMAIL: ["mira@fenwickvale.example"],
            assertions.NAME: ["Mira Vance"],
        }
        configure(settings, tmp_path, made.address)
        GroupRole.objects.create(provider="council", group="complaints-team", role="intake")
        yield made


def configure(settings: Settings, folder: Path, address: str, signed_by: tuple[str, ...] = ("council",)) -> None:
    certificates = "".join(assertions.key_and_certificate(name)[1] for name in signed_by)
    (folder / "certificate.pem").write_text(certificates, encoding="ascii")
    (folder / "sign-in.toml").write_text(
        '[[providers]]\nid = "council"\nkind = "saml"\ntitle = "your council account"\n'
        f'entity_id = "{assertions.ENTITY}"\naddress = "{address}/"\ncertificate_file = "certificate.pem"\n',
        encoding="utf-8",
    )
    settings.SIGN_IN_PROVIDERS = providers.read(folder / "sign-in.toml")
    settings.SOCIALACCOUNT_PROVIDERS = providers.for_allauth(settings.SIGN_IN_PROVIDERS)
    settings.PUBLIC_ADDRESS = "http://testserver"


def sign_in(client: Client, idp: assertions.Provider) -> Any:
    """Off to the provider, signed in there, and back."""
    return bring(client, idp.visit(client.get(BEGIN).headers["Location"]))


def bring(client: Client, answer: str) -> Any:
    """Post what the provider had somebody's browser post, and follow to the end."""
    return client.get(client.post(BACK, {"SAMLResponse": answer}).headers["Location"])


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_somebody_in_a_mapped_group_gets_an_account_and_its_role(client: Client, idp: assertions.Provider) -> None:
    answer = sign_in(client, idp)

    assert answer.headers.get("Location") == "/desk/", said(answer)
    mira = Officer.objects.get()
    assert (mira.email, mira.name) == ("mira@fenwickvale.example", "Mira Vance")
    assert mira.role_names == {"intake"}
    account = SocialAccount.objects.get()
    assert (account.uid, account.provider, account.extra_data) == ("mira-1", "council", {})
    assert client.get("/accounts/sessions/").status_code == 200


def test_whoever_has_left_every_group_loses_every_role(idp: assertions.Provider) -> None:
    sign_in(Client(), idp)
    idp.attributes[assertions.GROUPS] = ["caretakers"]

    assert sign_in(Client(), idp).status_code == 403
    assert Officer.objects.get().role_names == frozenset()
    assert audit.found()[0].kind == "sign_in_refused"


def test_the_council_s_it_can_fetch_what_it_has_to_enter(client: Client, idp: assertions.Provider) -> None:
    page = client.get("/accounts/saml/council/metadata.xml")

    assert page.headers["Content-Type"] == "text/xml"
    assert "http://testserver/accounts/saml/council/back/" in said(page)


def test_nothing_of_ours_is_signed_and_the_metadata_says_so(client: Client, idp: assertions.Provider) -> None:
    page = said(client.get("/accounts/saml/council/metadata.xml"))

    assert 'AuthnRequestsSigned="false"' in page
    assert 'WantAssertionsSigned="true"' in page
    assert "Signature" not in page


@pytest.mark.parametrize("key", ["council", "next"])
def test_while_it_goes_over_to_another_certificate_both_are_believed(
    client: Client, idp: assertions.Provider, settings: Settings, tmp_path: Path, key: str
) -> None:
    configure(settings, tmp_path, idp.address, ("council", "next"))
    idp.key = key

    assert sign_in(client, idp).headers["Location"] == "/desk/"


def test_and_no_third_one_is(client: Client, idp: assertions.Provider, settings: Settings, tmp_path: Path) -> None:
    configure(settings, tmp_path, idp.address, ("council", "next"))
    idp.key = "somebody-else"

    refused(client, sign_in(client, idp))


def test_behind_a_proxy_it_is_the_public_address_that_counts(
    client: Client, idp: assertions.Provider, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://complaints.fenwickvale.example"
    settings.ALLOWED_HOSTS = ["*"]
    idp.audience = "https://complaints.fenwickvale.example/accounts/saml/council/metadata.xml"

    assert sign_in(client, idp).headers["Location"] == "/desk/"


def test_signing_out_at_the_provider_asks_and_signs_nobody_out_by_an_address_alone(
    client: Client, idp: assertions.Provider
) -> None:
    sign_in(client, idp)

    assert client.get("/accounts/saml/council/out/?SAMLRequest=x").headers["Location"] == "/accounts/logout/"
    assert client.get("/accounts/sessions/").status_code == 200


# --- Attacks ---------------------------------------------------------------------------------------------------------


def spoilt(change: Callable[[Any], None]) -> Callable[[str], str]:
    """A change made after the signature was."""

    def spoil(answer: str) -> str:
        root = etree.fromstring(answer.encode())
        change(root)
        return str(etree.tostring(root).decode())

    return spoil


def one(root: Any, path: str) -> Any:
    return root.xpath(path, namespaces=SPACES)[0]


def forged(root: Any) -> Any:
    """The signed assertion once more, about somebody else and without its signature."""
    copy = deepcopy(one(root, "saml:Assertion"))
    copy.remove(one(copy, "ds:Signature"))
    one(copy, "saml:Subject/saml:NameID").text = "the-chief-executive"
    copy.set("ID", "_forged")
    return copy


def another_name(root: Any) -> None:
    one(root, "//saml:NameID").text = "the-chief-executive"


def more_groups(root: Any) -> None:
    one(root, "//saml:AttributeValue").text = "administrators"


def signature_gone(root: Any) -> None:
    signed = one(root, "saml:Assertion")
    signed.remove(one(signed, "ds:Signature"))


def forged_before(root: Any) -> None:
    root.insert(root.index(one(root, "saml:Assertion")), forged(root))


def forged_after(root: Any) -> None:
    root.append(forged(root))


def signed_inside_forged(root: Any) -> None:
    signed, evil = one(root, "saml:Assertion"), forged(root)
    root.replace(signed, evil)
    evil.append(signed)


def signed_inside_signature_of_forged(root: Any) -> None:
    signed, evil = one(root, "saml:Assertion"), forged(root)
    signature = one(signed, "ds:Signature")
    signed.remove(signature)
    root.replace(signed, evil)
    evil.insert(1, signature)
    etree.SubElement(signature, f"{{{SPACES['ds']}}}Object").append(signed)


def signed_in_extensions(root: Any) -> None:
    signed, evil = one(root, "saml:Assertion"), forged(root)
    evil.set("ID", signed.get("ID"))
    evil.insert(1, deepcopy(one(signed, "ds:Signature")))
    root.replace(signed, evil)
    extensions = etree.Element(f"{{{SPACES['samlp']}}}Extensions")
    extensions.append(signed)
    root.insert(1, extensions)


def forged_around_a_signature_of_the_same_number(root: Any) -> None:
    evil = forged(root)
    evil.set("ID", one(root, "saml:Assertion").get("ID"))
    root.insert(root.index(one(root, "saml:Assertion")), evil)


SPOILT: dict[str, Callable[[Any], None]] = {
    "another-name": another_name,
    "more-groups": more_groups,
    "signature-gone": signature_gone,
    "forged-before-the-signed": forged_before,
    "forged-after-the-signed": forged_after,
    "signed-inside-the-forged": signed_inside_forged,
    "signed-inside-the-signature": signed_inside_signature_of_forged,
    "signed-in-the-extensions": signed_in_extensions,
    "forged-with-the-same-number": forged_around_a_signature_of_the_same_number,
}


@pytest.mark.parametrize("attack", SPOILT)
def test_what_was_changed_after_signing_lets_nobody_in(client: Client, idp: assertions.Provider, attack: str) -> None:
    idp.spoil = spoilt(SPOILT[attack])

    refused(client, sign_in(client, idp))


def refused(client: Client, answer: Any) -> None:
    assert answer.status_code == 403
    assert "cannot be relied on" in said(answer)
    assert not Officer.objects.exists()
    assert client.get("/accounts/sessions/").status_code == 302


@pytest.mark.parametrize(
    "lie",
    [
        {"signs": False},
        {"key": "somebody-else"},
        {"audience": "https://payroll.fenwickvale.example/"},
        {"entity": "https://evil.example/"},
        {"lasts": timedelta(minutes=-30)},
    ],
    ids=["unsigned", "another-key", "for-another-site", "another-issuer", "expired"],
)
def test_what_the_provider_we_know_did_not_sign_for_us_and_for_now_lets_nobody_in(
    client: Client, idp: assertions.Provider, lie: dict[str, Any]
) -> None:
    for name, value in lie.items():
        setattr(idp, name, value)

    refused(client, sign_in(client, idp))


def test_a_comment_in_a_name_makes_nobody_somebody_else(client: Client, idp: assertions.Provider) -> None:
    """A signature says nothing of comments, and a reader that stops at one takes half of the name for the whole."""
    idp.name_id = "the-chief-executive.evil"
    idp.spoil = lambda answer: answer.replace("the-chief-executive.evil", "the-chief-executive<!-- -->.evil")

    answer = sign_in(client, idp)

    known = list(SocialAccount.objects.values_list("uid", flat=True))
    assert known in ([], ["the-chief-executive.evil"]), said(answer)


def test_an_answer_is_used_once_and_by_one_browser(client: Client, idp: assertions.Provider) -> None:
    answer = idp.visit(client.get(BEGIN).headers["Location"])
    assert bring(client, answer).headers["Location"] == "/desk/"
    client.logout()

    for thief in (client, Client()):
        assert bring(thief, answer).status_code == 403
        assert thief.get("/accounts/sessions/").status_code == 302


def test_what_nobody_asked_for_is_refused(client: Client, idp: assertions.Provider) -> None:
    idp.answers = "_never_asked"

    assert sign_in(client, idp).status_code == 403
    assert client.get("/accounts/sessions/").status_code == 302


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "tea",
        "PHhtbD4=",
        # An entity that would be read from this machine's disk.
        "PCFET0NUWVBFIHggWzwhRU5USVRZIGUgU1lTVEVNICJmaWxlOi8vL2V0Yy9wYXNzd2QiPl0+PHg+JmU7PC94Pg==",
    ],
    ids=["empty", "no-base64", "no-answer", "entity"],
)
def test_nonsense_is_refused_and_breaks_nothing(client: Client, idp: assertions.Provider, nonsense: str) -> None:
    answer = bring(client, nonsense)

    assert answer.status_code == 403
    assert "root:" not in said(answer)


def test_coming_back_without_having_been_there_is_refused(client: Client, idp: assertions.Provider) -> None:
    assert client.get(f"{BACK}in/").status_code == 403


def test_a_provider_of_the_other_kind_is_not_found(client: Client, idp: assertions.Provider) -> None:
    assert client.get("/accounts/oidc/council/").status_code == 404
    assert client.get("/accounts/saml/nothing/").status_code == 404
