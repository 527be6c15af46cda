"""The closed vocabularies procedure files are written in. A word that is not here is refused at load.

Adding a word is a decision about what the rulebook can say: it needs a decision record.
"""

from __future__ import annotations

from collections.abc import Mapping

FORCES = ("guidance", "law")
UNITS = ("working_day", "calendar_day", "school_day", "month", "agreed")
PARTIES = ("council", "complainant", "panel", "other_body")
ROLES = (
    "any_officer",
    "complaints_officer",
    "investigating_officer",
    "reviewer",
    "complaints_manager",
    "responsible_person",
    "link_officer",
    "senior_lead",
    "data_protection_officer",
    "monitoring_officer",
    "adjudicating_officer",
)
OMBUDSMEN: Mapping[str, str] = {
    "lgsco": "the Local Government and Social Care Ombudsman",
    "housing_ombudsman": "the Housing Ombudsman Service",
    "ico": "the Information Commissioner's Office",
}
"""The bodies a person can be signposted to when the council has given its last word."""

COUNTS_AS = ("code", "landlord", "statutory", "service_request", "enquiry", "ombudsman", "data_protection")
"""Which set of figures a procedure's cases belong to. Statutory cases are never counted in Code figures."""

STAGE_LEFT = "stage_left"
"""In a move's `opens`: go back to the open stage the matter was at before it ended."""

FACTS: Mapping[str, str] = {
    "until": "the date",
    "id": "which one it is about",
    "reason": "the reason",
    "good_reason": "the good reason for going past the limit",
    "approved_by": "who approved it",
    "decided_by": "who decided it",
    "ground": "the ground",
    "how_told": "how the person told us",
    "points": "the points of the complaint, numbered",
    "outcome_sought": "the outcome the person wants (or that they did not say)",
    "definition": "the definition of the complaint",
    "conflict_declaration": "the handler's conflict of interest declaration",
    "learning": "what was learnt, or why nothing was",
    "evidence": "what shows that it was done",
    "alternative": "what is offered instead",
    "owner": "who will see to it",
    "procedure": "the procedure it goes to",
    "consent": "the person's consent",
    "how_offered": "how the person was told they can complain",
    "linked_case": "the reference of the complaint",
    "dissatisfaction": "whether dissatisfaction was voiced",
    "complaint_offered": "whether the person was told how to complain",
    "independent_person": "the Independent Person",
    "panel_members": "the three independent panel members",
    "responsible_person": "the responsible person who signs",
    "reference": "the reference the other body gave",
    "investigator": "the investigator named in the letter",
    "decision": "the decision",
    "considered_by": "the meeting that considered it",
    "adjustment": "the adjustment agreed",
    "disability": "where the disability disclosed is recorded, or that none was disclosed",
    "update_every": "how often the person will hear from us until it is answered",
    "review_on": "the day it will be looked at again",
    "question": "what was asked",
    "discretion": "why it is not taken although it could be",
    "earlier_case": "the earlier complaint about the same matter",
    "advocate": "whether an advocate was offered, or why none need be",
    "investigating_officer": "the Investigating Officer",
    "proceedings": "the proceedings that must not be prejudiced",
    "lead_body": "the body that leads and sends the one answer",
    "other_body": "the body or provider it goes to",
}
"""What a move may need to be told: the name events carry it under, and how a refusal names it to an officer."""

