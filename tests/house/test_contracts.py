"""The seven import contracts: each must stand in pyproject.toml once the folder it guards exists.

That the contracts and the ban on clocks bite is tried on a made-up tree.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT, plant, text

Contract = dict[str, Any]

LAYERS = [
    {"config"},
    {"stories"},
    {"portal", "desk", "administration", "records", "operations", "api", "oversight", "sector", "hub"},
    {"figures"},
    {"casework"},
    {"letters", "web"},
    {"accounts"},
    {"council"},
    {"rulebook"},
]
KNOW_NO_PAGES = ["casework", "letters", "figures", "council", "accounts"]


def missing_contracts(root: Path) -> list[str]:
    """Contracts that should stand, given the folders that exist, and do not."""
    kept: list[Contract] = tomllib.loads(text(root / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    return [name for name, wanted in _wanted(root / "putright").items() if not _stands(wanted, kept)]


def _wanted(product: Path) -> dict[str, Contract]:
    """The contracts that today's folders call for; one about a folder that is missing cannot be checked."""
    wanted: dict[str, Contract] = {
        "layers": {"type": "layers", "containers": ["putright"], "exhaustive": True},
        "plain rulebook": _forbids(["rulebook"], ["django"], outside=True),
        "no cycles": {"type": "acyclic_siblings", "ancestors": ["putright"]},
    }
    there = {path.name for path in product.iterdir() if path.is_dir()}
    if "hub" in there and there & {"casework", "figures"}:
        wanted["hub apart"] = _forbids(["hub"], sorted(there & {"casework", "figures"}))
    if {"sector", "casework"} <= there:
        # figures may look at cases, so only the direct way is shut.
        wanted["sector apart"] = _forbids(["sector"], ["casework"]) | {"allow_indirect_imports": True}
    if (product / "casework" / "models.py").exists() or (product / "casework" / "models").is_dir():
        wanted["tables kept in"] = {
            "type": "protected",
            "protected_modules": ["putright.casework.models"],
            "allowed_importers": ["putright.casework"],
        }
    if "web" in there and there.intersection(KNOW_NO_PAGES):
        wanted["no pages"] = _forbids([name for name in KNOW_NO_PAGES if name in there], ["web"])
    return wanted


def _forbids(sources: list[str], targets: list[str], *, outside: bool = False) -> Contract:
    inside = "" if outside else "putright."
    return {
        "type": "forbidden",
        "source_modules": [f"putright.{name}" for name in sources],
        "forbidden_modules": [f"{inside}{name}" for name in targets],
        "allow_indirect_imports": None,
    }


def _stands(wanted: Contract, kept: list[Contract]) -> bool:
    return any(
        not contract.get("ignore_imports") and all(_covers(key, contract.get(key), wanted[key]) for key in wanted)
        for contract in kept
    )


def _covers(key: str, have: object, wanted: object) -> bool:
    """A contract may forbid more than was asked; it may not allow more."""
    if key != "allowed_importers" and isinstance(have, list) and isinstance(wanted, list):
        return set(wanted) <= set(have)
    return have == wanted


def layers_written(pyproject: str) -> list[set[str]]:
    contracts: list[Contract] = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [{name.strip(" ()") for name in layer.split("|")} for layer in layers]


def verdict_of_the_contracts(root: Path) -> str:
    shutil.copy(ROOT / "pyproject.toml", root)
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout


def verdict_of_the_linter(source: str, *, under: str) -> str:
    options = ["--no-cache", "--output-format=concise", "--stdin-filename", under]
    command = [sys.executable, "-m", "ruff", "check", *options, "-"]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False).stdout


FOLDERS = (
    *("config", "stories", "portal", "desk", "administration", "records", "operations", "casework", "letters"),
    *("web", "accounts", "council"),
)
ROOMS = ("asking", "book", "dates", "letters", "measures", "proof", "routing", "standings")


def plant_product(root: Path, **modules: str) -> None:
    """A made-up product: the folders there are, a rulebook with its rooms, and the modules given as folder__file."""
    rooms = (f"putright/rulebook/{room}" for room in ROOMS)
    folders = (f"putright/{name}" for name in (*FOLDERS, *(name.split("__")[0] for name in modules)))
    for place in ("putright", "putright/rulebook", *rooms, *folders):
        plant(root, f"{place}/__init__.py", "")
    plant(root, "putright/casework/models.py", "")
    plant(root, "putright/casework/tables/__init__.py", "")
    for name, source in modules.items():
        plant(root, f"putright/{name.replace('__', '/')}.py", source)


