"""Yes and no as people write them, by what the column asks: 是, √, 已出示, 全程; 否, ×, 未带, 没电; and what is neither."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from audit.model import Text
from audit.values.text import LONGEST, fold

Question = Literal["id_shown", "recorded", "address_verified", "barred", "plain"]
YESNO_UNCLEAR = Text("看不出是“是”还是“否”。", "It is not clear whether this means yes or no.")

_YES = frozenset(
    "是 有 已 对 對 √ ✓ ✔ ☑ v y yes t true 1 ok ● o 〇 ○ 合规 符合 正常 规范 得体 通过 有效 全程 出示 主动出示 均出示 均是 都是 做到 合規 達標 达标 完成 yes. ■ 真 开 開 on".split()  # noqa: SIM905
)
_NO = frozenset(
    "否 无 無 未 没 没有 沒有 不 × ✗ ✘ ☒ x n no f false 0 拒绝 拒絕 不规范 缺失 无效 異常 异常 不合规 不符合 ╳ 失败 no. 假 □ ☐ 关 關 off".split()  # noqa: SIM905
)
_NEITHER = frozenset(
    "不适用 不適用 免 / - — -- —— n/a na 无人 無人 未见人 未見人 未见面 未接触 未遇 没见人 没人 空号 不详 未知 待核实 待补充 待定 ? ?? ??? 空白 忘记 未填 无需 不需要 不涉及 未涉及 \\ none null nil 无此项 未见到人 没见到人 未见本人 无人在家 无人应答 家中无人 无接触 unknown".split()  # noqa: SIM905
)
_NEITHER_IN = re.compile(
    r"无人|無人|未见人|未見人|没见到|未见到|未接触|未遇|没人|不适用|不適用|待核|待补|不详|不清楚|记不清|nobody|no one|not applicable"
)
_PARTLY = re.compile(
    r"部分|中断|中斷|仅录|僅錄|只录|只有录|无录像|無錄像|无录音|无视频|半程|片段|断续|缺\w?段|不全|后半|前半|少于|未全程|partial|only|interrupted"
)
_NO_START = re.compile(r"(?:未|没|沒|无|無|否|不|非|忘|拒|缺|×|✗|x\b|n\b|no\b|not\b|never\b|none\b|didn)")
_NO_IN = {
    "id_shown": re.compile(r"(?:未|没|沒|忘)(?:有)?(?:主动|主動|能|带|帶|佩戴|配戴|及时)?(?:出示|亮|带|帶|展示|佩戴|表明|携带|攜帶)|拒绝出示|not shown|not show|forgot"),
    "recorded": re.compile(r"(?:未|没|沒|忘)(?:有)?(?:能)?(?:录|錄|开|開|带|帶|摄|攝|拍|打开|启|保存)|没电|沒電|无电|关机|關機|损坏|故障|丢失|拒绝录|不让录|dead|not record|off\b"),
    "address_verified": re.compile(r"(?:未|没|沒)(?:有)?(?:能|经|做|事先|提前|事前)?(?:核|确认|確認|查|验)|无法核|无法确认|无法联系|直接上门|not verified|unverified"),
    "barred": re.compile(r"未禁|未列|正常|允许|无"),
    "plain": re.compile(r"(?!)"),
}  # fmt: skip
_YES_IN = {
    "id_shown": re.compile(r"出示|亮了|亮过|已亮|看了|亮证|亮證|亮明|展示|佩戴|表明|已看|看过|shown|showed|presented"),
    "recorded": re.compile(r"录|錄|全程|开启|开了|开着|已开|開|摄|攝|音视频|记录仪|\d+\s*(?:个|份|段|条|個|files?)|on\b|recorded"),
    "address_verified": re.compile(r"核|确认|確認|有效|一致|属实|查|电话|電話|verified|confirmed|checked|本人告知|客户告知"),
    "barred": re.compile(r"禁|黑名单|停用|barred|banned"),
    "plain": re.compile(r"(?!)"),
}  # fmt: skip


class YesNo(NamedTuple):
    """`known` is False where something stood there that is neither yes, no nor one of the usual words for neither."""

    value: bool | None
    known: bool = True


def read_yesno(value: object, question: Question = "plain") -> YesNo:
    """What a tick-box says."""
    if isinstance(value, bool):
        return YesNo(value)
    if isinstance(value, int | float):
        return YesNo(value > 0) if question == "recorded" or value in (0, 1) else YesNo(None, False)
    text = fold(str(value)).lower().strip(" 。.,;:!")
    if len(text) > LONGEST:
        return YesNo(None, False)
    if not text or text in _NEITHER:
        return YesNo(None)
    if question == "barred" and _NO_IN["barred"].search(text):
        return YesNo(False)
    if text in _YES:
        return YesNo(True)
    if text in _NO:
        return YesNo(False)
    return _phrase(re.sub(r"\s+", " ", text), question)


def _phrase(text: str, question: Question) -> YesNo:
    if question == "recorded" and _PARTLY.search(text) and not re.match(r"(?:否|未开|没开)", text):
        return YesNo(None)
    if question == "recorded" and "全程" in text and "未" not in text:
        return YesNo(True)
    if _NEITHER_IN.search(text) and not text.startswith(("是", "已", "否")):
        return YesNo(None)
    if text.startswith(("是", "y ", "yes", "√", "✓", "✔", "☑")) and not text.startswith("是否"):
        return YesNo(True)
    if question == "barred" and _YES_IN["barred"].search(text) and not _NO_IN["barred"].search(text):
        return YesNo(True)
    if _NO_START.match(text) or _NO_IN[question].search(text):
        return YesNo(False)
    if text.startswith(("有", "已", "均", "都", "全")) or _YES_IN[question].search(text):
        return YesNo(True)
    return YesNo(None, False)
