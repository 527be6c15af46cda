"""Backups: everything in one sealed file, the newest few kept; and one put back into an empty Putright."""

from __future__ import annotations

import json
import re
import secrets
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings

from putright.accounts import audit
from putright.operations import runs
from putright.operations.copies import copying, parcels, putting_back, sealed

KEYS = "keys.json"
NAME = re.compile(r"putright-\d{8}-\d{6}\.backup")


class CannotBackUp(Exception):
    """Why there is no backup, and what to do."""


def new_key() -> str:
    """A key nobody can guess."""
    return secrets.token_urlsafe(32)


def make(*, to: Path, key: str, at: datetime, keep: int = 0, with_keys: bool = True) -> runs.Made:
    """A backup in a folder; of the older ones there, the newest are kept, `keep` with this one (0: all of them).

    Without the keys, the secret key of the site has to be kept elsewhere. Raises `CannotBackUp`.
    """
    if not key:
        raise CannotBackUp("There is no key to seal it with. Make one: bin/backup --new-key FILE")
    try:
        sealed.must_be_strong(key)
    except ValueError as weak:
        raise CannotBackUp(f"The key is {weak}. bin/backup --new-key FILE makes one.") from None
    if not to.is_dir():
        raise CannotBackUp(f"There is no folder {to}: make it, or say another one.")
    path = to / f"putright-{at:%Y%m%d-%H%M%S}.backup"
    try:
        _write(path, key, at, with_keys=with_keys)
    except OSError as problem:
        raise CannotBackUp(f"It could not be written to {to}: {problem.strerror or problem}.") from None
    _throw_away_oldest(to, keep)
    made = runs.Made(path.name, path.stat().st_size)
    audit.note(kind="backed_up", by=None, at=at, file=made.name, bytes=made.size)
    return made


def _write(path: Path, key: str, at: datetime, *, with_keys: bool) -> None:
    with parcels.sealing(path, passphrase=key) as into:
        manifest = copying.copy(into, kind="backup", at=at)
        if with_keys:
            keys = {"secret_key": settings.SECRET_KEY, "before": list(settings.SECRET_KEY_FALLBACKS)}
            copying.add(into, manifest, KEYS, json.dumps(keys).encode())
        copying.finish(into, manifest)


def _throw_away_oldest(folder: Path, keep: int) -> None:
    made = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    for old in made[:-keep] if keep > 0 else []:
        old.unlink()


def restore(path: Path, *, key: str) -> tuple[putting_back.PutBack, list[str]]:
    """Put a backup into this Putright, which must be empty; what to mind afterwards, in sentences.

    Raises `sealed.CannotOpen` or `putting_back.CannotPutBack`.
    """
    pieces = partial(parcels.sealed_pieces, path, passphrase=key)
    done = putting_back.put_back(pieces)
    return done, _put_key_back(next((content for name, content in pieces() if name == KEYS), None))


def looked_over(path: Path, *, key: str) -> dict[str, object]:
    """The manifest of a backup that is whole. Raises `sealed.CannotOpen`."""
    return putting_back.looked_over(partial(parcels.sealed_pieces, path, passphrase=key))


def _put_key_back(keys: bytes | None) -> list[str]:
    if keys is None:
        return ["The backup holds no secret key: give the site the one it had, or no secret link sent will work."]
    told = json.loads(keys)
    return [*_put_key(told["secret_key"]), *(_put_key_before(key) for key in told["before"][:1])]


def _put_key_before(secret: str) -> str:
    """The key that the secret key took the place of: what was sealed with it still opens with it alone."""
    if secret in settings.SECRET_KEY_FALLBACKS:
        return "The key before the secret key is set here as well."
    kept = _written("secret_key_before", secret)
    return f"The site had a key before: it is in {kept}. Set PUTRIGHT_SECRET_KEY_BEFORE_FILE to that."


def _put_key(secret: str) -> list[str]:
    if secret == settings.SECRET_KEY:
        return []
    kept = _written("secret_key", secret)
    said = [f"The secret key of the backup is in {kept}. Start web and worker anew, so that they take it."]
    if settings.SECRET_KEY_GIVEN:
        said.append("PUTRIGHT_SECRET_KEY is set to another one: take that away, or no secret link sent will work.")
    return said


def _written(name: str, secret: str) -> Path:
    kept: Path = settings.VAR / name
    kept.touch(mode=parcels.MODE)
    kept.chmod(parcels.MODE)
    kept.write_text(secret, encoding="utf-8")
    return kept


# --- Nightly, and what is said of it. --------------------------------------------------------------------------------


def wanted() -> bool:
    """Whether backups are made by night."""
    return bool(settings.BACKUP_TO)


def nightly(*, at: datetime) -> runs.Made:
    """The backup of the night, as the settings say."""
    return make(to=Path(settings.BACKUP_TO), key=settings.BACKUP_KEY, at=at, keep=settings.BACKUP_KEEP)
