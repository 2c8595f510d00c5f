"""The questions that open a dialog of the system: which files, and where to. Tests put plain functions in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_files(parent: QWidget, filter: str) -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(parent, "", "", filter)
    return [Path(name) for name in names]


def ask_target(parent: QWidget, suggested: Path, filter: str) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(parent, "", str(suggested), filter)
    return Path(name) if name else None


def tell(parent: QWidget, title: str, text: str) -> None:
    """A short text with one button. Not modal: the window behind it stays usable."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setModal(False)
    box.open()


@dataclass(frozen=True, slots=True)
class Asking:
    files: Callable[[QWidget, str], list[Path]] = ask_files
    target: Callable[[QWidget, Path, str], Path | None] = ask_target
    tell: Callable[[QWidget, str, str], None] = tell
