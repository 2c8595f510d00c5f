"""How every table of the window behaves: whole rows, fixed row heights, columns wide enough for what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from audit.model import Text
from gui.parts import named
from gui.tongue import Tongue


def table(
    model: QAbstractItemModel, widths: Sequence[tuple[int, int]], tongue: Tongue, name: Text, *, sortable: bool = False
) -> QTableView:
    """A view of `model`; `widths` in characters, Chinese and English. Never resized to its contents: at 100,000 rows that takes seconds."""
    view = QTableView()
    view.setModel(model)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    rows = view.verticalHeader()
    rows.setVisible(False)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(view.fontMetrics().height() + 14)
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setStretchLastSection(True)
    if sortable:
        head.setSortIndicatorClearable(False)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)

    def set_widths() -> None:
        letter = view.fontMetrics().horizontalAdvance("0")
        for column, width in enumerate(widths):
            view.setColumnWidth(column, width[tongue.lang == "en"] * letter + 20)

    set_widths()
    tongue.changed.connect(set_widths)
    named(view, tongue, name)
    return view
