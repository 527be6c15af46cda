"""Every field has a fate, and what is to be erased really goes: no table, index or file holds it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db import models as fields
from pytest_django import DjangoCaptureOnCommitCallbacks

from putright.accounts.models import Officer
from putright.casework import models, record, search
from putright.casework.actions import filing, intake, people
from putright.casework.files import documents
from putright.casework.proof import evidence
from putright.casework.retention import disposal, erasure, fates, holds
from putright.casework.subject_access import collecting, pack, requests
from putright.casework.tests import cast
from putright.casework.tests.keeping_cases import LATER, disposed, due
from putright.letters.models import Enclosure, Outgoing

NO_TEXT = (fields.BooleanField, fields.DateField, fields.IntegerField, fields.AutoField, fields.ForeignKey)
MARK = "Zanzibarine"
FILE = documents.Upload(name=f"{MARK}.txt", content=f"{MARK} is in this file".encode())


def declared() -> set[str]:
    return {f"{label}.{field}" for label, told in fates.every().items() for field in told}


def there_are() -> set[str]:
    """Every field of every app that can hold a text, a file or a document."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if not isinstance(field, NO_TEXT)
    }


def test_every_field_that_can_hold_a_text_has_a_fate() -> None:
    assert there_are() - declared() == set()


def test_every_fate_is_of_a_field_there_is() -> None:
    assert declared() - there_are() == set()


def test_a_fate_says_what_and_why() -> None:
    told = [fate for by_field in fates.every().values() for fate in by_field.values()]
    assert {fate.what for fate in told} == {"erase", "keep", "hide", "staff", "council", "expires", "request"}
    assert all(fate.why.endswith(".") for fate in told)


def test_every_table_with_something_to_erase_is_seen_to() -> None:
    wanted = {label for label in fates.every() if fates.erased(label)}
    seen_to = {*erasure.EMPTIED, *erasure.DELETED, *erasure.BY_THEMSELVES}
    assert wanted == {label for label in seen_to if label in fates.every()}


# --- It goes. --------------------------------------------------------------------------------------------------------


def full_of_it() -> models.Case:
    """A complaint whose every word, name and file says it, as far as that can be done by real actions."""
    contact = intake.Contact(
        name=f"Maria {MARK}", email=f"{MARK}@mail.example", phone="01632 960555", safe_to_contact=MARK
    )
    speaks = intake.Representing(
        contact=intake.Contact(name=f"Helen {MARK}", address=f"1 {MARK} Lane"),
        relation=MARK,
        authority="consent",
        authority_on=date(2026, 9, 1),
        authority_note=MARK,
        gets_letters=False,
    )
    case = cast.complaint("answered", person=contact, said=f"{MARK} went wrong", representing=speaks, files=[FILE])
    filing.add_note(cast.step(case, "rosa"), note=f"{MARK} rang")
    filing.message(cast.step(case), said=f"{MARK} writes", uploads=[FILE])
    party = case.parties.get(role="complainant")
    people.change_contact(cast.step(case, "rosa"), party.pk, intake.Contact(name=f"M {MARK}", email=contact.email))
    cast.closed(case)
    return cast.as_it_is(case)


def fill(case: models.Case) -> None:
    """Write it into every field that is to be erased, whether or not an action would."""
    models.Draft.objects.create(case=case, letter="x", by=cast.who("rosa"), saved_at=cast.MONDAY)
    person = case.parties.get(role="complainant").person
    models.Adjustment.objects.create(person=person, kind="other", asked_on=date(2026, 9, 7))
    owner = cast.who("rosa")
    models.Remedy.objects.create(case=case, kind="other", until=LATER.date(), owner=owner, done_on=date(2026, 10, 1))
    for outgoing in Outgoing.objects.filter(about=case.reference):
        Enclosure.objects.create(outgoing=outgoing, name=MARK, type=MARK, content=MARK.encode())
    tables = {**erasure.EMPTIED, **erasure.DELETED}
    full: dict[str, Any] = {label: found(case) for label, found in tables.items() if label in fates.every()}
    full["letters.Outgoing"] = Outgoing.objects.filter(about=case.reference)
    full["casework.Case"] = models.Case.objects.filter(pk=case.pk)
    for label, found in full.items():
        assert found.exists(), label
        kinds = {name: found.model._meta.get_field(name) for name in fates.erased(label)}
        kinds.pop("source", None)  # tells rows apart, so that they cannot all say the same
        values = {name: marked(kind) for name, kind in kinds.items() if not isinstance(kind, fields.FileField)}
        found.model._default_manager.filter(pk__in=[row.pk for row in found]).update(**values)


def marked(field: Any) -> Any:
    if isinstance(field, fields.JSONField):
        return {MARK: MARK}
    return MARK[: field.max_length]


