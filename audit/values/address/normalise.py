"""An address made comparable character by character, with the way back to where each character stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "characters.tsv"
DIGIT = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_FORMAL = dict(zip("壹贰貳叁肆柒捌玖拾", "一二二三四七八九十", strict=True))
#: 伍家岗 and 陆丰 are names: 伍 and 陆 are numerals only before a unit or in a run of them.
_NAMES_TOO = re.compile(
    r"[伍陆](?=号|栋|幢|座|单元|室|楼|层|[零〇一二三四五六七八九十伍陆]+(?:号|栋|幢|座|单元|室|楼|层))|(?<=[零〇一二三四七八九十号栋幢座元楼层])[伍陆](?=[零〇一二三四五六七八九十伍陆]|$)"
)
_DASHES = dict.fromkeys("‐‑‒–—―−﹣ー~～至", "-") | {"至": "至"}
_MARKS = {"＃": "#", "♯": "#", "／": "/", "．": ".", "，": ",", "、": ",", "；": ",", ";": ",", "。": ",", "：": ":", "【": "(", "】": ")",
          "[": "(", "]": ")", "〔": "(", "〕": ")", "{": "(", "}": ")", "「": "(", "」": ")", "“": "", "”": "", '"': "", "'": "",
          "‘": "", "’": ""}  # fmt: skip
_UNIT = r"号楼|号院|号|楼|栋|幢|座|橦|单元|单|门(?=\d|[零〇一二三四五六七八九十左右]|$)|梯|室|房|户|铺|层|组团|组|社|队|村民|居民|弄|支弄|巷|排|期|区|街坊|连|团|师|作业|生产|小区|直巷|横巷|厂房|车间|分场|管理区"
_NUMBER = "[零〇一二两三四五六七八九十百]"
_NUMERAL = re.compile(rf"(?<![经纬第]){_NUMBER}{{1,5}}(?=(?:{_UNIT}))|(?<=第){_NUMBER}{{1,5}}(?=(?:{_UNIT}))")
_SUFFIXED = re.compile(rf"(?<=[之附增])({_NUMBER}{{1,3}})")
_RUN = re.compile(r"[零〇一二三四五六七八九]{3,5}(?=$|[,()号室房])")
#: 五四路, 八一路, 十里大道 and the like keep their numerals: no unit follows them, or one that belongs to the name.
_NUMERALS = re.compile(_NUMBER)
_ZEROS = re.compile(r"(?<![0-9A-Z.])0+(?=[1-9])")
#: Anything that needs more than one character for one: everything but hanzi, letters, digits and the usual marks.
_ODD = re.compile(r"[^\u4e00-\u9fff0-9A-Z()#,:/.\-+&_]")
_KEPT = re.compile(r"(?:八一|五四|五一|七一|九一|三八|六一|十一|二七|双十|三一|八五|一二九)(?!村民)(?=[村社区厂楼门户院])")


#: 负一楼, 地下1层: B1, as shops write it.
_BELOW = re.compile(r"(?:负|地下(?=(?:\d|[一二三四五])(?:层|楼|F)))(?=\d|[一二三四五](?:层|楼|-|\d|$))")
_BELOW_NUMERAL = re.compile(r"(?<=[负B])[一二三四五](?=-|\d|$)")
#: 付2号, 副2号 for 附2号, where a number goes before it.
_ATTACHED = re.compile(r"(?<=[号段路街巷])[付副](?=\d|[一二三四五六七八九十]+号)")


#: 忠山壹号2栋, 公园1号3-1-201: the estate is called so.
_BRAND = re.compile(
    r"(?<=[一-龥]{2})(?<![路街道巷弄里段村组社区苑园院楼栋期号甲乙丙丁附增东西南北中第之一二三四五六七八九十])[1一](?=号\d+(?:栋|幢|座|号楼|#|-))"
)


#: 12/F, 3字楼, as Hong Kong writes a floor.
_STOREY = re.compile(r"(?<=\d)(?:/F(?![A-Z])\0?|字楼)")


class Plain(NamedTuple):
    """The comparable text; `where[i]` is where its character i stood in the original."""

    text: str
    where: tuple[int, ...]


class Characters(NamedTuple):
    """`simple`: what stands for a character, by its code; `sound`: its usual sound in pinyin, without tone."""

    simple: dict[int, str]
    sound: dict[str, str]


@cache
def characters() -> Characters:
    """Traditional forms and sounds, loaded at first use."""
    simple: dict[int, str] = {}
    sound: dict[str, str] = {}
    for line in DATA.read_text(encoding="utf-8").splitlines():
        if line[0] == "#":
            continue
        kind, a, b = line.split("\t")
        if kind == "simple":
            simple.update((ord(old), new) for old, new in zip(a, b, strict=True))
        else:
            sound.update(dict.fromkeys(b, a))
    table: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full width
    table |= {ord(c): new for c, new in (_FORMAL | _DASHES | _MARKS).items()}
    return Characters(simple | table, sound)


def half(address: str) -> str:
    """Half width, simplified, upper case; for most addresses this changes no length."""
    return address.translate(characters().simple).upper()


def plain(address: str) -> Plain:
    """Half width, simplified, upper case, no spaces; numerals before a unit as digits without leading zeros."""
    text = half(address)
    if len(text) == len(address) and not _ODD.search(text):
        return _digits(text, None)
    chars: list[str] = []
    where: list[int] = []
    simple = characters().simple
    for i, c in enumerate(address):
        for folded in c if c.isascii() else unicodedata.normalize("NFKC", c):
            for one in simple.get(ord(folded), folded).upper():  # ß: SS
                if not one.isspace() and one.isprintable():
                    chars.append(one)
                    where.append(i)
                elif chars and _counts(chars[-1]):
                    chars.append("\0")  # 18号之二 301: two numbers, not one
                    where.append(i)
    text = "".join(chars)
    if "\0" in text:
        kept = [i for i, c in enumerate(text) if c != "\0" or _counts(text[i + 1 : i + 2])]
        text, where = "".join(text[i] for i in kept), [where[i] for i in kept]
    return _digits(text, where)


def _counts(c: str) -> bool:
    return (c.isascii() and c.isalnum()) or c in DIGIT


def _digits(text: str, where: Sequence[int] | None) -> Plain:
    edits = []
    if "号" in text:
        text = _BRAND.sub("壹", text)
    if "付" in text or "副" in text:
        text = _ATTACHED.sub("附", text)
    if "伍" in text or "陆" in text:
        text = _NAMES_TOO.sub(lambda m: "五" if m[0] == "伍" else "六", text)
    if "负" in text or "地下" in text:
        edits += [(m.start(), m.end(), "B") for m in _BELOW.finditer(text)]
        edits += [(m.start(), m.end(), str(DIGIT[m[0]])) for m in _BELOW_NUMERAL.finditer(text)]
    if _NUMERALS.search(text):
        numerals = [m for m in _NUMERAL.finditer(text) if not _KEPT.match(text, m.start())]
        edits += [
            (m.start(), m.end(), str(number(m[0]))) for m in (*numerals, *_SUFFIXED.finditer(text)) if number(m[0]) is not None
        ]
        edits += [(m.start(), m.end(), "".join(str(DIGIT[c]) for c in m[0])) for m in _RUN.finditer(text)]
    if "/F" in text or "字楼" in text:
        edits += [(m.start(), m.end(), "楼") for m in _STOREY.finditer(text)]
    if "0" in text:
        edits += [(m.start(), m.end(), "") for m in _ZEROS.finditer(text)]
    places = list(range(len(text)) if where is None else where)
    for start, end, digits in sorted(set(edits), reverse=True):
        new = digits + "\0" if digits.isdigit() and text[end : end + 1].isdigit() else digits
        places[start:end] = places[start : start + 1] * len(new)
        text = text[:start] + new + text[end:]
    return Plain(text, tuple(places))


def number(numeral: str) -> int | None:
    """The value of a Chinese numeral below a thousand, None if it is none."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    if all(c in DIGIT for c in numeral):
        return int("".join(str(DIGIT[c]) for c in numeral))
    total, last = 0, None
    for c in numeral:
        if c == "十":
            total += 10 * (1 if last is None else last)
            last = None
        elif c == "百":
            total += 100 * (1 if last is None else last)
            last = None
        elif c in DIGIT:
            last = DIGIT[c]
        else:
            return None
    return total + (last or 0)
