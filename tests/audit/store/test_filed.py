"""A policy that was given as a file is kept with the run: it is found by its name when the file is gone or says something else."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from audit.model import AuditError
from audit.policy import PACKS, Policy, load
from audit.store.nouns import RunInfo
from audit.store.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A bank's own pack: the built-in one with other closed hours and a name of its own."""
    return written(tmp_path / "本行.toml", name="bank-2026", hour="21:00")


def written(path: Path, *, name: str, hour: str) -> Path:
    text = (PACKS / "cn-default.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[period]]")
    first, mark, after = rest.partition("[period.limits]")
    limits = f"\n[period.limits]\nclosed_from = {hour}:00{after}" if mark else f"{rest}\n[period.limits]\nclosed_from = {hour}:00\n"
    path.write_text(
        head.replace('name = "cn-default"', f'name = "{name}"') + "[[period]]" + (first if mark else "") + limits, encoding="utf-8"
    )
    return path


def ran(store: Store, policy: Policy) -> RunInfo:
    project = store.create_project("九月", policy=policy.name).id
    run = store.begin_run(project, policy.name, policy.version, date(2026, 10, 15), "0")
    return store.finish_run(run.id, 0).run


def test_a_run_judged_by_a_file_finds_it_by_name_when_the_file_is_gone(tmp_path: Path, file: Path) -> None:
    with Store(str(tmp_path / "v.db")) as store:
        policy = store.policy(str(file))
        run = ran(store, policy)
        assert (run.policy, run.policy_version) == (policy.name, policy.version)
    file.unlink()
    with Store(str(tmp_path / "v.db")) as store:
        assert store.policy(run.policy, run.policy_version) == policy
        assert store.policy("bank-2026") == policy
        assert [each.name for each in store.filed_policies()] == ["bank-2026"]


def test_what_nobody_was_judged_by_is_not_kept(tmp_path: Path, file: Path) -> None:
    with Store(str(tmp_path / "v.db")) as store:
        store.policy(str(file))
        assert store.filed_policies() == ()
        with pytest.raises(AuditError):
            store.policy("bank-2026")
        ran(store, store.policy("cn-default"))
        assert store.filed_policies() == ()


def test_a_file_changed_under_the_same_version_leaves_the_former_run_its_own(tmp_path: Path, file: Path) -> None:
    with Store(str(tmp_path / "v.db")) as store:
        old = store.policy(str(file))
        first, again = ran(store, old), ran(store, old)
        assert again.policy_version == first.policy_version
        written(file, name="bank-2026", hour="20:00")
        new = store.policy(str(file))
        second = ran(store, new)
        assert second.policy_version == f"{first.policy_version}~2"
        assert store.policy(first.policy, first.policy_version) == old
        assert store.policy(second.policy, second.policy_version) == new
        assert store.policy("bank-2026") == new
        assert {p.periods[0].limits.closed_from for p in (old, new)} == {time(21), time(20)}


def test_a_file_under_the_name_of_a_built_in_pack_is_not_taken_for_it(tmp_path: Path) -> None:
    copied = tmp_path / "copy.toml"
    shutil.copy(PACKS / "cn-default.toml", copied)
    with Store(str(tmp_path / "v.db")) as store:
        built_in = load("cn-default")
        assert ran(store, store.policy(str(copied))).policy_version == built_in.version
        changed = store.policy(str(written(tmp_path / "changed.toml", name="cn-default", hour="20:00")))
        run = ran(store, changed)
        assert run.policy_version == f"{built_in.version}~2"
        assert store.policy(run.policy, run.policy_version) == changed != built_in
        assert store.policy("cn-default") == built_in
        assert ran(store, store.policy("cn-default")).policy_version == built_in.version
