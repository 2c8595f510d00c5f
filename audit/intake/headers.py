"""What a column header says: brought to a plain form, then likened to the meanings that `headers.toml` lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from audit.model import FileKind
from audit.values.address.normalise import half
from audit.values.text import fold

#: What is said in parentheses about how to fill a column in; anything else in parentheses belongs to the name (登记地址1（住宅）).
_NOISE = re.compile(
    r"必填|选填|必录|可选|姓名.{0,3}工号|工号.{0,3}姓名|^单位[:：]|格式|元|万元|人民币|rmb|分钟|小时|天|时制|脱敏|掩码|填写|如[:：]?|例如|示例|是[/、,]?否|有[/、,]?无|y/?n|yyyy|mm|hh|年.?月.?日|月.{0,2}日$|时.{0,2}分$|下拉|不少于|不得|字|含|按|精确|多人|可多|若|optional|required|min|yes/?no|24h"
)
_PARENTHESES = re.compile(r"[(\[【{<]([^()\[\]【】{}<>]*)[)\]】}>]")
_NUMBERING = re.compile(r"^(?:[(（]?\d{1,2}[)）]?\s*[、,.．:)]\s*|[①-⑳]\s*|[一二三四五六七八九十]{1,2}\s*[、,]\s*)")
_DROPPED = re.compile(r"[\s*#:：_\-—·.。,，、?？!！'\"“”()（）]+")
_WRAPPERS = ("是否", "有无", "本次", "实际", "是不是", "当次", "此次", "外访时", "外访中")
_SUFFIXES = ("情况", "信息", "描述", "栏", "内容", "填写", "登记", "说明", "(是/否)", "是否")
_INDEX = re.compile(r"(?<=[\u4e00-\u9fff])(?:第?[一二三四1-9]|[a-dA-D甲乙丙])$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One entry of the vocabulary."""

    name: str
    names: frozenset[str]
    weak: frozenset[str]
    field: bool
    many: int
    like: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Vocabulary:
    """All meanings that columns of one kind of table may have."""

    meanings: Mapping[str, Meaning]
    exact: Mapping[str, tuple[tuple[str, float], ...]]  # plain header: meanings with their score
    parts: tuple[tuple[str, str], ...]  # (synonym, meaning) for headers that merely contain one, longest first


@cache
def vocabulary(kind: FileKind) -> Vocabulary:
    raw = tomllib.loads((Path(__file__).parent / "headers.toml").read_text(encoding="utf-8"))[kind.value]
    meanings = {
        name: Meaning(
            name, frozenset(map(plain, m["names"])), frozenset(map(plain, m.get("weak", ()))), m.get("field", True), m.get("many", 1),
            re.compile(m["like"], re.I) if "like" in m else None,
        )
        for name, m in raw.items()
    }  # fmt: skip
    exact: dict[str, list[tuple[str, float]]] = {}
    for m in meanings.values():
        listed = dict.fromkeys(map(plain, raw[m.name]["names"]))
        for i, text in enumerate(listed):  # of two columns with one meaning the more usual name has it
            exact.setdefault(text, []).append((m.name, 1.0 - 0.01 * i / len(listed)))
        for text in m.weak - m.names:
            exact.setdefault(text, []).append((m.name, 0.62))
    parts = sorted(((s, m.name) for m in meanings.values() for s in m.names if _long_enough(s)), key=lambda p: (-len(p[0]), p))
    return Vocabulary(meanings, {text: tuple(found) for text, found in exact.items()}, tuple(parts))


@cache
def header_words() -> frozenset[str]:
    """Headers as they are usually written: one of them at a row's start calls for a closer look."""
    return frozenset(word for kind in FileKind for word in vocabulary(kind).exact)


def _long_enough(synonym: str) -> bool:
    return len(synonym) >= (5 if synonym.isascii() else 2)


@lru_cache(20_000)
def plain(header: str) -> str:
    """A header in simplified characters, without case, width, spaces, units, numbering and hints for filling in."""
    text = _NUMBERING.sub("", half(fold(header)).lower())
    text = _PARENTHESES.sub(lambda m: "" if _NOISE.search(m[1]) else m[1], text)
    text = _DROPPED.sub("", text)
    shorter = _INDEX.sub("", text) if len(text) > 3 else text
    without = re.sub(r"\d+", "", shorter)
    return without if len(without) >= 2 else text


@lru_cache(20_000)
def likeness(header: str, kind: FileKind) -> Mapping[str, float]:
    """How well a header fits each meaning it has anything to do with: 1 by name, less where it only contains one."""
    known = vocabulary(kind)
    text = plain(header)
    scores: dict[str, float] = {}
    for form, weight in _forms(text):
        for meaning, score in known.exact.get(form, ()):
            scores[meaning] = max(scores.get(meaning, 0.0), score * weight)
    if max(scores.values(), default=0.0) < 0.9 and len(text) >= 2:
        for m in known.meanings.values():
            if m.like and m.name not in scores and m.like.search(text):  # what is listed as weak stays weak
                scores[m.name] = 0.86
    if max(scores.values(), default=0.0) < 0.86 and len(text) >= 3:
        for meaning, score in _contained(text, known).items():
            scores[meaning] = max(scores.get(meaning, 0.0), score)
    return scores


def _forms(text: str) -> tuple[tuple[str, float], ...]:
    """The header itself, then without its wrappers: 是否…, …情况, 本次…"""
    forms = {text: 1.0}
    for wrapper in _WRAPPERS:
        if text.startswith(wrapper) and len(text) > len(wrapper) + 1:
            forms.setdefault(text[len(wrapper) :], 0.95)
    for form in tuple(forms):
        for suffix in _SUFFIXES:
            if form.endswith(suffix) and len(form) > len(suffix) + 1:
                forms.setdefault(form[: -len(suffix)], 0.93)
    return tuple(forms.items())


def _contained(text: str, known: Vocabulary) -> dict[str, float]:
    """The longest names that stand in the header; what stands at its end is its head word."""
    scores: dict[str, float] = {}
    for synonym, meaning in known.parts:
        if len(synonym) < len(text) and synonym in text and meaning not in scores:
            share = len(synonym) / len(text)
            scores[meaning] = min(0.4 + 0.4 * share + (0.1 if text.endswith(synonym) else 0.0), 0.88)
    return scores


def combined(parts: tuple[str, ...], kind: FileKind) -> Mapping[str, float]:
    """Likeness of a header of one or more rows: the lowest one by itself, and together with the groups above it."""
    texts = [p for p in parts if p]
    if not texts:
        return {}
    scores = dict(likeness(texts[-1], kind))
    if len(texts) > 1:
        group = re.sub(r"(?:信息|情况|事项|资料|栏|内容|登记|明细)$", "", plain("".join(texts[:-1])))
        for form, weight in (("".join(texts), 1.0), (texts[-1] + group, 0.97), (group + texts[-1], 0.97)):
            for meaning, score in likeness(form, kind).items():
                scores[meaning] = max(scores.get(meaning, 0.0), score * weight if score >= 0.9 else score * 0.75)
    return scores


@lru_cache(20_000)
def known_as_header(text: str) -> float:
    """How much a cell's text looks like a header of any kind of table: 1 by name, half by containing one."""
    if not 1 <= len(text) <= 40:
        return 0.0
    best = max((max(likeness(text, kind).values(), default=0.0) for kind in FileKind), default=0.0)
    return 1.0 if best >= 0.6 else 0.5 if best >= 0.55 else 0.0
