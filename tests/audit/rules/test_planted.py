"""An agency's month with what only the whole shows planted in it: overlaps, a copy, frequency, follow-up, notice, register."""

from datetime import date, time

from audit.auditor import audit
from audit.model import ContactEntry, Promise, Visit
from tests.make import case, casebook, member, visit

_COPY = "{h}点到达{n}住处，敲门后本人开门，我方两人出示工作证并说明受银行委托，客户表示今年做装修亏了十几万，{w}也在闹离婚，目前只能每月还{m}元，请求停止计息，已告知可通过银行客服申请。客户情绪平稳。"
_WENJIANG = "成都市温江区柳城大道77号1-1-1204"
# number, case, borrower, day in August, start, end, visitors, address, account
_ROWS = (
    ("H901", "01", "祝小东", 5, "10:00", "10:40", "邹立 贺敏", "成都市青羊区光华东三路88号2-1-503", "两人先出示工作证。客户说店铺转让款下个月到。"),
    ("H902", "02", "辛小梅", 5, "10:20", "10:50", "邹立 简明", "成都市双流区航空港物联二路9号4-1-902", "工作证出示后，客户讲她没复工，等津贴下来再谈。"),
    ("H903", "03", "费小刚", 13, "09:00", "09:30", "贺敏 简明", "南充市高坪区白塔路66号3-2-401", "客户下楼接的，亮证。对余额没异议，讲十月份有笔货款。"),
    ("H904", "04", "熊小兰", 13, "10:00", "10:20", "贺敏 简明", "重庆市渝中区大坪正街22号8-3", "客户不在家，门口老人问了句找谁，只说找小兰有点事，走了。"),
    ("H905", "05", "景小波", 18, "14:00", "14:25", "邹立 简明", "成都市金牛区茶店子西口9号6-4-702", _COPY.format(h=14, n="景小波", w="老婆", m=500)),
    ("H906", "06", "苏小燕", 19, "16:00", "16:25", "邹立 贺敏", "成都市新都区桂湖中路120号5-2-301", _COPY.format(h=16, n="苏小燕", w="老公", m=600)),
    ("H907", "07", "单小妹", 4, "09:30", "09:50", "简明 邹立", _WENJIANG, "亮证。站门口讲了几句，说月中发工资。"),
    ("H908", "07", "单小妹", 11, "09:40", "10:00", "简明 贺敏", _WENJIANG, "第二趟。证件照例先给看。她说工资还没到账。"),
    ("H909", "07", "单小妹", 11, "17:20", "17:35", "简明 贺敏", _WENJIANG, "下午又问一次到账没有，亮证，她说没有。"),
    ("H910", "07", "单小妹", 20, "10:10", "10:20", "邹立 贺敏", _WENJIANG, "敲门没人应，没跟邻居说话，走了。"),
    ("H911", "08", "伍小强", 25, "11:00", "11:20", "宣平 简明", "成都市成华区双林北支路33号2-5-8", "两人亮证，客户觉得利息多算，指引他打客服核对。"),
    ("H912", "09", "常小玉", 6, "15:00", "15:20", "邹立 贺敏", "成都市锦江区静居寺路19号7-1-2", "亮证，客户答应8月10号还3000。"),
    ("H913", "10", "时小军", 9, "15:30", "15:50", "邹立 简明", "成都市武侯区晋阳路55号10-2-601", "先出示证件。客户8月14号有笔工程尾款，说到账就还一期。"),
    ("H914", "10", "时小军", 15, "10:00", "10:15", "邹立 简明", "成都市武侯区晋阳路55号10-2-601", "回访。证件亮了，客户出示转账截图，昨天已还一期。"),
)  # fmt: skip
_EXPECTED = {
    "H901": {"visitor_overlap"}, "H902": {"visitor_overlap"}, "H903": {"visitor_overlap"}, "H904": {"visitor_overlap"},
    "H905": {"copied_account"}, "H906": {"copied_account"}, "H909": {"excessive_visits"}, "H910": {"excessive_visits"},
    "H911": {"untrained_visitor", "no_outsourcing_notice"}, "H912": {"missed_follow_up"},
}  # fmt: skip
_RULES = frozenset().union(*_EXPECTED.values()) | {
    "prohibited_hours", "recording_mismatch", "subcontracted_visit", "visit_during_dispute", "record_gap", "late_record",
    "unmasked_data", "location_mismatch", "no_prior_contact", "unverified_address",
}  # fmt: skip


def _visits() -> list[Visit]:
    return [
        visit(row=n, visit_id=number, case_id=f"恒诚-900{case_id}", agency="恒诚", borrower_name=name, person_met=name,
              visit_date=date(2026, 8, day), start_time=time.fromisoformat(start), end_time=time.fromisoformat(end),
              visitors=tuple(who.split()), visit_address=address, account=account)
        for n, (number, case_id, name, day, start, end, who, address, account) in enumerate(_ROWS)
    ]  # fmt: skip


def test_the_whole_month() -> None:
    promised = {"09": (10, 6), "10": (14, 15)}
    cases = []
    for number in sorted({row[1] for row in _ROWS}):
        promise, contact = promised.get(number, (0, 0))
        cases.append(case(
            case_id=f"恒诚-900{number}", outsourced_notice=date(2026, 8, 27) if number == "08" else date(2026, 6, 28),
            promises=(Promise(date(2026, 8, promise)),) if promise else (),
            contact_log=(ContactEntry(date(2026, 8, contact), "外访"),) if contact else (),
        ))  # fmt: skip
    staff = [member(name, agency="恒诚", number=f"HC{n}") for n, name in enumerate(("邹立", "贺敏", "简明"))]
    for visits in (_visits(), _visits()[::-1]):
        book = casebook(*visits, cases=cases, staff=staff)
        found = {a.visit.visit_id: {f.rule for f in a.findings if f.rule in _RULES} for a in audit(book)}
        assert {number: rules for number, rules in found.items() if rules} == _EXPECTED
