"""The trail for people: what each act is called, and its entries as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.model import Lang, Text
from audit.store.nouns import TrailEntry
from audit.store.rows import dumps

ACTIONS: Mapping[str, Text] = {
    "create": Text("新建项目", "create project"),
    "change": Text("更改项目", "change project"),
    "delete": Text("删除项目", "delete project"),
    "import": Text("导入文件", "import file"),
    "replace": Text("替换导入", "replace import"),
    "undo": Text("撤销导入", "undo import"),
    "redo": Text("恢复导入", "redo import"),
    "run": Text("运行检查", "run check"),
    "decide": Text("作出结论", "decide"),
    "withdraw": Text("撤回结论", "take decision back"),
    "note": Text("提出复核意见", "raise review note"),
    "note_reply": Text("回复复核意见", "reply to review note"),
    "note_edit": Text("修改复核意见", "edit review note"),
    "note_resolve": Text("关闭复核意见", "resolve review note"),
    "note_reopen": Text("重开复核意见", "reopen review note"),
    "sample": Text("抽样", "draw sample"),
    "sample_check": Text("检查样本", "check drawn visit"),
    "sample_delete": Text("删除抽样", "delete sample"),
    "letter": Text("拟整改通知书", "draft letter"),
    "letter_carry": Text("带入本期", "carry letter over"),
    "letter_state": Text("通知书状态", "letter state"),
    "letter_change": Text("修改通知书", "change letter"),
    "letter_drop": Text("移出问题", "take finding out of letter"),
    "letter_answers": Text("登记机构回复", "read answers"),
    "letter_accept": Text("验收整改", "accept answer"),
    "sign": Text("签字", "sign"),
    "unsign": Text("撤回签字", "take signature back"),
    "reopen": Text("定稿后有改动，签字失效", "changed after sign-off, signatures end"),
    "step_undo": Text("撤销", "undo"),
    "step_redo": Text("重做", "redo"),
    "user": Text("用户与角色", "user and role"),
    "setting": Text("更改设置", "change setting"),
    "view": Text("保存视图", "save view"),
    "pack": Text("保存规则包", "save policy pack"),
    "pack_forget": Text("停用规则包", "retire policy pack"),
    "unmask": Text("显示敏感信息", "show personal data"),
    "mask": Text("恢复脱敏", "mask personal data"),
    "export": Text("导出", "export"),
    "print": Text("打印", "print"),
    "open": Text("打开", "open"),
    "lock": Text("锁定", "lock"),
    "unlock": Text("解锁", "unlock"),
    "sign_in": Text("登入", "sign in"),
}
_HEADER = (
    Text("序号", "No."), Text("时间", "Time"), Text("人员", "Who"), Text("动作", "Act"), Text("对象", "What"), Text("由", "From"),
    Text("改为", "To"), Text("理由", "Reason"), Text("校验值", "Hash"),
)  # fmt: skip
#: What a person does beside the data and the window may tell of.
TOLD = frozenset({"unmask", "mask", "export", "print", "open", "lock", "unlock"})


def name(action: str) -> Text:
    return ACTIONS.get(action) or Text(action, action)


def rows(entries: Iterable[TrailEntry], lang: Lang) -> list[tuple[str, ...]]:
    """A header and a row for each entry, as text."""
    listed = [tuple(text.in_(lang) for text in _HEADER)]
    for e in entries:
        act = name(e.action).in_(lang)
        listed.append(
            (str(e.seq), e.at.isoformat(sep=" "), e.who, act, e.what, _plain(e.before), _plain(e.after), e.reason, e.hash)
        )
    return listed


def _plain(values: Mapping[str, object]) -> str:
    return "; ".join(f"{key}={value if isinstance(value, str) else dumps(value)}" for key, value in values.items() if value != "")
