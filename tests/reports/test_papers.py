"""An agency's papers: notice, evidence sheets, ledger and the folder they come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from audit.auditor import Audited
from audit.model import AuditError, Decision, Lang, Verdict
from reports.blocks import AuditReport, Table
from reports.deliver import check_folder, deliver
from reports.editions import agencies
from reports.evidence_sheets import evidence_sheets
from reports.issues import issues
from reports.notice import notice
from reports.options import Options
from reports.papers import write_papers
from reports.pdf import write_pdf
from reports.result import AuditResult, Reply
from reports.sheet import write_ledger
from reports.telling import Telling
from tests.reports.make_report import AGENCIES, finding, result, visit
from tests.reports.test_content import section, text_of, told
from tests.steps import drained

RUIDA, HENGYUAN, _ = AGENCIES


def drawn(report: AuditReport) -> pypdf.PdfReader:
    out = BytesIO()
    drained(write_pdf(report, out))
    return pypdf.PdfReader(out)


def confirmed(audit: AuditResult) -> AuditResult:
    """Every violation confirmed."""
    at = datetime(2026, 10, 16, 15)
    made = {f.fingerprint: Decision(f.fingerprint, Verdict.CONFIRMED, "周敏", at, "录像属实") for one in audit.audited for f in one.findings
            if f.outcome == "violation"}  # fmt: skip
    return replace(audit, decisions=made)


def test_issues_are_numbered_alike_in_all_papers() -> None:
    whole = issues(Telling(result(), "zh", Options()))
    assert [i.number for i in whole][:2] == ["示银催合规〔2026〕9号-01-01", "示银催合规〔2026〕9号-01-02"]
    assert len({i.number for i in whole}) == len(whole)
    assert sum(len(i.items) for i in whole) == 30  # 29 of visits and one of a log
    every = agencies(result())
    text = told(notice(result(), RUIDA))
    for issue in whole:
        assert (f"\n{issue.short}|" in text) == (issue.agency == RUIDA), issue.number
    assert every.index(RUIDA) == 2


def test_a_log_that_agencies_share_does_not_shift_their_numbers() -> None:
    shared = [replace(v, source=replace(v.source, file="合并.csv")) for v in (visit(2, 0), visit(2, 1))]
    about = replace(result().log_findings[0], source=replace(shared[0].source, row=0))
    audit = result(
        shared, audited=[Audited(v, (finding(v, "late_record", v.cell("remark")),)) for v in shared], log_findings=(about,)
    )
    numbers = {i.agency: i.short for i in issues(Telling(audit, "zh", Options()))}
    assert numbers == {HENGYUAN: "01-01", RUIDA: "02-01", "": "03-01"}
    assert "02-01" in told(notice(audit, RUIDA))


def test_a_notice_has_the_sections_of_its_kind() -> None:
    report = notice(confirmed(result()), RUIDA)
    titles = [s.title for s in report.sections]
    assert [t[:2] for t in titles[1:8]] == ["一、", "二、", "三、", "四、", "五、", "六、", "七、"]
    assert titles[8:] == ["附件1　问题清单及证据摘录", "附件2　请协助核实的事项（不计为违规）", "附件3　整改反馈表", "送达回执"]
    text = told(report)
    assert "致：瑞达资产管理有限公司" in text
    assert "严重|5个工作日|" in text
    assert "自收到之日起5个工作日内提出申诉" in text
    assert not report.front


def test_the_contracts_clause_is_printed_where_it_is_known() -> None:
    clause = "《委外催收服务合同》第十二条"
    of_project = replace(result(), project=replace(result().project, contract=clause))
    of_pack = replace(result(), policy=replace(result().policy, contract=f"{clause}。"))
    for audit in (of_project, of_pack):
        assert f"检查权利依据：{clause}。" in told(notice(audit, RUIDA))
        assert f"Our right to check: {clause}." in told(notice(audit, RUIDA, "en"))
    plain = told(notice(result(), RUIDA))
    assert "本次检查依据贵我双方签订的委托合同进行。" in plain
    assert "____条" not in plain


def test_what_nobody_confirmed_is_asked_and_not_stated() -> None:
    plain = told(notice(result(decisions={}), RUIDA))
    assert "征求意见稿" in plain
    assert "尚未经人工确认的疑似问题" in plain
    assert "经人工复核确认的问题" not in plain
    assert "按已确认问题的最高级别" not in plain
    sure = told(notice(confirmed(result()), RUIDA))
    assert "征求意见稿" not in sure
    assert "经人工复核确认的问题" in sure
    assert "尚未经人工确认" not in sure


def test_a_term_goes_by_what_was_confirmed() -> None:
    v, w = visit(1), visit(4)
    grave, light = finding(v, "privacy_leak", v.cell("account"), grade=1), finding(w, "privacy_leak", w.cell("account"), grade=2)
    v_, w_ = (replace(x, agency=RUIDA) for x in (v, w))
    sure = {light.fingerprint: Decision(light.fingerprint, Verdict.CONFIRMED, "周敏", datetime(2026, 10, 16))}
    report = notice(
        result([v_, w_], audited=[Audited(v_, (grave,)), Audited(w_, (light,))], log_findings=(), decisions=sure), RUIDA
    )
    assert "严重|5个工作日|01-01" in text_of(section(report, "五"))
    assert "立即" not in text_of(section(report, "五"))
    assert "召回相关案件，涉事人员再培训" in text_of(section(report, "六"))


def test_the_provisions_of_what_is_only_suspected_say_so() -> None:
    assert "单人外访（疑似）" in text_of(section(notice(result(decisions={}), RUIDA), "三"))
    assert "（疑似）" not in text_of(section(notice(confirmed(result()), RUIDA), "三"))


def test_hostile_text_makes_papers_and_stays_text() -> None:
    odd = "<b>&%s{}=1+1\x00\u202e\ud800" * 40
    v = visit(0, agency=odd[:60], borrower_name=odd, visitors=(odd,), case_id=odd, account=odd * 20, visit_address=odd)
    found = finding(v, "no_id_shown", v.quote("account", 3, 300), v.cell("id_shown"))
    audit = result([v], audited=[Audited(v, (found,))], log_findings=(), decisions={})
    for make in (notice, evidence_sheets):
        text = "".join("".join(p.extract_text() for p in drawn(make(audit, odd[:60])).pages).split())
        assert "&%s{}=1+1〔U+0000〕〔U+202E〕〔U+D800〕" in text
    assert all(c.data_type != "f" for row in ledger(audit).iter_rows() for c in row)


def test_reviews_are_asked_about_apart_and_never_counted() -> None:
    report = notice(result(), RUIDA)
    asked = text_of(section(report, "附件2"))
    assert "调取当次录音录像" in asked
    assert "不当联系第三人" not in text_of(section(report, "二"))


def test_bank_policy_is_no_provision() -> None:
    v = visit(3)
    found = (finding(v, "no_id_shown", v.cell("id_shown")), finding(v, "unverified_address", v.cell("address_verified")))
    text = text_of(section(notice(result([v], audited=[Audited(v, found)], log_findings=(), decisions={}), RUIDA), "三"))
    assert "第二十二条" in text
    assert "不作为违反监管规定引用：未核实地址" in text


def test_a_notice_is_drawn_without_cover_and_contents() -> None:
    reader = drawn(notice(result(), RUIDA))
    first = "".join(reader.pages[0].extract_text().split())
    assert "整改通知书" in first
    assert "第1页" in first
    assert "目录" not in "".join(p.extract_text() for p in reader.pages)


def test_a_sheet_of_evidence_for_each_finding_with_the_whole_hash() -> None:
    report = evidence_sheets(result(), RUIDA)
    sheets = report.sections[1:]
    counted = [i for issue in issues(Telling(result(), "zh", Options())) if issue.agency == RUIDA for i in issue.items]
    assert len(sheets) == len(counted) == 9
    text = text_of(sheets[0])
    for wanted in (
        "问题编号",
        "被检查机构",
        "检查期间",
        "案件编号",
        "外访日期",
        "外访人员",
        "问题摘要",
        "涉及规则及条款",
        "初步定性",
    ):
        assert wanted in text
    assert "0" * 64 in text  # the log's SHA-256
    grades = [b for s in sheets for b in text_of(s).split("\n") if b.startswith("初步定性")]
    assert grades == sorted(grades, key=lambda g: ["重大", "严重", "一般", "提示"].index(g[-2:]))


def test_more_sheets_than_can_be_signed_are_told() -> None:
    report = evidence_sheets(result(), RUIDA, most=4)
    assert len(report.sections) == 5
    assert "共9项，本册4张，其余5项见问题台账" in text_of(report.sections[0])


@pytest.mark.parametrize("make", [notice, evidence_sheets])
def test_english_papers_are_complete(make: Any) -> None:
    report = make(result(), RUIDA, "en")
    for s in report.sections:
        head = s.title.replace("示银催合规〔2026〕9号", "")
        assert not any("\u4e00" <= c <= "\u9fff" for c in head), head
        for block in s.blocks:
            if isinstance(block, Table):
                assert not any("\u4e00" <= c <= "\u9fff" for c in "".join(block.head)), block.head


def ledger(audit: AuditResult, lang: Lang = "zh") -> Any:
    out = BytesIO()
    drained(write_ledger(audit, out, lang))
    return openpyxl.load_workbook(out).worksheets[0]


def test_the_ledger_has_a_row_a_problem_and_lists_to_choose_from() -> None:
    sheet = ledger(result())
    head = [c.value for c in sheet[1]]
    rows = [dict(zip(head, [c.value for c in row], strict=True)) for row in sheet.iter_rows(min_row=2)]
    lone = next(r for r in rows if r["违规类型"] == "单人外访" and r["机构"] == RUIDA)
    assert (lone["疑似违规项数"], lone["其中已确认"], lone["整改期限"], lone["整改状态"], lone["扣分（封顶前）"]) == (
        1,
        0,
        "5个工作日",
        "未整改",
        10,
    )
    assert sum(r["疑似违规项数"] for r in rows) == 30
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert '"未整改,整改中,已整改,不认可"' in lists.values()
    assert len(lists) == 2


def test_the_ledger_takes_up_what_agencies_answered() -> None:
    audit = result()
    prints = [
        f.fingerprint for one in audit.audited for f in one.findings if f.rule == "public_posting" and one.visit.agency == RUIDA
    ]
    done = {p: Reply(p, "认可", owner="王经理", state="已完成") for p in prints}
    sheet = ledger(replace(audit, replies=done))
    row = next([c.value for c in r] for r in sheet.iter_rows(min_row=2) if r[3].value == "公开张贴催收文书" and r[2].value == RUIDA)
    assert "已整改" in row
    assert "王经理" in row
    assert f"认可 {len(prints)}" in row
    refused = ledger(replace(audit, replies={prints[0]: Reply(prints[0], "不认可", cause="录像为证")}))
    assert "不认可" in [c.value for r in refused.iter_rows(min_row=2) for c in r]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """The folder, and what was written into it."""
    folder = tmp_path_factory.mktemp("函件")
    return folder, drained(write_papers(result(), folder))


def test_all_papers_into_a_folder(papers: tuple[Path, list[Path]], tmp_path: Path) -> None:
    folder, made = papers
    names = sorted(p.relative_to(folder).as_posix() for p in made)
    assert "问题台账.xlsx" in names
    assert {
        f"{RUIDA}/{n}" for n in ("整改通知书.pdf", "取证单.pdf", "检查结果告知.pdf", "问题台账.xlsx", "整改反馈表.xlsx")
    } <= set(names)
    assert len(names) == 1 + 3 * 5
    again = drained(write_papers(result(), tmp_path / "again"))
    assert [p.read_bytes() for p in again] == [p.read_bytes() for p in made]


def test_no_paper_of_an_agency_names_another(papers: tuple[Path, list[Path]]) -> None:
    for path in papers[1]:
        if path.parent.name != RUIDA:
            continue
        if path.suffix == ".pdf":
            text = "".join(p.extract_text() for p in pypdf.PdfReader(path).pages)
        else:
            text = "".join(str(c.value) for s in openpyxl.load_workbook(path).worksheets for r in s.iter_rows() for c in r)
        assert HENGYUAN not in "".join(text.split()), path.name
        assert "张建国" not in text


def test_odd_agencies_get_folders_of_their_own(tmp_path: Path) -> None:
    odd = ["a/b", "a:b", "", "CON"]
    visits = [visit(n, agency=name) for n, name in enumerate(odd)]
    made = drained(write_papers(result(visits, audited=[Audited(v, ()) for v in visits], log_findings=(), decisions={}), tmp_path))
    folders = {p.parent.name for p in made} - {tmp_path.name}
    assert folders == {"a_b", "a_b (2)", "未载明机构", "_CON"}


def test_an_agencys_edition_is_a_file_an_agency(tmp_path: Path) -> None:
    made = drained(deliver(result(), tmp_path / "r.pdf", "zh", "agency"))
    assert sorted(p.name for p in made) == sorted(f"r-{name}.pdf" for name in AGENCIES)
    alone = drained(deliver(result([visit(0)], log_findings=()), tmp_path / "one.pdf", "zh", "agency"))
    assert [p.name for p in alone] == ["one.pdf"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(AuditError):
        check_folder(tmp_path / "x")
    check_folder(tmp_path / "new")
