"""Sampling: how many to draw, which ones (the same for everybody who knows the seed), and what the result says of the whole.

Attribute sampling as auditing standards ask for it (中国注册会计师审计准则第1314号——审计抽样; ISA 530; AICPA Audit Guide, Audit
Sampling, appendix of attribute tables): sizes by the exact hypergeometric distribution, bounds by Clopper and Pearson (1934).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, exp, lgamma, log, log1p

from audit.model import AuditError, Text

STANDARD = Text(
    "属性抽样；样本量按超几何分布精确计算，上限按 Clopper-Pearson 精确法（参见《中国注册会计师审计准则第1314号——审计抽样》、ISA 530）。",
    "Attribute sampling; the size by the exact hypergeometric distribution, the bound by Clopper and Pearson "
    "(see CSA 1314 / ISA 530, Audit sampling).",
)


class Method(StrEnum):
    RANDOM = "random"
    INTERVAL = "interval"
    STRATIFIED = "stratified"
    RISK = "risk"


METHOD_NAMES: Mapping[Method, Text] = {
    Method.RANDOM: Text("随机抽样", "Random"),
    Method.INTERVAL: Text("等距抽样", "Interval"),
    Method.STRATIFIED: Text("分层抽样", "Stratified"),
    Method.RISK: Text("高风险优先（不推断总体）", "Risk first (nothing of the whole)"),
}
ESTIMATE = Text(
    "推断总体 {population:,} 条中约有 {estimated:,} 条偏差，最多 {at_most:,} 条。",
    "Of the whole of {population:,} some {estimated:,} deviate, at most {at_most:,}.",
)


@dataclass(frozen=True, slots=True)
class Item:
    """What may be drawn. `key` is the same on every machine; `risk`: the greater the sooner; `order`: the row they stand in for intervals."""

    key: str
    id: int
    stratum: str = ""
    risk: float = 0.0
    order: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """A worked sample size: with up to `allowed` deviations in it the tolerable rate is held to be kept."""

    size: int
    allowed: int
    population: int
    confidence: float
    tolerable: float
    expected: float
    text: Text


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sample is drawn and what it is to show."""

    method: Method
    size: int
    seed: str
    confidence: float = 0.95
    tolerable: float = 0.05
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What a checked sample says. Rates are shares; `low` to `high` is the two-sided interval, `upper` the one-sided bound.

    `extends`: whether it may be carried to the whole (a sample by risk may not); `kept`: whether the bound keeps the tolerable rate.
    """

    population: int
    checked: int
    deviations: int
    rate: float
    low: float
    high: float
    upper: float
    estimated: int
    at_most: int
    extends: bool
    kept: bool
    text: Text


def sample_size(population: int, *, confidence: float = 0.95, tolerable: float = 0.05, expected: float = 0.0) -> Size:
    """The least sample that shows a rate below `tolerable` if deviations come as `expected`. Raises AuditError where there is none."""
    _sane(population, confidence, tolerable, expected)
    worst = min(population, ceil(tolerable * population - 1e-9))
    for size in range(1, population + 1):
        allowed = ceil(size * expected - 1e-9)
        if size == population or _hypergeometric(allowed, population, worst, size) <= 1 - confidence:
            return Size(size, allowed, population, confidence, tolerable, expected, _worked(size, allowed, population, confidence, tolerable, expected))  # fmt: skip
    raise AssertionError("the whole population is always enough")


def draw(items: Sequence[Item], method: Method, size: int, seed: str) -> tuple[Item, ...]:
    """`size` of the items (all, if there are fewer), in the order they were drawn; the order of `items` does not matter."""
    ordered = sorted(items, key=lambda i: i.key)
    return _DRAW[method](ordered, min(max(size, 0), len(ordered)), seed)


def evaluate(
    population: int, checked: int, deviations: int, *, confidence: float = 0.95, tolerable: float = 0.05,
    method: Method = Method.RANDOM,
) -> Result:  # fmt: skip
    """What `deviations` among `checked` say of the whole."""
    if not 0 <= deviations <= checked <= population:
        raise ValueError("deviations <= checked <= population")
    upper = upper_bound(deviations, checked, confidence) if checked < population else deviations / max(population, 1)
    low, high = interval(deviations, checked, confidence) if checked < population else (upper, upper)
    rate = deviations / checked if checked else 0.0
    extends = method is not Method.RISK or checked == population
    kept = checked > 0 and upper <= tolerable
    text = _told(population, checked, deviations, rate, upper, confidence, tolerable, kept) if extends else _NOT_EXTENDED
    return Result(population, checked, deviations, rate, low, high, upper, round(rate * population), ceil(upper * population - 1e-9), extends, extends and kept, text)  # fmt: skip


def upper_bound(deviations: int, checked: int, confidence: float) -> float:
    """The rate that, with this confidence, is not exceeded (Clopper-Pearson, one-sided)."""
    if checked == 0 or deviations >= checked:
        return 1.0
    return _solve(lambda p: _binomial(deviations, checked, p), 1 - confidence)


def interval(deviations: int, checked: int, confidence: float) -> tuple[float, float]:
    """The two-sided interval (Clopper-Pearson)."""
    if checked == 0:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    low = 0.0 if deviations == 0 else _solve(lambda p: _binomial(deviations - 1, checked, p), 1 - tail)
    high = 1.0 if deviations == checked else _solve(lambda p: _binomial(deviations, checked, p), tail)
    return low, high


def _solve(falling: Callable[[float], float], wanted: float) -> float:
    """Where a function that falls with the rate reaches `wanted`."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > wanted else (low, middle)
    return (low + high) / 2


