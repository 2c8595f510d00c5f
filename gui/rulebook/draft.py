"""Draft: a pack with what a person changed of it, not saved yet; one step of plain data after another, and what differs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from audit.bankpack import Pack, plain
from audit.policy import Period, Policy, load

_APART = re.compile(r"[、,，;；\n]+")


def begun(name: str, packs: Mapping[str, Pack]) -> Pack:
    """The bank's own pack of that name, or an empty one over a built-in."""
    return packs[name] if name in packs else Pack("", built_in(name).title, name)


@cache
def built_in(name: str) -> Policy:
    """A pack that ships with the program; its file is read once."""
    return load(name)


def base_period(pack: Pack) -> Period:
    """What the pack is laid over, as it is in force now."""
    return built_in(pack.base).on(None)


def limits(pack: Pack) -> dict[str, Any]:
    """Every limit as the pack has it."""
    return {**plain(base_period(pack).limits), **pack.limits}


def with_limit(pack: Pack, name: str, value: Any) -> Pack:
    """Back at the base's value it is no change."""
    own = {**pack.limits, name: value}
    if plain(base_period(pack).limits)[name] == value:
        del own[name]
    return replace(pack, limits=own)


def is_on(pack: Pack, rule: str) -> bool:
    return rule not in (base_period(pack).off | set(pack.off)) - set(pack.on)


def with_rule(pack: Pack, rule: str, on: bool) -> Pack:
    off, back, was = set(pack.off) - {rule}, set(pack.on) - {rule}, rule not in base_period(pack).off
    if on != was:
        (back if on else off).add(rule)
    return replace(pack, off=tuple(sorted(off)), on=tuple(sorted(back)))


def grade(pack: Pack, rule: str, usual: int) -> int:
    return pack.grades.get(rule, base_period(pack).grades.get(rule, usual))


def with_grade(pack: Pack, rule: str, value: int, usual: int) -> Pack:
    own = {**pack.grades, rule: value}
    if base_period(pack).grades.get(rule, usual) == value:
        del own[rule]
    return replace(pack, grades=own)


def with_words(pack: Pack, concept: str, typed: str) -> Pack:
    """Words as they are typed, one after another."""
    terms = tuple(dict.fromkeys(term.strip() for term in _APART.split(typed) if term.strip()))
    own = {name: value for name, value in pack.vocabulary.items() if name != concept}
    return replace(pack, vocabulary={**own, concept: terms} if terms else own)


def changes(pack: Pack, saved: Pack) -> int:
    """How many things differ from what is saved."""
    pairs = ((pack.limits, saved.limits), (pack.grades, saved.grades), (pack.vocabulary, saved.vocabulary))
    differing = sum(len({k for k in {*a, *b} if a.get(k) != b.get(k)}) for a, b in pairs)
    return differing + len(set(pack.off) ^ set(saved.off)) + len(set(pack.on) ^ set(saved.on))


def touched(pack: Pack, rule: str, own_limits: tuple[str, ...], concepts: tuple[str, ...]) -> bool:
    """Whether the pack changes anything of a rule."""
    return (
        rule in (*pack.off, *pack.on, *pack.grades)
        or any(name in pack.limits for name in own_limits)
        or any(name in pack.vocabulary for name in concepts)
    )
