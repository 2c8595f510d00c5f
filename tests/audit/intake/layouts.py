"""Logs as different agencies would send them: each layout is a grid with its merges, and what its cells mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Grid = list[list[Any]]

A1 = "两人到场后先出示工作证和委托书，客户本人在家，称近期失业，家中有老人要照顾，同意月底前先还一部分。全程平和，未进门。"
A2 = "敲门无人应答，等候十分钟后离开，未留任何纸质材料，邻居出来询问，我方未透露来意，只请其转告回电。现场拍门牌照一张。"
A3 = "客户父亲开门，称儿子在外地打工，过年才回。我方表明身份并出示工牌，未告知欠款情况，请其转告客户尽快回电联系。"
A4 = "公司前台称客户已离职两个月，我方仅询问客户是否在岗，未说明来意即离开，走时把登记表上的联系方式留下了座机。"
A5 = "客户在店里忙，约到门口谈，工作证给看了，客户核对了账单，当场用手机银行还了一千元，余款约定下月五号前还清。"
A6 = "到场后发现门锁已换，物业说该户三月已经退租，新租户不认识客户。我方没有说明事由，记录后离开，地址判定为无效。"
ACCOUNTS = (A1, A2, A3, A4, A5, A6)


@dataclass
class Layout:
    """`sheets`: name to rows. `meant`: the visits in order, each with the fields that its cells mean."""

    name: str
    sheets: dict[str, Grid]
    meant: list[dict[str, Any]]
    file: str = "log.xlsx"
    merged: dict[str, tuple[tuple[int, int, int, int], ...]] = field(default_factory=dict)


def d(day: int, month: int = 8) -> date:
    return date(2026, month, day)


def t(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def visit(
    case: str,
    borrower: str,
    day: date,
    start: str,
    end: str,
    visitors: str,
    place: str,
    met: str,
    relation: str,
    account: str,
    **more: Any,
) -> dict[str, Any]:
    return {
        "case_id": case, "borrower_name": borrower, "visit_date": day, "start_time": t(start), "end_time": t(end),
        "visitors": tuple(visitors.split("、")), "visit_address": place, "person_met": met, "relation": relation, "account": account, **more,
    }  # fmt: skip


TRUTH = [
    visit("HX-0001", "周小满", d(3), "09:30", "10:10", "张三丰、李思远", "苏州市姑苏区平江路88号3幢402室", "周小满", "本人", A1),
    visit("HX-0002", "吴国栋", d(3), "14:00", "14:15", "张三丰、李思远", "苏州市吴中区东吴北路12号星湖花园9-1101", "无人", "", A2),
    visit("HX-0003", "郑大海", d(4), "10:05", "10:25", "王建、赵小兰", "无锡市梁溪区人民中路200号5单元301", "郑父", "父亲", A3),
    visit("HX-0004", "冯丽娟", d(4), "15:20", "15:40", "王建、赵小兰", "常州市天宁区和平北路33号恒业大厦1206", "前台", "同事", A4),
    visit("HX-0005", "陈志强", d(5), "19:00", "19:30", "张三丰、赵小兰", "苏州市虎丘区学府路56号沿街门面", "陈志强", "本人", A5),
    visit(
        "HX-0006", "褚卫东", d(12), "11:00", "11:10", "李思远、王建", "南通市崇川区工农路7号小石桥新村18幢204", "物业", "物业", A6
    ),
]


def plus(**columns: Sequence[Any]) -> list[dict[str, Any]]:
    """The six visits with further fields."""
    return [{**v, **{k: values[i] for k, values in columns.items()}} for i, v in enumerate(TRUTH)]


def units_in_headers() -> Layout:
    """Title, unit line, hints in the headers, two visitor columns A/B, ticks."""
    head = ["序号", "案件编号*", "客户姓名（必填）", "外访日期\n（年/月/日）", "到达现场时间", "离开现场时间", "外访员A", "外访员B", "外访详细地址", "接触人", "接触人与债务人关系",
            "是否主动出示工作证（是/否）", "外访人员着装", "是否全程录音录像", "外访过程描述（不少于50字）", "外访结果", "备注"]  # fmt: skip
    ticks, rec, dress = (
        ["✓", "/", "✓", "✓", "✗", "/"],
        ["✓", "✓", "✓", "✗", "✓", "✓"],
        ["便装", "正装", "正装", "工装", "便装", "便装"],
    )
    rows: Grid = [["华信资产外访明细表"] + [None] * 16, ["单位：元　填报部门：外访二组"], head]
    for i, v in enumerate(TRUTH):
        a, b = v["visitors"]
        rows.append([i + 1, v["case_id"], v["borrower_name"], f"2026/{v['visit_date'].month:02d}/{v['visit_date'].day:02d}", f"{v['start_time']:%H:%M}", f"{v['end_time']:%H:%M}", a, b,
                     v["visit_address"], v["person_met"], v["relation"], ticks[i], dress[i], rec[i], v["account"], "承诺还款", None])  # fmt: skip
    rows.append(["合计", 6] + [None] * 15)
    truth = {"✓": True, "✗": False, "/": None}
    return Layout(
        "units_in_headers",
        {"8月": rows},
        plus(id_shown=[truth[x] for x in ticks], recorded=[truth[x] for x in rec], dress=dress, outcome=["承诺还款"] * 6),
    )


def group_header_without_merges() -> Layout:
    """A two-row header saved as text: group names leave gaps; days without a year, the year in the title."""
    rows: Grid = [
        ["2026年8月外访记录"],
        ["案件号", "债务人", "外访时间", "", "", "外访人员", "", "外访地址", "", "", "见面情况", "", "记录", ""],
        ["", "", "日期", "起", "止", "主访", "协访", "市", "区", "详细地址", "见面人", "与债务人关系", "催收经过", "结果"],
    ]
    for v in TRUTH:
        a, b = v["visitors"]
        city, rest = v["visit_address"].split("市", 1)
        district, detail = rest.split("区", 1)
        rows.append([v["case_id"], v["borrower_name"], f"{v['visit_date'].month}月{v['visit_date'].day}日", f"{v['start_time'].hour}点{v['start_time'].minute:02d}分",
                     f"{v['end_time']:%H:%M}", a, b, city + "市", district + "区", detail, v["person_met"], v["relation"], v["account"], "跟进"])  # fmt: skip
    return Layout("group_header_without_merges", {"Sheet1": rows}, plus(outcome=["跟进"] * 6), file="外访记录.csv")


def english() -> Layout:
    names = ["Lim Boon Keng", "Siti Aminah", "Tan Ah Kow", "Rajesh Kumar", "Wong Mei Ling", "Goh Chee Beng"]
    officers = [
        "Tan Wei Ming, Lee Kah Hoe",
        "Tan Wei Ming / Lee Kah Hoe",
        "Ong Siew Lan & Tan Wei Ming",
        "Ong Siew Lan",
        "Lee Kah Hoe and Ong Siew Lan",
        "Tan Wei Ming, Ong Siew Lan",
    ]
    split = [
        ("Tan Wei Ming", "Lee Kah Hoe"),
        ("Tan Wei Ming", "Lee Kah Hoe"),
        ("Ong Siew Lan", "Tan Wei Ming"),
        ("Ong Siew Lan",),
        ("Lee Kah Hoe", "Ong Siew Lan"),
        ("Tan Wei Ming", "Ong Siew Lan"),
    ]
    head = ["S/N", "Case Ref", "Debtor Name", "Date of Visit (dd/mm/yyyy)", "Time In", "Time Out", "Field Officers", "Address Visited", "Type of Address", "Person Met", "Relationship to Debtor",
            "ID Shown (Y/N)", "Attire", "Bodycam Recording On?", "Details of Visit", "Outcome", "PTP Date", "PTP Amount (S$)", "Latitude", "Longitude", "Date Entered"]  # fmt: skip
    days = [date(2026, 8, 3), date(2026, 8, 14), date(2026, 8, 4), date(2026, 8, 5), date(2026, 8, 21), date(2026, 8, 6)]
    rows: Grid = [["FIELD VISIT REPORT - AUGUST 2026"], [], head]
    meant = []
    text = "Both officers arrived together, showed their passes and explained the purpose; the debtor asked for time until month end and was calm."
    for i, name in enumerate(names):
        met = [name, "Nobody", "wife", "security guard", name, "neighbour"][i]
        rel = ["Self", "", "spouse", "guard", "Self", "neighbour"][i]
        rows.append([i + 1, f"SG-26-{i + 101}", name, f"{days[i]:%d/%m/%Y}", "9:30 AM" if i % 2 else "2:05 PM", "10:00 AM" if i % 2 else "2:40 PM", officers[i], f"Blk {i + 10} Toa Payoh Lorong {i + 1} #0{i + 1}-11{i} Singapore",
                     "Home", met, rel, "Y" if i != 3 else "N", "Office wear", "Yes", text, "PTP" if i == 0 else "No contact", "31/08/2026" if i == 0 else "", "500.00" if i == 0 else "", 1.3321 + i / 100, 103.8475, f"{days[i]:%d/%m/%Y} 18:20"])  # fmt: skip
        meant.append({
            "case_id": f"SG-26-{i + 101}", "borrower_name": name, "visit_date": days[i], "start_time": time(9, 30) if i % 2 else time(14, 5), "end_time": time(10) if i % 2 else time(14, 40),
            "visitors": split[i], "address_type": "Home", "person_met": met, "relation": rel, "id_shown": i != 3, "dress": "Office wear", "recorded": True, "account": text, "outcome": "PTP" if i == 0 else "No contact",
            "promise_date": date(2026, 8, 31) if i == 0 else None, "promise_amount": Decimal(500) if i == 0 else None, "latitude": 1.3321 + i / 100, "longitude": 103.8475,
            "recorded_at": datetime.combine(days[i], time(18, 20)), "visit_address": f"Blk {i + 10} Toa Payoh Lorong {i + 1} #0{i + 1}-11{i} Singapore",
        })  # fmt: skip
    return Layout("english", {"Aug 2026": rows}, meant, file="Field visits.csv")


def traditional() -> Layout:
    head = [
        "項次",
        "案件編號",
        "債務人姓名",
        "外訪日期",
        "到達時間",
        "離開時間",
        "外訪人員",
        "外訪地址",
        "受訪人",
        "與債務人關係",
        "是否出示證件",
        "衣著",
        "錄音錄影",
        "外訪經過",
        "外訪結果",
        "登記住址",
        "備註",
    ]
    rows: Grid = [["外訪紀錄表（民國115年8月）"], head]
    for i, v in enumerate(TRUTH):
        rows.append([i + 1, v["case_id"], v["borrower_name"], f"115/{v['visit_date'].month}/{v['visit_date'].day}", f"上午{v['start_time'].hour}時{v['start_time'].minute}分" if v["start_time"].hour < 12 else f"下午{v['start_time'].hour - 12}時{v['start_time'].minute}分",
                     f"{v['end_time']:%H:%M}", " ".join(v["visitors"]), v["visit_address"], v["person_met"], v["relation"], "有", "便服", "全程錄音", v["account"], "轉告", v["visit_address"], ""])  # fmt: skip
    return Layout(
        "traditional",
        {"八月": rows},
        plus(
            id_shown=[True] * 6,
            dress=["便服"] * 6,
            recorded=[True] * 6,
            outcome=["轉告"] * 6,
            home_address=[v["visit_address"] for v in TRUTH],
        ),
    )


def sheet_a_collector() -> Layout:
    """Day and range in one cell, roles and numbers in parentheses; a sheet for each pair, signatures at the foot."""
    head = [
        "任务编号",
        "委案编号",
        "借款人姓名",
        "外访时间",
        "外访人员",
        "走访地址",
        "地址性质",
        "受访人",
        "与借款人关系",
        "证件出示情况",
        "录音录像情况",
        "现场情况",
        "处理结果",
    ]
    sheets: dict[str, Grid] = {}
    for name, part in (("一组", TRUTH[:3]), ("二组", TRUTH[3:])):
        rows: Grid = [[f"外访台账—{name}"], head]
        for v in part:
            a, b = v["visitors"]
            rows.append([f"R{v['case_id'][-4:]}", v["case_id"], v["borrower_name"], f"2026.{v['visit_date'].month}.{v['visit_date'].day} {v['start_time'].hour}:{v['start_time'].minute:02d}-{v['end_time'].hour}:{v['end_time'].minute:02d}",
                         f"{a}（主，工号0021）、{b}（辅，工号0034）", v["visit_address"], "家庭地址", v["person_met"], v["relation"], "主动出示", "全程", v["account"], "待跟进"])  # fmt: skip
        rows += [[], [None, "组长签字：", None, None, "日期：2026年8月31日"]]
        sheets[name] = rows
    return Layout(
        "sheet_a_collector",
        sheets,
        plus(
            visit_id=[f"R{v['case_id'][-4:]}" for v in TRUTH],
            visitor_numbers=[("0021", "0034")] * 6,
            address_type=["家庭地址"] * 6,
            id_shown=[True] * 6,
            recorded=[True] * 6,
            outcome=["待跟进"] * 6,
        ),
    )


def day_lines_and_subtotals() -> Layout:
    """No date column: a line by itself gives the day; the header comes again after every subtotal."""
    head = ["编号", "案件编号", "客户", "开始时间", "结束时间", "外访员", "地址", "见面对象", "身份", "外访经过", "结果"]
    rows: Grid = [["XX律所上门催收日志"], ["填报人：刘某"], head]
    day = None
    for i, v in enumerate(TRUTH):
        if v["visit_date"] != day:
            if day:
                rows += [["小计", f"{i}户"], head]
            day = v["visit_date"]
            rows.append([f"2026年8月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"])
        rows.append(
            [
                f"V{i + 1:03d}",
                v["case_id"],
                v["borrower_name"],
                f"{v['start_time']:%H：%M}",
                f"{v['end_time']:%H：%M}",
                "/".join(v["visitors"]),
                v["visit_address"],
                v["person_met"],
                v["relation"],
                v["account"],
                "继续跟进",
            ]
        )
    rows.append(["总计", "6户"])
    return Layout(
        "day_lines_and_subtotals", {"Sheet1": rows}, plus(visit_id=[f"V{i + 1:03d}" for i in range(6)], outcome=["继续跟进"] * 6)
    )


def side_by_side() -> Layout:
    head = ["案件编号", "借款人", "日期", "到达时间", "离开时间", "外访人员", "外访地址", "面谈对象", "关系", "外访情况"]
    rows: Grid = [["甲组"] + [None] * 10 + ["乙组"], [*head, None, *head]]
    for v, w in zip(TRUTH[:3], TRUTH[3:], strict=True):
        rows.append([*_plain(v), None, *_plain(w)])
    return Layout("side_by_side", {"8月": rows}, [v for pair in zip(TRUTH[:3], TRUTH[3:], strict=True) for v in pair])


def _plain(v: dict[str, Any]) -> list[Any]:
    return [
        v["case_id"],
        v["borrower_name"],
        datetime.combine(v["visit_date"], time()),
        v["start_time"],
        v["end_time"],
        "、".join(v["visitors"]),
        v["visit_address"],
        v["person_met"],
        v["relation"],
        v["account"],
    ]


def form_per_visit() -> Layout:
    rows: Grid = []
    for v in TRUTH:
        rows += [
            ["外访登记表"],
            ["案件编号：", v["case_id"], "债务人姓名：", v["borrower_name"]],
            ["外访日期：", f"{v['visit_date']:%Y-%m-%d}", "外访人员：", "、".join(v["visitors"])],
            ["到达时间：", f"{v['start_time']:%H:%M}", "离开时间：", f"{v['end_time']:%H:%M}"],
            ["外访地址：", v["visit_address"]],
            ["受访人：", v["person_met"], "与债务人关系：", v["relation"]],
            ["外访经过"],
            [v["account"]],
            ["外访结果：", "已记录"],
            [],
        ]
    return Layout("form_per_visit", {"表": rows}, plus(outcome=["已记录"] * 6))


def transposed() -> Layout:
    names = [
        "案件编号",
        "客户姓名",
        "外访日期",
        "开始时间",
        "结束时间",
        "外访人员",
        "外访地址",
        "见面人",
        "与客户关系",
        "外访经过",
        "外访结果",
    ]
    columns = [
        [
            v["case_id"],
            v["borrower_name"],
            f"{v['visit_date']:%Y-%m-%d}",
            f"{v['start_time']:%H:%M}",
            f"{v['end_time']:%H:%M}",
            "、".join(v["visitors"]),
            v["visit_address"],
            v["person_met"],
            v["relation"],
            v["account"],
            "完成",
        ]
        for v in TRUTH
    ]
    rows: Grid = [["外访记录（横版）"]] + [[name, *(c[i] for c in columns)] for i, name in enumerate(names)]
    return Layout("transposed", {"横版": rows}, plus(outcome=["完成"] * 6))


def spreadsheet_numbers() -> Layout:
    """Days as serials, times as fractions, ids as floats, an identity number ruined."""
    head = [
        "流水号",
        "客户号",
        "户名",
        "证件号码",
        "上门日期",
        "上门时间",
        "离开时间",
        "催收员1",
        "催收员2",
        "上门地址",
        "交涉对象",
        "与持卡人关系",
        "是否亮证",
        "是否录像",
        "催收内容",
        "催收结果",
        "承诺还款日",
        "承诺金额",
    ]
    rows: Grid = [head]
    for i, v in enumerate(TRUTH):
        a, b = v["visitors"]
        serial = float((v["visit_date"] - date(1899, 12, 30)).days)
        rows.append([float(900001 + i), float(45720 + i), v["borrower_name"], 4.10101199001e17, serial, (v["start_time"].hour * 60 + v["start_time"].minute) / 1440, (v["end_time"].hour * 60 + v["end_time"].minute) / 1440,
                     a, b, v["visit_address"], v["person_met"], v["relation"], 1.0, 0.0, v["account"], "PTP", serial + 10, 1500.0])  # fmt: skip
    return Layout("spreadsheet_numbers", {"导出": rows}, [
        {**v, "visit_id": str(900001 + i), "case_id": str(45720 + i), "id_shown": True, "recorded": False, "outcome": "PTP",
         "promise_date": date.fromordinal(v["visit_date"].toordinal() + 10), "promise_amount": Decimal(1500)} for i, v in enumerate(TRUTH)
    ])  # fmt: skip


def merged_body() -> Layout:
    """A three-row header with merges; day and visitors merged over the rows of a day."""
    rows: Grid = [
        ["外访日报汇编"] + [None] * 12,
        ["基本情况", None, None, "外访安排", None, None, None, "现场", None, None, None, "其他", None],
        ["案号", "借款人", "外访日期", "时间", None, "外访人员", "外访地址", "人员", None, "经过", "合规", "结果", "录入时间"],
        [None, None, None, "开始", "结束", None, None, "见面人", "关系", None, "是否亮证", None, None],
    ]
    merged = [(1, 1, 1, 13), (2, 1, 2, 3), (2, 4, 2, 7), (2, 8, 2, 11), (2, 12, 2, 13), (3, 4, 3, 5), (3, 8, 3, 9)] + [
        (3, c, 4, c) for c in (1, 2, 3, 6, 7, 10, 12, 13)
    ]
    for i, v in enumerate(TRUTH):
        first = i in (0, 2, 4, 5)
        rows.append([v["case_id"], v["borrower_name"], datetime.combine(v["visit_date"], time()) if first else None, v["start_time"], v["end_time"], "、".join(v["visitors"]) if first else None,
                     v["visit_address"], v["person_met"], v["relation"], v["account"], "是", "跟进", datetime.combine(v["visit_date"], time(20, 15))])  # fmt: skip
    merged += [(5, 3, 6, 3), (7, 3, 8, 3), (5, 6, 6, 6), (7, 6, 8, 6)]
    return Layout(
        "merged_body",
        {"日报": rows},
        plus(
            id_shown=[True] * 6, outcome=["跟进"] * 6, recorded_at=[datetime.combine(v["visit_date"], time(20, 15)) for v in TRUTH]
        ),
        merged={"日报": tuple(merged)},
    )


def colloquial() -> Layout:
    """Headers in a clerk's own words."""
    head = [
        "序",
        "案子编号",
        "欠款人名字",
        "哪天去的",
        "几点到",
        "几点走",
        "谁去的",
        "去的地址",
        "见到谁",
        "是客户什么人",
        "亮证没有",
        "穿着",
        "录像开了吗",
        "怎么谈的",
        "结果怎样",
    ]
    rows: Grid = [head]
    for i, v in enumerate(TRUTH):
        rows.append([i + 1, v["case_id"], v["borrower_name"], f"{v['visit_date'].month}.{v['visit_date'].day:02d}", f"{v['start_time'].hour}:{v['start_time'].minute:02d}", f"{v['end_time'].hour}:{v['end_time'].minute:02d}", "和".join(v["visitors"]), v["visit_address"],
                     v["person_met"], v["relation"], "亮了", "便装", "开了", v["account"], "再跟"])  # fmt: skip
    return Layout(
        "colloquial",
        {"2026年8月": rows},
        plus(id_shown=[True] * 6, dress=["便装"] * 6, recorded=[True] * 6, outcome=["再跟"] * 6),
        file="八月外访.xlsx",
    )


