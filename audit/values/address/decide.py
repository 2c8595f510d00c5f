"""Whether two addresses are one place: same, different or review, with the level that decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from audit.model import FiledAddress, Text
from audit.values.address import latin
from audit.values.address.answer import SAME, Answer, Verdict, answer_of
from audit.values.address.divisions import divisions
from audit.values.address.levels import best
from audit.values.address.normalise import half
from audit.values.address.parse import parse, unplaced
from audit.values.address.reading import LEVELS, Part, Reading
from audit.values.address.region import conflict, head
from audit.values.address.romanised import written


def compare(on_file: str, visited: str) -> Answer:
    """Whether `visited` may be taken for `on_file`. Deterministic; empty strings are for review."""
    if on_file and _plainly_same(on_file, visited):
        return SAME
    return _compare(on_file, visited)


_NUMBERED = re.compile(r"[①②③④⑤;；\n]|(?<![\d-])[1-5][、.．](?=[\u4e00-\u9fff])")


def _several(on_file: str) -> list[str]:
    """①…；②…: the addresses in one cell, where there are several."""
    found = [one.strip() for one in _NUMBERED.split(on_file)] if _NUMBERED.search(on_file) else []
    found = [one for one in found if len(one) >= 6]
    return found if len(found) > 1 else []


def nearest(visited: str, addresses: Iterable[FiledAddress]) -> tuple[FiledAddress, Answer] | None:
    """The address on file that the visited one is, else the one that comes nearest with what differs; None without addresses."""
    top: tuple[int, int, FiledAddress, Answer] | None = None
    for filed in addresses:
        if not filed.address.strip():
            continue
        answer = compare(filed.address, visited)
        if answer.verdict is Verdict.SAME:
            return filed, answer
        depth = list(LEVELS).index(answer.level) if answer.level else 0
        rank = (answer.verdict is Verdict.REVIEW, depth)
        if top is None or rank > top[:2]:
            top = (*rank, filed, answer)
    return top[2:] if top else None


def region(text: str) -> tuple[str, str, str]:
    """Province, city, county of today as far as the address tells them without doubt ('' each)."""
    table = divisions()
    told = parse(text).place.told
    paths = [table.all[new].path for old in told for new in table.kin(old) if table.kin(new) == {new}]
    names = ["", "", ""]
    for path in paths:
        level = {1: (0,), 2: (0, table.all[table.at[path]].level - 1), 3: (0, 1, 2)}[len(path)]
        here = ["", "", ""]
        for at, name in zip(level, path, strict=True):
            here[at] = name
        names = here if path is paths[0] else [n if n == h else "" for n, h in zip(names, here, strict=True)]
    return names[0], names[1], names[2]


_BETWEEN = re.compile(r"(?:号楼|栋|幢|座|单元)(?=\d)")


def _plainly_same(on_file: str, visited: str) -> bool:
    """The short way for most rows: the same but for 栋 or -, 室 at the end, or divisions left out at the head."""
    if on_file == visited:
        return True
    a, b = _BETWEEN.sub("-", half(on_file)).rstrip("室"), _BETWEEN.sub("-", half(visited)).rstrip("室")
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if long == short:
        return True
    return len(short) > 5 and long.endswith(short) and not short[0].isdigit() and _only_divisions(long[: -len(short)])


@lru_cache(maxsize=4096)
def _only_divisions(text: str) -> bool:
    place = head(text + "某路")
    return bool(place.told) and place.end == len(text) and text[-1] in "省市区县旗州盟"


@lru_cache(maxsize=8192)
def _compare(on_file: str, visited: str) -> Answer:
    if any(compare(one, visited).verdict is Verdict.SAME for one in _several(on_file)):
        return SAME
    a, b = parse(on_file), parse(visited)
    if not a.text.strip("\0") or not b.text.strip("\0"):
        return Answer(Verdict.REVIEW, "whole", why=Text("其中一方没有地址", "one of the two is empty"))
    if a.latin and b.latin:
        return latin.compare(on_file, visited)
    return _across_scripts(a, b) if a.latin or b.latin else _compare_readings(a, b)


def _across_scripts(a: Reading, b: Reading) -> Answer:
    """The same only where the one in Latin letters says every name of the other; numbers tell two places apart only where each has one that
    the other lacks: else one may have been misplaced."""
    read = _in_one_script(a, b)
    if read is None:
        return _TWO_SCRIPTS
    a, b, whole = read
    found = _compare_readings(a, b)
    x, y = (Counter(_NUMBER.findall(r.text)) for r in (a, b))
    lettered, other = ({value.isalpha() for value in own} for own in (x - y, y - x))
    told_apart = bool(lettered) and lettered == other  # Block A may be 1栋
    misplaced = found.verdict is Verdict.DIFFERENT and found.level not in _NAMED and not told_apart
    return _TWO_SCRIPTS if misplaced or (found.verdict is Verdict.SAME and not whole) else found


_NUMBER = re.compile(r"\d+|[A-Z]")
#: Levels at which names are compared, not numbers.
_NAMED = frozenset({"province", "city", "county", "park", "town", "village", "hamlet", "road", "name", "branch"})


def _in_one_script(a: Reading, b: Reading) -> tuple[Reading, Reading, bool] | None:
    """Both, the one in Latin letters as read in the other's characters, and whether it says every name of the other; None: it cannot be."""
    latin, other = (a, b) if a.latin else (b, a)
    said = None if other.overseas else written(latin.original, other)
    if said is None:
        return None
    read = parse(said.text)
    read = replace(read, original=latin.original, spans=tuple(said.where[at] for at in read.where))
    return (read, b, said.whole) if a.latin else (a, read, said.whole)


