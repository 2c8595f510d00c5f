"""The report's fixed words in both languages: grades, outcomes, decisions, kinds of files."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Outcome, Text, Verdict

GRADES: Mapping[int, Text] = {
    1: Text("重大", "critical"),
    2: Text("严重", "serious"),
    3: Text("一般", "ordinary"),
    4: Text("提示", "minor"),
}

STANDINGS: Mapping[str, Text] = {
    "violation": Text("疑似违规", "suspected violation"),
    "confirmed": Text("违规（已确认）", "violation (confirmed)"),
    "review": Text("待核实", "to be reviewed"),
    "dismissed": Text("已排除", "dismissed"),
}

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.VIOLATION: Text("疑似违规", "suspected violation"),
    Outcome.REVIEW: Text("待核实", "to be reviewed"),
}

SETTLED_BY = Text("核实所需：", "What would settle it: ")

VERDICTS: Mapping[Verdict, Text] = {
    Verdict.CONFIRMED: Text("确认", "confirmed"),
    Verdict.DISMISSED: Text("排除", "dismissed"),
    Verdict.WANTED: Text("待补证", "evidence wanted"),
}

KINDS: Mapping[str, Text] = {
    "visits": Text("外访日志", "visit log"),
    "cases": Text("案件台账", "case file"),
    "staff": Text("外访人员名册", "staff register"),
}
