"""Names: where those of the cast stand in a folded account: in full, by the given name, with a title, as 阿辉, 小辉 or 辉哥."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from audit.account.actors import Actor, Cast
from audit.account.fold import fold
from audit.account.lexer import BORROWER, LIABLE, PERSON, VISITOR, Token, whole


def _longest_of(words: Iterable[str]) -> str:
    """A regex of these words that takes the longest."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


#: Titles that make a name of a surname.
_INSIDE = ("姐", "哥", "师傅", "工", "队", "主管", "队长", "组长", "经理", "某")
#: Titles that outsiders bear as well; the surname must be a visitor's.
_OUTSIDE = ("先生", "女士", "小姐", "某某", "某", "太太", "老板", "总", "叔", "婶", "大姐", "大哥", "阿姨", "大爷", "老师", "生")
_OUR_TITLE = re.compile(_longest_of({*_INSIDE, *_OUTSIDE}))
#: Ours where the borrower bears the same surname.
_INSIDE_TITLE = re.compile(_longest_of(title for title in _INSIDE if title not in _OUTSIDE))
#: 刘姐夫, 刘哥俩 are other people.
_TITLE = re.compile(_longest_of(_OUTSIDE) + "|姐(?![夫妹姐俩])|哥(?![哥们俩嫂])|师傅")
_MISTER = re.compile(
    "(?<![a-z])(?:mr|mrs|ms|miss|mdm|madam|uncle|auntie|aunty|brother|sister|boss|officer|agent|inspector)[.。]? ?\\Z"
)
#: The longest of these.
_MISTER_AT_MOST = 11

#: 小雨, 小店, 阿姨, 学姐: no name, whoever bears the character.
_NO_LITTLE = frozenset(
    "区时店额贷声心票钱巷路学吃车米包康卡雨雪麦河山月年满孩妹弟哥姐子伙鱼狗猫组队型便事道门院楼镇村桥铺厂屋房间人气看姑娘费本睡"
)
_NO_DEAR = frozenset("姨妈爸公婆爷嫲哥妹弟伯叔婶嫂拉里胶姐嬷奶仔")
_NO_KIN = frozenset("学师堂表大小二三四五六七八老亲干空的他她我其你女男帅美了和跟与")
#: 从小明理, 小平房: the character belongs to another word.
_SMALL = frozenset("大老从妻弱缩窄胆较太很最瘦矮幼细紧")
_LONGER = re.compile(
    "小(?:红[书花包本]|平[房头台]|龙[虾坎]|文[章件]|海鲜|玉米|青[年瓜菜]|金[额库属]|东西|方[块桌]|成本|生[意活]|波动|洋楼|广告|高层"
    "|阳[台伞]|天[地井窗才]|花[园坛]|石[子头]|木屋|白[板菜]|马[路扎]|林子|新人|明星|光头|华人|军人|丽人|强度|飞[机虫])"
)
#: Names that are words of the language, too: only with a title.
_ENGLISH = re.compile(
    "may|will|mark|bill|grant|hope|grace|sun|son|man|young|long|law|wan|for|and|see|sin|her|his|she|him|the|not|any|all|who|has|had|was|"
    "our|you|king|lord|page|price|bell|drew|rob|sue|don|lane|park|west|east|north|south|wood|hill|wing|fan|fun|hung|hang|ping|sang|sing|"
    "song|tin|ton|win|yes|come|can|case|june|april|august|dawn|eve|art|guy|rich|chance|star|sky|summer|read|gray|white|black|brown|green"
)


_LATIN = re.compile("[a-z]{2,}")
#: M. Thomas, Priya S: the longer word tells who it is; but not Team A.
_INITIALS = re.compile("^(?:[a-z] +)+[a-z]{3,}$|^(?!(?:team|group|unit|agent|officer|staff|visitor) )[a-z]{3,}(?: +[a-z])+$")


class Spelled(NamedTuple):
    """How a name may stand in an account.

    `given`: what stands for it by itself. `surname`: what does so with a title (王姐). `latin`: the words of a Latin name, which do so
    with a title (Mr Siu) and, but for those of the language, alone.
    """

    whole: str
    given: str = ""
    surname: str = ""
    latin: tuple[str, ...] = ()


def names(folded: str, cast: Cast) -> list[Token]:
    """Names of the cast in the text, in order."""
    found: list[Token] = []
    pet = "小" in folded or "阿" in folded or "哥" in folded or "姐" in folded
    borrower = cast.borrower
    for name in cast.visitors:
        spelled = _spellings(name)
        if spelled[2] in folded or spelled[1] in folded:
            _add_name(folded, spelled, Actor.COLLECTORS, VISITOR, found, _spellings(borrower))
        if pet:
            _add_pets(folded, name, Actor.COLLECTORS, VISITOR, found)
    if borrower:
        _add_other(folded, borrower, Actor.BORROWER, BORROWER, found, pet)
    for name in cast.liable:
        _add_other(folded, name, Actor.LIABLE, LIABLE, found, pet)
    return found


