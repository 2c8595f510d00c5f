"""A visitor who was not fit to go: unregistered, gone, barred, untrained, or with an expired credential on the day.

Broken by the staff register or by an account that says so. Not broken in date, nor where no register was given and the account is silent.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from audit.account import COLLECTING, OWING, THIRD, Actor, Mention, Reading, Status
from audit.casebook import Casebook, filed
from audit.model import Evidence, Found, Outcome, StaffMember, Text, Visit
from audit.policy import Limits
from audit.rules.rule import Rule, review, violation
from audit.values.dates import read_moment

_LEFT = re.compile(r"离职|离岗|离司|退出|解除|终止|辞退|left|resigned|terminated", re.IGNORECASE)
_STOPPED = re.compile(r"停岗|停用|停职|暂停|注销|禁入|黑名单|禁止外访|suspended|barred", re.IGNORECASE)
_UNTRAINED = re.compile(r"待培训|未培训|未参加培训|未考试|未取证|无证|未通过|不合格|untrained", re.IGNORECASE)
_OFFICE = re.compile(r"内勤|电催|不外访|非外访|office only", re.IGNORECASE)


def check(visit: Visit, book: Casebook) -> Found | None:
    told, listed = _by_account(visit, book), _by_register(visit, book)
    if told is None or listed is None:
        return told or listed
    if listed.outcome is Outcome.VIOLATION and told.outcome is Outcome.VIOLATION:
        return replace(told, evidence=(*told.evidence, *listed.evidence))
    return told if told.outcome is Outcome.VIOLATION else listed


def _by_account(visit: Visit, book: Casebook) -> Found | None:
    if not visit.account:
        return None
    reading = book.reading(visit)
    said = reading.find("not_trained", "credential_gone", status=_SAID) + reading.find("not_a_collector", "stand_in", status=_SAID)
    unfit = [m for m in said if _ours(reading, m)]
    if unfit:
        quotes = [visit.quote("account", *reading.quote(m)) for m in unfit]
        return violation(_ACCOUNT, *quotes, visit.cell("visitors"))
    new = [m for m in reading.find("new_face", status=_SAID | {Status.DENIED}) if m.actor in COLLECTING or m.group in _NOT_OURS]
    if not new or reading.has("stayed_behind", status=None):
        return None
    if all(fit.denied for fit in reading.find("fit_visitor", status=None)):
        return review(_NEW_FACE, visit.quote("account", *reading.quote(new[0])), visit.cell("visitors"))
    return None


#: 找兄弟公司的人来帮, 谁的男朋友跟我上楼: whoever the words name, he came along.
_NOT_OURS = ("lent", "outsider", "formal")
#: 孩子的课还没上完, 他考试没过: told of another unless one of ours was the last to be named.
_LOOSE = ("later", "stale", "date", "lapsed")
#: 孩子发烧请了假，换成谁顶上: why another of ours went.
_CALLED_AWAY = re.compile("请了?[病事产年婚丧]?假|发烧|生病|病了|住院|开家长会|结婚|生孩子|出差|有事|丧事|调休|轮休")
_OF_THE_WORK = re.compile("外访|岗前|复训|上岗|备案|资格|建档|名册|培训|人事|岗培")


def _of_ours(reading: Reading, m: Mention) -> bool:
    named = [p.actor for p in reading.named_since(m.clause - 2, m.end) if not p.pronoun]
    if named:
        return named[-1] not in OWING | _OUTSIDERS or (m.named and m.actor in COLLECTING)
    return _OF_THE_WORK.search(reading.plain, m.start, m.end) is not None


def _of_somebody_else(reading: Reading, m: Mention) -> bool:
    """客户考试没考过，没拿到资格证; 保安新来的，还没培训; 客户弟弟替他顶班."""
    near = [p for p in reading.named_in(m.clause - 1, m.clause) if not p.pronoun and p.start < m.end]
    sentence = reading.sentence(m.clause)
    near = [p for p in near if reading.sentence(p.clause) == sentence]
    if m.concept == "stand_in":
        if m.group == "who" and _CALLED_AWAY.search(reading.plain, m.start, m.end):
            return True
        if m.group in ("gone", "unsigned", "left"):
            return _about_them(reading, m)
        here = [p.actor for p in near if p.clause == m.clause]
        return m.group == "who" and any(a in OWING for a in here) and not any(a in COLLECTING for a in here)
    if not near or near[-1].actor in COLLECTING or m.named:
        return False
    if near[-1].actor in OWING:
        return True
    helped = reading.near(m, "went_along", "stand_in", "not_a_collector", before=2, after=2, status=None)
    return near[-1].actor in (Actor.STAFF, Actor.COLLEAGUE) and not helped


def _about_them(reading: Reading, m: Mention) -> bool:
    """客户单位的同事离职了, 退休的老邻居陪我上楼: said of those whom we met."""
    named = [p.actor for p in reading.named_between(m.start - 11, m.start + 6) if not p.pronoun]
    return not (OWING | {Actor.NEIGHBOUR, Actor.STAFF}).isdisjoint(named)


def _ours(reading: Reading, m: Mention) -> bool:
    """Whether it is one of those who went: not the borrower's licence, nor the trainee who was left in the office."""
    if m.denied or _whose(reading, m) in OWING | _OUTSIDERS:
        return False
    if reading.near(m, "of_others", status=None) or reading.near(m, "stayed_behind", before=2, after=3, status=None):
        return False
    if any(not f.denied for f in reading.near(m, "fit_visitor", before=2, after=4, status=None)):
        return False
    if m.group in _LOOSE and not _of_ours(reading, m):
        return False
    if _of_somebody_else(reading, m):
        return False
    return m.concept != "not_a_collector" or _came_along(reading, m)


