"""The lists of the rulebook as pages for people: where else matters go, indicators, provisions and their proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from putright.rulebook.book import library
from putright.rulebook.book.phrases import PARTY_NAMES, cite, listed
from putright.rulebook.book.vocabulary import OMBUDSMEN
from putright.rulebook.measures import measures
from putright.rulebook.measures.indicators import BASES, Indicator
from putright.rulebook.proof import provisions
from putright.rulebook.proof.procedure_page import UNVERIFIED, count, table
from putright.rulebook.routing import routes, triage
from putright.rulebook.routing.routes import HANDLING, Limit, Route


def routing_page() -> str:
    """The questions that settle where a matter belongs, and every place outside the procedures it may go to."""
    return _page(_routing())


def _page(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _routing() -> Iterator[str]:
    yield "# Where a matter belongs"
    yield ""
    yield "Nobody is turned away: every answer leads somewhere, and an unanswered question stops nothing."
    yield ""
    yield "## The questions, in order"
    yield ""
    yield from table(
        ("for the person", "for the officer", "why it is asked", "paragraph"),
        ((one.for_resident, one.for_officer, one.why, cite(one.para)) for one in triage.current().questions),
    )
    yield ""
    yield "## Matters with a procedure or a place of their own elsewhere"
    for route in routes.every().values():
        yield from ("", *_route(route))


def _route(route: Route) -> Iterator[str]:
    yield f"### {route.name}"
    yield ""
    yield f"{route.about} {_upper(cite(route.para))}{UNVERIFIED if route.unverified else ''}."
    yield ""
    yield f"- Goes to: {route.goes_to}."
    yield f"- The person is told: {route.tell}"
    yield f"- A complaint about how it was handled: {HANDLING[route.handling_complaint]}. {route.handling_why}"
    yield f"- Ends with {route.ends_with}; signpost to {listed(OMBUDSMEN[name] for name in route.ombudsmen)}."
    if route.targets:
        bodies = (target.title + (f" (then {target.then})" if target.then else "") for target in route.targets)
        yield f"- Bodies: {'; '.join(bodies)}."
    if route.note:
        yield f"- {route.note}"
    if route.limits:
        yield ""
        yield from table(("time", "how long", "whose", "paragraph"), (_limit(limit) for limit in route.limits))


def _limit(limit: Limit) -> tuple[str, str, str, str]:
    return (
        _upper(limit.title) + (f". {limit.note}" if limit.note else ""),
        _how_long(limit),
        PARTY_NAMES[limit.whose],
        cite(limit.para) + (UNVERIFIED if limit.unverified else ""),
    )


def _how_long(limit: Limit) -> str:
    if limit.n == 0:
        return f"the same day, counted from {limit.counts_from}"
    least = "at least " if limit.minimum else ""
    first = ", the first day counted" if limit.count_first_day else ""
    length = limit.said or count(limit.n, limit.unit)
    return f"{least}{length} {'before' if limit.before else 'from'} {limit.counts_from}{first}"


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def indicators_page() -> str:
    """Every indicator: what is counted, by which day, and what is left out."""
    return _page(_indicators())


def _indicators() -> Iterator[str]:
    yield "# Indicators"
    yield ""
    yield "Each is defined once, over plain case records. Counting by another day gives another total, so the day is"
    yield "printed with every figure."
    yield ""
    yield from table(
        ("indicator", "above the line", "below it", "counted by", "left out", "source"),
        (_indicator(indicator) for indicator in measures.every()),
    )


def _indicator(one: Indicator) -> tuple[str, ...]:
    kpi = f" ({one.kpi})" if one.kpi else ""
    source = f"{_upper(one.source)} ({one.para}){UNVERIFIED if one.unverified else ''}"
    return f"{one.name}{kpi}: `{one.id}`", one.above, one.below, BASES[one.basis], one.leaves_out, source


def provisions_page() -> str:
    """Every provision written down in our words, what is done about it, and what proves it."""
    return _page(_provisions())


def _provisions() -> Iterator[str]:
    yield "# The Codes, provision by provision"
    yield ""
    yield "In our own words. What proves a provision is named: worked examples, tests and indicators that exist today."
    yield ""
    by_procedure = {name: list(ones) for name, ones in groupby(provisions.every(), key=lambda one: one.procedure)}
    for name, ones in sorted(by_procedure.items(), key=lambda item: -len(item[1])):
        yield f"## {library.procedure(name).name}"
        yield ""
        yield from table(("paragraph", "what it asks", "what the product does", "proof"), map(_provision, ones))
        yield ""
    yield f"`{provisions.coverage().lines[-1]}`"


def _provision(one: provisions.Provision) -> tuple[str, ...]:
    paragraph = one.id + (UNVERIFIED if one.mark == "unverified" else "")
    return paragraph, one.paraphrase, listed(one.treatment), _proof(one)


def _proof(provision: provisions.Provision) -> str:
    """How many worked examples; tests and measures by name; what is still to come; or that only the council answers."""
    proofs = provisions.proofs(provision)
    by_kind = {kind: [proof.name for proof in proofs if proof.kind == kind] for kind in provisions.KINDS}
    said = [_told(kind, names) for kind, names in by_kind.items() if names]
    if provision.council_answers:
        said.append("the council answers")
    if provision.later:
        said.append(f"later: {provision.later}")
    return "; ".join(said) or "none yet"


def _told(kind: str, names: Sequence[str]) -> str:
    called = provisions.KINDS[kind] if len(names) > 1 else provisions.KINDS[kind].removesuffix("s")
    return f"{len(names)} {called}" if kind == "example" else f"{called}: {', '.join(f'`{name}`' for name in names)}"
