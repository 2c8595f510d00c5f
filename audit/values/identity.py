"""Numbers that tell who somebody is (mainland identity cards, bank cards, mobiles), found in running text with their checksums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["id_card", "bank_card", "mobile"]

#: Eleven digits or more, single separators allowed: anything shorter is none of the three.
_RUN = re.compile(r"\d(?:[ \-－—–·‐\u00a0\u3000]?\d){10,}(?:[ \-－—–·‐\u00a0\u3000]?[XxＸｘ×])?")
_GROUP = re.compile(r"\d+[XxＸｘ×]?")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    f"{n}" for n in (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)
)
#: Words before a number that make it another kind of number.
_OTHER_NUMBER = re.compile(
    r"(?:流水|受理|单|订|运|批|合同|借据|快递|票|案|编|回执|工单|序|发票|协议|设备|委托书|录音|录像|文件|名)号?码?(?:编?号)?[^\w]{0,2}$"
)
_OTHER_ENGLISH = re.compile(r"(?:ref(?:erence)?|order|receipt|ticket|tracking|serial|contract|invoice)\b[\s.:#no]*$", re.IGNORECASE)
_OURS = re.compile(
    r"我司|我们公司|公司(?:的)?(?:工作|值班|座机|手机|电话|号)|工作机|工作手机|客服|热线|值班电话|hotline|company phone|work phone",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """`text[start:end]` is such a number. `sure` is False where it may be another kind of number, or one of the agency's own."""

    kind: Kind
    start: int
    end: int
    sure: bool


def find_numbers(text: str) -> Iterator[Number]:
    """All such numbers in `text`, in order. A longer run of digits holds none: 1382520884145 is no mobile."""
    for run in _RUN.finditer(text):
        before = text[run.start() - 1 : run.start()]
        after = text[run.end() : run.end() + 1]
        if (before.isascii() and (before.isalpha() or before in ("_", "*"))) or after == "*":
            continue
        yield from _in_run(text, [m.span() for m in _GROUP.finditer(text, run.start(), run.end())])


def _in_run(text: str, groups: list[tuple[int, int]]) -> Iterator[Number]:
    """The longest number from each group on: 4-4-4-4 is one card, not a mobile and a rest."""
    at = 0
    while at < len(groups):
        for last in range(min(len(groups), at + 6), at, -1):
            found = _number(text, groups[at:last])
            if found:
                yield found
                at = last
                break
        else:
            at += 1


def _number(text: str, groups: list[tuple[int, int]]) -> Number | None:
    start, end = groups[0][0], groups[-1][1]
    digits = "".join(_plain(text[a:b]) for a, b in groups)
    sizes = [b - a for a, b in groups]
    other = bool(_OTHER_NUMBER.search(text[max(0, start - 8) : start]) or _OTHER_ENGLISH.search(text[max(0, start - 16) : start]))
    if len(digits) == 18 and is_id_card(digits):
        return Number("id_card", start, end, not other)
    if not digits.isdigit():
        return None
    if 16 <= len(digits) <= 19 and digits[0] in "34569" and _card_groups(sizes) and luhn(digits):
        return Number("bank_card", start, end, not other)
    if _mobile(digits, sizes):
        ours = _OURS.search(text[max(0, start - 10) : start]) or _OURS.search(text[end : end + 12])
        return Number("mobile", start, end, not other and not ours)
    if (
        len(digits) == 15
        and len(groups) == 1
        and digits[:2] in _PROVINCES
        and _born("19" + digits[6:12])
        and "身份" in text[max(0, start - 8) : start]
    ):
        return Number("id_card", start, end, False)  # the old form has no checksum
    return None


def _plain(group: str) -> str:
    """Half-width digits and a capital X."""
    return "".join("X" if c in "XxＸｘ×" else str(int(c)) for c in group)


def _card_groups(sizes: list[int]) -> bool:
    """Written in one, in fours, or with the issuer's six apart; anything else is a list of numbers."""
    if len(sizes) == 1:
        return True
    return (all(size == 4 for size in sizes[:-1]) and sizes[-1] <= 4) or (len(sizes) == 2 and sizes[0] == 6)


def _mobile(digits: str, sizes: list[int]) -> bool:
    for code in ("", "86", "0086"):
        rest = digits.removeprefix(code)
        if len(rest) == 11 and len(digits) == 11 + len(code) and rest[0] == "1" and rest[1] in "3456789":
            own = sizes[1:] if code and sizes[0] == len(code) else [sizes[0] - len(code), *sizes[1:]]
            return own in ([11], [3, 4, 4], [4, 4, 3], [3, 3, 5], [3, 8], [7, 4], [4, 3, 4], [5, 6])
    return False


def is_id_card(number: str) -> bool:
    """Whether 18 characters are a mainland identity number: province, date of birth and check digit (GB 11643)."""
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in _PROVINCES or not _born(number[6:14]):
        return False
    check = sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False)) % 11
    return "10X98765432"[check] == number[17].upper()


def _born(day: str) -> bool:
    try:
        return 1880 <= date(int(day[:4]), int(day[4:6]), int(day[6:8])).year <= 2100
    except ValueError:
        return False


def luhn(number: str) -> bool:
    """Whether the check digit of a card number holds (all-equal digits never do)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(number)) > 1
