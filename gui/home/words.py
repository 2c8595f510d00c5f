"""What the first page says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("首页", "Home")
HELP = Text(
    "这里列出全部审计项目和今天要做的事。\n\n**开始新的审计**：把机构交来的外访日志拖到虚线框内，或按 Ctrl+O 选择文件；程序会带您走完导入的五步。\n\n"
    "**继续之前的审计**：点项目名称，或在“今天该做什么”里点要做的那一件。\n\n**先试一试**：打开示例项目，里面有三家虚构机构的外访日志，"
    "可以随意操作。\n\n全部数据保存在本机，不联网、不上传。",
    "All audit projects, and what waits to be done today.\n\n**A new audit**: drop the agencies' visit logs on the dashed frame, or press "
    "Ctrl+O to choose them; five steps lead through the import.\n\n**Go on with an audit**: choose a project, or one of the things under "
    "“To do today”.\n\n**Try it first**: open the sample project, with three invented agencies' logs.\n\nEverything stays on this machine; nothing is sent anywhere.",
)
DROP = Text("把机构的外访日志拖到这里", "Drop the agencies' visit logs here")
DROP_HINT = Text(
    "可连同案件台账、人员备案表一起拖入，自动识别；原文件不会被改动。",
    "Case files and staff registers too; each is recognised. The files are never changed.",
)
CHOOSE = Text("选择文件…", "Choose files…")
NEW = Text("新建项目", "New project")
SAMPLE = Text("打开示例项目", "Open the sample project")
SAMPLE_NAME = Text("示例项目 · 2026年9月", "Sample project · September 2026")
PROJECTS = Text("项目", "Projects")
TODAY = Text("今天该做什么", "To do today")
NOTHING_TODAY = Text("没有待办事项。", "Nothing waits.")
NO_PROJECTS = Text(
    "还没有项目。把外访日志拖到上方，或打开示例项目看看。",
    "No project yet. Drop visit logs above, or have a look at the sample project.",
)
LOADING = Text("正在读取项目…", "Reading the projects…")
VISITS = Text("{count} 次外访", "{count} visits")
PROGRESS = Text("已处理 {done} / {total} 条问题", "{done} of {total} findings decided")
NOT_CHECKED = Text("尚未检查", "not checked yet")
NO_FINDINGS = Text("检查完成，没有发现问题", "checked; nothing was found")
AS_OF = Text("基准日 {day}", "as of {day}")
OPENED = Text("已打开", "open")
PIN = Text("固定在最前", "Keep at the top")
UNPIN = Text("取消固定", "No longer keep at the top")
DELETE = Text("删除项目…", "Delete the project…")
DELETE_ASK = Text(
    "将永久删除项目“{name}”及其全部数据与结论，不能撤销；日志中会保留这一操作。",
    "Project “{name}” with all its data and decisions will be deleted for good. This cannot be undone; the trail keeps that it was done.",
)
DELETE_DO = Text("删除", "Delete")
DELETED = Text("已删除项目“{name}”。", "Project “{name}” was deleted.")
GO: Mapping[str, Text] = {
    "import": Text("去导入", "Import"),
    "check": Text("去检查", "Check"),
    "review": Text("去复核", "Review"),
    "evidence": Text("查看", "Look"),
    "letters": Text("去催办", "Follow up"),
    "sign": Text("去签字", "Sign"),
}
# a new project
NEW_TITLE = Text("新建审计项目", "New audit project")
NAME = Text("项目名称", "Name of the project")
AGENCY = Text("受检机构（可不填，日志中有）", "Agency (optional, where logs name it)")
PERIOD = Text("审计期间", "Period")
DAY = Text("审计基准日", "Audit date")
POLICY = Text("适用规则", "Policy")
CREATE = Text("创建并导入文件", "Create and import files")
CANCEL = Text("取消", "Cancel")
SUGGESTED = Text("{year}年{month}月 外访审计", "Visit audit {year}-{month:02d}")
SUGGESTED_PERIOD = Text("{year}年{month}月", "{year}-{month:02d}")
NAME_NEEDED = Text("请填写项目名称。", "Give the project a name.")
# the first start
WELCOME = Text("欢迎使用外访合规审计", "Welcome to Visit Audit")
WELCOME_HINT = Text(
    "检查催收机构的外访日志，标出每条问题的原话，由您确认。全部计算在本机完成，不联网、不上传。",
    "Checks debt-collection agencies' visit logs and quotes the words that prove each finding; you decide. Everything is computed on this machine; nothing is sent anywhere.",
)
LANGUAGE = Text("语言 Language", "Language 语言")
YOUR_NAME = Text("您的姓名（签字与日志中使用）", "Your name (for signatures and the trail)")
ROLE = Text("您的角色", "Your role")
ROLE_HINTS: Mapping[str, Text] = {
    "preparer": Text("编制：导入、检查、复核问题、发整改", "Preparer: imports, checks, decides, writes letters"),
    "reviewer": Text(
        "复核：审阅结论并签字，不能与编制同为一人", "Reviewer: reads the decisions and signs; another person than the preparer"
    ),
    "reader": Text("只读：查看与导出", "Read-only: looks and exports"),
}
STORED_AT = Text("数据保存在：{place}", "Data are kept in: {place}")
START = Text("直接开始", "Start")
