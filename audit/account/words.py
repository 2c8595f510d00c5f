"""The vocabulary: concepts and their terms, slots, people and grammar words, read from the TOML files in `vocabulary/`.

A file may hold any of these tables; the same concept, slot or list in a second file is extended, so a bank adds a file of its own:

    [slots]
    "证" = ["工作证", "工牌"]                     # used in terms as <证>

    [concept.credentials_shown]
    zh = "出示证件"                              # what it is called in the printed reading
    en = "credentials shown"
    default = "collectors"                      # who did it where the subject is dropped (else carried over)
    doer = "collectors"                         # who did it whatever the subject (the words themselves say so)
    [concept.credentials_shown.terms]           # groups, of any names; where two terms match the same words, the first counts
    formal = ["出示~<证>"]                        # the notation is described in notation.py
    english = ["show(ed|n)? (our|my) badges?"]

    [people]
    borrower = ["借款人", "债务人"]               # lists named by Actor
    [grammar]
    negation = ["未", "没"]                      # lists named by Kind, see lexer.py
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import ahocorasick

from audit.account.actors import Actor
from audit.account.fold import fold
from audit.account.notation import BORROWER_MARK, LIABLE_MARK, MET_MARK, VISITOR_MARK, Choice, Raw, Sequence, TermError, parse_nodes
from audit.account.pattern import Pattern, parse
from audit.model import AuditError, Text

FOLDER = Path(__file__).parent / "vocabulary"

_NAME_SLOTS: Mapping[str, Sequence] = {
    "visitor": (Raw(f"{VISITOR_MARK}{{1,40}}", 40),),
    "borrower": (Raw(f"{BORROWER_MARK}{{1,40}}", 40),),
    "liable": (Raw(f"{LIABLE_MARK}{{1,40}}", 40),),
    "met": (Raw(f"{MET_MARK}{{1,40}}", 40),),
    "number": (Raw("[0-9._几零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟廿半]{1,10}", 10),),
}


class Kind(StrEnum):
    """What a grammar word does; the lists of `[grammar]` bear these names, and `lexer` reads by them."""

    PERSON = "person"
    NEGATION = "negation"
    OUTER = "outer"
    PLAIN = "plain"
    SAY = "say"
    ASK = "ask"
    REQUEST = "request"
    PASSIVE = "passive"
    TO = "to"
    BY = "by"
    CLOSER = "closer"
    RULE = "rule"
    INTEND = "intend"
    CORRECTED = "corrected"
    ELSEWHERE = "elsewhere"
    NOW = "now"
    UNSURE = "unsure"
    DOOR = "door"
    INSIDE = "inside"
    PUBLIC = "public"
    DOWNSTAIRS = "downstairs"
    CAR = "car"
    PHONE = "phone"
    WORKPLACE = "workplace"
    CONNECTIVE = "connective"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a concept."""

    id: int
    concept: str
    group: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Concept:
    name: str
    zh: str
    en: str
    default: Actor | None = None
    doer: Actor | None = None


@dataclass(slots=True)
class Vocabulary:
    """All terms, with one automaton over the anchors of all of them."""

    concepts: Mapping[str, Concept]
    known: frozenset[str]
    terms: tuple[Term, ...]
    people: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, tuple[str, ...]]
    typos: Mapping[str, str]
    mistyped: Any  # automaton of the typos, each with itself and what it should be
    anchors: Any  # automaton, see `_automaton`
    denial: re.Pattern[str]  # any word of denial
    own: frozenset[tuple[str, str]]  # concept and spelling of the terms that do not ship with the program: the bank's own
    units: dict[Any, Any] = field(default_factory=dict)  # kept by `units`
    sentences: dict[str, Any] = field(default_factory=dict)  # kept by `units`
    states: dict[Any, Any] = field(default_factory=dict)  # kept by `scene`
    lexicon: Any = field(default=None)  # made by `lexer` at first use

    def forget(self) -> None:
        """Drops what is kept of the wordings read."""
        for kept in (self.units, self.sentences, self.states):
            kept.clear()

    def __contains__(self, concept: str) -> bool:
        return concept in self.concepts


@cache
def vocabulary(extra: Path | None = None) -> Vocabulary:
    """The vocabulary that ships with the program, with a bank's own file (or folder of files) added to it."""
    files = sorted(FOLDER.glob("*.toml"))
    if extra is not None:
        files += sorted(extra.glob("*.toml")) if extra.is_dir() else [extra]
    return load(files)


