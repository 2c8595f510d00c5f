"""A mapping saved once is recognised by itself the next time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.intake.templates import from_json, recognise, template_from, to_json
from audit.model import AuditError, FileKind
from tests.audit.intake.grids import HEADER, ROWS, changed, read


def test_a_corrected_mapping_is_used_again() -> None:
    _, context = read({"a": [[*HEADER, "附加栏"], *([*r, "甲路1号"] for r in ROWS)]})
    sheet = context.sheets[0]
    assert sheet.columns["附加栏"] is None
    corrected = replace(sheet, columns={**sheet.columns, "附加栏": "home_address"})
    template = from_json(to_json(template_from("华信", FileKind.VISITS, corrected)))
    visits, _ = read({"九月": [["标题"], [*HEADER, "附加栏"], *([*r, "甲路1号"] for r in ROWS)]}, templates=(template,))
    assert {v.home_address for v in visits} == {"甲路1号"}


def test_a_template_settles_the_order_of_days() -> None:
    _, context = read({"a": [HEADER, *ROWS]})
    template = template_from("华信", FileKind.VISITS, context.sheets[0], order="dmy")
    visits, problems = read({"a": changed("外访日期", "3/8/2026", "5/8/2026")}, templates=(template,))
    assert [v.visit_date for v in visits] == [date(2026, 8, 3), date(2026, 8, 5)]
    assert not problems.problems


def test_other_headers_are_not_taken_for_it() -> None:
    _, context = read({"a": [HEADER, *ROWS]})
    template = template_from("华信", FileKind.VISITS, context.sheets[0])
    assert recognise([template], HEADER) is template
    assert recognise([template], [*HEADER, "甲", "乙", "丙"]) is None
    assert recognise([], HEADER) is None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "visit-template/1"}', '{"format": "other"}', "\x00"])
def test_what_is_no_template_is_told(text: str) -> None:
    with pytest.raises(AuditError):
        from_json(text)


def test_a_template_names_the_agency_where_the_log_does_not() -> None:
    _, context = read({"a": [HEADER, *ROWS]})
    template = template_from("华信", FileKind.VISITS, context.sheets[0], agency="华信资产")
    visits, _ = read({"a": [HEADER, *ROWS]}, templates=(template,))
    assert {v.agency for v in visits} == {"华信资产"}
    named, _ = read({"a": [["明德商务服务有限公司外访日志"], HEADER, *ROWS]}, templates=(template,))
    assert {v.agency for v in named} == {"明德商务服务有限公司"}


def test_a_template_says_that_a_blank_day_is_the_day_above() -> None:
    grid = changed("外访日期", "2026-08-03", "", "2026-08-04", "")
    _, context = read({"a": grid})
    merged = template_from("华信", FileKind.VISITS, context.sheets[0], merged=True)
    visits, _ = read({"a": grid}, templates=(from_json(to_json(merged)),))
    assert [v.visit_date for v in visits] == [date(2026, 8, 3), date(2026, 8, 3), date(2026, 8, 4), date(2026, 8, 4)]
    assert [v.visit_date is None for v in read({"a": grid})[0]] == [False, True, False, True]


def test_an_address_in_parts_stays_in_parts_under_a_template() -> None:
    header = [*HEADER[:6], "市", "区", "详细地址", *HEADER[7:]]
    grid = [header, *([*row[:6], "苏州市", "姑苏区", f"平江路{i}号", *row[7:]] for i, row in enumerate(ROWS))]
    visits, context = read({"a": grid})
    again, _ = read({"a": grid}, templates=(template_from("华信", FileKind.VISITS, context.sheets[0]),))
    assert [v.visit_address for v in again] == [v.visit_address for v in visits] == [f"苏州市姑苏区平江路{i}号" for i in range(4)]
