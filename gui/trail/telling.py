"""Telling: what the trail holds under short names, in a person's words. The entries themselves stay as they were written and chained."""

from __future__ import annotations

from collections.abc import Mapping

from audit.bankpack import LIMITS
from audit.model import Text
from audit.policy import load, names
from audit.reasons import REASONS
from audit.rules import RULES
from audit.store import trail_words
from gui import words as common
from gui.importing.words import LIST_NAME
from gui.letters.words import STATES
from gui.report.words import CLEAR, EDITIONS
from gui.sampling.words import METHODS
from gui.sampling.words import STATES as CHECKED
from gui.signoff.words import NOTE_STATES
from gui.tongue import Tongue

OBJECTS: Mapping[str, Text] = {
    "project": Text("项目", "project"), "finding": Text("问题", "finding"), "import": Text("导入", "import"), "letter": Text("通知书", "letter"),
    "note": Text("复核意见", "review note"), "pack": Text("规则包", "policy pack"), "run": Text("检查", "check"), "sample": Text("抽样", "sample"),
    "step": Text("操作步骤", "step"), "user": Text("人员", "person"), "view": Text("视图", "view"), "visit": Text("外访", "visit"),
    "setting": Text("设置", "setting"), "window": Text("窗口", "window"), "trail": Text("日志", "trail"), "report": Text("报告", "report"),
}  # fmt: skip
KEYS: Mapping[str, Text] = {
    "verdict": Text("结论", "decision"), "decision": Text("结论编号", "no."), "state": Text("状态", "state"), "finding": Text("问题", "finding"),
    "version": Text("版本", "version"), "findings": Text("问题数", "findings"), "size": Text("样本量", "size"), "run": Text("检查", "check"),
    "role": Text("角色", "role"), "part": Text("签字栏", "as"), "kind": Text("种类", "kind"), "items": Text("条目", "items"),
    "accepted": Text("验收", "accepted"), "what": Text("内容", "what"), "visits": Text("外访数", "visits"), "value": Text("值", "value"),
    "unchanged": Text("不变", "unchanged"), "new": Text("新增", "new"), "gone": Text("消失", "gone"), "superseded_by": Text("替代者", "replaced by"),
    "signatures": Text("签字", "signatures"), "seed": Text("种子", "seed"), "sample": Text("抽样", "sample"), "rows": Text("行数", "rows"),
    "replaces": Text("替代", "replaces"), "problems": Text("存疑", "doubts"), "population": Text("总体", "population"),
    "policy": Text("规则包", "policy"), "name": Text("名称", "name"), "method": Text("方法", "method"), "file": Text("文件", "file"),
    "digest": Text("结果校验值", "digest"), "count": Text("条数", "count"), "checked": Text("核查", "checked"), "as_of": Text("审计基准日", "audit date"),
    "reason": Text("理由", "reason"), "note": Text("备注", "note"), "agency": Text("机构", "agency"), "period": Text("期间", "period"),
    "sha256": Text("文件校验值", "SHA-256"), "title": Text("名称", "title"), "entries": Text("条数", "entries"), "by": Text("因为", "by"),
    "due": Text("期限", "due"), "number": Text("编号", "number"), "text": Text("内容", "text"), "edition": Text("版本", "edition"),
    "attached": Text("已登记", "entered"), "unknown": Text("对不上的", "unknown"), "term_days": Text("期限天数", "days given"),
    "sent_on": Text("发出日期", "sent on"), "files": Text("文件数", "files"), "seal": Text("封存校验值", "seal"), "shown": Text("仍然显示", "shown"),
    "again": Text("重新导入", "imported again"), "revised": Text("改定", "revised"), "signed_for": Text("签字后", "after sign-off"),
    "base": Text("基础规则包", "over"), "limits": Text("限值", "limits"), "off": Text("停用规则", "rules off"), "on": Text("启用规则", "rules on"),
    "grades": Text("级别", "grades"), "vocabulary": Text("词汇", "words"),
    "since": Text("生效日", "in force from"),
}  # fmt: skip
PACKS: Mapping[str, Text] = {name: load(name).title for name in names()}
VALUES: Mapping[str, Mapping[str, Text]] = {
    "verdict": common.VERDICTS,
    "by": trail_words.ACTIONS,
    "method": {method.value: text for method, text in METHODS.items()},
    "edition": EDITIONS,
    "policy": PACKS,
    "base": PACKS,
    "shown": CLEAR,
    "role": common.ROLES,
    "part": common.ROLES,
    "kind": {
        **{kind.value: text for kind, text in common.KINDS.items()},
        "trail": OBJECTS["trail"], "letter": OBJECTS["letter"], "problems": LIST_NAME,
        "sample": OBJECTS["sample"],
    },
    "state": {
        **{state.value: Text(text.zh[2:], text.en[2:]) for state, text in (*STATES.items(), *NOTE_STATES.items())},
        **{state: Text(text.zh[2:], text.en[2:]) for state, text in CHECKED.items() if state},
        "live": Text("使用中", "in use"), "superseded": Text("已被替代", "replaced"), "undone": Text("已撤销", "undone"),
    },
}  # fmt: skip
#: What a pack calls by its code.
_NAMES = {**{name: limit.title for name, limit in LIMITS.items()}, **{rule.code: rule.title for rule in RULES}}
_REASONS = {reason.code: reason.title for reason in REASONS}
_SELDOM = frozenset({"again", "signed_for"})
_SHORT = 8  # characters of a digest that are enough to tell one from others


