"""What the values of a column look like: the share of dates, times, names, addresses and so on among them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from audit.values.dates import Hints, read_moment
from audit.values.names import COMPOUND, SURNAMES, like_name, read_names
from audit.values.numbers import NOTHING, read_place
from audit.values.text import fold, shown
from audit.values.times import read_span
from audit.values.yesno import read_yesno

SAMPLE = 160
_SOME_DAY = Hints("dmy", date(2026, 6, 30))
_ADDRESS = re.compile(
    r"[省市区县州盟旗镇乡村路街道巷弄里号栋幢座楼单元室组屯庄园城苑厦坊場號區縣鎮鄉樓]|\b(?:road|rd|street|st|avenue|ave|lane|tower|block|blk|flat|floor|building|house|plaza|court|drive|jalan|#\d+-\d+)\b",
    re.I,
)
_RELATION = re.compile(
    r"^(?:本人|配偶|丈夫|妻子|老公|老婆|前妻|前夫|父亲?|母亲?|父母|儿子|女儿|子女|兄弟|姐妹|哥哥|弟弟|姐姐|妹妹|亲属|亲戚|朋友|同事|领导|房东|租客|邻居|物业|保安|门卫|村委|居委|村干部|联系人|紧急联系人|担保人|共同借款人|无关人员|同学|室友|老板|员工|前台|兄长|家属|家人|岳父|岳母|公公|婆婆|婆媳|夫妻|父子|母子|母女|父女|"
    r"self|spouse|wife|husband|father|mother|parent|brother|sister|neighbou?r|colleague|friend|landlord|tenant|borrower|relative|guarantor|son|daughter|guard)",
    re.I,
)
_NOBODY = re.compile(r"^(?:无人|没人|家中无人|未见|未遇|无$|nobody|no one|none$)", re.I)
_KIND = re.compile(
    r"住宅|家庭|居住|住址|住所|户籍|户口|单位|公司|经营|工作|父母|亲属|亲戚|联系人|担保|抵押|房产|其他地址|身份证|暂住|租住|临时|店铺|学校|配偶|老家|现住|home|work|office|residen|household|business|employer|company|parent|other",
    re.I,
)
_REASON = re.compile(r"考察|协催|核址|送函|失联|跳票|首次|二次|复访|高额|常规|回访|例行|续访|初访|再访")
_OUTCOME = re.compile(
    r"承诺|无人|失联|拒|已还|还款|转告|留函|中债|中家|不中人|无址|拆迁|搬|空户|查无|门锁|协商|分期|未遇|未见|结清|无力|答应|配合|ptp|rpc|tpc|npc|no contact|met|promis|refus|paid|moved",
    re.I,
)
_CODE = re.compile(r"(?=.*\d)[A-Za-z\u4e00-\u9fff]{0,8}[-_#/]?[A-Za-z0-9][A-Za-z0-9\-_/.#]{2,30}")
_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9][\d*xX]{9}|0\d{2,3}-?\d{7,8}|[69]\d{3}[ -]?\d{4}")
_ID_NUMBER = re.compile(r"\d{6}[\d*xX]{8,11}[\dxX*]|\d{4}[*xX]{6,14}[\dxX]{2,4}")
_DRESS = re.compile(r"装|衣|衫|裤|裙|整洁|得体|规范|便服|着|neat|casual|shirt|uniform|suit|black", re.I)
_VERIFIED = re.compile(r"核|确认|属实|有效|无效|待查|verified|confirm", re.I)
_STATUS = re.compile(r"停催|投诉|协商|异议|诉讼|仲裁|执行|破产|死亡|涉刑|退案|结清|正常|暂停|分期|在职|离职|休假|停用|启用")
_ORDER = re.compile(r"未计划|计划中|已外访|未外访|待审批|审批|已提交|已派单|已结案|已退案|撤单|待派|已完成|进行中")
_CLOCK_WORDS = re.compile(r"\d\s*[ap]\.?m\b|\dh\d|\dT\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)
_FILE_NAME = re.compile(r"\.(?:mp[34]|wav|avi|mov|m4a|amr|jpe?g|png|zip)\b|\d+\s*(?:分|秒|min|sec)", re.I)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0..1) of the values that are not empty; `filled` is their number, `length` their mean length."""

    shares: Mapping[str, float]
    filled: int
    length: float
    distinct: float

    def share(self, *classes: str) -> float:
        return max((self.shares.get(c, 0.0) for c in classes), default=0.0)


def profile(values: Iterable[object]) -> Profile:
    """The profile of a column's cells (blank ones are left out)."""
    kept = [v for v in values if v is not None and fold(shown(v)) not in NOTHING]
    if len(kept) > SAMPLE:
        step = len(kept) / SAMPLE
        kept = [kept[int(i * step)] for i in range(SAMPLE)]
    if not kept:
        return Profile({}, 0, 0.0, 0.0)
    counts: dict[str, int] = {}
    for value in kept:
        for one in classes_of(value):
            counts[one] = counts.get(one, 0) + 1
    shares = {name: n / len(kept) for name, n in counts.items()}
    if _is_sequence(kept):
        shares["sequence"] = 1.0
    texts = [shown(v) for v in kept]
    return Profile(shares, len(kept), sum(map(len, texts)) / len(texts), len(set(texts)) / len(texts))


