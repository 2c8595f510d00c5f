"""What the report page says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("报告", "Report")
HELP = Text(
    "左侧决定报告怎样出，右侧随即显示**将要导出的 PDF 页面本身**，不是示意图。\n\n"
    "**版本**：监管版不显示姓名；内部版供本行使用，含处理结论与底稿；机构版只含该机构自己的记录。\n\n"
    "**章节**：一至七章是检查结果和局限，必须保留；其余可以不印，封面会写明未印的部分。\n\n"
    "**导出**：Ctrl+E 写出 PDF，内嵌检查结果，可附本行证书签名。导出后请记下“封存校验值”，日后可据此验真。目标文件被占用时，会提供另一个名称，不会丢失。\n\n"
    "**封存包**：报告、检查结果、规则、原始文件校验值和日志装在一个文件里。\n\n"
    "**验真**：选择以前导出的 PDF 或封存包，程序指出它是否改动过、改动在哪里。全部在本机完成。",
    "On the left you say how the report is to be; on the right are **the very pages of the PDF** that will be exported.\n\n"
    "**Edition**: the regulator's shows no names; the internal one is for the bank and holds decisions and working papers; an "
    "agency's holds its own records only.\n\n"
    "**Sections**: one to seven are the findings and their limits and always stay; others may be left out, and the cover says which.\n\n"
    "**Export**: Ctrl+E writes the PDF with its findings inside, signed with your certificate if you choose one. Note the seal: by "
    "it a file can be verified later. Where the target is held by another program, another name is offered and nothing is lost.\n\n"
    "**Sealed bundle**: report, findings, policy, digests of the inputs and the trail in one file.\n\n"
    "**Verify**: choose a PDF or bundle exported earlier; the program says whether and where it was changed. All of it on this machine.",
)
EDITION = Text("版本", "Edition")
EDITIONS: Mapping[str, Text] = {
    "regulator": Text("监管版", "Regulator's"),
    "internal": Text("内部版", "Internal"),
    "agency": Text("机构版", "Agency's"),
}
SCOPE = Text("机构范围", "Agencies")
ALL_AGENCIES = Text("全部机构", "All agencies")
EACH_AGENCY = Text("每家机构各一份", "One report for each")
UNNAMED = Text("（未载明机构）", "(agency not named)")
LANGUAGE = Text("报告语言", "Language")
SECTIONS = Text("章节", "Sections")
SECTIONS_HINT = Text("一至七章必须保留", "one to seven always stay")
COVER = Text("封面", "Cover")
COVER_FIELDS: Mapping[str, Text] = {
    "number": Text("文号", "Number"),
    "bank": Text("检查单位", "Checked by"),
    "addressee": Text("收件人", "To"),
    "team": Text("检查组", "Team"),
    "contract": Text("委托合同的检查条款", "Clause of the contract"),
}
#: Where a field's name does not say all: what stands in it while it is empty.
COVER_HINTS: Mapping[str, Text] = {
    "contract": Text("如：第七条第二款（印在通知书上）", "e.g. Article 7(2); printed in notices"),
}
MASKING = Text("仍然显示（其余脱敏）", "Shown (all else is masked)")
CLEAR: Mapping[str, Text] = {
    "visitors": Text("外访员姓名", "Visitors' names"),
    "borrowers": Text("借款人及第三人姓名", "Names of borrowers, third persons"),
    "rooms": Text("房间号", "Room numbers"),
}
OPENED = Text(
    "显示的内容多于“{edition}”通常所示，导出时会记入日志。",
    "More is shown than the “{edition}” edition usually does; exporting it is logged.",
)
RULES_OUT = Text("含仅供内部掌握的规则（承诺到期未跟进）", "With desk-only rules (missed follow-up)")
SIGNATURE = Text("电子签名", "Signature")
CERTIFICATE = Text("选择证书…", "Certificate…")
NO_CERTIFICATE = Text("不签名", "not signed")
DROP_CERTIFICATE = Text("不用证书", "No certificate")
PASSWORD = Text("证书密码", "Password of the certificate")
CERTIFICATES = Text("证书", "Certificates")
EXPORT = Text("其他格式", "Other formats")
EXPORT_KINDS: Mapping[str, tuple[Text, Text]] = {
    "pdf": (Text("导出 PDF…", "Export the PDF…"), Text("PDF 文件", "PDF files")),
    "xlsx": (Text("Excel 问题明细…", "Findings workbook…"), Text("Excel 工作簿", "Excel workbooks")),
    "json": (Text("JSON 数据…", "JSON data…"), Text("JSON 文件", "JSON files")),
    "zip": (Text("封存包…", "Sealed bundle…"), Text("封存包", "Sealed bundles")),
}
UNMASKED_TARGET = Text(
    "工作簿、JSON 和封存包供本行内部留存，内容未脱敏。",
    "Workbook, JSON and bundle are for the bank's own keeping and are not masked.",
)
VERIFY = Text("验真", "Verify")
VERIFY_FILE = Text("验真文件…", "Verify a file…")
REPORTS_FILTER = Text("报告与封存包", "Reports and bundles")
BACK_TO_REPORT = Text("返回报告", "Back to the report")
PREVIEW = Text("报告页面预览", "The report's pages")
PAGE_OF = Text("第 {page} / {total} 页", "Page {page} of {total}")
ZOOM_IN = Text("放大", "Zoom in")
ZOOM_OUT = Text("缩小", "Zoom out")
FIT = Text("适合宽度", "Fit the width")
PREPARING = Text("正在准备报告页面…", "The report's pages are being prepared…")
REFRESH = Text("重新生成预览", "Draw the preview anew")
NO_RUN = Text(
    "这个项目还没有检查结果。先导入外访日志并运行检查，再来出报告。",
    "This project was not checked yet. Import visit logs and run the check first.",
)
TO_CHECK = Text("去检查", "To the check")
CANCELLED = Text("预览已取消。", "The preview was stopped.")
LAST = Text("已导出", "Exported")
SEAL = Text("封存校验值", "Seal")
OPEN = Text("打开", "Open")
OPEN_FOLDER = Text("打开所在文件夹", "Open its folder")
COPY_SEAL = Text("复制校验值", "Copy the seal")
COPIED = Text("已复制校验值。", "The seal was copied.")
MORE_FILES = Text("{name} 等 {count} 个文件", "{name} and {more} more")
EXPORT_STOPPED = Text("导出已取消，没有写出文件。", "The export was stopped; no file was written.")
NAMES: Mapping[str, Text] = {
    "regulator": Text("外访合规检查报告-监管版", "visit-audit-report-regulator"),
    "internal": Text("外访合规检查报告-内部版", "visit-audit-report-internal"),
    "agency": Text("外访合规检查结果", "visit-audit-results"),
}
LOCKED = Text(
    "“{name}”正被其他程序打开，没有写入，原文件未改动。可关闭它后重试，或换一个名称保存。",
    "“{name}” is open in another program and was not written. Close it and retry, or save under another name.",
)
SAVE_AS = Text("另存为“{name}”", "Save as “{name}”")
SIGN_STATES: Mapping[str, Text] = {
    "open": Text("○ 尚未签字：报告为草稿", "○ Not signed: the report is a draft"),
    "prepared": Text("◐ 编制已签，复核未签：报告为草稿", "◐ Signed by the preparer only: a draft"),
    "signed": Text("● 编制与复核均已签字", "● Signed by preparer and reviewer"),
    "reopened": Text("▲ 签字后有改动，签字已失效：报告为草稿", "▲ Changed after sign-off: signatures ended, a draft"),
}
TO_SIGNOFF = Text("去签字", "Sign")
# verifying
VERIFY_HINT = Text("把以前导出的 PDF 报告或封存包拖到这里", "Drop a PDF report or sealed bundle exported earlier")
VERIFY_WHY = Text(
    "程序逐页、逐项核对它是否改动过。可填入出具时记录的封存校验值一并核对。全部在本机完成。",
    "Page by page and finding by finding it is checked for changes. Enter the seal noted at issue to compare it too. All on this machine.",
)
CHOOSE_FILE = Text("选择文件…", "Choose a file…")
SEAL_NOTED = Text("出具时记录的封存校验值（可不填）", "The seal noted at issue (optional)")
UNCHANGED = Text("✔ 未改动", "✔ Unchanged")
CHANGED = Text("✘ 已改动", "✘ Changed")
UNKNOWN = Text("？ 无法核验", "? Nothing can be said")
VERIFYING = Text("正在核验…", "Verifying…")
CHANGES = Text("改动之处", "What was changed")
FACTS = Text("文件情况", "About the file")
MORE_CHANGES = Text("另有 {count} 处改动。", "{count} more changes.")
