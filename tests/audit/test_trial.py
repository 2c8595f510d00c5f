"""A bank's own pack: what may be in it, and what a trial says would change, without storing anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from audit.bankpack import LIMITS, Pack, plain, policy, problems
from audit.casebook import Casebook
from audit.model import AuditError, Text, Verdict
from audit.policy import Limits, load
from audit.rules import RULES
from audit.run import stored_run
from audit.store.nouns import Conflict
from audit.store.store import Store
from audit.store.where import Where
from audit.trial import trial
from tests import make
from tests.audit.store.given import DAY, imported, ticking
from tests.steps import drained

TITLE = Text("本行规则", "our own rules")
OURS = Pack("本行-2026", TITLE, limits={"closed_from": "20:00", "max_visits_a_day": None}, off=("dress",), grades={"record_gap": 3})


@pytest.fixture
def store() -> Iterator[Store]:
    with Store("memory", user="张", clock=ticking()) as opened:
        yield opened


def test_every_limit_of_the_policy_has_words_and_its_default_is_allowed() -> None:
    defaults = plain(Limits())
    assert set(defaults) == set(LIMITS) == set(Limits.__dataclass_fields__)
    assert problems(Pack("本行", TITLE, limits=defaults)) == ()
    for name in ("cn-default", "hk", "us-regf", "in-rbi"):
        assert problems(Pack("本行", TITLE, limits=plain(load(name).periods[-1].limits))) == ()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": ""}, "名称"), ({"name": "cn-default"}, "内置"), ({"title": Text("本行", "")}, "英文"), ({"base": "nowhere"}, "nowhere"),
        ({"limits": {"no_such": 1}}, "no_such"), ({"limits": {"min_visitors": 0}}, "1 至 5"), ({"limits": {"min_visitors": 2.5}}, "整数"),
        ({"limits": {"min_visitors": "两人"}}, "整数"), ({"limits": {"closed_from": "晚十点"}}, "22:00"),
        ({"limits": {"visit_window_days": None}}, "366"), ({"limits": {"audio": "maybe"}}, "if_agreed"),
        ({"limits": {"consent_opens_hours": 1}}, "是或否"), ({"limits": {"entry_needs_consent": ["moon"]}}, "home"),
        ({"limits": {"closed_from": "08:00", "closed_until": "08:00"}}, "相同"), ({"off": ("no_rule",)}, "no_rule"),
        ({"off": ("cash_taken",), "on": ("cash_taken",)}, "既启用又停用"), ({"grades": {"cash_taken": 5}}, "1 至 4"),
        ({"vocabulary": {"no_concept": ("词",)}}, "no_concept"), ({"vocabulary": {"credentials_shown": ("",)}}, "不能为空"),
        ({"vocabulary": {"credentials_shown": ("出示<没有的槽>",)}}, "没有的槽"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_pack_is_a_sentence(given: dict[str, Any], told: str) -> None:
    pack = replace(Pack("本行", TITLE), **given)
    found = problems(pack)
    assert any(told in t.zh for t in found), found
    assert all(t.zh and t.en for t in found)
    with pytest.raises(AuditError):
        policy(pack)


def test_a_pack_changes_what_it_names_and_nothing_else() -> None:
    base, ours = load("cn-default"), policy(replace(OURS, off=("inappropriate_dress",), since=date(2026, 6, 1)))
    before, after = ours.on(date(2026, 5, 31)), ours.on(date(2026, 6, 1))
    assert before == base.on(date(2026, 5, 31))
    assert after.limits == replace(base.on(date(2026, 6, 1)).limits, closed_from=time(20), max_visits_a_day=None)
    assert after.off == {"inappropriate_dress"}
    assert after.instruments == base.on(date(2026, 6, 1)).instruments
    assert after.grades["record_gap"] == 3
    assert ours.version == f"{base.version}+0"


def test_versions_are_kept_and_two_windows_do_not_overwrite(store: Store) -> None:
    ours = replace(OURS, off=())
    first = store.save_pack(ours)
    second = store.save_pack(replace(first, limits={"closed_from": "19:00"}))
    assert (first.version, second.version) == (1, 2)
    with pytest.raises(Conflict) as caught:
        store.save_pack(replace(first, limits={"closed_from": "18:00"}))
    assert caught.value.theirs == second
    assert store.packs() == (second,)
    assert store.policy("本行-2026").on(DAY).limits.closed_from == time(19)
    assert store.policy("本行-2026", policy(first).version).on(DAY).limits.closed_from == time(20)
    store.forget_pack("本行-2026")
    assert store.packs() == ()
    assert store.policy("本行-2026").on(DAY).limits.closed_from == time(19)  # runs judged by it stay readable
    store.undo(None)
    assert store.packs() == (second,)
    with pytest.raises(AuditError, match="No policy pack"):
        store.policy("没有这个")
    assert store.check_trail() is None


def test_own_words_are_read(store: Store) -> None:
    saved = store.save_pack(Pack("本行", TITLE, vocabulary={"credentials_shown": ("亮了蓝本本",)}))
    visit = make.visit(account="两人到场并亮了蓝本本，客户表示月底还款。", id_shown=None)
    for pack, expected in ((load("cn-default"), False), (policy(saved), True)):
        book = Casebook([visit], policy=pack, as_of=DAY)
        assert book.reading(visit).has("credentials_shown") is expected


def test_a_trial_says_what_would_come_and_go_and_stores_nothing(store: Store) -> None:
    project = store.create_project("九月").id
    rows = [make.visit(row=2, visit_id="V0", case_id="C0", start_time=time(20, 30), end_time=time(20, 50)),
            make.visit(row=3, visit_id="V1", case_id="C1", visitors=("张立",), account="张立到场并出示工作证，客户表示月底还款。")]  # fmt: skip
    imported(store, project, rows)
    checked = audited(store, project, load("cn-default"))
    (lone,) = store.finding_ids(checked, [Where("rule", "=", "lone_visitor")])
    store.decide_ids(checked, [lone], Verdict.CONFIRMED)
    before = store.stamp()
    told = drained(trial(store, project, policy(Pack("本行", TITLE, limits={"closed_from": "20:00", "min_visitors": 1}))))
    assert [(v, f.rule) for v, f in told.added] == [(1, "prohibited_hours")]
    assert told.gone == (lone,)
    assert (told.decided, told.changed) == (1, ())
    assert told.by_rule["lone_visitor"] == (0, 1, 0)
    assert store.stamp() == before
    assert len(store.runs(project)) == 1
    same = drained(trial(store, project, load("cn-default")))
    assert (same.added, same.gone, same.changed) == ((), (), ())
    harder = drained(trial(store, project, policy(Pack("本行", TITLE, grades={"lone_visitor": 1})), rules=["lone_visitor"]))
    assert [(id_, f.grade) for id_, f in harder.changed] == [(lone, 1)]


def test_a_trial_needs_a_run(store: Store) -> None:
    project = store.create_project("九月").id
    with pytest.raises(AuditError, match="not checked yet"):
        drained(trial(store, project, load("cn-default")))


def test_a_run_by_an_own_pack_is_read_back(store: Store) -> None:
    saved = store.save_pack(Pack("本行", TITLE, limits={"closed_from": "20:00"}))
    project = store.create_project("九月").id
    imported(store, project, [make.visit(start_time=time(20, 30), end_time=time(20, 50))])
    number = audited(store, project, policy(saved))
    store.save_pack(replace(saved, limits={"closed_from": "21:00"}))
    assert drained(stored_run(store, number)).policy.on(DAY).limits.closed_from == time(20)


def audited(store: Store, project: int, pack: Any) -> int:
    """A whole check as the program makes it, of what is stored."""
    from audit.auditor import audit, audit_log

    numbered = list(store.numbered_visits(project))
    book = Casebook([v for _, v in numbered], policy=pack, as_of=DAY)
    begun = store.begin_run(project, pack.name, pack.version, DAY, "1.0")
    store.add_findings(begun.id, [(n, f) for (n, _), one in zip(numbered, audit(book, RULES), strict=True) for f in one.findings])
    reports = [store.report(i.id) for i in store.imports(project)]
    store.add_findings(begun.id, [(None, f) for r in reports for s in r.sheets for f in audit_log(r.name, s, book)])
    return store.finish_run(begun.id, len(numbered)).run.id
