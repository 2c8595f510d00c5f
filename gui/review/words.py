"""What the review desk says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text, Verdict

TITLE = Text("问题", "Findings")
HELP = Text(
    "逐条读，逐条定。左边是问题清单，中间是外访经过全文和登记内容，右边下结论。\n\n"
    "**怎么下结论**：按 **C** 或在清单中按 **回车** 确认违规，按 **D** 标为误报，按 **W** 要求补证；程序随即打开下一条未处理的问题。"
    "需要写明理由时按 **Shift+C / Shift+D / Shift+W**，再按理由前的数字。先写备注（**M**）再下结论，备注随结论一起保存。\n\n"
    "**改主意**：按 **U** 撤销上一步，回到那一条；Ctrl+Z、Ctrl+Y 可以撤销和重做很多步。按 **0** 撤回眼前这条的结论。\n\n"
    "**一次处理多条**：在清单里用 Shift+↑↓ 或 Ctrl+单击选择，按 **B**；先看会改动多少条，再决定。\n\n"
    "**标记**：粗体实线是本条证据；其他问题的原文用不同的虚线，编号与下方说明对应；把鼠标停在上面可看说明。\n\n"
    "每个结论当即保存。已下结论的问题留在清单里不动，重新筛选时才会移走。",
    "Read one, decide one. The list is on the left, the whole account and the columns of the log in the middle, the decision on the right.\n\n"
    "**Deciding**: **C**, or **Enter** in the list, confirms; **D** dismisses; **W** asks the agency for evidence. The next undecided finding "
    "opens by itself. To give a reason press **Shift+C / Shift+D / Shift+W** and the number before the reason. A note (**M**) written before is saved with "
    "the decision.\n\n"
    "**Another mind**: **U** undoes the last step and shows that finding again; Ctrl+Z and Ctrl+Y go many steps back and forth. **0** takes the decision on this finding back.\n\n"
    "**Many at once**: choose some with Shift+↑↓ or Ctrl+click, then **B**; you see what would change before it does.\n\n"
    "**Marks**: bold with a solid line is this finding's evidence; other findings have broken lines and a number that is explained below; hold the mouse over them for more.\n\n"
    "Every decision is saved at once. Decided findings stay in the list until you filter anew.",
)

# the list and its filters
LIST = Text("问题清单", "List of findings")
SEARCH_HINT = Text("查找原文、说明、案件、人员（/）", "Search accounts, cases, people (/)")
STATES: Mapping[str, Text] = {
    "": Text("全部", "All"),
    "open": Text("未处理", "Open"),
    "confirmed": Text("已确认", "Confirmed"),
    "dismissed": Text("误报", "Dismissed"),
    "wanted": Text("需补证", "Wanted"),
}
COUNTED = Text("{name} {count}", "{name} {count}")
ALL_OUTCOMES = Text("结果与等级", "All grades")
MORE = Text("更多条件", "More conditions")
ANYTHING = Text("更多条件", "More")
NEWS = Text("本次新发现", "New in this check")
CHANGED = Text("结论后原文有变", "Changed since decided")
NOTED = Text("有未关闭的复核意见", "Open review notes")
LOOSE = Text("未进整改通知", "In no letter yet")
GROUP_BY = Text("分组", "Group")
GROUPS: Mapping[str, Text] = {
    "": Text("不分组", "No groups"),
    "rule": Text("按规则分组", "By rule"),
    "visit.agency": Text("按机构分组", "By agency"),
    "visit.visitors": Text("按人员分组", "By visitors"),
    "grade": Text("按等级分组", "By grade"),
    "verdict": Text("按结论分组", "By decision"),
    "visit.case_id": Text("按案件分组", "By case"),
}
SORT_BY = Text("排序", "Order")
SORTS: Mapping[str, Text] = {
    "grade": Text("重大在前", "Gravest first"),
    "date": Text("日期在前", "Earliest first"),
    "case": Text("同案相邻", "Case by case"),
    "row": Text("原表顺序", "As in the files"),
}
FROM_ELSEWHERE = Text("限于：{title}  ✕", "Only: {title}  ✕")
CHOSEN_ELSEWHERE = Text("所选问题", "the chosen findings")
GROUP_LINE = Text("{done} / {total} 已处理", "{done} of {total} decided")
NO_OPEN_LEFT = Text("清单中的问题已全部处理。", "Every finding in this list is decided.")
UNKNOWN_AGENCY = Text("未写明机构", "No agency given")
UNKNOWN_VISITORS = Text("未写明外访人员", "No visitors given")
UNKNOWN_CASE = Text("未写明案件", "No case given")
SELECTED = Text("已选 {n} 条", "{n} chosen")
POSITION = Text("第 {at} / {of} 条", "{at} of {of}")
OUT_OF_LIST = Text("不在当前清单中", "not in the present list")

# progress and saving
PROGRESS = Text("已处理 {done} / {total}", "{done} of {total} decided")
PROGRESS_NAME = Text("处理进度", "How much is decided")
SAVED = Text("✓ 全部已保存", "✓ All saved")
SAVING = Text("⟳ 正在保存 {n} 条", "⟳ Saving {n}")
NOT_SAVED = Text("⚠ {n} 条没有保存", "⚠ {n} not saved")

# one finding
NOTHING = Text("在左侧选择一条问题。", "Choose a finding on the left.")
DETAIL = Text("问题详情：外访经过、对照与登记内容", "The finding: account, comparison and columns of the log")
COMPARED = Text("对照", "Side by side")
ACCOUNT = Text("外访经过", "Account")
MARKED = Text("标出的内容", "What is marked")
THIS = Text("本条", "this finding")
COLUMNS = Text("登记内容", "What the log says")
THIS_VISIT = Text("本次外访", "This visit")
SOURCE = Text("出处", "Source")
TO_DAY = Text("当日行程", "That day")
TO_CASE = Text("本案轨迹", "This case")
TO_COPIES = Text("雷同比对", "Compare copies")
RELATED = Text("关联…", "Related…")
MASK = Text("显示敏感信息", "Show personal data")
UNMASK_TIP = Text("会记入日志", "is written into the trail")

# deciding
DECISION = Text("结论", "Decision")
VERBS: Mapping[Verdict | None, Text] = {
    Verdict.CONFIRMED: Text("确认违规", "Confirm"),
    Verdict.DISMISSED: Text("标为误报", "Dismiss"),
    Verdict.WANTED: Text("要求补证", "Ask for evidence"),
    None: Text("撤回结论", "Take back"),
}
WITH_REASON = Text("{verb}，并说明理由", "{verb}, with a reason")
SIGNS: Mapping[str, str] = {"confirmed": "✓", "dismissed": "✗", "wanted": "?", "": "○"}
SHORT: Mapping[str, Text] = {
    "confirmed": Text("已确认", "Confirmed"),
    "dismissed": Text("误报", "Dismissed"),
    "wanted": Text("需补证", "Evidence wanted"),
    "": Text("未处理", "Open"),
}
BY = Text("{by} · {at}", "{by} · {at}")
BECAUSE = Text("理由：{reason}", "Reason: {reason}")
NOTE = Text("备注", "Note")
NOTE_HINT = Text("备注（M），随结论保存", "Note (M), saved with the decision")
SKIP = Text("下一条未处理", "Next open one")
BACKWARDS = Text("上一条未处理", "Previous open one")
NEXT = Text("下一条", "Next")
PREVIOUS = Text("上一条", "Previous")
UNDO_LAST = Text("撤销上一步，回到那一条", "Undo the last step, back to that finding")
WRITE_NOTE = Text("写备注", "Write a note")
GIVE_REASON = Text("改理由", "Give a reason")
REVIEW_NOTE = Text("提复核意见", "Raise a review note")
MANY = Text("批量处理…", "Decide many…")
FIND = Text("查找", "Search")
GROUP_NEXT = Text("换分组方式", "Group otherwise")
TO_LIST = Text("回到清单", "Back to the list")
STALE = Text(
    "⚠ 下结论之后，这条的证据有变化，请重新确认。", "⚠ The evidence has changed since this was decided. Please decide again."
)
DECIDED_NOW = Text("{verb}：{what}", "{verb}: {what}")
STILL_SAVING = Text("这一条正在保存，请稍候。", "This one is being saved; a moment, please.")

# conflict
CONFLICT = Text(
    "另一个窗口刚刚改了这一条，您的结论没有保存。", "Another window has just changed this one; your decision was not saved."
)
MINE = Text("您要保存的", "Yours")
THEIRS = Text("现在的结论", "What stands now")
TAKE_THEIRS = Text("保留现在的", "Keep what stands")
TAKE_MINE = Text("仍按我的保存", "Save mine")
TAKEN_BACK = Text("已撤回（未处理）", "taken back (open)")
CONFLICT_MANY = Text(
    "另一个窗口刚改了其中的问题（现在是：{example}）。什么都没有保存；预览已更新，请看过再确认。",
    "Another window has just changed some of them (now: {example}). Nothing was saved; look at the new preview and confirm again.",
)

# tabs beside
TAB_BASIS = Text("依据", "Basis")
TAB_ALIKE = Text("同类", "Alike")
TAB_NOTES = Text("意见", "Notes")
TAB_HISTORY = Text("历史", "History")
CLAUSES = Text("依据条款", "Clauses")
TO_RULE = Text("规则说明与示例 →", "The rule, with examples →")
GRADE_WHY = Text("为何定为此级", "Why it is graver")
CLEARS = Text("什么可以排除", "What would clear it")
ALIKE_SUM = Text(
    "同机构同规则此前已决 {n} 条：确认 {confirmed}，误报 {dismissed}，补证 {wanted}。",
    "Decided before, same agency and rule: {n}; {confirmed} confirmed, {dismissed} dismissed, {wanted} evidence wanted.",
)
FORMER = Text("同类已决：{parts}", "Alike: {parts}")
ALIKE_NONE = Text("同一机构在这条规则下还没有已决的问题。", "Nothing was decided of this agency under this rule yet.")
ALIKENESS = Text("原文相似 {percent} %", "{percent} % alike")
HISTORY_NONE = Text("还没有人对这一条下过结论。", "Nobody has decided on this one yet.")
NOTES_NONE = Text("没有复核意见。", "No review notes.")
NOTES_HINT = Text("写下复核意见或回复…", "Write a review note or a reply…")
ADD_NOTE = Text("提出意见", "Raise")
REPLY = Text("回复", "Reply")
RESOLVE = Text("关闭意见", "Resolve")
REOPEN = Text("重新打开", "Open again")
NOTE_OPEN = Text("● 未关闭", "● open")
NOTE_RESOLVED = Text("✓ 已关闭（{by}）", "✓ resolved ({by})")
WHICH_NOTE = Text("要回复或关闭的意见", "Note to reply to or to resolve")
NOTE_ENTRY = Text("意见 {n}：{text}", "Note {n}: {text}")
NOTE_NUMBER = Text("意见 {n}", "Note {n}")

# many at once
BULK = Text("批量处理", "Decide many at once")
SCOPE = Text("范围", "Which")
SCOPE_CHOSEN = Text("选中的 {n} 条", "The {n} chosen")
SCOPE_GROUP = Text("本组“{group}” {n} 条", "The group “{group}”: {n}")
SCOPE_ALL = Text("清单中全部 {n} 条", "The whole list: {n}")
ONLY_OPEN = Text("只处理还没有结论的", "Only those that are still open")
BULK_VERDICT = Text("结论", "Decision")
REASON = Text("理由", "Reason")
NO_REASON = Text("不写理由", "No reason")
PREVIEW = Text("预览", "Preview")
PREVIEWING = Text("正在计算…", "Counting…")
PREVIEW_LINES: Mapping[str, Text] = {
    "fresh": Text("{n} 条未处理，将写入结论", "Open, will be decided: {n}"),
    "other": Text(
        "{n} 条已有别的结论，或下结论后证据有变，将重新写入",
        "Decided otherwise, or before their evidence changed; will be decided anew: {n}",
    ),
    "by_others": Text("⚠ 其中 {n} 条是别人下的结论", "⚠ Decided by others, of those: {n}"),
    "same": Text("{n} 条已经如此，不变", "Say so already, stay as they are: {n}"),
    "back": Text("{n} 条结论将被撤回", "Decisions taken back: {n}"),
}
PREVIEW_NOTHING = Text("没有可改动的问题。", "Nothing would change.")
BY_RULE = Text("涉及规则", "By rule")
DO_MANY = Text("{verb} {n} 条", "{verb}: {n}")
LEAVE = Text("返回", "Back")
BULK_DONE = Text("{verb} {n} 条，已保存；按 U 可一次撤销。", "{verb}: {n}, saved. U undoes all of it at once.")

NO_PROJECT = Text("先在首页打开一个项目。", "Open a project on the first page.")
TO_HOME = Text("去首页", "Go to the first page")
NO_RUN = Text(
    "这个项目还没有检查过。检查之后，发现的问题会列在这里。", "This project has not been checked yet. Findings will be listed here."
)
TO_CHECK = Text("去检查", "Go to the check")
NO_FINDINGS = Text("检查已完成，没有发现问题。", "The check is done; nothing was found.")
NO_MATCH = Text("没有符合条件的问题。", "No finding meets these conditions.")
CLEAR = Text("清除条件", "Clear")

#: Columns of case files and registers that are quoted as evidence.
FILED: Mapping[str, Text] = {
    "trained_on": Text("培训日期", "Trained on"),
    "credential": Text("证件", "Credential"),
    "credential_until": Text("证件有效期", "Credential until"),
    "status": Text("状态", "Status"),
    "joined_on": Text("入职日期", "Joined on"),
    "left_on": Text("离职日期", "Left on"),
    "name": Text("姓名", "Name"),
    "number": Text("工号", "Staff number"),
    "employer": Text("所属单位", "Employer"),
    "events": Text("案件状态", "State of the case"),
    "outsourced_notice": Text("委外告知日期", "Told of the entrustment"),
    "entrusted_from": Text("委托开始", "Entrusted from"),
    "entrusted_to": Text("委托结束", "Entrusted until"),
    "contact_log": Text("联系记录", "Contact log"),
    "promises": Text("还款承诺", "Promises"),
    "contacts": Text("联系人", "Contacts"),
    "liable": Text("共同债务人", "Others liable"),
    "consent": Text("同意事项", "Consent"),
    "addresses": Text("登记地址", "Addresses on file"),
}
