"""A copy of one's own data: the right person, all of it, and nothing that is withheld in any part of the pack."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
import zlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from putright.accounts import audit
from putright.casework.actions import intake
from putright.casework.information_rights import disagreements
from putright.casework.refused import NotYours, Refused
from putright.casework.retention import holds
from putright.casework.subject_access import collecting, matching, pack, redaction, requests
from putright.casework.tables.subject_access import Release
from putright.casework.tests import cast
from putright.casework.tests.asking_cases import (
    AT,
    FILE,
    NEIGHBOUR,
    asked,
    collected,
    content_of,
    parts,
    ready,
    released,
    with_a_neighbour,
)
from putright.casework.tests.keeping_cases import LATER, disposed, went
from putright.letters.drawing import pdf

needs_pdf = pytest.mark.skipif(not pdf.available(), reason="PDF cannot be made here")
# --- By when. --------------------------------------------------------------------------------------------------------


def test_a_request_is_due_in_a_month_and_in_three_once_it_is_extended() -> None:
    request = asked()
    assert requests.due(request, on=AT.date()).on == date(2026, 10, 30)

    requests.extend(request.pk, because="Forty cases", by=cast.who("wendy"), at=AT)

    assert requests.due(requests.found(request.pk), on=AT.date()).on == date(2026, 12, 30)
    with pytest.raises(Refused, match="no second extension"):
        requests.extend(request.pk, because="More", by=cast.who("wendy"), at=AT)


@pytest.mark.parametrize(("because", "days", "said"), [("", 0, "Say why"), ("Forty cases", 40, "too late")])
def test_an_extension_has_a_reason_and_comes_within_the_month(because: str, days: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        requests.extend(asked().pk, because=because, by=cast.who("wendy"), at=AT + timedelta(days=days))


def test_a_request_names_somebody_and_a_day_that_has_been() -> None:
    for told, said in (({"name": " "}, "Enter the name"), ({"received_on": date(2027, 1, 1)}, "still to come")):
        with pytest.raises(Refused, match=said):
            asked(**told)


@pytest.mark.parametrize("who", ["rosa", "anita", "piers", "dora", "sam"])
def test_only_information_governance_answers(who: str) -> None:
    request = collected(with_a_neighbour())
    officer, item = cast.who(who), request.items.all()[0]
    tries = (
        lambda: requests.open_(requests.Asked(name="X", received_on=date(2026, 9, 1)), by=officer, at=AT, key="x"),
        lambda: requests.decide_who(request.pk, item.case.reference, None, same=True, by=officer, at=AT),
        lambda: collecting.collect(request.pk, by=officer, at=AT),
        lambda: redaction.withhold_all(item.pk, reason="privilege", by=officer, at=AT),
        lambda: redaction.withhold_everywhere(request.pk, words=["bin"], reason="privilege", by=officer),
        lambda: requests.look_at(item.pk, by=officer, at=AT),
        lambda: pack.release(request.pk, pack.Giving(to="X", how="post"), by=officer, at=AT, key="x"),
    )
    for one in tries:
        with pytest.raises(NotYours):
            one()


# --- Who it is. ------------------------------------------------------------------------------------------------------


def test_suggestions_say_in_what_somebody_is_alike_and_the_officer_decides() -> None:
    by_email = cast.received(person=intake.Contact(name="M. Lindqvist", email="maria@mail.example"))
    by_phone = cast.received(person=intake.Contact(name="Somebody", phone="+44 1632 960 555"))
    spoken_of = cast.received(person=cast.JOSEPH, said="Maria Lindqvist next door had the same")
    other = cast.received(person=cast.JOSEPH)
    request = asked(phone="01632960555")

    found = {one.case.reference: one for one in matching.of(request, cast.who("wendy"))}

    assert found[by_email.reference].how == ("part of the name", "same email address")
    assert found[spoken_of.reference].party is None
    assert other.reference not in found
    assert found[by_phone.reference].how == ("same telephone number",)
    assert all(one.same is None for one in found.values())


def test_a_representative_and_the_same_address_are_found() -> None:
    speaks = intake.Representing(
        contact=intake.Contact(name="Maria Lindqvist", address="9 Low Row, ZZ1 2AB"),
        authority="consent",
        authority_on=date(2026, 9, 1),
    )
    case = cast.received(person=cast.JOSEPH, representing=speaks)
    request = asked(address="9 Low Row\nzz12ab", email="")

    [found] = [one for one in matching.of(request, cast.who("wendy")) if one.party]

    assert (found.case, found.party and found.party.role) == (case, "representative")
    assert found.how == ("same name", "same postcode")


def test_a_case_in_which_nobody_is_them_any_more_gives_nothing() -> None:
    case = with_a_neighbour()
    request = collected(case)
    party = case.parties.get(role="complainant")

    requests.decide_who(request.pk, case.reference, party.pk, same=False, by=cast.who("wendy"), at=AT)

    assert not request.items.exists()
    with pytest.raises(Refused, match="nobody like that"):
        requests.decide_who(request.pk, case.reference, 10**6, same=True, by=cast.who("wendy"), at=AT)


# --- What is found. --------------------------------------------------------------------------------------------------


def test_everything_about_them_is_collected_once() -> None:
    request = collected(with_a_neighbour())

    kinds = set(request.items.values_list("kind", flat=True))
    assert kinds == {"details", "entry", "point", "letter", "document"}
    before = request.items.count()
    assert collecting.collect(request.pk, by=cast.who("wendy"), at=AT) == 0
    assert request.items.count() == before
    text = "\n".join(request.items.values_list("text", flat=True))
    for words in ("01632 960555", "The bin", "The sheet for the round", "Rosa Okafor", "vossbrink statement.txt"):
        assert words in text


def test_what_is_given_is_in_plain_words_with_days_written_out() -> None:
    case = with_a_neighbour()
    items = collected(case).items.filter(kind__in=["details", "entry", "point", "remedy"])
    text = "\n".join(items.values_list("text", flat=True))

    assert f"Service: {case.service.name}" in text
    assert not re.findall(r"\b\d{4}-\d\d-\d\d\b", text), "a day as a table has it"
    assert not re.findall(r"\b[a-z]+_[a-z0-9_]+\b", text), "a word of a table"
    for item in items.filter(kind="entry"):
        assert not item.title.startswith(item.text.splitlines()[0]), "its title stands above it already"


def test_no_item_carries_a_secret_link() -> None:
    case = with_a_neighbour()
    assert any("/complaint/" in letter.text for letter in case.letters.all())

    for item in collected(case).items.all():
        assert not re.search(r"/complaint/[^/\s]+/[A-Za-z0-9_-]{16}", item.text)


def test_of_a_case_that_only_speaks_of_them_only_that_is_collected() -> None:
    case = cast.complaint("acknowledged", person=cast.JOSEPH, said="Maria Lindqvist next door had the same")
    request, wendy = asked(), cast.who("wendy")
    requests.decide_who(request.pk, case.reference, None, same=True, by=wendy, at=AT)

    collecting.collect(request.pk, by=wendy, at=AT)

    assert request.items.exists()
    assert all("Lindqvist" in item.text for item in request.items.all())


def test_a_statement_of_disagreement_stands_beside_what_it_disputes() -> None:
    case = with_a_neighbour()
    letter = case.letters.last()
    assert letter
    disagreements.add(cast.step(case, "wendy", at=AT), about="letter", number=letter.pk, statement="I did ring twice.")

    item = collected(case).items.get(source=f"letter {letter.pk}")

    assert "I did ring twice." in item.text


# --- What is released. -----------------------------------------------------------------------------------------------


def layers_of(content: bytes) -> str:
    """A PDF with what it holds packed laid open."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    opened = []
    for one in packed:
        try:
            opened.append(zlib.decompress(one))
        except zlib.error:
            opened.append(one)
    return b"\n".join([content, *opened]).decode("latin-1")


