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
