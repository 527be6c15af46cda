"""Questions and decision tables: what does not fit together is refused, with the place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from putright.rulebook.book.reading import Refused
from putright.rulebook.routing import triage
from putright.rulebook.routing.triage import Triage

QUESTIONS = """
in_force = 2026-06-19
source = "The Code"

[[questions]]
id = "appeal"
for_resident = "Can it be appealed?"
for_officer = "Does an appeal fit?"
why = "An appeal can put it right."
para = "FAQ"
accepts = [{ name = "no", title = "No" }, { name = "pcn", title = "A penalty", kind = "tribunal" }]

[[questions]]
id = "body"
for_resident = "Whose doing is it?"
for_officer = "Which body is it?"
why = "Nobody is sent away without being told where to go."
para = "FAQ"
only_when = [{ appeal = ["no"] }]
unless = [{ appeal = ["tribunal"] }]
accepts = [{ name = "no", title = "No" }, { name = "nhs", title = "The NHS" }]

[[questions]]
id = "rest"
for_resident = "Is there more?"
for_officer = "Is anything left?"
why = "Nothing is lost."
para = "FAQ"
accepts = [{ name = "no", title = "No" }, { name = "yes", title = "Yes" }]
"""

TABLES = """
in_force = 2026-06-19
source = "The Code"

[[decisions]]
part = "appeal"
when = [{ appeal = ["tribunal"] }]
names = "appeal"
reason = "An appeal can put it right."
para = "FAQ"

[[decisions]]
part = "rest"
to = "local_council_code"
reason = "It is taken unless there is a reason not to."
tell = "We take it."
para = "2.1"

[[joint]]
when = [{ rest = ["yes"] }]
lead = "local_council_code"
joins = ["children"]
reason = "It helps."
para = "FAQ"

[[considers]]
when = [{ appeal = ["no"] }]
grounds = { local_council_code = "late" }
reason = "It may be late."
para = "2.2"