def _binomial(most: int, n: int, p: float) -> float:
    """P(X <= most) of n draws at rate p."""
    if p <= 0 or most >= n:
        return 1.0
    if p >= 1:
        return 0.0
    return min(1.0, sum(exp(_choose(n, k) + k * log(p) + (n - k) * log1p(-p)) for k in range(most + 1)))


def _hypergeometric(most: int, population: int, bad: int, n: int) -> float:
    """P(X <= most) of n drawn from a population of which `bad` deviate."""
    if most >= min(n, bad):
        return 1.0
    first = max(0, n - (population - bad))
    whole = _choose(population, n)
    return sum(exp(_choose(bad, k) + _choose(population - bad, n - k) - whole) for k in range(first, most + 1))


def _choose(n: int, k: int) -> float:
    """The logarithm of n over k."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _lot(seed: str, key: str) -> bytes:
    """Orders items by chance: the same for everybody, on any machine and in any version of Python."""
    return hashlib.sha256(f"{seed}|{key}".encode()).digest()


def _random(items: list[Item], size: int, seed: str) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda i: _lot(seed, i.key))[:size])


def _interval(items: list[Item], size: int, seed: str) -> tuple[Item, ...]:
    """Every so many of them in their row, from a start that the seed chooses within the first step."""
    if not size:
        return ()
    items = sorted(items, key=lambda i: (i.order, i.key))
    whole, offset = len(items), int.from_bytes(_lot(seed, "start")[:8], "big")
    return tuple(items[(offset % whole + place * whole) // size] for place in range(size))


def _stratified(items: list[Item], size: int, seed: str) -> tuple[Item, ...]:
    """Each stratum in proportion, at least one of each while the size lasts; by chance within it."""
    strata: dict[str, list[Item]] = {}
    for item in items:
        strata.setdefault(item.stratum, []).append(item)
    shares = allocate({name: len(own) for name, own in strata.items()}, size)
    return tuple(item for name in sorted(strata) for item in _random(strata[name], shares[name], seed))


def allocate(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each stratum: in proportion by largest remainder, one for each before any gets a second."""
    whole = sum(sizes.values())
    if size >= whole:
        return dict(sizes)
    largest = sorted(sizes, key=lambda n: (-sizes[n], n))
    if size <= len(sizes):
        return {name: int(name in largest[:size]) for name in sizes}
    exact = {name: size * n / whole for name, n in sizes.items()}
    shares = {name: max(1, int(share)) for name, share in exact.items()}
    for name in sorted(sizes, key=lambda n: (int(exact[n]) - exact[n], n)):
        if sum(shares.values()) < size and shares[name] < sizes[name]:
            shares[name] += 1
    while sum(shares.values()) > size:  # the ones that each got took too many: from the largest share
        shares[max(shares, key=lambda n: (shares[n], n))] -= 1
    return shares


