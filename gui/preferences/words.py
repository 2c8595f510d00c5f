"""What the page of settings says."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

TITLE = Text("设置", "Settings")
HELP = Text(
    "这里的设置只影响这台电脑上的您自己。\n\n**身份**：姓名与角色写入结论、签字与日志。编制与复核须为两人。\n\n**隐私**：每次启动都默认隐藏个人信息；"
    "显示个人信息会记入日志。离开座位时按 Ctrl+L 锁定，或设定自动锁定的时间；设了口令，解锁时需要输入。\n\n**模板**：导入时保存的机构列对应模板，不再使用的可以删除。",
    "These settings are yours on this machine.\n\n**Who you are**: name and role stand in decisions, signatures and the trail. Preparer and reviewer are two people.\n\n"
    "**Privacy**: personal data are masked at every start; showing them is logged. Ctrl+L locks the window, or it locks by itself; a code is asked for where one is set.\n\n"
    "**Templates**: columns of agencies' logs as settled at import; those no longer used can be deleted.",
)
LOOKS = Text("界面", "Looks")
LANGUAGE = Text("语言 Language", "Language 语言")
SCHEME = Text("外观", "Appearance")
SCHEMES: Mapping[str, Text] = {
    "system": Text("跟随系统", "as the system"),
    "light": Text("浅色", "Light"),
    "dark": Text("深色", "Dark"),
}
WHO = Text("身份", "Who you are")
NAME = Text("姓名", "Name")
ROLE = Text("角色", "Role")
SAVE = Text("保存", "Save")
SAVED = Text("已保存：{name}（{role}）。", "Saved: {name} ({role}).")
PRIVACY = Text("隐私", "Privacy")
MASKED = Text(
    "隐藏个人信息（每次启动默认开启；关闭会记入日志）", "Mask personal data (on at every start; switching it off is logged)"
)
LOCK = Text("无操作后自动锁定", "Lock by itself after")
MINUTES = Text("{count} 分钟", "{count} minutes")
NEVER = Text("从不", "never")
CODE = Text("解锁口令（可不设）", "Code to unlock (optional)")
SET_CODE = Text("设定口令", "Set the code")
DROP_CODE = Text("取消口令", "Remove the code")
CODE_SET = Text("已设定解锁口令。", "A code is set.")
CODE_GONE = Text("已取消解锁口令。", "There is no code any more.")
HAS_CODE = Text("已设口令", "a code is set")
NO_CODE = Text("未设口令", "No code is set")
DATA = Text("数据", "Data")
PLACE = Text("数据文件：{place}", "Data file: {place}")
LOG = Text("错误日志：{place}（只含程序位置，不含个人信息）", "Error log: {place} (places in the program only, no personal data)")
OPEN_FOLDER = Text("打开所在文件夹", "Open its folder")
OFFLINE = Text("程序不联网、不上传任何数据。", "The program uses no network and sends nothing anywhere.")
TEMPLATES = Text("机构列模板", "Agencies' column templates")
NO_TEMPLATES = Text("还没有模板。导入第 3 步“列对应”中可以保存。", "No template yet; step 3 of the import saves them.")
FORGET = Text("删除模板", "Delete the template")
FORGOTTEN = Text("已删除模板“{name}”。", "Template “{name}” was deleted.")
