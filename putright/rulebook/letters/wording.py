"""Wording that a letter had better do without: warnings with the reason and the words found. Nothing here blocks.

A warning can be wrong: these are patterns, and the officer decides. What a letter leaves out is in `contents`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from putright.rulebook.letters.points import NOT_OUR_RESPONSIBILITY, Point


@dataclass(frozen=True, slots=True)
class Caution:
    """Words found in a text, why they had better go, and where that is written."""

    words: str
    why: str
    para: str


def _pattern(*choices: str) -> re.Pattern[str]:
    """Any of these phrases, whatever the spaces, capitals and apostrophes."""
    phrase = "|".join(choices).replace(" ", r"\s+").replace("'", "['’]")
    return re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE)


OMBUDSMAN = r"(?:ombudsman(?: service)?|lgsco|commissioner)"
REFUSING = (
    r"(?:(?:will|would|may|can|could|does|do|is|are)(?: \w+ly)? not|cannot|can't|won't|wouldn't|couldn't|doesn't|isn't|"
    r"(?:is|are) (?:unlikely|unable|powerless) to|has no (?:power|powers|remit|jurisdiction) to|refuses to|never)"
)
TAKING_ON = (
    r"(?:\w+ly )?(?:be )?(?:(?:able|allowed|permitted|likely|willing) to )?(?:\w+ly )?"
    r"(?:investigat|look|consider|tak|accept|deal|help|assist|chang|overturn|review|examin|decid|question|interven)\w*"
)
ON_JURISDICTION = _pattern(
    rf"{OMBUDSMAN} (?:(?:usually|normally|generally|also|therefore) )?{REFUSING} {TAKING_ON}",
    rf"(?:outside|beyond|within|not in|falls under) (?:of )?(?:the )?{OMBUDSMAN}'s (?:remit|jurisdiction|powers)",
    rf"(?:no (?:right|point)|cannot|can't|may not|not entitled) (?:to |in )?(?:\w+ ){{0,4}}(?:the )?{OMBUDSMAN}",
)
DISCIPLINARY = _pattern(
    r"disciplinary",
    r"disciplined",
    r"(?:formal|verbal|oral|written|final) warnings?",
    r"gross misconduct",
    r"sacked",
    r"(?:officer|employee|colleague|worker|driver|manager|member of staff|staff|he|she|they)"
    r" (?:has|have|was|were|will be)(?: been)? (?:dismissed|suspended|demoted|reprimanded)",
)
NO_APOLOGY = _pattern(
    r"(?:sorry|regret|apologi[sz]e)(?: (?:that|if|to hear|to learn))*"
    r" you (?:feel|felt|think|thought|believe|believed|perceive|perceived|had cause|had reason)",
    r"you (?:feel|felt)(?: you had)? (?:the|a) need to (?:complain|make a complaint|contact us|write)",
    r"(?:sorry|regret|apologi[sz]e|apologies) (?:if|(?:for|should there be) any)",
    r"(?:sorry|regret)(?: to hear)?(?: that)? you (?:are|were|remain) (?:unhappy|dissatisfied|upset|disappointed)",
)
EXTRA_STAGE = _pattern(
    r"stage (?:0|zero|nought)",
    r"pre-?\s?complaints?",
    r"pre-?\s?stage",
    r"informal (?:complaints?|stage|resolution|process|procedure|concern)",
    r"informally (?:resolve|resolved|handle|handled|deal|dealt)",
)


def on_jurisdiction(text: str) -> Iterator[Caution]:
    """Comments on what an Ombudsman can or will look at."""
    why = "What the Ombudsman can look at is for the Ombudsman to say: give its link and leave it there."
    yield from _found(ON_JURISDICTION, text, why, "Manual for Councils 4")


def on_discipline(text: str) -> Iterator[Caution]:
    """What came of an officer, which is that officer's own affair."""
    why = "What becomes of an officer is not for the person complaining: say what the council got wrong and will do."
    yield from _found(DISCIPLINARY, text, why, "FAQ staff matters")


def on_apology(text: str) -> Iterator[Caution]:
    """Apologies that own nothing."""
    why = "This is no apology: say what went wrong, that it was ours, and what it did to the person."
    yield from _found(NO_APOLOGY, text, why, "guidance on remedies")


def on_stages(text: str) -> Iterator[Caution]:
    """Names for a stage before the first."""
    why = "There is no stage before stage 1: putting it right early is part of stage 1."
    yield from _found(EXTRA_STAGE, text, why, "5.2")


CHECKS: tuple[Callable[[str], Iterator[Caution]], ...] = (on_jurisdiction, on_discipline, on_apology, on_stages)


def cautions(text: str) -> tuple[Caution, ...]:
    """Everything to be said about a text, in the order of the checks."""
    return tuple(caution for check in CHECKS for caution in check(text))


def without_rule(points: Iterable[Point]) -> tuple[Caution, ...]:
    """Points decided without naming a policy, law or practice: sometimes there is none to name, so only a warning."""
    why = "The reason names no policy, law or good practice it rests on."
    return tuple(
        Caution(f"point {point.number}", why, "6.7")
        for point in points
        if point.finding not in (None, NOT_OUR_RESPONSIBILITY) and not point.rule.strip()
    )


def _found(pattern: re.Pattern[str], text: str, why: str, para: str) -> Iterator[Caution]:
    for match in pattern.finditer(text):
        yield Caution(match[0], why, para)
