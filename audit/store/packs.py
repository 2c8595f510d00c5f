"""A bank's own packs in the store: every version is kept, so that a run of an earlier day is judged as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from audit.bankpack import Pack, policy, problems
from audit.model import AuditError, Text
from audit.policy import Policy, load, names
from audit.store import filed, trail
from audit.store.changes import Recorder
from audit.store.desk_tables import packs
from audit.store.imports import next_id
from audit.store.nouns import Conflict
from audit.store.rows import day, dumps, loads
from audit.store.session import Session

_MEANWHILE = Text(
    "这个规则包刚被另一个窗口改过，请核对后重试；您的改动没有保存。",
    "This pack was just changed in another window. Look at it and try again; your change was not saved.",
)
_GONE = Text("没有名为“{name}”的规则包。", "There is no policy pack “{name}”.")


class Packs:
    def __init__(self, session: Session):
        self._session = session
        self._files = filed.Files()

    def every(self) -> tuple[Pack, ...]:
        """The latest version of each that is offered."""
        with self._session.reading() as conn:
            latest = select(func.max(packs.c.id)).group_by(packs.c.name)
            rows = conn.execute(select(packs).where(packs.c.id.in_(latest), packs.c.gone == 0).order_by(packs.c.name)).all()
        return tuple(_pack(row) for row in rows)

    def save(self, pack: Pack) -> Pack:
        """As a new version, if `pack.version` is the one that stands. Raises AuditError with all that is wrong in it."""
        wrong = problems(pack)
        if wrong:
            raise AuditError(Text("\n".join(t.zh for t in wrong), "\n".join(t.en for t in wrong)))
        return self._add(pack, False, Text(f"保存规则包 {pack.name}", f"save pack {pack.name}"), "pack")

    def forget(self, name: str) -> None:
        """No longer offered; runs judged by it can still be read."""
        with self._session.reading() as conn:
            row = _latest(conn, name)
        if row is None or row.gone:
            raise AuditError(_GONE.format(name=name))
        self._add(_pack(row), True, Text(f"停用规则包 {name}", f"retire pack {name}"), "pack_forget")

    def _add(self, pack: Pack, gone: bool, title: Text, action: str) -> Pack:
        session, at = self._session, self._session.clock()
        with session.changing() as conn:
            former = _latest(conn, pack.name)
            stands = 0 if former is None or former.gone else former.version
            if pack.version != stands:
                raise Conflict(_MEANWHILE, pack.name, pack, _pack(former) if stands and former else None)
            version = (former.version if former else 0) + 1
            recorder = Recorder(conn, None, session.user, at, title)
            recorder.insert(packs, {"id": next_id(conn, packs), "name": pack.name, "version": version, "body": _body(pack),
                                    "by": session.user, "at": at.isoformat(), "gone": int(gone)})  # fmt: skip
            recorder.keep(1)
            before = loads(former.body) if stands and former else {}
            trail.write(
                conn, at, session.user, action, f"pack:{pack.name}", before=before, after={**loads(_body(pack)), "version": version}
            )
            return _pack(_latest(conn, pack.name))

    def filed(self) -> tuple[Policy, ...]:
        """Policies that runs were judged by and that are neither built in nor a bank's own: the newest of each name."""
        with self._session.reading() as conn:
            own = set(conn.execute(select(packs.c.name)).scalars())
            newest = {one.name: one for one in reversed(list(filed.of(conn)))}
        return tuple(one.policy for name, one in sorted(newest.items()) if name not in own and name not in names())

    def keep_file(self, conn: Connection, name: str, version: str) -> str:
        """The version by which a run tells its policy. Where that was given as a file, its text is kept."""
        return self._files.keep(conn, name, version)

    def policy(self, name: str, version: str | None) -> Policy:
        """A built-in pack, a bank's own one (of that version of its policy), or one given as a file now or to a former run."""
        wanted = select(packs).where(packs.c.name == name).order_by(packs.c.id.desc())
        with self._session.reading() as conn:
            rows = conn.execute(wanted).all()
            given = [one for one in filed.of(conn) if one.name == name]
        known = next((one for one in given if one.version == version), None)
        if known:
            return known.policy
        if name in names():
            return self._files.elsewhere(load(name))
        if rows:
            number = version.rpartition("+")[2] if version else ""
            return self._files.elsewhere(policy(_pack(next((row for row in rows if str(row.version) == number), rows[0]))))
        if given and not Path(name).is_file():
            return self._files.again(given[0])
        return self._files.read(name)


def _latest(conn: Connection, name: str) -> Any:
    return conn.execute(select(packs).where(packs.c.name == name).order_by(packs.c.id.desc()).limit(1)).first()


def _body(pack: Pack) -> str:
    return dumps({
        "title": list(pack.title), "base": pack.base, "limits": dict(pack.limits), "off": list(pack.off), "on": list(pack.on),
        "grades": dict(pack.grades), "vocabulary": {name: list(terms) for name, terms in pack.vocabulary.items()},
        "since": pack.since.isoformat() if pack.since else None,
    })  # fmt: skip


def _pack(row: Any) -> Pack:
    raw = loads(row.body)
    return Pack(
        row.name, Text(*raw["title"]), raw["base"], raw["limits"], tuple(raw["off"]), tuple(raw["on"]), raw["grades"],
        {name: tuple(terms) for name, terms in raw["vocabulary"].items()}, day(raw["since"]), row.version,
    )  # fmt: skip
