"""Agencies by name: what a title or a file's name says, and what it does not."""

from __future__ import annotations

import pytest

from audit.values.agency import agency_of, company_in, same_agency

KNOWN = ("瑞达信用管理", "恒远资产", "明达商务", "安信", "上海诚信催收", "上海信达催收")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("瑞达信用管理有限公司 2026年9月外访日志", "瑞达信用管理"),
        ("瑞达信用_外访日志_2026年9月", "瑞达信用管理"),
        ("外访日志（瑞达信用管理）", "瑞达信用管理"),
        ("明达商务外访台账 9.1-9.7", "明达商务"),
        ("明达商务_外访台账", "明达商务"),
        ("安信外访日志2026年9月", "安信"),
        ("安信资产管理服务有限公司  外访工作日志（2026年9月）", "安信"),
        ("编制单位：瑞达信用  2026年9月", "瑞达信用管理"),
        ("上海诚信9月外访日志", "上海诚信催收"),
    ],
)
def test_a_known_agency_is_found_by_its_name_or_its_beginning(text: str, name: str) -> None:
    assert agency_of(text, KNOWN)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026年9月金石律师事务所外访台账", "金石律师事务所"),
        ("填报单位：明德商务服务有限公司        填报人：赵某", "明德商务服务有限公司"),
        ("同创金服（北京）信用管理有限公司外访记录表", "同创金服(北京)信用管理有限公司"),
        ("Field Visit Log - Blue River Recovery Ltd", "Blue River Recovery Ltd"),
    ],
)
def test_a_company_is_taken_from_a_title(text: str, name: str) -> None:
    assert company_in(text) == name
    assert agency_of(text) == (name, name)


@pytest.mark.parametrize(
    "text",
    ["恒诚催收_外访台账", "上海_外访", "诚信_外访", "关于委外公司外访日志的填报说明", "委托方：某某消费金融有限公司", "致：明德商务服务有限公司", "某某银行股份有限公司外访记录", "各公司外访统计", "本公司承诺以上属实",
     "甲方：瑞达信用管理有限公司", "瑞达有限公司、明达有限公司外访汇总", "vendor_b_visits_2026Q3", "9.1-9.7", ""],
)  # fmt: skip
def test_nothing_is_guessed(text: str) -> None:
    assert agency_of(text, KNOWN) == ("", "")


def test_two_known_agencies_in_one_title_are_no_answer() -> None:
    assert agency_of("瑞达信用管理 明达商务 外访汇总", KNOWN) == ("", "")


def test_one_agency_under_two_names() -> None:
    assert same_agency("安信", "安信资产管理服务有限公司")
    assert not same_agency("恒远资产", "恒诚资产")
