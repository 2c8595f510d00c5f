"""Digests tell which finding and which field was changed, whatever else moved."""

from __future__ import annotations

import copy
from collections.abc import Callable
from io import BytesIO
from typing import Any

import orjson
import pytest

from audit.auditor import Audited
from reports.digests import Digests, changes
from reports.findings_json import write_json
from tests.reports.make_report import finding, result, words
from tests.reports.make_report import visit as made
from tests.steps import drained

Document = dict[str, Any]


@pytest.fixture(scope="module")
def written() -> tuple[Document, Digests]:
    out, digests = BytesIO(), Digests()
    drained(write_json(result(), out, note=digests.note))  # type: ignore[arg-type]
    return orjson.loads(out.getvalue()), digests


def test_what_is_noted_while_writing_is_what_is_read(written: tuple[Document, Digests]) -> None:
    document, digests = written
    assert Digests.of(document).told == digests.told


def visit(document: Document, rule: str) -> Document:
    """The first visit with a finding of the rule."""
    return next(v for v in document["visits"] if any(f["rule"] == rule for f in v["findings"]))


def _quote(d: Document) -> None:
    visit(d, "privacy_leak")["findings"][0]["evidence"][0]["quote"] += "。"


def _grade(d: Document) -> None:
    visit(d, "privacy_leak")["findings"][0]["grade"] = 4


def _decision(d: Document) -> None:
    found = next(f for v in d["visits"] for f in v["findings"] if f.get("decision"))
    found["decision"]["verdict"] = "confirmed"


def _account(d: Document) -> None:
    visit(d, "lone_visitor")["fields"]["account"] = "两人同行。"


def _quiet_visit(d: Document) -> None:
    next(v for v in d["visits"] if not v["findings"])["fields"]["outcome"] = "改"


def _dropped(d: Document) -> None:
    v = visit(d, "no_id_shown")
    v["findings"] = [f for f in v["findings"] if f["rule"] != "no_id_shown"]


def _added(d: Document) -> None:
    visit(d, "lone_visitor")["findings"].append({"rule": "cash_taken", "fingerprint": "0", "evidence": []})


def _print(d: Document) -> None:
    visit(d, "public_posting")["findings"][0]["fingerprint"] = "f" * 32


def _visit_gone(d: Document) -> None:
    d["visits"].remove(visit(d, "privacy_leak"))


def _basis(d: Document) -> None:
    d["audit"]["policy_version"] = "1"


def _log(d: Document) -> None:
    d["log_findings"][0]["message"] = "无"


def _issue(d: Document) -> None:
    d["issues"][0]["value"] = "3/5"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_quote, "检查结果 privacy_leak（泄露债务人隐私）的 evidence[1].quote（第1条证据的引文） 已更改"), (_grade, "检查结果 privacy_leak（泄露债务人隐私）的 grade（级别） 已更改"),
        (_decision, "检查结果 lone_visitor（单人外访）的 decision（人工决定） 已更改"), (_account, "字段 account（外访经过） 已更改"), (_quiet_visit, "外访记录 已更改"),
        (_dropped, "检查结果 no_id_shown（未出示证件或未表明身份） 已删除"), (_added, "检查结果 cash_taken（违规收款） 后来加入"), (_print, "检查结果 public_posting（公开张贴催收文书）的 fingerprint（标识） 已更改"),
        (_visit_gone, "外访记录 已删除"), (_basis, "检查信息 policy_version 已更改"), (_log, "检查结果 record_gap（记录要素缺失）的 message（事实） 已更改"),
        (_issue, "未按原意读取的单元格 已更改"),
    ],
)  # fmt: skip
def test_one_change_is_told_once_and_where(
    written: tuple[Document, Digests], change: Callable[[Document], None], told: str
) -> None:
    document, digests = copy.deepcopy(written[0]), written[1]
    change(document)
    found = [f"{where.zh} {what.zh}" for where, what in changes(digests.told, Digests.of(document).told)]
    assert len([f for f in found if f.endswith(told)]) == 1, found
    assert len(found) <= 2  # of a cell that could not be read, the value is also what tells which one it is


def test_where_names_file_sheet_and_row(written: tuple[Document, Digests]) -> None:
    document = copy.deepcopy(written[0])
    v = visit(document, "privacy_leak")
    v["findings"][0]["grade"] = 4
    (change,) = changes(written[1].told, Digests.of(document).told)
    source = v["source"]
    assert change.where.zh.startswith(f"{source['file']} · {source['sheet']} · 第{source['row']}行 ")
    assert change.where.en.startswith(f"{source['file']} | {source['sheet']} | row {source['row']}, ")


def test_order_of_keys_and_rows_is_no_change(written: tuple[Document, Digests]) -> None:
    document = copy.deepcopy(written[0])
    document["visits"].reverse()
    document["visits"] = [dict(reversed(v.items())) for v in document["visits"]]
    assert not list(changes(written[1].told, Digests.of(document).told))


def test_lone_surrogates_have_a_digest_as_they_are_written() -> None:
    v, out, digests = made(2, account="半\ud800个", extra={"\udfff": "x"}), BytesIO(), Digests()
    audited = [Audited(v, (finding(v, "public_posting", words(v, "\ud800")),))]
    drained(write_json(result(audited=audited, decisions={}), out, note=digests.note))  # type: ignore[arg-type]
    assert Digests.of(orjson.loads(out.getvalue())).told == digests.told
