"""How to reach the Ombudsmen: what the council has checked stands above what is bundled."""

from datetime import date

import pytest

from putright.council import here, models

ON = date(2026, 6, 1)


@pytest.mark.django_db
def test_what_the_council_has_checked_goes_before_what_is_bundled() -> None:
    assert here.ombudsmen(on=ON)["ico"].ways == ()

    models.OmbudsmanDetails.objects.create(name="ico", website="www.ico.example", source="its website", read_on=ON)

    assert here.ombudsmen(on=ON)["ico"].website == "www.ico.example"
    assert here.ombudsmen(on=ON)["ico"].named_in("You can write to the ICO.")
    assert here.ombudsmen(on=ON)["lgsco"].ways != ()
