"""Telling: by which words of ours a fact of the case was told, whether others could hear it, and what says that nothing came out."""

from __future__ import annotations

import re

from audit.account.actors import COLLECTING, OWING, THIRD, Actor, Status
from audit.account.hearers import ours, told_to_its_speaker
from audit.account.once import once
from audit.account.ours import quoted_from_us, told_by_us
from audit.account.reading import Mention, Reading

_UNTOLD = frozenset({Status.RULE, Status.ELSEWHERE, Status.CORRECTED})
_SLIGHT = ("weak", "personal")
_THE_CUSTOMER_SAYS = re.compile("客[说讲话]")
_THEY_SAY = re.compile("[她他佢伊][说讲话称问想]")
_TO_YOU = frozenset("你您")
_BLURTS = re.compile("(?:张口|张嘴|开口|一上来)(?:就|便)是")
#: 没还嘴, 还有: not what is owed.
_NO_DEBT = tuple("嘴手价口礼是有在想敢能得没")
#: 还款卡, 还款短信, 还款小技巧: nothing of what is owed.
_A_WAY_TO_PAY = re.compile("还款(?:卡|账[户号]|帐户|短信|小|时间|时候|方式|方法|渠道|日|码|截图|凭|回单|入口|链接)|不还[就便]")
#: 借一步说话, 借了一下喇叭: nothing owed.
_NO_LOAN = re.compile("借[了用]?[一1][步下会个把辆张]")
#: 利息低, 说当利息, 拿草莓抵利息: what a loan costs, or what something is taken for.
_NO_INTEREST = re.compile("利息(?:[也才又还]?[比很最更]?低|差不|不高|便宜|划算|不能抵|好说)|(?<=[当抵顶])利息")
#: 我欠行里五万三: who says so owes it himself, and is none of ours.
_MY_OWN = re.compile("(?<![欠该差跟对向给找问])(?:我|俺|咱|阮)(?:还|仲|就|是|自己|真|也|都|只|一共|总共|们?家){0,2}$")
#: 说真不知道欠着: nobody is told.
_UNAWARE = re.compile("(?:真|也|确实|一直|从来|压根|根本)?[不唔](?:知道|晓得|知)(?:自己|还)?$")
#: 跟孩子上学没关系: what a worry has nothing to do with.
_NOTHING_TO_DO = re.compile("[跟和与同][^,。]{1,10}(?:[没无冇]|不[相搭])(?:有)?(?:直接)?(?:关系|相干|干|界|半点关系)")
#: 为网贷的事来, 她家透支了, 消费贷逾期: the debt there is.
_THE_DEBT = re.compile("的事|的账|了|过|欠|逾期|[一二三四五六七八九十两几0-9]")
_TO_BORROW = re.compile("额度|去(?!赌)|申请|办[个张一理]|套|出来|提现|放款|下款|链接|介绍|推荐|教|[多再先][贷借]|口子|做信?贷")
_LENDS = re.compile("借(?:[一二两三几十0-9点些]|来|到|个|钱)")
_WHETHER = re.compile("([她他佢伊]?)[^,。]{0,2}问[^,。]{0,3}(?:是不是|是否|系咪|系唔系|有没有)")
_SAYING = tuple("说讲称问话")
#: 工资那块他说…: somebody else speaks inside the clause.
_HE_SAYS = re.compile("(?<![跟对向和与同给搭告])[他她佢伊](?:自己)?[说讲称](?![了过着])")
#: 没忍住说了, 不露面: no silence.
_UNRESTRAINED = re.compile("[没未](?:忍|憋|绷|管住|守住|避|停|拦|拉)|不露面|不够")
_TO_WHOM = tuple("跟对向给和与同冲朝告诉")
_TOWARDS = re.compile("当着|[跟对向]")
_GREETED = re.compile("(?:了|着|一?下)*(?:打[了个过]?|问好|致意|示意|哈腰|招呼|道别|走|离开)")
_NEITHER = re.compile("[没未不][有曾]?(?:承认|认|点头|答|接话)")
#: 他自己嚷嚷, 客户当众念账单: the borrower lets it be heard.
_HE_HIMSELF = re.compile(
    "(?:(?<![^,。;:\n])|[她他佢伊户客人])自己|(?<![对到冲朝向跟把])客户(?:嗓门|当众|大声|嚷|喊)|[她他佢伊](?:嗓门|自家|大嗓门)"
)
_GUESSES = re.compile(
    r"\b(?:guess\w*|wonder\w*|assum\w*|suppos\w*|suspect\w*|knew|knows|already heard|overheard|asked?(?: \w+){0,3} (?:if|whether|is|was|about)|is it|was it|must be)\b"
)
_WE = re.compile(r"\b(?:we|i|us|told|explained|let)\b")
#: 当着他的面撕下来, 当着我们面还了: nobody else heard.
_TO_HIS_FACE = re.compile("当着(?:我们|我俩|咱们?|俺们|我哋|本人|客户|借款人|其本人|其|他|她|佢|伊)[的嘅]?面")
#: 欠款情况是他自己讲出来的, 本人主动说的: not by ours.
_HE_TOLD_IT = re.compile("(?:本人|客户|借款人|债务人|[他她佢伊])[^,。]{0,8}(?:自己|主动|亲口|自家)[^,。]{0,3}[讲说摆]")
#: So many characters away words are looked at, also where a clause never ends.
_CLOSE, _FAR = 30, 90
#: How many clauses of one sentence those who listen may stand apart from the words.
_WITHIN_SENTENCE = 3


