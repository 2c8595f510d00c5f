"""The names in an address: towns, villages, roads, estates, firms; told apart by how they end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.values.address.reading import Part

_ENDINGS = (
    (
        "town",
        r"街道办事处|地区办事处|镇?街道办|镇?街道|民族乡|办事处|镇人民政府|镇(?![路街巷道])|(?<=[道路])街(?=[一-龥]{2,6}(?:路|街|道|巷))|乡(?![路街巷里])|苏木|管理局(?=.)|[农林牧渔]场(?=.)|办(?=[一-龥])",
    ),
    (
        "village",
        r"社区居民?委会|村民委员会|居民委员会|村委会|居委会|行政村|社区|嘎查|(?<!新)村(?![路街巷道委镇乡口头尾])(?!小区|花园|民小组|民组)",
    ),
    ("park", r"(?<=[一-龥]{2})(?<!小|新|园|社|发|城)区(?!街|办)(?=[一-龥]{2,6}(?:路|街|大道))"),
    ("hamlet", r"自然村|(?:村民|居民|村)?小组|屯|组(?!团)"),
    (
        "road",
        r"(?:大道|大街|公路|胡同|国道|省道|县道|(?<!中国铁)路(?!局)|街(?!区)|道(?!口)|巷)(?![口桥乡镇村]|街道|街办|街[一-龥]{2,6}(?:路|街|道|巷)|社区|居委)(?:[东西南北中一二三四五上下前后]段|[东西南北中](?=\d|$))?",
    ),
)
_CUT = re.compile("|".join(f"(?P<{kind}>{ending})" for kind, ending in _ENDINGS))
_ESTATE = re.compile(
    r"(?:小区|花园|花苑|苑|园|城|公寓|家园|新村|广场|大厦|中心|府|庭|湾|郡|轩|阁|邸|坊|家属院|别墅|山庄|国际|港|里|村|楼|院|庄园|名都|豪庭)$"
)
_BRANCH = re.compile(
    r"([^院学司行厂团]{1,4})(校区|院区|厂区|分校|支行|分行|车间|分店|门店|店|工业园|总部|分院|分局|派出所|涂装线|生产线|部)"
)
_TAILS = re.compile(r"(?:小区|大厦|大楼|写字楼|商务楼|商务大厦|办公楼|花园小区|行政村|自然村|厂区|园区|厂内)+$")
_WARD = re.compile(r"(?<=住院|门诊|教学|办公|宿舍)大?楼$")
_LEGAL = re.compile(r"(?:股份|责任)?有限责?任?公司|集团公司|分公司|公司|集团|股份|(?<=银行).{2,8}分行(?=.)")
_BANKS = {
    "建行": "建设银行",
    "工行": "工商银行",
    "农行": "农业银行",
    "招行": "招商银行",
    "交行": "交通银行",
    "邮储银行": "邮政储蓄银行",
    "邮储": "邮政储蓄银行",
}
_BANK = re.compile("^(?:" + "|".join(_BANKS) + ")")
_WORK = re.compile(r"公司|集团|厂$|学$|学校|医院|院$|银行|行$|集团|店$|馆$|局$|所$|超市|酒店|市场|车间|法院|幼儿园")
_ARABIC = re.compile(r"\d+")
_DIGIT = "〇一二三四五六七八九"
_PIECE = re.compile(r"[^\0,/:.\-#;]+")


def names_of(text: str, start: int, end: int, numbers: Sequence[Part]) -> list[Part]:
    """The names in `text[start:end]`, in their order."""
    found: list[Part] = []
    for piece in _PIECE.finditer(text, start, end):
        at, stop = piece.span()
        begin = at
        for m in _CUT.finditer(text, at, stop):
            if m.start() == begin or not m.lastgroup:
                begin = m.end() if m.lastgroup == "hamlet" and found else begin
                continue
            kind = m.lastgroup
            if kind == "town" and m[0] in ("镇", "乡") and any(p.kind in ("village", "road") for p in found):
                continue  # 五星村三乡里: a town stands before its villages
            if kind == "town" and text[m.end() : m.end() + 1] == "镇" and m[0] == "镇":
                continue
            found.append(_part(text, begin, m.end(), m.start(), kind))
            begin = m.end()
        if begin < stop:
            found.append(_rest(text, begin, stop, found))
    return [p for p in found if p.value]


def _part(text: str, start: int, end: int, core_end: int, kind: str) -> Part:
    # 东港二村, 洪都南村 are names as 东港新村 is: 村 stays
    keep = kind == "road" or (kind == "village" and text[core_end - 1] in "一二三四五六七八九十0123456789东西南北")
    core = _numerals(text[start : end if keep else core_end])
    return Part("name", core, start, end) if kind == "park" else Part(kind, core, start, end, kind)


def _rest(text: str, start: int, end: int, before: Sequence[Part]) -> Part:
    """A name that no ending tells: an estate, a firm, or a hamlet behind its village."""
    whole = text[start:end]
    core = _core(whole)
    if _WORK.search(whole):
        return Part("name", core, start, end, "work")
    if before and before[-1].kind == "village" and not _ESTATE.search(whole) and text[before[-1].end - 1] == "村":
        return Part("hamlet", core, start, end, "hamlet")
    return Part("name", core, start, end, "estate" if _ESTATE.search(whole) else "")


def _core(whole: str) -> str:
    """The name without what may fall away: 有限公司, 大厦, 中国 before a bank."""
    core = _LEGAL.sub("", whole)
    core = _BANK.sub(lambda m: _BANKS[m[0]], core).removeprefix("中国" if "银行" in core else "\0")
    core = _WARD.sub("", _TAILS.sub("", core)) if len(core) > 3 else core
    return _numerals(core)


def _numerals(name: str) -> str:
    """田林12村 as 田林十二村, 107国道 as 一〇七国道: in a name a number is a word."""
    return _ARABIC.sub(lambda m: _words(m[0]), name) if any(c.isdigit() for c in name) else name


def _words(digits: str) -> str:
    n = int(digits)
    if not 10 <= n < 100 or len(digits) != 2:
        return "".join(_DIGIT[int(c)] for c in digits)
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else _DIGIT[tens]) + "十" + (_DIGIT[ones] if ones else "")


def branch(name: str) -> tuple[str, str, str]:
    """(what stands before, the word that tells a branch, campus or workshop apart, its kind); empty if there is none."""
    match = _BRANCH.search(name)
    return (name[: match.start()], match[1], match[2]) if match else ("", "", "")
