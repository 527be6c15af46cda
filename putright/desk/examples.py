"""Example values for the preview of a wording. Nobody in them exists; the council's own details are its real ones."""

from __future__ import annotations

from collections.abc import Mapping

from putright.council import here
from putright.letters import placeholders

VALUES: Mapping[str, str] = {
    "reference": "26-7KQ-4M2",
    "letter_date": "Wednesday 1 July 2026",
    "person_name": "Maria Lindqvist",
    "person_address": "14 Mill Lane\nFenwick",
    "complainant_name": "Maria Lindqvist",
    "service": "Waste and recycling",
    "procedure": "Complaint Handling Code",
    "procedure_because": "We use it because your complaint is about a service of the council.",
    "stage": "stage 1",
    "received_on": "Monday 29 June 2026",
    "due_on": "Wednesday 15 July 2026",
    "because": "That is 10 working days from Wednesday 1 July 2026, when we told you how we understand your complaint.",
    "escalate_by": "Please do this by Saturday 1 August 2026. If you need more time, tell us.",
    "lateness": "",
    "new_date": "Wednesday 22 July 2026",
    "until": "Thursday 3 December 2026",
    "next_update": "Friday 10 July 2026",
    "review_on": "Thursday 3 December 2026",
    "handler": "Imran Sayle",
    "handler_role": "Investigating officer",
    "handler_contact": "waste@council.example",
    "reviewer": "Tom Birk, Head of Service",
    "points": "1. The brown bin was missed three times in June.\n2. Nobody rang back.",
    "findings": "## Point 1: The brown bin was missed three times in June.\n\nWe uphold this point. "
    "We got it wrong.\n\nYour road was left off the new round. That was our mistake.",
    "outstanding": "1. The brown bin is still missed on some weeks.",
    "outcome_sought": "The bin emptied every week, and an apology.",
    "definition": "The brown bin was missed three times in June, and nobody rang back.",
    "decision": "We uphold your complaint. We got it wrong.",
    "remedy": "1. We are sorry that we missed your bin, by Wednesday 1 July 2026.\n"
    "2. We will check your road each week until 31 August 2026.",
    "outstanding_actions": "- Number 2 above is still to be done. Who sees to it: Waste and recycling manager.",
    "not_ours": "The street light belongs to the electricity company.",
    "adjustments": "- Large print",
    "asked": "You asked us to look at the bins again.",
    "ground": "This was answered on 3 March 2026, at stage 2.",
    "other_route": "You can appeal to the tribunal.",
    "complaint_link": "https://council.example/complaint/26-7KQ-4M2/",
    "escalate_link": "https://council.example/complaint/26-7KQ-4M2/escalation/",
    "complaints_page": "https://council.example/how-we-handle-complaints/",
    "ombudsman": "The Local Government and Social Care Ombudsman\n\n- Website: www.lgo.org.uk\n- Phone: 0300 061 0614",
    "ombudsman_time": "Please do not wait. The Ombudsman’s time limit is usually 12 months from the day you first knew "
    "about the problem. If more time has passed, ask them all the same. They decide.",
}


def values() -> Mapping[str, str]:
    """A value for every placeholder there is."""
    council = here.council()
    own = {
        "council_name": council.name,
        "address": council.address,
        "phone": council.phone,
        "email": council.email,
        "opening_hours": council.opening_hours,
    }
    return {name: own.get(name, VALUES.get(name, f"[{name}]")) for name in placeholders.KNOWN}
