"""Evidence as people trust it: contradictions side by side, the file's hash beside each quote, who decided, when and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.auditor import Audited
from audit.model import Evidence, Finding
from reports.blocks import Beside, Quote
from reports.content import tell
from reports.evidence import evidence
from reports.options import Options
from reports.telling import Telling
from reports.typography import Run
from tests.reports.make_report import FILES, finding, result, visit, words
from tests.reports.test_content import section, text_of
from tests.reports.test_pdf import built, flat, pages, small


def shown(*findings: Finding, **options: object) -> tuple[Quote | Beside, ...]:
    v, other = visit(0), visit(3, 1)
    audit = result([v, other], audited=[Audited(v, findings), Audited(other, ())], log_findings=(), decisions={})
    return evidence(Telling(audit, "zh", Options(**options)), findings[0])  # type: ignore[arg-type]


def test_a_box_and_the_account_against_it_stand_side_by_side() -> None:
    v = visit(0)
    (pair,) = shown(finding(v, "no_id_shown", words(v, "未出示工作证件"), v.cell("id_shown")))
    assert isinstance(pair, Beside)
    assert [r.text for r in pair.left.runs] == ["是否亮证：", "是"]
    assert [r.text for r in pair.right.runs if r.look == "mark"] == ["未出示工作证件"]


def test_a_box_that_says_the_same_stands_below() -> None:
    v = visit(0, id_shown=False, typed={"id_shown": "否"})
    audit = result(
        [v], audited=[Audited(v, (f := finding(v, "no_id_shown", words(v, "未出示工作证件"), v.cell("id_shown")),))], decisions={}
    )
    assert [type(q) for q in evidence(Telling(audit, "zh", Options()), f)] == [Quote, Quote]


def test_two_records_stand_side_by_side_each_with_its_place_and_hash() -> None:
    v, other = visit(0), visit(3, 1)
    cells = [v.cell(n) for n in ("visitors", "start_time")]
    theirs = [replace(other.cell(n), source=other.source) for n in ("visitors", "start_time")]
    (pair,) = shown(finding(v, "visitor_overlap", *cells, *theirs))
    assert isinstance(pair, Beside)
    assert pair.left.label == f"{FILES[0]} · 9月 · 第3行 · SHA-256 {'0' * 12}…"
    assert pair.right.label == f"{FILES[1]} · 9月 · 第6行 · SHA-256 {'1' * 12}…"


def test_long_texts_stand_one_below_the_other() -> None:
    v, other = visit(0), visit(3, 1)
    long = Evidence("account", "长" * 3000, source=other.source)
    assert [type(q) for q in shown(finding(v, "copied_account", v.cell("account"), long))] == [Quote, Quote]


@pytest.mark.parametrize(("length", "on"), [(10, 1), (700, 2), (2_000, 4)])
def test_side_by_side_nothing_is_lost_over_pages(length: int, on: int) -> None:
    left, right = (Quote(f"{side}栏", (Run(f"{side}字" * length),)) for side in "左右")
    data = built(small(Beside(left, right)))
    text = flat(data)
    assert (text.count("左"), text.count("右"), text.count("字")) == (length + 1, length + 1, 2 * length)
    assert len(pages(data)) - 2 == on
    assert "左字" * min(length, 300) in text  # a side is copied as it is read


def test_a_decision_stands_with_its_case() -> None:
    text = text_of(section(tell(result()), "五"))
    assert "人工复核：确认，周敏，2026-10-16 15:00，录像属实" in text
    assert "其中经人工确认1项，尚未复核4项" in text


def test_the_opinion_says_how_much_a_person_has_seen() -> None:
    text = text_of(section(tell(result()), "四"))
    assert "总体意见：疑似违规按级别分为重大12项、严重5项、一般12项；机构评级：D级3家，评分办法见本节第（三）部分" in text
    assert "37项中经人工复核2项（5.4%），本评价为暂定意见" in text
