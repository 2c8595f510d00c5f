"""Agencies by name: the distinctive part of a name, and the agency that a title or a file's name speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from audit.values.text import fold

_FORM = re.compile(
    r"(?:资产管理|商务服务|信息技术|信息咨询|企业管理|金融服务|催收服务|催收|外包|服务|咨询|科技)*(?:股份|有限|责任)*(?:集团)?(?:公司|事务所|分公司|中心)$"
)
_COMPANY = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9()·&]{2,26}?(?:有限责任公司|股份有限公司|有限公司|公司|律师事务所|事务所)(?:[\u4e00-\u9fff]{2,6}分公司)?"
)
_ENGLISH = re.compile(
    r"\b((?:[A-Z][\w&'.]*\s+){1,5}(?:Pte\.?\s+Ltd|Co\.?,?\s*Ltd|Ltd|Limited|LLC|Inc|LLP|Sdn\.?\s+Bhd)\b\.?)(?=$|[^A-Za-z])"
)
_ENGLISH_LEAD = re.compile(
    r"^(?:(?:Field|Visits?|Log|Logs|Report|Register|Record|Agency|Collection|Daily|Weekly|Monthly|Of|For)\s+)+"
)
#: What parts the words of a title: marks, and days, months and years.
_BETWEEN = re.compile(
    r"[\s_,、;|《》<>\[\]【】“”\"'—–\-]+|(?:19|20)\d{2}\s*年?(?:第?[一二三四1-4]季度|[上下]半年)?|\d{1,2}\s*月(?:份|\d{1,2}[日号])?|[qQ][1-4]|\d+[.:]\d+"
)
#: Whom a company stands for after a colon: the one that keeps the log.
_OWN_LABEL = re.compile(
    r"^(?:填报|报送|填表|编制|制表|上报|作业|承办|受托|委外|外包|催收|合作|服务|外访|执行)?(?:机构|单位|公司|方|商)(?:名称)?$|^agency$|^vendor$|^company$",
    re.I,
)
#: Principals and general words are no agency.
_NO_AGENCY = re.compile(r"银行|消费金融|信托|小额贷款|小贷|融资租赁|汽车金融|委托|甲方|债权人|保险")
_GENERAL = re.compile(
    r"^(?:关于|附件|致|对|各|本|我|贵|该|某|总|分|子|委外|合作|催收|外包|外访|供应商|第三方|受托|服务|乙方|全)*(?:有限)?(?:责任)?(?:公司|事务所)$"
)
_LEAD = re.compile(r"^(?:附件|附表|表)?\d*(?:关于|致)?")
#: Words of a log's name that are no part of an agency's.
_LOG_WORDS = re.compile(
    r"(?:外访|走访|上门|家访|催收|实地|作业|工作|执行|情况|信息|人员|月度|每日|每周|日常|登记|汇总|反馈)*(?:日志|台账|记录|登记|登记表|明细|明细表|报表|日报|周报|月报|清单|反馈|回单|统计|表|情况|外访|走访)+\d*$"
)


@lru_cache(maxsize=4096)
def plain_agency(name: str) -> str:
    """The distinctive part of an agency's name."""
    bare = re.sub(r"[\s()（）]", "", name).casefold()
    return _FORM.sub("", bare) or bare


@lru_cache(maxsize=4096)
def same_agency(a: str, b: str) -> bool:
    """Whether two cells may name one agency: 安信 and 安信资产管理服务有限公司 do; an empty one may be any."""
    if not a or not b:
        return True
    short_a, short_b = plain_agency(a), plain_agency(b)
    return short_a == short_b or (min(len(short_a), len(short_b)) >= 2 and (short_a in short_b or short_b in short_a))


def agency_of(text: str, known: Iterable[str] = ()) -> tuple[str, str]:
    """The agency that a title speaks of, and the words that say so: a company named in full, or one of the `known`.

    Nothing is guessed: two companies, or a name that fits two known agencies, are no answer ('', '').
    """
    stated = company_in(text)
    if stated:
        matching = [k for k in known if k and same_agency(stated, k)]
        return (matching[0] if len(matching) == 1 else stated), stated
    return _known_in(text, known)


def company_in(text: str) -> str:
    """The one company that a title names as the log's own: 瑞达信用管理有限公司 2026年9月外访日志."""
    folded = _own_words(text)
    english = [m[1] for m in _ENGLISH.finditer(folded)]
    found = {_ENGLISH_LEAD.sub("", e).strip() for e in english if "Bank" not in e}
    for piece in _BETWEEN.split(folded):
        names = [_LEAD.sub("", m[0]) for m in _COMPANY.finditer(piece or "")]
        found |= {n for n in names if len(n) >= 4 and not _GENERAL.search(n)}
    if len(found) != 1 or _NO_AGENCY.search(name := found.pop()):
        return ""
    return name


def _own_words(text: str) -> str:
    """What a title says of the log's own keeper: all of it, or what follows a label such as 填报单位; nothing after 委托方."""
    folded = fold(text)
    label, _, value = folded.partition(":")
    if len(folded) > 120 or (value and not _OWN_LABEL.search("".join(label.split()[-1:]))):
        return ""
    return value or folded


def _known_in(text: str, known: Iterable[str]) -> tuple[str, str]:
    tokens = [_LOG_WORDS.sub("", t) for words in re.split(r"[()]", _own_words(text)) for t in _BETWEEN.split(words) if t]
    hits = {k: token for k in known for token in tokens if k and _speaks_of(token, plain_agency(k))}
    if not hits or any(not same_agency(a, b) for a in hits for b in hits):
        return "", ""
    name = max(hits, key=lambda k: (len(k), k))
    return name, hits[name]


def _speaks_of(token: str, name: str) -> bool:
    """Whether a word of a title is an agency's name or its distinctive beginning (瑞达信用 of 瑞达信用管理)."""
    token = token.casefold()
    if len(token) < 2 or len(name) < 2:
        return False
    if token.startswith(name):
        return len(name) >= 3 or len(token) == len(name)
    return name.startswith(token) and (len(token) >= 3 or not _is_place(token))


def _is_place(text: str) -> bool:
    from audit.values.address import region  # the table of places is wanted here only, and seldom

    return any(region(text))
