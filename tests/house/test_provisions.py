"""No provision claims a proof that is not there, and none that we enforce is left open without a word about when."""

from pathlib import Path

from putright.rulebook.proof import provisions
from tests.house.tree import ROOT, plant

LIST = "putright/rulebook/provisions/local_council_code/2024.toml"
HEAD = 'procedure = "local_council_code"\nversion = "2024"\nsource = "The Code"\n'


def left_open(root: Path) -> list[str]:
    """Provisions that the product is to enforce, known for certain, with neither proof nor `later`."""
    return [
        provision.reference
        for provision in provisions.every(root)
        if "enforce" in provision.treatment
        and provision.mark == "verified"
        and not (provisions.proofs(provision, root=root) or provision.later)
    ]


def plant_provision(root: Path, *lines: str) -> None:
    row = '[[provisions]]\nid = "6.5"\nparaphrase = "The Ombudsman is named."\nwho = ["council"]\n'
    plant(root, LIST, "\n".join((HEAD, row, *lines)))


def test_no_provision_claims_a_proof_that_is_not_there() -> None:
    assert provisions.false_claims(root=ROOT) == []


def test_every_provision_we_enforce_is_proven_or_says_what_will_prove_it() -> None:
    assert left_open(ROOT) == []


def test_every_provision_is_proven_answered_for_or_awaited() -> None:
    assert provisions.unanswered(root=ROOT) == []


def test_a_false_claim_is_found(tmp_path: Path) -> None:
    claim = 'tests = ["test_letters::test_the_ombudsman_is_named"]'
    plant_provision(tmp_path, 'treatment = ["enforce"]', 'mark = "verified"', claim)
    plant(tmp_path, "tests/house/test_letters.py", "def test_the_ombudsman_is_not_named(): ...\n")

    assert provisions.false_claims(root=tmp_path) == [
        "local_council_code:6.5: there is no test 'test_letters::test_the_ombudsman_is_named'"
    ]


def test_a_provision_left_open_is_found(tmp_path: Path) -> None:
    plant_provision(tmp_path, 'treatment = ["support", "enforce"]', 'mark = "verified"')

    assert left_open(tmp_path) == ["local_council_code:6.5"]
    assert provisions.unanswered(root=tmp_path) == ["local_council_code:6.5"]


def test_a_provision_awaited_is_not_left_open(tmp_path: Path) -> None:
    plant_provision(tmp_path, 'treatment = ["enforce"]', 'mark = "verified"', 'later = "the letters as sent"')

    assert left_open(tmp_path) == []
