"""Visits as they happened, before any agency wrote them down; layouts write them, and must be read back as they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle

_STAFF = (("任国栋", "WF1203"), ("谭海燕", "WF1204"), ("陆丽华", "WF3310"), ("贺浩然", "WF0417"))
_PLACES = (("江苏省", "南京市", "鼓楼区", "中山北路", "12号3幢402室"), ("湖北省", "武汉市", "江岸区", "解放大道", "208号1栋901室"),
           ("四川省", "成都市", "青羊区", "人民中路", "7号2栋11号"), ("山东省", "青岛市", "市南区", "香港中路", "90号写字楼1206室"))  # fmt: skip
_TALKS = (
    ("", "本人", True, "按门铃后客户本人开门，两人出示工作证并说明来意，客户称月底发工资后处理，双方在门口交谈约十分钟，未进屋。", "承诺还款"),
    (None, "", None, "到达后敲门无人应答，邻居称白天一般不在家，未向邻居透露事由，现场拍照门牌后离开，未留任何材料。", "无人应答"),
    ("母亲", "母亲", True, "客户母亲在家，仅询问客户去向并请其转告回电，未告知欠款情况。客户晚上回电表示下周一去柜台办理分期。", "转告"),
    ("前台", "同事", False, "单位前台告知客户已于上月离职，未说明来意，留下联系电话后离开，随后向组长电话报告了现场的情况。", "已离职"),
    ("", "本人", True, "本人在场，核对身份后递交催告函，客户签收；客户反映近期住院，希望延期，已告知可拨打客服热线申请协商。", "协商分期"),
)  # fmt: skip
_BORROWERS = ("史建国", "孔玉珍", "万子涵", "段志强", "尹凤英", "黎春梅", "钱永康", "毛德胜", "江晓彤")
_STARTS = (time(9, 30), time(14, 0), time(18, 15), time(10, 5), time(15, 40), time(11, 20), time(8, 45), time(16, 30), time(17, 10))


@dataclass(frozen=True)
class Happened:
    """One visit. Fields are named as the canonical ones where a canonical one holds the same."""

    n: int
    visit_id: str
    case_id: str
    borrower_name: str
    visit_date: date
    start_time: time
    end_time: time
    lead: tuple[str, str]
    second: tuple[str, str]
    place: tuple[str, str, str, str, str]
    person_met: str
    relation: str
    id_shown: bool | None
    recorded: bool
    account: str
    outcome: str
    address_type: str
    dress: str
    address_verified: bool
    prior_contact: str
    promise_date: date | None
    promise_amount: Decimal | None
    recorded_at: datetime
    incident: str
    remark: str
    latitude: float
    longitude: float

    @property
    def visitors(self) -> tuple[str, ...]:
        return (self.lead[0], self.second[0])

    @property
    def visitor_numbers(self) -> tuple[str, ...]:
        return (self.lead[1], self.second[1])

    @property
    def visit_address(self) -> str:
        return "".join(self.place)

    @property
    def span(self) -> str:
        return f"{self.start_time:%H:%M}-{self.end_time:%H:%M}"


def happened(count: int = 6) -> list[Happened]:
    talks, places, staff = cycle(_TALKS), cycle(_PLACES), cycle(_STAFF)
    found = []
    for n in range(count):
        met, relation, shown, account, outcome = next(talks)
        place, lead, second = next(places), next(staff), next(staff)
        next(staff)
        day, start, promised = date(2026, 9, 2 + 3 * n), _STARTS[n], outcome == "承诺还款"
        end = (datetime.combine(day, start) + timedelta(minutes=20 + 5 * n)).time()
        met_name = _BORROWERS[n] if met == "" else met or ""
        found.append(Happened(
            n + 1, f"T2609{n + 1:03d}", f"WA2609{(n + 3) * 104729 % 1000000:06d}", _BORROWERS[n], day, start, end, lead, second, place,
            met_name, relation, shown, outcome != "已离职", account, outcome, "单位地址" if outcome == "已离职" else "家庭地址",
            "深色夹克" if n % 2 else "统一工装", n % 3 != 1, "8月28日电话3次", date(2026, 9, 30) if promised else None,
            Decimal(1500) if promised else None, datetime.combine(day, time(19, 10 + n)), "客户情绪激动，已报备" if n == 4 else "",
            "雨天" if n % 2 else "", 30.5 + n / 8, 114.25 + n / 16,
        ))  # fmt: skip
    return found