def read_by_another_program(content: bytes, folder: Path) -> str:
    (folder / "copy.pdf").write_bytes(content)
    command = ["pdftotext", str(folder / "copy.pdf"), "-"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("pdftotext is not there: only what the streams hold was looked at")


def withheld_pack() -> dict[str, bytes]:
    request = collected(with_a_neighbour())
    wendy = cast.who("wendy")
    redaction.withhold_everywhere(
        request.pk, words=["Quentin", "Vossbrink", "01632 960777"], reason="third_party", by=wendy
    )
    document = request.items.get(kind="document")
    redaction.transcribe(document.pk, text="A neighbour says that he saw it.", by=wendy)
    return parts(released(ready(request)))


@needs_pdf
@pytest.mark.slow
def test_no_part_of_the_pack_holds_what_is_withheld(tmp_path: Path) -> None:
    pack_ = withheld_pack()

    assert list(pack_) == ["index.html", "copy.pdf", "copy.json"]
    for name, content in pack_.items():
        text = layers_of(content) if name.endswith(".pdf") else content.decode()
        for word in ("quentin", "vossbrink", "960777"):
            assert word not in text.lower(), (name, word)
    assert "[withheld: about somebody else]" in pack_["index.html"].decode()
    said = json.loads(pack_["copy.json"])
    assert said["withheld"][0]["reason"] == "third_party"
    text = read_by_another_program(pack_["copy.pdf"], tmp_path)
    assert "Vossbrink" not in text
    assert "withheld: about somebody else" in " ".join(text.split())
    assert "A neighbour says that he saw it." in " ".join(text.split())


@needs_pdf
@pytest.mark.slow
def test_a_pack_says_everything_that_is_given_and_is_logged() -> None:
    case = with_a_neighbour()
    request = ready(collected(case))

    made = released(request)

    pack_ = parts(made)
    [file] = [name for name in pack_ if name.startswith("files/")]
    assert pack_[file] == FILE.content
    assert "vossbrink" not in file
    assert NEIGHBOUR in pack_["index.html"].decode()
    assert (made.to, made.how, made.items) == ("Maria Lindqvist, 3 Mill Lane", "post", request.items.count())
    assert requests.found(request.pk).closed_on == AT.date()
    assert cast.kinds(case)[-1] == "copy_given"
    assert audit.found(kind="access_request_made").count() == 1
    assert released(request) == made
    with zipfile.ZipFile(io.BytesIO(content_of(made))) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}


