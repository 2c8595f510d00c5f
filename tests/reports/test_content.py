"""What the report says: figures with their denominators, reviews apart, quotes marked, people masked."""

from dataclasses import replace

import pytest

from audit.auditor import Audited
from audit.model import Evidence, FileKind, FileReport, SheetReport, Source, Text, Verdict
from audit.rules import RULES
from reports.blocks import AuditReport, Bars, Beside, Facts, Grid, Heading, Headline, Para, Quote, Section, Table, Trend
from reports.content import tell
from reports.editions import PLANS
from reports.effects import EFFECTS
from reports.evidence import marked
from reports.result import AuditResult, Reply
from reports.rows import finding_rows
from reports.tally import share
from reports.telling import Options, Telling
from tests.reports.make_report import AGENCIES, FILES, finding, result, visit, words


def told(report: AuditReport) -> str:
    return "\n".join(text_of(s) for s in report.sections)


def text_of(section: Section) -> str:
    lines = [section.title]
    for b in section.blocks:
        if isinstance(b, Heading):
            lines.append(b.text)
        elif isinstance(b, Para):
            lines.append(b.text if isinstance(b.text, str) else "".join(r.text for r in b.text))
        elif isinstance(b, Table):
            lines += ["|".join(row) for row in (b.head, *b.rows)]
        elif isinstance(b, Facts):
            lines += [f"{label}：{value}" for label, value in b.rows]
        elif isinstance(b, Headline):
            lines += [b.text, *b.under]
        elif isinstance(b, Grid):
            lines += [b.caption, "|".join(b.head), *(f"{label}|{'|'.join(map(str, row))}" for label, row in b.rows), b.note]
        elif isinstance(b, Bars):
            lines += [b.caption, *(f"{label}|{shown}" for label, _, shown in b.rows), b.note]
        elif isinstance(b, Trend):
            lines += [b.caption, *(f"{label}|{whole}" for label, _, _, whole in b.points), b.note]
    lines += [q.label + "".join(r.text for r in q.runs) for q in quotes_of(section)]
    return "\n".join(lines)


def quotes_of(section: Section) -> list[Quote]:
    """All quotes, those side by side too."""
    found: list[Quote] = []
    for b in section.blocks:
        found += [b] if isinstance(b, Quote) else [b.left, b.right] if isinstance(b, Beside) else []
    return found


def section(report: AuditReport, start: str) -> Section:
    return next(s for s in report.sections if s.title.startswith(start))


def test_sections_stand_in_the_order_of_working_papers() -> None:
    titles = [s.title for s in tell(result()).sections]
    assert [t[0] for t in titles[:10]] == list("一二三四五六七八九十")
    assert [t[:3] for t in titles[10:15]] == ["附件一", "附件二", "附件三", "附件四", "附件五"]
    assert titles[15] == "签章页"


def test_every_count_shows_its_whole() -> None:
    text = text_of(section(tell(result()), "四"))
    # The visit whose lone visitor was dismissed has a second finding and stays; the finding about a log is counted apart.
    assert "共检查外访记录24条。其中18条存在疑似违规，占75.0%（18/24），形成疑似违规29项" in text
    assert "针对整份日志的疑似违规1项" in text
    assert "另有6条存在待核实事项，占25.0%（6/24），共6项，不计入违规" in text
    assert "经人工核实排除1项" in text


def test_a_dismissed_finding_does_not_count() -> None:
    text = text_of(section(tell(result()), "五"))
    assert "其中5条（20.8%，5/24）存在“单人外访”疑似违规" in text
    assert "录像显示两人同行" not in text


def test_reviews_stand_apart_and_cost_nothing() -> None:
    v = visit(3)
    alone = result([v], log_findings=(), decisions={})
    one = alone.audited[0]._replace(findings=(finding(v, "third_party_contact", words(v, "前台"), review=True),))
    report = tell(result([v], audited=[one], log_findings=(), decisions={}))
    assert "未发现疑似违规" in text_of(section(report, "五"))
    assert "调取当次录音录像" in text_of(section(report, "六"))
    assert "100 = 100|100|A" in text_of(section(report, "四"))


def test_the_score_shows_its_arithmetic() -> None:
    v = visit(0)
    text = text_of(section(tell(result([v], log_findings=(), decisions={})), "附件四"))
    assert "严重 1 × 10 = 10；一般 1 × 3 = 3；100 − 10 − 3 = 87|87|B" in text


def test_words_are_marked_in_their_account() -> None:
    quotes = quotes_of(section(tell(result()), "五"))
    lone = next(q for q in quotes if any(r.text == "独自前往" for r in q.runs))
    assert [r.text for r in lone.runs if r.look == "mark"] == ["独自前往", "同事在楼下车内等候"]
    assert "第7行" in lone.label
    assert "外访情况" in lone.label  # the header as the log has it