def telling(reading: Reading, fact: Mention) -> Mention | None:
    """The words of ours by which the fact was told; None where nothing says that we told it."""
    if fact.group not in _SLIGHT and quoted_from_us(reading, fact):
        return fact
    if fact.status in (Status.CORRECTED, Status.ELSEWHERE) or fact.causer in OWING:
        return None
    if told_by_us(reading, fact):
        return fact
    foreign = fact.speaker not in (Actor.UNKNOWN, *COLLECTING)
    if foreign and told_to_its_speaker(reading, fact):
        return fact
    for told in reversed(reading.near(fact, "told_out", before=2, status=None)):
        if _tells(reading, told, fact, foreign):
            return told
    return fact if fact.speaker in COLLECTING and fact.group not in _SLIGHT else None


def _tells(reading: Reading, told: Mention, fact: Mention, foreign: bool) -> bool:
    behind = told.start > fact.start
    if (told.denied and not behind) or (behind and told.clause != fact.clause) or told.status in _UNTOLD:
        return False
    if told.causer in OWING or reading.plain.startswith("问", told.end):  # 客户让我们跟老板说, 顺口问
        return False
    if behind and told.group == "direct" and reading.plain[told.start : told.end] == "通知" and told.start - fact.end <= 2:
        return False  # 欠款通知: a paper
    if fact.group in _SLIGHT and reading.sentence(told.clause) != reading.sentence(fact.clause):
        return False
    if foreign and any(
        p.actor in THIRD and reading.plain[p.end : p.end + 1] in _SAYING for p in reading.named_between(told.end, fact.start)
    ):
        return False  # 我方：…。店员说她自己也断供了
    if told.group == "passive":
        return True
    if told.causer in COLLECTING or (told.group == "relay" and ours(reading, told)):
        return True
    if foreign and not told.named and _answers(reading, told):
        return True
    if told.speaker not in (Actor.UNKNOWN, *COLLECTING) or not ours(reading, told):
        return False
    return not foreign or told.named or _to_somebody(reading, told)


def _to_somebody(reading: Reading, told: Mention) -> bool:
    """告知其父: a clause that begins with the telling, and behind it who is told."""
    if told.group != "direct" or reading.named_since(told.clause, told.start):
        return False
    return any(p.actor in THIRD for p in reading.named_between(told.end, told.end + 2))


