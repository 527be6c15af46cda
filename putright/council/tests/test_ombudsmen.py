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


@pytest.mark.django_db
def test_the_time_limit_is_marked_unverified_until_the_council_has_checked_it() -> None:
    bundled = here.ombudsmen(on=ON)["lgsco"]
    assert bundled.time_limit_unverified

    row = models.OmbudsmanDetails.objects.create(name="lgsco", website="www.lgo.org.uk", source="its site", read_on=ON)
    assert here.ombudsmen(on=ON)["lgsco"].time_limit == bundled.time_limit
    assert here.ombudsmen(on=ON)["lgsco"].time_limit_unverified

    row.time_limit = "6 months from our final answer"
    row.save()
    assert here.ombudsmen(on=ON)["lgsco"].time_limit == "6 months from our final answer"
    assert not here.ombudsmen(on=ON)["lgsco"].time_limit_unverified
