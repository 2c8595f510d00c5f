"""What the import says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("导入", "Import")
HELP = Text(
    "五步导入机构交来的文件，随时可以返回上一步，已填的内容都会保留。\n\n**1 文件**：拖入或选择文件。被 Excel 占用的，请先关闭再点“重试”；加密的，在下方输入密码。\n\n"
    "**2 表与表头**：确认要导入的工作表。表头识别有误时，点正确的那一行；文本文件（csv、txt）出现乱码时，另选“文字编码”。\n\n**3 列对应**：确认每一列的含义；可从左侧把字段拖到某一列上，也可直接选择。"
    "不对应的列会作为附加信息保留。可保存为该机构的模板，下次自动识别。\n\n**4 数据体检**：逐类查看读不出或可疑的内容，可导出清单请机构更正。程序不会悄悄修改数据。\n\n"
    "**5 确认**：导入后仍可撤销。",
    "Five steps bring the agencies' files in; one can go back at any time and nothing typed is lost.\n\n**1 Files**: drop or choose them. Close those that Excel holds and "
    "choose Retry; type the password of encrypted ones below.\n\n**2 Table and header**: confirm the sheets. Where the header was not found rightly, choose the right row; where a text file (csv, txt) looks garbled, choose another encoding.\n\n"
    "**3 Columns**: confirm what each column means: drag a field onto a column, or choose it. Other columns are kept as they are. Saved as the agency's template, they are "
    "recognised the next time.\n\n**4 Health**: what could not be read, kind by kind; the list can be exported for the agency. Nothing is repaired silently.\n\n**5 Confirm**: an import can be undone.",
)
STEPS = (
    Text("文件", "Files"),
    Text("表与表头", "Table and header"),
    Text("列对应", "Columns"),
    Text("数据体检", "Health"),
    Text("确认", "Confirm"),
)
STEP = Text("第 {number} 步：{name}", "Step {number}: {name}")
BACK = Text("上一步", "Back")
NEXT = Text("下一步", "Next")
STRAIGHT = Text("识别无误，直接确认", "All recognised: confirm")
# files
DROP = Text("把外访日志、案件台账、人员备案表拖到这里", "Drop visit logs, case files and staff registers here")
DROP_HINT = Text(
    "可一次拖入多个文件或整个文件夹。支持 xlsx、xls、xlsb、ods、csv；原文件不会被改动。",
    "Several files or a whole folder at once. xlsx, xls, xlsb, ods, csv; the files are never changed.",
)
CHOOSE = Text("选择文件…", "Choose files…")
FILES = Text("待导入的文件", "Files to import")
FILE = Text("文件", "File")
SIZE = Text("大小", "Size")
KIND = Text("识别为", "Recognised as")
AGENCY = Text("机构", "Agency")
ROWS = Text("行数", "Rows")
DOUBTS = Text("存疑", "Doubts")
STATE = Text("状态", "State")
READY = Text("✓ 已就绪", "✓ ready")
BY_TEMPLATE = Text("✓ 按模板“{name}”识别", "✓ recognised by template “{name}”")
READING = Text("正在识别…", "being recognised…")
ALREADY = Text("● 已导入过，将跳过", "● imported before; will be skipped")
LOCKED = Text(
    "✗ 文件被占用：请在 Excel/WPS 中关闭后点“重试”", "✗ held by another program: close it in Excel or WPS, then choose Retry"
)
NEEDS_PASSWORD = Text("✗ 需要密码：在下方输入", "✗ needs a password: type it below")
NOT_KNOWN = Text("✗ 认不出表头：到第 2 步点出表头行", "✗ no header was recognised: choose its row in step 2")
FAILED = Text("✗ {text}", "✗ {text}")
RETRY = Text("重试", "Retry")
REMOVE = Text("移除", "Remove")
PASSWORD = Text("“{name}”的密码", "Password of “{name}”")
PASSWORD_NAME = Text("工作簿密码", "Password of the workbook")
UNLOCK = Text("打开", "Open")
IMPORTED = Text("本项目已导入的文件", "Files imported into this project")
WHEN = Text("导入时间", "Imported")
WHO = Text("导入人", "By")
UNDO = Text("撤销此次导入", "Undo this import")
REDO = Text("恢复此次导入", "Import it again")
LIVE = Text("● 使用中", "● in use")
SUPERSEDED = Text("○ 已被新版本替代", "○ replaced by a newer version")
UNDONE = Text("○ 已撤销", "○ undone")
WAS_UNDONE = Text(
    "已撤销导入“{name}”，数据仍保留，可恢复。", "The import of “{name}” was undone; its data are kept and can be had again."
)
WAS_REDONE = Text("已恢复导入“{name}”。", "“{name}” is imported again.")
SHEETS_FILTER = Text("表格文件", "Spreadsheets")
ALL_FILES = Text("所有文件", "All files")
NO_FILES = Text("先添加至少一个文件。", "Add at least one file first.")
WAIT = Text("正在识别文件，请稍候。", "The files are being recognised.")
NOTHING_USABLE = Text(
    "这些文件都还不能导入，请先处理上面标 ✗ 的问题。", "None of these files can be imported yet; see those marked ✗."
)
SEEN_ALL = Text("{ready} 个文件可导入{more}。", "{ready} files can be imported{more}.")
SOME_NOT = Text("，{bad} 个有问题", ", {bad} cannot")
# tables
SHEETS = Text("工作表", "Sheets")
SHEET = Text("{name}（{rows} 行）", "{name} ({rows} rows)")
NO_TABLE = Text("未发现记录表", "no table found")
USE_SHEET = Text("导入此工作表", "Import this sheet")
HIDDEN = Text("隐藏的工作表", "hidden sheet")
HEADER_AT = Text("表头在第 {row} 行。点击其他行可更改。", "The header is row {row}. Choose another row to change it.")
NO_HEADER = Text("没有认出表头。请点击表头所在的那一行。", "No header was recognised. Choose the row in which it stands.")
HEADER_MARK = Text("▶ 表头", "▶ header")
THIS_IS_HEADER = Text("将选中行作为表头", "The chosen row is the header")
RECOGNISE_AGAIN = Text("恢复自动识别", "Recognise it again")
KIND_AS = Text("作为", "Read as")
KIND_AUTO = Text("自动识别", "as recognised")
TEXT_FORM = Text("分隔符 {delimiter}", "separator {delimiter}")
ENCODING = Text("文字编码", "Text encoding")
ENCODING_AUTO = Text("自动识别（{encoding}）", "as recognised ({encoding})")
ENCODING_AUTO_BARE = Text("自动识别", "as recognised")
#: What agencies' programs write; the names are the reader's.
ENCODINGS: tuple[tuple[str, Text], ...] = (
    ("utf-8", Text("UTF-8", "UTF-8")),
    ("gb18030", Text("GB18030（简体，含 GBK）", "GB18030 (simplified, GBK)")),
    ("big5hkscs", Text("Big5（繁体）", "Big5 (traditional)")),
    ("utf-16", Text("UTF-16", "UTF-16")),
    ("windows-1252", Text("Windows-1252（西文）", "Windows-1252 (western)")),
)
UNFIT = Text(
    "✗ 有 {count} 处不是有效的 {encoding}，以 � 显示：请改选其他编码。",
    "✗ {count} places are not valid {encoding} and are shown as �: choose another encoding.",
)
PREVIEW = Text("原表预览", "The sheet")
RESULT = Text("本表读出 {rows} 行{kind}。", "{kind}: {rows} rows are read from this sheet.")
# columns
FIELDS = Text("我们的字段（拖到右侧的列上）", "Our fields (drag onto a column)")
MUST = Text("（必填）", " (needed)")
FILLED_BY = Text("← {columns}", "← {columns}")
MISSING = Text("✗ 缺", "✗ missing")
COLUMN = Text("文件中的列", "Column of the file")
SAMPLES = Text("示例值", "Sample values")
MEANS = Text("对应字段", "Means")
SURE = Text("把握", "How sure")
SURENESS: Mapping[str, Text] = {
    "high": Text("● 高", "● high"),
    "middle": Text("◐ 中", "◐ middling"),
    "low": Text("○ 低", "○ low"),
    "template": Text("★ 模板", "★ template"),
    "own": Text("✎ 已指定", "✎ chosen"),
    "kept": Text("– 保留", "– kept"),
}
KEPT = Text("（保留为附加信息）", "(kept as it is)")
FIRST_ROWS = Text("读出的前几行", "The first rows as read")
SAVE_AS = Text("保存为模板", "Save as template")
TEMPLATE_NAME = Text("模板名称", "Name of the template")
SAVED = Text("已保存模板“{name}”，下次自动识别。", "Template “{name}” was saved; it will be recognised by itself.")
OF_TEMPLATE = Text("已按模板“{name}”识别", "Recognised by template “{name}”")
MISSING_SAY = Text(
    "缺少必填字段：{fields}。可以继续，但相关规则无法检查。",
    "Needed fields without a column: {fields}. One can go on, but rules that ask for them cannot be checked.",
)
TABLE_OF = Text("文件与工作表", "File and sheet")
# health
CARD = Text("{problem}", "{problem}")
CARD_COUNT = Text("{count} 处", "{count} ×")
CLEAN = Text("没有发现问题，所有内容都按原意读出。", "Nothing to tell: everything was read as meant.")
PROBLEMS = Text("存疑内容", "Doubtful cells")
KINDS_OF = Text("问题类别", "Kinds of problem")
ALL_KINDS = Text("全部", "All")
EXPORT = Text("导出清单给机构…", "Export the list for the agency…")
EXPORTED = Text("已导出：{name}", "Exported: {name}")
LIST_NAME = Text("数据问题清单", "Data problems")
XLSX = Text("Excel 工作簿", "Excel workbook")
NOTHING_REPAIRED = Text(
    "程序不会悄悄修改数据；可先导入，也可请机构更正后重报。",
    "Nothing is repaired silently. Import now, or ask the agency for a corrected file.",
)
ROW = Text("行", "Row")
CELL = Text("原内容", "As typed")
PROBLEM = Text("问题", "Problem")
# confirm
WILL = Text("将导入", "To be imported")
WILL_ROWS = Text("{rows} 行{kind}", "{rows} rows, {kind}")
SKIPPED = Text("跳过（已导入过）", "skipped (imported before)")
LEFT_OUT = Text("不导入：{why}", "not imported: {why}")
INTO = Text("导入到项目", "Into project")
OPEN_PROJECT = Text("当前项目：{name}", "The open project: {name}")
NEW_PROJECT = Text("新建项目", "a new project")
PROJECT_NAME = Text("项目名称", "Name of the project")
LOG_AGENCY = Text("机构名称（日志未载明时使用）", "Agency, where a log names none")
AS_OF = Text("审计基准日", "Audit date")
POLICY = Text("适用规则", "Policy")
DO_BOTH = Text("导入并检查", "Import and check")
DO_IMPORT = Text("仅导入", "Import only")
SUM = Text("共 {rows} 行外访记录，{files} 个文件。", "{rows} visits in {files} files.")
DONE = Text("导入完成：{rows} 行外访记录，{files} 个文件。", "Imported: {rows} visits in {files} files.")
DONE_FAILED = Text("导入完成，但有文件没有导入：{why}", "Imported, but for these files: {why}")
NONE_DONE = Text("没有导入任何文件：{why}", "No file was imported: {why}")
CANCELLED = Text(
    "导入已取消；已完整导入的文件保留，其余没有写入。",
    "The import was stopped. Files that were complete are kept; of the others nothing was stored.",
)
UNDO_DONE = Text("撤销本次导入", "Undo this import")
SUGGESTED = Text("{agency} {month} 外访审计", "{agency} visit audit {month}")
SUGGESTED_BARE = Text("{month} 外访审计", "Visit audit {month}")
COMMA = Text("、", ", ")
