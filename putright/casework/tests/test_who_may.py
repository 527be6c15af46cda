"""The whole table of who may do what, walked through with real officers, real cases and real addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.accounts.roles import Role
from putright.casework import access, cases, models, who_may
from putright.casework.actions import handling
from putright.casework.refused import NotYours
from putright.casework.tests import cast
from putright.council.models import Service
from putright.rulebook import Procedure

pytestmark = pytest.mark.django_db

ROLES = list(roles.every().values())


def somebody(role: Role) -> Officer:
    """Somebody new who holds this role and no other."""
    made = Officer.objects.create_user("kim.nowak@fenwickvale.example", name="Kim Nowak")
    roles.grant(officer=made, role=role.name, at=cast.MONDAY)
    return made


def put(case: models.Case, officer: Officer, place: access.Place) -> tuple[models.Case, Officer]:
    """The case and the officer, as they now stand to each other."""
    officer.services.set(Service.objects.filter(slug="waste" if place.in_service else "housing"))
    owner = officer if place.theirs else None
    models.Case.objects.filter(pk=case.pk).update(owner=owner, restricted=place.restricted)
    return cast.as_it_is(case), Officer.objects.get(pk=officer.pk)


def declared(case: models.Case, officer: Officer) -> None:
    """They have declared that the case is about them, while they held a role that let them."""
    had = officer.grants.filter(role="complaints_manager").exists()
    roles.grant(officer=officer, role="complaints_manager", at=cast.MONDAY)
    step = replace(cast.step(case), by=Officer.objects.get(pk=officer.pk))
    handling.declare(step, declared="conflict", note="It is about me.")
    if not had:
        roles.withdraw(officer=officer, role="complaints_manager")


def must_be_as_the_table_says(role: Role, place: access.Place, case: models.Case, officer: Officer) -> None:
    """Everything asked of an officer and a case, against the table."""
    seen = bool(access.sees([role], place))
    assert bool(access.may_see(officer, case)) == seen
    assert cases.visible_to(officer).filter(pk=case.pk).exists() == seen
    for deed in roles.DEEDS:
        assert access.may_do(officer, case, deed) == access.does([role], place, deed), deed
    for procedure in who_may.procedures():
        case.procedure = procedure.id
        given = access.may_take_each(officer, case)
        assert given == {step.name: access.takes([role], place, step) for step in procedure.moves}


@pytest.mark.slow
@pytest.mark.parametrize("conflicted", [False, True], ids=["", "conflicted"])
@pytest.mark.parametrize("role", ROLES, ids=[role.name for role in ROLES])
def test_an_officer_may_what_the_table_says_and_nothing_else(role: Role, conflicted: bool) -> None:
    case, officer = cast.received(), somebody(role)
    if conflicted:
        declared(case, officer)
    for place in who_may.PLACES.values():
        must_be_as_the_table_says(role, replace(place, conflicted=conflicted), *put(case, officer, place))


def test_every_step_of_every_procedure_can_be_taken_by_somebody() -> None:
    assert who_may.nobody_takes() == []


def test_a_step_nobody_could_take_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: role for name, role in roles.every().items() if name != "director"}
    monkeypatch.setattr(roles, "every", lambda: without)

    assert who_may.nobody_takes() == ["children: respond_to_panel"]


def test_more_roles_never_let_somebody_do_less() -> None:
    manager = roles.every()["complaints_manager"]
    for role, place, procedure in who_may.every_line():
        for step in procedure.moves:
            if access.takes([role], who_may.PLACES[place], step):
                assert access.takes([role, manager], who_may.PLACES[place], step)


def test_two_roles_do_not_add_up_to_what_neither_sees() -> None:
    """An administrator who is also a reviewer sees what a reviewer sees."""
    held = [roles.every()["administrator"], roles.every()["reviewer"]]

    assert not access.sees(held, access.Place())
    assert access.sees(held, access.Place(theirs=True))


def test_whoever_the_complaint_is_about_only_gives_it_away() -> None:
    place = access.Place(theirs=True, in_service=True, conflicted=True)
    for role in ROLES:
        for procedure in who_may.procedures():
            assert not any(access.takes([role], place, step) for step in procedure.moves)
        left = {deed for deed in roles.DEEDS if access.does([role], place, deed)}
        assert left <= set(access.LEFT_TO_THE_CONFLICTED)


def test_whoever_declared_a_conflict_is_refused_with_the_paragraph() -> None:
    case = cast.received()
    declared(case, cast.who("rosa"))

    answer = access.may_take(cast.who("rosa"), case, "acknowledge_stage_1")
    assert (answer.allowed, answer.para) == (False, "5.4")
    with pytest.raises(NotYours) as refused:
        cast.acknowledged(case)
    assert refused.value.para == "5.4"
    handling.assign(cast.step(case, "rosa"), cast.who("nia"))
    assert cast.as_it_is(case).owner == cast.who("nia")


def test_the_page_is_written_and_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    page = who_may.PAGE.__class__(str(tmp_path)) / "explaining" / "page.md"
    monkeypatch.setattr(who_may, "PAGE", page)
    with pytest.raises(CommandError, match="not current"):
        call_command("who_may", "--check")

    call_command("who_may")
    call_command("who_may", "--check")

    assert "| Complaints officer | yes | yes | yes | – | – | yes |" in page.read_text(encoding="utf-8")
    page.write_text("old", encoding="utf-8")
    with pytest.raises(CommandError, match="not current"):
        call_command("who_may", "--check")


def test_the_page_says_where_a_second_person_is_needed() -> None:
    procedure = next(one for one in who_may.procedures() if one.id == "local_council_code")
    assert isinstance(procedure, Procedure)

    assert "(not by whoever did this: answer at stage 1" in who_may.page()
