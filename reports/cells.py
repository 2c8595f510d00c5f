"""Text as a workbook can hold it: odd characters spelled out, no longer than a cell, and never a formula."""

from __future__ import annotations

import re

from audit.model import Lang, Text

LONGEST = 32_767  # characters that a cell can hold
#: Signs that make a spreadsheet take text for a formula, also after blanks and in full width.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what a spreadsheet would take for a spelled-out character
_CUT = Text("…〔单元格容量所限，后略{n}字〕", "… [cell limit: {n} more characters]")


def safe(text: str, lang: Lang) -> str:
    """The text for a cell; what is cut says so."""
    text = _ESCAPE.sub("_x005F_", _ILLEGAL.sub(lambda m: f"〔U+{ord(m[0]):04X}〕", text))
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    room = LONGEST - 60
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    return kept + _CUT.in_(lang).format(n=len(text) - len(kept))