def test_masking_keeps_the_marks_right() -> None:
    quotes = quotes_of(section(tell(result()), "五"))
    marks = {r.text for q in quotes for r in q.runs if r.look == "mark"}
    assert {"138****1234", "3301**********1237"} <= marks


@pytest.mark.parametrize("secret", ["张建国", "13800001234", "330199199001011237", "王敏", "502室"])
def test_personal_data_is_masked_everywhere(secret: str) -> None:
    assert secret not in told(tell(result()))
    assert secret in told(tell(result(), options=Options(mask=False))) or secret == "502室"


@pytest.mark.parametrize(("point", "shown"), [("502室", "3幢2单元502室"), ("文三路", "3幢2单元***室"), ("3幢", "3幢2单元***室")])
def test_rooms_stay_only_where_they_are_the_point(point: str, shown: str) -> None:
    v = visit(3)
    found = finding(v, "third_party_address", words(v, point, "visit_address"), v.cell("home_address"))
    text = text_of(section(tell(result([v], audited=[Audited(v, (found,))], log_findings=(), decisions={})), "五"))
    assert shown in text
    assert ("3-2-502" in text) == (point == "502室")


def test_case_numbers_and_dates_are_not_masked() -> None:
    text = told(tell(result()))
    assert "XD2026000004" in text
    assert "2026-09-05" in text


def test_what_is_not_shown_in_full_is_told() -> None:
    report = tell(result(), options=Options(cases_per_rule=2, annex_rows=10))
    assert "其余4条见附件二《明细表》及工作簿" in text_of(section(report, "五"))
    annex = text_of(section(report, "附件二"))
    assert "共37项，本表列前10项，其余27项见工作簿" in annex


def test_cases_come_from_all_agencies() -> None:
    cases = [
        b.text
        for b in section(tell(result(), options=Options(cases_per_rule=3)), "五").blocks
        if isinstance(b, Heading) and b.level == 3
    ]
    assert {c.split(" · ")[-1] for c in cases[:3]} == {"瑞达资产管理有限公司", "恒远信用服务有限公司", "明达咨询有限公司"}


def test_rules_without_a_clause_stand_apart() -> None:
    v = visit(3)
    one = result([v]).audited[0]._replace(findings=(finding(v, "unverified_address", v.cell("address_verified")),))
    text = text_of(section(tell(result([v], audited=[one], log_findings=(), decisions={})), "二"))
    assert "未引用公开条款" in text
    assert "未核实地址" in text


def test_what_could_not_be_checked_is_told() -> None:
    text = text_of(section(tell(result()), "三"))
    assert "未提供案件台账" in text
    assert "没有“纬度”列" in text


def test_english_is_complete() -> None:
    report = tell(result(), "en")
    assert [s.title.split(" ")[0] for s in report.sections[:10]] == [f"{n}." for n in range(1, 11)]
    for block in (b for s in report.sections for b in s.blocks if isinstance(b, (Heading, Para))):
        text = block.text if isinstance(block.text, str) else block.text[0].text
        own = text.split("|")[0].split("(")[0]  # agencies, files and quotes stay as they are
        assert "Case " in own or not any("\u4e00" <= c <= "\u9fff" for c in own), text


def test_nothing_found_is_a_report_too() -> None:
    text = told(tell(result([], log_findings=(), decisions={}, files=())))
    assert "共检查外访记录0条" in text
    assert "nan" not in text


def test_the_same_audit_gives_the_same_report() -> None:
    assert tell(result()) == tell(result())


def test_overlapping_marks_become_one() -> None:
    assert [(r.text, r.look) for r in marked("abcdef", [(1, 3), (2, 4), (5, 5)])] == [("a", ""), ("bcd", "mark"), ("ef", "")]


def test_a_rate_of_nothing() -> None:
    assert (share(1, 3), share(0, 0)) == ("33.3%", "—")


def with_promise() -> AuditResult:
    v, other = visit(0), visit(3)
    kept = finding(v, "missed_follow_up", v.cell("promise_date"))
    return result([v, other], audited=[Audited(v, (kept,)), Audited(other, ())], log_findings=(), decisions={})


def test_what_is_no_matter_of_debtors_is_left_out_and_said_so() -> None:
    report = tell(with_promise(), "zh")
    assert "未发现疑似违规" in text_of(section(report, "五"))
    assert "0.0%（0/2）" in text_of(section(report, "四"))
    assert "“承诺未跟进”属机构催收管理事项" in text_of(section(report, "七"))
    assert "共1项，见工作簿" in text_of(section(report, "七"))
    assert "承诺还款日" not in text_of(section(report, "三"))
    assert "are left out" in text_of(section(tell(with_promise(), "en"), "7."))


def test_nothing_is_said_of_what_was_not_found() -> None:
    assert "承诺未跟进" not in text_of(section(tell(result()), "七"))


def test_a_report_can_be_asked_for_with_everything_in_it() -> None:
    assert "承诺未跟进" in text_of(section(tell(with_promise(), options=Options()), "五"))


