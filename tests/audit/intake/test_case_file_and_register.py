"""Case files and staff registers, in layouts of several banks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from audit.model import CaseFile, ContactEntry, FiledAddress, FileKind, Liable, Promise, StaffMember, StatusEvent
from tests.audit.intake.grids import read


def one(grid: list[list[object]]) -> CaseFile:
    records, context = read({"案件": grid})
    assert context.kinds == {FileKind.CASES: 1} or len(records) == 1
    (case,) = records
    assert isinstance(case, CaseFile)
    return case


def test_a_case_file_with_everything() -> None:
    header = ["委案编号", "客户姓名", "委外机构", "家庭地址", "单位地址", "户籍地址", "对账单地址", "其他登记地址", "共同借款人/担保人", "责任类型", "共借/担保人地址", "委外告知日期", "委案日期", "退案日期",
              "承诺还款日", "承诺金额(元)", "最近联系日期", "最近联系方式", "在途状态", "状态起始日", "客户约定", "产品类型"]  # fmt: skip
    row = ["A-1", "周小满", "华信", "甲路1号", "乙路2号", "丙村3组", "丁路4号", "戊路5号", "吴国栋", "担保人", "己路6号", datetime(2026, 6, 1), "2026-06-05", "2026年12月31日", "2026/9/10", "1.2万", "2026-09-01", "短信", "投诉处理中", "2026-08-28",
           "同意晚间八点后联系", "信用卡"]  # fmt: skip
    case = one([["委外案件清单"], header, row])
    assert (case.case_id, case.borrower_name, case.agency, case.consent) == ("A-1", "周小满", "华信", "同意晚间八点后联系")
    assert case.addresses == (
        FiledAddress("home", "甲路1号"), FiledAddress("work", "乙路2号"), FiledAddress("household", "丙村3组"), FiledAddress("mailing", "丁路4号"), FiledAddress("other", "戊路5号"), FiledAddress("home", "己路6号", "liable"),
    )  # fmt: skip
    assert case.liable == (Liable("吴国栋", "担保人", (FiledAddress("home", "己路6号", "liable"),)),)
    assert (case.outsourced_notice, case.entrusted_from, case.entrusted_to) == (
        date(2026, 6, 1),
        date(2026, 6, 5),
        date(2026, 12, 31),
    )
    assert case.promises == (Promise(date(2026, 9, 10), Decimal(12000)),)
    assert case.contact_log == (ContactEntry(date(2026, 9, 1), "短信"),)
    assert case.events == (StatusEvent("complaint", "投诉处理中", date(2026, 8, 28)),)
    assert case.extra == {"产品类型": "信用卡"}


def test_numbered_contacts_and_guarantors_belong_together() -> None:
    header = [
        "案件编号",
        "借款人",
        "住宅地址",
        "联系人1姓名",
        "联系人1关系",
        "联系人1地址",
        "联系人2姓名",
        "联系人2关系",
        "保证人1",
        "保证人1地址",
        "保证人2",
        "保证人2地址",
        "委案日期",
    ]
    row = [
        "A-1",
        "周小满",
        "甲路1号",
        "周父",
        "父亲",
        "乙路2号",
        "钱友",
        "朋友",
        "吴国栋",
        "丙路3号",
        "郑大海",
        "丁路4号",
        "2026-06-05",
    ]
    case = one([header, row])
    assert [(p.name, p.role, p.addresses) for p in case.contacts] == [
        ("周父", "父亲", (FiledAddress("home", "乙路2号", "contact"),)),
        ("钱友", "朋友", ()),
    ]
    assert [(p.name, [a.address for a in p.addresses]) for p in case.liable] == [("吴国栋", ["丙路3号"]), ("郑大海", ["丁路4号"])]


def test_rows_of_one_case_become_one() -> None:
    header = ["案件编号", "借款人", "地址类型", "地址", "地址归属", "委案日期"]
    rows = [
        ["A-1", "周小满", "家庭地址", "甲路1号", "本人", "2026-06-05"],
        ["A-1", "周小满", "单位地址", "乙路2号", "本人", "2026-06-05"],
        ["A-1", "周小满", "家庭地址", "丙路3号", "担保人", "2026-06-05"],
        ["A-2", "吴国栋", "户籍地址", "丁村", "本人", "2026-06-05"],
    ]
    cases, _ = read({"地址": [header, *rows]})
    assert [c.case_id for c in cases] == ["A-1", "A-2"]
    assert cases[0].addresses == (
        FiledAddress("home", "甲路1号"),
        FiledAddress("work", "乙路2号"),
        FiledAddress("home", "丙路3号", "liable"),
    )
    assert cases[1].addresses == (FiledAddress("household", "丁村"),)


def test_usual_states_are_no_events() -> None:
    header = ["案件编号", "借款人", "住宅地址", "案件状态", "状态日期"]
    states = ["正常", "停催", "诉讼中", "借款人死亡", "个人破产程序", "分期履行中", "盗刷异议", "", "结清", "某种新状态"]
    cases, _ = read({"a": [header, *([f"A-{i}", "周小满", "甲路1号", s, "2026-08-01"] for i, s in enumerate(states))]})
    kinds = [tuple(e.kind for e in c.events) for c in cases]
    assert kinds == [
        (),
        ("suspended",),
        ("suit",),
        ("death",),
        ("bankruptcy",),
        ("plan",),
        ("dispute",),
        (),
        ("settled",),
        ("other",),
    ]
    assert cases[2].events[0] == StatusEvent("suit", "诉讼中", date(2026, 8, 1))


def test_an_unreadable_day_of_a_case_is_told() -> None:
    _, context = read(
        {
            "a": [
                ["案件编号", "借款人", "住宅地址", "委外告知日期"],
                ["A-1", "周小满", "甲路1号", "2026-06-01"],
                ["A-2", "吴国栋", "乙路2号", "月底前"],
            ]
        }
    )
    assert [(p.row, p.column, p.value) for p in context.problems] == [(3, "委外告知日期", "月底前")]


def test_a_register() -> None:
    header = [
        "序号",
        "催员姓名",
        "工号",
        "所属机构",
        "岗位",
        "入职日期",
        "年度培训日期",
        "上岗证号",
        "证书有效期",
        "社保缴纳单位",
        "是否禁入",
        "在职状态",
        "离职日期",
        "备注",
        "手机号码",
    ]
    rows = [
        [
            1,
            "张三丰",
            "HX001",
            "华信",
            "外访",
            "2024-03-01",
            datetime(2026, 5, 5),
            "WF1",
            "2025-01-01至2027-03-31",
            "华信资产",
            "否",
            "在职",
            None,
            None,
            "138****0000",
        ],
        [
            2,
            "李思远",
            "HX002",
            "华信",
            "外访",
            "2024-03-01",
            "2026年2月",
            "WF2",
            "2026.12.31",
            "某某人力",
            "是",
            "离职",
            None,
            "2026-07-15离职",
            "",
        ],
    ]
    staff, context = read({"名册": [["外访人员备案表"], header, *rows]})
    first, second = staff
    assert isinstance(first, StaffMember)
    assert (first.name, first.number, first.agency, first.trained_on, first.credential, first.credential_until) == (
        "张三丰",
        "HX001",
        "华信",
        date(2026, 5, 5),
        "WF1",
        date(2027, 3, 31),
    )
    assert (first.employer, first.barred, first.status, first.joined_on, first.left_on) == (
        "华信资产",
        False,
        "在职",
        date(2024, 3, 1),
        None,
    )
    assert (second.barred, second.left_on, second.trained_on, second.typed["trained_on"]) == (
        True,
        date(2026, 7, 15),
        None,
        "2026年2月",
    )
    assert [(p.row, p.column) for p in context.problems] == [(4, "年度培训日期")]
    assert first.extra["手机号码"] == "138****0000"


def test_a_register_in_english() -> None:
    header = ["No", "Name", "Staff ID", "Agency", "Training Date", "Certificate No", "Valid Until", "Status"]
    staff, _ = read(
        {
            "Staff": [
                ["Register of field officers"],
                header,
                [1.0, "Tan Wei Ming", "S01", "Alpha", "05/05/2026", "C-1", "31/12/2026", "Active"],
                [2.0, "Lee Kah Hoe", "S02", "Alpha", "13/05/2026", "C-2", "31/12/2026", "Active"],
            ]
        }
    )
    assert [(s.name, s.number, s.trained_on, s.credential_until) for s in staff] == [
        ("Tan Wei Ming", "S01", date(2026, 5, 5), date(2026, 12, 31)),
        ("Lee Kah Hoe", "S02", date(2026, 5, 13), date(2026, 12, 31)),
    ]


def test_a_liable_person_described_before_the_name() -> None:
    case = one(
        [
            ["案件编号", "借款人", "住宅地址", "共同借款人", "委案日期"],
            ["A-1", "成永年", "甲路1号", "成永年之妻 陶月", "2026-06-05"],
        ]
    )
    assert [(p.name, p.role) for p in case.liable] == [("陶月", "共同借款人")]
    assert case.typed["liable_name"] == "成永年之妻 陶月"


def test_a_row_a_person_keeps_every_address_with_its_owner() -> None:
    grid = [
        ["委案编号", "姓名", "人员类型", "与申请人关系", "联系地址", "地址类型"],
        ["A-1", "任秀兰", "联系人", "母亲", "丙村3组", "户籍地址"],
        ["A-1", "任建国", "本人", "本人", "甲路1号", "家庭地址"],
        ["A-1", "任建国", "本人", "本人", "乙大厦2号", "单位地址"],
        ["A-1", "钱国栋", "担保人", "朋友", "丁路4号", "家庭地址"],
    ]
    case = one([list(row) for row in grid])
    assert case.borrower_name == "任建国"
    assert set(case.addresses) == {
        FiledAddress("household", "丙村3组", "contact"),
        FiledAddress("home", "甲路1号"),
        FiledAddress("work", "乙大厦2号"),
        FiledAddress("home", "丁路4号", "liable"),
    }
    assert [(p.name, p.role) for p in case.liable] == [("钱国栋", "担保人 朋友")]
    assert [(p.name, p.role) for p in case.contacts] == [("任秀兰", "联系人 母亲")]


def test_relations_alone_tell_whose_a_row_is_where_the_borrower_has_one_too() -> None:
    grid = [
        ["案件编号", "姓名", "与借款人关系", "地址", "委案日期"],
        ["A-1", "任建国", "本人", "甲路1号", "2026-06-01"],
        ["A-1", "任秀兰", "母亲", "丙村3组", "2026-06-01"],
    ]
    case = one([list(row) for row in grid])
    assert case.addresses == (FiledAddress("home", "甲路1号"), FiledAddress("home", "丙村3组", "contact"))


def test_the_address_of_a_liable_person_is_never_the_borrowers() -> None:
    header = ["案号", "债务人", "现住址", "共同还款人", "共同还款人住址", "保证人姓名", "保证人单位地址"]
    case = one([header, ["A-1", "任建国", "甲路1号", "任秀兰", "甲路2号", "钱国栋", "乙路3号"]])
    assert [a for a in case.addresses if a.owner == "borrower"] == [FiledAddress("home", "甲路1号")]
    assert {(p.name, p.addresses[0].address) for p in case.liable} == {("任秀兰", "甲路2号"), ("钱国栋", "乙路3号")}


def test_a_state_that_is_denied_is_none() -> None:
    header = ["案件编号", "借款人", "停催标志", "是否投诉", "委案日期"]
    assert one([header, ["A-1", "任建国", "否", "否", "2026-06-01"]]).events == ()
    events = one([header, ["A-1", "任建国", "是", "否", "2026-06-01"]]).events
    assert [e.kind for e in events] == ["suspended"]


def test_a_register_under_headers_listed_nowhere() -> None:
    header = [
        "序号",
        "外访专员",
        "员工号",
        "所属催收机构",
        "上岗资格证编号",
        "资格证有效起止",
        "岗前培训时间",
        "年度复训时间",
        "入职时间",
        "离岗时间",
        "目前状态",
        "劳动合同签订单位",
        "是否列入黑名单",
    ]
    row = [
        1,
        "任建国",
        "H001",
        "恒通信用",
        "ZG1",
        "2026.01.01-2026.12.31",
        "2025/3/1",
        "2026/3/2",
        "2024.5.6",
        "2026-08-31",
        "已离职",
        "某人力资源公司",
        "是",
    ]
    (member,), _ = read({"备案": [header, row]})
    assert isinstance(member, StaffMember)
    assert (member.name, member.number, member.agency, member.credential) == ("任建国", "H001", "恒通信用", "ZG1")
    assert (member.trained_on, member.typed["trained_on"]) == (date(2026, 3, 2), "2026/3/2")
    assert (member.credential_until, member.joined_on, member.left_on) == (date(2026, 12, 31), date(2024, 5, 6), date(2026, 8, 31))
    assert (member.status, member.employer, member.barred) == ("已离职", "某人力资源公司", True)