def _compare_readings(a: Reading, b: Reading) -> Answer:
    if a.text == b.text:
        return SAME
    if a.overseas or b.overseas:
        if _across_the_border(a, b):
            return _overseas(a, b)
        return _if_sure(*(r if r.overseas else unplaced(r) for r in (a, b)))
    clash = conflict(a.place, b.place)
    a, b = _as_told(a, b), _as_told(b, a)
    if clash and not (a.place.firm and b.place.firm):
        # A lone short name at the head may be an estate's: read it as a name unless the divisions agree.
        a = a if a.place.firm else unplaced(a)
        b = b if b.place.firm else unplaced(b)
        clash = 0
    if clash:
        return _places(a, b, clash)
    return best(a, b)[0]


def _as_told(r: Reading, other: Reading) -> Reading:
    """平安人寿: a lone short name at the head that the other address has further behind is part of a name."""
    if r.place.firm or not r.place.levels:
        return r
    _, start, end = r.place.levels[0]
    return unplaced(r) if other.text.find(r.text[start:end], other.place.end) >= 0 else r


_TWO_SCRIPTS = Answer(
    Verdict.REVIEW,
    "whole",
    why=Text(
        "一处为中文、一处为拼音或外文，未能逐词对应", "one is in Chinese, one in Latin letters, and not every word has its like"
    ),
)


def _across_the_border(a: Reading, b: Reading) -> bool:
    """Two of Hong Kong, Macau, the cities of Taiwan and the mainland; a head that is left out says nothing."""
    if a.overseas and b.overseas:
        return a.overseas.value != b.overseas.value
    return a.place.firm or b.place.firm


def _overseas(a: Reading, b: Reading) -> Answer:
    """新北市板橋區, 台北市板桥区: where all that follows is one, the city may have been told loosely; over the border a person looks."""
    x, y = a.overseas or _step(a, 0), b.overseas or _step(b, 0)
    apart = a.overseas and b.overseas and a.text[x.end :] != b.text[y.end :]
    return answer_of(Verdict.DIFFERENT if apart else Verdict.REVIEW, "city", a, b, x, y)


#: 123-125号 holds 123号; floors that have no number.
_RANGE, _NO_NUMBER = re.compile(r"\d[-至]\d+号"), re.compile("[LU]G|M/?F|阁楼|地库|地下室|天台")


def _if_sure(a: Reading, b: Reading) -> Answer:
    """The levels of mainland addresses fit those overseas less well: two names are two places only with two numbers."""
    found = best(a, b)[0]
    odd = {tuple(_NO_NUMBER.findall(r.text)) for r in (a, b)}
    x, y = ({part.value for part in r.numbers if part.level == "number"} for r in (a, b))
    named = found.level in ("road", "name", "town", "village", "hamlet", "branch", "phase", "zone")
    sure = not any(_RANGE.search(r.text) for r in (a, b)) and (not named or bool(x and y and x.isdisjoint(y)))
    if len(odd) > 1 or (found.verdict is Verdict.DIFFERENT and not sure):
        return replace(found, verdict=Verdict.REVIEW, level=found.level or "whole", why=_NOT_SURE)
    return found


_NOT_SURE = Text("港澳台地址的文字不足以判定", "the words of the two addresses overseas do not decide it")


def _places(a: Reading, b: Reading, clash: int) -> Answer:
    level = ("province", "city", "county")[clash - 1]
    return answer_of(Verdict.DIFFERENT, level, a, b, _step(a, clash), _step(b, clash))


def _step(r: Reading, level: int) -> Part:
    """The name told at that level, or the finest one told."""
    told = next((s for s in r.place.levels if s[0] == level), r.place.levels[-1])
    return Part("", "", told[1], told[2])


def chosen(on_file: str, visited: str) -> tuple[Reading, Reading, tuple[Part, ...], tuple[Part, ...]]:
    """Both readings, and their numbers under the reading of dash forms that the answer rests on."""
    a, b = parse(on_file), parse(visited)
    if a.latin != b.latin and (read := _in_one_script(a, b)):
        a, b, _ = read
    _, x, y = best(a, b)
    return a, b, tuple(x.values()), tuple(y.values())
