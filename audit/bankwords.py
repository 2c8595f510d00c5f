"""A bank's own words beside those that ship with the program."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.account.words import FOLDER, Vocabulary, load


@lru_cache(maxsize=4)
def own(toml: str) -> Vocabulary:
    """The vocabulary with these words added to it. Raises AuditError naming concept and term where something is wrong."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bank.toml"
        path.write_text(toml, encoding="utf-8")
        return load([*sorted(FOLDER.glob("*.toml")), path])