def test_the_cover_names_the_agencies_as_far_as_there_is_room() -> None:
    cover = dict(tell(result()).cover)
    assert cover["被检查机构"] == "、".join(sorted(AGENCIES))
    many = [visit(n, agency=f"甲{n:02d}公司") for n in range(12)]
    assert dict(tell(result(many, audited=[Audited(v, ()) for v in many])).cover)["被检查机构"].endswith(
        "甲07公司等12家（见“一、基本情况”）"
    )


def test_a_group_says_which_grade_it_counts() -> None:
    assert "存在“泄露债务人隐私”疑似违规（重大）" in text_of(section(tell(result()), "五"))


def test_every_rule_says_what_breaks_it_and_what_does_not() -> None:
    for lang in ("zh", "en"):
        annex = text_of(next(s for s in tell(result(), lang).sections if s.title.startswith(("附件一", "Annex 1"))))
        for rule in RULES:
            for said in (rule.title, rule.broken, rule.kept):
                assert said.in_(lang)
                assert said.in_(lang) in annex


def test_columns_that_make_one_field_are_named_together() -> None:
    v = visit(0)
    columns: dict[str, str | None] = {"外访员1": "visitors", "外访员2": "visitors"}
    report = FileReport(FILES[0], "0" * 64, FileKind.VISITS, (SheetReport("9月", 2, 3, 1, columns, ()),), ())
    found = Audited(v, (finding(v, "lone_visitor", v.cell("visitors")),))
    text = text_of(section(tell(result([v], audited=[found], files=(report,), log_findings=(), decisions={})), "五"))
    assert "外访员1、外访员2：" in text


def test_a_cell_is_not_quoted_whole_and_again_with_its_words_marked() -> None:
    v = visit(0)
    found = Audited(v, (finding(v, "third_party_address", v.cell("visit_address"), words(v, "502室", "visit_address")),))
    blocks = section(tell(result([v], audited=[found], log_findings=(), decisions={})), "五").blocks
    quotes = [b for b in blocks if isinstance(b, Quote)]
    assert len(quotes) == 1
    assert [r.text for r in quotes[0].runs if r.look == "mark"] == ["502室"]


def test_the_code_of_a_reason_is_told_as_its_sentence() -> None:
    """In the report, the working paper and the workbook; the findings' JSON keeps the code."""
    made = {
        key: replace(d, reason="evidence_clears" if d.verdict is Verdict.DISMISSED else "recording_heard", note="")
        for key, d in result().decisions.items()
    }
    audit = replace(result(), decisions=made)
    for lang, heard, clears in (("zh", "已核听录音录像", "已有材料可以排除"), ("en", "recording heard", "evidence clears it")):
        whole = "".join(text_of(s) for s in tell(audit, lang, PLANS["internal"].options).sections)  # type: ignore[arg-type]
        assert heard in whole
        assert clears in whole
        assert "recording_heard" not in whole
        *_, rows = finding_rows(Telling(audit, lang, Options()))  # type: ignore[arg-type]
        assert {heard, clears} <= {cell for row in rows for cell in row}
    own = replace(audit, decisions={key: replace(d, reason="张建国的录像") for key, d in made.items()})
    assert "张**的录像" in "".join(text_of(s) for s in tell(own).sections)


def test_every_problem_states_effect_cause_and_responsibility() -> None:
    assert set(EFFECTS) == {rule.code for rule in RULES}
    audit = result()
    text = text_of(section(tell(audit), "五"))
    assert text.count("影响：") == text.count("原因：待被检查机构说明。") == text.count("责任：") > 3
    lone = next(
        f.fingerprint
        for a in audit.audited
        for f in a.findings
        if f.rule == "lone_visitor" and f.fingerprint not in audit.decisions
    )
    told_ = replace(audit, replies={lone: Reply(lone, "认可", cause="排班疏漏，张建国在场", accepted=False, remark="证据不足")})
    assert "原因：机构反馈为“排班疏漏，张**在场”。" in text_of(section(tell(told_), "五"))
    assert "不接受\n证据不足" in text_of(section(tell(told_), "九"))
    assert "影响：" not in text_of(section(tell(audit), "六"))


def test_a_name_in_a_findings_evidence_is_masked_in_its_sentence_too() -> None:
    v = visit(0)
    cited = Evidence("contact_name", "赵德柱", source=Source("案件台账.xlsx", "案件", 3))
    found = finding(v, "third_party_contact", cited, message=Text("向联系人赵德柱打听。", "Asked 赵德柱."))
    audit = result([v], audited=[Audited(v, (found,))], log_findings=(), decisions={})
    for name, shown in (("regulator", "赵**"), ("agency", "赵**"), ("internal", "赵德柱")):
        text = text_of(section(tell(audit, "zh", PLANS[name].options), "五"))  # type: ignore[index]
        assert f"向联系人{shown}打听" in text
        assert ("赵德柱" in text) == (name == "internal")
