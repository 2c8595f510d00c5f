"""Packs and clauses: a visit is judged by its day, and only what was read in a source is printed."""

from datetime import date, time

import pytest

from audit import policy
from audit.model import AuditError
from audit.rules import BY_CODE


@pytest.mark.parametrize("name", list(policy.names()))
def test_every_pack_loads_and_names_known_rules_and_instruments(name: str) -> None:
    pack = policy.load(name)
    known = {c.id.split(".")[0] for c in policy.clauses()} | {c.id for c in policy.clauses()}
    for period in pack.periods:
        assert period.off <= set(BY_CODE)
        assert set(period.instruments) <= known
    assert pack.scorecard["2"] == {"points": 10, "cap": 40}


def test_clauses_name_known_rules_and_quote_only_what_was_read() -> None:
    for clause in policy.clauses():
        assert set(clause.rules) <= set(BY_CODE), clause.id
        assert not (clause.quote and (clause.paraphrase or not clause.verified)), clause.id
        assert clause.verified or not clause.article.zh, f"{clause.id}: a number from memory"
        assert not clause.verified or clause.source, clause.id


def test_a_visit_is_judged_by_the_rules_of_its_day() -> None:
    pack = policy.load("cn-default")
    assert pack.on(date(2026, 1, 29)).limits.video is None
    assert pack.on(date(2026, 1, 30)).limits.video == "required"
    assert "GB/T 45251" not in pack.basis("prohibited_hours", date(2025, 2, 27)).zh
    assert "GB/T 45251" in pack.basis("prohibited_hours", date(2025, 2, 28)).zh
    assert "第二十二条" in pack.basis("lone_visitor", date(2026, 1, 30)).zh
    assert pack.basis("lone_visitor", date(2026, 1, 29)) == policy.RANKS["policy"]


def test_expired_articles_are_not_named_after_their_day() -> None:
    pack = policy.load("cn-default")
    before = [c.id for c in pack.escalations("threat_or_abuse", date(2025, 12, 31))]
    after = [c.id for c in pack.escalations("threat_or_abuse", date(2026, 1, 1))]
    assert "psap.42" in before
    assert "psap.42" not in after


def test_what_rests_on_bank_policy_only_says_so() -> None:
    pack = policy.load("cn-default")
    for code in ("excessive_visits", "unverified_address", "no_prior_contact", "late_record", "missed_follow_up", "copied_account"):
        assert pack.basis(code, date(2026, 8, 1)) == policy.RANKS["policy"], code


def test_articles_of_one_instrument_are_named_together_and_ranks_descend() -> None:
    basis = policy.load("cn-default").basis("privacy_leak", date(2026, 8, 1))
    assert basis.zh.count("个人信息保护法") == 1
    assert basis.zh.index("（法律）") < basis.zh.index("（推荐性国家标准") < basis.zh.index("（行业自律规范")


def test_criminal_law_is_no_basis_of_a_finding() -> None:
    assert "刑法" not in policy.load("cn-default").basis("threat_or_abuse", date(2026, 8, 1)).zh


@pytest.mark.parametrize(
    ("pack", "closed_from", "until"),
    [("tw", time(22), time(7)), ("in-rbi", time(19), time(8)), ("us-regf", time(21), time(8)), ("uk-conc", None, None)],
)
def test_foreign_closed_hours(pack: str, closed_from: time | None, until: time | None) -> None:
    limits = policy.load(pack).on(date(2026, 8, 1)).limits
    assert (limits.closed_from, limits.closed_until) == (closed_from, until)


def test_unknown_limits_and_packs_are_named(tmp_path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('name="b"\nversion="1"\ntitle={zh="b",en="b"}\n[[period]]\neffective_from=2026-01-01\n'
                   'title={zh="b",en="b"}\n[period.limits]\nmax_dogs=1\n', encoding="utf-8")  # fmt: skip
    with pytest.raises(AuditError, match="max_dogs"):
        policy.load(str(bad))
    with pytest.raises(AuditError, match="No policy pack"):
        policy.load("clauses")
