"""What both readers together answer, with the weights that ship: plain accounts, and known mistakes as strict expected failures.

Accounts stand in a visit that breaks nothing else (`tests/rows.py`), or alone as `main.py read` has them.
"""

from __future__ import annotations

import pytest

from audit.auditor import audit
from audit.model import Source, Visit
from audit.second.again import read_again
from tests.make import casebook
from tests.rows import NEUTRAL, row
from tests.steps import drained


def answers(visit: Visit) -> dict[str, str]:
    book = casebook(visit)
    (one,) = drained(read_again(book, list(audit(book))))
    return {f.rule: f.outcome.value for f in one.findings if any(e.field == "account" for e in f.evidence)}


def alone(account: str) -> Visit:
    return Visit(Source("", "", 0), account=account, columns=frozenset({"account"}))


@pytest.mark.parametrize(
    ("account", "wanted"),
    [
        ("我和小何进门先递了工作证，借款人说月底发工资就还，全程开着记录仪。", {}),
        ("来开门的一身迷彩，腰里扎着武装带。我们两人都穿便装，先递了工作证再说话。", {}),
        ("Both of us showed our cards at the door before the first word; he will pay on Friday. Recorded throughout.", {}),
        ("我们跟他邻居说，他欠了银行四万。", {"privacy_leak": "violation"}),
        ("搭档在车里打盹，我一个人上去谈的。", {"lone_visitor": "violation"}),
        ("Body cameras on from the street to the street. Both introduced ourselves.", {}),
        ("Spoke to his mother at the door, asked her to have him call the office, gave no reason.", {}),
        ("He offered us cash and we told him to pay through the bank's app instead.", {}),
        ("客户要给现金，让他从手机银行还到行里账户。", {}),
        ("告知逾期会影响征信，行里可能起诉。", {}),
    ],
)
def test_in_a_row_that_breaks_nothing_else(account: str, wanted: dict[str, str]) -> None:
    assert answers(row({**NEUTRAL, "account": account})) == wanted


@pytest.mark.parametrize("account", ["略", "I", "同上"])
def test_no_word_alone_accuses_anybody(account: str) -> None:
    assert answers(alone(account)) == {}


@pytest.mark.xfail(strict=True, reason="known mistakes")
@pytest.mark.parametrize(
    ("account", "rule", "wanted"),
    [
        # Lowered: in rows with times such an hour is mostly another's.
        ("8月2日晚九点五十到十点二十在借款人家楼道谈话。", "prohibited_hours", "violation"),
        # Who says it is lost.
        ("借款人问我们是谁，说银行从来没通知过他把账转给外面公司，我们说今天就算通知到了。", "no_prior_contact", None),
        (
            "As he had moved out we drove to his parents' place and asked his father to settle the arrears for him.",
            "no_id_shown",
            None,
        ),
        ("门还没开，老周就把手机支到他侄子面前，让他看看他叔欠了多少。", "third_party_collection", None),
        ("We taped our shoe covers and went in at his invitation.", "public_posting", None),
        ("We went in at 9 am; she phoned again at 11 pm that night and we told her to call the hotline.", "prohibited_hours", None),
        ("Recorder stayed on until we were back at the car.", "no_recording", None),
    ],
)
def test_by_itself(account: str, rule: str, wanted: str | None) -> None:
    assert answers(alone(account)).get(rule) == wanted
