"""Builders: an audit as it might have ended, small enough to count by hand, with every kind of finding a report must show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from audit.auditor import Audited, fingerprint
from audit.model import (
    FIELDS,
    Decision,
    Evidence,
    FiledAddress,
    FileKind,
    FileReport,
    Finding,
    Outcome,
    Problem,
    SheetReport,
    Source,
    Text,
    Verdict,
    Visit,
)
from audit.policy import load
from audit.rules import BY_CODE
from reports.result import AuditResult, Project

FILES = ("瑞达外访日志2026年9月.xlsx", "恒远外访台账.csv", "明达上门记录.xls")
AGENCIES = ("瑞达资产管理有限公司", "恒远信用服务有限公司", "明达咨询有限公司")
ACCOUNTS = (
    "今日上午独自前往借款人住处，同事在楼下车内等候。敲门后张建国本人开门，未出示工作证件，仅口头说明系受银行委托。借款人称资金周转困难，承诺月底前还款2000元。全程录音录像。",
    "与同事王敏一同到达小区，物业前台接待。当着保安和邻居的面说“他欠银行八万多一年没还”，保安表示与其无关。随后在单元门口等候约20分钟，未见借款人，离开。",
    "两人到达，敲门无人应答，邻居称其已搬走。在门上张贴催收函一张并拍照留存。借款人手机13800001234无法接通，身份证330199199001011237已核对。",
    "双人到达单位前台，出示工作证后请前台转告其回电，未说明来意。前台称人在外地出差，预计下周一返回。全程录音录像，未停留。",
)


def visit(n: int, of: int = 0, **fields: object) -> Visit:
    """Visit number `n` of an agency; anything may be given."""
    given: dict[str, object] = {
        "visit_id": f"WF{n:04d}", "case_id": f"XD2026{n:06d}", "agency": AGENCIES[of], "borrower_name": "张建国",
        "visit_date": date(2026, 9, 1 + n % 28), "start_time": time(9 + n % 9, 30), "end_time": time(10 + n % 9, 5),
        "visitors": ("李伟", "王敏"), "visitor_numbers": ("RD017", "RD023"), "visit_address": "杭州市西湖区文三路259号3幢2单元502室",
        "home_address": "杭州市西湖区文三路259号3-2-502", "other_addresses": (FiledAddress("mailing", "杭州市余杭区良渚街道1号"),),
        "person_met": "本人", "relation": "本人", "id_shown": True, "dress": "便装", "recorded": True,
        "account": ACCOUNTS[n % len(ACCOUNTS)], "outcome": "承诺还款", "promise_date": date(2026, 9, 30), "typed": {"id_shown": "是"},
        "extra": {"区域": "华东"}, "columns": frozenset(FIELDS),
    }  # fmt: skip
    return Visit(Source(FILES[of], "9月", n + 3), **(given | fields))  # type: ignore[arg-type]


def finding(v: Visit, rule: str, *evidence: Evidence, review: bool = False, grade: int | None = None, **more: object) -> Finding:
    """A finding as the auditor would make it."""
    title = BY_CODE[rule].title
    message = Text(f"{title.zh}：记录与要求不符。", f"{title.en}: the record does not meet the requirement.")
    given: dict[str, object] = {
        "message": message,
        "clears": Text("调取当次录音录像。", "The recording of the visit.") if review else Text("", ""),
    }
    outcome = Outcome.REVIEW if review else Outcome.VIOLATION
    return Finding(rule, outcome, grade or BY_CODE[rule].grade, basis=load("cn-default").basis(rule, v.visit_date), evidence=evidence,
                   fingerprint=fingerprint(rule, v.key), source=v.source, **(given | more))  # type: ignore[arg-type]  # fmt: skip


def words(v: Visit, quote: str, field: str = "account") -> Evidence:
    """The first place of `quote` in a field of the visit."""
    start = v.as_typed(field).index(quote)
    return v.quote(field, start, start + len(quote))


def findings_of(v: Visit) -> tuple[Finding, ...]:
    """What the four accounts show."""
    if "独自" in v.account:
        return (finding(v, "lone_visitor", words(v, "独自前往"), words(v, "同事在楼下车内等候"), v.cell("visitors")),
                finding(v, "no_id_shown", words(v, "未出示工作证件"), v.cell("id_shown")))  # fmt: skip
    if "保安" in v.account:
        return (finding(v, "privacy_leak", words(v, "当着保安和邻居的面说“他欠银行八万多一年没还”"), grade=1,
                        aggravated=(Text("在公共场所", "in a public place"),)),
                finding(v, "third_party_contact", words(v, "物业前台接待"), review=True))  # fmt: skip
    if "张贴" in v.account:
        return (finding(v, "public_posting", words(v, "在门上张贴催收函一张")),
                finding(v, "unmasked_data", words(v, "13800001234"), words(v, "330199199001011237")))  # fmt: skip
    return ()


def result(visits: Sequence[Visit] | None = None, **more: object) -> AuditResult:
    """An audit of 24 visits of three agencies, with a problem, a missing column and two decisions."""
    chosen = [visit(n, n % 3) for n in range(24)] if visits is None else visits
    audited = [Audited(v, findings_of(v)) for v in chosen]
    given: dict[str, object] = {
        "files": files(), "log_findings": log_findings(), "decisions": decisions(audited), "project": Project(bank="示例银行信用卡中心", number="示银催合规〔2026〕9号"),
        "finished": datetime(2026, 10, 15, 9, 30), "as_of": date(2026, 10, 15), "policy": load("cn-default"), "audited": audited,
    }  # fmt: skip
    return AuditResult(**(given | more))  # type: ignore[arg-type]


def files() -> tuple[FileReport, ...]:
    columns: dict[str, str | None] = {"案件编号": "case_id", "外访人员": "visitors", "外访情况": "account", "是否亮证": "id_shown", "外访日期": "visit_date",
                                      "开始": "start_time", "地址": "visit_address", "区域": None}  # fmt: skip
    made = []
    for n, name in enumerate(FILES):
        problems = (
            (Problem(name, "9月", 7, "外访日期", Text("日期无法确定：3/4 可为3月4日或4月3日", "ambiguous date"), "3/4"),)
            if not n
            else ()
        )
        missing = ("end_time",) if n == 1 else ()
        made.append(FileReport(name, f"{n:x}" * 64, FileKind.VISITS, (SheetReport("9月", 2, 3, 8, columns, missing),), problems))
    return tuple(made)


def log_findings() -> tuple[Finding, ...]:
    message = Text("日志没有“结束时间”列。", "The log has no column for the end.")
    basis = load("cn-default").basis("record_gap", None)
    return (
        Finding(
            "record_gap", Outcome.VIOLATION, 4, message, basis, (), fingerprint("record_gap", "log"), Source(FILES[1], "9月", 0)
        ),
    )


def decisions(audited: Sequence[Audited]) -> dict[str, Decision]:
    """The first lone visitor is dismissed, the second confirmed."""
    lone = [f.fingerprint for a in audited for f in a.findings if f.rule == "lone_visitor"][:2]
    verdicts = (Verdict.DISMISSED, Verdict.CONFIRMED)
    return {print_: Decision(print_, verdict, "周敏", datetime(2026, 10, 16, 15, 0), "录像显示两人同行" if verdict is Verdict.DISMISSED else "录像属实")
            for print_, verdict in zip(lone, verdicts, strict=False)}  # fmt: skip
