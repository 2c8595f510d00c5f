"""Accounts against columns; what an account alone decides stands in `examples`."""

from datetime import datetime, time

import pytest

from tests.audit.rules.asking import ask, verdict
from tests.make import visit


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