def system_export() -> Layout:
    head = ["批次号", "委案编号", "合同编号", "客户姓名", "证件号码", "手机号码", "委案金额", "逾期天数", "外访期次", "外访原因", "外访时间", "返回时间", "外访人员", "外访协助人员", "员工编号", "地址类型", "外访地址", "是否有效",
            "外访对象", "与持卡人关系", "外访结果", "外访情况", "承诺日期", "PTP金额", "录入人", "录入时间", "审批意见", "签到定位", "委外机构", "自定义信息"]  # fmt: skip
    rows: Grid = [head]
    for i, v in enumerate(TRUTH):
        a, b = v["visitors"]
        rows.append(["B202607", v["case_id"], f"XD2024{i:06d}", v["borrower_name"], f"3205**********12{i}", f"138****{i}678", 15000 + i * 37.5, 120 + i, f"WF26080{i}", "失联" if i % 2 else "多次跳票", datetime.combine(v["visit_date"], v["start_time"]), datetime.combine(v["visit_date"], v["end_time"]),
                     a, b, f"HX{i:03d}", "家庭地址" if i % 2 else "单位地址", v["visit_address"], "有效", v["person_met"], v["relation"], "中债", v["account"], "2026-08-20" if i == 0 else None, "1.5万" if i == 0 else None,
                     "内勤甲", datetime.combine(v["visit_date"], time(21, 5)), "同意", "120.62,31.32", "华信", None])  # fmt: skip
    return Layout("system_export", {"外访记录导出": rows}, plus(
        visit_id=[f"WF26080{i}" for i in range(6)], visitor_numbers=[(f"HX{i:03d}",) for i in range(6)], address_type=["家庭地址" if i % 2 else "单位地址" for i in range(6)], outcome=["中债"] * 6,
        promise_date=[date(2026, 8, 20)] + [None] * 5, promise_amount=[Decimal(15000)] + [None] * 5, recorded_at=[datetime.combine(v["visit_date"], time(21, 5)) for v in TRUTH], latitude=[31.32] * 6, longitude=[120.62] * 6, agency=["华信"] * 6,
    ))  # fmt: skip