def _came_along(reading: Reading, m: Mention) -> bool:
    """Beside it, or earlier in the sentence: 跟我来的大姐，热心肠，不是公司员工."""
    if reading.near(m, "went_along", before=1, after=1, status=None):
        return True
    sentence = reading.sentence(m.clause)
    return any(reading.sentence(w.clause) == sentence for w in reading.near(m, "went_along", before=4, status=None))


#: 临时工, 客服 are outsiders by the lexicon, but here they came along.
_OUTSIDERS = THIRD - {Actor.OTHER, Actor.STAFF, Actor.COLLEAGUE}


def _whose(reading: Reading, m: Mention) -> Actor:
    """Who it is said of; he and she stand for the person last named."""
    if m.actor not in OWING:
        return m.actor
    named = [p.actor for p in reading.named_since(m.clause - 2, m.start + 1) if not p.pronoun]
    return named[-1] if named else m.actor


#: 另一家公司的人, 上月过期 tell of elsewhere, but of him who came; 资格证照片是他哥的 is no question of time.
_SAID = frozenset({Status.HAPPENED, Status.ELSEWHERE, Status.RULE, Status.INTENDED})
_ACCOUNT = Text(
    "外访经过写明外访人员未经培训、未取得证件、证件过期或未备案。",
    "The account says that a visitor was untrained, unregistered or without a valid credential.",
)
_NEW_FACE = Text(
    "外访经过提到新人跟岗，是否已培训备案不明。", "The account speaks of a new face; whether trained and registered is not told."
)


def _by_register(visit: Visit, book: Casebook) -> Found | None:
    if not book.staff or not book.register.covers(visit.agency):
        return None
    worst: Found | None = None
    for match in book.register.match(visit):
        if match.elsewhere:
            continue  # another firm's man is for subcontracted_visit
        found = _person(visit, match.name or match.number, match.members, book.limits(visit))
        if found and (worst is None or (found.outcome is Outcome.VIOLATION and worst.outcome is Outcome.REVIEW)):
            worst = found
    return worst


def _person(visit: Visit, name: str, members: tuple[StaffMember, ...], limits: Limits) -> Found | None:
    if not members:
        return violation(_UNREGISTERED.format(name=name), visit.cell("visitors"))
    if visit.visit_date is None:
        return None
    answers = [_member(visit, m, visit.visit_date, limits) for m in members]
    if len(answers) == 1 or None not in answers:
        return answers[0]
    return None  # one of the namesakes was fit to go


def _member(visit: Visit, m: StaffMember, day: date, limits: Limits) -> Found | None:
    if _fit(m, day, limits):
        return None
    trained_until = _months_later(m.trained_on, limits.training_months) if m.trained_on and limits.training_months else None
    if trained_until is not None and day > trained_until:
        text = _STALE.format(name=m.name, trained=m.trained_on, day=day, months=limits.training_months)
        return violation(text, visit.cell("visitors"), filed(m, "trained_on"))
    if m.credential_until is not None and day > m.credential_until:
        text = _EXPIRED.format(name=m.name, until=m.credential_until, day=day)
        return violation(text, visit.cell("visitors"), filed(m, "credential_until"))
    return _state(visit, m, day) or _training(visit, m, day)


def _fit(m: StaffMember, day: date, limits: Limits) -> bool:
    """The usual case, quickly: trained, in date, there, and nothing said against him."""
    if m.trained_on is None or m.left_on is not None or m.barred or not _plain(m.status, m.remark):
        return False
    since = max(m.trained_on, m.joined_on) if m.joined_on else m.trained_on
    return since <= day <= _fit_until(m.trained_on, m.credential_until, limits.training_months)


@lru_cache(maxsize=4096)
def _fit_until(trained: date, credential: date | None, months: int | None) -> date:
    """The last day on which training and credential both hold."""
    return min(_months_later(trained, months) if months else date.max, credential or date.max)


@lru_cache(maxsize=4096)
def _plain(status: str, remark: str) -> bool:
    """Whether nothing that the register says of a person speaks against him."""
    return not any(words.search(f"{status} {remark}") for words in (_LEFT, _STOPPED, _UNTRAINED, _OFFICE))


