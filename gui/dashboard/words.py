"""What the dashboard says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("看板", "Dashboard")
HELP = Text(
    "每一个数字都能打开它背后的记录：在表格里按回车或双击，在上方的卡片上单击。\n\n"
    "**违规率**是有违规的外访占全部外访的比例；违规包括已确认的和尚未处理的疑似违规，误报不计，待核实单列。\n\n"
    "**上期**是同一机构前一个审计项目的结果；没有上期时不比较。\n\n"
    "**规则 × 机构**、**时段**两张表颜色越深数字越大，数字本身写在格子里，黑白打印也看得清。\n\n"
    "Ctrl+C 复制表格到 Excel，Ctrl+Shift+C 复制为图片。",
    "Every number opens the rows behind it: Enter or a double click in a table, a click on a tile.\n\n"
    "**The rate** is the share of visits with a violation; confirmed ones and undecided suspicions count, overruled ones do not, what waits stands apart.\n\n"
    "**Before** is the former project of the same agency; without one nothing is compared.\n\n"
    "**Rule × agency** and **hours**: the darker the more; the number stands in the cell and can be read in black and white.\n\n"
    "Ctrl+C copies the table for Excel, Ctrl+Shift+C a picture.",
)
SHEETS: Mapping[str, Text] = {
    "agency": Text("机构", "Agencies"),
    "rule": Text("规则", "Rules"),
    "person": Text("人员", "People"),
    "month": Text("月度", "Months"),
    "heat": Text("规则 × 机构", "Rule × agency"),
    "hours": Text("时段", "Hours"),
}
CAPTIONS: Mapping[str, Text] = {
    "agency": Text("各机构违规率", "Rate of visits with a violation, by agency"),
    "rule": Text("各规则违规项数", "Violations by rule"),
    "person": Text("人员违规率（前 12 名）", "Rate by person (the first 12)"),
    "month": Text("各月违规率", "Rate by month"),
    "heat": Text("各机构在各规则下的违规项数", "Violations by rule and agency"),
    "hours": Text(
        "各时段外访中有违规的次数（括号内为外访次数）", "Visits with a violation by hour and weekday (in brackets: all visits)"
    ),
}
AGENCY = Text("机构", "Agency")
RULE = Text("规则", "Rule")
PERSON = Text("人员", "Person")
STAFF_NUMBER = Text("工号", "Number")
MONTH = Text("月份", "Month")
HOUR = Text("时", "Hour")
VISITS = Text("外访", "Visits")
VIOLATING = Text("有违规", "With violation")
RATE = Text("违规率", "Rate")
WAITING = Text("待核实", "To verify")
VIOLATIONS = Text("违规项", "Violations")
FORMER = Text("上期违规率", "Rate before")
FORMER_COUNT = Text("上期违规项", "Before")
OVERRULED = Text("判为误报", "Overruled")
OVERRULED_SHARE = Text("误报率", "Overruled %")
NOT_GIVEN = Text("（未载明）", "(not given)")
WEEKDAYS: tuple[Text, ...] = (
    Text("周一", "Mon"), Text("周二", "Tue"), Text("周三", "Wed"), Text("周四", "Thu"), Text("周五", "Fri"), Text("周六", "Sat"), Text("周日", "Sun"),
)  # fmt: skip
TILES: Mapping[str, Text] = {
    "visits": Text("外访", "Visits"),
    "violating": Text("违规率", "Rate of violation"),
    "waiting": Text("待核实外访", "Visits to verify"),
    "grave": Text("重大违规外访", "Critical visits"),
    "open": Text("未处理问题", "Undecided findings"),
    "dismissed": Text("误报", "Overruled"),
}
OF = Text("{value:,} / {whole:,}", "{value:,} of {whole:,}")
BEFORE = Text("上期 {value}", "before: {value}")
BEFORE_MORE = Text("上期 {value}，▲ 升 {by}", "before: {value}, ▲ {by} up")
BEFORE_LESS = Text("上期 {value}，▼ 降 {by}", "before: {value}, ▼ {by} down")
POINTS = Text("{points:.1f} 个百分点", "{points:.1f} points")
NO_BEFORE = Text("无上期", "no period before")
ALL_AGENCIES = Text("全部机构", "All agencies")
ALL_MONTHS = Text("全部月份", "All months")
COPY_TABLE = Text("复制表格", "Copy the table")
COPY_PICTURE = Text("复制图片", "Copy as a picture")
OPEN_ROWS = Text("打开这个数字的记录", "Open the rows of this number")
COPIED_TABLE = Text("已复制表格，可粘贴到 Excel。", "The table was copied; paste it into Excel.")
COPIED_PICTURE = Text("已复制图片。", "The picture was copied.")
COUNTING = Text("正在统计…", "Counting…")
NO_RUN = Text(
    "这个项目还没有检查结果。先导入外访日志并运行检查。", "This project was not checked yet. Import visit logs and run the check."
)
TO_CHECK = Text("去检查", "To the check")
CHART = Text("图表", "Chart")
