"""What the table of visits says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("数据", "Data")
HELP = Text(
    "本项目的全部外访记录，用法与 Excel 相近。\n\n**排序**：点列标题；按住 Shift 再点其他列，可按多列排序。\n\n**筛选**：点列标题右侧的漏斗，或在该列按 Alt+↓；"
    "右侧面板里可按值勾选、搜索值、设条件。在单元格上按 Ctrl+Enter 或右击“只看此值”最快。\n\n**查找**：Ctrl+F，输入后只列出含有这些字的记录。\n\n**复制**：选中单元格按 Ctrl+C，粘贴到 Excel 时长号码不会变样。\n\n"
    "**视图**：筛选、排序、列的显示与冻结可以存成视图，随时换回。\n\n最左一列：违 = 有疑似违规，核 = 有待核实，– = 没有发现。双击或按 Enter 到“问题”页查看该次外访的问题。",
    "All visits of the project, with the manners of Excel.\n\n**Sort**: choose a header; Shift with other headers sorts by several columns.\n\n**Filter**: the funnel in a header, or Alt+Down in its column; "
    "the panel at the right offers values, a search in them, and conditions. Ctrl+Enter on a cell, or its right click, shows only its value.\n\n**Find**: Ctrl+F lists only the records that hold these words.\n\n**Copy**: Ctrl+C; long numbers stay as they are in Excel.\n\n"
    "**Views**: filters, order, shown and frozen columns are kept under a name.\n\nFirst column: V = a suspected violation, ? = to be verified, – = nothing found. Double-click or Enter shows the visit's findings.",
)
COUNT = Text("{count} 次外访", "{count} visits")
COUNT_OF = Text("{count} / {total} 次外访", "{count} of {total} visits")
SELECTED = Text("已选 {count} 格", "{count} cells chosen")
FIND = Text("查找（Ctrl+F）", "Find (Ctrl+F)")
FIND_NAME = Text("查找经过、案件、人员、地址", "Find in accounts, cases, people, addresses")
VIEWS = Text("视图", "View")
ALL_ROWS = Text("全部数据", "All data")
SAVE_VIEW = Text("保存视图", "Save the view")
VIEW_NAME = Text("视图名称", "View name")
FORGET_VIEW = Text("删除视图", "Forget the view")
VIEW_SAVED = Text("已保存视图“{name}”。", "View “{name}” was saved.")
COLUMNS = Text("列…", "Columns…")
COLUMNS_TITLE = Text("显示哪些列", "Which columns are shown")
DETAILS = Text("详情", "Details")
CLEAR = Text("清除全部筛选", "Clear all filters")
TABLE = Text("外访记录", "Visits")
MARK = Text("标", "!")
MARK_NAME = Text("检查结果", "Result")
MARKS: Mapping[str, Text] = {
    "violation": Text("违", "V"),
    "waiting": Text("核", "?"),
    "clear": Text("–", "–"),
    "unknown": Text("", ""),
}
MARK_TIPS: Mapping[str, Text] = {
    "violation": Text(
        "违：有疑似违规 {violations} 条，待核实 {waiting} 条", "V: {violations} suspected violations, {waiting} to be verified"
    ),
    "waiting": Text("核：有待核实 {waiting} 条", "?: {waiting} to be verified"),
    "clear": Text("没有发现问题", "nothing found"),
    "unknown": Text("尚未检查", "not checked yet"),
}
ROW = Text("行号", "Row")
FILE = Text("来源文件", "File")
SHEET = Text("工作表", "Sheet")
NO_ROWS = Text("还没有数据。导入外访日志后会列在这里。", "No data yet. Visits are listed here when a log was imported.")
NO_MATCH = Text("没有符合条件的记录。", "No record matches.")
TO_IMPORT = Text("去导入", "Import")
# the filter panel
FILTER_OF = Text("筛选：{column}", "Filter: {column}")
ASCENDING = Text("升序", "Ascending")
DESCENDING = Text("降序", "Descending")
ALSO = Text("追加为次要排序", "Sort by it as well")
FREEZE = Text("冻结至此列", "Freeze up to here")
UNFREEZE = Text("取消冻结", "Unfreeze")
HIDE = Text("隐藏此列", "Hide this column")
BY_VALUE = Text("按值", "By value")
SEARCH_VALUES = Text("搜索值", "Search the values")
EMPTY = Text("（空白）", "(blank)")
MORE = Text("另有 {count} 个值，请输入搜索", "{count} more; type to search")
ALL = Text("全选", "All")
NONE = Text("全不选", "None")
BY_CONDITION = Text("按条件", "By condition")
APPLY = Text("应用", "Apply")
CLEAR_ONE = Text("清除此列筛选", "Clear this filter")
CLOSE = Text("关闭", "Close")
CONDITION = Text("条件", "Condition")
WORDS = Text("条件的内容", "What to compare with")
OPS: Mapping[str, Text] = {
    "": Text("（无）", "(none)"),
    "contains": Text("包含", "contains"),
    "lacks": Text("不包含", "lacks"),
    "starts": Text("开头是", "begins with"),
    "=": Text("等于", "is"),
    "!=": Text("不等于", "is not"),
    ">=": Text("不早于 / 不小于", "from"),
    "<=": Text("不晚于 / 不大于", "up to"),
    "empty": Text("为空", "is blank"),
    "filled": Text("不为空", "is not blank"),
}
CHIP = Text("{column}：{said} ✕", "{column}: {said} ✕")
CHIP_TIP = Text("点击清除这一筛选", "Choose it to clear this filter")
FOUND_CHIP = Text("查找：{said} ✕", "Find: {said} ✕")
VALUES_SAID = Text("{first} 等 {count} 项", "{first} and {count} in all")
BAD_VALUE = Text(
    "“{value}”不能与此列比较，日期请写成 2026-09-01，时间请写成 09:30。",
    "“{value}” cannot be compared with this column; write dates as 2026-09-01, times as 09:30.",
)
COPIED = Text("已复制 {count} 格，可粘贴到 Excel。", "{count} cells were copied; paste them into Excel.")
COPY = Text("复制", "Copy")
ONLY_THIS = Text("只看此值", "Only this value")
HEADER_TIP = Text(
    "{column}：单击排序，按住 Shift 追加排序，右击筛选", "{column}: click sorts, Shift sorts by it as well, right click filters"
)
TO_REVIEW = Text("查看此次外访的问题", "The findings of this visit")
OPEN_FILTER = Text("筛选本列", "Filter this column")
SORT = Text("按本列排序", "Sort by this column")
NEXT_VIEW = Text("显示或隐藏详情", "Show or hide the details")
NOTHING_CHOSEN = Text("选中一行，在此查看全部内容。", "Choose a row to see all of it here.")
SOURCE = Text("来源", "Source")
EXTRA = Text("附加信息", "Further columns")
YES = Text("是", "yes")
NO = Text("否", "no")
