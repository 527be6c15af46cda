"""Officers for the tests of signing in."""

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.council import clock

PASSWORD = "correct horse battery"


def officer(*held: str, email: str = "rosa@fenwickvale.example", password: str | None = None) -> Officer:
    """An officer who holds these roles; with a password only where the test needs one, since making one takes time."""
    made = Officer.objects.create_user(email, password, name="Rosa Okafor")
    for role in held:
        roles.grant(officer=made, role=role, at=clock.now())
    return made
