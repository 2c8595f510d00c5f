"""What the sign-off page says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text
from audit.signoff import Part, SignState
from audit.store.nouns import NoteState

TITLE = Text("复核与签字", "Sign-off")
HELP = Text(
    "**清单**：打 ✘ 的项目没有做完，就不能签字；打 ◇ 的只是提醒。点“查看”直接去处理。\n\n"
    "**复核意见**：复核人提出、编制人回复、复核人关闭；还有未关闭的意见时不能签字。\n\n"
    "**两个人**：编制人先签，复核人后签，两人不能相同。换人操作时先在右下角选择“现在操作的人”。\n\n"
    "**签字之后**：再改动结论、文件或检查结果，签字立即失效，本页会列出是谁改了什么，改完需重新签字。",
    "**Checklist**: while a line has a ✘ nobody can sign; ◇ is only a reminder. “Show” leads to what is to be done.\n\n"
    "**Review notes**: raised by the reviewer, answered by the preparer, resolved by the reviewer; open ones stand in the way of a signature.\n\n"
    "**Two people**: the preparer signs first, then the reviewer; they cannot be the same. Choose who is at the desk at the lower right.\n\n"
    "**Afterwards**: whoever changes decisions, files or findings ends the signatures at once; this page lists who changed what, and it has to be signed anew.",
)
STATES: Mapping[SignState, Text] = {
    SignState.OPEN: Text("○ 未签字", "○ Not signed"),
    SignState.PREPARED: Text("◐ 编制已签，等待复核", "◐ Prepared; waits for the review"),
    SignState.SIGNED: Text("● 已定稿", "● Signed off"),
    SignState.REOPENED: Text("▲ 定稿后有改动，签字已失效", "▲ Changed after sign-off; the signatures ended"),
}
TAMPERED = Text(
    "数据在本程序之外被改动过：现在的结果与签字时的校验值不符。请导出日志交技术人员查看，不要据此出具报告。",
    "The data were changed outside this program: what stands now is not what was signed. Export the trail, have it looked at, and issue no report.",
)
CHECKLIST = Text("签字前的清单", "Before signing")
DONE = Text("✔", "✔")
BLOCKS = Text("✘", "✘")
REMINDS = Text("◇", "◇")
STATE_NAMES: Mapping[str, Text] = {
    "done": Text("已完成", "done"), "blocks": Text("未完成，不能签字", "stands in the way"), "reminds": Text("提醒", "a reminder"),
}  # fmt: skip
SHOW = Text("查看", "Show")
NOTES = Text("复核意见", "Review notes")
NO_NOTES = Text("没有复核意见。在“问题”页可以对任何一条提出。", "No review notes. They are raised on the findings page.")
NOTE = Text("意见", "Note")
BY = Text("提出人", "By")
AT = Text("时间", "At")
ABOUT = Text("针对", "On")
REPLIES = Text("回复", "Replies")
STATE = Text("状态", "State")
NOTE_STATES: Mapping[NoteState, Text] = {
    NoteState.OPEN: Text("○ 未关闭", "○ Open"),
    NoteState.RESOLVED: Text("● 已关闭", "● Resolved"),
}
WHOLE_PROJECT = Text("整个项目", "the project")
REPLY = Text("回复", "Reply")
REPLY_HINT = Text("写回复，或对整个项目提出新意见", "A reply, or a new note on the project")
RESOLVE = Text("关闭意见", "Resolve")
REOPEN = Text("重新打开", "Open again")
RAISE = Text("对项目提出意见", "Raise a note")
TO_FINDING = Text("查看问题", "The finding")
REPLY_LINE = Text("{by}（{at}）：{text}", "{by} ({at}): {text}")
PARTS: Mapping[Part, Text] = {
    Part.PREPARER: Text("编制", "Preparer"),
    Part.REVIEWER: Text("复核", "Reviewer"),
}
SIGNED_BY = Text("● {by} 于 {at} 签字", "● Signed by {by} on {at}")
NOT_SIGNED = Text("○ 尚未签字", "○ Not signed")
DIGEST = Text("结果校验值 {digest}", "Digest of results {digest}")
REMARK = Text("签字意见（可不填）", "Remark (optional)")
SIGN = Text("签字", "Sign")
SIGN_AS = Text("以“{name}”签字", "Sign as “{name}”")
WITHDRAW = Text("撤回签字…", "Withdraw…")
WITHDRAW_DO = Text("确认撤回", "Withdraw")
REASON = Text("撤回的理由（必填）", "Why it is withdrawn (required)")
SIGNED = Text("已签字。", "Signed.")
WITHDRAWN = Text("签字已撤回。", "The signature was withdrawn.")
PERSON = Text("现在操作的人", "At the desk now")
NEW_REVIEWER = Text("登记复核人", "Register a reviewer")
NEW_NAME = Text("复核人姓名", "The reviewer's name")
NOW = Text("现在由“{name}”操作。", "“{name}” is at the desk now.")
CHANGES = Text("签字之后的改动", "Changed after the signatures")
FORMER = Text("以前的签字", "Former signatures")
FORMER_LINE = Text("{part} {by} {at}，于 {ended} 失效（{why}，{who}）", "{part} {by} {at}, ended {ended} ({why}, {who})")
WITHDRAWN_WHY = Text("本人撤回", "withdrawn")
WHO = Text("人员", "Who")
WHAT = Text("动作", "Act")
OBJECT = Text("对象", "Object")
WHY = Text("理由", "Reason")
NO_PROJECT = Text("先打开一个项目。", "Open a project first.")

#: What a line of the checklist says when it is done.
SETTLED: Mapping[str, Text] = {
    "run": Text("已运行检查", "checked"),
    "stale": Text("检查之后文件没有变化", "no files came or went since the check"),
    "open": Text("全部问题都有结论", "every finding is decided"),
    "notes": Text("复核意见均已关闭", "all review notes are resolved"),
    "changed": Text("结论所依据的证据没有变化", "the evidence is what was decided on"),
    "wanted": Text("没有等待补证的问题", "nothing waits for evidence"),
    "samples": Text("抽取的外访均已检查", "every drawn visit is checked"),
    "own": Text("您没有自己作出过结论", "you decided nothing yourself"),
}
