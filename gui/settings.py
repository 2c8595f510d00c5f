"""Settings: what a person set for themselves on this machine, kept between starts. Nothing of a project is kept here."""

from __future__ import annotations

import hashlib
import os
from typing import Literal, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from audit.model import Lang

SchemeChoice = Literal["system", "light", "dark"]
LOCK_MINUTES = (0, 5, 10, 15, 30)


class Settings(QObject):
    """`changed` tells the key that was set. Masking is not kept: it is on at every start."""

    changed = Signal(str)

    def __init__(self, store: QSettings):
        super().__init__()
        self._store = store

    @property
    def lang(self) -> Lang:
        return "en" if self.text("lang", "zh") == "en" else "zh"

    @property
    def scheme(self) -> SchemeChoice:
        return cast("SchemeChoice", self.text("scheme", "system"))

    @property
    def user(self) -> str:
        return self.text("user")

    @property
    def role(self) -> str:
        """preparer, reviewer or reader; '' before the first start's page was answered."""
        return self.text("role")

    @property
    def introduced(self) -> bool:
        """Whether the one page of the first start was answered."""
        return bool(self.user)

    @property
    def lock_minutes(self) -> int:
        """Minutes without a key or a mouse after which the window locks itself; 0 for never."""
        return int(self.text("lock_minutes", "10"))

    def text(self, key: str, default: str = "") -> str:
        return str(self._store.value(key, default))

    def set(self, key: str, value: str | int) -> None:
        if self.text(key) != str(value):
            self._store.setValue(key, str(value))
            self.changed.emit(key)

    def bytes(self, key: str) -> QByteArray | None:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else None

    def set_bytes(self, key: str, value: QByteArray) -> None:
        self._store.setValue(key, value)

    # the code that opens the locked window

    @property
    def has_code(self) -> bool:
        return bool(self.text("lock_code"))

    def set_code(self, code: str) -> None:
        """Only a salted digest is kept; '' takes the code away."""
        salt = os.urandom(16)
        self.set("lock_code", f"{salt.hex()}:{_digest(code, salt)}" if code else "")

    def code_is(self, code: str) -> bool:
        salt, _, kept = self.text("lock_code").partition(":")
        return not kept or _digest(code, bytes.fromhex(salt)) == kept


def _digest(code: str, salt: bytes) -> str:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, 60_000).hex()
