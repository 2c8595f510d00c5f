"""Folding: an account in one spelling (Simplified, half width, lower case, plain punctuation), character for character.

`len(fold(text)) == len(text)` always holds, so that an offset into the folded text is an offset into the account.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_PUNCTUATION = str.maketrans(
    {"，": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")", "【": "(", "】": ")", "［": "(", "］": ")",
     "「": "“", "『": "“", "」": "”", "』": "”", "‘": "“", "’": "'", "．": ".", "｡": "。", "､": "、", "～": "~", "—": "-", "–": "-",
     "\u3000": " ", "\u00a0": " ", "\t": " ", "\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n",
     "…": "。", "⋯": "。", "✕": "×", "✗": "×", "✘": "×", "☓": "×", "✓": "√", "✔": "√"}
)  # fmt: skip
#: Characters of the private use area stand for names (see `lexer`), so none may come in with the text.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
#: Mr. Gu: no sentence ends there.
_LATIN_STOP = re.compile(r"(?<![.])(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bmdm)(?<!\bdr)[.]++(?=\s|$|”|[^\x00-\x7f])")
#: 1,500 is one number.
_THOUSANDS = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")
#: A blank beside a Chinese character parts clauses; between Latin words it parts words only.
_BLANK = re.compile(r" (?=[^\x00-\x7f])|(?<=[^\x00-\x7f。]) ")


@cache
def _spelled() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What has another spelling, and that spelling. A search for it is twice as quick as `str.translate`."""
    table = {chr(code): plain for code, plain in _table().items()}
    return re.compile(f"[{re.escape(''.join(table))}]"), table


def _table() -> dict[int, str]:
    lines = (Path(__file__).parent / "simplified.txt").read_text(encoding="utf-8").split("\n")
    table: dict[int, str] = {ord(a): b for a, b in zip(lines[1], lines[2], strict=True)}
    for code in (*range(0xFF01, 0xFF5F), *range(0x2460, 0x2474), *range(0xFB00, 0xFB07)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain.lower()
    table.update({code: str(plain) for code, plain in _PUNCTUATION.items()})
    return table


def fold(text: str) -> str:
    """The text in one spelling, same length."""
    if not text:
        return text
    lowered = text.lower()
    if len(lowered) != len(text):  # İ and its like grow when lowered
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    foreign, plain = _spelled()
    lowered = lowered.replace("，", ",").replace("：", ":").replace("；", ";")  # most of what the search would find
    folded = foreign.sub(lambda found: plain[found[0]], lowered)
    if " " in folded:
        folded = _BLANK.sub(",", folded)
    if "," in folded:
        folded = _THOUSANDS.sub("_", folded)
    if "." in folded:
        folded = _LATIN_STOP.sub(lambda found: "。" * len(found[0]), folded)
    return _PRIVATE.sub("?", folded)
