"""Pictures: the figures in them are those of the tables, and they are drawn whole, as vectors, in greys that differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest

from audit.auditor import Audited
from reports.blocks import Bars, Grid, Trend
from reports.drawing import SHADES, shade
from reports.options import Options
from reports.pictures import collectors, hours, over_time, pictures, rules_by_agency
from reports.result import AuditResult
from reports.rhythm import rhythm, visitors
from reports.telling import Telling
from tests.reports.make_report import AGENCIES, finding, result, visit
from tests.reports.test_pdf import built, flat, small


def telling(audit: AuditResult | None = None, **options: object) -> Telling:
    return Telling(audit or result(), "zh", Options(**options))  # type: ignore[arg-type]


def test_the_grid_holds_the_counts_of_the_tables() -> None:
    t = telling()
    grid = rules_by_agency(t)
    assert sum(sum(values) for _, values in grid.rows) == t.tally.violations == 29
    lone = next(values for label, values in grid.rows if label == "单人外访")
    assert sorted(lone) == [1, 2, 2]
    assert all(head.endswith("\n8") for head in grid.head)


def test_many_agencies_share_the_last_column() -> None:
    many = [visit(n, agency=f"甲{n:02d}公司", account="两人到达。") for n in range(20)]
    audit = result(
        many, audited=[Audited(v, (finding(v, "late_record", v.cell("remark")),)) for v in many], log_findings=(), decisions={}
    )
    grid = rules_by_agency(telling(audit))
    assert len(grid.head) == 13
    assert grid.head[-1] == "其余8家\n8"
    assert grid.rows[0][1][-1] == 8


def test_shades_differ_in_grey_and_nothing_is_white() -> None:
    assert [shade(n, 5) for n in range(6)] == [0, 1, 2, 3, 4, 5]
    assert shade(1, 1000) == 1
    greys = [float(s.split()[0]) for s in SHADES]
    assert all(a - b > 0.09 for a, b in pairwise(greys))


def test_one_month_is_told_by_weeks_several_by_months() -> None:
    t = telling()
    weekly = over_time(t, rhythm(t))
    assert weekly is not None
    assert "按周" in weekly.caption
    assert sum(int(whole.split("/")[1]) for *_, whole in weekly.points) == 24
    two = [visit(0, visit_date=date(2026, 8, 3)), visit(3, visit_date=date(2026, 9, 3))]
    audit = result(
        two, audited=[Audited(two[0], (finding(two[0], "late_record", two[0].cell("remark")),)), Audited(two[1], ())], decisions={}
    )
    months = over_time(telling(audit), rhythm(telling(audit)))
    assert months is not None
    assert [(label, whole) for label, _, _, whole in months.points] == [("2026-08", "1/1"), ("2026-09", "0/1")]
    assert [column for _, column, _, _ in months.points] == [1.0, 0.0]


def test_hours_by_weekday_and_the_closed_ones_framed() -> None:
    monday = visit(3, visit_date=date(2026, 9, 7), start_time=time(22, 30))
    t = telling(result([monday], audited=[Audited(monday, ())], log_findings=(), decisions={}))
    grid = next(hours(t, rhythm(t)))
    assert grid.rows[0][1][22] == 1
    assert sum(sum(values) for _, values in grid.rows) == 1
    assert grid.framed == frozenset({22, 23, *range(8)})


def test_a_reviewed_matter_is_in_no_ranking() -> None:
    v = visit(3)
    waits = finding(v, "third_party_contact", v.cell("account"), review=True)
    t = telling(result([v], audited=[Audited(v, (waits,))], log_findings=(), decisions={}))
    assert collectors(t) is None
    assert not [p for p in pictures(t) if isinstance(p, Bars)]  # neither rules nor people nor agencies


def test_visitors_are_ranked_and_masked_as_the_edition_asks() -> None:
    assert [(v.name, v.visits) for v in visitors(telling())][:2] == [("李伟", 8), ("王敏", 8)]
    masked, clear = collectors(telling()), collectors(telling(clear=frozenset({"visitors"})))
    assert masked is not None
    assert clear is not None
    assert masked.rows[0][0].startswith("李*")
    assert clear.rows[0][0].startswith("李伟")
    assert "不表示个人责任" in masked.note


def test_no_visits_no_pictures() -> None:
    assert [type(p).__name__ for p in pictures(telling(result([], audited=[], log_findings=(), decisions={})))] == ["Para"]


@pytest.mark.parametrize("rows", [1, 40, 120])
def test_a_long_grid_runs_over_pages_under_its_head(rows: int) -> None:
    grid = Grid("图", ("甲公司",), tuple((f"规则{n}", (n,)) for n in range(rows)), note="注")
    data = built(small(grid))
    text = flat(data)
    assert all(f"规则{n}" in text for n in range(rows))
    pages = len(pypdf.PdfReader(BytesIO(data)).pages) - 2
    assert text.count("甲公司") == pages


def test_pictures_are_vectors_in_grey_with_embedded_fonts() -> None:
    data = built(small(Grid("图", ("甲",), (("规则", (3,)),)), Bars("排序", (("甲", 2.0, "2项"), ("乙", 0.0, "0项"))),
                       Trend("走势", (("08", 0.5, 0.1, "1/2"), ("09", None, None, "0/0")), "柱", "线")))  # fmt: skip
    page = pypdf.PdfReader(BytesIO(data)).pages[2]
    assert "/XObject" not in page["/Resources"]  # type: ignore[operator]
    code = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
    assert " c " in code  # the round marks
    assert "50.0%" in flat(data)
    assert not [op for op in code.split("\n") if op.endswith(" rg f")]


def test_long_labels_are_shortened_not_run_over() -> None:
    assert "…" in flat(built(small(Bars("排序", (("很长的机构名称" * 12, 1.0, "1项"),)))))


def test_agencies_rank_by_rate_with_the_whole() -> None:
    ranked = next(p for p in pictures(telling()) if isinstance(p, Bars) and "机构" in p.caption)
    assert {label for label, _, _ in ranked.rows} == set(AGENCIES)
    assert all("/8）" in shown for *_, shown in ranked.rows)
    alone = telling(replace(result([visit(0)]), log_findings=()))
    assert not [p for p in pictures(alone) if isinstance(p, Bars) and "机构违规率" in p.caption]


def test_one_agency_alone_has_its_rules_ranked() -> None:
    v = visit(0)
    two = (finding(v, "late_record", v.cell("remark")), finding(v, "no_id_shown", v.cell("id_shown")))
    t = telling(result([v], audited=[Audited(v, two)], log_findings=(), decisions={}))
    shown = list(pictures(t))
    assert not [p for p in shown if isinstance(p, Grid) and "机构" in p.caption]
    first = shown[0]
    assert isinstance(first, Bars)
    assert first.caption == "图1　疑似违规项数：按规则"
    assert sorted(figure for *_, figure in first.rows) == ["1项", "1项"]