def load(files: Iterable[Path]) -> Vocabulary:
    """A vocabulary of these files. Raises AuditError naming file, concept and term where something is wrong."""
    raws = [(path, _parsed(path)) for path in files]
    slots = _slots(raws)
    lists: dict[str, dict[str, list[str]]] = {"people": {}, "grammar": {}}
    concepts: dict[str, Concept] = {}
    terms: list[Term] = []
    typos: dict[str, str] = {}
    own: set[tuple[str, str]] = set()
    for path, raw in raws:
        for kind, found in lists.items():
            for name, words in _table(path, raw, kind).items():
                if name not in _NAMES[kind]:
                    raise _error(path, f"{kind}.{name}", "", Text("没有这一类词", "there is no such list"))
                found.setdefault(name, []).extend(map(fold, _strings(path, f"{kind}.{name}", words)))
        typos.update({fold(a): fold(b) for a, b in _typos(path, raw)})
        for name, entry in _table(path, raw, "concept").items():
            concepts[name] = _concept(path, name, entry, concepts.get(name))
            more = list(_terms(path, name, entry, slots, len(terms)))
            terms += more
            if path.parent != FOLDER:
                own.update((name, term.pattern.source) for term in more)
    grammar = {k: tuple(v) for k, v in lists["grammar"].items()}
    return Vocabulary(
        concepts=concepts,
        known=frozenset(concepts),
        terms=tuple(terms),
        people={name: tuple(listed) for name, listed in lists["people"].items()},
        grammar=grammar,
        typos=typos,
        anchors=_automaton(terms),
        mistyped=_mistyped(typos),
        own=frozenset(own),
        denial=_any_of((*grammar.get("negation", ()), *grammar.get("outer", ()))),
    )


#: Strings of which a text must hold one; None: nothing is needed.
Need = frozenset[str] | None
#: The terms of an anchor: (first need, [(second need, term)]). A need that is not met spares the whole group.
Groups = tuple[tuple[Need, tuple[tuple[Need, Term], ...]], ...]
_ByAnchor = dict[str, dict[Need, list[tuple[Need, Term]]]]


def _mistyped(typos: Mapping[str, str]) -> Any:
    automaton = ahocorasick.Automaton()
    for wrong, right in typos.items():
        automaton.add_word(wrong, (wrong, right))
    automaton.make_automaton()
    return automaton


def _automaton(terms: Iterable[Term]) -> Any:
    """String -> (itself, the terms of a clause it may begin, those that run over commas); what is only needed begins none."""
    within: _ByAnchor = {}
    across: _ByAnchor = {}
    needs: dict[tuple[str, ...], Need] = {}
    for term in terms:
        own = [needs.setdefault(need, frozenset(need)) for need in term.pattern.needs]
        first, second = (*own, None, None)[:2]
        for anchor in term.pattern.anchors:
            (across if term.pattern.across else within).setdefault(anchor, {}).setdefault(first, []).append((second, term))
    needed = dict.fromkeys(string for need in needs for string in need if len(string) > 1)
    automaton = ahocorasick.Automaton()
    for string in {**within, **across, **needed}:
        automaton.add_word(string, (string, _groups(within, string), _groups(across, string)))
    automaton.make_automaton()
    return automaton


def _groups(anchors: _ByAnchor, string: str) -> Groups:
    return tuple((need, tuple(found)) for need, found in anchors.get(string, {}).items())


