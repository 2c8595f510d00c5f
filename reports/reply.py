"""What may be answered on a reply sheet, and the key by which a filled sheet is known again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from audit.model import Text
from reports.evidence import short_quotes
from reports.issues import issues
from reports.measures import TERMS
from reports.telling import Telling
from reports.words import GRADES, STANDINGS

FORMAT = "visit-reply/1"
KEY_SHEET = "_key"
FIRST_ROW = 5  # of the answers; the header stands above it
AGREED = (Text("认可", "agreed"), Text("部分认可", "agreed in part"), Text("不认可", "not agreed"))
DONE = Text("已完成", "done")
UNDER_WAY = Text("整改中", "under way")
PROGRESS = (DONE, UNDER_WAY, Text("未开始", "not begun"))
#: What the bank has filled in, what the agency fills in, what the bank fills in afterwards.
TOLD: tuple[tuple[str, str, int], ...] = (
    ("序号", "No.", 6), ("问题编号", "Problem", 12), ("性质", "Standing", 14), ("级别", "Grade", 8), ("案件编号", "Case", 18),
    ("外访日期", "Date", 12), ("违规类型", "Violation", 20), ("问题描述", "Finding", 40), ("引文", "Quotes", 44), ("整改期限", "Term", 13),
)  # fmt: skip
ASKED: tuple[tuple[str, str, int], ...] = (
    ("是否认可", "Agreed?", 12), ("原因分析", "Cause", 30), ("整改措施", "Measure", 30), ("责任人", "Owner", 12), ("完成时间", "Done by", 13),
    ("完成情况", "State", 12), ("佐证材料", "Proof", 24), ("长效机制", "Lasting measure", 26),
)  # fmt: skip
BANKS: tuple[tuple[str, str, int], ...] = (
    ("验收意见", "Acceptance", 20), ("验收人", "Accepted by", 12), ("验收日期", "Accepted on", 13), ("是否关闭", "Closed?", 10),
)  # fmt: skip
_ESCAPED = re.compile("_x005F_")
CLOSED = (Text("是", "yes"), Text("否", "no"))


def chosen(t: Telling, answer: str) -> str:
    """What was chosen from a list, in the report's language: a sheet may have been filled in the other one."""
    return next((t.text(choice) for choice in (*AGREED, *PROGRESS) if answer in choice), answer)


class Key(NamedTuple):
    """What a sheet says of itself, hidden from view: whose it is, of which report, and how many rows it had."""

    format: str
    agency: str
    report: str
    rows: str


def row_key(told: Iterable[str], fingerprint: str) -> str:
    """The finding and a digest of what the bank told in the row: a row whose facts were changed is known by it."""
    plain = ("".join(_ESCAPED.sub("_", text).split()) for text in told)  # programs turn line ends as they like
    return f"{fingerprint}:{hashlib.sha256(chr(31).join(plain).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def rows(t: Telling, every: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is told and the finding's fingerprint: problems first, then what is to be settled, which has no problem's number."""
    asked = [(issue.short, item) for issue in issues(t, every) for item in issue.items]
    asked += [("—", item) for item in t.items if item.standing == "review"]
    for n, (short, item) in enumerate(asked, 1):
        finding, visit = item.finding, item.visit
        day = visit.visit_date.isoformat() if visit and visit.visit_date else "—"
        review = item.standing == "review"
        yield (
            str(n), short, t.say("待核实，请说明", "please explain") if review else t.text(STANDINGS[item.standing]),
            "—" if review else t.text(GRADES[finding.grade]), (visit.case_id if visit else "") or "—", day, t.title(finding.rule),
            t.masked(t.text(finding.message), finding), short_quotes(t, finding), "—" if review else t.text(TERMS[finding.grade]),
        ), finding.fingerprint  # fmt: skip
