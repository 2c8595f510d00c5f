"""The findings JSON says what the contract says."""

import json
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from audit.auditor import Audited
from audit.model import FIELDS, Evidence, Lang, Source
from reports.findings_json import write_json
from reports.result import AuditResult
from tests.reports.make_report import finding, result, visit, words


def written(audit: AuditResult, lang: Lang = "zh") -> dict[str, Any]:
    out = BytesIO()
    for _ in write_json(audit, out, lang):
        pass
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_the_whole_follows_the_contract() -> None:
    told = written(result())
    assert list(told) == ["format", "audit", "visits", "log_findings", "issues", "summary"]
    assert told["format"] == "visit-findings/1"
    assert told["audit"]["as_of"] == "2026-10-15"
    assert told["audit"]["files"][0]["sheets"][0]["columns"]["外访情况"] == "account"
    assert told["audit"]["files"][0]["sheets"][0]["columns"]["区域"] is None
    assert told["visits"][1]["source"] == {"file": "恒远外访台账.csv", "sheet": "9月", "row": 4}
    assert told["log_findings"][0]["source"] == {"file": "恒远外访台账.csv", "sheet": "9月"}
    assert told["issues"] == [{"file": "瑞达外访日志2026年9月.xlsx", "sheet": "9月", "row": 7, "column": "外访日期",
                               "problem": "日期无法确定：3/4 可为3月4日或4月3日", "value": "3/4"}]  # fmt: skip


def test_fields_are_canonical() -> None:
    v = visit(
        1, recording_start=datetime(2026, 9, 2, 9, 0), recording_end=time(9, 40), promise_amount=Decimal("2000.00"), latitude=30.25
    )
    told = written(result([v]))["visits"][0]["fields"]
    assert list(told) == [*FIELDS, "extra"]
    assert (told["visit_date"], told["start_time"], told["id_shown"]) == ("2026-09-02", "10:30", True)
    assert told["visitors"] == ["李伟", "王敏"]
    assert told["other_addresses"] == [{"kind": "mailing", "address": "杭州市余杭区良渚街道1号"}]
    assert (told["recording_start"], told["recording_end"]) == ("2026-09-02T09:00:00", "09:40")
    assert (told["promise_amount"], told["latitude"], told["address_verified"]) == (2000, 30.25, None)
    assert told["extra"] == {"区域": "华东"}


def test_offsets_lead_back_to_the_words() -> None:
    for one in written(result())["visits"]:
        for found in one["findings"]:
            for e in found["evidence"]:
                if e["start"] is not None:
                    assert one["fields"][e["field"]][e["start"] : e["end"]] == e["quote"]


def test_whole_cells_and_other_places() -> None:
    v = visit(0)
    other = Evidence("trained_on", "2024-01-01", source=Source("人员名册.xlsx", "名册", 5))
    one = Audited(v, (finding(v, "untrained_visitor", v.cell("visitors"), other),))
    evidence = written(result(audited=[one]))["visits"][0]["findings"][0]["evidence"]
    assert evidence[0] == {"field": "visitors", "quote": "李伟、王敏", "start": None, "end": None}
    assert evidence[1]["source"] == {"file": "人员名册.xlsx", "sheet": "名册", "row": 5}


def test_summary_counts_the_visits_findings() -> None:
    told = written(result())
    rules = [f["rule"] for one in told["visits"] for f in one["findings"] if f["outcome"] == "violation"]
    assert told["summary"]["visits"] == 24
    assert told["summary"]["visits_with_violation"] == 18
    assert told["summary"]["violations"] == {rule: rules.count(rule) for rule in sorted(set(rules))}
    assert told["summary"]["reviews"] == {"third_party_contact": 6}


def test_language_is_chosen() -> None:
    message = written(result(), "en")["visits"][0]["findings"][0]["message"]
    assert message == "Lone visitor: the record does not meet the requirement."


def test_lone_surrogates_keep_offsets() -> None:
    v = visit(0, account="\ud800今日独自前往，同事在楼下车内等候，未出示工作证件")
    one = Audited(v, (finding(v, "lone_visitor", words(v, "独自前往")),))
    told = written(result(audited=[one]))["visits"][0]
    e = told["findings"][0]["evidence"][0]
    assert told["fields"]["account"][e["start"] : e["end"]] == "独自前往"


def test_nothing_audited() -> None:
    told = written(result([], log_findings=(), files=()))
    assert told["visits"] == []
    assert told["summary"] == {"visits": 0, "visits_with_violation": 0, "violations": {}, "reviews": {}}
