"""The security log proves itself: whatever is done to it behind the application's back is found, and named."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from putright.accounts import audit
from putright.accounts.models import Chained, Noted
from putright.accounts.proof import chain, verifying
from putright.accounts.tests import guard
from putright.council import clock

pytestmark = pytest.mark.django_db

KINDS = ("signed_in", "role_given", "exported", "role_ended", "signed_out")


@pytest.fixture(autouse=True)
def _real_time(settings: Settings) -> None:
    settings.DEMO = False


@pytest.fixture
def _unguarded() -> Iterator[None]:
    """The hand of somebody who may do anything to the database: the guards are taken off first."""
    guard.off()
    yield
    guard.on()


def written() -> list[Noted]:
    """A log of a few entries, each chained before the next is written."""
    made = []
    for kind in KINDS:
        made.append(audit.note(kind=kind, by=None, at=clock.now(), about="officer 7"))
        chain.close()
    return made


def found(kept: Path = Path("nowhere")) -> list[str]:
    return [str(one) for one in verifying.Verification(kept=kept, at=clock.now()).breaks()]


def sql(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def copy(folder: Path, head: chain.Head | None = None, *, made: str = "") -> None:
    said = f"made: {made or clock.now().isoformat()}\n{verifying.line(head or chain.head())}"
    (folder / "copy.txt").write_text(said)


def test_every_entry_has_a_place_and_a_whole_log_has_no_break() -> None:
    made = written()

    assert list(Chained.objects.order_by("number").values_list("number", "entry")) == [
        (number, entry.pk) for number, entry in enumerate(made, start=1)
    ]
    assert found() == []


def test_an_entry_is_chained_once_its_transaction_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        audit.note(kind="signed_in", by=None, at=clock.now())
        audit.note_all(kind="exported", by=None, at=clock.now(), abouts=["a", "b"])
        assert chain.head() == chain.NOWHERE

    assert chain.head().number == 3
    assert not chain.waiting().exists()


def test_the_database_refuses_to_change_a_place_and_to_take_it_from_an_entry() -> None:
    written()

    for deed in (lambda: Chained.objects.update(digest="x"), lambda: Chained.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert found() == []


def edit(made: list[Noted]) -> None:
    sql("UPDATE accounts_noted SET about = 'officer 8' WHERE id = %s", made[2].pk)


def edit_facts(made: list[Noted]) -> None:
    sql("""UPDATE accounts_noted SET facts = '{"role": "intake"}' WHERE id = %s""", made[1].pk)


def date_otherwise(made: list[Noted]) -> None:
    Noted.objects.filter(pk=made[0].pk).update(at=clock.ago(days=1))


def delete(made: list[Noted]) -> None:
    sql("DELETE FROM accounts_noted WHERE id = %s", made[1].pk)


def delete_with_its_place(made: list[Noted]) -> None:
    delete(made)
    sql("DELETE FROM accounts_chained WHERE entry = %s", made[1].pk)


def delete_the_beginning(made: list[Noted]) -> None:
    sql("DELETE FROM accounts_noted WHERE id <= %s", made[1].pk)
    sql("DELETE FROM accounts_chained WHERE number <= 2")


def exchange_two(made: list[Noted]) -> None:
    exchange(made[1], made[3])


def exchange_their_places(made: list[Noted]) -> None:
    exchange_places(made[1], made[3])


def put_one_in(made: list[Noted]) -> None:
    put_in(made[2])


def exchange(one: Noted, other: Noted) -> None:
    Noted.objects.filter(pk=one.pk).update(kind=other.kind)
    Noted.objects.filter(pk=other.pk).update(kind=one.kind)


def exchange_places(one: Noted, other: Noted) -> None:
    Chained.objects.filter(entry=one.pk).update(entry=-1)
    Chained.objects.filter(entry=other.pk).update(entry=one.pk)
    Chained.objects.filter(entry=-1).update(entry=other.pk)


def put_in(before: Noted) -> None:
    """An entry in the place of another, all after it moved on by one."""
    forged = Noted.objects.create(kind="role_given", at=before.at)
    for place in Chained.objects.filter(number__gte=3).order_by("-number"):
        Chained.objects.filter(number=place.number).update(number=place.number + 1)
    Chained.objects.create(number=3, entry=forged.pk, chained_at=before.at, digest="0" * 64)


DEEDS: dict[str, tuple[Callable[[list[Noted]], None], str]] = {
    "edited": (edit, "Entry 3 of the chain: it was changed"),
    "edited-facts": (edit_facts, "Entry 2 of the chain: it was changed"),
    "dated-otherwise": (date_otherwise, "Entry 1 of the chain: it was changed"),
    "deleted": (delete, "Entry 2 of the chain: what was written there"),
    "deleted-with-its-place": (delete_with_its_place, "Entry 2 of the chain: it is gone"),
    "beginning-deleted": (delete_the_beginning, "Entry 2 of the chain: it and all before are gone"),
    "exchanged": (exchange_two, "Entry 2 of the chain: it was changed"),
    "places-exchanged": (exchange_their_places, "Entry 2 of the chain: it was changed"),
    "put-in-between": (put_one_in, "Entry 3 of the chain: it was changed"),
}


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_done_behind_the_application_s_back_is_found_and_the_first_break_named(deed: str) -> None:
    made, (do, said) = written(), DEEDS[deed]

    do(made)

    assert found()[0].startswith(said)


def test_an_entry_put_in_later_that_says_it_is_older_is_found() -> None:
    written()
    Noted.objects.create(kind="role_given", at=clock.ago(days=3))
    chain.catch_up()

    assert "it was put in later" in found()[0]


def test_the_clock_of_a_demo_is_its_own(settings: Settings) -> None:
    settings.DEMO = True
    written()
    Noted.objects.create(kind="role_given", at=clock.ago(days=3))
    chain.catch_up()

    assert found() == []


def test_a_log_from_before_there_was_a_chain_is_chained_whole() -> None:
    for days in (700, 5, 300):
        Noted.objects.create(kind="signed_in", at=clock.ago(days=days))

    assert chain.close() == 3
    written()
    assert found() == []


def test_what_a_killed_process_left_is_chained_by_the_worker_and_until_then_counted() -> None:
    written()
    audit.note(kind="signed_in", by=None, at=clock.now())
    looking = verifying.Verification(kept=Path("nowhere"), at=clock.now())

    assert (list(looking.breaks()), looking.waiting) == ([], 1)
    assert (chain.catch_up(), chain.catch_up()) == (1, 0)


@pytest.mark.usefixtures("_unguarded")
def test_a_log_cut_off_or_chained_anew_is_found_beside_a_copy(tmp_path: Path) -> None:
    made = written()
    copy(tmp_path)
    assert found(tmp_path) == []

    Chained.objects.filter(number=5).delete()
    Noted.objects.filter(pk=made[4].pk).delete()
    assert "the log was cut off" in found(tmp_path)[0]

    Noted.objects.filter(pk=made[0].pk).update(kind="exported")
    Chained.objects.all().delete()
    audit.note(kind="signed_out", by=None, at=clock.now())
    chain.catch_up()
    assert "is not what it was" in found(tmp_path)[0]


def test_pruning_keeps_the_chain_provable(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_DAYS = 365
    for days in (800, 500, 400):
        audit.note(kind="signed_in", by=None, at=clock.ago(days=days))
    chain.close()
    copy(tmp_path, made=clock.ago(days=400).isoformat())
    written()

    assert audit.prune(at=clock.now()) == 3
    chain.close()

    assert found(tmp_path) == []
    assert Chained.objects.order_by("number").first().number == 4  # type: ignore[union-attr]
    (pruned,) = audit.found(kind="audit_pruned")
    assert (pruned.facts["entries"], pruned.facts["through"]) == (3, 3)
    assert audit.prune(at=clock.now()) == 0


def test_what_was_pruned_before_its_time_is_found_beside_a_copy(settings: Settings, tmp_path: Path) -> None:
    """Somebody who can write anything dates entries back, so that they go by themselves."""
    settings.AUDIT_DAYS = 365
    audit.note(kind="role_given", by=None, at=clock.ago(days=800))
    chain.close()
    copy(tmp_path)
    written()
    audit.prune(at=clock.now())

    assert "not old enough" in found(tmp_path)[0]


@pytest.mark.usefixtures("_unguarded")
def test_an_entry_that_only_says_that_it_was_pruned_is_found(settings: Settings) -> None:
    settings.AUDIT_DAYS = 365
    audit.note(kind="signed_in", by=None, at=clock.ago(days=800))
    written()
    audit.prune(at=clock.now())
    chain.close()
    made = Chained.objects.get(number=2)
    sql("DELETE FROM accounts_noted WHERE id = %s", made.entry)
    made.delete()

    assert found()[0].startswith("Entry 2 of the chain: it and all before are gone")


def test_the_command_says_how_much_was_looked_at_and_names_the_first_break(tmp_path: Path) -> None:
    made, told = written(), io.StringIO()
    copy(tmp_path)
    call_command("audit", "--verify", "--kept", str(tmp_path), stdout=told)
    assert told.getvalue() == "security log verified: 5 entries, 1 copies, 0 broken\n"

    guard.off()
    sql("DELETE FROM accounts_noted WHERE id = %s", made[3].pk)
    guard.on()
    with pytest.raises(CommandError, match="The first break: Entry 4"):
        call_command("audit", "--verify", stdout=told)


def test_nonsense_in_the_folder_of_copies_is_no_copy(tmp_path: Path) -> None:
    written()
    for number, text in enumerate(("security log: x y", "\x00\xff", "made: tea\n", "security log: 3 abc")):
        (tmp_path / f"{number}.txt").write_text(text)

    looking = verifying.Verification(kept=tmp_path, at=clock.now())
    assert (list(looking.breaks()), looking.copies) == ([], 0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_make_one_chain() -> None:
    def write(number: int) -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    audit.note(kind="exported", by=None, at=clock.now(), about=f"officer {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        list(people.map(write, range(4)))
    chain.catch_up()

    assert list(Chained.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 21))
    assert found() == []


def test_an_entry_may_be_as_old_as_the_work_it_was_written_in() -> None:
    written()
    audit.note(kind="imported", by=None, at=clock.now() - timedelta(minutes=50))
    chain.close()

    assert found() == []
