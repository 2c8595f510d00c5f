"""Vocabulary files: a bank may add its own; a bad one is told by file, concept and term."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.account import Cast, read, vocabulary
from audit.account.actors import Actor
from audit.account.words import FOLDER, Kind, load
from audit.model import AuditError

RULE_FILES = sorted(Path(__file__).parents[3].joinpath("audit", "rules").glob("*.py"))


def test_a_bank_adds_terms_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[concept.money_taken.terms]\nhouse = ["走了后账"]\n', encoding="utf-8")
    words = vocabulary(own)
    assert read("这笔走了后账。", Cast(), words).has("money_taken")
    assert not read("这笔走了后账。").has("money_taken")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[concept.money_taken.terms]\nhouse = ["(收"]\n', ("own.toml", "money_taken", "(收")),
        ('[concept.money_taken.terms]\nhouse = "收"\n', ("own.toml", "money_taken.house")),
        ('[concept.money_taken]\nactor = "x"\n', ("own.toml", "money_taken", "actor")),
        ('[concept.money_taken]\ndoer = "martians"\n', ("own.toml", "money_taken", "martians")),
        ("[concepts.money_taken]\n", ("own.toml", "concepts")),
        ('[slots]\nvisitor = ["x"]\n', ("own.toml", "slots.visitor")),
        ('[typos]\n"末" = "没有"\n', ("own.toml", "typos", "末")),
        ("[concept\n", ("own.toml", "1", "9")),
        ('[people]\nmartians = ["x"]\n', ("own.toml", "people.martians")),
        ('[grammar]\nverbs = ["x"]\n', ("own.toml", "grammar.verbs")),
        ("[concept.money_taken]\nzh = 5\n", ("own.toml", "money_taken")),
        ('[concept.money_taken]\ndoer = ["borrower"]\n', ("own.toml", "money_taken", "borrower")),
    ],
)
def test_a_bad_file_is_told_by_name_concept_and_term(tmp_path: Path, content: str, told: tuple[str, ...]) -> None:
    own = tmp_path / "own.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(AuditError) as error:
        load([own])
    for word in told:
        assert word in error.value.text.zh
        assert word in error.value.text.en
    assert not re.search("[a-z] [a-z]", error.value.text.zh), "no English sentence in the Chinese one"


def test_a_file_in_another_encoding_or_none_at_all(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes('[slots]\n"证" = ["工作证"]\n'.encode("gb18030"))
    with pytest.raises(AuditError) as error:
        load([other])
    assert "UTF-8" in error.value.text.zh
    with pytest.raises(AuditError) as error:
        load([tmp_path / "none.toml"])
    assert "找不到" in error.value.text.zh
    with pytest.raises(AuditError) as error:
        load([tmp_path])
    assert "无法打开" in error.value.text.zh


def test_every_list_of_the_shipped_files_is_known() -> None:
    words = vocabulary()
    assert set(words.grammar) <= {kind.value for kind in Kind}
    assert set(words.people) <= {actor.value for actor in Actor} | {"surnames"}
    assert all(concept.zh != concept.name for concept in words.concepts.values())


def test_no_slot_is_told_in_two_of_the_shipped_files() -> None:
    """Slots of one name are one slot: a bank extends them so, two rules would mix up theirs."""
    told = [name for path in FOLDER.glob("*.toml") for name in tomllib.loads(path.read_text(encoding="utf-8")).get("slots", {})]
    assert len(told) > 100
    assert len(set(told)) == len(told)


def test_rules_ask_for_concepts_that_the_vocabulary_knows() -> None:
    asked = {(path.name, word) for path in RULE_FILES for word in _asked(ast.parse(path.read_text(encoding="utf-8")))}
    assert len({word for _, word in asked}) > 100
    assert [one for one in sorted(asked) if one[1] not in vocabulary()] == []


def _asked(tree: ast.Module) -> Iterator[str]:
    """The concepts named in calls of a reading's verbs, also by a constant of the module."""
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("find", "has", "near", "may"):
            named = [arg.value.id for arg in node.args if isinstance(arg, ast.Starred) and isinstance(arg.value, ast.Name)]
            for arg in (*node.args, *(constants[name] for name in named if name in constants)):
                yield from (part.value for part in ast.walk(arg) if isinstance(part, ast.Constant) and isinstance(part.value, str))
