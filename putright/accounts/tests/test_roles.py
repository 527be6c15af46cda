"""What each role may do, readable by a manager; and the file of roles refused when it says what cannot be meant."""

import pytest

from putright.accounts import roles
from putright.accounts.models import Grant, Officer
from putright.accounts.tests.people import officer
from putright.council import clock
from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure

DEEDS = list(roles.DEEDS)

WHO_MAY = {
    # deed                 intake, investigating officer, reviewer, manager, link officer, senior lead, director,
    #                      Monitoring Officer, Member, administrator, contractor, data protection lead,
    #                      information governance officer
    "take_in":          "yes yes no  yes yes no  no  no  no  no  yes yes no ",
    "see_cases":        "yes yes yes yes yes no  yes yes no  no  yes yes yes",
    "read_notes":       "yes yes yes yes yes no  yes yes no  no  no  yes yes",
    "triage":           "yes no  no  yes no  no  no  no  no  no  no  no  no ",
    "assign":           "yes no  no  yes no  no  no  no  no  no  no  no  no ",
    "add_to_file":      "yes yes yes yes yes no  yes no  no  no  yes yes no ",
    "speak_for_person": "yes yes yes yes no  no  no  no  no  no  no  yes no ",
    "send_letters":     "yes yes yes yes no  no  yes no  no  no  no  yes no ",
    "print_letters":    "yes no  no  yes no  no  no  no  no  no  no  no  no ",
    "approve":          "no  no  no  yes no  no  no  no  no  no  no  no  no ",
    "sign_off":         "no  no  no  yes no  no  no  yes no  no  no  no  no ",
    "correct":          "no  no  no  yes no  no  no  no  no  no  no  no  no ",
    "restrict":         "no  no  no  yes no  no  no  no  no  no  no  no  no ",
    "edit_wording":     "no  no  no  yes no  no  no  no  no  yes no  no  no ",
    "see_outbox":       "no  no  no  yes no  no  no  no  no  yes no  no  no ",
    "review_records":   "no  no  no  yes no  no  no  no  no  no  no  no  yes",
    "dispose":          "no  no  no  yes no  no  no  no  no  no  no  no  yes",
    "hold_records":     "no  no  no  yes no  no  no  no  no  no  no  no  yes",
    "set_retention":    "no  no  no  no  no  no  no  no  no  no  no  no  yes",
    "answer_rights":    "no  no  no  no  no  no  no  no  no  no  no  no  yes",
    "see_settings":     "no  no  no  yes no  no  no  no  no  yes no  no  no ",
    "decide_policy":    "no  no  no  yes no  no  no  no  no  yes no  no  no ",
    "manage_people":    "no  no  no  no  no  no  no  no  no  yes no  no  no ",
    "manage_council":   "no  no  no  no  no  no  no  no  no  yes no  no  no ",
}  # fmt: skip
IN_ORDER = [
    "intake",
    "investigating_officer",
    "reviewer",
    "complaints_manager",
    "link_officer",
    "senior_lead",
    "director",
    "monitoring_officer",
    "member",
    "administrator",
    "contractor",
    "data_protection_officer",
    "records_officer",
]

HOW_FAR = {
    # role: which cases it sees, whether restricted ones that are not its own, whether totals
    "intake": ("all", False, True),
    "investigating_officer": ("services", False, False),
    "reviewer": ("own", False, False),
    "complaints_manager": ("all", True, True),
    "link_officer": ("all", True, True),
    "senior_lead": ("none", False, True),
    "director": ("own", False, True),
    "monitoring_officer": ("all", True, True),
    "member": ("none", False, True),
    "administrator": ("none", False, False),
    "contractor": ("own", False, False),
    "data_protection_officer": ("own", False, False),
    "records_officer": ("all", True, True),
}

FILE = """
[[roles]]
name = "intake"
title = "Complaints officer"
about = "Takes complaints in."
acts_as = ["any_officer"]
may = ["take_in"]
sees = "all"
restricted = false
figures = true
"""


def test_there_are_these_roles_and_no_others() -> None:
    assert list(roles.every()) == IN_ORDER
    assert set(HOW_FAR) == set(IN_ORDER)
    assert set(WHO_MAY) == set(roles.DEEDS)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_done_by_these_roles_alone(deed: str) -> None:
    said = dict(zip(IN_ORDER, WHO_MAY[deed].split(), strict=True))

    assert {name: "yes" if deed in role.may else "no" for name, role in roles.every().items()} == said