def nicknames(surnames: Iterable[str], plain: Iterable[str]) -> set[str]:
    """小王, 老李 …, but for plain words such as 小区."""
    return {title + surname for surname in "".join(surnames) for title in ("小", "老", "阿", "大")} - set(plain)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words; those that hold another are left out."""
    words = set(words)
    short = [w for w in words if not any(o != w and o in w for o in words)]
    return re.compile("|".join(map(re.escape, sorted(short))) or "(?!)")


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise _error(path, "", "", _unreadable(e)) from e


def _unreadable(e: OSError | UnicodeDecodeError | tomllib.TOMLDecodeError) -> Text:
    if isinstance(e, FileNotFoundError):
        return Text("找不到该文件", "there is no such file")
    if isinstance(e, OSError):
        return Text(
            "无法打开，可能没有读取权限或正被其他程序占用", "cannot be opened: no leave to read it, or another program holds it"
        )
    if isinstance(e, UnicodeDecodeError):
        return Text("不是 UTF-8 编码，请另存为 UTF-8", "not written in UTF-8: save it as UTF-8")
    place = re.search(r"line (\d+), column (\d+)", str(e))
    zh, en = (
        (f"第 {place[1]} 行第 {place[2]} 列", f"line {place[1]}, column {place[2]}") if place else ("末尾", "the end of the file")
    )
    return Text(f"{zh}不合 TOML 格式", f"no valid TOML at {en}")


_KNOWN = {"slots", "concept", "people", "grammar", "typos"}
#: What the lists of a table may be called.
_NAMES = {"people": {*Actor, "surnames"}, "grammar": {*Kind}}


def _table(path: Path, raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    if unknown := set(raw) - _KNOWN:
        raise _error(path, sorted(unknown)[0], "", Text("没有这种表", "unknown table"))
    table = raw.get(name, {})
    if not isinstance(table, dict):
        raise _error(path, name, "", _NO_TABLE)
    return table


def _strings(path: Path, where: str, words: Any) -> list[str]:
    if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
        raise _error(path, where, "", Text("不是由引号内的词组成的列表", "not a list of words in quotes"))
    return words


def _typos(path: Path, raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for wrong, right in _table(path, raw, "typos").items():
        if not isinstance(right, str) or len(right) != len(wrong):
            raise _error(path, "typos", wrong, Text("须与其所代的词字数相同", "must be as long as what it stands for"))
        yield wrong, right


def _slots(raws: Iterable[tuple[Path, Mapping[str, Any]]]) -> Mapping[str, Sequence]:
    """Slots may use slots that stand before them (files in order of name, then order in the file)."""
    slots: dict[str, Sequence] = dict(_NAME_SLOTS)
    for path, raw in raws:
        for name, words in _table(path, raw, "slots").items():
            if name in _NAME_SLOTS:
                raise _error(path, f"slots.{name}", "", Text("此词组为内置，不可更改", "this slot is built in"))
            options = list(_options(slots.get(name)))
            for word in _strings(path, f"slots.{name}", words):
                try:
                    options.append(parse_nodes(word, slots))
                except TermError as e:
                    raise _error(path, f"slots.{name}", word, e.why) from e
            slots[name] = (Choice(tuple(dict.fromkeys(options))),)
    return slots


def _options(slot: Sequence | None) -> tuple[Sequence, ...]:
    return slot[0].options if slot and isinstance(slot[0], Choice) else ()


def _concept(path: Path, name: str, entry: Any, known: Concept | None) -> Concept:
    if not isinstance(entry, dict):
        raise _error(path, name, "", _NO_TABLE)
    if unknown := set(entry) - {"zh", "en", "default", "doer", "terms"}:
        raise _error(path, name, "", Text(f"没有“{sorted(unknown)[0]}”这一项", f"unknown key {sorted(unknown)[0]}"))
    if not all(isinstance(entry.get(key, ""), str) for key in ("zh", "en")):
        raise _error(path, name, "", Text("zh、en 须为引号内的文字", "zh and en must be words in quotes"))
    for named in (entry[key] for key in ("default", "doer") if key in entry):
        if named not in list(Actor):
            raise _error(
                path, name, "", Text(f"“{named}”不在可用的人物之列：{'、'.join(Actor)}", f"{named} is none of {', '.join(Actor)}")
            )
    default, doer = (Actor(entry[key]) if key in entry else None for key in ("default", "doer"))
    if known is None:
        return Concept(name, entry.get("zh", name), entry.get("en", name), default, doer)
    return Concept(name, entry.get("zh", known.zh), entry.get("en", known.en), default or known.default, doer or known.doer)


def _terms(path: Path, name: str, entry: Mapping[str, Any], slots: Mapping[str, Sequence], first: int) -> Iterator[Term]:
    groups = entry.get("terms", {})
    if not isinstance(groups, dict):
        raise _error(path, name, "", Text("terms 不是由列表组成的表", "terms is not a table of lists"))
    for group, words in groups.items():
        for word in _strings(path, f"{name}.{group}", words):
            try:
                yield Term(first, name, group, parse(word, slots))
            except TermError as e:
                raise _error(path, name, word, e.why) from e
            first += 1


_NO_TABLE = Text("不是表", "not a table")


def _error(path: Path, concept: str, term: str, what: Text) -> AuditError:
    zh = "，".join(p for p in (concept and f"“{concept}”", term and f"词条“{term}”") if p)
    en = ", ".join(p for p in (concept and f"“{concept}”", term and f"term “{term}”") if p)
    return AuditError(
        Text(f"词表文件 {path.name} {zh}有误：{what.zh}。", f"Vocabulary file {path.name}{', ' + en if en else ''}: {what.en}.")
    )