def split_text_and_duration() -> Layout:
    head = [
        "行号",
        "档案号",
        "被催收人",
        "日期",
        "到场时间",
        "时长(分钟)",
        "外访小组",
        "到访地点",
        "接待人",
        "接待人身份",
        "过程",
        "结果",
        "下一步",
        "特殊情况",
    ]
    rows: Grid = [head]
    for i, v in enumerate(TRUTH):
        length = (v["end_time"].hour - v["start_time"].hour) * 60 + v["end_time"].minute - v["start_time"].minute
        rows.append(
            [
                i + 1,
                v["case_id"],
                v["borrower_name"],
                float(f"{v['visit_date']:%Y%m%d}"),
                float(v["start_time"].hour * 100 + v["start_time"].minute),
                float(length),
                "\n".join(v["visitors"]),
                v["visit_address"],
                v["person_met"],
                v["relation"],
                v["account"],
                "转电催",
                "月底复访",
                "无",
            ]
        )
    return Layout("split_text_and_duration", {"Sheet1": rows}, plus(outcome=["转电催"] * 6, incident=["无"] * 6))


def numbers_beside_names() -> Layout:
    """Number and name columns for each visitor; sound and picture apart; registered addresses numbered."""
    head = [
        "走访编号",
        "案件序列号",
        "主贷人",
        "走访日期",
        "开始",
        "结束",
        "主访",
        "主访工号",
        "协访",
        "协访工号",
        "走访地址",
        "预留地址1（家庭）",
        "预留地址2（单位）",
        "预留地址3（户籍）",
        "被访人",
        "被访人关系",
        "是否录音",
        "是否录像",
        "着装是否规范",
        "出发前是否核实地址",
        "走访情况",
        "走访结果",
        "登记时间",
    ]
    rows: Grid = [["走访登记册", None, None, None, "2026年8月"], head]
    for i, v in enumerate(TRUTH):
        a, b = v["visitors"]
        rows.append([f"Z{i:04d}", v["case_id"], v["borrower_name"], f"{v['visit_date']:%y-%m-%d}", f"{v['start_time']:%H%M}", f"{v['end_time']:%H%M}", a, "S01", b, "S02", v["visit_address"], v["visit_address"], "", "江苏省盐城市建湖县冈西镇唐庄村三组18号",
                     v["person_met"], v["relation"], "是", "是" if i else "否", "规范", "已核实", v["account"], "留言", f"{v['visit_date']:%Y/%m/%d} 18:30:00"])  # fmt: skip
    return Layout("numbers_beside_names", {"走访": rows}, plus(
        visit_id=[f"Z{i:04d}" for i in range(6)], visitor_numbers=[("S01", "S02")] * 6, home_address=[v["visit_address"] for v in TRUTH], work_address=[""] * 6, household_address=["江苏省盐城市建湖县冈西镇唐庄村三组18号"] * 6,
        recorded=[None] + [True] * 5, dress=["规范"] * 6, address_verified=[True] * 6, outcome=["留言"] * 6, recorded_at=[datetime.combine(v["visit_date"], time(18, 30)) for v in TRUTH],
    ))  # fmt: skip


