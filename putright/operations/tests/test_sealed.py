"""What is sealed opens with its key, and with nothing changed, moved or cut off."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from putright.operations.copies import parcels, sealed

KEY = "a long key that nobody guesses"
HEAD = 2


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "PIECE", 64)
    monkeypatch.setattr(sealed, "COST", 2**4)


def shut(plain: bytes) -> bytes:
    into = io.BytesIO()
    sealer = sealed.Sealer(into, passphrase=KEY)
    sealer.write(plain)
    sealer.close()
    return into.getvalue()


def opened(content: bytes, key: str = KEY) -> bytes:
    return sealed.Opener(io.BytesIO(content), passphrase=key).read()


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_what_is_sealed_opens_as_it_was(size: int) -> None:
    plain = bytes(n % 251 for n in range(size))

    assert opened(shut(plain)) == plain


def test_nothing_can_be_read_without_opening_it() -> None:
    assert b"Lindqvist" not in shut(b"Maria Lindqvist" * 20)


def test_the_same_sealed_twice_looks_different() -> None:
    assert shut(b"the same") != shut(b"the same")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(sealed.CannotOpen, match="does not open with this key"):
        opened(shut(b"something"), "another key nobody guesses")


def test_a_change_anywhere_is_found() -> None:
    whole = shut(b"x" * 200)

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(sealed.CannotOpen):
            opened(bytes(changed))


def test_being_cut_off_anywhere_is_found() -> None:
    whole = shut(b"x" * 200)

    for length in range(len(whole)):
        with pytest.raises(sealed.CannotOpen):
            opened(whole[:length])


def test_being_cut_off_between_two_pieces_is_called_that() -> None:
    whole = shut(b"x" * 200)
    head = whole.index(b"\n", len(sealed.MAGIC)) + 1

    with pytest.raises(sealed.CannotOpen, match="ends too early"):
        opened(whole[: head + HEAD * (64 + sealed.TAG)])


def test_pieces_that_change_places_are_found() -> None:
    whole = shut(b"a" * 64 + b"b" * 64 + b"c")
    head = whole.index(b"\n", len(sealed.MAGIC)) + 1
    size = 64 + sealed.TAG
    first, second = whole[head : head + size], whole[head + size : head + 2 * size]

    with pytest.raises(sealed.CannotOpen):
        opened(whole[:head] + second + first + whole[head + 2 * size :])


def test_a_key_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        sealed.Sealer(io.BytesIO(), passphrase="short")


@pytest.mark.parametrize("cost", ["1", "3", "1000000000000", "-4"])
def test_a_head_that_asks_for_senseless_work_is_refused(cost: str) -> None:
    whole = shut(b"something").replace(b'"n": 16', b'"n": ' + cost.encode())

    with pytest.raises(sealed.CannotOpen):
        opened(whole)


def test_what_fails_half_way_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"

    def half() -> None:
        with parcels.sealing(path, passphrase=KEY) as into:
            into.add("a", b"1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()

    assert list(tmp_path.iterdir()) == []


def test_pieces_come_back_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    with parcels.sealing(path, passphrase=KEY) as into:
        into.add("a/b", b"1" * 500)
        into.add("c", b"")

    assert list(parcels.sealed_pieces(path, passphrase=KEY)) == [("a/b", b"1" * 500), ("c", b"")]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["/etc/passwd", "../up", "a/../../b", "a\\..\\b", ""])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(sealed.CannotOpen):
        parcels.must_stay_inside(name)
