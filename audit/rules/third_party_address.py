"""The place visited is nobody's who owes: parents', an ex-spouse's, a friend's, a contact's, a school's, or on no file at all.

Broken by an address that differs from every one on file, by an address type that names a third person, or by an account that tells of
going to such a person's place. An address on file in another spelling is that address, whoever opens there; a guarantor's and a
co-borrower's are lawful where the case file names them. Where the text does not decide, who was met and the positions may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from audit.account import Actor, Mention, Reading
from audit.account.standing import met
from audit.casebook import Casebook
from audit.model import CaseFile, Evidence, FiledAddress, Found, Outcome, Text, Visit
from audit.rules.rule import Rule, review, violation
from audit.values.address import Answer, Verdict, compare, nearest, settle
from audit.values.distance import valid
from audit.whose_place import on_file_told, open_places, third_places

KINDS = {
    "home": Text("住宅地址", "home address"), "work": Text("单位地址", "work address"), "household": Text("户籍地址", "household address"),
    "mailing": Text("账单地址", "mailing address"), "other": Text("其他登记地址", "other address on file"),
}  # fmt: skip
_LIABLE = re.compile(r"担保|保证人|共同借款|共借|共同还款|共还|共债|副卡|主卡|guarantor|co-?borrower", re.IGNORECASE)
_KIN = (
    r"父母|父亲|母亲|爸|妈|爹|娘家|婆家|岳|公婆|公公|婆婆|丈人|丈母|祖|爷爷|奶奶|外公|外婆|姥|叔|伯|舅|姑|姨|婶|哥|兄|弟|姐|姊|妹|嫂|子女|儿子|女儿|女婿|儿媳|"
    r"其子|其女|其夫|其妻|孙|侄|外甥|亲戚|亲属|亲友|家属|前妻|前夫|前配偶|配偶|爱人|老婆|老公|丈夫|妻子|女友|男友|女朋友|男朋友|未婚"
)
_OTHERS = (
    r"朋友|友人|好友|同学|同乡|老乡|战友|牌友|室友|合伙人|邻居|对门|房东|联系人|前单位|原单位|前公司|前同事|同事家|老板家|学校|小学|中学|幼儿园|"
    r"(?:relative|parents?|mother|father|brother|sister|cousin|friend|ex-?wife|ex-?husband|neighbou?r|contact|school|in-?laws?)"
)
_THIRD = re.compile(f"{_KIN}|{_OTHERS}|无关|第三人|他人", re.IGNORECASE)
#: In the address column only in brackets or behind 其, 他: 新华中学路 and 岳家嘴 are names.
_THIRD_IN_ADDRESS = re.compile(
    rf"(?:[（(][其他她]?|[其他她之]|客户|债务人|借款人|持卡人)(?:的|之)?(?:{_KIN}|朋友|同学|同事|联系人|邻居)"
    r"[^号栋室路街]{0,3}(?:家|处|住所|店|工作|单位|公司)"
)
_AT_WORK = re.compile("(?:老板|雇主|东家|经理|领导|主任|校长|工头|财务|人事)[^,。]{0,3}(?:办公室|屋头|屋里|家里|工位|宿舍)")
#: 去你闺女学校门口: a threat; 敲我爸的门: another speaks; 坐到丈夫回家, 接到儿子学校电话, 合同里翻到她老公公司: nobody goes there.
_NOT_GONE = re.compile(
    "[你您]|我(?:爸|妈|爹|娘|姐|哥|弟|妹|公|婆|岳)|[回返](?:家|来|屋|单位)|来[^,。]{0,4}借住|电话|固话|[问哪何]"
    "|收[摊工]|银行|[碰遇撞翻看听][到见]|借(?![住宿款])|账户|微信|定位|上个?(?:礼拜|星期|[周月])|[与和跟、][^,。、]{1,4}[都均]?在家"
)
#: 到儿子学校, 电话打来: a call follows.
_CALLED = re.compile("电话|来电|号码")
#: 上到二楼老板私人起居室: the borrower himself, who was met there.
_BOSS = re.compile("(?<![他她其的前佢个])(?:老板|老师|师傅)")
#: Found by the agency, not given by the bank.
_SOUGHT = re.compile(r"网查|网络查|查询|查得|查找|协查|修复|打听|中介|外部|第三方|自查|新发现|新增")


class Filed(NamedTuple):
    """An address with what to show for it."""

    address: FiledAddress
    evidence: Evidence


def check(visit: Visit, book: Casebook) -> Found | None:
    case = book.case(visit)
    lawful = book.limits(visit).guarantor_address_ok
    own = [f for f in _filed(visit, case) if f.address.owner == "borrower" or (f.address.owner == "liable" and lawful)]
    answer = nearest(visit.visit_address, [f.address for f in own]) if visit.visit_address else None
    there = answer is not None and answer[1].verdict is Verdict.SAME
    told = _told(visit, book, there)
    if told and (there or answer is None or told.outcome is Outcome.VIOLATION):
        return told
    if there:
        return None
    if found := _by_type(visit, case, answer, own, lawful):
        return found
    if answer is None:
        return _sought(visit)
    filed, verdict = answer
    if _only_work(own) and visit.address_type != "单位" and met(visit) is Actor.BORROWER:
        return None  # the log names a workplace and no home: that a home is another place tells nothing
    shown = next(f.evidence for f in own if f.address == filed)
    return _by_address(visit, book, case, filed, verdict, shown, len(own) == 1)


def _only_work(own: list[Filed]) -> bool:
    return all(f.address.kind == "work" for f in own)


def _filed(visit: Visit, case: CaseFile | None) -> Iterator[Filed]:
    """Every address on file: the log's columns first, then the case file's."""
    for kind in ("home", "work", "household"):
        name = f"{kind}_address"
        if text := getattr(visit, name):
            yield Filed(FiledAddress(kind, text), visit.cell(name))
    for other in visit.other_addresses:
        yield Filed(other, Evidence("other_addresses", other.address))
    if case:
        people = [*case.addresses, *(a._replace(owner="liable") for p in case.liable for a in p.addresses)]
        people += [a._replace(owner="contact") for p in case.contacts for a in p.addresses]
        for one in people:
            field = f"{one.kind}_address" if one.kind in ("home", "work", "household") else "other_addresses"
            yield Filed(one, Evidence(field, one.address, source=case.source))


def _told(visit: Visit, book: Casebook, there: bool) -> Found | None:
    """What the account says of the place, where it does not say that the place is on file; `there`: the address visited is."""
    reading = book.reading(visit)
    went = [m for m in third_places(reading) if not _not_gone(visit, reading, m)]
    if went and there and _AT_WORK.search(reading.plain, *reading.quote(went[0])):
        return None  # 老板办公室: the workplace on file
    if went:
        return violation(
            Text("记录写明到了与债务无关的第三人处。", "The account tells of going to a place of somebody who does not owe."),
            visit.quote("account", *reading.quote(went[0])), *_address(visit)
        )  # fmt: skip
    doubtful = open_places(reading, liable=book.case(visit) is None)
    if doubtful:
        return review(
            Text("记录未能说明所到之处是否借款人或担保人的登记地址。",
                 "The account leaves open whether the place is an address of the borrower or of a guarantor on file."),
            visit.quote("account", *reading.quote(doubtful[0])), *_address(visit)
        )  # fmt: skip
    return None


def _not_gone(visit: Visit, reading: Reading, m: Mention) -> bool:
    """Words that hold a third person and a place, and tell of no way there."""
    if m.group in ("english", "resident"):
        return False
    if _NOT_GONE.search(reading.plain, max(0, m.start - 1), m.end) or _CALLED.match(reading.plain, m.end):
        return True
    return met(visit) is Actor.BORROWER and _BOSS.search(reading.plain, m.start, m.end) is not None


def _address(visit: Visit) -> tuple[Evidence, ...]:
    return (visit.cell("visit_address"),) if visit.visit_address else ()


def _by_type(
    visit: Visit, case: CaseFile | None, answer: tuple[FiledAddress, Answer] | None, own: list[Filed], lawful: bool
) -> Found | None:
    """An address type, or a note in the address itself, that says whose place it is."""
    cell = visit.cell("address_type")
    kind = visit.address_type
    if not _THIRD.search(kind) and not _LIABLE.search(kind):
        note = _THIRD_IN_ADDRESS.search(visit.visit_address)
        if not note:
            return None
        kind, cell = note[0].lstrip("（("), visit.quote("visit_address", *note.span())
    near = _nearest_shown(visit, answer, own)
    if _LIABLE.search(kind):
        if case and not case.liable:
            return violation(
                Text(f"走访的是“{kind}”，案卷并未载有担保人或共同借款人。", f"The place is “{kind}”, but the case file names no guarantor or co-borrower."),
                cell, *near
            )  # fmt: skip
        if case and lawful and not any(p.addresses for p in case.liable):
            return None
        return review(
            Text(f"走访的是“{kind}”：须由案卷确认其为本案担保人或共同借款人。", f"The place is “{kind}”: the case file must name that person as liable."),
            cell, *near
        )  # fmt: skip
    return violation(
        Text(f"走访的是“{kind}”，不是登记的借款人地址。", f"The place is “{kind}”, not an address of the borrower on file."),
        cell,
        *near,
    )


def _sought(visit: Visit) -> Found | None:
    """Without any address on file: an address that the agency has found by itself."""
    if not _SOUGHT.search(visit.address_type):
        return None
    return review(
        Text(f"走访的是“{visit.address_type}”，并无登记地址可核对。",
             f"The place is “{visit.address_type}”, and there is no address on file to compare it with."),
        visit.cell("address_type"), *_address(visit)
    )  # fmt: skip


def _nearest_shown(visit: Visit, answer: tuple[FiledAddress, Answer] | None, own: list[Filed]) -> tuple[Evidence, ...]:
    shown = [visit.cell("visit_address")] if visit.visit_address else []
    if answer:
        shown += [f.evidence for f in own if f.address == answer[0]][:1]
    return tuple(shown)


def _by_address(
    visit: Visit, book: Casebook, case: CaseFile | None, filed: FiledAddress, answer: Answer, shown: Evidence, only: bool
) -> Found | None:
    """The address against the nearest one on file."""
    verdict = _by_position(visit, case, answer.verdict, only)
    if verdict is Verdict.SAME:
        return None
    kind, why = KINDS.get(filed.kind, KINDS["other"]), answer.why
    evidence = (visit.cell("visit_address"), *_marked(visit, answer, shown), shown)
    if contact := _contact(visit, case):
        return violation(
            Text("走访地址是联系人的地址，不是借款人的地址。", "The address visited is a contact's, not the borrower's."),
            visit.cell("visit_address"), contact, shown
        )  # fmt: skip
    here = met(visit) is Actor.BORROWER
    moved = book.reading(visit).find("new_address", status=None)
    if verdict is Verdict.REVIEW:
        coarser = not (answer.on_file.words and answer.visited.words)
        if coarser and (here or on_file_told(book.reading(visit))):
            return None
        return review(
            Text(f"走访地址与最接近的{kind.zh}是否同一处，文字不足以判定：{why.zh}。",
                 f"Whether the address visited is the nearest {kind.en} the text does not decide: {why.en}."),
            *evidence
        )  # fmt: skip
    if case is None and _LIABLE.search(visit.relation or visit.person_met):
        return review(
            Text("走访地址不在登记地址之列，会见的是担保人或共同借款人：须由案卷确认其责任与地址。",
                 "The address visited is not on file and a guarantor or co-borrower was met: the case file must name that person."),
            *evidence
        )  # fmt: skip
    if here or moved:
        return review(
            Text(f"走访地址不在登记地址之列（最接近的{kind.zh}：{why.zh}），但似为借款人新址或其本人在场，请核对。",
                 f"The address visited is not on file (nearest {kind.en}: {why.en}), but the borrower was there or gave it; please check."),
            *evidence, *(visit.quote("account", *book.reading(visit).quote(m)) for m in moved[:1])
        )  # fmt: skip
    return violation(
        Text(f"走访地址与登记的任何地址都不符；与最接近的{kind.zh}相比，{why.zh}。",
             f"The address visited is none of those on file; against the nearest {kind.en}: {why.en}."),
        *evidence
    )  # fmt: skip


def _marked(visit: Visit, answer: Answer, shown: Evidence) -> Iterator[Evidence]:
    """The differing part of either address, so that it can be underlined."""
    start, end = answer.visited.start, answer.visited.end
    if start is not None and end is not None:
        yield visit.quote("visit_address", start, end)
    start, end = answer.on_file.start, answer.on_file.end
    if start is not None and end is not None and (start, end) != (0, len(shown.quote)):
        yield Evidence(shown.field, shown.quote[start:end], start, end, shown.source)


def _by_position(visit: Visit, case: CaseFile | None, verdict: Verdict, only: bool) -> Verdict:
    """Positions settle what the text leaves open; far apart they accuse only where the file knows one address."""
    here = valid(visit.latitude, visit.longitude)
    there = valid(case.latitude, case.longitude) if case else None
    if verdict is not Verdict.REVIEW or here is None or there is None:
        return verdict
    told = settle(here, there)
    return verdict if told is Verdict.DIFFERENT and not only else told


def _contact(visit: Visit, case: CaseFile | None) -> Evidence | None:
    for f in _filed(visit, case):
        if f.address.owner == "contact" and compare(f.address.address, visit.visit_address).verdict is Verdict.SAME:
            return f.evidence
    return None


RULE = Rule(
    "third_party_address",
    title=Text("非债务人地址外访", "Visit to a third party's address"),
    ground="R",
    grade=2,
    family="core",
    broken=Text(
        "到了父母、前配偶、亲友、邻居、紧急联系人的住处或子女学校，或地址与登记的任何地址都不符。",
        "The place was that of parents, an ex-spouse, a relative, friend, neighbour or emergency contact, a child's school, or an "
        "address that is none of those on file.",
    ),
    kept=Text(
        "登记地址的另一种写法；父母住在借款人登记的户籍地址；案卷载明的担保人、共同借款人的地址；登记的单位。",
        "An address on file in another spelling; parents at the borrower's household address on file; a guarantor or co-borrower named "
        "in the case file; the workplace on file.",
    ),
    clears=Text(
        "登记资料、当次定位或门牌照片，证明所到之处就是登记地址，或是案卷载明的共同借款人、担保人的地址。",
        "The file, the position or a photo of the door plate, showing that the place is an address on file or that of a co-borrower or "
        "guarantor named in the case file.",
    ),
    check=check,
)
