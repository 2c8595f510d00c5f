"""What a comparison answers: the verdict, the level that decided, and the two parts marked in their originals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit.model import Text
from audit.values.address.reading import LEVELS, Part, Reading


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    REVIEW = "review"


NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Side:
    """The deciding part of one address: its words and where they stand in the original; no words where it has no such part."""

    words: str = ""
    start: int | None = None
    end: int | None = None


NO_SIDE = Side()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, the level that decided ('' where nothing differs), the two parts, and why in a sentence."""

    verdict: Verdict
    level: str = ""
    on_file: Side = NO_SIDE
    visited: Side = NO_SIDE
    why: Text = NO_TEXT


SAME = Answer(Verdict.SAME, "", why=Text("各级均一致或可推得一致", "nothing in the two contradicts"))


def answer_of(verdict: Verdict, level: str, a: Reading, b: Reading, x: Part | None, y: Part | None) -> Answer:
    first, second = side_of(a, x), side_of(b, y)
    name = LEVELS[level]
    if verdict is Verdict.DIFFERENT:
        why = Text(
            f"{name.zh} {second.words or '无'} ≠ {first.words or '无'}",
            f"{name.en} {second.words or 'none'} ≠ {first.words or 'none'}",
        )
    elif first.words and second.words:
        why = Text(
            f"{name.zh}：{second.words} 与 {first.words} 无法判定",
            f"{name.en}: {second.words} against {first.words} cannot be decided",
        )
    else:
        words, zh, en = (
            (first.words, "走访地址", "the visited address") if first.words else (second.words, "登记地址", "the address on file")
        )
        why = Text(f"{zh}缺少{name.zh}（{words}）", f"{en} lacks the {name.en} ({words})")
    return Answer(verdict, level, first, second, why)


def side_of(r: Reading, part: Part | None) -> Side:
    if part is None:
        return Side()
    start, end = r.span(part.start, part.end)
    return Side(r.original[start:end], start, end)
