"""Logs of seventeen agencies: every cell is read as it was meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.audit.intake.grids import read
from tests.audit.intake.layouts import LAYOUTS, Layout, spreadsheet_numbers


@pytest.mark.parametrize("make", LAYOUTS, ids=lambda make: make.__name__)
def test_every_cell_is_read_as_meant(make: Callable[[], Layout]) -> None:
    layout = make()
    visits, _ = read(layout.sheets, file=layout.file, merged=layout.merged)
    by_case = {v.case_id: v for v in visits}
    assert len(visits) == len(layout.meant)
    for meant in layout.meant:
        visit = by_case[meant["case_id"]]
        assert {name: getattr(visit, name) for name in meant} == meant


@pytest.mark.parametrize("make", LAYOUTS, ids=lambda make: make.__name__)
def test_no_column_is_dropped(make: Callable[[], Layout]) -> None:
    layout = make()
    visits, context = read(layout.sheets, file=layout.file, merged=layout.merged)
    kept = {h for sheet in context.sheets for h, field in sheet.columns.items() if field is None}
    assert kept == set().union(*(v.extra for v in visits))


def test_a_ruined_number_is_told() -> None:
    _, context = read(spreadsheet_numbers().sheets)
    assert {(p.row, p.column) for p in context.problems} == {(row, "证件号码") for row in range(2, 8)}
    assert all("近似数" in p.problem.zh for p in context.problems)
