"""How the window looks: Fusion with our own colours, light and dark, the fonts, and the style sheet made of them.

Native styles are not used: they apply a style sheet only by half and ignore per-cell colours; Fusion looks the same on
Windows 10, Windows 11 and Linux.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

Scheme = Literal["light", "dark"]

FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei",
            "SimSun")  # fmt: skip
POINTS = 10.0
IMAGES = Path(__file__).parent / "images"


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the window. Each text stands out from its ground by 4.5:1 or more (tested)."""

    window: str
    card: str
    line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    selected: str
    hover: str
    violation: str
    violation_soft: str
    review: str
    review_soft: str
    good: str
    good_soft: str
    mark: str
    mark_other: str
    rail: str
    on_rail: str
    rail_selected: str


LIGHT = Colours(
    window="#f3f5f8", card="#ffffff", line="#d5dbe4", text="#1a2330", muted="#566274", accent="#1f5cb8", accent_hover="#174a97",
    on_accent="#ffffff", accent_soft="#e8f0fc", selected="#d6e5fb", hover="#edf1f7", violation="#a8201a", violation_soft="#fcebea",
    review="#7a4b00", review_soft="#fff3d9", good="#17663a", good_soft="#e3f5ea", mark="#ffe291", mark_other="#dbe3ef",
    rail="#16263f", on_rail="#d9e2ef", rail_selected="#2a4268",
)  # fmt: skip

DARK = Colours(
    window="#12161c", card="#1b212a", line="#353f4d", text="#e4e9f0", muted="#a3afbe", accent="#6ea8ff", accent_hover="#8dbbff",
    on_accent="#0a1424", accent_soft="#1d2b42", selected="#2a4468", hover="#242c38", violation="#ff9d94", violation_soft="#42211f",
    review="#f2c46b", review_soft="#3a2f17", good="#7fd6a2", good_soft="#1a3426", mark="#6b5412", mark_other="#344359",
    rail="#0d1117", on_rail="#c4cfdd", rail_selected="#22324b",
)  # fmt: skip


def of(scheme: Scheme) -> Colours:
    return DARK if scheme == "dark" else LIGHT


def of_system(app: QApplication) -> Scheme:
    """What the desktop is set to."""
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, scheme: Scheme) -> Colours:
    """Style, font and colours of the whole program; each piece of the window wears the sheet by itself, see gui.dressing."""
    colours = of(scheme)
    if app.property("dressed") is None:  # the style's own name cannot be asked: a style sheet wraps it
        app.setStyle("Fusion")
        app.setProperty("dressed", True)
        app.setFont(font())
    app.setPalette(palette(colours))
    return colours


def font(scale: float = 1.0, *, bold: bool = False) -> QFont:
    made = QFont(list(FAMILIES))
    made.setPointSizeF(POINTS * scale)
    made.setBold(bold)
    return made


def palette(c: Colours) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.window), (role.WindowText, c.text), (role.Base, c.card), (role.AlternateBase, c.window),
        (role.Text, c.text), (role.Button, c.card), (role.ButtonText, c.text), (role.BrightText, c.violation),
        (role.ToolTipBase, c.card), (role.ToolTipText, c.text), (role.PlaceholderText, c.muted), (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent), (role.Link, c.accent), (role.LinkVisited, c.accent), (role.Light, c.card),
        (role.Midlight, c.hover), (role.Mid, c.line), (role.Dark, c.line), (role.Shadow, c.line), (role.Accent, c.accent),
    ):  # fmt: skip
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.muted))
    return made


def sheet(c: Colours) -> str:
    """The style sheet. Sizes are device-independent pixels, so that 200 % needs nothing of its own."""
    values = {f.strip("_"): getattr(c, f) for f in c.__slots__}
    text = _SHEET
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(f"@{name};", f"{values[name]};").replace(f"@{name} ", f"{values[name]} ")
    for name in ("down", "up", "check"):
        image = (IMAGES / f"{name}-{'dark' if c is DARK else 'light'}.svg").as_posix()
        text = text.replace(f"@{name}_image", f'url("{image}")')
    return text


