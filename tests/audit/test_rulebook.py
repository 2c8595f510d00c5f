"""What the rulebook says of a rule is what its source asks for."""

from __future__ import annotations

import inspect
import re
import sys
from datetime import date

import pytest

from audit.bankpack import LIMITS
from audit.model import Decision, Verdict
from audit.rulebook import COMMON, LIMITS_OF, records, seen, words_of
from audit.rules import BY_CODE, RULES
from audit.store.store import Store
from tests.gui.sample import findings, visit


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_the_limits_of_a_rule_are_those_its_source_names(code: str) -> None:
    source = inspect.getsource(sys.modules[BY_CODE[code].check.__module__])
    named = {limit for limit in LIMITS if re.search(rf"\.{limit}\b", source)}
    assert named <= set(LIMITS_OF.get(code, ()))


def test_every_limit_has_its_place() -> None:
    listed = {limit for limits in LIMITS_OF.values() for limit in limits} | set(COMMON)
    assert listed == set(LIMITS)
    assert set(LIMITS_OF) <= {rule.code for rule in RULES}


def test_words_are_those_of_the_rules_own_file() -> None:
    concepts = {words.concept for words in words_of("lone_visitor")}
    assert "lone_said" in concepts
    assert all(words.terms and words.title.zh for words in words_of("lone_visitor"))
    assert words_of("excessive_visits") == ()


def test_hits_and_what_was_overruled_are_counted(tmp_path: object) -> None:
    with Store("memory", user="王敏") as store:
        project = store.create_project("样例").id
        run = store.begin_run(project, "cn-default", "1", date(2026, 10, 15), "0")
        rows = [visit(row) for row in range(3, 7)]
        store.add_findings(run.id, [(None, f) for v in rows for f in findings(v)])
        store.finish_run(run.id, 4)
        ids = store.finding_ids(run.id)
        first = store.findings_by_id(ids[:1])[0].finding
        store.decide(project, Decision(first.fingerprint, Verdict.DISMISSED, "王敏", store.trail()[0].at, "misread", ""))
        record = records(store, run.id)[first.rule]
        assert (record.findings, record.decided, record.overruled, record.overruled_share) == (4, 1, 1, 1.0)
        both = seen(store, run.id, first.rule)
        assert [row.finding.fingerprint for row in both.overruled] == [first.fingerprint]
        assert both.confirmed == ()