def _add_other(folded: str, name: str, actor: Actor, word: str, found: list[Token], pet: bool) -> None:
    spelled = _spellings(name)
    if spelled[2] in folded or spelled[1] in folded:
        _add_name(folded, spelled, actor, word, found, spelled)
    if pet:
        _add_pets(folded, name, actor, word, found)


@lru_cache(maxsize=4096)
def _spellings(name: str) -> Spelled:
    name = fold(name)
    words = name.replace("。", " ").strip()  # what a stop behind Latin letters is folded to
    if words.isascii():
        latin = tuple(_LATIN.findall(words))
        several = len(latin) > 1 or _INITIALS.search(words) is not None
        return Spelled(name if 2 <= len(name) <= 40 else "", latin=latin if several else ())
    given = _given(name)
    if not given:
        return Spelled(name if 2 <= len(name) <= 40 else "")
    # what cannot be found stands for a given name of one character
    return Spelled(name, given if len(given) == 2 else "\n\n", name[0])


def _given(name: str) -> str:
    """The given name of a folded one in Chinese characters; '' where that is not plain."""
    if name.isascii() or not 2 <= len(name) <= 4:
        return ""
    return name[2:] if len(name) == 4 else name[1:]


@lru_cache(maxsize=4096)
def _pets(name: str) -> tuple[str, ...]:
    """阿辉, 小辉, 辉哥"""
    given = _given(fold(name))
    if not given:
        return ()
    last = given[-1]
    pets = [f"小{c}" for c in dict.fromkeys(given) if c not in _NO_LITTLE]
    if last not in _NO_DEAR:
        pets.append(f"阿{last}")
    return (*pets, *(() if last in _NO_KIN else (f"{last}哥", f"{last}姐")))


def _add_name(folded: str, spelled: Spelled, actor: Actor, word: str, found: list[Token], theirs: Spelled) -> None:
    """`theirs`: the borrower's name."""
    ours = actor is Actor.COLLECTORS
    latin = spelled.latin
    for spelling in (spelled.whole, spelled.given):
        at = folded.find(spelling) if spelling else -1
        while at >= 0:
            end = at + len(spelling)
            if not latin or whole(folded, at, end):
                if ours and spelling is spelled.given and folded.startswith(_DEAR, end):
                    end += 1
                _add(at, end, actor, word, found)
            at = folded.find(spelling, end)
    if spelled.surname:
        _add_titled(folded, spelled.surname, actor, word, found, ours and spelled.surname == theirs.surname)
    for part in spelled.latin:
        if not (ours and part in theirs.latin):
            _add_latin(folded, part, actor, word, found)


#: 家辉哥: one of ours, whose brother would not be told of.
_DEAR = ("哥", "姐", "仔")


def _add_titled(folded: str, surname: str, actor: Actor, word: str, found: list[Token], shared: bool) -> None:
    titles = _TITLE if actor is not Actor.COLLECTORS else _INSIDE_TITLE if shared else _OUR_TITLE
    for at in _places(folded, surname):
        title = titles.match(folded, at + 1)
        if title is not None:
            _add(at, title.end(), actor, word, found)


def _add_pets(folded: str, name: str, actor: Actor, word: str, found: list[Token]) -> None:
    for pet in _pets(name):
        for at in _places(folded, pet):
            if folded[at - 1 : at] not in _SMALL and not _LONGER.match(folded, at):
                _add(at, at + len(pet), actor, word, found)


def _add_latin(folded: str, part: str, actor: Actor, word: str, found: list[Token]) -> None:
    """Winnie, Mr Siu."""
    alone = len(part) > 2 and not _ENGLISH.fullmatch(part)
    for at in _places(folded, part):
        end = at + len(part)
        if not "a" <= folded[end : end + 1] <= "z":
            title = _MISTER.search(folded, max(0, at - _MISTER_AT_MOST), at)
            if title is not None:
                _add(title.start(), end, actor, word, found)
            elif alone and not "a" <= folded[at - 1 : at] <= "z":
                _add(at, end, actor, word, found)


def _places(folded: str, word: str) -> Iterator[int]:
    """Where the word begins; each place, for what stands around it may tell one from another."""
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + 1)


def _add(start: int, end: int, actor: Actor, word: str, found: list[Token]) -> None:
    """Adds a name to those found, which stay in order, unless it overlaps one of them."""
    place = bisect_left(found, (start,))
    if (place < len(found) and found[place][0] < end) or (place and start < found[place - 1][1]):
        return
    found.insert(place, Token(start, end, PERSON, actor, word))