def _is_sequence(values: list[object]) -> bool:
    """1, 2, 3 …: line numbers, however they are stored; a new count may begin in between."""
    texts = [shown(v) for v in values]
    if not all(t.isdecimal() and len(t) <= 6 for t in texts):
        return False
    numbers = [int(t) for t in texts]
    rising = sum(0 < b - a <= max(3, len(numbers) // 20) or b == 1 for a, b in itertools.pairwise(numbers))
    return numbers[0] <= 20 and rising >= 0.8 * (len(numbers) - 1) if len(numbers) > 1 else numbers[0] == 1


def classes_of(value: object) -> set[str]:
    """All classes that one value may belong to."""
    if isinstance(value, datetime):
        return {"date"} if not (value.hour or value.minute) else {"date", "datetime"}
    if isinstance(value, date):
        return {"date"}
    if isinstance(value, time | timedelta):
        return {"time", "minutes"}
    if isinstance(value, bool):
        return {"yesno"}
    if isinstance(value, int | float):
        return _number(float(value))
    return _text(fold(value if isinstance(value, str) else str(value)))


def _number(value: float) -> set[str]:
    found = {"number", "amount"}
    if value in (0, 1):
        found |= {"yesno"}
    if 40_000 < value < 60_000:
        found |= {"serial"} if value == int(value) else {"date", "datetime"}
    if 0 < value < 1:
        found |= {"time"}
    if value == int(value):
        found |= {"code"} if value > 9999 else {"small"}
        if 20_100_101 <= value <= 20_401_231:
            found |= {"date"}
        if 600 <= value <= 2359 and value % 100 < 60:
            found |= {"hhmm"}
    if 1 < value < 13 and value != int(value):
        found |= {"monthday"}
    if -180 <= value <= 180 and value != int(value):
        found |= {"degrees"}
    return found


def _text(text: str) -> set[str]:
    if len(text) > 120:
        return {"long"}
    found: set[str] = set()
    people = len(text) <= 60 and any(c in text for c in "、,;/+和与及 &|\n(") and _names(text)
    if people:
        found.add("names")
    elif len(text) > 24:
        found.add("long")
    if len(text) <= 45:
        found |= _times(text)
    if len(text) <= 24:
        found |= _short(text)
    if len(_ADDRESS.findall(text)) >= 2 and len(text) <= 90 and not re.search(r"[。；！]|，.*，.*，", text):
        found.add("address")
    if read_place(text) and len(text) <= 60 and not ({"date"} & found) and "." in text:
        found.add("coordinates")
    if _OUTCOME.search(text) and len(text) <= 40:
        found.add("outcome")
    if _FILE_NAME.search(text) and len(text) <= 80:
        found.add("file")
    if not found & {"long", "date", "time", "number", "code", "phone"}:
        found.add("words")
    return found


def _times(text: str) -> set[str]:
    found: set[str] = set()
    if not any(c.isdecimal() or c in "〇一二三四五六七八九十" for c in text):
        return found
    digits = text.replace(",", "").replace("¥", "").rstrip("元")
    plain_number = re.fullmatch(r"-?\d+(?:\.\d+)?", digits)
    if plain_number:
        found |= _number(float(digits)) - {"date", "time", "hhmm"}
        if re.fullmatch(r"20[1-3]\d[01]\d[0-3]\d", text):
            found.add("date")
        if re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d|0\.\d{3,}", text):
            found.add("time")
        return found
    if re.search(r"[A-Za-z]", text) and not _CLOCK_WORDS.search(text):
        return found
    moment = read_moment(text, _SOME_DAY)
    if (
        moment.day
        and not re.search(r"[万千百元块]", text)
        and re.match(r"^[\D]{0,4}\d|^[〇一二三四五六七八九十]", text)
        and len(text) <= 40
    ):
        found.add("date")
        if moment.start:
            found.add("datetime")
    elif (span := read_span(text)).start and len(text) <= 24:
        found.add("time")
        if span.end:
            found.add("span")
    if re.search(r"[万千百元]|\d分钟|小时", text) and len(text) <= 12:
        found.add("amount" if re.search(r"[万千百元]", text) else "minutes")
    return found


def _short(text: str) -> set[str]:
    found: set[str] = set()
    if read_yesno(text, "plain").value is not None and len(text) <= 8:
        found.add("yesno")
    elif read_yesno(text, "id_shown").known and len(text) <= 8:
        found.add("yesnoish")
    if _PHONE.fullmatch(text):
        found.add("phone")
    elif _ID_NUMBER.fullmatch(text):
        found.add("idnumber")
    elif _CODE.fullmatch(text) and not ({"date", "time"} & _times(text)):
        found.add("code")
    for name, pattern in _VOCABULARIES:
        if pattern.search(text):
            found.add(name)
    if like_name(text):
        found.add("name")
    if re.fullmatch(r"[共]?[\d一二两三四五双]+[人名位]?", text):
        found.add("headcount")
    return found


_VOCABULARIES = (
    ("relation", _RELATION),
    ("nobody", _NOBODY), ("kind", _KIND), ("reason", _REASON), ("dress", _DRESS), ("verified", _VERIFIED), ("status", _STATUS), ("order", _ORDER),
)  # fmt: skip


def _names(text: str) -> bool:
    names = read_names(text).names
    return len(names) >= 2 and all(like_name(n) or n[:1] in SURNAMES or n[:2] in COMPOUND for n in names)