def values(held: Mapping[str, object], say: Tongue) -> str:
    """What was changed, name by name."""
    gap = "；" if say.lang == "zh" else "; "
    return gap.join(f"{say(_key(key))} {_value(key, value, say)}" for key, value in held.items() if _tells(key, value))


def _tells(key: str, value: object) -> bool:
    """What is empty tells nothing, nor what almost always is not so."""
    return value not in ("", None, [], {}) and not (value is False and key in _SELDOM)


def what(about: str, say: Tongue) -> str:
    """`finding:b976bb5ecd…`: the kind of thing in words, and enough of its number."""
    kind, _, number = about.partition(":")
    if kind not in OBJECTS:
        return about
    short = f"{number[:_SHORT]}…" if len(number) == 32 and number.isalnum() else number
    return f"{say(OBJECTS[kind])} {short}".strip()


def reason(code: str, say: Tongue) -> str:
    """One of the listed reasons by its words; what somebody typed as it is."""
    return say(_REASONS[code]) if code in _REASONS else code


def sought(typed: str) -> str:
    """Words that are shown for a reason or a verdict, as the trail holds them; anything else as it is."""
    held = {**_REASONS, **VALUES["verdict"]}
    found = [code for code, text in held.items() if len(typed) > 1 and (typed in text.zh or typed.lower() in text.en.lower())]
    return found[0] if len(found) == 1 else typed


def _key(key: str) -> Text:
    return KEYS.get(key) or Text(key, key)


def _value(key: str, value: object, say: Tongue) -> str:
    known = VALUES.get(key, {}).get(str(value))
    if known is not None:
        return say(known)
    comma = "、" if say.lang == "zh" else ", "
    if isinstance(value, list):
        return comma.join(_value(key, one, say) for one in value)
    if isinstance(value, dict):
        return comma.join(f"{say(_NAMES.get(name) or Text(name, name))} {_value(name, one, say)}" for name, one in value.items())
    if isinstance(value, bool):
        return say(Text("是", "yes") if value else Text("否", "no"))
    if key in ("off", "on") and str(value) in _NAMES:
        return say(_NAMES[str(value)])
    text = reason(str(value), say) if key == "reason" else str(value)
    return f"{text[:_SHORT]}…" if key in ("finding", "digest", "sha256", "seal") and len(text) > 2 * _SHORT else text
