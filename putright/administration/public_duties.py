"""What the public may rely on before a site opens: the landlord's Code, keeping, privacy, accessibility, tried mail.

Each function says what is still missing, in a sentence, or nothing. The steps themselves are in `checklist`.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.crypto import salted_hmac

from putright.administration.models import Change
from putright.council import here, lgsl, models

LANDLORD_CODE = "landlord_code"
COUNCIL_HOMES = "council-homes"
"""The group of the Local Government Services List that only a landlord has."""
CHANGED = "the mail settings or the secret key were last changed"
TESTED, THROUGH = "Test message", "Mail settings"


def landlord_undone(council: models.Council | None, *, on: date) -> str:
    """Whether somebody has said if the council lets homes, and follows the Code that is law for those who do."""
    if council is None or council.landlord is None:
        return "Say whether the council is a landlord."
    if council.landlord and LANDLORD_CODE not in here.adopted(on=on):
        return "The council is a landlord, and the landlord Code is not in use: adopt it under Procedures."
    return ""


def looks_like_a_landlord() -> list[str]:
    """The services in use that only a landlord offers, or that are called so."""
    group = next(one for one in lgsl.every() if one.slug == COUNCIL_HOMES)
    numbers = {entry.number for entry in group.entries}
    rows = models.Service.objects.filter(active=True)
    return [row.name for row in rows if numbers & {*row.lgsl} or _of_homes(row.name)]


def _of_homes(name: str) -> bool:
    return any(words in name.lower() for words in ("council home", "housing repair", "tenan", "leasehold"))


def keeping_unconfirmed(council: models.Council | None) -> str:
    """Whether somebody with a name has confirmed for how long cases are kept."""
    if council is None or not (council.keeping_confirmed_by and council.keeping_confirmed_on):
        return (
            "Have the years confirmed by somebody who answers for them. The privacy notice leaves them out until then."
        )
    return ""


def privacy_unsaid(council: models.Council | None) -> str:
    """Whether the privacy notice names the data protection officer."""
    if council is None or not council.data_protection_officer.strip():
        return "Enter who the data protection officer is and how to reach them."
    return ""


def statement_undated(council: models.Council | None) -> str:
    """Whether the accessibility statement has its day."""
    if council is None or council.accessibility_prepared_on is None:
        return "Say when the accessibility statement was prepared, and how far the pages comply."
    return ""


def mail_untried() -> str:
    """Whether a test message was sent through the mail server as it is set now. A demonstration sends nothing."""
    if settings.DEMO or last_tried() == mail_mark():
        return ""
    return f"Send a test message to yourself: none has been sent since {CHANGED}."


def mail_mark() -> str:
    """The mail settings in a word that changes with each of them and tells none.

    The password is one of them, so the word is made with the secret key: nobody can try passwords against it.
    """
    parts = (settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    return salted_hmac("putright.mail", repr((*parts, settings.EMAIL_USE_TLS))).hexdigest()[:12]


def last_tried() -> str:
    """The mark of the mail settings with which the last test message went out; empty when none has."""
    for row in Change.objects.filter(area="mail", about=TESTED):
        for name, _, now in row.what:
            if name == THROUGH:
                return str(now).rpartition(" ")[2]
    return ""
