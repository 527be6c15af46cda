"""The words between {{ and }} that a wording may use: a closed list, and how they are filled in."""

import re
from collections.abc import Iterable, Mapping

KNOWN: Mapping[str, str] = {
    "reference": "the reference of the complaint or request",
    "letter_date": "the day the letter goes out, in words",
    "person_name": "the person written to, as they wish to be called; empty for somebody who gave no name",
    "person_address": "the person's postal address, a line for each part",
    "complainant_name": "the person the complaint is for, when somebody else is written to",
    "council_name": "the council",
    "address": "the council's postal address",
    "phone": "the council's telephone number for complaints",
    "email": "the council's email address for complaints",
    "opening_hours": "when the council can be rung",
    "service": "the service the complaint is about",
    "procedure": "the name of the procedure in use",
    "procedure_because": "why that procedure is used, as a sentence",
    "stage": "the stage, such as “stage 1”",
    "received_on": "the day the complaint, or the request for the next stage, was received, in words",
    "due_on": "the day an answer is due, in words",
    "because": "why that day, in one short sentence to the person",
    "lateness": "where the letter comes late: when it should have come, and that we are sorry; empty where it does not",
    "escalate_by": "by when to ask for the next stage, as a sentence, or that there is no last day for it; empty where "
    "nobody can ask yet",
    "new_date": "the new day an answer is due, in words",
    "until": "the day something lasts to or was agreed for, in words",
    "next_update": "the day we will write again, in words",
    "review_on": "the day something is looked at again, in words",
    "handler": "who is dealing with it: a name or a role",
    "handler_role": "the role of whoever signs",
    "handler_contact": "how to reach whoever is dealing with it",
    "reviewer": "who reviews it at stage 2, by name or role",
    "points": "the points of the complaint, as a numbered list",
    "findings": "the points with finding, reason and rule, each under a heading of its own; with the remedy only where "
    "the letter has no part for remedies",
    "outstanding": "at stage 2, what is still not settled as the officer wrote it; else the points as a numbered list",
    "outcome_sought": "what the person would like to happen, as agreed with them",
    "definition": "the complaint as the council has defined it",
    "decision": "the decision on the whole complaint",
    "remedy": "what the council will do to put things right, and by when",
    "outstanding_actions": "what is still to be done, with who and by when; where the letter has a part for remedies "
    "as well, only which of those are still to be done and who sees to them",
    "not_ours": "the parts that are not ours, and whose they are",
    "adjustments": "the adjustments agreed with the person",
    "asked": "what the person asked for",
    "ground": "the ground of a refusal",
    "other_route": "where else the person can go",
    "complaint_link": "the person's own page for following the complaint",
    "escalate_link": "the page where the person asks for stage 2",
    "complaints_page": "the page on how to complain and how complaints are handled",
    "ombudsman": "every Ombudsman the complaint may go to, with the ways to reach each",
    "ombudsman_time": "how long there is to complain to each Ombudsman, as far as we know, in sentences",
}
"""Each placeholder and what it stands for."""

MARK = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.S)
STRAY = re.compile(r"\{%|%\}|\{#|#\}")


def used_in(text: str) -> tuple[str, ...]:
    """The placeholders of a text in order, known or not."""
    return tuple(MARK.findall(text))


def faults(texts: Iterable[str]) -> tuple[str, ...]:
    """What is wrong with the placeholders of some texts, as sentences; each fault once."""
    found: dict[str, None] = {}
    for text in texts:
        for name in used_in(text):
            if name not in KNOWN:
                found[f"There is no placeholder {{{{ {name} }}}}. You can use: {', '.join(KNOWN)}."] = None
        rest = MARK.sub("", text)
        if "{{" in rest or "}}" in rest:
            found["A placeholder is not closed: write it with two curly brackets on each side, {{ like_this }}."] = None
        if STRAY.search(rest):
            found["{% and {# have no meaning in a letter: take them out."] = None
    return tuple(found)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in.

    A line that needs a value which is known to be empty is left out. A placeholder nobody gave a value for stays, so
    that the guard names the gap.
    """
    kept = [_filled(line, values) for line in text.splitlines() if not _needs_nothing(line, values)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def filled_in(text: str, values: Mapping[str, str]) -> bool:
    """Whether every placeholder of the text has a value that is not empty."""
    return all(values.get(name, "").strip() for name in used_in(text))


def _needs_nothing(line: str, values: Mapping[str, str]) -> bool:
    return any(name in values and not values[name].strip() for name in used_in(line))


def _filled(line: str, values: Mapping[str, str]) -> str:
    return MARK.sub(lambda mark: values.get(mark[1], mark[0]).strip(), line)
