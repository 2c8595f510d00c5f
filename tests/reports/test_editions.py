"""Three editions of one audit: their sections, what each masks, and that an agency learns nothing of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from audit.auditor import Audited
from audit.model import AuditError, Decision, Evidence, FileKind, Lang, Verdict
from audit.policy import clauses
from reports.blocks import AuditReport, Heading
from reports.content import tell
from reports.editions import PLANS, agencies, only
from reports.overview import in_force
from reports.result import AuditResult
from reports.telling import Options, Telling
from tests.reports.make_report import AGENCIES, finding, result, visit, words
from tests.reports.test_content import section, text_of, told

RUIDA, HENGYUAN, _ = AGENCIES


def edition(name: str, audit: AuditResult | None = None, lang: Lang = "zh") -> AuditReport:
    return tell(audit or result(), lang, PLANS[name].options)  # type: ignore[index]


def titles(report: AuditReport) -> list[str]:
    return [s.title for s in report.sections]


def test_each_edition_has_its_own_sections() -> None:
    regulator, internal, agency = (titles(edition(name)) for name in ("regulator", "internal", "agency"))
    assert regulator[-1] == internal[-1] == "签章页"
    assert "十、处理意见" in regulator
    assert not any("附件六" in t or "附件七" in t for t in regulator)
    assert [t[:3] for t in internal[-3:-1]] == ["附件六", "附件七"]
    assert agency[-1] == "送达回执"
    assert "十、处理意见" not in agency
    assert "八、整改要求" in agency


def test_the_usual_report_is_the_regulators() -> None:
    assert tell(result()) == edition("regulator")
    assert dict(tell(result()).cover)["版本"] == "监管版"


def test_masking_by_edition() -> None:
    regulator, internal, agency = (told(edition(name)) for name in ("regulator", "internal", "agency"))
    assert "王敏" not in regulator
    assert "王敏" in internal
    assert "王敏" in agency  # its own people it knows
    assert "张建国" not in regulator
    assert "张建国" in internal
    assert "张建国" not in agency
    for text in (regulator, internal, agency):
        assert "330199199001011237" not in text
        assert "13800001234" not in text


def test_the_banks_own_edition_says_who_decided_what_and_why() -> None:
    text = text_of(section(edition("internal"), "附件六"))
    assert "排除|周敏|2026-10-16 15:00|录像显示两人同行" in text
    assert "已复核2项" in text
    assert "影响及风险" in text_of(section(edition("internal"), "附件七"))


def test_grave_matters_name_criminal_law_in_the_banks_own_edition_only() -> None:
    v = visit(1)
    threat = finding(v, "threat_or_abuse", words(v, "保安"), grade=1)
    audit = result([v], audited=[Audited(v, (threat,))], log_findings=(), decisions={})
    assert "移送线索时可对照" in told(edition("internal", audit))
    assert "移送线索" not in told(edition("regulator", audit))


def test_an_agency_sees_its_own_visits_only() -> None:
    own = only(result(), RUIDA)
    assert {one.visit.agency for one in own.audited} == {RUIDA}
    assert own.log_findings == ()  # that log was another's
    text = told(edition("agency", own))
    for other in AGENCIES[1:]:
        assert other not in text
    assert "恒远外访台账.csv" not in text
    assert "共检查外访记录8条" in text


def test_an_agency_is_not_told_who_of_the_bank_decided() -> None:
    text = told(edition("agency", only(result(), HENGYUAN)))
    assert "周敏" not in text
    assert "本行复核人员" in text


def test_evidence_from_another_agencys_record_stays_with_the_bank() -> None:
    mine, theirs = visit(0, 0), visit(1, 1, account="秘密的经过")
    other = Evidence("account", "秘密的经过", 0, 5, theirs.source)
    copied = replace(
        finding(mine, "copied_account", mine.cell("account"), other), message=finding(theirs, "copied_account").message
    )
    own = only(result([mine, theirs], audited=[Audited(mine, (copied,)), Audited(theirs, ())]), RUIDA)
    found = own.audited[0].findings[0]
    assert [e.source for e in found.evidence] == [None]
    assert "对方记录由银行留存" in found.message.zh
    assert "秘密的经过" not in told(edition("agency", own))


def test_rows_of_a_shared_log_are_counted_by_agency() -> None:
    mine, theirs = visit(0, 0), replace(visit(1, 1), source=replace(visit(0, 0).source, row=9))
    own = only(result([mine, theirs], audited=[Audited(mine, ()), Audited(theirs, ())], log_findings=()), RUIDA)
    logs = [f for f in own.files if f.name == mine.source.file]
    assert [s.rows for f in logs for s in f.sheets] == [1]
    assert [f.problems for f in logs] == [()]


def test_an_agency_that_was_not_audited_is_a_sentence() -> None:
    with pytest.raises(AuditError) as failure:
        only(result(), "别家公司")
    assert "别家公司" in failure.value.text.zh


def test_agencies_by_name() -> None:
    assert agencies(result()) == tuple(sorted(AGENCIES))


def test_what_rests_on_bank_policy_stands_apart() -> None:
    v = visit(3)
    grounded, bare = finding(v, "no_id_shown", v.cell("id_shown")), finding(v, "unverified_address", v.cell("address_verified"))
    report = tell(result([v], audited=[Audited(v, (grounded, bare))], log_findings=(), decisions={}))
    heads = [b.text for b in section(report, "五").blocks if isinstance(b, Heading) and b.level == 2]
    assert [h[:2] for h in heads] == ["甲、", "（一", "乙、", "（二"]
    assert heads[1].startswith("（一）未出示证件")
    assert heads[3].startswith("（二）未核实地址")
    assert "不宜作为违反监管规定引用" in text_of(section(report, "五"))


def test_unverified_clauses_and_dates_are_never_printed() -> None:
    text = told(tell(result()))
    assert "from memory" not in text
    unread = next(c for c in clauses() if not c.verified)
    assert unread.citation.zh not in text
    seen = next(c for c in clauses() if c.effective_from and c.date_seen)
    day, t = seen.effective_from, Telling(result(), "zh", Options())
    assert in_force(t, seen).startswith(str(day))
    assert in_force(t, replace(seen, date_seen=False)) == "施行日期未核"
    assert str(day) not in replace(seen, date_seen=False).citation.zh


@pytest.mark.parametrize("name", ["regulator", "internal", "agency"])
def test_english_editions_are_complete(name: str) -> None:
    report = edition(name, lang="en")
    for s in report.sections:
        assert not any("\u4e00" <= c <= "\u9fff" for c in s.title), s.title
        for block in s.blocks:
            if isinstance(block, Heading) and block.level == 2:
                assert not any("\u4e00" <= c <= "\u9fff" for c in block.text), block.text


def test_an_agency_is_asked_about_promises_that_a_regulator_does_not_read_of() -> None:
    v = visit(0)
    audit = result(
        [v], audited=[Audited(v, (finding(v, "missed_follow_up", v.cell("promise_date")),))], log_findings=(), decisions={}
    )
    assert "承诺未跟进" in text_of(section(edition("agency", audit), "五"))
    assert "承诺未跟进" not in text_of(section(edition("regulator", audit), "五"))


def test_what_is_confirmed_is_not_called_suspected() -> None:
    v = visit(0)
    found = finding(v, "lone_visitor", v.cell("visitors"))
    sure = {found.fingerprint: Decision(found.fingerprint, Verdict.CONFIRMED, "周敏", datetime(2026, 10, 16))}
    audit = result([v], audited=[Audited(v, (found,))], log_findings=(), decisions=sure)
    text = text_of(section(tell(audit), "五"))
    assert "存在“单人外访”违规（严重），涉及案件1件。以上均经人工确认。" in text
    assert "存在“单人外访”疑似违规（严重）" in text_of(section(tell(replace(audit, decisions={})), "五"))


def test_an_agency_does_not_learn_how_many_cases_the_bank_has() -> None:
    cases = replace(result().files[0], name="案件台账.xlsx", kind=FileKind.CASES)
    audit = replace(result(), files=(*result().files, cases))
    rows = [
        line for line in text_of(section(edition("agency", only(audit, RUIDA)), "三")).split("\n") if line.startswith("案件台账")
    ]
    assert [row.split("|")[3] for row in rows] == ["—"]
    assert only(audit, RUIDA).files[-1].sheets[0].rows == 0
