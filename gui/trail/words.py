"""What the trail page says."""

from __future__ import annotations

from audit.model import Text

TITLE = Text("日志", "Trail")
HELP = Text(
    "谁在什么时候做了什么，由什么改成什么，为什么。日志只能追加，不能修改或删除。\n\n"
    "每一条都含有上一条的校验值，连成一条链。**核对校验链**会从头重算；若有人在程序之外改动、删除或插入过，程序指出是从第几条开始的。\n\n"
    "日志不含借款人的姓名、电话和地址。**导出**得到的文件可用 Excel 打开。",
    "Who did what, when, from what to what, and why. Entries are only ever added.\n\n"
    "Each holds the former one's hash. **Check the chain** computes all of them anew; where somebody changed, removed or put in an "
    "entry outside this program, it tells the first one.\n\n"
    "No borrower's name, phone number or address is in it. The **exported** file opens in Excel.",
)
CHECK = Text("核对校验链", "Check the chain")
WHOLE = Text("校验链完整：日志没有被改动过。", "The chain is whole: nothing in the trail was changed.")
BROKEN = Text(
    "校验链在第 {seq} 条断开：这一条或它之前的记录在本程序之外被改动、删除或插入过。请停止使用这份数据，保留原文件并报告。",
    "The chain breaks at entry {seq}: it, or what stood before it, was changed, removed or put in outside this program. "
    "Stop using these data, keep the file and report it.",
)
SHOW_BROKEN = Text("查看第 {seq} 条", "Show entry {seq}")
EXPORT = Text("导出…", "Export…")
FILE_NAME = Text("外访审计日志.csv", "visit-audit-trail.csv")
CSV = Text("表格文件", "Tables")
EXPORTED = Text("已导出 {count} 条：{name}", "{count} entries exported: {name}")
ALL_PROJECTS = Text("全部项目", "All projects")
THIS_PROJECT = Text("当前项目", "This project")
EVERYBODY = Text("全部人员", "Everybody")
EVERYTHING = Text("全部动作", "All acts")
ALWAYS = Text("全部时间", "At any time")
TODAY = Text("今天", "Today")
DAYS = Text("最近 {days} 天", "The last {days} days")
SEARCH = Text("查找对象、理由、内容", "Search object, reason, values")
SCOPE = Text("范围", "Scope")
WHO = Text("人员", "Who")
ACT = Text("动作", "Act")
WHEN = Text("时间", "Time")
NUMBER = Text("序号", "No.")
WHAT = Text("对象", "Object")
BEFORE = Text("由", "From")
AFTER = Text("改为", "To")
REASON = Text("理由", "Reason")
HASH = Text("校验值 {hash}　上一条 {former}", "hash {hash}   former {former}")
COUNTS = Text("{shown:,} 条", "{shown:,} entries")
CUT = Text("只显示最近 {shown:,} 条；导出含全部", "the latest {shown:,} are shown; an export holds all")
