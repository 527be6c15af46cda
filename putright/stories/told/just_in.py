"""Just in: a complaint nobody has looked at yet, and a second one about the same evening."""

from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "owner": None, "next_step": "stage_1_acknowledgement"}

MATTER = Matter(
    service="libraries-and-leisure",
    channel="web",
    said="The pool was closed without a word when we came with twenty children",
    happened="We had booked the shallow pool for six. At six the doors were locked and nobody answered the telephone.",
    impact="Twenty six-year-olds in swimming things in the rain.",
    wanted="The money back, and somebody to explain.",
    person=builders.resident("Stephen Achebe", email="s.achebe@mail.example"),
)

SECOND = Matter(
    service="libraries-and-leisure",
    channel="email",
    said="Locked out of Fenwick Baths last night",
    happened="There were children crying at the door. Nobody from the council was there.",
    wanted="Put a notice up next time.",
    person=builders.resident("Lorna Beck"),
)


def tell(days: Days) -> Telling:
    """Both came in yesterday afternoon; Rosa has taken the second one herself."""
    builders.complaint(SECOND, at=days.ago(1, "15:40")).given_to(cast.ROSA, at=days.ago(1, "15:50"))
    return builders.complaint(MATTER, at=days.ago(1, "16:20"))
