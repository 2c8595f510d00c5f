"""Everything the window says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import FileKind, Outcome, Text

PROGRAM = Text("外访合规审计", "Visit Audit")

# pages and menus
DATA = Text("数据与检查", "Files and check")
FINDINGS = Text("检查发现的问题", "Findings")
PROBLEMS = Text("数据体检", "Unread cells")
RAIL_DATA = Text("数据", "Files")
RAIL_FINDINGS = Text("问题", "Findings")
RAIL_PROBLEMS = Text("数据体检", "Unread cells")
NAVIGATION = Text("页面", "Pages")
MENU_FILE = Text("文件(&F)", "&File")
MENU_CHECK = Text("检查(&C)", "&Check")
MENU_VIEW = Text("视图(&V)", "&View")
MENU_HELP = Text("帮助(&H)", "&Help")
ADD_FILES = Text("添加文件(&O)…", "&Add files…")
START_OVER = Text("清空文件列表(&N)", "&Clear the list of files")
QUIT = Text("退出(&X)", "E&xit")
START_MENU = Text("开始检查(&S)", "&Start the check")
CANCEL_MENU = Text("取消检查(&T)", "S&top the check")
LANGUAGE = Text("语言 Language(&L)", "&Language 语言")
APPEARANCE = Text("外观(&A)", "&Appearance")
LIGHT = Text("浅色(&L)", "&Light")
DARK = Text("深色(&D)", "&Dark")
SYSTEM = Text("跟随系统(&S)", "As the &system")
MASKED = Text("隐藏个人信息(&M)", "&Mask personal data")
MASKING_ON = Text("客户信息已隐藏（Ctrl+M）", "Customers' data are masked (Ctrl+M)")
MASKING_OFF = Text("⚠ 正在显示个人信息（Ctrl+M）", "⚠ Personal data are shown (Ctrl+M)")
FIND = Text("查找(&F)", "&Find")
KEYS = Text("快捷键(&K)", "&Keyboard shortcuts")
ABOUT = Text("关于(&A)", "&About")
ABOUT_TEXT = Text(
    "外访合规审计 {version}\n\n检查委外催收机构的外访日志。全部计算在本机完成，不联网、不上传。",
    "Visit Audit {version}\n\nChecks debt-collection agencies' field-visit logs. Everything is computed on this machine; "
    "nothing is sent anywhere.",
)
KEYS_TEXT = Text(
    "Ctrl+O\t添加文件\nF5\t开始检查\nEsc\t取消检查\nCtrl+1 / 2 / 3\t切换页面\nCtrl+F\t查找\n↑ ↓\t在表格中移动\n"
    "F8 / Shift+F8\t下一条 / 上一条\nCtrl+E\t导出 PDF 报告\nCtrl+Shift+E\t导出工作簿\nF6\t在表格与详情之间切换\nCtrl+M\t隐藏或显示个人信息\nF1\t本帮助",
    "Ctrl+O\tAdd files\nF5\tStart the check\nEsc\tStop the check\nCtrl+1 / 2 / 3\tGo to a page\nCtrl+F\tFind\n"
    "↑ ↓\tMove in a table\nF8 / Shift+F8\tNext / previous finding\nCtrl+E\tExport the PDF report\n"
    "Ctrl+Shift+E\tExport the workbook\nF6\tFrom the table to the details and back\nCtrl+M\tMask or show personal data\nF1\tThis help",
)

STANDING = Text("规则 {policy}（{version}）  ·  审计基准日 {as_of}", "Policy {policy} ({version})  ·  Audit date {as_of}")

# the frame
MENU_EDIT = Text("编辑(&E)", "&Edit")
MENU_GO = Text("前往(&G)", "&Go")
MENU_PAGE = Text("本页(&P)", "This &page")
IMPORT_FILES = Text("导入文件(&I)…", "&Import files…")
NEW_PROJECT = Text("新建审计项目(&N)…", "&New audit project…")
UNDO = Text("撤销(&U)", "&Undo")
REDO = Text("重做(&R)", "&Redo")
UNDO_WHAT = Text("撤销：{what}", "Undo: {what}")
REDO_WHAT = Text("重做：{what}", "Redo: {what}")
UNDONE = Text("已撤销：{what}", "Undone: {what}")
REDONE = Text("已重做：{what}", "Done again: {what}")
BACK = Text("后退(&B)", "&Back")
FORWARD = Text("前进(&F)", "&Forward")
REFRESH = Text("刷新(&R)", "&Refresh")
OTHER_SIDE = Text("在列表与详情之间切换", "From the list to the details and back")
LOCK_NOW = Text("锁定窗口(&L)", "&Lock the window")
HELP = Text("帮助", "Help")
HELP_NOW = Text("本页帮助(&H)", "&Help on this page")
HELP_PAGE = Text("本页", "This page")
HELP_KEYS = Text("快捷键", "Keys")
HELP_RULES = Text("规则", "Rules")
HELP_ABOUT = Text("关于", "About")
KEYS_HERE = Text("本页快捷键", "Keys on this page")
KEYS_EVERYWHERE = Text("各页通用", "Everywhere")
BREAKS = Text("属于违反", "What breaks it")
KEEPS = Text("不属于违反", "What does not")
LOCKED_TITLE = Text("窗口已锁定", "The window is locked")
LOCKED_WHY = Text("{name} 的工作已保存，内容已隐藏。", "{name}'s work is saved and hidden.")
LOCK_CODE = Text("解锁口令", "Code")
LOCK_WRONG = Text("口令不对，请重新输入。", "That is not the code. Try again.")
GO_ON = Text("继续工作", "Go on")
NO_PROJECT = Text("未打开项目", "no project open")
NOBODY = Text("未填写姓名", "no name given")
ROLES: Mapping[str, Text] = {
    "preparer": Text("编制", "Preparer"),
    "reviewer": Text("复核", "Reviewer"),
    "reader": Text("只读", "Read-only"),
}
WHO = Text("{name}（{role}）", "{name} ({role})")
SHOWING = Text("⚠ 个人信息已显示", "⚠ Personal data shown")
HIDDEN = Text("个人信息已隐藏", "Personal data masked")
MASK_TIP = Text("Ctrl+M 切换；显示会记入日志", "Ctrl+M switches; showing is logged")

NO_STEP = Text("没有可以撤销或重做的操作。", "There is nothing to undo or redo.")
RULES_HELP = Text("规则说明(&R)", "&Rules")

# files
DROP_HERE = Text("把外访日志、案件台账、人员备案表拖到这里", "Drop visit logs, case files and staff registers here")
DROP_HINT = Text(
    "可一次拖入多个文件或整个文件夹，程序自动识别类型。支持 xlsx、xls、xlsb、ods、csv；原文件不会被改动。",
    "Several files or a whole folder at once; each is recognised by itself. xlsx, xls, xlsb, ods, csv. "
    "The files themselves are never changed.",
)
TRY_SAMPLES = Text("试用示例文件", "Try the sample files")
CHOOSE_FILES = Text("选择文件…", "Choose files…")
SHEETS_FILTER = Text("表格文件", "Spreadsheets")
ALL_FILES = Text("所有文件", "All files")
FILES = Text("待检查的文件", "Files to be checked")
FILE = Text("文件", "File")
KIND = Text("识别为", "Recognised as")
AGENCY = Text("机构", "Agency")
ROWS = Text("行数", "Rows")
PROBLEM_CELLS = Text("存疑单元格", "Doubtful cells")
STATE = Text("状态", "State")
KINDS: Mapping[FileKind, Text] = {
    FileKind.VISITS: Text("外访日志", "Visit log"),
    FileKind.CASES: Text("案件台账", "Case file"),
    FileKind.STAFF: Text("人员备案表", "Staff register"),
}
READING = Text("正在识别…", "Being read…")
READY = Text("✓ 已就绪", "✓ Ready")
MARK_BAD = Text("✗ ", "✗ ")
NONE = Text("无", "none")
NOT_RECOGNISED = Text(
    "认不出这是外访日志、案件台账还是人员备案表。请确认表头，或从列表中移除。",
    "Neither a visit log, a case file nor a staff register can be recognised. Check its headers, or remove it from the list.",
)
CANCELLED_READING = Text("已取消读取。可点“重试”。", "Reading was stopped. Choose Retry to read it.")
RETRY = Text("重试", "Retry")
REMOVE = Text("移除", "Remove")
POLICY = Text("适用规则", "Policy")
AS_OF = Text("审计基准日", "Audit date")
VENDOR = Text("机构名称（日志未载明时使用）", "Agency, where a log names none")
VENDOR_HINT = Text("可不填", "optional")
START = Text("开始检查", "Start the check")
HINT_NO_FILES = Text("先添加至少一份外访日志。", "Add at least one visit log first.")
HINT_READING = Text("正在识别文件，完成后即可开始。", "Files are being read; the check can start afterwards.")
HINT_NO_LOG = Text("还缺外访日志：以上文件中没有一份被识别为外访日志。", "A visit log is missing: none of these files is one.")
HINT_MORE = Text(
    "可以开始。若再添加案件台账和人员备案表，可检查地址、委托期限和人员资质。",
    "Ready. With a case file and a staff register, addresses, entrustment dates and training can be checked too.",
)
HINT_RUNNING = Text(
    "正在检查，可随时取消；已有的结果不受影响。", "The check is running; it can be stopped at any time and earlier results stay."
)
HINT_READY = Text("可以开始。按 F5 或点右侧按钮。", "Ready. Press F5 or the button.")

# progress and ends
PROGRESS = Text("进度", "Progress")
STARTING = Text("正在开始…", "Starting…")
STOPPING = Text("正在停止…", "Stopping…")
A_SECOND = Text("每秒 {rate} 行", "{rate} rows a second")
TIME_LEFT = Text("约剩 {time}", "about {time} left")
CANCEL = Text("取消", "Cancel")
DETAILS = Text("详情", "Details")
CLOSE = Text("关闭", "Close")
DONE = Text(
    "检查完成：共 {visits} 次外访，发现疑似违规 {violations} 项、待核实 {reviews} 项。",
    "The check is done: {visits} visits, {violations} suspected violations, {reviews} to be verified.",
)
LEFT_OUT = Text("未能检查的文件：{names}。", "Files that could not be checked: {names}.")
CANCELLED = Text("检查已取消，之前的结果没有改变。", "The check was stopped; earlier results are as they were.")
UNEXPECTED = Text(
    "出现了意料之外的错误，已有数据没有改变。请重试；若再次出现，请把“详情”交给技术支持。",
    "Something unexpected went wrong; nothing stored was changed. Try again; if it recurs, hand the details to support.",
)
OUT_OF_MEMORY = Text(
    "内存不足，这一步没有完成。请关闭其他程序后重试。", "There was not enough memory. Close other programs and try again."
)
LOCKED = Text(
    "文件正被其他程序占用或没有权限。请在 Excel/WPS 中关闭后重试。",
    "The file is held by another program, or access is not allowed. Close it in Excel or WPS and try again.",
)

# findings
FINDINGS_TABLE = Text("检查发现列表", "List of findings")
OUTCOME = Text("结果", "Outcome")
GRADE = Text("等级", "Grade")
RULE = Text("规则", "Rule")
VISIT_DATE = Text("外访日期", "Visit date")
CASE = Text("案件编号", "Case")
DECISION = Text("人工结论", "Decision")
MESSAGE = Text("说明", "What was found")
OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.VIOLATION: Text("■ 疑似违规", "■ Suspected"),
    Outcome.REVIEW: Text("◇ 待核实", "◇ To verify"),
}
GRADES: Mapping[int, Text] = {
    1: Text("1 重大", "1 Critical"),
    2: Text("2 严重", "2 Serious"),
    3: Text("3 一般", "3 Ordinary"),
    4: Text("4 提示", "4 Minor"),
}
VERDICTS: Mapping[str, Text] = {
    "confirmed": Text("确认违规", "Confirmed"),
    "dismissed": Text("误报", "Dismissed"),
    "wanted": Text("需补证", "Evidence wanted"),
    "open": Text("未处理", "Open"),
}
UNDECIDED = VERDICTS["open"]
NOT_GIVEN = Text("（空）", "(empty)")
WHOLE_LOG = Text("整份日志", "whole log")
SEARCH = Text("查找经过、说明、案件编号", "Search account, message, case")
SEARCH_HINT = Text("查找（Ctrl+F）", "Search (Ctrl+F)")
ALL_OUTCOMES = Text("全部结果", "All outcomes")
ALL_RULES = Text("全部规则", "All rules")
ALL_AGENCIES = Text("全部机构", "All agencies")
ALL_DECISIONS = Text("全部结论", "All decisions")
CLEAR_FILTERS = Text("清除筛选", "Clear filters")
COUNTS = Text(
    "{visits} 次外访 · 疑似违规 {violations} 项 · 待核实 {reviews} 项",
    "{visits} visits · {violations} suspected · {reviews} to verify",
)
SHOWN = Text("，显示 {shown} / {total}", ", showing {shown} of {total}")
NO_RUN = Text(
    "还没有检查结果。添加外访日志并开始检查后，发现的问题会列在这里。",
    "Nothing has been checked yet. Add visit logs and start the check; findings will be listed here.",
)
NO_FINDINGS = Text("检查已完成，没有发现问题。", "The check is done; nothing was found.")
NO_MATCH = Text("没有符合筛选条件的问题。", "No finding matches these filters.")
TO_DATA = Text("去添加文件", "Add files")
PREVIOUS = Text("上一条", "Previous")
NEXT = Text("下一条", "Next")
PREVIOUS_TIP = Text("上一条（Shift+F8）", "Previous finding (Shift+F8)")
NEXT_TIP = Text("下一条（F8）", "Next finding (F8)")
NOTHING_CHOSEN = Text("在左侧选择一条，查看原文与依据。", "Choose a finding on the left to see its account and its basis.")
ACCOUNT = Text("外访经过", "Account")
ACCOUNT_MARKED = Text("外访经过，证据以粗体和下划线标出", "Account; evidence is bold and underlined")
LEGEND = Text("粗体下划线：本条证据　虚线：其他问题", "bold underlined: this finding   dashed: other findings")
NO_ACCOUNT = Text("（此条没有外访经过）", "(there is no account)")
FACTS = Text("证据、依据与登记内容", "Evidence, basis and columns")
EVIDENCE = Text("证据", "Evidence")
BASIS = Text("依据", "Basis")
CLEARS = Text("什么可以排除", "What would clear it")
AGGRAVATED = Text("升级原因", "Why it is graver")
OTHERS = Text("同一次外访的其他问题", "Other findings on this visit")
COLUMNS = Text("登记内容", "What the log says")
SOURCE = Text("来源", "Source")
AT_ROW = Text("{file} · 工作表“{sheet}” · 第 {row} 行", "{file} · sheet “{sheet}” · row {row}")
AT_LINE = Text("{file} · 第 {row} 行", "{file} · row {row}")
IN_FILE = Text("{file}", "{file}")
AT_SHEET = Text("{file} · 工作表“{sheet}”", "{file} · sheet “{sheet}”")
QUOTED = Text("“{quote}”", "“{quote}”")
IN_BRACKETS = Text("（{text}）", "({text})")
COLON = Text("：", ": ")
EMPTY_CELL = Text("（空白）", "(blank)")
CITED = Text("◀ 证据", "◀ evidence")
YES_NO: Mapping[bool, Text] = {True: Text("是", "yes"), False: Text("否", "no")}
NAMES_JOIN = Text("、", ", ")

# problems
SHEET = Text("工作表", "Sheet")
ROW = Text("行", "Row")
COLUMN = Text("列", "Column")
CELL_VALUE = Text("单元格内容", "Cell")
PROBLEM = Text("问题", "Problem")
PROBLEM_COUNT = Text(
    "{count} 处未能按原意读取。程序不会悄悄修正，请核对原表或请机构重报。",
    "{count} places could not be read as meant. Nothing was repaired silently; compare with the original.",
)
NO_PROBLEMS = Text("没有未能读取的内容。", "Nothing that could not be read.")

# export
EXPORT = Text("导出", "Export")
EXPORT_PDF = Text("PDF 报告(&P)…", "&PDF report…")
EXPORT_SHEET = Text("问题工作簿(&X)…", "Findings &workbook…")
EXPORT_JSON = Text("JSON 数据(&J)…", "&JSON data…")
PDF_FILTER = Text("PDF 文件", "PDF files")
SHEET_FILTER = Text("Excel 工作簿", "Excel workbooks")
JSON_FILTER = Text("JSON 文件", "JSON files")
REPORT_NAME = Text("外访合规检查报告", "Visit audit report")
EXPORTED = Text("已导出：{name}", "Exported: {name}")
OPEN = Text("打开", "Open")
EXPORT_CANCELLED = Text("导出已取消，没有写出文件。", "The export was stopped; no file was written.")
TARGET_LOCKED = Text(
    "“{name}”正被其他程序占用，没有写入。可以关闭它后重试，或换一个名称保存。",
    "“{name}” is held by another program and was not written. Close it and retry, or save under another name.",
)
SAVE_AS = Text("另存为“{name}”", "Save as “{name}”")

FIELDS: Mapping[str, Text] = {
    "visit_id": Text("外访编号", "Visit number"),
    "case_id": Text("案件编号", "Case number"),
    "agency": Text("机构", "Agency"),
    "borrower_name": Text("借款人", "Borrower"),
    "visit_date": Text("外访日期", "Visit date"),
    "start_time": Text("开始时间", "Start"),
    "end_time": Text("结束时间", "End"),
    "visitors": Text("外访人员", "Visitors"),
    "visitor_numbers": Text("人员工号", "Staff numbers"),
    "visit_address": Text("外访地址", "Address visited"),
    "address_type": Text("地址类型", "Kind of address"),
    "home_address": Text("住址", "Home address"),
    "work_address": Text("单位地址", "Work address"),
    "household_address": Text("户籍地址", "Household address"),
    "other_addresses": Text("其他地址", "Other addresses"),
    "person_met": Text("接触对象", "Person met"),
    "relation": Text("与借款人关系", "Relation"),
    "id_shown": Text("是否出示证件", "Credentials shown"),
    "dress": Text("着装", "Dress"),
    "recorded": Text("是否录音录像", "Recorded"),
    "recording_start": Text("录制开始", "Recording from"),
    "recording_end": Text("录制结束", "Recording to"),
    "account": Text("外访经过", "Account"),
    "outcome": Text("外访结果", "Outcome of the visit"),
    "promise_date": Text("承诺还款日", "Promised for"),
    "promise_amount": Text("承诺金额", "Amount promised"),
    "address_verified": Text("地址是否核实", "Address verified"),
    "prior_contact": Text("事先联系", "Prior contact"),
    "latitude": Text("纬度", "Latitude"),
    "longitude": Text("经度", "Longitude"),
    "recorded_at": Text("登记时间", "Entered at"),
    "incident": Text("突发事件", "Incident"),
    "remark": Text("备注", "Remark"),
}


def joined(*texts: Text) -> Text:
    """Sentences one after another."""
    return Text("".join(t.zh for t in texts), " ".join(t.en for t in texts))