BLOCKS: Mapping[str, str] = {
    "reference": "the reference",
    "received_on": "the day we received it",
    "next_steps": "what happens next",
    "complaints_link": "how to make a complaint",
    "adjustments_question": "a question about any adjustment that is needed",
    "adjustments": "the adjustments agreed",
    "understanding": "our understanding of the complaint, as numbered points",
    "outcome_sought": "the outcome the person wants",
    "procedure": "which procedure is used and why",
    "not_ours": "which parts are not ours, and whose they are",
    "handler": "who is dealing with it and how to reach them",
    "due_on": "the day an answer is due",
    "correct_us": "how to correct our understanding",
    "delayed": "what is delayed",
    "new_date": "the new date",
    "reasons": "the reasons",
    "done_so_far": "what has been done so far",
    "next_update": "when we will write again",
    "stage": "the stage this answer belongs to",
    "definition": "the complaint as we defined it",
    "points": "every point, with finding, reason and the rule relied on",
    "decision": "the decision",
    "responsibility": "which parts the council is responsible for, and who is responsible for the rest",
    "remedy": "the remedy: what and by when",
    "outstanding_actions": "the actions still to do, each with who and when",
    "learning": "what the council has learnt",
    "escalation": "how to ask for the next stage, by every route, no reasons needed",
    "outstanding_issues": "the issues still outstanding",
    "reviewer": "who will review it (not the person who answered before)",
    "final_stage": "that this is the final stage",
    "final": "that this is the council's final answer",
    "ombudsman": "the Ombudsman: who they are and how to reach them",
    "asked": "what was asked for",
    "ground": "the ground",
    "other_route": "where else the person can go",
    "new_facts": "the invitation to send facts that could change the decision",
    "what": "what was promised",
    "alternative": "what is offered instead",
    "measures": "what is restricted, and how",
    "duration": "how long it lasts",
    "adjustments_considered": "which adjustments were considered, for a disability above all",
    "review_on": "when it will be reviewed, and how",
    "new_matters": "how to contact us about new matters",
    "answer": "the answer",
    "departure": "that we are departing from the procedure, and why",
    "advocate": "the offer of an advocate",
    "plan": "the agreed plan and the date agreed for an answer",
    "panel_rights": "how to ask for a review panel",
    "update_interval": "how often we will write until it is answered",
    "ico": "the right to complain to the Information Commissioner",
    "withdrawal": "that the complaint has been withdrawn, and how to take that back",
    "insist": "how to say that it is a complaint after all",
    "recommendations": "what was recommended and what the council has done",
    "evidence": "the evidence",
    "discussion": "the offer to discuss how it will be handled and by when",
    "considered": "how the complaint was considered",
    "signature": "the signature of the responsible person",
    "investigators": "who will investigate, and who the Independent Person is",
    "reports": "the investigation reports, enclosed",
    "meeting": "when and where the panel meets, who sits on it, and who may come along",
    "proceedings": "which proceedings must not be prejudiced, and how to bring it back when they end",
    "other_body": "which body it has gone to, and how to reach it",
    "lead_body": "which bodies answer together, and which of them leads",
}
"""What letters are made of: the name of each part, and how a missing one is named to the officer."""

WHEN: Mapping[str, str] = {
    "adjustments": "adjustments have been agreed",
    "points_not_ours": "a point belongs to another body",
    "actions_outstanding": "something promised is still to do",
    "upheld": "a point is upheld, wholly or partly",
    "departure": "the council departs from the procedure in this case",
    "long_extension": "the new date is a long way off",
    "other_route": "another route exists",
    "dissatisfaction": "dissatisfaction was voiced",
    "child": "the person complaining is a child or young person",
}
"""When a part of a letter is needed, if it is not always needed."""

EFFECTS: Mapping[str, str] = {
    "longer_time": "a clock has longer to run",
    "longer_extension": "a clock may be extended by more",
    "one_stage": "the first answer is the last",
    "three_stages": "a third stage follows the second",
    "start_at_stage_2": "the first answer is given at stage 2 and is final",
    "same_reviewer": "the person who answered before may review",
    "refuse_on_ground": "a ground of refusal that is not on the ordinary list may be used",
    "recorded_only": "nothing in the dates or steps changes",
}
"""What a departure does to a procedure."""

SCOPES = ("policy", "temporary", "individual")
"""How far a departure reaches: always, for a time, or one complaint."""

START_AT_STAGE_2_GROUNDS = ("senior_officer", "after_review", "monitoring_officer", "other")
"""Why a first answer may be the final one at stage 2. `other` needs an approver."""

LEAST_MONTHS = 12
"""The shortest time people may be given to complain (the Code, 2.2): no ground and no council may set less."""
