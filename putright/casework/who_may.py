"""Who may do what, as a page for people: every role against every step and deed, worked out by `access` alone.

The page is `docs/explaining/who-may-do-what.md`, written by `bin/putright who-may`. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from putright import rulebook
from putright.accounts import roles
from putright.accounts.roles import Role
from putright.casework import access
from putright.rulebook.book import library

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explaining" / "who-may-do-what.md"

PLACES: Mapping[str, access.Place] = {
    "anybody's": access.Place(),
    "of their services": access.Place(in_service=True),
    "given to them": access.Place(theirs=True),
    "anybody's, restricted": access.Place(restricted=True),
    "of their services, restricted": access.Place(in_service=True, restricted=True),
    "given to them, restricted": access.Place(theirs=True, restricted=True),
}
"""Every way to stand to a case, a declared conflict of interest aside: that one takes the same from everybody."""

BEST = access.Place(theirs=True, in_service=True)
"""Where whoever sees any case sees this one."""

YES, NO = "yes", "–"

HEAD = """# Who may do what

This page is written by `bin/putright who-may` from `putright/accounts/roles.toml`, the procedures of the rulebook, and
the one place that decides (`putright/casework/access.py`). The same answers grey a button out, refuse a step whoever
sends it, and are walked through whole by the tests. Do not edit it.

Somebody with several roles may do what any of them lets them do.

## What holds for everybody

- A case that somebody does not see is not there for them: no list, search, count or address shows it.
- Whoever has declared a conflict of interest in a case (the Code, 5.4), for instance because it is about them, takes no
  step in it, whatever their roles. They may still see it, add to its file and give it to somebody else, so that it does
  not stay with them. A case about somebody who would see it is restricted by the complaints manager, and then given on.
- What the person complaining, their representative or another body does is recorded by whoever may speak for them; what
  an Ombudsman or another body says, by the link officer too.
- Whether a step can be taken at all just now is for the rulebook, after this page: whoever has a step here may still
  find it not on offer, with the paragraph that says why.
- Where two people are asked for (an answer that needs approval, a refusal, a disposal), the second is somebody else,
  whatever their roles.
- Whoever works on a case may propose to refuse it; the step itself, and with it the decision, is as the tables say.
- Nobody gives a role to themselves, takes one from themselves or closes their own account.
"""


def page() -> str:
    """The whole page."""
    parts = (HEAD, *_roles(), *_seeing(), *_deeds(), *_procedures())
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def procedures() -> list[rulebook.Procedure]:
    """The newest version of every procedure, by name."""
    newest = {one.id: one for one in sorted(library.every(), key=lambda one: one.in_force)}
    return [newest[name] for name in sorted(newest)]


def nobody_takes() -> list[str]:
    """Steps no role could ever take: a procedure that has one would stop there for ever."""
    return [
        f"{procedure.id}: {step.name}"
        for procedure in procedures()
        for step in procedure.moves
        if not any(access.takes([role], BEST, step) for role in roles.every().values())
    ]


def _roles() -> Iterator[str]:
    yield "## The roles\n"
    for role in roles.every().values():
        figures = " Sees totals." if role.figures else ""
        yield f"**{role.title}** (`{role.name}`). {role.about}{figures}\n"


def _seeing() -> Iterator[str]:
    yield "## Who sees a case\n"
    rows = [[role.title, *(_word(access.sees([role], place)) for place in PLACES.values())] for role in _all()]
    yield _table(["Role", *PLACES], rows)


def _deeds() -> Iterator[str]:
    yield "## What is no step of a procedure\n"
    yield "What is about a case: in every case the role sees. What is about the council: for the whole council.\n"
    rows = [[words, *(YES if deed in role.may else NO for role in _all())] for deed, words in roles.DEEDS.items()]
    yield from _split(["To", *(role.title for role in _all())], rows)


def _procedures() -> Iterator[str]:
    yield "## The steps of each procedure\n"
    yield "In every case the role sees. A step is left out where recording it is for whoever may speak for somebody.\n"
    for procedure in procedures():
        yield f"### {procedure.name} ({procedure.version})\n"
        steps = [step for step in procedure.moves if not set(step.by) <= set(access.SPOKEN_FOR)]
        able = [role for role in _all() if any(access.takes([role], BEST, step) for step in steps)]
        rows = [
            [_titled(procedure, step), *(_word(access.takes([role], BEST, step)) for role in able)] for step in steps
        ]
        yield from _split(["Step", *(role.title for role in able)], rows)


def _titled(procedure: rulebook.Procedure, step: rulebook.Move) -> str:
    if not step.somebody_else_than:
        return step.title
    done = [other.title.lower() for other in procedure.moves if set(other.events) & set(step.somebody_else_than)]
    return f"{step.title} (not by whoever did this: {'; '.join(dict.fromkeys(done))})"


def _all() -> Sequence[Role]:
    return tuple(roles.every().values())


def _word(answer: access.Answer) -> str:
    return YES if answer else NO


def _split(columns: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 7) -> Iterator[str]:
    """A table in as many pieces as it takes to stay readable, the first column in each; empty columns left out."""
    used = [n for n in range(1, len(columns)) if any(row[n] == YES for row in rows)]
    for start in range(0, len(used), widest):
        here = [0, *used[start : start + widest]]
        yield _table([columns[n] for n in here], [[row[n] for n in here] for row in rows])


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def every_line() -> Iterator[tuple[Role, str, rulebook.Procedure]]:
    """Every role in every place in every procedure, for the tests that walk the whole table."""
    yield from product(_all(), PLACES, procedures())