def week_sheet_with_spans() -> Layout:
    """Days as 8.3 with their weekday, a span in words, visitors run together with 和; the year only in the sheet's name."""
    words = {
        "09:30": "上午9点半到10点10分",
        "14:00": "下午2点到2点一刻",
        "10:05": "上午10点05到10点25",
        "15:20": "下午3点20至3点40",
        "19:00": "晚上7点-7点半",
        "11:00": "上午11点-11点10分",
    }
    head = [
        "NO.",
        "客户编号",
        "持卡人",
        "日期\n（月.日）",
        "外访时段",
        "外访人",
        "外访地点",
        "交涉对象",
        "关系",
        "外访摘要",
        "催收代码",
    ]
    rows: Grid = [["第32周外访周报"], head]
    for i, v in enumerate(TRUTH):
        rows.append(
            [
                i + 1,
                v["case_id"],
                v["borrower_name"],
                f"8.{v['visit_date'].day} 周{'一二三四五六日'[v['visit_date'].weekday()]}",
                words[f"{v['start_time']:%H:%M}"],
                "和".join(v["visitors"]),
                v["visit_address"],
                v["person_met"],
                v["relation"],
                v["account"],
                "RPC",
            ]
        )
    rows += [[None] * 9 + ["本周合计", 6], ["制表人：王某　　审核："]]
    return Layout("week_sheet_with_spans", {"2026年第32周": rows}, plus(outcome=["RPC"] * 6))


