"""What a clause may hold, at a glance, before words are told apart: worked out once for each wording.

Agencies repeat themselves: most clauses of a log stand in it many times, so that a large audit is spared most of the looking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from audit.account.pattern import Pattern
from audit.account.words import CLAUSE, LONGEST, MOST, NOTHING, Groups, Term, Vocabulary

Hit = tuple[int, Term]
Gaps = tuple[tuple[int, int], ...]
Anchor = tuple[int, Groups]


@dataclass(frozen=True, slots=True)
class Glance:
    """One wording of a clause. `text`: with typos mended (`mended`: there were some). `plain`: concepts of which a term matches;
    `named`: of which one may where a name of the cast stands; `denied`: a word of denial is in it; `hits`: the terms by concept, each
    with where its anchor stands. `across`: anchors of terms that run over commas; `met`: needs of them that the clause meets.
    """

    text: str
    mended: bool
    plain: frozenset[str]
    named: frozenset[str]
    denied: bool
    hits: Mapping[str, tuple[Hit, ...]]
    across: tuple[Anchor, ...]
    met: frozenset[int]


def glances(folded: str, words: Vocabulary) -> list[tuple[int, Glance]]:
    """The clauses of a folded account, each with its beginning."""
    known = words.glances
    found = []
    for clause in CLAUSE.finditer(folded):
        text = clause.group()
        glance = known.get(text)
        if glance is None:
            glance = _look(text, words)
            if len(text) <= LONGEST:
                if len(known) >= MOST:
                    known.clear()
                known[text] = glance
        found.append((clause.start(), glance))
    return found


def across(found: Iterable[tuple[int, Glance]], folded: str, words: Vocabulary) -> Iterable[Hit]:
    """The terms that run over commas: their anchor stands in a clause, what else they need anywhere in the account."""
    anchors: list[Anchor] = []
    met: set[int] = set()
    for start, glance in found:
        met |= glance.met
        if glance.across:
            anchors += [(start + at, groups) for at, groups in glance.across]
    return _possible(anchors, met, folded, words) if anchors else ()


def _look(text: str, words: Vocabulary) -> Glance:
    within: list[Anchor] = []
    over: list[Anchor] = []
    met = {NOTHING}
    for last, (string, groups, others, needs, right) in words.anchors.iter(text):
        at = last + 1 - len(string)
        if right:
            return replace(_look(text[:at] + right + text[at + len(right) :], words), mended=True)
        if groups:
            within.append((at, groups))
        if others:
            over.append((at, others))
        met.update(needs)
    hits: dict[str, list[Hit]] = {}
    plain: set[str] = set()
    for at, term in _possible(within, met, text, words):
        if matched(term.pattern, text, at, 0) is not None:
            plain.add(term.concept)
        elif not term.pattern.named:
            continue
        hits.setdefault(term.concept, []).append((at, term))
    kept = {concept: tuple(found) for concept, found in hits.items()}
    return Glance(
        text, False, frozenset(plain), frozenset(kept) - plain, words.denial.search(text) is not None, kept, tuple(over), frozenset(met),
    )  # fmt: skip


def _possible(anchors: Iterable[Anchor], met: Set[int], text: str, words: Vocabulary) -> Iterator[Hit]:
    """The terms of the anchors of which all that they need is there."""
    single = words.characters
    present = frozenset(text)

    def lacks(need: int) -> bool:
        return need not in met and present.isdisjoint(single[need])

    for at, groups in anchors:
        for need, terms in groups:
            if not lacks(need):
                for other, term in terms:
                    if not lacks(other):
                        yield at, term


def matched(pattern: Pattern, text: str, at: int, since: int) -> tuple[int, int, int, Gaps] | None:
    """Where the pattern matches around its anchor at `at`, not before `since`: start, end, head and gaps."""
    if pattern.literal:
        return _literally(pattern.literal, text, at)
    end = at + pattern.after
    if pattern.tail is not None and pattern.tail.match(text, at, end) is None:
        return None
    if pattern.first == 0:
        found = pattern.regex.match(text, at, end)
    else:
        found = pattern.regex.search(text, max(since, at - pattern.before), end)
    if found is None:
        return None
    head = found.start("head") if "head" in found.re.groupindex else found.start()
    return found.start(), found.end(), head, found.regs[1:]


def _literally(word: str, text: str, at: int) -> tuple[int, int, int, Gaps] | None:
    end = at + len(word)
    if not text.startswith(word, at):  # a name stands there
        return None
    if (_latin(word[0]) and _latin(text[at - 1 : at])) or (_latin(word[-1]) and _latin(text[end : end + 1])):
        return None
    return at, end, at, ()


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
