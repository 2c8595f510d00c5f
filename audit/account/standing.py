"""How somebody stands to the debt: whom the columns say was met, who is a spouse or police, who is called liable by the account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from audit.account import OWING, Actor, Person, Reading
from audit.account.once import once
from audit.model import Visit

_SELF = (
    "本人",
    "债务人",
    "借款人",
    "客户",
    "持卡人",
    "主贷",
    "担保",
    "保证人",
    "共借",
    "共同借款",
    "共债",
    "连带",
    "self",
    "borrower",
    "debtor",
    "guarantor",
)
#: 客户表姐, 借款人的母亲, the borrower's wife: somebody of his, not himself.
_OF_HIS = re.compile(
    "(?:本人|债务人|借款人|客户|持卡人|主贷人?|担保人|保证人|borrower'?s?|debtor'?s?)(?:的|之|其)?\\s*(?:前|大|小|二|三|老|亲|表|堂|继|养|外)?(?:岳|祖|奶|爷|姥|孃|爹|亲家|连襟|徒|师|战友|发小|闺蜜|男友|女友|对象|保姆|父|母|爸|妈|爹|娘|妻|夫|配偶|爱人|"
    "太太|丈夫|老婆|老公|媳妇|哥|兄|弟|姐|姊|妹|嫂|婶|叔|伯|舅|姑|姨|侄|甥|儿|女|子|孙|婆|公公|丈|亲戚|亲属|家属|家人|家里|朋友|同事|同学|邻居|室友|房东|单位|公司|老板|领导|"
    "wife|husband|mother|father|brother|sister|aunt|uncle|cousin|son|daughter|neighbour|neighbor|friend|colleague|boss)"
)
_NONE = ("无", "没人", "未", "/", "-", "nobody", "none", "no one", "n/a")
_POLICE = ("警", "派出所", "公安", "police")
#: Words that hold a word for a spouse and are none.
_NO_SPOUSE = (
    *("前妻", "前夫", "未婚", "ex-", "夫妻", "娘家", "的哥", "的姐", "的妹", "的弟", "的父", "的母"),
    *("姐夫", "妹夫", "大夫", "工夫", "功夫", "夫家", "儿媳", "弟媳", "侄媳", "孙媳", "妻弟", "妻妹", "妻兄", "老太太"),
)
_SPOUSE = ("妻", "夫", "配偶", "老婆", "老公", "媳妇", "太太", "爱人", "婆娘", "堂客", "wife", "husband", "spouse")


def met(visit: Visit) -> Actor:
    """Whom the columns say was met: BORROWER (or liable), OTHER for anybody else, NOBODY, UNKNOWN where they are silent."""
    return _met(visit.relation, visit.person_met, visit.borrower_name)


@lru_cache(maxsize=4096)
def _met(relation: str, person_met: str, borrower_name: str) -> Actor:
    named = [c.strip().lower() for c in (relation, person_met) if c.strip()]
    if any(map(_himself, named)):
        return Actor.BORROWER
    if not named:
        return Actor.UNKNOWN
    if all(cell.startswith(_NONE) for cell in named):
        return Actor.NOBODY
    if person_met and person_met.strip() == borrower_name.strip():
        return Actor.BORROWER
    return Actor.OTHER


def _himself(cell: str) -> bool:
    if "非共借" in cell:
        return False
    rest = _OF_HIS.sub("", cell)
    return any(word in rest for word in _SELF)


def is_spouse(word: str) -> bool:
    return any(w in word for w in _SPOUSE) and not any(w in word for w in _NO_SPOUSE)


def police_named(reading: Reading) -> bool:
    """Whether the police may be named at all: asked before everybody named is looked at."""
    return any(map(reading.plain.__contains__, _POLICE))


def is_police(reading: Reading, who: Person | Actor) -> bool:
    return isinstance(who, Person) and any(w in reading.plain[who.start : who.end] for w in _POLICE)


def liable_too(reading: Reading, person: Person) -> bool:
    """他哥是担保人: somebody whom the account itself calls liable, here or where he is named before."""
    return reading.plain[person.start : person.end] in _called_liable(reading)


@once
def _called_liable(reading: Reading) -> Iterator[str]:
    for one, other in pairwise(reading.persons):
        between = reading.plain[one.end : other.start]
        if other.actor is Actor.LIABLE and between in ("是", "系", "为", "也是", "即", "作为", "("):
            yield reading.plain[one.start : one.end]


def not_liable(reading: Reading, person: Person) -> bool:
    """并非共借人"""
    return person.actor is Actor.LIABLE and reading.plain.endswith(("非", "不是", "不属", "未"), 0, person.start)


def in_brackets(reading: Reading, person: Person) -> bool:
    """担保人（其表弟）: the relative is the liable person himself."""
    return reading.plain.endswith("(", 0, person.start) and any(
        p.actor in OWING and p.end <= person.start for p in reading.named_at(person.start - 2, person.start)
    )
