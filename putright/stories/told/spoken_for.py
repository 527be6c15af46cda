"""Somebody speaks for her: Helen Tran complains about Ellie's care, which the law has a procedure of its own for."""

from putright.casework import steps
from putright.casework.actions import stage_1
from putright.casework.actions.intake import Contact, Matter, Representing
from putright.casework.steps import Told
from putright.rulebook import plain
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"procedure": "adult_care", "stage": "local", "ended": False, "next_step": "agreed_answer"}


def tell(days: Days) -> Telling:
    """Received seven working days ago; the plan and the date of the answer are agreed, and it is being looked into."""
    matter = Matter(
        service="adult-social-care",
        channel="letter",
        said="Ellie’s support worker has not come on Thursdays since the summer",
        happened=(
            "Ellie has six hours a week. Since July nobody has come on Thursdays. The agency says that it has no "
            "staff and the council says that it is for the agency."
        ),
        impact="Thursday is when she swims. She has stopped asking to go.",
        wanted="Somebody every Thursday, or the hours on another day that Ellie chooses.",
        person=Contact(name="Ellie Tran", address="14 Weir Cottages\nFenwick\nZZ9 4EL"),
        person_gets_letters=True,
        representing=Representing(
            contact=builders.resident("Helen Tran", phone="07700 900145", email="helen.tran@mail.example"),
            relation="mother",
            authority="consent",
            authority_note="A letter in Ellie’s own hand, on file.",
            authority_on=days.on(8),
        ),
        adjustments=[("easy_read", "Short sentences, and read it with Helen")],
        procedure="adult_care",
    )
    story = builders.complaint(matter, at=days.ago(7, "10:30"), logged_at=days.ago(7, "11:15"), by=cast.ROSA)
    story.agreed_adjustments(at=days.ago(6, "09:10"), review_on=days.months_ahead(6))
    story.triaged(at=days.ago(6, "09:15"), complexity="complex")
    story.given_to(cast.GARETH, at=days.ago(6, "09:20"))
    understood = builders.understood(
        ["Support on Thursdays has not been provided since July."],
        "Ellie would like somebody every Thursday, or the same hours on a day she chooses.",
    )
    steps.take(
        story.step(days.ago(5, "11:00"), cast.ROSA), "acknowledge", lambda case: stage_1.understanding(case, understood)
    )
    agreed = "Ellie and Helen agreed to it on the telephone, and to Gareth talking with the agency."
    plan = Told(facts={"until": days.ahead(10)}, words={"consent": agreed})
    written = builders.letter(
        plan=f"We will read what the agency recorded since July and answer by {plain(days.ahead(10))}.",
        reasons="The agency’s records are kept elsewhere, and we would like to hear from Ellie herself.",
    )
    steps.take(story.step(days.ago(4, "14:00"), cast.ANITA), "agree_plan", plan, letter=written)
    return story.posted(at=days.ago(4, "15:30"))