@needs_pdf
@pytest.mark.slow
def test_an_answered_request_is_not_changed_any_more() -> None:
    request = ready(collected(with_a_neighbour()))
    released(request)
    item = request.items.all()[0]

    with pytest.raises(Refused, match="has been answered"):
        redaction.withhold_all(item.pk, reason="privilege", by=cast.who("wendy"), at=AT)


def test_nothing_is_released_before_it_is_ready() -> None:
    request = asked()
    with pytest.raises(Refused, match="Make sure who asks"):
        released(request)
    with pytest.raises(Refused, match="to whom it goes"):
        pack.release(request.pk, pack.Giving(to=" ", how="post"), by=cast.who("wendy"), at=AT, key="x")
    assert not Release.objects.exists()


@needs_pdf
@pytest.mark.slow
def test_a_pack_goes_with_its_case_and_with_its_own_time() -> None:
    case = with_a_neighbour()
    made = released(ready(collected(case)))
    request, path = made.request, Path(settings.MEDIA_ROOT) / str(made.file.name)
    assert path.exists()

    held = holds.place(
        holds.Wanted(kind="legal", reason="x", review_on=date(2040, 1, 1), references=[case.reference]),
        by=cast.who("wendy"),
        at=AT,
        key="h",
    )
    assert requests.erase_old(on=date(2029, 10, 1), years=3, at=LATER) == 0
    holds.lift(held.pk, because="Settled", by=cast.who("wendy"), at=AT)
    assert requests.erase_old(on=date(2029, 9, 30), years=3, at=LATER) == 0
    assert requests.erase_old(on=date(2029, 10, 1), years=3, at=LATER) == 1

    after = requests.found(request.pk)
    assert (after.name, after.email, after.items.count(), after.releases.get().to) == ("", "", 0, "")
    assert after.releases.get().digest == made.digest


def test_disposing_of_a_case_takes_what_was_collected_from_it() -> None:
    case = cast.complaint("closed")
    request = collected(case)
    went(case)

    disposed(case)

    assert not request.items.exists()
