"""Letters of a made-up complaint, for the tests of this folder: sensible values, and every part an officer writes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from putright import rulebook
from putright.letters import compose, wordings
from putright.letters.compose import Draft
from putright.letters.drawing.render import Look
from putright.rulebook.book.vocabulary import WHEN
from putright.rulebook.letters.contents import Known
from putright.rulebook.letters.points import NOT_UPHELD, UPHELD, Point

ON = date(2026, 7, 1)
WRITTEN_IN_FULL = ("local_council_code", "landlord_code", "service_request", "member_enquiry")

LOOK = Look(
    council_name="Fenwick Vale Council",
    address=("Complaints team", "Guildhall, 1 Market Place", "Fenwick FV1 1AA"),
    phone="01632 960100",
    email="complaints@fenwickvale.example",
    website="https://fenwickvale.example",
)

POINTS = (
    Point(
        number=1,
        text="My brown bin was missed three times in June.",
        procedure="local_council_code",
        finding=UPHELD,
        reason="The lorry’s own record shows that it did not turn into your road on 3, 10 and 17 June. The round had "
        "been changed and your road was left off the new sheet. That was our mistake.",
        rule="Waste collection policy, section 4: a missed bin is emptied within 2 working days.",
        remedy="We emptied the bin on 30 June. Your road is back on the sheet.",
    ),
    Point(
        number=2,
        text="Nobody rang me back.",
        procedure="local_council_code",
        finding=NOT_UPHELD,
        reason="We rang on 19 June at 10:15 and left a message on the number you gave us.",
        rule="Customer service standard 3: we ring back within 2 working days.",
    ),
)

VALUES: Mapping[str, str] = {
    "reference": "FV-2026-00417",
    "letter_date": "Wednesday 1 July 2026",
    "person_name": "Ms Lindqvist",
    "person_address": "14 Mill Lane\nFenwick\nFV2 3AB",
    "complainant_name": "Maria Lindqvist",
    "council_name": LOOK.council_name,
    "address": ", ".join(LOOK.address),
    "phone": LOOK.phone,
    "email": LOOK.email,
    "opening_hours": "Monday to Friday, 9am to 5pm",
    "service": "Waste and recycling",
    "procedure": "our complaints policy",
    "procedure_because": "We use it because your complaint is about a service the council provides.",
    "stage": "stage 1",
    "received_on": "Monday 29 June 2026",
    "due_on": "Wednesday 15 July 2026",
    "because": "That is 10 working days from Wednesday 1 July 2026, when we told you how we understand your complaint.",
    "escalate_by": "Please do this by Saturday 1 August 2026. If you need more time, tell us.",
    "lateness": "We should have written to you by Monday 1 June 2026. We did not, and we are sorry.",
    "new_date": "Wednesday 22 July 2026",
    "until": "Thursday 3 December 2026",
    "next_update": "Friday 10 July 2026",
    "review_on": "Thursday 3 December 2026",
    "handler": "Imran Sayle",
    "handler_role": "Investigating officer, Waste and recycling",
    "handler_contact": "01632 960123, waste@fenwickvale.example",
    "reviewer": "Tom Birk, Head of Service",
    "points": compose.numbered(POINTS),
    "findings": compose.findings(POINTS),
    "outstanding": "Your road is still missed on some weeks.",
    "outcome_sought": "You would like your bin emptied every week, and an apology.",
    "definition": "You complained that your brown bin was missed three times in June and that nobody rang you back.",
    "decision": "We uphold the first point and do not uphold the second.",
    "remedy": "We are sorry that we left your bin full for three weeks and that it smelt. We will check your road each "
    "week until 31 August 2026.",
    "outstanding_actions": "- Weekly check of your road, until 31 August 2026: Waste and recycling",
    "not_ours": "The street light outside your house belongs to the county council.",
    "adjustments": "We will write to you in large print, by post.",
    "asked": "You asked us to look into the parking fine of 3 March 2024.",
    "ground": "it came more than 12 months after you knew about it",
    "other_route": "You can appeal to the Traffic Penalty Tribunal.",
    "complaint_link": "https://complaints.fenwickvale.example/complaint/FV-2026-00417/k3hs9",
    "escalate_link": "https://complaints.fenwickvale.example/complaint/FV-2026-00417/k3hs9/escalation/",
    "complaints_page": "https://complaints.fenwickvale.example/how-we-handle-complaints/",
    "ombudsman": compose.ombudsmen_in_words(["lgsco"], on=ON),
    "ombudsman_time": compose.ombudsman_times(["lgsco"], on=ON),
}

WRITES = (
    "We asked the depot for its records of every round in June and compared them with what you sent us, and we went "
    "through your photographs one by one."
)
"""What the officer writes in any part that is the officer's to write."""


def draft(
    letter: str = "stage_1_response",
    procedure: str = "local_council_code",
    *,
    without: Iterable[str] = (),
    **values: str,
) -> Draft:
    """A letter that leaves nothing out, except the values left out on purpose."""
    wording = wordings.current(letter=letter, procedure=procedure)
    given = {block.name: WRITES for block in wording.blocks if not block.text}
    bodies = compose.ombudsmen_in_words(rulebook.procedure(procedure).ombudsmen, on=ON)
    known = {**VALUES, "ombudsman": bodies, **values}
    return compose.draft(wording, {name: known[name] for name in known if name not in set(without)}, given=given)


def known() -> Known:
    """A case in which everything holds that can."""
    return Known(on=ON, holding=frozenset(WHEN), due_on=date(2026, 7, 15), new_on=date(2026, 7, 22), ground="late")


def points_of(procedure: str) -> tuple[Point, ...]:
    """The points, as belonging to a procedure."""
    return tuple(replace(point, procedure=procedure) for point in POINTS)
