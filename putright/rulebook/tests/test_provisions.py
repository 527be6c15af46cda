"""The list of provisions is read strictly, and counts as proven only what is there to prove it."""

from __future__ import annotations

from pathlib import Path

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.library import table_of
from putright.rulebook.book.reading import Refused
from putright.rulebook.measures.measures import CATALOGUE
from putright.rulebook.proof import list_pages, provisions
from putright.rulebook.proof.provisions import Proof, Provision

HERE = provisions.ROOT / provisions.RULEBOOK
CODE = "local_council_code"
HEAD = 'procedure = "local_council_code"\nversion = "2024"\nsource = "The Code"\n'
GOOD = """
[[provisions]]
id = "6.2"
paraphrase = "It is acknowledged in time."
who = ["complaints_officer"]
treatment = ["enforce"]
mark = "verified"
"""
OF_THE_CODE = [one for one in provisions.every() if one.procedure == CODE]
NOT_OF_THE_CODE = {"council policy", "council practice", "council target", "local protocol", "Landlord Code 1.5"}
"""What stands beside a rule the Code has nothing about."""


def listed(root: Path, text: str = HEAD + GOOD) -> Path:
    """A source tree that holds nothing but a list of provisions."""
    path = root / provisions.RULEBOOK / "provisions" / CODE / "2024.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def with_proofs(root: Path, proves: str = "local_council_code:6.2") -> None:
    """One worked example and one test in that tree."""
    for name, text in {
        "examples/dates.toml": f'[[examples]]\nname = "Acknowledged late"\nproves = ["{proves}"]\n',
        "tests/test_clocks.py": "def test_it_is_late(): ...\ndef builder(): ...\n",
    }.items():
        path = root / provisions.RULEBOOK / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def only(root: Path) -> Provision:
    """The one provision of a tree."""
    (provision,) = provisions.every(root)
    return provision


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (HEAD + "id = ", r"2024\.toml: .*mend the TOML"),
        (
            HEAD + 'office = "x"\n' + GOOD,
            "unknown word 'office'; use one of: procedure, version, source, also, provisions",
        ),
        (HEAD + 'also = "requests"\n' + GOOD, "also is 'requests'; it must be a list of words, the ids of procedures"),
        (HEAD + "also = [1]\n" + GOOD, r"also is \[1\]; it must be a list of words"),
        (HEAD.replace("2024", "2025") + GOOD, "does not say which procedure it is about; give its id and version"),
        (HEAD.replace("The Code", " ") + GOOD, "names no source; add source"),
        (HEAD, r"does not list its provisions; write each as \[\[provisions\]\]"),
        (HEAD + GOOD + GOOD, "line 12: '6.2' is there twice; keep one"),
        (HEAD + GOOD + 'comment = "x"', "line 5: unknown word 'comment'; use one of: id, paraphrase"),
        (HEAD + GOOD + 'tests = "x::y"', "tests is 'x::y'; it must be a list of words"),
        (HEAD + GOOD + "tests = [1]", r"tests is \[1\]; it must be a list of words"),
        (HEAD + GOOD + 'council_answers = "yes"', "council_answers is 'yes'; it must be true or false"),
        (HEAD + GOOD + "later = 2027-01-01", r"later is datetime.*; it must be some text"),
        (HEAD + GOOD.replace("It is acknowledged in time.", " "), "line 5: paraphrase is missing; add it"),
        (HEAD + GOOD.replace('mark = "verified"', ""), "mark is missing; add it"),
        (HEAD + GOOD.replace('["enforce"]', "[]"), "treatment is missing; add it"),
        (HEAD + GOOD.replace('"enforce"', '"hope"'), "unknown word 'hope' for treatment; use one of: enforce, support"),
        (HEAD + GOOD.replace('"verified"', '"sure"'), "unknown word 'sure' for mark; use one of: verified, unverified"),
        (HEAD + GOOD.replace("complaints_officer", "clerk"), "unknown word 'clerk' for who; use one of: any_officer"),
        (HEAD + GOOD + "council_answers = true", "says one way only that the council answers"),
        (HEAD + GOOD.replace('"enforce"', '"organisational"'), "give both organisational and council_answers"),
    ],
)
def test_what_is_wrong_with_a_list_is_refused_with_its_place_and_what_to_do(
    wrong: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        provisions.load(listed(tmp_path, wrong))
    assert refusal.value.place.startswith("provisions/local_council_code/2024.toml")
    assert refusal.value.do


def test_nothing_is_proven_by_words_alone(tmp_path: Path) -> None:
    listed(tmp_path, HEAD + GOOD + 'later = "the letters as sent"\n')
    assert provisions.proofs(only(tmp_path), root=tmp_path) == ()
    assert provisions.coverage(root=tmp_path).lines[-1] == "coverage: 1 provisions, 0 proven"


def test_a_worked_example_that_names_a_provision_proves_it(tmp_path: Path) -> None:
    listed(tmp_path)
    with_proofs(tmp_path)
    assert provisions.proofs(only(tmp_path), root=tmp_path) == (Proof("example", "dates: Acknowledged late"),)
    assert provisions.coverage(root=tmp_path).lines[-1] == "coverage: 1 provisions, 1 proven"


def test_what_proves_the_same_paragraph_of_a_short_procedure_proves_the_provision(tmp_path: Path) -> None:
    listed(tmp_path, HEAD + 'also = ["service_request"]\n' + GOOD)
    with_proofs(tmp_path, proves="service_request:6.2")
    assert provisions.proofs(only(tmp_path), root=tmp_path) == (Proof("example", "dates: Acknowledged late"),)


def test_a_proof_named_twice_is_one_proof(tmp_path: Path) -> None:
    listed(tmp_path, HEAD + GOOD + 'examples = ["dates: Acknowledged late"]\n')
    with_proofs(tmp_path)
    assert len(provisions.proofs(only(tmp_path), root=tmp_path)) == 1


def test_a_test_proves_a_provision_that_names_it(tmp_path: Path) -> None:
    listed(tmp_path, HEAD + GOOD + 'tests = ["test_clocks::test_it_is_late"]\n')
    with_proofs(tmp_path)
    assert Proof("test", "test_clocks::test_it_is_late") in provisions.proofs(only(tmp_path), root=tmp_path)
    assert provisions.false_claims(root=tmp_path) == []


def test_a_measure_of_the_rulebook_proves_a_provision_that_names_it(tmp_path: Path) -> None:
    name = next(iter(sorted(proof.name for proof in provisions.there() if proof.kind == "measure")))
    listed(tmp_path, HEAD + GOOD + f'measure = ["{name}"]\n')
    assert provisions.proofs(only(tmp_path), root=tmp_path) == (Proof("measure", name),)


def test_a_proof_that_is_not_there_proves_nothing_and_is_named(tmp_path: Path) -> None:
    claims = 'examples = ["dates: On time"]\ntests = ["test_clocks::builder"]\nmeasure = ["mood"]\n'
    listed(tmp_path, HEAD + GOOD + claims)
    assert provisions.proofs(only(tmp_path), root=tmp_path) == ()
    assert provisions.false_claims(root=tmp_path) == [
        "local_council_code:6.2: there is no example 'dates: On time'",
        "local_council_code:6.2: there is no test 'test_clocks::builder'",
        "local_council_code:6.2: there is no measure 'mood'",
    ]


def test_the_council_and_what_comes_later_are_listed_and_not_counted_as_proven(tmp_path: Path) -> None:
    answered = GOOD.replace('"6.2"', '"9.5"').replace('"enforce"', '"organisational"') + "council_answers = true\n"
    awaited = GOOD.replace('"6.2"', '"3.1"') + 'later = "the journeys of the portal"\n'
    listed(tmp_path, HEAD + GOOD + answered + awaited)
    assert provisions.unanswered(root=tmp_path) == ["local_council_code:6.2"]
    assert list(provisions.named(root=tmp_path))[1::2] == [
        "    nothing yet",
        "    the council answers",
        "    later: the journeys of the portal",
    ]
    assert provisions.coverage(root=tmp_path).lines == (
        "Proven by worked examples: 0 provisions, 0 worked examples",
        "Proven by tests: 0 provisions, 0 tests",
        "Proven by measures: 0 provisions, 0 measures",
        "Proven, with more to come: 0 provisions",
        "The council answers: 1 provisions",
        "  local_council_code:9.5  It is acknowledged in time.",
        "Proven later: 1 provisions",
        "  local_council_code:3.1  the journeys of the portal",
        "Not proven: 1 provisions",
        "  local_council_code:6.2  It is acknowledged in time.",
        "coverage: 3 provisions, 0 proven",
    )


def test_what_is_proven_in_part_says_what_is_still_to_come(tmp_path: Path) -> None:
    listed(tmp_path, HEAD + GOOD + 'later = "the letters as sent"\n')
    with_proofs(tmp_path)
    told = provisions.coverage(root=tmp_path)
    assert told.proven == 1
    proving = [f"    {proof.kind}: {proof.name}" for proof in provisions.proofs(only(tmp_path), root=tmp_path)]
    assert proving
    named = f"{CODE}:6.2 It is acknowledged in time."
    assert provisions.report(root=tmp_path) == [named, *proving, *told.lines]
    assert told.lines[3:5] == ("Proven, with more to come: 1 provisions", f"  {CODE}:6.2  the letters as sent")


def test_the_report_of_this_tree_ends_with_its_count() -> None:
    counted = provisions.coverage()
    assert provisions.report()[-1] == f"coverage: {counted.provisions} provisions, {counted.proven} proven"
    assert counted.provisions == len(provisions.every())
    assert 0 < counted.proven < counted.provisions


def test_every_paragraph_of_the_code_is_there_in_order() -> None:
    last = {1: 8, 2: 5, 3: 8, 4: 3, 5: 11, 6: 21, 7: 5, 8: 3, 9: 8}
    paragraphs = [one.id for one in OF_THE_CODE if not one.id.startswith("FAQ ")]
    assert paragraphs == [f"{section}.{n}" for section, count in last.items() for n in range(1, count + 1)]


def test_what_the_landlord_code_asks_beside_any_complaint_is_there() -> None:
    asked = [one.id for one in provisions.every() if one.procedure == "landlord_code"]
    assert asked == ["8.1", "8.2", "8.3", "8.4", "8.5", "yearly submission"]


def test_the_page_has_the_provisions_of_each_procedure_under_its_name() -> None:
    page = list_pages.provisions_page()
    code, landlord = page.index("## Complaint Handling Code"), page.index("## Landlord Complaint Handling Code")
    assert code < page.index("| 6.2 |") < landlord < page.index("| 8.5 (unverified) |")


def paragraphs_in(table: object) -> set[str]:
    """Every paragraph named anywhere in a data file."""
    if isinstance(table, list):
        return {para for item in table for para in paragraphs_in(item)}
    if not isinstance(table, dict):
        return set()
    own = {table["para"]} if isinstance(table.get("para"), str) else set()
    return own | {para for item in table.values() for para in paragraphs_in(item)}


@pytest.mark.parametrize("reference", OF_THE_CODE[0].references)
def test_every_paragraph_a_procedure_of_the_code_rests_on_is_a_provision(reference: str) -> None:
    rests_on = paragraphs_in(table_of(HERE / "procedures" / reference.split(":")[0] / "2024.toml"))
    assert rests_on
    assert sorted(rests_on - {one.id for one in OF_THE_CODE} - NOT_OF_THE_CODE) == []


def test_every_paragraph_of_the_code_that_another_file_or_an_indicator_names_is_a_provision() -> None:
    known = {one.reference for one in provisions.every()}
    tables = [table_of(path) for path in sorted((HERE / "procedures").glob("**/*.toml"))]
    named = {para for table in tables for para in paragraphs_in(table) if para.startswith(f"{CODE}:")}
    counted = {f"{CODE}:{indicator.para}" for indicator in CATALOGUE.values()}
    assert sorted((named | counted) - known) == []


def test_the_code_has_two_stages_and_none_before_the_first() -> None:
    code = library.procedure(CODE)
    assert [stage.name for stage in code.stages if not stage.ended] == ["stage_1", "stage_2"]
    assert {move.opens for move in code.moves if move.begins} == {"stage_1"}


def test_only_one_procedure_counts_as_the_code() -> None:
    assert {procedure.id for procedure in library.every() if procedure.counts_as == "code"} == {CODE}


def references() -> set[str]:
    """What the worked examples say they prove."""
    tables = [table_of(path) for path in sorted((HERE / "examples").glob("*.toml"))]
    return {reference for table in tables for example in table["examples"] for reference in example["proves"]}


def written_down_elsewhere() -> set[str]:
    """Paragraphs of the other procedures, and what the routes rest on (which may be a paragraph of a procedure)."""
    known: set[str] = set()
    for path in (HERE / "procedures").glob("**/*.toml"):
        named = paragraphs_in(table_of(path))
        source = path.parent.name
        if source == "procedures":
            source, known = "routes", known | named
        known |= {f"{source}:{para}" for para in named}
    return {reference for reference in known if not reference.startswith(f"{CODE}:")}


def test_every_worked_example_proves_something_that_is_written_down() -> None:
    known = written_down_elsewhere() | {one.reference for one in provisions.every()}
    assert sorted(references() - known) == []
