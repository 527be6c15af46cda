"""What a service learns is recorded once there is an answer, with who sees to it."""

from datetime import date

import pytest

from putright.casework.actions import learning
from putright.casework.refused import Refused
from putright.casework.tests import cast
from putright.council.models import Service


def test_what_was_learnt_names_the_service_who_sees_to_it_and_by_when() -> None:
    case = cast.complaint("answered")
    housing = Service.objects.get(slug="housing")
    learning.record_learning(
        cast.step(case, "imran"), what="Check it", owner=cast.who("imran"), until=date(2026, 12, 1), service=housing
    )
    learning.record_learning(cast.step(case, "imran"), what="Check it again", owner=cast.who("imran"))
    assert list(case.improvements.order_by("pk").values_list("service__slug", "until")) == [
        ("housing", date(2026, 12, 1)),
        ("waste", None),
    ]


@pytest.mark.parametrize(("upto", "what"), [("acknowledged", "Check it"), ("answered", "  ")])
def test_nothing_is_learnt_before_there_is_an_answer_nor_from_nothing(upto: str, what: str) -> None:
    case = cast.complaint(upto)
    with pytest.raises(Refused):
        learning.record_learning(cast.step(case, "anita"), what=what, owner=cast.who("imran"))
    assert case.improvements.count() == 0
