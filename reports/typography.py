"""How text is set: what cannot be printed is spelled out, and lines break as Chinese print asks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

#: What no line may begin with, and what no line may end with.
NO_START = frozenset("。，、；：？！…—·”’）》〉】〕〗」』％‰℃％!),.:;?]}>%～々ー＞］｝﹞．")
NO_END = frozenset("“‘（《〈【〔〖「『([{<＄￥$¥＜［｛#№")
_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'’.,-/:@%+&*")
_BACK = 60  # characters that are looked back for a place to break
_LOOSE = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # choose a drawing of the character before them; no text of their own
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


class Run(NamedTuple):
    """A piece of text of one look: plain, marked (the words a finding rests on) or strong (labels)."""

    text: str
    look: str = ""


class Line(NamedTuple):
    """One set line: pieces from left to right, their whole width in em, and whether the paragraph goes on below."""

    runs: tuple[Run, ...]
    width: float
    goes_on: bool

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Printable(dict[int, str | int]):
    """A translation table: characters that cannot be drawn become 〔U+XXXX〕, tabs and odd blanks a space."""

    def __init__(self, covers: Callable[[str], bool]):
        super().__init__({9: " ", 0xA0: " ", 10: "\n"})
        self._covers = covers

    def __missing__(self, code: int) -> str | int:
        char = chr(code)
        plain = unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} and self._covers(char)
        self[code] = code if plain else f"〔U+{code:04X}〕"
        return self[code]


def readable(text: str, table: Printable) -> str:
    """The text with nothing in it that cannot be drawn; line ends of any kind become \\n."""
    return _LOOSE.sub("", _LINE_ENDS.sub("\n", text)).translate(table)


def wrap(runs: Iterable[Run], widths: Mapping[str, float], limit: float) -> list[Line]:
    """The runs broken into lines of at most `limit` em. Newlines end lines; an empty text is one empty line."""
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        text = "".join(run.text for run in paragraph)
        cuts = _cuts(text, widths, limit)
        lines += _lines(paragraph, text, cuts, widths)
    return lines


def _paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    found: list[list[Run]] = [[]]
    for run in runs:
        head, *rest = run.text.split("\n")
        if head:
            found[-1].append(Run(head, run.look))
        for part in rest:
            found.append([Run(part, run.look)] if part else [])
    return found


def _cuts(text: str, widths: Mapping[str, float], limit: float) -> list[int]:
    """Where each line ends."""
    cuts, start, x, at = [], 0, 0.0, 0
    size = len(text)
    while at < size:
        x += widths[text[at]]
        if x > limit + 1e-6 and at > start and text[at] != " ":
            at = _break(text, start, at)
            cuts.append(at)
            start, x = at, 0.0
        else:
            at += 1
    cuts.append(size)
    return cuts


def _break(text: str, start: int, at: int) -> int:
    """The last good place to break in `text[start:at + 1]`, at the latest before `at`; then one within a word; then by force."""
    within = 0
    for i in range(at, max(start, at - _BACK), -1):
        before, after = text[i - 1], text[i]
        last = text[start:i].rstrip(" ")[-1:] if before == " " else before  # what the line would end with
        if after in NO_START or last in NO_END or after == " ":
            continue
        if before in _WORD and after in _WORD:
            within = within or i
            continue
        return i
    return within or at


def _lines(runs: Sequence[Run], text: str, cuts: Sequence[int], widths: Mapping[str, float]) -> list[Line]:
    if len(runs) == 1:
        return _lines_of_one(runs[0], cuts, widths)
    lines, start, n, offset = [], 0, 0, 0  # `offset`: how much of runs[n] is used
    for cut in cuts:
        pieces, left = [], cut - start
        while left > 0:
            part = runs[n].text[offset : offset + left]
            pieces.append(Run(part, runs[n].look))
            left -= len(part)
            offset += len(part)
            if offset == len(runs[n].text):
                n, offset = n + 1, 0
        if pieces and cut != cuts[-1]:
            pieces[-1] = Run(pieces[-1].text.rstrip(" "), pieces[-1].look)
        lines.append(Line(tuple(pieces), sum(widths[c] for p in pieces for c in p.text), cut != len(text)))
        start = cut
    return lines


def _lines_of_one(run: Run, cuts: Sequence[int], widths: Mapping[str, float]) -> list[Line]:
    """The common case, by far: one look from end to end."""
    lines, start = [], 0
    for cut in cuts:
        part = run.text[start:cut]
        if cut != cuts[-1]:
            part = part.rstrip(" ")
        lines.append(Line((Run(part, run.look),), sum(map(widths.__getitem__, part)), cut != cuts[-1]))
        start = cut
    return lines
