"""What a page says while it has nothing to show: one sentence, and one button with what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from audit.model import Text
from gui.parts import button, card, label
from gui.tongue import Tongue


def empty(tongue: Tongue, text: Text, do: Text | None = None, action: Callable[[], object] | None = None) -> QFrame:
    frame, inside = card()
    said = label("heading", wrap=True)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    tongue.say(said.setText, text)
    inside.addStretch(1)
    inside.addWidget(said)
    if do is not None and action is not None:
        inside.addWidget(button(tongue, do, action), 0, Qt.AlignmentFlag.AlignCenter)
    inside.addStretch(1)
    return frame
