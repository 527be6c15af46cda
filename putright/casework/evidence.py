"""Whether the record is what it was when it was written: chains, words, letters, files, and the columns of the list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from putright.casework import chain, correspondence, models, record
from putright.casework.chain import Break
from putright.council import here

AT_ONCE = 500


def every_case() -> Iterator[list[Break]]:
    """What is amiss with each case, case by case; an empty list for one that is whole."""
    for case in models.Case.objects.order_by("pk").iterator(AT_ONCE):
        yield breaks(case)


def breaks(case: models.Case) -> list[Break]:
    """Everything about a case that is not what its events say it was."""
    events = list(case.events.select_related("case").order_by("number"))
    first = chain.first_break(case, events)
    found = [] if first is None else [first]
    return [*found, *_words(case, events), *_letters(case, events), *_files(case, events)]


def _words(case: models.Case, events: list[models.Event]) -> Iterator[Break]:
    """Words an event names and that read otherwise now, or are gone without having been erased."""
    kept = {words.pk: words for words in case.words.all()}
    for event in events:
        for name, value in event.data.items():
            if not (isinstance(value, dict) and "words" in value):
                continue
            words = kept.get(value["words"])
            if words is None:
                yield Break(case.reference, event.number, f"what was written ({name}) is gone")
            elif not words.erased_on and chain.digest_of_words(words.body, words.salt) != value["digest"]:
                yield Break(case.reference, event.number, f"what was written ({name}) has been changed")


def _letters(case: models.Case, events: list[models.Event]) -> Iterator[Break]:
    """Letters that are not as they went out, and those the events name by a digest that no letter has."""
    kept = list(case.letters.all())
    for letter in kept:
        if correspondence.digest(letter.text, letter.html) != letter.digest:
            yield Break(case.reference, 0, f"the letter {letter.title!r} is not as it went out")
    known = {(letter.step_key, letter.digest) for letter in kept}
    for event in events:
        for digest in event.data.get("letters", ()):
            if (event.key.removesuffix("/2"), digest) not in known:
                yield Break(case.reference, event.number, "a letter that went out with it is gone, or another one")


def _files(case: models.Case, events: list[models.Event]) -> Iterator[Break]:
    """Files that are not as they came in, and those the events name by a digest that no file has."""
    known = {(document.pk, document.digest) for document in case.documents.all()}
    for event in events:
        for number, digest in event.data.get("documents", ()):
            if (number, digest) not in known:
                yield Break(case.reference, event.number, "a file that came in with it is gone, or another one")
    for document in case.documents.all():
        try:
            with document.file.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == document.digest
        except OSError:
            yield Break(case.reference, 0, f"the file {document.name!r} cannot be read")
            continue
        if not same:
            yield Break(case.reference, 0, f"the file {document.name!r} is not as it came in")


# --- The columns of the list. ----------------------------------------------------------------------------------------
#
# They are worked out as of a day, which each case keeps (`worked_out_on`): what is owed can change overnight without
# anything happening, as when the time to ask for stage 2 is over and the case is to be closed. So there are two
# questions. Are the columns what the events said on that day? If not, something else than the record wrote them: this
# is what `rebuild --check` counts. And are they as of today? That is what the nightly task sees to.


def differing(*, on: date, mend: bool) -> Iterator[tuple[str, list[str]]]:
    """Each case with the list columns that are not what its events say.

    To look, they are compared as of the day they were worked out on, so that days gone by count for nothing. To `mend`,
    they are worked out as of `on`.
    """
    council = here.for_rulebook()
    for reference in _references(models.Case.objects.all()):
        with transaction.atomic():
            case = record.locked(reference)
            day = on if mend else case.worked_out_on or on
            wanted = record.columns(case, on=day, council=council)
            wrong = [name for name, value in wanted.items() if getattr(case, name) != value]
            if wrong and mend:
                _put_right(case, {name: wanted[name] for name in wrong}, on=day)
        yield reference, wrong


def bring_up_to_date(*, on: date) -> int:
    """Work the columns of every case still open out as of a day, once a day. How many had changed."""
    council, changed = here.for_rulebook(), 0
    for reference in _references(models.Case.objects.filter(ended=False).exclude(worked_out_on=on)):
        with transaction.atomic():
            case = record.locked(reference)
            wanted = record.columns(case, on=on, council=council)
            wrong = {name: value for name, value in wanted.items() if getattr(case, name) != value}
            _put_right(case, wrong, on=on)
            changed += bool(wrong)
    return changed


def _references(cases: QuerySet[models.Case]) -> list[str]:
    """All at once: a list read bit by bit would stay open while each case is written to."""
    return list(cases.order_by("pk").values_list("reference", flat=True))


def _put_right(case: models.Case, wanted: Mapping[str, Any], *, on: date) -> None:
    for name, value in {**wanted, "worked_out_on": on}.items():
        setattr(case, name, value)
    case.save(update_fields=[*(name.removesuffix("_id") for name in wanted), "worked_out_on"])