def test_every_contract_stands_that_can() -> None:
    assert missing_contracts(ROOT) == []


def test_the_layers_are_those_of_the_house() -> None:
    assert layers_written(text(ROOT / "pyproject.toml")) == LAYERS


def test_a_new_folder_without_its_contract_is_found(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in ("rulebook", "hub", "sector", "casework", "web", "council"):
        plant(tmp_path, f"putright/{folder}/__init__.py", "")
    plant(tmp_path, "putright/casework/models.py", "")
    for_bare_folders = ["hub apart", "sector apart", "tables kept in", "no pages"]
    assert set(for_bare_folders) <= set(_wanted(tmp_path / "putright"))

    plant(tmp_path, "pyproject.toml", "[tool.importlinter]\ncontracts = []\n")

    assert missing_contracts(tmp_path) == ["layers", "plain rulebook", "no cycles", *for_bare_folders]


def test_a_contract_that_asks_less_does_not_stand() -> None:
    wanted = _forbids(["casework", "letters"], ["web"])

    assert _stands(wanted, [_forbids(["casework", "letters", "council"], ["web"])])
    assert not _stands(wanted, [_forbids(["casework"], ["web"])])
    assert not _stands(wanted, [wanted | {"allow_indirect_imports": True}])
    assert not _stands(wanted, [wanted | {"ignore_imports": ["putright.letters.check -> putright.web.pages"]}])


def test_a_contract_that_lets_more_folders_in_does_not_stand() -> None:
    kept = {"type": "protected", "allowed_importers": ["putright.casework"]}

    assert _stands(kept, [kept])
    assert not _stands(kept, [kept | {"allowed_importers": ["putright.casework", "putright.desk"]}])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("breach", "broken"),
    [
        ({"rulebook__standings__clocks": "import django"}, "The rulebook is plain Python BROKEN"),
        ({"rulebook__standings__clocks": "def fetch():\n    import socket"}, "The rulebook is plain Python BROKEN"),
        ({"rulebook__standings__clocks": "import putright.council", "council__teams": ""}, "downwards only BROKEN"),
        ({"portal__views": "import putright.desk", "desk__views": ""}, "downwards only BROKEN"),
        ({"attic__boxes": ""}, "downwards only BROKEN"),
        ({"desk__views": "import putright.casework.models"}, "touched only by casework BROKEN"),
        ({"letters__check": "import putright.web"}, "know nothing of pages BROKEN"),
        ({"casework__steps": "def show():\n    from putright.web import pages", "web__pages": ""}, "pages BROKEN"),
        (
            {"rulebook__book__words": "import putright.rulebook.proof"},
            "Rooms of the rulebook depend downwards only BROKEN",
        ),
        ({"rulebook__attic": ""}, "Rooms of the rulebook depend downwards only BROKEN"),
        (
            {"rulebook__dates__a": "import putright.council.b", "council__b": "import putright.rulebook.dates.a"},
            "No cycles between siblings BROKEN",
        ),
    ],
)
def test_a_breach_of_the_contracts_is_caught(breach: dict[str, str], broken: str, tmp_path: Path) -> None:
    plant_product(tmp_path, **breach)

    assert broken in verdict_of_the_contracts(tmp_path)


@pytest.mark.slow
def test_a_tree_in_order_keeps_the_contracts(tmp_path: Path) -> None:
    plant_product(tmp_path, desk__views="import putright.rulebook")

    assert "6 kept, 0 broken" in verdict_of_the_contracts(tmp_path)


@pytest.mark.parametrize("call", ["date.today()", "datetime.now(UTC)"])
def test_the_rulebook_may_not_look_at_the_clock(call: str) -> None:
    source = f'"""Days."""\n\nfrom datetime import UTC, date, datetime\n\nused = (UTC, date, datetime, {call})\n'

    assert "TID251" in verdict_of_the_linter(source, under="putright/rulebook/clocks.py")
    assert "TID251" not in verdict_of_the_linter(source, under="putright/desk/views.py")
