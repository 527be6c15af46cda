"""The database edited behind the application's back, each time so that the edit hides itself as well as it can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F

from putright.casework import chain, models
from putright.casework.actions import filing
from putright.casework.chain import Break
from putright.casework.files import documents
from putright.casework.proof import anchors
from putright.casework.proof.verifying import Verification
from putright.casework.tables.anchors import Anchor, AnchoredHead
from putright.casework.tests import cast, guard
from putright.casework.writing import correspondence
from putright.letters.models import Outgoing

PDF = documents.Upload(name="photo.pdf", content=b"%PDF-1.4\nthe bin\n%%EOF")
FIRST_NIGHT, SECOND_NIGHT, AFTER = cast.on(20, 0), cast.on(21, 0), cast.on(21, 12)


def verified() -> list[Break]:
    return list(Verification(kept=Path(settings.ANCHORS)).breaks())


def a_record_of_two_nights() -> models.Case:
    """A case answered before the first night, with a file, gone on before the second; and another one."""
    case = cast.received(files=[PDF])
    for move in ("acknowledged", "answered"):
        cast.WAY[move](case)
    cast.received(at=cast.on(8))
    anchors.make_due(at=FIRST_NIGHT)
    filing.add_note(cast.step(case, "rosa", at=cast.on(20, 9)), note="Rang her back.")
    anchors.make_due(at=SECOND_NIGHT)
    return cast.as_it_is(case)


def chained_anew(case: models.Case) -> None:
    """Give every event of a case the number and the digests it needs for its chain to hold, and the case its head."""
    previous, events = "", list(models.Event.objects.filter(case=case).select_related("case").order_by("number"))
    models.Event.objects.filter(case=case).update(number=F("number") + 1_000)
    for number, event in enumerate(events, start=1):
        event.number, event.previous = number, previous
        previous = event.digest = chain.digest_of(event)
        event.save()
    models.Case.objects.filter(pk=case.pk).update(
        head=previous, last_number=len(events), last_at=events[-1].recorded_at
    )


def _data(case: models.Case) -> None:
    event = case.events.get(number=2)
    case.events.filter(number=2).update(data={**event.data, "points": [1]})
    chained_anew(case)


def _actor(case: models.Case) -> None:
    case.events.filter(number=2).update(by=cast.who("tom"))
    chained_anew(case)


def _moment(case: models.Case) -> None:
    case.events.filter(number=2).update(happened_at=cast.on(7, 10), recorded_at=cast.on(7, 10))
    chained_anew(case)


def _tail(case: models.Case) -> None:
    case.words.filter(about="note").delete()
    case.events.filter(number=case.last_number).delete()
    chained_anew(case)


def _whole_case(case: models.Case, *, outbox: bool = True) -> None:
    models.Finding.objects.filter(point__case=case).delete()
    for theirs in (case.letters, case.documents, case.words, case.events, case.points, case.parties):
        theirs.all().delete()
    Outgoing.objects.filter(about=case.reference if outbox else "").delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_case WHERE id = %s", [case.pk])


def _whole_case_not_anchored_yet(_: models.Case) -> None:
    new = cast.received(at=AFTER)
    _whole_case(new, outbox=False)


def _swapped(case: models.Case) -> None:
    two, three = case.events.get(number=2), case.events.get(number=3)
    case.events.filter(pk=two.pk).update(number=99)
    case.events.filter(pk=three.pk).update(number=2)
    case.events.filter(pk=two.pk).update(number=3)
    chained_anew(case)


def _cases_swapped(case: models.Case) -> None:
    other = models.Case.objects.exclude(pk=case.pk).get()
    models.Case.objects.filter(pk=other.pk).update(reference="swapped")
    models.Case.objects.filter(pk=case.pk).update(reference=other.reference)
    models.Case.objects.filter(pk=other.pk).update(reference=case.reference)


def _forged(case: models.Case, **more: Any) -> None:
    """One more event, as like a real one as can be."""
    last = case.events.last()
    assert last is not None
    told: dict[str, Any] = {"kind": "note_added", "data": {}, "key": "forged", "number": case.last_number + 1, **more}
    for name, value in told.items():
        setattr(last, name, value)
    last.pk = told.get("pk")
    last.save(force_insert=True)
    chained_anew(case)


def _dated_back(case: models.Case) -> None:
    _forged(case, recorded_at=cast.on(18), happened_at=cast.on(18))


def _in_between(case: models.Case) -> None:
    case.events.filter(number__gte=3).update(number=F("number") + 100)
    _forged(case, number=3)


def _under_an_old_number(case: models.Case) -> None:
    anchored = models.Event.objects.order_by("pk").first()
    assert anchored is not None
    _forged(case, pk=anchored.pk - 1)


def _words(case: models.Case) -> None:
    case.words.filter(about="said").update(body="All is well")


def _words_erased(case: models.Case) -> None:
    case.words.filter(about="said").update(body="", salt="", erased_on=AFTER.date())


def _words_added(case: models.Case) -> None:
    models.Words.objects.create(case=case, about="said", body="He admitted it", salt="s", written_at=AFTER)


def _letter(case: models.Case) -> None:
    case.letters.filter(letter="receipt").update(text="Dear Maria, no.")


def _letter_and_digest(case: models.Case) -> None:
    case.letters.filter(letter="receipt").update(text="No.", html="No.", digest=correspondence.digest("No.", "No."))


def _letter_added(case: models.Case) -> None:
    letter = case.letters.get(letter="receipt")
    letter.pk, letter.step_key = None, "another step"
    letter.save(force_insert=True)


def _file(case: models.Case) -> None:
    Path(case.documents.get().file.path).write_bytes(b"%PDF-1.4 another bin")


def _column(case: models.Case) -> None:
    models.Case.objects.filter(pk=case.pk).update(answered_on=cast.on(1).date())


def _head(case: models.Case) -> None:
    models.Case.objects.filter(pk=case.pk).update(head="0" * 64)


def _moved_to_another_case(case: models.Case) -> None:
    other = models.Case.objects.exclude(pk=case.pk).get()
    case.events.filter(number=case.last_number).update(case=other, number=2)
    chained_anew(case)
    chained_anew(other)


def _anchor(_: models.Case) -> None:
    Anchor.objects.filter(number=1).update(cases=1)


def _anchor_and_digest(_: models.Case) -> None:
    first = Anchor.objects.get(number=1)
    first.cases = 1
    Anchor.objects.filter(number=1).update(cases=1, digest=anchors.digest_of(first))


def _head_in_an_anchor(case: models.Case) -> None:
    AnchoredHead.objects.filter(reference=case.reference).update(head="0" * 64)


def _every_anchor_made_anew(case: models.Case) -> None:
    _data(case)
    AnchoredHead.objects.all().delete()
    Anchor.objects.all().delete()
    copies = list(Path(settings.ANCHORS).iterdir())
    before = [path.read_bytes() for path in copies]
    anchors.make(at=FIRST_NIGHT)
    for path, said in zip(copies, before, strict=True):
        path.write_bytes(said)


def _last_anchor(_: models.Case) -> None:
    AnchoredHead.objects.filter(anchor__number=2).delete()
    Anchor.objects.filter(number=2).delete()


def _first_anchor(_: models.Case) -> None:
    AnchoredHead.objects.filter(anchor__number=1).delete()
    Anchor.objects.filter(number=1).delete()


TAMPERING: dict[str, tuple[Callable[[models.Case], None], str]] = {
    "what happened, with the whole chain made anew": (
        _data,
        "{ref}, event 1: this event, or one up to event 5, is another one than Anchor 1",
    ),
    "who took a step": (_actor, "{ref}, event 1: this event, or one up to event 5, is another one than Anchor 1"),
    "when it happened": (_moment, "{ref}, event 1: this event, or one up to event 5, is another one than Anchor 1"),
    "the last event, its words and the head": (_tail, "{ref}, event 6: it is gone: Anchor 2 of 21 September 2026 had"),
    "a whole case": (_whole_case, "{ref}: the whole case is gone: anchor 1 had it"),
    "a whole case before the night": (_whole_case_not_anchored_yet, "the whole case is gone: something was sent about"),
    "two events exchanged": (
        _swapped,
        "{ref}, event 1: this event, or one up to event 5, is another one than Anchor 1",
    ),
    "two cases exchanged": (_cases_swapped, "event 1: it has been changed since it was written"),
    "an event dated back": (_dated_back, "{ref}, event 7: it says that it was written down before Anchor 2"),
    "an event put in between": (
        _in_between,
        "{ref}, event 1: this event, or one up to event 5, is another one than Anchor 1",
    ),
    "an event under an old number": (
        _under_an_old_number,
        "{ref}, event 7: it was put in later: Anchor 1",
    ),
    "an event moved to another case": (_moved_to_another_case, "{ref}, event 6: it is gone: Anchor 2"),
    "words": (_words, "{ref}, event 1: what was written (said) has been changed"),
    "words emptied": (_words_erased, "{ref}, event 1: what was written (said) is gone, and no event says"),
    "words put in": (_words_added, "{ref}: no event knows of what was written (said)"),
    "a letter": (_letter, "{ref}: the letter 'Receipt' is not as it went out"),
    "a letter with its digest": (_letter_and_digest, "{ref}: no event knows of the letter 'Receipt'"),
    "a letter put in": (_letter_added, "{ref}: no event knows of the letter 'Receipt'"),
    "a file": (_file, "{ref}: the file 'photo.pdf' is not as it came in"),
    "a column of the list": (_column, "{ref}: work lists show something else than its events say (answered_on)"),
    "the head of a case": (_head, "{ref}, event 6: the case does not end where its events end"),
    "an anchor": (_anchor, "Anchor 1 of 20 September 2026: it has been changed since it was made"),
    "an anchor with its digest": (
        _anchor_and_digest,
        "Anchor 2 of 21 September 2026: it does not follow from the one before it",
    ),
    "what an anchor has of a case": (_head_in_an_anchor, "Anchor 1 of 20 September 2026: what it has of single cases"),
    "every anchor made anew": (_every_anchor_made_anew, "Anchor 1 of 20 September 2026: it is not the one whose copy"),
    "the last anchor": (_last_anchor, "Anchor 2: it is gone: its copy is kept in 2026-09-21-anchor-000002.txt"),
    "an anchor before it": (_first_anchor, "Anchor 2 of 21 September 2026: the one before it is gone"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_an_edit_of_the_database_is_found_and_named(what: str) -> None:
    case = a_record_of_two_nights()
    assert verified() == []
    guard.off()
    edit, named = TAMPERING[what]
    edit(case)
    found = verified()
    assert found, "not found"
    assert named.format(ref=case.reference) in str(found[0])


def test_what_was_written_since_the_last_anchor_is_no_break() -> None:
    case = a_record_of_two_nights()
    filing.add_note(cast.step(case, "rosa", at=AFTER), note="Rang again.")
    looking = Verification(kept=Path(settings.ANCHORS))
    assert list(looking.breaks()) == []
    assert (looking.extent.cases, looking.extent.anchors, looking.extent.copies, looking.extent.since) == (2, 2, 2, 1)


def test_what_was_written_while_the_clock_was_put_back_is_no_break() -> None:
    case = a_record_of_two_nights()
    anchors.make(at=SECOND_NIGHT + timedelta(days=30))
    filing.add_note(cast.step(case, "rosa", at=AFTER), note="The clock is right again.")
    anchors.make_due(at=AFTER + timedelta(minutes=10))
    assert verified() == []


def test_files_are_left_alone_when_that_is_asked_for() -> None:
    _file(a_record_of_two_nights())
    assert list(Verification(kept=Path(settings.ANCHORS), files=False).breaks()) == []
    assert len(verified()) == 1


def test_a_record_without_anchors_is_held_against_its_own_chains_alone() -> None:
    case = cast.complaint("answered")
    assert verified() == []
    guard.off()
    case.events.filter(number=2).delete()
    first = verified()[0]
    assert str(first) == f"{case.reference}, event 2: it is missing; the next one is numbered 3"
