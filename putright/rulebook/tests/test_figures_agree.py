"""Whatever the cases: figures add up, shares are shares, and the report says what the case says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from putright.rulebook.measures import measures
from putright.rulebook.measures.from_standing import record_of
from putright.rulebook.standings.happening import Event
from putright.rulebook.tests.registers import CODE_FIGURES, RATES, figure, histories, register, registers, stands


@given(registers)
@settings(max_examples=25, deadline=None)
def test_the_three_bands_add_up_to_what_was_due(events: list[list[Event]]) -> None:
    records = register(events)
    for stage in (1, 2):
        base, in_time, on_time = (
            figure(f"stage_{stage}_{name}", records) for name in ("in_base_time", "in_time", "acknowledged_on_time")
        )
        for one in (base, in_time, on_time):
            assert sum(part.numerator for part in one.parts.get("band", {}).values()) == one.denominator
        bands = {name: part.numerator for name, part in in_time.parts.get("band", {}).items()}
        assert base.numerator == bands.get("base", 0)
        assert in_time.numerator == bands.get("base", 0) + bands.get("extended", 0)
        assert base.denominator == in_time.denominator


@given(registers)
@settings(max_examples=25, deadline=None)
def test_a_share_is_never_below_nought_or_above_one(events: list[list[Event]]) -> None:
    records = register(events)
    for name in RATES:
        found = figure(name, records)
        assert found.numerator <= (found.denominator or 0)
        assert found.value is None or 0 <= found.value <= 1
        assert (found.value is None) == (found.denominator == 0)


@given(registers, registers)
@settings(max_examples=20, deadline=None)
def test_adding_statutory_cases_changes_no_figure_of_the_code(
    events: list[list[Event]], others: list[list[Event]]
) -> None:
    records = register(events)
    statutory = [replace(record, counts_as="statutory") for record in register(others)]
    for name in CODE_FIGURES:
        assert figure(name, [*records, *statutory]) == figure(name, records)


@given(registers)
@settings(max_examples=25, deadline=None)
def test_everything_received_entered_stage_1_or_is_shown_beside(events: list[list[Event]]) -> None:
    records = register(events)
    entered = figure("stage_1_received", records)
    assert entered.numerator + sum(entered.beside.values()) == figure("received", records).numerator


@given(registers)
@settings(max_examples=25, deadline=None)
def test_parts_by_service_add_up_to_the_figure(events: list[list[Event]]) -> None:
    records = register(events)
    for indicator in measures.every():
        found = figure(indicator.id, records)
        assert sum(part.numerator for part in found.parts.get("service", {}).values()) == found.numerator


@given(registers)
@settings(max_examples=25, deadline=None)
def test_the_figures_without_temporary_departures_are_those_of_the_other_services(events: list[list[Event]]) -> None:
    records = register(events)
    parks = [record for record in records if record.service == "parks"]
    for indicator in measures.every():
        found, only_parks = figure(indicator.id, records), figure(indicator.id, parks)
        assert found.without_temporary_departures == (only_parks.numerator, only_parks.denominator, only_parks.value)


@given(histories())
@settings(max_examples=60, deadline=None)
def test_the_report_says_late_when_and_only_when_the_case_does(events: list[Event]) -> None:
    here = stands(*events)
    record = record_of(here, id="a case")
    late = [limit for _, limit in record.limits if limit.band == "neither"]
    assert len(late) == sum("was late" in breach.what or "is overdue" in breach.what for breach in here.breaches)
    untold = [reading for reading in here.clocks if reading.overdue_untold(here.on)]
    assert sum(limit.untold and limit.running for _, limit in record.limits) == sum(
        reading.clock.owed_by == "council" for reading in untold
    )


@given(histories())
@settings(max_examples=60, deadline=None)
def test_the_report_has_every_date_from_the_case(events: list[Event]) -> None:
    here = stands(*events)
    for passage in record_of(here, id="a case").passages:
        for name, limit in (("acknowledgement", passage.acknowledgement), ("response", passage.answer)):
            if limit is not None:
                reading = here.clock(f"stage_{passage.stage}_{name}")
                ours = (limit.started_on, limit.base_due_on, limit.due_on, limit.done_on or limit.left_on)
                assert ours == (reading.started_on, reading.base_due_on, reading.due_on, reading.stopped_on)
