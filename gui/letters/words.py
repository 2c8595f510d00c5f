"""What the letters page says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.letters import LetterState
from audit.model import Text

TITLE = Text("整改", "Letters")
HELP = Text(
    "把已确认的违规按机构拟成整改通知书，直到每一条都整改验收。\n\n"
    "**1 生成**：每家机构一份草稿，只含还没有写进任何通知书的问题。\n\n"
    "**2 发出**：导出通知书、取证单和整改反馈表，发给机构后点“标为已发出”，期限从那天算起。过期未复会标为“逾期”。\n\n"
    "**3 回复**：机构填好反馈表后，点“导入反馈表”，答复自动对到各条问题上。\n\n"
    "**4 验收**：逐条按 1 通过、2 不通过、0 清除；全部通过后标为已验证。\n\n"
    "**上期未整改**：可带入本期，接着催办。所有操作都能用 Ctrl+Z 撤销。",
    "Confirmed violations become one letter an agency, until each of them is put right.\n\n"
    "**1 Make**: a draft for each agency, with the findings that are in no letter yet.\n\n"
    "**2 Send**: export notice, evidence sheets and reply sheet; when they are sent choose “Mark as sent”, and the term begins. "
    "A letter whose term has passed is overdue.\n\n"
    "**3 Answers**: choose “Read a reply sheet”; its answers find their findings by themselves.\n\n"
    "**4 Accept**: 1 accepts, 2 refuses, 0 clears; when all are accepted the letter is verified.\n\n"
    "**Former period**: what was not put right can be carried over. Everything can be undone with Ctrl+Z.",
)
MAKE = Text("生成整改通知书", "Make letters")
MAKE_CONFIRMED = Text("只写已确认的违规", "Confirmed violations only")
MAKE_ALL = Text("连同未处理的疑似违规一并生成（征求意见）", "Make letters with undecided suspicions too (for comment)")
MORE = Text("更多", "More")
MADE = Text("已拟通知书 {count} 份，共 {items} 条问题。", "{count} letters drafted, with {items} findings.")
TAKE = Text("导入反馈表…", "Read a reply sheet…")
SHEETS = Text("整改反馈表", "Reply sheets")
CARRY = Text("带入上期未整改的通知书", "Carry over what is open in")
NO_FORMER = Text("没有其他项目", "no other project")
CARRIED = Text("已带入 {count} 份通知书。", "{count} letters were carried over.")
NOTHING_CARRIED = Text("那个项目没有尚未整改的通知书。", "No letter of that project is still open.")
LETTERS = Text("整改通知书", "Letters")
NUMBER = Text("编号", "Number")
AGENCY = Text("机构", "Agency")
STATE = Text("状态", "State")
ITEMS = Text("问题", "Findings")
ANSWERED = Text("已回复", "Answered")
ACCEPTED = Text("已验收", "Accepted")
DUE = Text("期限", "Due")
NOTE = Text("备注", "Note")
OVERDUE_BY = Text("{due}（逾期 {days} 天）", "{due} ({days} days over)")
FROM_FORMER = Text("（上期带入）", "(carried over)")
STATES: Mapping[LetterState, Text] = {
    LetterState.DRAFT: Text("○ 草稿", "○ Draft"),
    LetterState.SENT: Text("➜ 已发出", "➜ Sent"),
    LetterState.ANSWERED: Text("◐ 已回复", "◐ Answered"),
    LetterState.VERIFIED: Text("● 已验证", "● Verified"),
    LetterState.OVERDUE: Text("▲ 逾期未复", "▲ Overdue"),
}
MOVES: Mapping[tuple[LetterState, LetterState], Text] = {
    (LetterState.DRAFT, LetterState.SENT): Text("标为已发出", "Mark as sent"),
    (LetterState.SENT, LetterState.ANSWERED): Text("标为已回复", "Mark as answered"),
    (LetterState.SENT, LetterState.DRAFT): Text("撤回为草稿", "Back to draft"),
    (LetterState.ANSWERED, LetterState.VERIFIED): Text("标为已验证", "Mark as verified"),
    (LetterState.ANSWERED, LetterState.SENT): Text("退回重新整改", "Send again"),
    (LetterState.VERIFIED, LetterState.ANSWERED): Text("重新打开", "Open again"),
}
ON = Text("日期", "On")
TERM = Text("期限（天）", "Term (days)")
EXPORT = Text("导出通知书…", "Export the letter…")
EXPORTED = Text("已导出 {count} 个文件：{name} 等", "{count} files exported: {name} …")
PDF = Text("PDF 文件", "PDF files")
FILE_NAME = Text("整改通知书-{agency}-{number}.pdf", "rectification-notice-{agency}-{number}.pdf")
OPEN = Text("打开", "Open")
RULE = Text("问题", "Finding")
CASE = Text("案件编号", "Case")
DAY = Text("外访日期", "Visit date")
QUOTE = Text("原话", "Quote")
ANSWER = Text("机构回复", "Answer")
ACCEPTANCE = Text("验收", "Accepted?")
NO_ANSWER = Text("（未回复）", "(no answer)")
GONE = Text("（最近一次检查已无此条）", "(no longer in the last check)")
VERDICTS: Mapping[bool | None, Text] = {
    True: Text("✔ 通过", "✔ Accepted"),
    False: Text("✘ 不通过", "✘ Refused"),
    None: Text("○ 待验收", "○ Open"),
}
ACCEPT = Text("通过", "Accept")
REFUSE = Text("不通过", "Refuse")
CLEAR = Text("清除验收", "Clear")
LOOK = Text("查看该条问题", "Look at the finding")
DROP = Text("移出通知书", "Take out of the letter")
REMARK = Text("验收意见", "Remark")
REMARK_HINT = Text("验收意见（随“通过/不通过”一起保存）", "Remark, stored with accept or refuse")
FINDINGS_TAB = Text("问题与回复", "Findings and answers")
NOTICE_TAB = Text("通知书页面", "The notice's pages")
ANSWER_PARTS: tuple[Text, ...] = (
    Text("是否认可", "Agreed"), Text("原因", "Cause"), Text("措施", "Measure"), Text("责任人", "Owner"), Text("完成时间", "Done by"),
    Text("完成情况", "State"), Text("佐证", "Proof"), Text("长效机制", "Lasting measure"),
)  # fmt: skip
TAKEN = Text("已登记 {count} 条回复。", "{count} answers were entered.")
TAKEN_LESS = Text(
    "已登记 {count} 条回复；{blank} 条未填写，{elsewhere} 条不在通知书中，{problems} 处未读入。",
    "{count} answers were entered; {blank} left blank, {elsewhere} not in the letter, {problems} places not read.",
)
PROBLEM_AT = Text("第 {row} 行 {column}：{problem}", "row {row} {column}: {problem}")
EMPTY = Text(
    "还没有整改通知书。先在“问题”里确认违规，再回到这里点“生成整改通知书”，每家机构一份。",
    "There is no letter yet. Confirm violations under “Findings”, then choose “Make letters”: one an agency.",
)
TO_REVIEW = Text("去复核问题", "To the findings")
COUNTS = Text(
    "{letters} 份 · 草稿 {draft} · 等待回复 {sent} · 逾期 {overdue} · 已验证 {verified}",
    "letters: {letters} · drafts: {draft} · waiting: {sent} · overdue: {overdue} · verified: {verified}",
)
