"""The issue ledger (问题台账): a row for each problem of each agency, with drop-downs for what the bank fills in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.model import Text
from reports.issues import Issue, issues
from reports.measures import MEASURES, OTHERWISE, TERMS
from reports.reply import AGREED, DONE, UNDER_WAY, chosen
from reports.result import Reply
from reports.rows import Row, Rows
from reports.telling import Telling
from reports.words import GRADES

STATES = (Text("未整改", "open"), Text("整改中", "under way"), Text("已整改", "done"), Text("不认可", "not agreed"))
APPEALS = (Text("无申诉", "none"), Text("成立", "upheld"), Text("部分成立", "upheld in part"), Text("不成立", "rejected"))
#: Header, width; `state` and `appeal` are those with a list.
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("问题编号", "No.", 24), ("发现日期", "Found on", 12), ("机构", "Agency", 20), ("违规类型", "Violation", 22), ("等级", "Grade", 8),
    ("疑似违规项数", "Findings", 10), ("其中已确认", "Confirmed", 10), ("涉及外访次数", "Visits", 10), ("涉及案件数", "Cases", 10),
    ("依据", "Basis", 44), ("责任人", "Owner", 12), ("整改措施", "Measure", 36), ("整改期限", "Term", 14), ("整改状态", "State", 12),
    ("验证人", "Verified by", 12), ("验证日期", "Verified on", 12), ("扣分（封顶前）", "Points (before cap)", 12), ("扣款", "Penalty", 10),
    ("申诉结果", "Appeal", 12), ("关闭日期", "Closed on", 12), ("机构反馈", "Agency's reply", 36),
)  # fmt: skip
STATE, APPEAL = 13, 18  # places of the columns with a list


def ledger_rows(t: Telling, agency: str | None = None, every: Sequence[str] = ()) -> Rows:
    """The whole audit's ledger, or one agency's with the same numbers."""
    found = [issue for issue in issues(t, every) if agency is None or issue.agency == agency]
    head = [t.say(zh, en) for zh, en, _ in COLUMNS]
    return t.say("问题台账", "Issue ledger"), head, [width for *_, width in COLUMNS], (_row(t, issue) for issue in found)


def lists(t: Telling) -> dict[int, list[str]]:
    """What may be chosen, by column."""
    return {STATE: [t.text(s) for s in STATES], APPEAL: [t.text(a) for a in APPEALS]}


def _row(t: Telling, issue: Issue) -> Row:
    measure, _ = MEASURES.get(issue.rule, OTHERWISE)
    replies = [r for i in issue.items if (r := t.result.replies.get(i.finding.fingerprint))]
    basis = dict.fromkeys(t.text(i.finding.basis) for i in issue.items)
    return (
        issue.number, t.result.as_of.isoformat(), t.agency(issue.agency), t.title(issue.rule), t.text(GRADES[issue.grade]), len(issue.items),
        issue.confirmed, issue.visits, issue.cases, "\n".join(basis), _owners(replies), t.text(measure), t.text(TERMS[issue.grade]),
        t.text(_state(replies, len(issue.items))), "", "", round(issue.points, 2), "", "", "", _answers(t, replies),
    )  # fmt: skip


def _owners(replies: Sequence[Reply]) -> str:
    return "、".join(dict.fromkeys(r.owner for r in replies if r.owner))


def _state(replies: Sequence[Reply], findings: int) -> Text:
    """As the agency says; whether it is so the bank verifies."""
    if any(r.agreed in AGREED[2] for r in replies):
        return STATES[3]
    if len(replies) == findings and all(r.state in DONE for r in replies):
        return STATES[2]
    return STATES[1] if any(r.state in DONE or r.state in UNDER_WAY for r in replies) else STATES[0]


def _answers(t: Telling, replies: Sequence[Reply]) -> str:
    parts: Iterator[str] = (f"{answer} {n}" for answer, n in Counter(chosen(t, r.agreed) for r in replies if r.agreed).items())
    return t.say("；", "; ").join(parts)