def same_words_under_groups() -> Layout:
    """客户/姓名, 外访员/姓名, 受访人/姓名: only the group tells them apart; free text stands under 备注."""
    rows: Grid = [
        ["客户", None, "外访员1", None, "外访员2", None, "外访", None, None, None, "受访人", None, "备注"],
        ["编号", "姓名", "姓名", "工号", "姓名", "工号", "日期", "到达", "离开", "地址", "姓名", "关系", None],
    ]
    for v in TRUTH:
        a, b = v["visitors"]
        rows.append(
            [
                v["case_id"],
                v["borrower_name"],
                a,
                "1001",
                b,
                "1002",
                v["visit_date"],
                v["start_time"],
                v["end_time"],
                v["visit_address"],
                v["person_met"],
                v["relation"],
                v["account"],
            ]
        )
    merged = ((1, 1, 1, 2), (1, 3, 1, 4), (1, 5, 1, 6), (1, 7, 1, 10), (1, 11, 1, 12), (1, 13, 2, 13))
    return Layout(
        "same_words_under_groups", {"Sheet1": rows}, plus(visitor_numbers=[("1001", "1002")] * 6), merged={"Sheet1": merged}
    )


LAYOUTS = (
    units_in_headers, group_header_without_merges, english, traditional, sheet_a_collector, day_lines_and_subtotals, side_by_side, form_per_visit, transposed, spreadsheet_numbers, merged_body, colloquial, system_export,
    split_text_and_duration, numbers_beside_names, week_sheet_with_spans, same_words_under_groups,
)  # fmt: skip