def _risk(items: list[Item], size: int, seed: str) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda i: (-i.risk, _lot(seed, i.key)))[:size])


_DRAW: Mapping[Method, Callable[[list[Item], int, str], tuple[Item, ...]]] = {
    Method.RANDOM: _random, Method.INTERVAL: _interval, Method.STRATIFIED: _stratified, Method.RISK: _risk,
}  # fmt: skip


def _sane(population: int, confidence: float, tolerable: float, expected: float) -> None:
    if population < 1:
        raise AuditError(Text("没有可抽取的外访。", "There is nothing to draw from."))
    if not 0.5 <= confidence < 1 or not 0 < tolerable < 1 or not 0 <= expected < 1:
        raise AuditError(
            Text(
                "可信赖程度应在 50% 至 100% 之间（不含 100%），可容忍偏差率应大于 0 且小于 100%，预计偏差率应小于 100%。",
                "The confidence must lie from 50% to below 100%, the tolerable rate between 0 and 100%, the expected rate below 100%.",
            )
        )
    if expected >= tolerable:
        raise AuditError(
            Text(
                "预计偏差率应低于可容忍偏差率，否则抽样不能得出可接受的结论，应当全部检查。",
                "The expected rate must be below the tolerable one; otherwise no sample can show that it is kept: check everything.",
            )
        )


def _worked(size: int, allowed: int, population: int, confidence: float, tolerable: float, expected: float) -> Text:
    if size == population:
        return Text(
            f"总体 {population} 条：要达到 {confidence:.0%} 的可信赖程度，需全部检查。",
            f"Population {population}: at {confidence:.0%} confidence all of it has to be checked.",
        )
    return Text(
        f"总体 {population} 条，可信赖程度 {confidence:.0%}，可容忍偏差率 {tolerable:.1%}，预计偏差率 {expected:.1%}："
        f"至少抽取 {size} 条；其中偏差不超过 {allowed} 条时，可认为总体偏差率低于可容忍偏差率。",
        f"Population {population}, confidence {confidence:.0%}, tolerable rate {tolerable:.1%}, expected rate {expected:.1%}: "
        f"draw at least {size}; with no more than {allowed} deviations the rate of the whole is held to be below the tolerable one.",
    )


def _told(
    population: int, checked: int, deviations: int, rate: float, upper: float, confidence: float, tolerable: float, kept: bool
) -> Text:  # fmt: skip
    if not checked:
        return Text("尚未检查任何样本。", "No sample has been checked yet.")
    if checked == population:
        return Text(
            f"总体 {population} 条已全部检查，偏差 {deviations} 条（{rate:.2%}），不需推断。",
            f"All {population} were checked, of these deviating: {deviations} ({rate:.2%}); nothing has to be inferred.",
        )
    so = ("不超过", "does not exceed") if kept else ("超过", "exceeds")
    return Text(
        f"已查 {checked} 条，偏差 {deviations} 条，样本偏差率 {rate:.2%}；以 {confidence:.0%} 的可信赖程度，总体（{population} 条）偏差率"
        f"不高于 {upper:.2%}（Clopper-Pearson 精确上限），该上限{so[0]}可容忍偏差率 {tolerable:.1%}。",
        f"Checked: {checked}, of these deviating: {deviations} ({rate:.2%}); with {confidence:.0%} confidence the rate of the whole "
        f"({population}) is at most {upper:.2%} (Clopper-Pearson), which {so[1]} the tolerable {tolerable:.1%}.",
    )


_NOT_EXTENDED = Text(
    "按风险优先选取的样本不是随机样本，其结果不能推断总体。",
    "A sample chosen by risk is not drawn by chance: its result says nothing of the whole.",
)
