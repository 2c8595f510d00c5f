"""The collectors passed for somebody else, or told as certain what is not: arrest, lists, harm to children, promises.

Naming the entrusting bank is no breach; passing for the bank itself is one. What they said might happen by law is no breach, and
what was corrected at once, denied, or said by others is not theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from audit.account import COLLECTING, Actor, Mention, Reading, Status
from audit.account.ours import addressed, any_between, in_our_mouth, others_named, spoken_by_us, surely_ours, told_by_us
from audit.casebook import Casebook
from audit.model import Found, Text, Visit, listed
from audit.rules.rule import Rule, review, violation

#: In one of these the account denies what it tells next.
_DENIALS = "没未不无莫勿别唔冇非"
CLAIMED = ("false_claim", "false_promise", "lure")
#: Without one of these an account tells of no false name and no false word.
HEARD = (
    *CLAIMED, "false_identity", "false_office", "posed_as", "affirmed", "claim_said", "nodded", "props", "claim_word", "promise_word",
    "admitted_false", "identity_unclear", "claim_hint", "taken_for",
)  # fmt: skip


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    if not reading.may(*HEARD):
        return None
    found = (*_identities(reading), *_posed(reading), *_props(reading), *_claims(reading), *_words(reading), *_admitted(reading))
    breaches = sorted(found, key=lambda m: m.start)
    if breaches:
        return _broken(visit, reading, breaches)
    for mention in chain(_unclear(reading), _hints(reading)):
        return review(
            Text("身份说明或所述后果、承诺是否属实，记录未能说明。", "Who they said they were, or whether what they said is true, is not clear."),
            visit.quote("account", *reading.quote(mention))
        )  # fmt: skip
    for mention in reading.find("taken_for", status=None):
        if not mention.denied and not _excused(reading, mention) and not _SHOWN.search(reading.plain, mention.end):
            return review(
                Text("外访人员被当作公职人员，是否有意冒充、是否当场澄清，须核实。",
                     "The collectors were taken for officials; whether they meant it and set it right has to be settled."),
                visit.quote("account", *reading.quote(mention))
            )  # fmt: skip
    return None


def _identities(reading: Reading) -> Iterator[Mention]:
    for m in reading.find("false_identity", status=None):
        if _LETTERS.search(reading.plain, max(0, m.start - 12), m.start + 1):
            continue  # 背后两个大字“稽查”: a matter of dress
        if (_denies(reading, m) and m.status is Status.INTENDED) or _taken(reading, m):
            continue  # 如果我说是查燃气的; 当我们是派出所的
        if _ours(reading, m) and not _excused(reading, m) and not _entrusted(reading, m):
            yield m
    for m in reading.find("false_office", status=None):
        if _ours(reading, m) and not _excused(reading, m):
            yield m


def _posed(reading: Reading) -> Iterator[Mention]:
    """A false name in our mouth, a mistake that ours answered with yes, a consequence or promise in our mouth."""
    for m in reading.find("posed_as", status=None):
        ours = in_our_mouth(reading, m) or bool(reading.near(m, "so_called", after=2))
        if ours and not _excused(reading, m) and not _entrusted(reading, m) and not _denies(reading, m):
            yield m
    for m in reading.find("affirmed", status=None):
        if not _SAID_NO.search(reading.plain, m.start, m.end) and not _excused(reading, m):
            yield m
    for m in reading.find("claim_said", status=None):
        ours = in_our_mouth(reading, m) or (m.actor in COLLECTING and m.speaker is Actor.UNKNOWN and addressed(reading, m))
        if ours and not _excused(reading, m) and not _only_possible(reading, m) and not _denies(reading, m):
            yield m
    for m in reading.find("nodded", status=None):
        if _said_yes(reading, m) and not _they_nod(reading, m) and not _set_right(reading, m):
            yield m


def _said_yes(reading: Reading, m: Mention) -> bool:
    """Whether right before it they were asked about, or mistaken for, what they are not: 问是不是劳动局的, 顺水推舟嗯了一声."""
    taken = [t for t in reading.near(m, "mistaken", before=3, status=None) if t.start < m.start]
    if not taken or _SAID_NO.search(reading.plain, taken[0].start, m.end):
        return False
    names = ("office_named",) if _SILENT.search(reading.plain, m.start, m.end) else ("office_named", "trade_named")
    return any(o.start < m.start for o in reading.near(m, *names, before=m.clause - taken[0].clause, status=None))


#: 问是不是法院的，咱说不是: set right before.
_SAID_NO = re.compile("(?<![没未冇])(?:说|讲|答|回|话|道)[:“]?(?:不是|唔系|不系|勿是|没有|冇)|[没未冇](?:顺|应|接|点头)")
#: Said nothing to it.
_SILENT = re.compile("[没未冇不](?:有)?(?:吱|吭|作|出|否|解|纠|更|点|说|特|懒)|懒得|didn't|did not|never")


def _they_nod(reading: Reading, m: Mention) -> bool:
    """阿姨哦了一声: somebody else stands right before it; 她, where ours spoke last."""
    here = [p for p in reading.named_in(m.clause) if p.end <= m.start]
    before = [p for p in here if p.actor not in COLLECTING and p.actor is not Actor.NOBODY]
    if not before or len(before) < len(here):
        return False
    return not before[-1].pronoun or (m.clause > 0 and reading.clauses[m.clause - 1].speaker in COLLECTING)


def _before(reading: Reading, m: Mention) -> str:
    """The two clauses before a mention and what stands before it in its own."""
    return reading.plain[reading.clause_start(m.clause - 2) : m.start]


def _props(reading: Reading) -> Iterator[Mention]:
    for m in reading.find("props", status=None):
        if _HIS_PAPER.search(reading.plain, m.start, m.end):
            continue  # 传票他自己拿出来的
        if m.group == "words" and not m.denied and m.status is not Status.RULE and not _excused(reading, m):
            yield m


_HIS_PAPER = re.compile("[他她佢伊]自己|客户自己|本人自己")


def _unclear(reading: Reading) -> Iterator[Mention]:
    for m in reading.find("identity_unclear", status=None):
        if not COLLECTING.isdisjoint({m.actor, m.speaker}) and not m.denied and not _excused(reading, m):
            yield m


def _hints(reading: Reading) -> Iterator[Mention]:
    """What may be a false name: a friend of his, a name left standing, lettering on the back, a nod, house seizure held out."""
    for m in reading.find("claim_hint", status=None):
        if (in_our_mouth(reading, m) or _said_to_be_kin(reading, m)) and not _denies(reading, m) and not _excused(reading, m):
            yield m
    for m in reading.find("posed_as", "claim_said", status=None):
        alone = m.speaker in COLLECTING and not any_between(others_named(reading), reading.sentence_start(m.clause), m.start)
        if alone and not (_denies(reading, m) or _excused(reading, m) or _entrusted(reading, m) or _only_possible(reading, m)):
            yield m
    for m in reading.find("props", status=None):
        if m.group == "装束" and not m.denied and m.status is not Status.ELSEWHERE:
            yield m
    for m in reading.find("nodded", status=None):
        if m.group == "words" and m.clause and _OFFICE.search(_before(reading, m)) and not _they_nod(reading, m):
            yield m


def _said_to_be_kin(reading: Reading, m: Mention) -> bool:
    """钟南摆摆手说走亲戚; 我们说等个朋友 tells of whom they wait for."""
    ours = m.group == "kin" and m.actor in COLLECTING and m.status is Status.HAPPENED
    if not ours or any(c in reading.plain[m.start : m.end] for c in "找等揾寻"):
        return False
    return not reading.near(m, "message", after=3, status=None)


#: The card was seen, and so nobody was left mistaken.
_SHOWN = re.compile("[证牌]")
_OFFICE = re.compile("城管|公安|警察|民警|法院|法官|律师|政府|税务|检察|派出所|银行|行里|差人|police|court|lawyer|bank")
_NO = re.compile("(?:(?<!是)不是|并非|唔系|不系|没说|没有说|不会说|别说|不能说|不得)[^,。]{0,6}$|如果|假如|要是|倘若|会不会|是否")


def _denies(reading: Reading, m: Mention) -> bool:
    """我们不是法院的: 不是 before the name, or in it."""
    text = reading.plain
    no = _NO.search(text, reading.clause_start(m.clause), m.start) is not None
    return no or "不是" in text[max(0, m.start - 1) : m.end] or _taken(reading, m)


def _taken(reading: Reading, m: Mention) -> bool:
    return _TAKEN.search(reading.plain, reading.clause_start(m.clause), m.start) is not None


#: 二房东当我们是派出所的: what others take them for.
_TAKEN = re.compile("(?:怕|担心|唯恐|误会|当|以为|猜|怀疑|疑心|问|是不是|系咪|误认|错认|看着像)[^,。:“”]{0,6}$")


_LETTERS = re.compile('(?:大字|字样|后背|背后|胸前|帽|马甲|背心)[^,。]{0,6}[“"]$')


def _claims(reading: Reading) -> Iterator[Mention]:
    for m in reading.find(*CLAIMED, status=None):
        if m.concept == "lure" and not _lures(reading, m):
            continue
        if _said_by_them(reading, m) or _ASKED_IF.search(reading.plain, max(0, m.start - 5), m.end):
            continue
        if spoken_by_us(reading, m) and _told(m) and not _excused(reading, m) and not _only_possible(reading, m):
            yield m


def _lures(reading: Reading, m: Mention) -> bool:
    """Not 接到电话说家里水管爆了, which was told to us, nor 施蓓家里水管爆了, why one of ours went home."""
    if any(w in reading.said(m.clause) for w in ("接到", "来电", "电话")) or not in_our_mouth(reading, m):
        return False
    return not reading.near(m, "partner_excused", "partner_absent", status=None)


def _words(reading: Reading) -> Iterator[Mention]:
    """Arrest, jail, lists, erased records: in speech that is surely ours."""
    for m in reading.find("claim_word", "promise_word", status=None):
        if _said_by_them(reading, m):
            continue
        sure = (surely_ours(reading, m) or told_by_us(reading, m)) and "你们" not in reading.said(m.clause)
        sure = sure or in_our_mouth(reading, m) or (m.concept == "promise_word" and bool(reading.near(m, "promised", before=1)))
        if _ASKED_IF.search(reading.plain, max(0, m.start - 5), m.end):
            continue
        if sure and spoken_by_us(reading, m) and _told(m) and not _excused(reading, m) and not _only_possible(reading, m):
            yield m


_ASKED_IF = re.compile("会不会|是否|是不是")


def _admitted(reading: Reading) -> Iterator[Mention]:
    """What they said of law or money, and the account itself calls untrue."""
    for m in reading.find("admitted_false", status=None):
        topics = [t for t in reading.near(m, "claim_topic", before=2, status=None) if t.start < m.start]
        if any(t.speaker in COLLECTING or told_by_us(reading, t) for t in topics):
            yield m


def _ours(reading: Reading, m: Mention) -> bool:
    if m.denied and any(c in reading.plain[reading.clause_start(m.clause) : m.start] for c in _DENIALS):
        return False
    if "不是" in reading.plain[m.start : m.end] or _said_by_them(reading, m):
        return False
    if m.status is Status.REPORTED and told_by_us(reading, m):
        return True
    if m.status not in (Status.HAPPENED, Status.ASKED, Status.UNSURE, Status.DENIED):
        return False
    if m.status is Status.ASKED and m.speaker not in COLLECTING:
        return False
    return m.actor in COLLECTING or m.speaker in COLLECTING


def _said_by_them(reading: Reading, m: Mention) -> bool:
    """伊讲推销宽带的, 老板说…, you people sound like police: their words, not ours."""
    text = reading.plain
    named = [p for p in reading.named_in(m.clause) if p.end <= m.start]
    if named and named[-1].actor not in COLLECTING and _SPEAKS.match(text, named[-1].end, m.end):
        return not _TOLD_TO.search(text, named[-1].since, named[-1].start)
    return (
        _MET.search(text, max(0, m.start - 16), m.start) is not None
        or _THEY.search(text[max(0, m.start - 6) : m.start]) is not None
        or _THEIR_WORDS.search(reading.said(m.clause)) is not None
    )


_THEY = re.compile("(?:^|[,。;、])(?:伊|她|他|佢|客户|债务人|借款人|对方)$")
#: 老板说…: who stands right before the word of saying; 跟老板说…: whom it is said to.
_SPEAKS = re.compile("[就便也又还才都直]{0,2}(?:自称|说|讲|称|问|喊|话|道|答|回)")
_TOLD_TO = re.compile("[跟对向和同冲朝给与问告诉](?:着|了|住)?[^,。]{0,3}$")
#: 遇到来还电钻的，自称是…: somebody else turned up.
_MET = re.compile("(?:遇到|遇见|碰到|碰见|撞见|来了个|来个|有个|有位)[^,。]{0,8},$")
_THEIR_WORDS = re.compile("you (?:people|guys|all) |sounds? like|都自己人|认错人|派出所立案|已报案|被人冒名|当兵的$")


def _told(m: Mention) -> bool:
    return m.status is not Status.ASKED or m.speaker in COLLECTING


#: 抓人不归我们管, 冻结只有法院能做, 政审看什么不清楚, 那是诈骗，要坐牢的，别干.
_HONEST = re.compile(
    "不归(?:我们|咱)|归法院|只有法院|要法院|由法院|没有?[这那]?个?权|没资格|我们?(?:说了不算|管不了)|"
    "别[干做信]|莫[干信]|才(?:会|有|能)被?(?:强制|执行|冻结|查封|抓)|我们?(?:要|会|得)?被开除|"
    "scam|swindl|fraudster|isn't us|not from us|can (?:seize|take|arrest|do) no"
)
_HONEST_BEFORE = re.compile(
    "诈骗(?:电话|短信)|判决生效[后之才]|谣言|传言|(?<!我们)听说[^,。]{0,2}$|swindler|scam|calling (?:him|her)self|"
    "(?:thinking|thought|fear(?:ed|ing)|isn't) [^,.;。]{0,12}$"
)
#: 谁说自己是征信中心的您别信, 去年来的人冒充过, 头年老黄干的.
_OTHERS_POSE = re.compile(
    "(?:谁(?:说|敢|自称|再|要是)|有人(?:冒充|自称|说|假冒)|骗子|去年|头年|前年|上家)[^。;!?]{0,24}$|(?:以前|从前|上回|上次)[^,。;!?]{0,12}$|有[个位][^,。]{1,6}$"
)
_OTHERS_AFTER = re.compile("^[^。;!?]{0,14}(?:别信|莫信|骗子|诈骗|[头去前]年)")
_DENYING = re.compile("[不没未非唔冇][^,。]{0,5}(?:是|系|查|认|做|干|属)|不是| (?:not|no|never|ain't) |n't |no' ")
#: 背心印着“执法”两个反光大字: a matter of dress.
_LETTERED = re.compile('^[”"]?[^,。]{0,2}(?:[两三四五几0-9]个)?[^,。]{0,3}(?:大字|字样|个字|字)')
#: 登记簿事由栏填“送函”: a letter was brought indeed.
_MESSENGER = re.compile("送(?:件|函|信|文件|通知|材料)")
_REGISTER = re.compile("登记|事由|来访|访客")


#: 具体考公政策我们不清楚.
_NOT_KNOWN = re.compile("不清楚|不知道|不晓得|不了解|不好说|不敢说")


def _no_pose(reading: Reading, m: Mention) -> bool:
    """Others posed, it was another time, the words deny it, or it is the lettering of clothes or a letter brought."""
    text = reading.plain
    if _OTHERS_POSE.search(text, max(reading.sentence_start(m.clause), m.start - 30), m.start) or _OTHERS_AFTER.match(
        text[m.end : m.end + 20]
    ):
        return True
    if m.denied and _DENYING.search(text, m.start, m.end):
        return True
    if _LETTERED.match(text[m.end : m.end + 12]) and m.group in ("office", "colloquial"):
        return True
    return bool(_MESSENGER.search(text, m.start, m.end) and _REGISTER.search(text, max(0, m.start - 12), m.end))


def _honest(reading: Reading, m: Mention) -> bool:
    """What is said of arrest or lists is that it is not ours to do, not known, or a fraud."""
    text = reading.plain
    before = reading.clause_start(m.clause - 1)
    if _NOT_KNOWN.search(text, m.end, max(m.end, reading.clause_end(m.clause))):
        return True
    return _HONEST.search(text, m.start, m.end + 20) is not None or _HONEST_BEFORE.search(text, before, m.start) is not None


def _set_right(reading: Reading, m: Mention) -> bool:
    return any(not r.denied and not r.overlaps(m) for r in reading.near(m, "set_right", after=2, status=None))


def _excused(reading: Reading, m: Mention) -> bool:
    """Denied in so many words, or set right at once."""
    if any(n.start < m.end for n in reading.near(m, "not_told", status=None)):
        return True
    if _set_right(reading, m):
        return True
    if m.concept in _POSING and _no_pose(reading, m):
        return True
    if m.concept in _WORDS and (_honest(reading, m) or _WARNED_OFF.search(reading.plain, max(0, m.start - 60), m.end + 12)):
        return True
    return _MISTAKEN.search(reading.plain, max(0, m.start - 12), m.start) is not None


_POSING = ("false_identity", "false_office", "posed_as")
_WORDS = (*CLAIMED, "claim_word", "promise_word", "claim_said")
#: What they warn him of is another's fraud or loan: 收钱修复征信的都是骗子.
_WARNED_OFF = re.compile(
    "骗子|骗局|中介|高利贷|五分(?:的|利)|套路贷|包装流水|碰不得|别信|莫信|别碰|打住|诈骗电话|听(?:人|别人)说|听人讲"
)

_MISTAKEN = re.compile("认错人|搞错|弄错|(?<!是)不是(?:公安|法院)")


def _entrusted(reading: Reading, m: Mention) -> bool:
    return bool(reading.near(m, "entrusted", status=None))


def _only_possible(reading: Reading, m: Mention) -> bool:
    return any(n.start < m.start for n in reading.near(m, "not_certain", status=None))


def _broken(visit: Visit, reading: Reading, breaches: list[Mention]) -> Found:
    deeds = listed(_NAMES[m.concept] for m in breaches)
    return violation(
        Text(f"外访人员{deeds.zh}，违反不得冒用身份、不得虚假或误导陈述的规定。",
             f"The collectors {deeds.en}; they must neither pass for others nor mislead."),
        *(visit.quote("account", *reading.quote(m)) for m in breaches)
    )  # fmt: skip


_UNTRUE = Text("作不实陈述", "said what was untrue")
_NAMES = {
    "false_identity": Text("冒用他人或其他机构的身份", "passed for somebody else"),
    "posed_as": Text("冒用他人或其他机构的身份", "passed for somebody else"),
    "affirmed": Text("被误认为他人时应承，未予纠正", "said yes when taken for somebody else"),
    "props": Text("使用印有虚假名头的证牌、名片或文书", "used a badge, card or paper with a false name on it"),
    "nodded": Text("被误认为公职人员时应承，未予纠正", "said yes when taken for officials"),
    "claim_said": Text("把并无依据的后果或承诺说成必然", "told a consequence or a promise as certain that has no ground"),
    "false_office": Text("自称受司法或行政机关委派", "claimed the commission of a court or an office"),
    "false_claim": Text("把并无依据的后果说成必然", "announced consequences that have no ground as certain"),
    "false_promise": Text("作出无权作出的承诺", "promised what they had no power to promise"),
    "claim_word": Text("把并无依据的后果说成必然", "announced consequences that have no ground as certain"),
    "promise_word": Text("作出无权作出的承诺", "promised what they had no power to promise"),
    "lure": _UNTRUE,
    "admitted_false": _UNTRUE,
}

RULE = Rule(
    "impersonation",
    title=Text("冒用身份或虚假陈述", "Impersonation or false statements"),
    ground="R",
    grade=1,
    family="conduct",
    broken=Text(
        "冒充公检法、律师、政府、物业、快递、熟人或银行本身；把抓人、坐牢、黑名单、子女政审等说成必然；虚假承诺（撤销征信、减免）。",
        "Passed for police, court, lawyer, government, a utility, a courier, an acquaintance or the bank itself; arrest, jail, lists or "
        "harm to children told as certain; false promises (a credit record erased, a waiver).",
    ),
    kept=Text(
        "如实说明受哪家银行委托；依法告知可能的后果；误会当场澄清；冒充者是借款人或他人。",
        "Said truthfully which bank entrusted them; told what may follow by law; cleared up a mistake at once; it was another who posed.",
    ),
    clears=Text(
        "见面之初说明身份及谈及后果部分的录音录像，或银行出具的授权、批复文件。",
        "The recording of how they introduced themselves and what they announced, or the bank's written authority for it.",
    ),
    check=check,
)
