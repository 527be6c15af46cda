"""The stories of the demo, one a file, in the order they are told. Each says in `STANDS` how its case stands today."""

from collections.abc import Mapping
from types import ModuleType

from putright.stories.told import (
    anonymous,
    answered_at_once,
    asked_for_stage_2,
    at_risk,
    being_reviewed,
    councillors_enquiry,
    final_answer,
    for_his_father,
    just_in,
    large_print,
    late_acknowledgement,
    long_ago,
    missed_bins,
    more_time_needed,
    on_its_own_procedure,
    out_of_time,
    overdue,
    promise_not_kept,
    request_turned_complaint,
    restricted,
    spoken_for,
    taken_back,
    through_the_contractor,
)

STORIES = (
    missed_bins,
    late_acknowledgement,
    more_time_needed,
    final_answer,
    asked_for_stage_2,
    out_of_time,
    spoken_for,
    for_his_father,
    large_print,
    anonymous,
    answered_at_once,
    request_turned_complaint,
    through_the_contractor,
    on_its_own_procedure,
    overdue,
    promise_not_kept,
    at_risk,
    being_reviewed,
    restricted,
    councillors_enquiry,
    taken_back,
    long_ago,
    just_in,
)

BY_NAME: Mapping[str, ModuleType] = {story.__name__.rpartition(".")[2]: story for story in STORIES}
"""Every story by the name of its file."""
