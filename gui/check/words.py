"""What the page of the check says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("检查", "Check")
HELP = Text(
    "对本项目已导入的全部外访记录逐条检查。\n\n**选择规则**：默认全部检查；去掉勾选的规则这次不查，它们之前的结果不算“消失”。\n\n"
    "**开始**：按 F5。检查在后台进行，可以继续看别的页，也可随时取消；取消后仍保留上一次的结果。\n\n"
    "**之后**：分别列出新增、不变、消失的问题。您已作出的结论不会被改动；若证据变了会单独标出，请再看一眼。",
    "Checks all visits of the project.\n\n**Rules**: all by default; those not ticked are not asked, and what they found before does not count as gone.\n\n"
    "**Start**: F5. It runs in the background; other pages can be used, and it can be stopped at any time, which keeps the former results.\n\n"
    "**Afterwards**: new, unchanged and gone findings. Decisions are never changed; where the evidence is another one, that is told apart.",
)
RULES = Text("检查哪些规则", "Which rules")
RULE = Text("规则", "Rule")
GRADE = Text("级别", "Grade")
VIOLATIONS = Text("疑似违规", "Suspected")
REVIEWS = Text("待核实", "To verify")
ALL = Text("全选", "All")
NONE = Text("全不选", "None")
CHOSEN = Text("已选 {count} / {total} 条规则", "{count} of {total} rules")
FAMILIES: Mapping[str, Text] = {
    "core": Text("核心禁止行为", "Core prohibitions"),
    "conduct": Text("外访行为", "Conduct"),
    "time": Text("时间与频次", "Time and frequency"),
    "record": Text("记录与资质", "Records and credentials"),
}
POLICY = Text("适用规则包", "Policy")
AS_OF = Text("审计基准日", "Audit date")
START = Text("开始检查", "Start the check")
STOP = Text("取消检查", "Stop the check")
LAST = Text("上次检查", "The last check")
NEVER = Text("本项目还没有检查过。选好规则后按 F5 开始。", "This project was not checked yet. Choose the rules and press F5.")
STALE = Text(
    "导入的数据有变化，以下结果尚未包含。请重新检查。",
    "What was imported has changed since; the results below do not hold it yet. Check again.",
)
NO_DATA = Text("还没有外访记录，请先导入。", "There are no visits yet; import them first.")
READY = Text("将检查 {visits} 次外访。", "{visits} visits will be checked.")
WHEN = Text("{day} · {policy} · 基准日 {as_of}", "{day} · {policy} · as of {as_of}")
BY = Text(" · {name}", " · {name}")
FIGURES = Text(
    "{visits} 次外访，疑似违规 {violations} 项，待核实 {reviews} 项",
    "{visits} visits, {violations} suspected violations, {reviews} to be verified",
)
TILES: Mapping[str, Text] = {
    "new": Text("新增", "New"),
    "unchanged": Text("不变", "Unchanged"),
    "gone": Text("消失", "Gone"),
    "decided": Text("人工结论保留", "Decisions kept"),
    "changed": Text("证据有变，请复看", "Evidence changed"),
}
TILE_TIPS: Mapping[str, Text] = {
    "new": Text("上一次没有、这一次发现的问题", "Findings the run before did not have"),
    "unchanged": Text("两次都有的问题", "Findings both runs have"),
    "gone": Text("上一次有、这一次不再成立的问题", "Findings of the run before that no longer hold"),
    "decided": Text("已有人工结论的问题，结论原样保留", "Findings with a decision, which stands as it was"),
    "changed": Text("已有结论，但证据与当时不同", "Decided, but on other evidence"),
}
GONE = Text("消失的问题", "Findings that are gone")
HISTORY = Text("历次检查", "Former checks")
TIME = Text("时间", "Time")
WHO = Text("操作人", "By")
VISITS = Text("外访", "Visits")
FINDINGS = Text("问题", "Findings")
DONE = Text(
    "检查完成：新增 {new} · 不变 {unchanged} · 消失 {gone} · 人工结论保留 {decided}",
    "Checked: {new} new · {unchanged} unchanged · {gone} gone · {decided} decisions kept",
)
CANCELLED = Text("检查已取消，之前的结果没有改变。", "The check was stopped; the former results are as they were.")
TO_REVIEW = Text("去复核", "Read the findings")
NO_RULES = Text("至少勾选一条规则。", "Tick at least one rule.")
SHOW = Text("查看", "Show")
