"""What the sampling page says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text
from audit.sampling import METHOD_NAMES

TITLE = Text("抽样", "Sampling")
HELP = Text(
    "抽取一部分外访由人逐条核查（例如核听录音），用结果推断总体。\n\n"
    "**方法**：随机、等距（按外访日期和时间排列，每隔若干条抽一条）、分层可以推断总体；高风险优先用来找问题，不能推断。\n\n"
    "**样本量**：填入可信赖程度、可容忍偏差率和预计偏差率，程序算出至少抽多少条，并写明算法。\n\n"
    "**种子**：同样的数据、方法、样本量和种子，任何人任何时候抽出的都是同样的外访。\n\n"
    "**核查**：选中一条按 1 无偏差、2 有偏差、0 清除，自动到下一条；回车查看该次外访。可用 Ctrl+Z 撤销。",
    "Some visits are looked at by hand (their recording heard, say), and what is found tells of the whole.\n\n"
    "**Methods**: random, interval (every so many in the order of day and hour) and stratified samples tell of the whole; risk first finds problems, and tells nothing of the rest.\n\n"
    "**Size**: from confidence, tolerable and expected rate the program works out how many are needed, and says how.\n\n"
    "**Seed**: the same data, method, size and seed give the same visits to anybody at any time.\n\n"
    "**Checking**: 1 no deviation, 2 deviation, 0 clears; the next one follows by itself; Enter shows the visit. Ctrl+Z undoes.",
)
NEW = Text("新的抽样", "A new sample")
NAME = Text("名称", "Name")
NAMED = Text("抽样 {number}", "Sample {number}")
METHOD = Text("方法", "Method")
METHODS = METHOD_NAMES
STRATUM = Text("分层依据", "Strata")
STRATA: Mapping[str, Text] = {
    "agency": Text("机构", "Agency"), "month": Text("月份", "Month"), "outcome": Text("外访结果", "Outcome"), "weekday": Text("星期", "Weekday"),
}  # fmt: skip
CONFIDENCE = Text("可信赖程度 %", "Confidence %")
TOLERABLE = Text("可容忍偏差率 %", "Tolerable rate %")
EXPECTED = Text("预计偏差率 %", "Expected rate %")
SIZE = Text("样本量", "Size")
WORK_OUT = Text("按上述参数计算样本量", "Work the size out")
SEED = Text("种子", "Seed")
DRAW = Text("抽取", "Draw")
DRAWN = Text("已抽取 {count} 条。", "{count} visits were drawn.")
SAMPLE = Text("样本", "Sample")
TITLED = Text("{name} · {method} · 种子 {seed} · {checked}/{size}", "{name} · {method} · seed {seed} · {checked}/{size}")
EXPORT = Text("导出底稿…", "Export the paper…")
PAPER = Text("{name} 底稿", "{name} paper")
XLSX = Text("Excel 工作簿", "Excel workbook")
EXPORTED = Text("已导出：{name}", "Exported: {name}")
DELETE = Text("删除这份抽样", "Delete this sample")
PLACE = Text("序", "No.")
STATE = Text("核查", "Checked")
STATES: Mapping[str, Text] = {
    "": Text("○ 未查", "○ Open"), "ok": Text("✔ 无偏差", "✔ No deviation"), "deviation": Text("✘ 有偏差", "✘ Deviation"),
}  # fmt: skip
CASE = Text("案件编号", "Case")
DAY = Text("外访日期", "Date")
AGENCY = Text("机构", "Agency")
VISITORS = Text("外访人员", "Visitors")
ACCOUNT = Text("外访经过", "Account")
NOTE = Text("说明", "Note")
NOTE_HINT = Text("核查说明（随 1 或 2 一起保存）", "A note, stored with 1 or 2")
OK = Text("无偏差", "No deviation")
DEVIATION = Text("有偏差", "Deviation")
CLEAR = Text("清除", "Clear")
LOOK = Text("查看外访", "Show the visit")
RESULT = Text("结果", "Result")
PROGRESS = Text("已查 {checked} / {size} 条，偏差 {deviations} 条", "{checked} of {size} checked, deviations: {deviations}")
STRATA_LINE = Text("{stratum}：抽 {drawn}，查 {checked}，偏差 {bad}", "{stratum}: {drawn} drawn, {checked} checked, {bad} deviate")
EMPTY = Text(
    "还没有抽样。在左侧填好方法和样本量后点“抽取”。", "There is no sample yet. Choose method and size on the left, then “Draw”."
)
KEPT = Text("✔ 可接受", "✔ Kept")
NOT_KEPT = Text("✘ 超过可容忍偏差率", "✘ Above the tolerable rate")
NOT_EXTENDED = Text("◇ 不推断总体", "◇ Says nothing of the whole")
UNFINISHED = Text("○ 核查未完成", "○ Not finished")
