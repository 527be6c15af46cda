"""What the product needs is asked for, locked, and locked the one way we lock; no file says which shop it came from."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, files, plant, syntax, text

# Kept in pieces, or this file would break its own rule.
REGISTRY_HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
    )
]
INDEX_OPTION = re.compile(r"^\s*--?(?:extra-)?(?:index-url|find-links)\b", re.MULTILINE)
DEVELOPERS = "requirements-dev"
ONLY_WITH_EXTRAS = {Path("putright/config/s3.py")}
"""Modules that Django loads by name where a council has set up what they are for, and nowhere else."""

OTHER_LOCK_FILES = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", "pdm.lock"}

Asked = dict[str, Requirement]
Locked = dict[str, tuple[list[str], str]]


def named_shops(root: Path) -> list[str]:
    """Files that name a package registry, and lock files of a kind that would."""
    faults = []
    for path in files(root):
        words = text(root / path)
        faults += [f"{path}: names {host}" for host in REGISTRY_HOSTS if host in words]
        if path.name.startswith("requirements") and INDEX_OPTION.search(words):
            faults.append(f"{path}: sets an index")
        if path.name in OTHER_LOCK_FILES:
            faults.append(f"{path}: we lock with the requirements files of bin/lock only")
    return faults


def stale_locks(root: Path) -> list[str]:
    """Where a lock file is not what bin/lock would make of what is asked for, as far as can be seen offline."""
    project = tomllib.loads(text(root / "pyproject.toml"))["project"]
    runtime = project["dependencies"]
    faults = _disagreements(root / "requirements.txt", _asked(runtime), "putright (pyproject.toml)")
    for extra, more in project.get("optional-dependencies", {}).items():
        with_more = root / f"requirements-{extra}.txt"
        faults += _disagreements(with_more, _asked([*runtime, *more]), "putright (pyproject.toml)")
        faults += _drifted(root / "requirements.txt", with_more)
    lines = [line.split("#")[0].strip() for line in text(root / "requirements-dev.in").splitlines()]
    wanted = _asked([line for line in lines if line and not line.startswith("-")])
    return faults + _disagreements(root / "requirements-dev.txt", wanted, "-r requirements-dev.in")


def _asked(lines: list[str]) -> Asked:
    return {canonicalize_name(need.name): need for need in map(Requirement, lines)}


def _disagreements(lock: Path, asked: Asked, source: str) -> list[str]:
    locked = _locked(text(lock))
    faults = [f"{lock.name}: {name} is asked for and not locked" for name in asked if name not in locked]
    for name, (versions, entry) in locked.items():
        if "--hash=sha256:" not in entry:
            faults.append(f"{lock.name}: {name} has no hash")
        if source in entry and name not in asked:
            faults.append(f"{lock.name}: {name} is locked and no longer asked for")
        if name in asked and not all(asked[name].specifier.contains(version) for version in versions):
            faults.append(f"{lock.name}: {name} is locked at {', '.join(versions)}, asked for as {asked[name]}")
    return faults


def _drifted(plain: Path, with_more: Path) -> list[str]:
    """What a copy with an extra would run on in another version than one without it: tests know only the one."""
    there = _locked(text(with_more))
    return [
        f"{with_more.name}: {name} is not as in {plain.name}"
        for name, (versions, _) in _locked(text(plain)).items()
        if there.get(name, ([], ""))[0] != versions
    ]


def _locked(lock: str) -> Locked:
    """Each name in a lock file, with the versions it stands at (one for each range of Pythons) and its whole entry."""
    locked: Locked = {}
    for entry in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE):
        if head := re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", entry):
            versions, before = locked.get(canonicalize_name(head[1]), ([], ""))
            locked[canonicalize_name(head[1])] = ([*versions, head[2]], before + entry)
    return locked


def unasked_imports(root: Path, sold_as: dict[str, list[str]]) -> list[str]:
    """Modules of the product (not its tests) that import what a running copy would not have."""
    at_hand = set(_locked(text(root / "requirements.txt")))
    extras = {
        name for lock in root.glob("requirements-*.txt") if lock.stem != DEVELOPERS for name in _locked(text(lock))
    }
    return [
        f"{path}: imports {name}"
        for path in files(root)
        if path.parts[0] == "putright" and path.suffix == ".py" and "tests" not in path.parts
        for name in sorted(_imported(root / path))
        if not (extras if path in ONLY_WITH_EXTRAS else at_hand).intersection(
            canonicalize_name(seller) for seller in sold_as.get(name, [name])
        )
    ]


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"putright"}


def test_no_file_names_a_shop() -> None:
    assert named_shops(ROOT) == []


def test_the_lock_files_are_current() -> None:
    assert stale_locks(ROOT) == []


def test_the_product_imports_only_what_a_running_copy_has() -> None:
    assert unasked_imports(ROOT, dict(packages_distributions())) == []


def test_a_named_shop_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "docs/setup.md", f"fetched from https://{REGISTRY_HOSTS[0]}/simple")
    plant(tmp_path, "requirements-x.txt", "--index-url somewhere\n")
    plant(tmp_path, "uv.lock", "")

    assert named_shops(tmp_path) == [
        f"docs/setup.md: names {REGISTRY_HOSTS[0]}",
        "requirements-x.txt: sets an index",
        "uv.lock: we lock with the requirements files of bin/lock only",
    ]


def test_a_stale_lock_file_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "pyproject.toml", '[project]\ndependencies = ["Django>=5.2", "absent"]\n')
    plant(tmp_path, "requirements.txt", "django==5.1 \\\n    --hash=sha256:00\n    # via putright (pyproject.toml)\n")
    plant(tmp_path, "requirements-dev.in", "-r requirements.txt\nruff  # lint\n")
    gone = "gone==1 \\\n    --hash=sha256:00\n    # via -r requirements-dev.in\n"
    plant(tmp_path, "requirements-dev.txt", gone + "ruff==1\n    # via -r requirements-dev.in\n")

    assert stale_locks(tmp_path) == [
        "requirements.txt: absent is asked for and not locked",
        "requirements.txt: django is locked at 5.1, asked for as Django>=5.2",
        "requirements-dev.txt: gone is locked and no longer asked for",
        "requirements-dev.txt: ruff has no hash",
    ]


def test_an_extra_that_is_not_locked_beside_the_rest_is_found(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "pyproject.toml",
        '[project]\ndependencies = ["Django>=5.2"]\n'
        '[project.optional-dependencies]\ns3 = ["django-storages", "boto3"]\n',
    )
    plant(tmp_path, "requirements.txt", "django==5.2 \\\n    --hash=sha256:00\n    # via putright (pyproject.toml)\n")
    newer = "django==5.3 \\\n    --hash=sha256:00\n    # via putright (pyproject.toml)\n"
    plant(tmp_path, "requirements-s3.txt", f"{newer}boto3==1\n    # via putright (pyproject.toml)\n")
    plant(tmp_path, "requirements-dev.in", "")
    plant(tmp_path, "requirements-dev.txt", "")

    assert stale_locks(tmp_path) == [
        "requirements-s3.txt: django-storages is asked for and not locked",
        "requirements-s3.txt: boto3 has no hash",
        "requirements-s3.txt: django is not as in requirements.txt",
    ]


def test_what_an_extra_brings_may_be_imported_in_its_one_place_alone(tmp_path: Path) -> None:
    plant(tmp_path, "requirements.txt", "")
    plant(tmp_path, "requirements-s3.txt", "boto3==1 --hash=sha256:00\n")
    plant(tmp_path, "requirements-dev.txt", "pytest==9 --hash=sha256:00\n")
    plant(tmp_path, "putright/config/s3.py", "import boto3\nimport pytest\n")
    plant(tmp_path, "putright/desk/views.py", "import boto3\n")

    assert unasked_imports(tmp_path, {}) == [
        "putright/config/s3.py: imports pytest",
        "putright/desk/views.py: imports boto3",
    ]


def test_an_import_nobody_asked_for_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "requirements.txt", "pyyaml==6 --hash=sha256:00\n")
    plant(tmp_path, "putright/rulebook/days.py", "import json\nimport numpy as np\nimport yaml\n")
    plant(tmp_path, "putright/rulebook/tests/test_days.py", "import pytest\n")

    assert unasked_imports(tmp_path, {"yaml": ["PyYAML"]}) == ["putright/rulebook/days.py: imports numpy"]
