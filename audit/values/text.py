"""Text of a cell: folded for comparing, and any cell value as the text a person saw."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from audit.model import Text

#: Trimmed from both ends of a cell: spaces of all kinds and marks that cannot be seen.
BLANK = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u2002\u2003\u2009\u202f"
LONGEST = 200  # characters; a longer text holds no single day, time, number or tick
RUINED = Text(
    "号码已被电子表格改成了近似数，末尾数字已丢失，请向机构索取原始号码。",
    "The number was turned into an approximation by a spreadsheet and its last digits are lost; ask the agency for the original.",
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def fold(text: str) -> str:
    """Full width to half width, invisible marks and outer space gone: for comparing only, never for quoting."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).strip()


def shown(value: object) -> str:
    """A cell as text: 45720.0 is 45720, a day has no clock, and an 18-digit number keeps its digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip(BLANK)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02d}" + (f":{seconds % 60:02d}" if seconds % 60 else "")
    return str(value).strip(BLANK)


def ruined(value: object) -> bool:
    """Whether a number has lost digits: 4.10101E+17 as text, or 16 digits and more from a numeric cell that end in 000."""
    if isinstance(value, str):
        return 5 <= len(value) <= 24 and ("E+" in value or "e+" in value) and bool(_SCIENTIFIC.fullmatch(fold(value)))
    if isinstance(value, float):
        return abs(value) >= 1e15 and (abs(value) > 2**53 or value % 1000 == 0)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15 and value % 1000 == 0


def _float(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value.is_integer():
        return str(int(value))
    return repr(round(value, 10)) if abs(value) < 1e6 else repr(value)


def _moment(value: datetime) -> str:
    if not (value.hour or value.minute or value.second or value.microsecond):
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")


def in_english(text: str) -> bool:
    """Whether more than half of the text's characters are Latin letters."""
    return sum(c.isascii() and c.isalpha() for c in text) > len(text) / 2


def occurrences(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text, in order; of those that begin at one place the longest, none into another.

    For words of which each text has its own (names of a row): a regular expression of them would take longer to make than to use.
    """
    ahead = {word: text.find(word) for word in words if word}
    while ahead := {word: at for word, at in ahead.items() if at >= 0}:
        first = min(ahead, key=lambda word: (ahead[word], -len(word)))
        start, end = ahead[first], ahead[first] + len(first)
        yield start, end
        ahead = {word: at if at >= end else text.find(word, end) for word, at in ahead.items()}
