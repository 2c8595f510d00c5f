"""What the account says of time, preparation, people and the record itself."""

from datetime import datetime, time

import pytest

from tests.audit.rules.asking import ask, verdict
from tests.make import visit

TOLD = [
    ("late_record", "两人到场。本条系事后补录，细节以照片为准。", "violation"),
    ("late_record", "因手机返厂，隔了六天才补写。", "violation"),
    ("late_record", "回来第四天才写。", "violation"),
    ("late_record", "禁止事后补录，本条当场写完。", ""),
    ("late_record", "客户说合同是后补的，有异议。", ""),
    ("late_record", "昨晚系统维护，今早补的。", "review"),
    ("late_record", "约定一周后再来。", ""),
    ("unverified_address", "地址没核过，直接过来的。", "violation"),
    ("unverified_address", "未提前核实地址，敲门无人。", "violation"),
    ("unverified_address", "头天电话核实过地址，两人同行。", ""),
    ("unverified_address", "此次上门并非没有核实地址，前一日已确认。", ""),
    ("unverified_address", "就债务人所述收入，我方未予核实。", ""),
    ("no_prior_contact", "首次联系即上门，客户有些意外。", "violation"),
    ("no_prior_contact", "电话一个都没打，先跑一趟看看。", "violation"),
    ("no_prior_contact", "电联12次无应答，转外访。", ""),
    ("no_prior_contact", "债务人未主动与我方联系，此前多次拨打均无人接听。", ""),
    ("no_prior_contact", "地址没打电话核过。", ""),
    ("untrained_visitor", "搭档的外访证上月到期，还没续。", "violation"),
    ("untrained_visitor", "李敏刚入职，岗前培训还没上，先跟着跑。", "violation"),
    ("untrained_visitor", "搭档上月培训考核过了，备案也下来了。", ""),
    ("untrained_visitor", "债务人说他的焊工证过期了，厂里不要他。", ""),
    ("untrained_visitor", "李敏新人跟岗，张立主谈。", "review"),
    ("subcontracted_visit", "临时借了另一家催收公司的人帮忙，由他敲门。", "violation"),
    ("subcontracted_visit", "该批案件外访环节分包至第三方机构，由其人员上门。", "violation"),
    ("subcontracted_visit", "债务人称工程转包后收不到款。", ""),
    ("visit_during_dispute", "客户说在办破产，律师电话给了。", "review"),
    ("visit_during_dispute", "告知如不还款银行保留诉讼权利。", ""),
    ("visit_during_dispute", "客户情绪平稳，未提出异议。", ""),
    ("prohibited_hours", "守到夜里十一点多才走。", "violation"),
    ("prohibited_hours", "夜里十点半客户来电，称明天还款。", ""),
    ("prohibited_hours", "我们早上六点从公司出发，九点二十到达。", ""),
    ("prohibited_hours", "按规定22时以后不得上门，我们八点前就走了。", ""),
]


@pytest.mark.parametrize(("code", "account", "expected"), TOLD)
def test_told(code: str, account: str, expected: str) -> None:
    assert verdict(code, visit(account=account)) == expected


def test_quotes_are_the_words_of_the_account() -> None:
    for code, account, expected in TOLD:
        found = ask(code, visit(account=account))
        if expected:
            assert found
            assert found.evidence[0].field == "account"
            assert found.evidence[0].quote in account


@pytest.mark.parametrize(
    ("account", "expected"),
    [("客户自己要求晚点见，谈到十点半。", "review"), ("客户短信约定晚上十点见面。", ""), ("亮证后谈到很晚。", "violation")],
)
def test_an_appointment_in_the_account(account: str, expected: str) -> None:
    assert verdict("prohibited_hours", visit(start_time=time(21, 40), end_time=time(22, 30), account=account)) == expected


def test_the_account_against_the_columns() -> None:
    v = visit(recorded_at=datetime(2026, 9, 1, 20), account="本条系事后补录。")
    found = ask("late_record", v)
    assert found
    assert [e.field for e in found.evidence] == ["account", "recorded_at"]
    checked = visit(address_verified=False, typed={"address_verified": "否"}, account="头天电话核实过地址，两人到场。")
    assert verdict("unverified_address", checked) == "review"
    ticked = visit(address_verified=True, account="地址没核过，直接过来的。")
    found = ask("unverified_address", ticked)
    assert found
    assert "address_verified" in {e.field for e in found.evidence}


@pytest.mark.parametrize(
    ("account", "recorded", "expected"),
    [("记录仪只录了头二十分钟。", True, "violation"), ("记录仪只录了头二十八分钟。", True, ""), ("记录仪落车上了没录。", True, "review"),
     ("记录仪落车上了没录。", False, ""), ("全程录音录像，文件已存。", True, "")],
)  # fmt: skip
def test_recordings_told(account: str, recorded: bool, expected: str) -> None:
    assert verdict("recording_mismatch", visit(account=account, recorded=recorded)) == expected
