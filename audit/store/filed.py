"""Policies that were given as files: the text of each is kept beside the runs that were judged by it, for nobody may have the file later."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from audit.policy import Policy, load, names, parse
from audit.store.rows import dumps, loads
from audit.store.tables import kept

_KIND = "policy_file"


class Filed(NamedTuple):
    """One file as it was given. `version` is its own, or with ~2, ~3 … where its words were changed and its version was not."""

    number: int
    name: str
    version: str
    text: str

    @property
    def policy(self) -> Policy:
        return parse(tomllib.loads(self.text))


class Files:
    """Remembers which file was last asked for under a name and version, until a run begins that names them."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], str] = {}

    def read(self, path: str) -> Policy:
        """A pack's file. Raises AuditError as `load` does."""
        policy = load(path)
        self._asked[policy.name, policy.version] = Path(path).read_text(encoding="utf-8-sig")
        return policy

    def again(self, filed: Filed) -> Policy:
        """A file that is kept, for another run."""
        policy = filed.policy
        self._asked[policy.name, policy.version] = filed.text
        return policy

    def elsewhere(self, policy: Policy) -> Policy:
        """A pack that is built in or the bank's own: nothing need be kept of it."""
        self._asked.pop((policy.name, policy.version), None)
        return policy

    def keep(self, conn: Connection, name: str, version: str) -> str:
        """The version by which a run that begins is to tell its policy; the file's text is kept under it."""
        text = self._asked.get((name, version))
        if text is None:
            return version
        same = [filed for filed in of(conn) if filed.name == name and filed.version.partition("~")[0] == version]
        for filed in same:
            if filed.text == text:
                return filed.version
        built_in = name in names()
        if built_in and parse(tomllib.loads(text)) == load(name):
            return version
        told = f"{version}~{len(same) + 1 + built_in}" if same or built_in else version
        number = 1 + max((filed.number for filed in of(conn)), default=0)
        value = dumps({"number": number, "name": name, "version": told, "text": text})
        conn.execute(insert(kept), [{"kind": _KIND, "name": f"{name}@{told}", "value": value, "version": 1}])
        return told


def of(conn: Connection) -> Iterator[Filed]:
    """All that are kept, the newest first."""
    rows = conn.execute(select(kept.c.value).where(kept.c.kind == _KIND)).scalars()
    return iter(sorted((Filed(**loads(value)) for value in rows), reverse=True))