[[first_and_final]]
when = [{ appeal = ["no"] }]
ground = "other"
reason = "It may be fairest."
para = "FAQ"
"""


def load(tmp_path: Path, questions: str = QUESTIONS, tables: str = TABLES) -> Triage:
    asked, decided = tmp_path / "questions.toml", tmp_path / "triage.toml"
    asked.write_text(questions, encoding="utf-8")
    decided.write_text(tables, encoding="utf-8")
    return triage.load(asked, decided)


def test_two_sound_files_are_read(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert [question.id for question in found.questions] == ["appeal", "body", "rest"]
    assert found.question["body"].only_when == ({"appeal": ("no",)},)
    assert list(found.parts) == ["appeal", "rest"]
    assert found.considers[0].grounds == {"local_council_code": "late"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("in_force = 2026-06-19\n", "", "questions.toml: is undated"),
        ('source = "The Code"', 'sauce = "The Code"', "unknown word 'sauce'; use in_force, source and [[questions]]"),
        ("[[questions]]", "[[questions", "questions.toml: "),
        ('para = "FAQ"\n', "", "questions.toml, line 5: has no paragraph"),
        ('why = "An appeal can put it right."\n', "", "line 5: why is missing"),
        ('why = "Nothing is lost."', "why = 3", "line 23, why: is 3; it must be str"),
        ('id = "body"', 'id = "appeal"', "the question 'appeal' is there 2 times"),
        ('name = "pcn"', 'name = "no"', "the question 'appeal': the answer 'no' is there 2 times"),
        (', { name = "yes", title = "Yes" }]', "]", "the question 'rest' accepts 1 answers"),
        ('kind = "tribunal"', 'kind = "no"', "the question 'appeal' calls a kind like an answer"),
        ('[{ appeal = ["no"] }]', "[]", "line 13, only_when: cannot be read"),
        ('[{ appeal = ["no"] }]', "[{}]", "line 13, only_when: cannot be read"),
        ('[{ appeal = ["no"] }]', '"no"', "line 13, only_when: cannot be read"),
        ('[{ appeal = ["no"] }]', '[{ appeal = "no" }]', "line 13, only_when: cannot be read"),
        ('[{ appeal = ["no"] }]', "[{ appeal = [] }]", "line 13, only_when: cannot be read"),
        ('[{ appeal = ["no"] }]', "[{ appeal = [1] }]", "line 13, only_when: cannot be read"),
        (
            '[{ appeal = ["no"] }]',
            '[{ rest = ["no"] }]',
            "'body' names the question 'rest', which does not come before it",
        ),
        (
            '[{ appeal = ["tribunal"] }]',
            '[{ appeal = ["owl"] }]',
            "asking 'appeal', names the answer 'owl', which does not exist; use one of: no, pcn, trib",
        ),
        (
            'accepts = [{ name = "no", title = "No" }, { name = "nhs"',
            'accepts = [{ nom = "no" }, { name = "nhs"',
            "'nom'",
        ),
        ('for_officer = "Is anything left?"', 'when = "x"', "unknown word 'when'"),
    ],
)
def test_questions_that_do_not_fit_are_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in QUESTIONS
    with pytest.raises(Refused) as refusal:
        load(tmp_path, questions=QUESTIONS.replace(old, new, 1))
    assert said in str(refusal.value)
    assert refusal.value.do


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('[{ appeal = ["tribunal"] }]', '[{ owl = ["no"] }]', "decision 1 (appeal) names the question 'owl'"),
        ('names = "appeal"\n', "", "decision 1 (appeal) does not say where the matter goes"),
        ('names = "appeal"', 'names = "appeal"\nto = "pcn"', "decision 1 (appeal) does not say where the matter goes"),
        ('names = "appeal"', 'names = "owl"', "names the place 'owl', which does not exist"),
        ('names = "appeal"', 'names = "body"', "names the place 'no', which does not exist"),
        ('names = "appeal"', 'to = "nowhere"', "names the place 'nowhere', which does not exist"),
        ('tell = "We take it."\n', "", "decision 2 (rest) does not say what the person must be told"),
        ('names = "appeal"', 'to = "wrong_body"\ntarget = "owl"', "do not name the same bodies"),
        ('names = "appeal"', 'to = "wrong_body"\ntarget = "body"', "do not name the same bodies"),
        ('names = "appeal"', 'to = "children"\ntell = "x"\ntarget = "body"', "do not name the same bodies"),
        ('part = "rest"', 'part = "rest"\nfirst = true', "somebody could be turned away"),
        ('part = "rest"', 'part = "rest"\nwhen = [{ rest = ["yes"] }]', "somebody could be turned away"),
        ('part = "rest"', 'part = "last"', "somebody could be turned away; end the part 'rest' with a row"),
        ('joins = ["children"]', 'joins = ["owls"]', "led by 'local_council_code' names the procedure 'owls'"),
        (
            'joins = ["children"]',
            'joins = ["data_protection"]',
            "takes in 'data_protection', which always goes its own way",
        ),
        ('lead = "local_council_code"', 'lead = "data_protection"', "which always goes its own way; take it out"),
        ('when = [{ rest = ["yes"] }]\nlead', "lead", "line 19: when is missing"),
        ('{ local_council_code = "late" }', '{ owls = "late" }', "a ground to consider names the procedure 'owls'"),
        (
            '{ local_council_code = "late" }',
            '{ local_council_code = "owl" }',
            "names the ground 'owl', which does not exist",
        ),
        ('{ local_council_code = "late" }', "{}", "names no grounds"),
        ('{ local_council_code = "late" }', '"late"', "names no grounds"),
        ('{ local_council_code = "late" }', "{ local_council_code = 1 }", "names no grounds"),
        ('ground = "other"', 'ground = "owl"', "a first and final answer names the ground 'owl'"),
        ('source = "The Code"', "questions = []", "unknown word 'questions'"),
    ],
)
def test_tables_that_do_not_fit_are_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TABLES
    with pytest.raises(Refused) as refusal:
        load(tmp_path, tables=TABLES.replace(old, new, 1))
    assert said in str(refusal.value)
    assert refusal.value.do


def test_a_triage_that_never_asks_what_is_left_is_refused(tmp_path: Path) -> None:
    without = QUESTIONS[: QUESTIONS.index('[[questions]]\nid = "rest"')]
    tables = TABLES.replace('rest = ["yes"]', 'appeal = ["no"]')
    with pytest.raises(Refused, match="nobody is asked whether anything is left"):
        load(tmp_path, questions=without, tables=tables)


def test_every_question_can_be_put_to_a_resident_and_to_an_officer() -> None:
    for question in triage.current().questions:
        assert question.for_resident.endswith("?")
        assert "?" in question.for_officer
        assert question.why.endswith(".")
        assert question.para
        assert all(choice.title for choice in question.accepts)
