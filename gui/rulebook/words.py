"""What the rulebook says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("规则与制度", "Rules")
HELP = Text(
    "左侧是全部规则，右侧是选中规则的依据、什么属于违反、什么不属于、限额、词语和在本项目中的表现。\n\n"
    "**改动**：直接在右侧修改限额、级别、启用或补充本行词语，改动先只在这里，不影响任何结果。\n\n"
    "**试跑**：用改动后的规则重查当前项目的数据，列出将新增、消失和变化的问题；不保存任何东西。\n\n"
    "**保存**：存为本行规则包（内置规则包不会被改动）；点“用于本项目”后，下次检查才按它进行。每次保存都留有版本和日志。",
    "On the left all rules; on the right the chosen one's basis, what breaks it and what does not, its limits, words and record in this project.\n\n"
    "**Changes** to limits, grade, on or off, and the bank's own words stay on this page first and touch no result.\n\n"
    "**Try** checks the present data again under the changed rules and lists what would come, go and change; nothing is stored.\n\n"
    "**Save** keeps them as the bank's own pack (built-in packs never change); “Use for this project” makes the next check follow it. "
    "Every version is kept, and told in the trail.",
)
PACK = Text("规则包", "Policy pack")
BUILT_IN = Text("{title}（内置）", "{title} (built in)")
OWN = Text("{title}（本行，第 {version} 版）", "{title} (own, version {version})")
IN_USE = Text("本项目使用：{name}", "This project: {name}")
RULES = Text("规则", "Rules")
ON = Text("启用", "On")
RULE = Text("规则", "Rule")
GRADE = Text("级别", "Grade")
HITS = Text("命中", "Hits")
OVERRULED = Text("误报率", "Overruled")
ONS: Mapping[bool, Text] = {True: Text("✔ 启用", "✔ on"), False: Text("○ 停用", "○ off")}
CHANGED = Text("{title} •", "{title} •")
SEARCH = Text("查找规则", "Search the rules")
BASIS = Text("依据", "Basis")
BREAKS = Text("属于违反", "What breaks it")
KEEPS = Text("不属于违反", "What does not")
RECORD = Text("在本项目中", "In this project")
RECORD_LINE = Text(
    "命中 {findings:,} 条；已作结论 {decided:,} 条，其中误报 {overruled:,} 条{share}。",
    "Hits: {findings:,}; decided: {decided:,}, overruled of these: {overruled:,}{share}.",
)
SHARE = Text("（{share}）", " ({share})")
CONFIRMED = Text("已确认的例子", "Confirmed here")
DISMISSED = Text("被判为误报的例子", "Overruled here")
NO_BASIS = Text("银行制度或委托合同约定", "the bank's own policy or the contract")
IN_PACK = Text("在这个规则包中", "In this pack")
LIMITS = Text("限额", "Limits")
COMMON = Text("通用限额", "Limits of all rules")
NO_LIMITS = Text("这条规则没有可调的限额。", "This rule has no limit to change.")
NOT_ASKED = Text("不作要求", "not asked")
USED = Text("适用", "applies")
YES = Text("是", "yes")
CHOICES: Mapping[str, Text] = {
    "required": Text("必须", "required"), "if_agreed": Text("经同意后", "if agreed"), "if_lost": Text("失联时可以", "if lost"),
    "barred": Text("一律禁止", "barred"), "allowed": Text("可以", "allowed"), "home": Text("家中", "home"), "office": Text("单位", "office"),
}  # fmt: skip
WORDS = Text("词语", "Words")
OWN_WORDS = Text("本行补充的词语（用顿号分开）", "The bank's own words (separated by commas)")
OWN_WORDS_OF = Text("为“{concept}”补充词语", "Own words for “{concept}”")
SHIPPED = Text("自带 {count} 个，如：{some}", "{count} ship with it, such as: {some}")
CHANGES = Text("● 有 {count} 处改动尚未保存", "● changes not saved: {count}")
NAME = Text("本行规则包名称", "Name of the bank's pack")
TRY = Text("试跑", "Try")
SAVE = Text("保存", "Save")
DISCARD = Text("放弃改动", "Discard")
USE = Text("用于本项目", "Use for this project")
SAVED = Text("已保存规则包“{name}”第 {version} 版。", "Pack “{name}” was saved as version {version}.")
USED_NOW = Text("本项目改用规则包“{name}”，重新检查后生效。", "This project now uses “{name}”; check again to apply it.")
CHECK_NOW = Text("去检查", "Check")
NAME_NEEDED = Text("请为本行规则包起一个名称。", "Give the bank's pack a name.")
TRIED = Text(
    "试跑结果：新增 {added} 条 · 消失 {gone} 条（其中 {decided} 条已有结论）· 变化 {changed} 条 · 不变 {unchanged} 条。没有保存任何东西。",
    "Tried: {added} come · {gone} go ({decided} of them decided) · {changed} change · {unchanged} stay. Nothing was stored.",
)
TRIAL = Text("试跑的差异", "What the trial changes")
SIDES: tuple[Text, ...] = (Text("规则说明", "The rule"), Text("试跑差异", "Trial"))
DIFFS: Mapping[str, Text] = {
    "added": Text("＋ 新增", "+ comes"),
    "gone": Text("－ 消失", "− goes"),
    "changed": Text("≠ 变化", "≠ changes"),
}
DIFF = Text("差异", "Change")
CASE = Text("案件编号", "Case")
QUOTE = Text("原话", "Quote")
NO_TRIAL = Text("还没有试跑。改动限额或词语后点“试跑”。", "Nothing was tried yet. Change limits or words, then “Try”.")
NO_DIFFERENCE = Text("试跑完成：与最近一次检查没有差异。", "Tried: no difference to the last check.")
NO_PROJECT = Text("试跑需要先打开一个已检查过的项目。", "Open a project that was checked to try the pack on it.")