_SHEET = """
QMainWindow, QDialog { background: @window; }
QMenuBar { background: @card; border-bottom: 1px solid @line; padding: 2px 6px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @card; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { background: @card; border-top: 1px solid @line; color: @muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; padding: 2px 10px; }
QToolTip { background: @card; color: @text; border: 1px solid @line; padding: 4px; }

QFrame#card { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame#rule { background: @line; max-height: 1px; border: none; }
QLabel#title { font-size: 15pt; font-weight: 600; }
QLabel#heading { font-size: 11pt; font-weight: 600; }
QLabel#muted { color: @muted; }
QLabel#field { color: @muted; font-size: 9pt; }

QFrame#drop { background: @card; border: 2px dashed @line; border-radius: 10px; }
QFrame#drop[over="true"] { border: 2px dashed @accent; background: @accent_soft; }

QFrame#banner { border-radius: 8px; border: 1px solid @line; background: @accent_soft; }
QFrame#banner[tone="good"] { background: @good_soft; border-color: @good; }
QFrame#banner[tone="bad"] { background: @violation_soft; border-color: @violation; }
QFrame#banner[tone="warn"] { background: @review_soft; border-color: @review; }

QLabel#badge { border-radius: 4px; padding: 2px 8px; font-weight: 600; background: @hover; color: @text; }
QLabel#badge[tone="violation"] { background: @violation_soft; color: @violation; border: 1px solid @violation; }
QLabel#badge[tone="good"] { background: @good_soft; color: @good; border: 1px solid @good; }
QLabel#badge[tone="review"] { background: @review_soft; color: @review; border: 1px dashed @review; }

QPushButton { background: @card; border: 1px solid @line; border-radius: 6px; padding: 6px 14px; min-height: 18px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selected; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton:disabled { color: @muted; background: @window; }
QPushButton#primary { background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; padding: 8px 24px; }
QPushButton#primary:hover { background: @accent_hover; }
QPushButton#primary:focus { border: 2px solid @text; padding: 7px 23px; }
QPushButton#primary:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton::menu-indicator { image: @down_image; width: 12px; height: 12px; subcontrol-origin: padding; subcontrol-position: right center; right: 10px; }
QPushButton#menu { padding-right: 32px; }

QPushButton#link { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px 4px; color: @accent;
  font-size: 11pt; font-weight: 600; text-align: left; }
QPushButton#link:hover { color: @accent_hover; text-decoration: underline; }
QPushButton#link:focus { border: 1px solid @accent; }
QFrame#tile { background: @window; border: 1px solid @line; border-radius: 8px; }
QPushButton#figure { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0 4px; color: @accent;
  font-size: 17pt; font-weight: 600; text-align: left; }
QPushButton#figure:hover { text-decoration: underline; }
QPushButton#figure:focus { border: 1px solid @accent; }
QPushButton#figure:disabled { color: @muted; background: transparent; }
QTreeWidget { selection-background-color: @selected; selection-color: @text; }
QTreeWidget::item { padding: 3px 2px; }
QPushButton#chip { background: @accent_soft; border: 1px solid @accent; border-radius: 12px; padding: 2px 12px; color: @accent; }
QPushButton#chip:hover { background: @selected; }
QPushButton#chip:focus { border: 2px solid @accent; padding: 1px 11px; }
QTableView#frozen { border: none; border-right: 2px solid @accent; border-radius: 0; }
QTextBrowser#bare { border: none; padding: 0; }
QPushButton#step { background: transparent; border: 1px solid transparent; border-radius: 14px; padding: 5px 14px; color: @muted; font-weight: 600; }
QPushButton#step:hover { background: @hover; }
QPushButton#step:checked { background: @accent; color: @on_accent; }
QPushButton#step:disabled { color: @muted; background: transparent; }
QPushButton#step:focus { border: 1px solid @accent; }
QPushButton#step:checked:focus { border: 2px solid @text; padding: 4px 13px; }
QComboBox#cell { border: 1px solid @line; border-radius: 4px; padding: 1px 6px; margin: 3px 4px; min-height: 16px; }
QComboBox#cell:focus { border: 2px solid @accent; padding: 0px 5px; }
QListWidget, QTableWidget, QTreeView { background: @card; border: 1px solid @line; border-radius: 8px; outline: none; }
QListWidget::item { padding: 6px 10px; border-bottom: 1px solid @line; }
QListWidget::item:selected { background: @selected; color: @text; }
QListWidget:focus, QTableWidget:focus { border: 1px solid @accent; }
QRadioButton, QCheckBox { spacing: 8px; padding: 3px 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 15px; height: 15px; border: 1px solid @muted; background: @card; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent; image: @check_image; }
QRadioButton::indicator:checked { border: 5px solid @accent; width: 7px; height: 7px; background: @card; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; background: @window; }
QRadioButton:focus, QCheckBox:focus { border: 1px solid @accent; }

QLineEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox, QDoubleSpinBox { background: @card; border: 1px solid @line; border-radius: 6px; padding: 5px 8px;
  min-height: 20px; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid @accent; padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QTimeEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { background: @window; color: @muted; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 26px; subcontrol-origin: padding;
  subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: @down_image; width: 12px; height: 12px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QTimeEdit::up-button { border: none; background: transparent; width: 22px;
  subcontrol-origin: border; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QTimeEdit::down-button { border: none; background: transparent; width: 22px;
  subcontrol-origin: border; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QTimeEdit::up-arrow { image: @up_image; width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QTimeEdit::down-arrow { image: @down_image; width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @line; selection-background-color: @selected;
  selection-color: @text; outline: none; }

QTableView { background: @card; alternate-background-color: @window; border: 1px solid @line; border-radius: 8px;
  gridline-color: transparent; selection-background-color: @selected; selection-color: @text; outline: none; }
QTableView::item { padding: 4px 8px; border-bottom: 1px solid @line; }
QTableView::item:selected { background: @selected; color: @text; }
QTableView QTableCornerButton::section { background: @card; border: none; }
QTableView:focus { border: 1px solid @accent; }
QHeaderView { background: transparent; }
QHeaderView::section:first { border-top-left-radius: 7px; }
QHeaderView::section:last { border-top-right-radius: 7px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView::section { background: @card; color: @muted; border: none; border-bottom: 1px solid @line; padding: 7px 8px 7px 11px;
  font-weight: 600; }
QHeaderView::section:hover { background: @hover; }
QHeaderView::section:vertical { font-weight: 400; padding: 0 8px 0 4px; }
QTableCornerButton::section { background: @card; border: none; }

QTextBrowser, QPlainTextEdit { background: @card; border: 1px solid @line; border-radius: 8px; padding: 8px;
  selection-background-color: @accent; selection-color: @on_accent; }
QTextBrowser:focus, QPlainTextEdit:focus { border: 1px solid @accent; }

QProgressBar { background: @hover; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#body { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: @line; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QStatusBar#strip { min-height: 30px; }
QStatusBar#strip QProgressBar { max-height: 6px; min-height: 6px; border-radius: 3px; }
QLabel#said { color: @text; }
QLabel#said[tone="good"] { color: @good; font-weight: 600; }
QLabel#said[tone="warn"] { color: @review; font-weight: 600; }
QLabel#said[tone="bad"] { color: @violation; font-weight: 600; }
QToolButton#quiet { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px 8px; color: @muted; }
QToolButton#quiet:hover { background: @hover; color: @text; }
QToolButton#quiet:focus { border: 1px solid @accent; }
QToolButton#quiet:checked { background: @selected; color: @text; }
QToolButton#quiet[tone="warn"] { color: @review; background: @review_soft; border: 1px solid @review; font-weight: 600; }
QFrame#help { background: @card; border: none; border-left: 1px solid @line; }
QFrame#help QTextBrowser { border: none; padding: 0; background: @card; }
QFrame#lock { background: @window; }

QFrame#rail { background: @rail; border: none; }
QToolButton#rail { color: @on_rail; background: transparent; border: none; border-left: 3px solid transparent;
  padding: 8px 10px 8px 11px; text-align: left; font-size: 10pt; }
QToolButton#rail:hover { background: @rail_selected; }
QToolButton#rail:focus { border-left: 3px solid @on_rail; }
QToolButton#rail:checked { background: @rail_selected; color: #ffffff; border-left: 3px solid #6ea8ff; font-weight: 600; }
QToolButton#rail:disabled { color: #7f8ea3; }
QLabel#brand { color: #ffffff; font-size: 11pt; font-weight: 600; padding: 10px 8px 10px 8px; }
"""