def _answers(reading: Reading, told: Mention) -> bool:
    """邻居问怎么回事，说他欠钱: after another's question the words without a subject are our answer."""
    if not told.clause:
        return False
    at = told.clause - 1
    while at and told.clause - at < 3 and not reading.named_in(at):
        at -= 1  # 前台问什么事，递了工作证，说…
    before = reading.clauses[at]
    return before.status is Status.ASKED and before.actor in THIRD


def theirs(reading: Reading, fact: Mention) -> bool:
    """Whether a fact is another's guess or words: 弟弟问是不是贷款的事, 她说302姓漆的欠账跑了."""
    if fact.speaker not in COLLECTING and _THEY_SAY.match(reading.said(fact.clause)) is not None:
        return True
    start, end = reading.clause_start(fact.clause), reading.clause_end(fact.clause)
    if _blurted(reading, fact) or _went_on(reading, fact) or _my_own(reading, fact) or _after_a_colon(reading, fact):
        return True
    if fact.speaker not in COLLECTING and _HE_SAYS.search(reading.plain, start, fact.start):
        return True
    if fact.group == "english" and (guess := _GUESSES.search(reading.plain, max(start, fact.start - _FAR), fact.start)) is not None:
        return _WE.search(reading.plain, max(start, guess.start() - _FAR), guess.start()) is None  # He guessed it was a loan
    if _HE_TOLD_IT.search(reading.plain, fact.end, min(end, fact.end + _CLOSE)):
        return True
    if _THE_CUSTOMER_SAYS.match(reading.said(fact.clause)):  # 客話佢老闆知道佢欠數
        return True
    asks = reading.clauses[fact.clause].actor in THIRD and not reading.named_since(fact.clause, fact.start)
    if asks and fact.status is Status.ASKED and "问" in reading.plain[start : fact.start]:
        return True
    if _they_ask(reading, fact) or _asked_whether(reading, fact):
        return True
    head = next(iter(reading.named_in(fact.clause)), None)
    if head is None or head.start > fact.start or head.actor in COLLECTING:
        return False
    if _TOWARDS.search(reading.plain, max(head.since, head.start - 6), head.start):
        return False
    return "问" in reading.plain[head.end : head.end + 2] and fact.status is Status.ASKED


def _blurted(reading: Reading, fact: Mention) -> bool:
    """隔壁端着碗出来，张口就是606欠了银行十几万吧: who came says so, unless to somebody as his (张口就是你侄子欠…)."""
    said = reading.said(fact.clause)
    return _BLURTS.match(said) is not None and reading.clauses[fact.clause].actor in THIRD and _TO_YOU.isdisjoint(said)


def _my_own(reading: Reading, fact: Mention) -> bool:
    """我欠行里五万三: his own debt, whoever says so."""
    if fact.group not in ("owed", "overdue", "loan") or fact.concept != "disclosed_fact":
        return False
    return _MY_OWN.search(reading.plain, max(reading.clause_start(fact.clause), fact.start - _CLOSE), fact.start) is not None


def _after_a_colon(reading: Reading, fact: Mention) -> bool:
    """老板笑：他欠你们好多？ Who is named at the head of the clause before the colon speaks."""
    start = reading.clause_start(fact.clause)
    before = reading.plain[max(0, start - 2) : start]
    if not fact.clause or not before.rstrip('“"').endswith(":") or fact.speaker in COLLECTING:
        return False
    named = [p for p in reading.named_in(fact.clause - 1) if not p.pronoun]
    if not named or any(p.actor in COLLECTING for p in named):
        return False
    return named[0].start - named[0].since <= 2 and reading.plain[max(0, named[0].start - 1) : named[0].start] not in _TO_WHOM


