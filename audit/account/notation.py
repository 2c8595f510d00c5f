"""The notation of a term in the vocabulary: what a clerk writes, what it matches, and the words it cannot match without.

    出示工作证        these characters (Traditional, full width and capitals match too)
    (出示|亮)了?证     one of several; the character or group before ? may be missing
    [没未]带证        one of these characters
    [^刚]才出示       a character that is none of these
    出示~证          ~ a gap of at most 6 characters inside the clause; ~12 at most 12 (40 is the most)
    搭档~~楼下等       ~~ a gap of at most 16 characters that may run over commas, not over the end of a sentence
    出示~<证>        <...> a slot: any word of the list of that name; <number> a number in digits or characters
    现金~~24@收下    @ the head: whoever does this, does it (else the beginning of the match is asked); at most one
    ^收2000$         ^ and $: the beginning and the end of a clause

At most sixteen parts of a term may match in two ways (了?, 票 and 票据); it never runs over the end of a sentence.

Nothing repeats without a bound, so matching takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from audit.account.fold import fold
from audit.model import Text

MAX_GAP = 40
#: What ends a clause.
STOPS = frozenset(",。;!?\n")
SENTENCE_STOPS = STOPS - {","}
#: Names stand in the matched text as these characters, see `lexer.mask`.
VISITOR_MARK, BORROWER_MARK, LIABLE_MARK, MET_MARK = "\ue000", "\ue001", "\ue002", "\ue003"
MARKS = (VISITOR_MARK, BORROWER_MARK, LIABLE_MARK, MET_MARK)
OWNED_MARK = "\ue004"  # a name that only tells whose father, wife or boss somebody is


class TermError(ValueError):
    """What is wrong with a term, in both languages."""

    def __init__(self, zh: str, en: str):
        super().__init__(en)
        self.why = Text(zh, en)


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True, eq=False)  # itself its hash: a slot of hundreds of words is asked of by hundreds of terms
class Choice:
    options: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    of: Node


@dataclass(frozen=True, slots=True)
class Gap:
    most: int
    over_commas: bool


@dataclass(frozen=True, slots=True)
class Raw:
    """A built-in slot (names, numbers) or an edge of a clause: never an anchor."""

    regex: str
    longest: int


@dataclass(frozen=True, slots=True)
class Head:
    """Where in the match the actor and the status are asked for."""


#: Edges of a clause; one character of room, so that a window never ends where the clause does not.
_BEGIN, _END = Raw(r"(?<![^,。;!?\n()“])", 1), Raw(r"(?![^,。;!?\n()”])", 1)
Node = Literal | Choice | Optional | Gap | Raw | Head
Sequence = tuple[Node, ...]


def parse_nodes(source: str, slots: Mapping[str, Sequence]) -> Sequence:
    """The nodes that `source` spells. Raises TermError."""
    nodes, rest = _sequence(fold_term(source), 0, slots, closing=False)
    if rest != len(fold_term(source)):
        raise TermError("有 ) 而没有与之相配的 (", "a ) without its (")
    if not nodes:
        raise TermError("空词条", "empty")
    return nodes


def without_stop(last: Node) -> Node:
    """(块|,|$) at the end of a term says $ twice; without the stop the term stays in its clause, which is found sooner."""
    if isinstance(last, Optional):
        return Optional(without_stop(last.of))
    if not isinstance(last, Choice):
        return last
    ends = (_END,) in last.options
    kept = (o for o in last.options if not (ends and len(o) == 1 and isinstance(o[0], Literal) and o[0].text in STOPS))
    options = tuple((*o[:-1], without_stop(o[-1])) if o else o for o in kept)
    # a slot that says nothing of the kind stays the one object that all terms share
    return last if options == last.options else Choice(options)


def fold_term(source: str) -> str:
    # `fold` turns a blank beside a Chinese character into a comma: right for accounts, and the same for terms
    return fold(source.strip())


def _sequence(s: str, i: int, slots: Mapping[str, Sequence], closing: bool) -> tuple[Sequence, int]:
    nodes: list[Node] = []
    options: list[Sequence] = []
    while i < len(s):
        c = s[i]
        if c == ")" and closing:
            break
        if c == ")":
            return tuple(nodes), i
        if c == "|":
            if not closing:
                raise TermError("| 不在 ( ) 之内", "a | outside of ( )")
            options.append(_joined(nodes))
            nodes = []
            i += 1
            continue
        i = _READERS.get(c, _read_literal)(s, i, slots, nodes)
    else:
        if closing:
            raise TermError("有 ( 而没有与之相配的 )", "a ( without its )")
    if options:
        options.append(_joined(nodes))
        return (Choice(tuple(options)),), i
    return _joined(nodes), i


def _read_literal(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    if s[i] in "]>":
        raise TermError(f"有 {s[i]} 而没有它的开头", f"a {s[i]} without its beginning")
    nodes.append(Literal(s[i]))
    return i + 1


def _read_group(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    inner, i = _sequence(s, i + 1, slots, closing=True)
    if not inner:
        raise TermError("( ) 之内为空", "an empty ( )")
    nodes.append(inner[0] if len(inner) == 1 else Choice((inner,)))
    return i + 1


def _read_class(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    end = s.find("]", i)
    if end <= i + 1:
        raise TermError("[ ] 之内为空，或有 [ 而没有 ]", "an empty [ ] or a [ without its ]")
    if s[i + 1] == "^":
        nodes.append(Raw(rf"[^{re.escape(s[i + 2 : end])},。;!?\n()]", 2))
    else:
        nodes.append(Choice(tuple((Literal(c),) for c in s[i + 1 : end])))
    return end + 1


def _read_slot(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    end = s.find(">", i)
    name = s[i + 1 : end] if end > 0 else ""
    if name not in slots:
        raise TermError(f"没有名为 <{name}> 的词组", f"no slot <{name}>")
    nodes.extend(slots[name])
    return end + 1


def _read_optional(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    if not nodes or isinstance(nodes[-1], Gap | Optional):
        raise TermError("? 之前没有可以省略的部分", "a ? with nothing before it")
    nodes[-1] = Optional(nodes[-1])
    return i + 1


def _read_edge(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    nodes.append(_BEGIN if s[i] == "^" else _END)
    return i + 1


def _read_head(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    nodes.append(Head())
    return i + 1


def _read_gap(s: str, i: int, slots: Mapping[str, Sequence], nodes: list[Node]) -> int:
    over = s.startswith("~~", i)
    i += 2 if over else 1
    digits = re.compile(r"\d{0,2}").match(s, i)
    number = digits.group() if digits else ""
    most = int(number) if number else (16 if over else 6)
    if not 1 <= most <= MAX_GAP:
        raise TermError(f"间隔为 {most}，只可为 1 至 {MAX_GAP}", f"a gap of {most}; 1 to {MAX_GAP} is allowed")
    nodes.append(Gap(most, over))
    return i + len(number)


_READERS: Mapping[str, Callable[[str, int, Mapping[str, Sequence], list[Node]], int]] = {
    "(": _read_group, "[": _read_class, "<": _read_slot, "?": _read_optional, "~": _read_gap,
    "@": _read_head,
    "^": _read_edge, "$": _read_edge,
}  # fmt: skip


def _joined(nodes: Iterable[Node]) -> Sequence:
    """Neighbouring literals made one, but for the stops between clauses: anchors are looked for clause by clause."""
    out: list[Node] = []
    for node in nodes:
        last = out[-1] if out else None
        if isinstance(node, Literal) and isinstance(last, Literal) and node.text not in STOPS and last.text not in STOPS:
            out[-1] = Literal(last.text + node.text)
        else:
            out.append(node)
    return tuple(out)
