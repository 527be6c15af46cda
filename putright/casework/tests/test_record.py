"""The record: events written in one place, kept for good by the database itself, and lists that follow from them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.casework import columns, file, models, record
from putright.casework.actions import endings, filing, handling, later, learning, remedies, sending, stage_1, stage_2
from putright.casework.actions.remedies import Offer
from putright.casework.proof import evidence
from putright.casework.refused import Refused
from putright.casework.tests import cast


def entry(**more: object) -> record.Entry:
    """An entry that says nothing in particular."""
    given = {"kind": "note_added", "happened_at": cast.MONDAY, "recorded_at": cast.MONDAY, "key": "k", **more}
    return record.Entry(**given)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_only_inside_a_transaction() -> None:
    case = cast.received()
    with pytest.raises(RuntimeError, match="one transaction"):
        record.append(case, entry())
    assert cast.kinds(case) == ["received"]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE casework_event SET kind = 'closed'",
        "UPDATE casework_event SET happened_at = recorded_at",
        "UPDATE casework_event SET data = data",
        "DELETE FROM casework_event",
        "TRUNCATE casework_event CASCADE",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete_an_event(deed: str) -> None:
    case = cast.received()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)
    assert cast.kinds(case) == ["received"]


def test_saving_or_deleting_an_event_as_an_object_is_refused_too() -> None:
    event = cast.received().events.get()
    event.kind = "closed"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()


def test_events_are_numbered_without_a_gap_and_follow_from_one_another() -> None:
    events = list(cast.complaint("closed").events.all())
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert [event.previous for event in events[1:]] == [event.digest for event in events[:-1]]


def test_a_case_without_a_receipt_is_no_case() -> None:
    case = cast.received()
    with pytest.raises(LookupError, match="no receipt"):
        record.columns(case, on=cast.MONDAY.date(), events=[])


def test_what_an_event_carries_reads_the_same_before_and_after_it_is_kept() -> None:
    case = cast.received()
    with transaction.atomic():
        record.append(record.locked(case.reference), entry(data={"answers": {n: (n,) for n in (1, 2, 10)}}))
    assert evidence.breaks(cast.as_it_is(case)) == []


# --- The list columns. ------------------------------------------------------------------------------------------------

WRONG = {
    "received_at": datetime(1990, 1, 1, tzinfo=UTC),
    "received_on": date(1990, 1, 1),
    "stage": "stage_9",
    "ended": True,
    "next_step": "tea",
    "next_by": "panel",
    "next_due_on": date(1990, 1, 1),
    "step_due_on": date(1990, 1, 1),
    "promise_due_on": date(1990, 1, 1),
    "told_until": date(1990, 1, 1),
    "owner_id": None,
    "at_risk": True,
    "heard_from_at": datetime(1990, 1, 1, tzinfo=UTC),
    "restricted": True,
    "outcome": "upheld",
    "answered_on": date(1990, 1, 1),
    "last_number": 99,
    "last_at": None,
    "head": "0" * 64,
}


def test_rebuilding_brings_back_every_column_whatever_it_held() -> None:
    case = cast.complaint("acknowledged_again")
    before = models.Case.objects.values().get(pk=case.pk)
    models.Case.objects.update(**WRONG)
    [(reference, wrong)] = columns.differing(on=cast.MONDAY.date(), mend=True)
    assert reference == case.reference
    assert set(wrong) == set(WRONG)
    assert models.Case.objects.values().get(pk=case.pk) == before


def test_every_column_that_follows_from_events_is_one_that_rebuilding_mends() -> None:
    given_at_intake = {"id", "reference", "service", "channel", "subject", "intake_key", "came_from"}
    theirs = {"procedure", "version", "link_version", "worked_out_on"}
    columns = {field.name for field in models.Case._meta.concrete_fields} - given_at_intake - theirs
    assert columns == {name.removesuffix("_id") for name in WRONG}


DAY = timedelta(days=1)
MOVES: dict[str, Callable[[models.Case, datetime], object]] = {
    "acknowledge": lambda case, at: stage_1.acknowledge(cast.step(case, "rosa", at=at), cast.UNDERSTOOD),
    "assign": lambda case, at: handling.assign(cast.step(case, "rosa", at=at), cast.who("imran")),
    "give_to_tom": lambda case, at: handling.assign(cast.step(case, "rosa", at=at), cast.who("tom")),
    "triage": lambda case, at: handling.triage(cast.step(case, "rosa", at=at), handling.Triage(complexity="complex")),
    "at_risk": lambda case, at: handling.triage(
        cast.step(case, "rosa", at=at), handling.Triage(complexity="simple", at_risk=True, note="Ring her today")
    ),
    "declare": lambda case, at: handling.declare(cast.step(case, "imran", at=at), declared="none"),
    "tom_declares": lambda case, at: handling.declare(cast.step(case, "tom", at=at), declared="none"),
    "note": lambda case, at: filing.add_note(cast.step(case, "rosa", at=at), note="Rang, no answer"),
    "message": lambda case, at: filing.message(cast.step(case, at=at), said="It has happened again"),
    "restrict": lambda case, at: handling.restrict(cast.step(case, "anita", at=at), restricted=True, reason="A threat"),
    "extend": lambda case, at: later.extend(
        cast.step(case, "anita", at=at),
        later.NewDate(until=at.date() + 20 * DAY, reason="Two services must answer"),
        letter=cast.letter(done_so_far="We have asked both."),
    ),
    "explain_delay": lambda case, at: later.explain_delay(
        cast.step(case, "anita", at=at),
        later.NewDate(until=at.date() + 9 * DAY, reason="The officer fell ill"),
        letter=cast.letter(done_so_far="We have asked both."),
    ),
    "agree_remedy": lambda case, at: remedies.agree(
        cast.step(case, "anita", at=at),
        Offer(kind="action", what="Empty it", until=at.date() + 9 * DAY, owner=cast.who("imran"), point=1),
    ),
    "complete_remedy": lambda case, at: remedies.complete(
        cast.step(case, "anita", at=at), case.remedies.filter(done_on=None)[0].pk, evidence="A photograph"
    ),
    "answer": lambda case, at: stage_1.respond(
        cast.step(case, "imran", at=at), cast.UPHELD, letter=cast.letter(**cast.ANSWER, outstanding_actions="None")
    ),
    "escalate": lambda case, at: stage_2.escalate(cast.step(case, at=at), why="The sheet is still wrong"),
    "acknowledge_again": lambda case, at: stage_2.acknowledge(
        cast.step(case, "rosa", at=at), outcome_sought="The sheet put right", outstanding="Both"
    ),
    "answer_finally": lambda case, at: stage_2.respond(
        cast.step(case, "tom", at=at),
        cast.UPHELD,
        letter=cast.letter(**cast.ANSWER, remedy="None", outstanding_actions="None"),
    ),
    "learn": lambda case, at: learning.record_learning(
        cast.step(case, "anita", at=at), what="Sheets are checked", owner=cast.who("imran")
    ),
    "withdraw": lambda case, at: endings.withdraw(cast.step(case, "rosa", at=at), how_told="She rang"),
    "close": lambda case, at: endings.close(cast.step(case, "rosa", at=at), learning="Sheets are checked"),
    "reopen": lambda case, at: endings.reopen(cast.step(case, "anita", at=at), reason="Closed by mistake"),
    "correct": lambda case, at: filing.correct(
        cast.step(case, "anita", at=at),
        1,
        reason="It came on Friday",
        change={"happened_at": (cast.MONDAY - 3 * DAY).isoformat()},
    ),
    "post": lambda case, at: sending.posted(
        cast.step(case, "rosa", at=at), case.letters.filter(channel="post", posted_on=None)[0].pk, on=at.date()
    ),
}
LONG_WAY = ("acknowledge", "assign", "declare", "answer", "escalate", "acknowledge_again", "give_to_tom")
STEPS = st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 6))


def walked(steps: list[tuple[str, int]], person: object) -> models.Case:
    """A complaint along a path: what is not possible on it is refused, and leaves nothing behind."""
    case = cast.received(person=person)
    at = cast.MONDAY
    for name, days in steps:
        at += days * DAY + timedelta(minutes=1)
        before = cast.everything()
        try:
            MOVES[name](cast.as_it_is(case), at)
        except (Refused, IndexError):
            assert cast.everything() == before, name
    return cast.as_it_is(case)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.one_of(
        st.lists(STEPS, max_size=14),
        st.lists(STEPS, max_size=8).map(lambda more: [*((name, 1) for name in LONG_WAY), *more]),
    ),
    person=st.sampled_from([cast.MARIA, cast.JOSEPH]),
)
def test_whatever_way_a_complaint_goes_its_columns_follow_from_its_events_and_its_chain_holds(
    steps: list[tuple[str, int]], person: object
) -> None:
    with transaction.atomic():
        case = walked(steps, person)
        wanted = record.columns(case, on=cast.last_day(case))
        assert {name: getattr(case, name) for name in wanted} == wanted
        assert evidence.breaks(case) == []
        assert no_word_of_anybody_stands_in_an_event(case)
        transaction.set_rollback(True)


def no_word_of_anybody_stands_in_an_event(case: models.Case) -> bool:
    """No text an event carries is one that somebody typed."""
    typed = {words.body for words in case.words.all()} | {point.text for point in case.points.all()}
    typed |= {text for person in models.Person.objects.all() for text in (person.name, person.email, person.address)}
    carried = {text for event in case.events.all() for text in texts(event.data)}
    return not {text for text in typed if text} & carried


def texts(told: object) -> set[str]:
    """Every text in what an event carries, however deep."""
    if isinstance(told, str):
        return {told}
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return {text for one in inner for text in texts(one)}


def test_no_word_of_anybody_stands_in_an_event_after_the_long_way() -> None:
    case = cast.complaint("closed", happened="Three weeks", impact="It smells")
    assert case.words.count() > 8
    assert no_word_of_anybody_stands_in_an_event(case)


def test_what_the_list_says_of_a_complaint_is_what_its_events_say() -> None:
    case = cast.complaint("answered_finally")
    assert (case.stage, case.ended, case.outcome) == ("stage_2", False, "partially_upheld")
    assert case.owner == cast.who("tom")
    assert case.answered_on == cast.MONDAY.date()
    assert file.answered_at(case, "stage_2")