def _went_on(reading: Reading, fact: Mention) -> bool:
    """她说儿子欠银行的钱他早讲过，三十多万是吧: the sentence is still hers while nobody else is named."""
    for at in range(fact.clause - 1, max(-1, fact.clause - 3), -1):
        if reading.sentence(at) != reading.sentence(fact.clause):
            return False
        if any(p.start < fact.start for p in reading.named_in(at + 1)):
            return False
        if _THEY_SAY.match(reading.said(at)):
            return True
    return False


def _asked_whether(reading: Reading, fact: Mention) -> bool:
    """牌友们起哄，问他是不是短了银行的; 她追问是不是贷款的事: asked by who was named before in the sentence."""
    asked = _WHETHER.match(reading.plain, reading.clause_start(fact.clause), fact.start)
    if asked is None:
        return False
    if asked[1]:
        return True
    named = [p for p in reading.named_in(fact.clause - 2, fact.clause - 1) if not p.pronoun]
    return bool(named) and named[-1].actor in THIRD and reading.sentence(named[-1].clause) == reading.sentence(fact.clause)


def _they_ask(reading: Reading, fact: Mention) -> bool:
    """主管下来接待，顺口问是不是那笔贷款: nobody named anew, and ours have nothing to ask about it."""
    here = fact.clause
    if fact.status is not Status.ASKED or not here or "问" not in reading.plain[reading.clause_start(here) : fact.start]:
        return False
    if reading.sentence(here - 1) != reading.sentence(here) or reading.clauses[here - 1].actor in COLLECTING:
        return False
    return not reading.named_since(fact.clause, fact.start)


def no_fact(reading: Reading, fact: Mention) -> bool:
    """债务人, 借款人: a person; 没还嘴: another word."""
    if reading.plain[fact.start] == "借" and (
        _lent_by(reading, fact) or (fact.status is Status.INTENDED and _LENDS.match(reading.plain, fact.start))
    ):
        return True  # 她想找隔壁借两千, 最后找姐姐借了五千
    if _NO_LOAN.match(reading.plain, fact.start) or _A_WAY_TO_PAY.match(reading.plain, fact.start):
        return True
    if reading.plain[fact.start : fact.end] == "千万" or _NO_INTEREST.match(reading.plain, fact.start):
        return True  # 千万别动 names no sum
    start, end = (
        max(reading.clause_start(fact.clause), fact.start - _CLOSE),
        min(reading.clause_end(fact.clause), fact.end + _CLOSE),
    )
    if _UNAWARE.search(reading.plain, start, fact.start) or _NOTHING_TO_DO.search(reading.plain, fact.start, end):
        return True
    if fact.group in ("loan", "owed") and _yet_to_borrow(reading, fact):
        return True
    if reading.plain[max(0, fact.start - 1) : fact.start] in tuple("不没未") and fact.group == "case":
        return True  # 我们说不讨账
    if reading.plain[fact.end - 1] == "还" and reading.plain[fact.end : fact.end + 1] in _NO_DEBT:
        return True
    return any(
        p.start <= fact.start and fact.end <= p.end and reading.plain[p.start - 2 : p.end] != "他是老赖"
        for p in reading.named_at(fact.start, fact.end)
    )


def _yet_to_borrow(reading: Reading, fact: Mention) -> bool:
    """去刷两万块分期出来: what he is told to borrow, and no debt."""
    if _THE_DEBT.match(reading.plain, fact.end) or set("欠为拖") & set(reading.plain[max(0, fact.start - 1) : fact.end]):
        return False
    if not _TO_BORROW.search(reading.said(fact.clause)):
        return False
    return bool(reading.touching(fact, "urged_to_borrow", "borrow_word"))


def _lent_by(reading: Reading, fact: Mention) -> bool:
    """找姐姐借了五千: from somebody, not from the bank."""
    return any(
        0 <= fact.start - p.end <= 2 and reading.plain[max(0, p.start - 1) : p.start] in tuple("找跟向问管和同")
        for p in reading.named_in(fact.clause)
    )


