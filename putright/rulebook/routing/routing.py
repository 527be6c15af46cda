"""Where a matter belongs: from plain answers to procedures and routes, with the reason for each.

No rule lives here: questions and tables are data (`triage`). Whatever the answers, there is somewhere to go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from putright.rulebook.book import library
from putright.rulebook.book.phrases import listed
from putright.rulebook.book.vocabulary import OMBUDSMEN
from putright.rulebook.routing import routes, triage
from putright.rulebook.routing.routes import Target
from putright.rulebook.routing.triage import Condition, Considers, Decision, FirstAndFinal, Question, Triage

Given = Mapping[str, str | Sequence[str]]


class Misanswered(ValueError):
    """An answer was given that the question does not accept, or to a question there is not."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in one plain sentence, and the paragraph."""

    text: str
    para: str


@dataclass(frozen=True, slots=True)
class Destination:
    """A procedure or a route one part of the matter goes to: why, and what the person must be told.

    `unverified`: what we say of it has still to be checked against its source.
    """

    id: str
    name: str
    because: tuple[Reason, ...]
    tell: tuple[str, ...]
    ombudsmen: tuple[str, ...]
    first: bool = False
    target: Target | None = None
    unverified: bool = False

    @property
    def reason(self) -> str:
        """Why it goes there, in one plain sentence (the first, when several parts of the matter lead there)."""
        return self.because[0].text

    @property
    def para(self) -> str:
        """The paragraph of that reason."""
        return self.because[0].para


@dataclass(frozen=True, slots=True)
class Investigation:
    """What is looked into together: the destination that leads, and those that join it, with the reason when any do."""

    lead: Destination
    joined: tuple[Destination, ...] = ()
    because: Reason | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of refusal worth testing, of the procedure it belongs to."""

    procedure: str
    name: str
    because: Reason


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a matter goes. `first` is done at once; each investigation has its own dates.

    `first_and_final`: grounds on which a first and final answer at stage 2 should be considered (a departure).
    While `still_to_ask` is not empty, the rest is where the matter stands meanwhile.
    """

    first: tuple[Destination, ...]
    investigations: tuple[Investigation, ...]
    considers: tuple[Ground, ...]
    first_and_final: tuple[FirstAndFinal, ...]
    still_to_ask: tuple[Question, ...]

    @property
    def destinations(self) -> tuple[Destination, ...]:
        """Everywhere any part of it goes, in order."""
        together = (one for each in self.investigations for one in (each.lead, *each.joined))
        return (*self.first, *together)

    @property
    def handled(self) -> str:
        """single: one matter; joint: one investigation of several parts; split: several, each with its own dates."""
        if len(self.investigations) > 1:
            return "split"
        return "joint" if self.investigations[0].joined else "single"

    @property
    def ombudsmen(self) -> tuple[str, ...]:
        """Every Ombudsman a part of it may be taken to; once it has points, `points` says which for each."""
        needed = {name for destination in self.destinations for name in destination.ombudsmen}
        return tuple(name for name in OMBUDSMEN if name in needed)

    @property
    def explained(self) -> tuple[str, ...]:
        """How it is handled, in plain sentences."""
        return tuple(_explained(self))


def route(answers: Given, *, table: Triage | None = None) -> Routing:
    """Where a matter with these answers goes. Raises `Misanswered`.

    An answer to a question that is not asked, given the answers before it, does not count.
    """
    table = table or triage.current()
    said, still_to_ask = _counted(table, answers)
    found: dict[str, Destination] = {}
    for row in _fitting(table, said):
        destination = _destination(row, said)
        before = found.get(destination.id)
        found[destination.id] = destination if before is None else _merged(before, destination)
    first = tuple(one for one in found.values() if one.first)
    investigations = _investigations(table, said, [one for one in found.values() if not one.first])
    return Routing(
        first,
        investigations,
        tuple(_grounds(table, said, found)),
        tuple(_first_and_final(table, said, investigations)),
        still_to_ask,
    )


def _counted(table: Triage, answers: Given) -> tuple[dict[str, frozenset[str]], tuple[Question, ...]]:
    """The answers that count, as the words conditions may use, and the questions asked and not answered."""
    unknown = [name for name in answers if name not in table.question]
    if unknown:
        raise Misanswered(f"there is no question {unknown[0]!r}; there are: {', '.join(table.question)}")
    given = {name: _given(table.question[name], answer) for name, answer in answers.items()}
    said: dict[str, frozenset[str]] = {}
    unanswered = []
    for question in table.questions:
        if not _asked(question, said):
            continue
        if given.get(question.id):
            said[question.id] = given[question.id]
        else:
            unanswered.append(question)
    return said, tuple(unanswered)


def _given(question: Question, answer: str | Sequence[str]) -> frozenset[str]:
    """The words conditions may use for an answer: its name and its kind."""
    names = (answer,) if isinstance(answer, str) else tuple(answer)
    kinds = {choice.name: choice.kind for choice in question.accepts}
    for name in names:
        if name not in kinds:
            raise Misanswered(f"{question.id}: {name!r} is no answer to it; it takes: {', '.join(kinds)}")
    if len(names) > 1 and (not question.several or triage.NO in names):
        raise Misanswered(f"{question.id}: {listed(names)} cannot be answered together")
    return frozenset(word for name in names for word in (name, kinds[name]) if word)