def _state(visit: Visit, m: StaffMember, day: date) -> Found | None:
    """Gone, barred or stopped on the day."""
    who = visit.cell("visitors")
    said = m.status + " " + m.remark
    if m.left_on is not None or _LEFT.search(said):
        cell = filed(m, "left_on" if m.left_on else "status" if _LEFT.search(m.status) else "remark")
        left = m.left_on or read_moment(m.remark).day or read_moment(m.status).day
        if left is None:
            return review(_GONE_SOMETIME.format(name=m.name), who, cell, *_remark(m))
        return violation(_GONE.format(name=m.name, left=left, day=day), who, cell, *_remark(m)) if day > left else None
    if m.barred:
        return violation(_BARRED.format(name=m.name), who, filed(m, "barred"))
    if stopped := _STOPPED.search(said):
        cell = filed(m, "status" if _STOPPED.search(m.status) else "remark")
        return review(_SUSPENDED.format(name=m.name, state=stopped[0]), who, cell)
    if m.joined_on is not None and day < m.joined_on:
        return review(_NOT_YET.format(name=m.name, joined=m.joined_on, day=day), who, filed(m, "joined_on"))
    return None


def _training(visit: Visit, m: StaffMember, day: date) -> Found | None:
    """Never trained, trained only later, or no field worker at all."""
    who = visit.cell("visitors")
    if m.trained_on is None:
        for name in ("remark", "credential", "status"):
            if _UNTRAINED.search(getattr(m, name)):
                return violation(_NEVER.format(name=m.name), who, filed(m, "trained_on"), filed(m, name))
        if "trained_on" in m.columns:
            return review(_BLANK.format(name=m.name), who, filed(m, "trained_on"))
    elif m.trained_on > day:
        return review(_LATER.format(name=m.name, trained=m.trained_on, day=day), who, filed(m, "trained_on"))
    if office := _OFFICE.search(m.remark):
        return review(_INDOORS.format(name=m.name, job=office[0]), who, filed(m, "remark"))
    return None


def _remark(m: StaffMember) -> tuple[Evidence, ...]:
    return (filed(m, "remark"),) if _LEFT.search(m.remark) and not m.left_on and _LEFT.search(m.status) else ()


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, 28)


_UNREGISTERED = Text("外访人员{name}不在人员备案名册上。", "The visitor {name} is not on the staff register.")
_STALE = Text(
    "外访人员{name}最近一次培训为{trained}，至外访日{day}已超过{months}个月。",
    "The visitor {name} was last trained on {trained}, more than {months} months before the visit on {day}.",
)
_EXPIRED = Text(
    "外访人员{name}的证件有效期至{until}，外访日{day}已过期。",
    "The credential of {name} was valid until {until} and had expired on {day}.",
)
_GONE = Text("外访人员{name}已于{left}离职，仍于{day}外访。", "The visitor {name} left on {left} and still went out on {day}.")
_GONE_SOMETIME = Text(
    "备案名册显示外访人员{name}已离职，但未载离职日期。", "The register says that {name} has left the agency, but not when."
)
_BARRED = Text("外访人员{name}在备案名册上标有禁入。", "The register bars the visitor {name}.")
_SUSPENDED = Text("备案名册显示外访人员{name}状态为“{state}”。", "The register gives the state of {name} as “{state}”.")
_NOT_YET = Text(
    "备案名册显示外访人员{name}于{joined}入职，外访日为{day}。",
    "By the register {name} joined only on {joined}; the visit was on {day}.",
)
_NEVER = Text("备案名册显示外访人员{name}未经培训。", "By the register the visitor {name} has had no training.")
_BLANK = Text("备案名册上外访人员{name}的培训日期为空。", "The register leaves the training date of {name} empty.")
_LATER = Text(
    "外访人员{name}登记的培训日期为{trained}，晚于外访日{day}，此前是否受训不详。",
    "The training of {name} on the register is of {trained}, after the visit on {day}; whether there was one before is not told.",
)
_INDOORS = Text(
    "备案名册注明外访人员{name}为“{job}”，不是外访岗位。", "The register has {name} as “{job}”, which is no field post."
)

RULE = Rule(
    "untrained_visitor",
    title=Text("人员不合格", "Unqualified visitor"),
    ground="R",
    grade=2,
    family="time",
    broken=Text(
        "外访人员当日不具备资格：不在名册、已离职、被禁入、未培训、培训超过规则包规定的月数，或证件过期；或外访经过自述如此。",
        "A visitor was not fit to go that day: not on the register, gone, barred, untrained, last trained longer ago than the policy pack allows, or with an expired credential; or the account says so.",
    ),
    kept=Text(
        "当日在册，培训和证件均在有效期内；未提供名册且记录未提及。",
        "On the register that day, with training and credential in date; or no register was given and the record is silent.",
    ),
    clears=Text(
        "该人员在外访当日有效的备案、培训考试记录及证件。",
        "The visitor's registration, training record and credential that were valid on that day.",
    ),
    check=check,
)