def shouted(reading: Reading, fact: Mention) -> bool:
    """大声喊他名字，说信用卡该还了: we shout, though he is named."""
    return any(m.start < fact.start and ours(reading, m) for m in _around(reading, fact, after=0))


def in_public(reading: Reading, fact: Mention) -> bool:
    """Whether others could hear or see it than the one it is told to: 对门大姐探头问，就跟她说了 is no public."""
    around = (m for m in _around(reading, fact, after=1) if m.actor not in OWING or ours(reading, m))
    return any(m.group != "looked_up" or m.actor is not fact.target or m.end > fact.start for m in around)


def _around(reading: Reading, fact: Mention, after: int) -> tuple[Mention, ...]:
    """What tells of listeners: beside the fact, or some clauses away in a sentence that runs on."""
    if not reading.may("aloud"):
        return ()
    sentence = reading.sentence(fact.clause)
    first = last = fact.clause
    while first and reading.clauses[first].quoted:  # what stands around “…” stands beside all that is said in it
        first -= 1
    while last + 1 < len(reading.clauses) and reading.clauses[last].quoted:
        last += 1
    near = reading.near(fact, "aloud", before=max(_WITHIN_SENTENCE, fact.clause - first), after=max(after, last - fact.clause))
    near = tuple(m for m in near if not _TO_HIS_FACE.match(reading.plain, m.start))
    return tuple(
        m for m in near if not _HE_HIMSELF.search(reading.plain, max(reading.clause_start(m.clause), m.start - _CLOSE), m.end) if first - 1 <= m.clause <= max(last, fact.clause + 1) or reading.sentence(m.clause) == sentence
    )  # fmt: skip


def kept_quiet(reading: Reading, fact: Mention, heard: bool = False) -> bool:
    """Whether it is told beside it that nothing was said; 没核实就跟他讲了 is no silence, nor is a whisper to who `heard` it."""
    if not reading.may("kept_quiet"):
        return False
    theirs = fact.speaker in THIRD or (fact.speaker not in COLLECTING and reading.clauses[fact.clause].actor in THIRD)
    after = 3 if theirs else 1
    sentence = reading.sentence(fact.clause)
    near = reading.near(fact, "kept_quiet", before=1, after=after, by=COLLECTING, status=None)
    found = [m for m in near if m.clause >= fact.clause or reading.sentence(m.clause) == sentence]
    found = [m for m in found if reading.plain[m.end : m.end + 1] not in tuple("完够全透尽")]  # 还没说完
    found = [m for m in found if not _UNRESTRAINED.search(reading.plain, m.start, m.end + 1) and not (heard and m.group == "low")]
    found = [m for m in found if m.group != "apart" or m.start < fact.start]
    return any(m.group == "apart" or not set("就便才") & set(reading.plain[m.start : m.end]) for m in found)


def answered_with(reading: Reading, answer: Mention) -> bool:
    """Whether ours say a sum where another asked about the debt right before."""
    if answer.speaker not in COLLECTING or not reading.may("disclosed_fact"):
        return False
    asked = reading.near(answer, "disclosed_fact", before=2, status=Status.ASKED)
    return any(m.start < answer.start and reading.clauses[m.clause].actor in THIRD for m in asked)


@once
def confirmed(reading: Reading) -> list[Mention]:
    """我点了点头, 差不多吧: what another guessed or asked about the debt, and ours bore out."""
    found = [
        m for m in reading.find("confirmed", status=None) if not m.denied and m.speaker not in THIRD | OWING and ours(reading, m)
    ]
    found = [m for m in found if not _greeting(reading, m)]
    return [m for m in found if any(f.start < m.start for f in reading.near(m, "disclosed_fact", before=2, status=None))]


def _greeting(reading: Reading, m: Mention) -> bool:
    """点头打了个招呼, 没承认也没否认: nothing is borne out."""
    since = max(reading.clause_start(m.clause), m.start - _CLOSE)
    return _GREETED.match(reading.plain, m.end) is not None or _NEITHER.search(reading.plain, since, m.start) is not None
