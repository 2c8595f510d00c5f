"""The findings inside a report tell no more than the report: the paper's masks hold for the file too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
import pytest

from audit.auditor import Audited
from audit.model import Decision, Evidence, Lang, Verdict
from reports.attached import attached
from reports.editions import PLANS
from reports.options import REPORT, Options
from tests.reports.make_report import FILES, finding, result, visit, words
from tests.steps import drained

SECRETS = ("张建国", "李伟", "王敏", "13800001234", "330199199001011237", "502室")


def document(options: Options = REPORT, lang: Lang = "zh", **more: object) -> Any:
    return orjson.loads(drained(attached(result(**more), lang, options))[0])  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_masked_report_carries_no_personal_data(lang: Lang) -> None:
    text = orjson.dumps(document(lang=lang)).decode()
    assert not [secret for secret in SECRETS if secret in text]


def test_an_agency_edition_names_visitors_only() -> None:
    text = orjson.dumps(document(PLANS["agency"].options)).decode()
    assert [secret for secret in SECRETS if secret in text] == ["李伟", "王敏"]


def test_a_decisions_reason_is_masked_too() -> None:
    v = visit(0)
    f = finding(v, "lone_visitor", words(v, "独自前往"))
    told = Decision(f.fingerprint, Verdict.CONFIRMED, "周敏", datetime(2026, 10, 16), "张建国来电13800001234确认", "王敏未到")
    found = document(visits=[v], audited=[Audited(v, (f,))], decisions={f.fingerprint: told})
    assert found["visits"][0]["findings"][0]["decision"]["reason"] == "张**来电138****1234确认"
    assert found["visits"][0]["findings"][0]["decision"]["note"] == "王*未到"


def test_only_visits_with_findings_and_the_fields_they_quote() -> None:
    found = document()
    assert all(v["findings"] for v in found["visits"])
    assert found["summary"]["visits"] == 24
    lone = next(v for v in found["visits"] if v["findings"][0]["rule"] == "lone_visitor")
    assert set(lone["fields"]) == {
        "visit_id",
        "case_id",
        "agency",
        "visit_date",
        "start_time",
        "end_time",
        "visitors",
        "account",
        "id_shown",
    }


def test_offsets_stay_true_under_the_mask() -> None:
    for v in document()["visits"]:
        for evidence in (e for f in v["findings"] for e in f["evidence"] if e["start"] is not None):
            assert v["fields"][evidence["field"]][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_quoted_column_outside_the_canon_travels_masked() -> None:

    v = visit(0, extra={"区域": "华东 张建国", "录入人": "赵六"})
    f = finding(v, "location_mismatch", Evidence("区域", "华东 张建国"))
    assert document(audited=[Audited(v, (f,))])["visits"][0]["fields"]["extra"] == {"区域": "华东 张**"}


def test_an_unmasked_report_carries_whole_visits() -> None:
    found = document(Options(mask=False))
    assert found["visits"][0]["fields"]["borrower_name"] == "张建国"
    assert {f["name"] for f in found["audit"]["files"]} == set(FILES)


def test_rules_left_out_of_the_report_are_left_out_here() -> None:
    v = visit(0)
    audited = [Audited(v, (finding(v, "missed_follow_up", v.cell("promise_date")),))]
    assert document(audited=audited)["visits"] == []
    assert len(document(PLANS["internal"].options, audited=audited)["visits"]) == 1