def _asked(question: Question, said: Mapping[str, frozenset[str]]) -> bool:
    wanted = not question.only_when or _holds(question.only_when, said)
    return wanted and not _holds(question.unless, said)


def _holds(conditions: Iterable[Condition], said: Mapping[str, frozenset[str]]) -> bool:
    """Whether one of the alternatives holds."""
    return any(_all_hold(condition, said) for condition in conditions)


def _all_hold(condition: Condition, said: Mapping[str, frozenset[str]]) -> bool:
    """Whether every question named was answered with one of its answers."""
    for question, answers in condition.items():
        if question not in said or said[question].isdisjoint(answers):
            return False
    return True


def _fitting(table: Triage, said: Mapping[str, frozenset[str]]) -> Iterator[Decision]:
    """The row that decides each part; what is left counts when something is, or nothing else has taken the matter."""
    taken = False
    for name, rows in table.parts.items():
        if name == triage.REST and taken and "yes" not in said.get(triage.REST, ()):
            continue
        fitting = next((row for row in rows if not row.when or _holds(row.when, said)), None)
        if fitting is not None:
            taken = taken or not fitting.first
            yield fitting


def _destination(row: Decision, said: Mapping[str, frozenset[str]]) -> Destination:
    id_ = row.to or _answer(row.names or "", said, routes.every())
    because = (Reason(row.reason, row.para),)
    told = (row.tell,) if row.tell else ()
    if id_ not in routes.every():
        procedure = library.procedure(id_)
        ombudsmen, unverified = procedure.ombudsmen, procedure.unverified or row.unverified
        return Destination(id_, procedure.name, because, told, ombudsmen, row.first, unverified=unverified)
    there = routes.every()[id_]
    target = None
    if row.target is not None and row.target in said:
        target = there.target(_answer(row.target, said, {one.name for one in there.targets}))
        told = (*told, _where_to(target))
    told, unverified = (*told, there.tell), there.unverified or row.unverified
    return Destination(id_, there.name, because, told, there.ombudsmen, row.first, target, unverified)


def _answer(question: str, said: Mapping[str, frozenset[str]], among: Iterable[str]) -> str:
    """The answer that is itself a name of something."""
    return next(iter(said[question].intersection(among)))


def _where_to(target: Target) -> str:
    after = f" If they do not put it right, there is {target.then}." if target.then else ""
    return f"This is for {target.title}.{after}"


def _merged(one: Destination, other: Destination) -> Destination:
    """Two parts that go to the same place: both reasons, and everything to be told, once."""
    return replace(
        one,
        because=tuple(dict.fromkeys((*one.because, *other.because))),
        tell=tuple(dict.fromkeys((*one.tell, *other.tell))),
        unverified=one.unverified or other.unverified,
    )


def _investigations(
    table: Triage, said: Mapping[str, frozenset[str]], found: Sequence[Destination]
) -> tuple[Investigation, ...]:
    """What is looked into together: each destination by itself, but for what joins a procedure that leads."""
    by_id = {destination.id: destination for destination in found}
    for row in table.joint:
        joined = tuple(by_id[name] for name in row.joins if name in by_id)
        if row.lead in by_id and joined and _holds(row.when, said):
            lead = Investigation(by_id[row.lead], joined, Reason(row.reason, row.para))
            return tuple(lead if one is lead.lead else Investigation(one) for one in found if one not in joined)
    return tuple(Investigation(destination) for destination in found)


def _grounds(table: Triage, said: Mapping[str, frozenset[str]], found: Iterable[str]) -> Iterator[Ground]:
    ids = set(found)
    for row in table.considers:
        yield from _named(row, ids) if _holds(row.when, said) else ()


def _named(row: Considers, ids: set[str]) -> Iterator[Ground]:
    for procedure, ground in row.grounds.items():
        if procedure in ids:
            yield Ground(procedure, ground, Reason(row.reason, row.para))


def _first_and_final(
    table: Triage, said: Mapping[str, frozenset[str]], investigations: Iterable[Investigation]
) -> Iterator[FirstAndFinal]:
    """Only where the procedure that leads leaves room for that departure."""
    leads = (investigation.lead.id for investigation in investigations)
    bends = {bend.effect for id_ in leads if id_ in library.shelf() for bend in library.procedure(id_).bends}
    if "start_at_stage_2" in bends:
        yield from (row for row in table.first_and_final if _holds(row.when, said))


def _explained(routing: Routing) -> Iterator[str]:
    if routing.first:
        yield f"First, at once: {listed(one.name for one in routing.first)}. Then the rest goes on."
    if len(routing.investigations) > 1:
        yield f"It is split into {len(routing.investigations)} matters, each with its own dates."
    for investigation in routing.investigations:
        lead = investigation.lead
        yield f"{lead.name}: {lead.reason}"
        if investigation.because is not None:
            yield f"Together with {listed(one.name for one in investigation.joined)}: {investigation.because.text}"
    for question in routing.still_to_ask:
        yield f"Still to be asked: {question.for_officer}"
