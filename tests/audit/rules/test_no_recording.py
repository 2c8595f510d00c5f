"""What of a recording may be missing, by the policy in force."""

import pytest

from audit.rules import BY_CODE
from tests.make import casebook, visit


@pytest.mark.parametrize(
    ("pack", "account", "typed", "expected"),
    [("cn-default", "客户不同意录像，仅作录音。", "是", "violation"), ("cn-guangdong", "客户不同意录像，仅作录音。", "是", ""),
     ("cn-guangdong", "本次仅作录音。", "是", "review"), ("cn-guangdong", "客户不同意录像，录音也没开。", "是", "violation"),
     ("cn-guangdong", "两人到场，客户表示月底还款。", "仅录音", "review"), ("us-regf", "记录仪没电，全程没录。", "否", "")],
)  # fmt: skip
def test_sound_alone_where_the_policy_allows_it(pack: str, account: str, typed: str, expected: str) -> None:
    recorded = {"是": True, "否": False}.get(typed)
    v = visit(account=account, recorded=recorded, typed={"recorded": typed})
    found = BY_CODE["no_recording"].check(v, casebook(v, pack=pack))
    assert (found.outcome.value if found else "") == expected


def test_a_contradicted_box_is_part_of_the_evidence() -> None:
    v = visit(account="记录仪没电，全程没录。", recorded=True, typed={"recorded": "已录"})
    found = BY_CODE["no_recording"].check(v, casebook(v))
    assert found
    assert [e.quote for e in found.evidence][-1] == "已录"
