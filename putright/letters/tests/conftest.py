"""What tests of letters share: a council to write for, and an officer who takes things in hand."""

import pytest

from putright.accounts.models import Officer
from putright.council.models import Council


@pytest.fixture
def council(db: None) -> Council:
    return Council.objects.create(
        pk=1,
        name="Fenwick Vale Council",
        short_name="Fenwick Vale",
        address="Complaints team\nGuildhall, 1 Market Place\nFenwick FV1 1AA",
        phone="01632 960100",
        email="complaints@fenwickvale.example",
    )


@pytest.fixture
def anita(db: None) -> Officer:
    return Officer.objects.create(email="anita.rowe@fenwickvale.example", name="Anita Rowe")