def a_copy_of_it(case: models.Case) -> None:
    """Somebody asks for what is about them, and is given it."""
    wendy = cast.who("wendy")
    asked = requests.open_(requests.Asked(name="Maria", received_on=date(2026, 10, 1)), by=wendy, at=LATER, key="a")
    requests.decide_who(asked.pk, case.reference, None, same=True, by=wendy, at=LATER)
    collecting.collect(asked.pk, by=wendy, at=LATER)
    requests.confirm_identity(asked.pk, how="Passport seen", on=date(2026, 10, 2), by=wendy, at=LATER)
    for item in asked.items.all():
        requests.look_at(item.pk, by=wendy, at=LATER)
    pack.release(asked.pk, pack.Giving(to="Maria", how="email"), by=wendy, at=LATER, key="b")


def everything_stored() -> Iterator[tuple[str, bytes]]:
    """Every row of every table, those that the search keeps for itself among them, and every file."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the name is the database's own
            for row in cursor.fetchall():
                yield table, b"\n".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


def places_with_it() -> set[str]:
    return {place for place, content in everything_stored() if MARK.lower().encode() in content.lower()}


@pytest.mark.slow
def test_nothing_to_be_erased_is_left_in_any_table_index_or_file(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    case = full_of_it()
    wanted = holds.Wanted(kind="legal", reason=MARK, review_on=LATER.date(), references=[case.reference])
    hold = holds.place(wanted, by=cast.who("wendy"), at=cast.last_moment(case), key="h")
    holds.lift(hold.pk, because=MARK, by=cast.who("wendy"), at=cast.last_moment(cast.as_it_is(case)))
    a_copy_of_it(case)
    fill(case)
    with connection.cursor() as cursor:
        assert "casework_search" in connection.introspection.table_names(cursor)
    search.index(cast.as_it_is(case))
    assert len(places_with_it()) > 12

    with django_capture_on_commit_callbacks(execute=True):
        disposed(case)

    assert places_with_it() == set()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_what_happened_when_and_how_it_ended_stays_and_the_record_is_whole() -> None:
    case = due()
    columns = ("service_id", "stage", "ended", "outcome", "received_on", "answered_on", "reference")
    before = [getattr(case, name) for name in columns]
    happened = cast.kinds(case)

    disposed(case)

    after = cast.as_it_is(case)
    assert [getattr(after, name) for name in columns] == before
    assert cast.kinds(after) == [*happened, "disposal_proposed", "erased"]
    assert evidence.breaks(after) == []
    wanted = record.columns(after, on=after.worked_out_on or date.max)
    assert {name: getattr(after, name) for name in wanted} == wanted


def test_another_case_loses_nothing() -> None:
    other = cast.complaint("closed", files=[FILE])
    people_before = [str(party.person) for party in other.parties.all()]

    disposed(due())

    assert [str(party.person) for party in other.parties.all()] == people_before
    assert evidence.breaks(other) == []
    assert other.words.filter(erased_on=None).count() == other.words.count() > 0


@pytest.mark.parametrize("table", ["words", "letters", "documents"])
def test_what_is_emptied_without_a_disposal_is_found(table: str) -> None:
    case = cast.complaint("closed", files=[FILE])
    emptying: dict[str, dict[str, Any]] = {
        "words": {"body": "", "salt": "", "erased_on": date(2030, 1, 1)},
        "letters": {"text": "", "html": ""},
        "documents": {"file": ""},
    }
    getattr(case, table).update(**emptying[table])

    assert evidence.breaks(cast.as_it_is(case)) != []


def test_what_is_put_back_into_a_disposed_case_is_found() -> None:
    case = due()
    disposed(case)
    case.letters.update(text="We never said that.")

    assert evidence.breaks(cast.as_it_is(case)) != []


def test_nobody_finds_a_disposed_case_by_its_people_and_nobody_follows_its_link() -> None:
    case = due()
    version = case.link_version
    officer: Officer = cast.who("anita")
    assert list(search.find("Lindqvist", officer)) == [case]

    disposed(case)

    assert list(search.find("Lindqvist", officer)) == []
    assert list(search.find(case.reference, officer)) == [case]
    assert cast.as_it_is(case).link_version > version


def test_nothing_can_be_added_to_a_disposed_case() -> None:
    case = due()
    disposed(case)

    with pytest.raises(Exception, match="has been disposed of"):
        filing.add_note(cast.step(case, "anita", at=LATER + timedelta(days=1)), note="One more thing")


def test_the_guard_of_the_case_still_holds_when_its_disposal_is_carried_on_twice() -> None:
    case = due()
    done = disposed(case)

    disposal.carry_on(done, at=LATER + timedelta(hours=1))

    assert cast.kinds(case).count("erased") == 1