@pytest.mark.parametrize("name", IN_ORDER)
def test_a_role_sees_so_far_and_no_further(name: str) -> None:
    role = roles.every()[name]

    assert (role.sees, role.restricted, role.figures) == HOW_FAR[name]


def test_every_step_of_every_procedure_can_be_taken_by_somebody() -> None:
    able = {word for role in roles.every().values() for word in role.acts_as}
    asked = {(procedure.id, role) for procedure in library.every() for role in roles_asked_for(procedure)}

    assert {(procedure, role) for procedure, role in asked if role not in able} == set()
    assert len({role for _, role in asked}) > 5


def test_whoever_does_anything_to_a_case_sees_cases() -> None:
    settings = {"see_settings", "decide_policy", "manage_people", "manage_council"}
    hands = set(roles.DEEDS) - {"take_in", "edit_wording", "see_outbox"} - settings

    assert [role.name for role in roles.every().values() if role.may & hands and "see_cases" not in role.may] == []
    assert [role.name for role in roles.every().values() if ("see_cases" in role.may) != (role.sees != "none")] == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('"take_in"', '"take_out"', "'take_out' is no thing a role may do; take it out, or choose from: take_in"),
        ('"any_officer"', '"anybody"', "'anybody' is no role of a procedure; take it out, or choose from: any_officer"),
        ('"all"', '"some"', "'some' is no reach; take it out, or choose from: none, own"),
        ("figures =", "sums =", "'sums' is no entry; take it out, or choose from: name, title"),
        ("figures = true", "", "does not say 'figures': add it"),
    ],
)
def test_an_unknown_word_is_refused_with_what_to_do(right: str, wrong: str, said: str) -> None:
    with pytest.raises(roles.Unsound, match=said):
        roles.read(FILE.replace(right, wrong))


def test_a_role_written_twice_is_refused() -> None:
    with pytest.raises(roles.Unsound, match="written twice"):
        roles.read(FILE + FILE)


@pytest.mark.django_db
def test_somebody_with_two_roles_may_do_what_either_may() -> None:
    both = officer("reviewer", "administrator")

    assert roles.may(both, "send_letters")
    assert roles.may(both, "manage_people")
    assert not roles.may(both, "approve")
    assert roles.sees(both) == "own"
    assert "reviewer" in roles.acts_as(both)


@pytest.mark.django_db
def test_a_role_withdrawn_takes_effect_at_once() -> None:
    rosa = officer("complaints_manager")
    assert roles.sees_restricted(rosa)
    assert roles.sees_figures(rosa)

    roles.withdraw(officer=rosa, role="complaints_manager")

    assert not roles.sees_restricted(rosa)
    assert not roles.sees_figures(rosa)
    assert roles.sees(rosa) == "none"


@pytest.mark.django_db
def test_a_role_is_granted_once_however_often_it_is_said() -> None:
    rosa = officer("intake")

    roles.grant(officer=rosa, role="intake", at=clock.now())

    assert [role.name for role in roles.held_by(rosa)] == ["intake"]
    assert str(rosa.grants.get()) == "Rosa Okafor as intake"


@pytest.mark.django_db
def test_somebody_who_has_left_may_do_nothing() -> None:
    rosa = officer("complaints_manager")
    rosa.is_active = False

    assert roles.held_by(rosa) == ()
    assert not roles.may(rosa, "see_cases")


@pytest.mark.django_db
def test_a_role_there_is_not_cannot_be_granted_or_held() -> None:
    rosa = officer()

    with pytest.raises(roles.UnknownRole, match="'mayor' is no role; there are: intake"):
        roles.grant(officer=rosa, role="mayor", at=clock.now())
    Grant.objects.create(officer=rosa, role="mayor", granted_at=clock.now())
    with pytest.raises(roles.UnknownRole, match="Rosa Okafor holds 'mayor'"):
        roles.held_by(Officer.objects.get(pk=rosa.pk))


@pytest.mark.django_db
def test_a_deed_there_is_not_is_no_question() -> None:
    with pytest.raises(KeyError, match="nothing a role may do"):
        roles.may(officer("intake"), "fly")


def roles_asked_for(procedure: Procedure) -> set[str]:
    every = [
        *(move.role for move in procedure.moves),
        *(clock.role for clock in procedure.clocks),
        *(promise.role for promise in procedure.promises),
    ]
    return {role for role in every if role is not None}
