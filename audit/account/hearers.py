"""Who hears: whom our words reach or press, by the account and, where it names nobody, by the columns.

A pronoun is whoever was named last; the borrower's own name in the words that are told (说他欠钱) is what they are about, not who hears
them; his family whom he only speaks of is not there.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Person, Reading, Status
from audit.account.fold import fold
from audit.account.standing import in_brackets, liable_too, met, not_liable
from audit.model import Visit

_PREPOSITIONS = frozenset("跟向对和与给把将畀俾找当在到去")
#: Words that hold the character of a preposition.
_NO_PREPOSITION = re.compile("对面|对账|和气|给看|针对|现在|到期|看到|听到|遇到|正在|当时|当天|当场")
_PLACES = re.compile("便利店|小卖部|学校|收发室|护士站|门房|派出所|居委会?|村委会?|物业|社区|管理处|婚介所")
_HIMSELF = re.compile("[与跟向对和知请给由入告见]本人|[找见]到本人|本人才|[与向]其本人|单独")
_WOMEN = re.compile("[妻媳婆母妈姐妹姑姨女嫂奶]|wife|mother|sister|aunt|lady|daughter")
_MEN = re.compile("[夫公父爸爹哥弟叔伯舅爷]|husband|father|brother|uncle|son")
#: 用他媳妇名字: what is hers, and not herself.
_OF_HIS = ("名字", "的名", "名下", "单位", "电话", "学校", "的花", "的卡", "的信")
_MEETING = re.compile("[碰遇跟对向]|[让请叫](?![我俺咱阮])|撞见|见到|冲着|当着|拉着")
#: 让隔壁老板叫他回来: made to do it by ours. 这老板的贷款: an owner does nothing.
_MADE_TO, _OWNER = tuple("让请叫喊托"), tuple("的嘅")
#: 写法跟别人像: compared with
_LIKE = re.compile("像|一样|不同|不一样|差不多|似的|雷同")
_YOURS = frozenset("你您侬恁")
#: 跟…说, 向…透露: who is spoken to, where he stands. It begins with its characters, so that other places are passed over quickly.
_SPOKEN_TO = re.compile(
    "[跟向冲对同告话](?:(?<![一随].)(?<=[跟向冲])|(?<=对)(?!账|帐|了|过|面)|(?<=同)(?!事|意|志|步|时|样|学|伴|行)|(?<=[告话])诉|(?<=告)知|(?<=话)[畀俾])"
    "((?:(?:[他她其佢伊]|客户|债务人|借款人)(?=[的家村单厂店学公那隔邻同楼门房屯镇老娘婆车校])|[这那一])?"
    '[^,。;!?、“”":\\s说讲他她佢伊你您我]{2,9}?)'
    "(?=[说讲唠摆念]|[透泄]露|提起|提到|提了|解释|反映|介绍|聊起|嘀咕|抱怨|交代|交底)"
)
_NOBODY_ELSE = re.compile(
    "自己|本人|债务人|借款人|客户|持卡人|公司|领导|组长|主管|内勤|银行|行里|行方|后台|系统|两位|二位|俩|夫妻|夫妇|双方|二人|两人|镜头|记录仪|电话|话筒|空气|屋里|门里|里头|里面|方面|来意|方式|情况|其|^[这那一]$"
)
#: 你那笔贷款, 您的案子; not 你儿子, 你老板欠.
_YOU = re.compile(
    "[你您侬恁](?:[那这]?[笔张户点期几个]|[的嘅](?:贷|卡|账|数|案|款|钱|欠|逾)|名下|欠|信用|逾|贷|拖|借|刷|把[那这五三一两]|再不|[这那]个(?:月|卡|贷|账))"
)
_CALLED = re.compile("[喊吼嚷吆]|大声|当众|当着")
_TOLD_TO = re.compile(
    r"\b(?:to|told|tell|telling|informed|asked|with|inform|briefed|met|beside) (?:his|her|the|a|their|our|one|an) ?(?:\w+ )?$"
)
#: 是借款合同上的保证人, 合同上有她名字; not 不是担保人, 问她是不是担保人.
_SIGNED = re.compile(
    "(?<![不非否])(?:是|系|为|本身|作为)[^,。不非]{0,10}(?:共同借款人?|共借人|保证人|担保人|共同还款人|连带)(?![^,。]{0,6}[吗么否问?])"
    "|(?:合同|合约|协议)上?(?:有|也有|是|本身)?[她他佢其][^,。]{0,4}[签名按]|两口子都签|is (?:the |a |also )?(?:guarantor|co-borrower)"
)
#: The cleaning lady was told: so many characters before her.
_AT_THE_HEAD = 16
#: How many clauses a person is remembered who is not named again.
BACK = 5


def named_before(reading: Reading, at: int, clause: int, back: int = BACK) -> Person | None:
    """The last person on the other side named before a place, at most `back` clauses ago."""
    for person in reversed(reading.named_since(clause - back, at)):
        if (
            not _stands_for(reading, person)
            and person.actor not in COLLECTING
            and person.actor is not Actor.NOBODY
            and not not_liable(reading, person)
            and (person.clause == clause or not _only_mentioned(reading, person))
        ):
            return person
    return None


def third_before(reading: Reading, at: int, clause: int, back: int = BACK) -> Person | None:
    """The last person named before a place who owes nothing, unless the borrower was called in between."""
    for person in reversed(reading.named_since(clause - back, at)):
        if (
            person.actor in THIRD
            and not _stands_for(reading, person)
            and (person.clause == clause or not _only_mentioned(reading, person))
        ):
            return person
    return None


def to_himself(reading: Reading, m: Mention) -> bool:
    """与本人核对: a clause that names the borrower as 本人."""
    start, end = reading.quote(m)
    return "本人" in reading.plain[start:end] and _HIMSELF.search(reading.plain, start, end) is not None


def third_in(reading: Reading, first: int, last: int) -> Person | None:
    """A person who owes nothing named in the clauses from `first` to `last`."""
    return next((p for p in reading.named_in(first, last) if p.actor in THIRD), None)


def ours(reading: Reading, m: Mention) -> bool:
    """Whether what `m` tells is our doing: its subject is ours, or was dropped where nobody else had it."""
    if m.actor in COLLECTING or m.causer in COLLECTING:
        return True
    if m.group == "relay" and not m.denied and reading.plain[reading.quote(m)[0]] in "让请托叫喊":
        return True
    return _dropped(reading, m.clause, m.start)


def told_to_its_speaker(reading: Reading, m: Mention) -> bool:
    """Whether the words around `m` are ours, although another seems to say them: 跟停车场收费员说，这台车是抵押的."""
    for p in reading.named_in(m.clause - 2, m.clause):
        if (
            p.actor is m.speaker
            and p.start < m.start
            and (_governed(reading, p) or reading.plain[max(0, p.start - 1) : p.start] in _MADE_TO)
        ):
            if reading.near(m, "not_this_time", before=m.clause - p.clause, status=None):
                return False
            return _dropped(reading, p.clause, reading.clause_end(p.clause))
    return False


def _dropped(reading: Reading, clause: int, until: int) -> bool:
    """Whether a clause names nobody but ours as its subject, and the clause before leaves none but ours."""
    named = reading.named_since(clause, until)
    subjects = [p for p in named if not _governed(reading, p) and reading.plain[p.end : p.end + 1] not in _OWNER]
    subjects = [p for p in subjects if reading.plain[max(0, p.start - 1) : p.start] not in _MADE_TO]
    if subjects:
        return all(p.actor in COLLECTING for p in subjects)
    if not clause or reading.sentence(clause - 1) != reading.sentence(clause) or reading.clauses[clause - 1].actor in COLLECTING:
        return True
    objects = {reading.plain[p.start : p.end] for p in named}  # 保安来清人，跟保安解释: whoever is spoken to, does not speak
    return not any(
        p.actor is not Actor.NOBODY and not _governed(reading, p) and reading.plain[p.start : p.end] not in objects
        for p in reading.named_in(clause - 1)
    )


def _governed(reading: Reading, person: Person) -> bool:
    """Whether a preposition stands before a person: 跟, 向, 把 … (perhaps with words between: 向来访的推销员)."""
    last = next(reversed(reading.named_since(person.clause, person.start)), None)
    if last is not None and person.start - last.end <= 1 and _governed(reading, last):  # 给隔壁幺妹
        return True
    if last is not None and last.pronoun and person.start - last.end <= 6 and _governed(reading, last):
        return True
    first = person.since
    before = reading.plain[max(first, last.end if last else 0, person.start - 12) : person.start]
    before = _NO_PREPOSITION.sub("", before)
    return not _PREPOSITIONS.isdisjoint(before) or (before.startswith("同") and reading.plain[first : first + 1] == "同")


def hearer(visit: Visit, reading: Reading, told: Mention, fact: Mention | None = None) -> Person | Actor | None:
    """Who of those who owe nothing hears or sees it; nobody whom the account calls liable."""
    who = _hearer(visit, reading, told, fact)
    return None if who is not None and _signed_too(reading, told, who) else who


def _signed_too(reading: Reading, told: Mention, who: Person | Actor) -> bool:
    """合同上有她签字，是共同借款人: said of who hears it, before or right behind."""
    first = max(0, (who.clause if isinstance(who, Person) else told.clause - BACK) - 1)
    last = min(reading.clause_end(told.clause + 2), told.end + 80)
    return _SIGNED.search(reading.plain, max(reading.clause_start(first), told.start - 160), last) is not None


def _hearer(visit: Visit, reading: Reading, told: Mention, fact: Mention | None) -> Person | Actor | None:
    """Who of those who owe nothing hears or sees what `told` tells; None where it is the borrower, or nobody.

    Where the words do not run on into the `fact` told, or there is none, he may be named behind them (拿给保安看, 透露予仲介).
    """
    open_end = fact is None or fact.start < told.start or fact.clause > told.clause
    if (open_end or told.group == "english") and (behind := _behind(reading, told)) is not None:
        return behind if behind.actor in THIRD else None
    owner = met(visit)
    for person in reading.named_between(told.end, told.end + 2) if told.group in ("direct", "english", "relay") else ():
        if not _stands_for(reading, person):
            return person if person.actor in THIRD else None
        if owner is Actor.BORROWER or _other_sex(reading, person, told):
            return None
    if to_himself(reading, told) or (owner is Actor.BORROWER and fact is not None and _to_you(reading, told, fact)):
        return None
    if _somebody_unknown(reading, told):
        return Actor.OTHER
    for person in reversed(reading.named_since(told.clause - BACK, told.end)):
        if (
            (owner is Actor.BORROWER and _his_to_him(reading, person))
            or _stands_for(reading, person)
            or not_liable(reading, person)
            or person.actor in COLLECTING
            or person.actor is Actor.NOBODY
            or reading.plain[person.end : person.end + 2] in _OF_HIS
        ):
            continue
        if owner is Actor.OTHER and person.actor in OWING and not (_addressed(reading, person) and not _vague(reading, person)):
            continue  # the columns say that he was not there
        if owner is Actor.BORROWER and _by_surname(visit, reading, person):
            return None
        if owner is Actor.BORROWER and told is fact and _spoken_of(reading, person, told):
            continue  # 把你老婆的白条套出来还利息: in what is said
        if person.actor in THIRD and not _only_mentioned(reading, person):
            present = (
                owner is not Actor.BORROWER
                or person.clause == told.clause
                or _asks(reading, person)
                or _introduced(reading, person)
            )
            return person if present and not in_brackets(reading, person) and not liable_too(reading, person) else None
        if owner is Actor.OTHER and person.actor in THIRD:
            continue  # only spoken of; the columns say that somebody was there
        if person.clause < told.clause or _addressed(reading, person):
            return None
    return Actor.OTHER if owner is Actor.OTHER else None


def _to_you(reading: Reading, told: Mention, fact: Mention) -> bool:
    """说你那笔贷款: to the borrower himself, who was met; 你儿子那笔 is not."""
    first, last = min(told.start, fact.start), max(told.end, reading.clause_end(fact.clause))
    return _YOU.search(reading.plain, first, min(last, first + 160)) is not None and not _CALLED.search(
        reading.plain, max(0, first - 20), first
    )


def _spoken_of(reading: Reading, person: Person, fact: Mention) -> bool:
    """Whether somebody named in the clause of the fact is only in what is said of it."""
    if person.clause != fact.clause or turned_to(reading, person):
        return False
    return fact.group in ("sums", "weak", "case") or not _YOURS.isdisjoint(reading.said(fact.clause))


def turned_to(reading: Reading, person: Person) -> bool:
    """冲牌友说, 对他老板: spoken to, though he is named in the clause of what is said."""
    return (
        _introduced(reading, person)
        or _addressed(reading, person)
        or reading.plain[max(0, person.start - 1) : person.start] in tuple("冲朝")
        or _TOLD_TO.search(reading.plain, max(0, person.start - 18), person.start) is not None
        or reading.plain[person.end : person.end + 1] in tuple("说讲问听")
        or (
            person.start - person.since < _AT_THE_HEAD
            and reading.plain.startswith((" was told", " were told", " asked"), person.end)
        )
    )


def _vague(reading: Reading, person: Person) -> bool:
    """跟哥们聊, 对方: whoever stands there; who that is, the columns say."""
    return reading.plain[person.start : person.end] in ("哥们", "哥们儿", "人家", "对方", "男的", "女的", "那人", "这人", "此人")


def _his_to_him(reading: Reading, person: Person) -> bool:
    """你儿子, 您爱人: spoken of to the borrower."""
    return not _YOURS.isdisjoint(reading.plain[max(0, person.start - 1) : person.start + 1])


def spoken_to_a_stranger(reading: Reading) -> bool:
    """Whether anybody is spoken to whom the vocabulary does not know: 跟他村里的会计说. Each place is asked, for another may begin in it."""
    found = _SPOKEN_TO.search(reading.plain)
    while found is not None:
        if _is_unknown(reading, found):
            return True
        found = _SPOKEN_TO.search(reading.plain, found.start() + 1)
    return False


def _is_unknown(reading: Reading, spoken_to: re.Match[str]) -> bool:
    start, end = spoken_to.span(1)
    inside = (p for p in reading.named_at(start, end) if start < p.end)
    return not _NOBODY_ELSE.search(spoken_to[1]) and all(p.pronoun and p.end < end for p in inside)


def _somebody_unknown(reading: Reading, told: Mention) -> bool:
    """跟他村里的会计说: whoever that is, it is somebody else, where no word of the vocabulary names him."""
    sentence, first = reading.sentence(told.clause), told.clause
    while first and told.clause - first < 2 and reading.sentence(first - 1) == sentence:
        first -= 1
    around = _SPOKEN_TO.finditer(reading.plain, reading.clause_start(first), told.end + 4)
    return any(_is_unknown(reading, found) for found in around)


def _by_surname(visit: Visit, reading: Reading, person: Person) -> bool:
    """段哥, 田孃孃: the borrower himself, who was met."""
    surname = fold(visit.borrower_name[:1])
    if not surname or surname.isascii() or person.actor is not Actor.RELATIVE:
        return False
    return surname in reading.plain[max(0, person.start - 1) : person.start + 1]


def _stands_for(reading: Reading, person: Person) -> bool:
    """他, 您: names nobody by itself; nor does 在便利店, which is a place."""
    word, before = reading.plain[person.start : person.end], reading.plain[max(0, person.start - 1) : person.start]
    if _PLACES.fullmatch(word) and before in tuple("在到去于从进往至"):
        return True
    if word == "子" and before == "老" and reading.plain[max(0, person.start - 2) : person.start - 1] not in tuple("他她其你"):
        return True  # 说老子今天不走了
    return person.pronoun or reading.plain[person.start : person.end] in ("你", "您", "你们", "您老", "恁", "you")


def _other_sex(reading: Reading, pronoun: Person, told: Mention) -> bool:
    """Whether he or she cannot be the last relative named: 其妻开门，我们告诉他 …"""
    word = reading.plain[pronoun.start : pronoun.end]
    wrong = _WOMEN if word in ("他", "he", "him") else _MEN if word in ("她", "she", "her") else None
    last = named_before(reading, told.start, told.clause)
    if wrong is None or last is None or last.actor is not Actor.RELATIVE:
        return False
    return wrong.search(reading.plain, last.start, last.end) is not None


def anybody_there(visit: Visit, reading: Reading) -> bool:
    """Whether anybody who owes nothing may have been there: where the borrower was met, somebody who is more than mentioned in his words."""
    if reading.people.isdisjoint(THIRD):
        return False
    return met(visit) is not Actor.BORROWER or any(
        p.actor in THIRD and (not _only_mentioned(reading, p) or turned_to(reading, p)) for p in reading.persons
    )


def _only_mentioned(reading: Reading, person: Person) -> bool:
    """客户称其母住院, 客户打算让父母帮忙: spoken of by the borrower, not there."""
    if reading.clauses[person.clause].speaker in OWING or _LIKE.match(reading.plain, person.end):
        return True
    head = next(iter(reading.named_in(person.clause)), person)
    return head.actor in OWING and not head.pronoun and _PLANS.search(reading.plain, head.end, person.start) is not None


_PLANS = re.compile("提出|打算|想|计划|准备|考虑|希望")


def _asks(reading: Reading, person: Person) -> bool:
    """Whether it is a person who asks in his clause, so that what follows answers him."""
    if reading.plain.startswith("问", person.end):
        return True
    clause = reading.clauses[person.clause]
    return clause.status is Status.ASKED and clause.actor in THIRD


def _introduced(reading: Reading, person: Person) -> bool:
    """碰见她房东, 跟工友: somebody whom ours come across or turn to; not 他让我看他太太的证."""
    return _MEETING.search(reading.plain, max(person.since, person.start - 6), person.start) is not None


def _behind(reading: Reading, told: Mention) -> Person | None:
    """The person named in or behind the words, in their clause."""
    found = [
        p for p in reading.named_in(told.clause) if p.end > told.start and not _stands_for(reading, p) and p.actor not in COLLECTING
    ]
    if told.group == "english" and any(p.pronoun for p in reading.named_between(told.end, told.end + 2)):
        return None  # told him we know where his kid …
    # 跟客户讲她是律师: what somebody is called hears nothing
    return next((p for p in found if p.actor in THIRD and not set("是系") & set(reading.plain[told.start : p.start])), None)


def _addressed(reading: Reading, person: Person) -> bool:
    """向客户, 跟他: spoken to, not only spoken of."""
    return reading.plain[max(0, person.start - 1) : person.start] in tuple("向跟对和与同给请叫找问诉知为")
