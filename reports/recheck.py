"""重算核对: the same inputs checked again with the recorded policy, and the findings compared one by one with those of a sealed bundle."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

import orjson

from audit.model import AuditError, Decision, FileKind, Progress, Text, Verdict
from audit.policy import load
from reports.archive import MANIFEST
from reports.bundle import FINDINGS, POLICY
from reports.digests import Change, Digests, changes, count
from reports.findings_json import write_json
from reports.proof import FORMAT
from reports.result import AuditResult
from reports.verify import SHOWN
from reports.zipped import blocks

if TYPE_CHECKING:
    from audit.run import Inputs
    from audit.store.store import Store


@dataclass(frozen=True, slots=True)
class Recheck:
    """How the second check stands to the first. `notes` say what differs beside the findings, such as the program's version."""

    differences: tuple[Change, ...]
    notes: tuple[Text, ...]
    findings: int

    @property
    def equal(self) -> bool:
        return not self.differences

    @property
    def verdict(self) -> Text:
        if self.equal:
            return Text(
                f"重算一致：{self.findings:,}项检查结果逐项相同。", f"The same: all {self.findings:,} findings came out alike."
            )
        n = len(self.differences)
        return Text(f"重算不一致，共{n:,}处：", f"Not the same, {n:,} differences:")


@dataclass(frozen=True, slots=True)
class _Sealed:
    told: Mapping[str, Any]
    findings: bytes
    policy: bytes


def recheck(bundle: Path, files: Sequence[Path], store: Store, passwords: Sequence[str] = ()) -> Generator[Progress, None, Recheck]:
    """Run the recorded inputs again in an empty `store` of its own. Files are told apart by their content, whatever their names.

    Raises AuditError where the bundle cannot be read or an input is missing or not the one recorded.
    """
    from audit.run import run_audit

    sealed = _open(bundle)
    with TemporaryDirectory() as folder:
        inputs = _inputs(sealed.told, files, Path(folder), passwords)
        pack = Path(folder) / POLICY
        pack.write_bytes(sealed.policy)
        policy, as_of = load(str(pack)), date.fromisoformat(sealed.told["as_of"])
        decisions = _decisions(sealed)
        project = store.create_project(inputs.name, policy=policy.name, as_of=as_of).id
        if shaping := _before(decisions, sealed.told.get("checked_at")):
            store.decide(project, *shaping)
        run = yield from run_audit(store, inputs, policy, as_of, project=project)
        standing = {d.fingerprint: d for d in decisions}
        result = replace(AuditResult.of(run), decisions=standing, program_version=sealed.told["program_version"])
        digests = Digests()
        yield from write_json(result, BytesIO(), sealed.told["lang"], note=digests.note)
    if any(not one["read"] for one in sealed.told["inputs"]):
        digests.told["audit"]["files"] = sealed.told["digests"]["audit"]["files"]  # what could not be read then is told as a note
    notes = (*_notes(sealed.told, run.program_version), *_elsewhere(sealed))
    return Recheck(tuple(changes(sealed.told["digests"], digests.told)), notes, count(digests.told)["findings"])


def _open(bundle: Path) -> _Sealed:
    """Raises AuditError for what is no bundle and for one whose findings or policy are not those sealed."""
    try:
        with ZipFile(bundle) as zipped:
            told: dict[str, Any] = orjson.loads(zipped.read(MANIFEST))
            sealed = _Sealed(told, zipped.read(FINDINGS), zipped.read(POLICY))
    except (OSError, BadZipFile, KeyError, ValueError) as e:
        raise AuditError(_NO_BUNDLE.format(name=bundle.name)) from e
    if told.get("format") != FORMAT:
        raise AuditError(_NO_BUNDLE.format(name=bundle.name))
    for name, data in ((FINDINGS, sealed.findings), (POLICY, sealed.policy)):
        if sha256(data).hexdigest() != told["files"][name]["sha256"]:
            raise AuditError(_CHANGED.format(name=name))
    return sealed


def _inputs(told: Mapping[str, Any], files: Sequence[Path], folder: Path, passwords: Sequence[str]) -> Inputs:
    """The recorded inputs in their order, each under its recorded name: findings name the file that they stand in."""
    from audit.run import Inputs

    given = {_digest(path): path for path in files}
    missing = [one["name"] for one in told["inputs"] if one["read"] and one["sha256"] not in given]
    if missing:
        names = "、".join(missing)
        raise AuditError(_MISSING.format(names=names, n=len(missing)))
    chosen = []
    for n, one in enumerate(told["inputs"]):
        if one["read"]:
            kind = FileKind(one["kind"]) if one["kind"] else None
            chosen.append((_named(given[one["sha256"]], one["name"], folder / str(n)), kind))
    return Inputs(tuple(chosen), told.get("vendor", ""), tuple(passwords))


def _named(path: Path, name: str, folder: Path) -> Path:
    if path.name == name:
        return path
    folder.mkdir()
    bare = Path(name).name
    return Path(shutil.copyfile(path, folder / (bare if bare.strip(". ") else "_")))


def _digest(path: Path) -> str:
    sums = sha256()
    try:
        with path.open("rb") as file:
            for block in blocks(file):
                sums.update(block)
    except OSError as e:
        raise AuditError(Text(f"{path.name}：无法读取。", f"{path.name}: cannot be read.")) from e
    return sums.hexdigest()


def _decisions(sealed: _Sealed) -> list[Decision]:
    document = orjson.loads(sealed.findings)
    every = [f for v in document["visits"] for f in v["findings"]] + document["log_findings"]
    return [
        Decision(f["fingerprint"], Verdict(d["verdict"]), d["by"], datetime.fromisoformat(d["at"]), d["reason"], d["note"])
        for f in every if (d := f.get("decision"))
    ]  # fmt: skip


def _before(decisions: Sequence[Decision], checked_at: str | None) -> list[Decision]:
    """Those that stood when the findings were made: what was dismissed then made no later breach a repeated one."""
    if not checked_at:
        return []
    moment = datetime.fromisoformat(checked_at)
    return [d for d in decisions if _aware(d.at) <= _aware(moment)]


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _notes(told: Mapping[str, Any], version: str) -> Iterator[Text]:
    if version != told["program_version"]:
        yield Text(f"原检查用程序版本 {told['program_version']}，本次为 {version}。",
                   f"First checked by version {told['program_version']} of the program, now by {version}.")  # fmt: skip
    if unread := [one["name"] for one in told["inputs"] if not one["read"]]:
        names = "、".join(unread)
        yield Text(f"原检查未能读取、本次也未读取：{names}。", f"Could not be read then and was left out now: {names}.")


def _elsewhere(sealed: _Sealed) -> Iterator[Text]:
    """Findings that rest on rows of other audits: those rows are not in the bundle, and without them the finding does not come out."""
    own = {one["name"] for one in sealed.told["inputs"]}
    every = [f for v in orjson.loads(sealed.findings)["visits"] for f in v["findings"]]
    others = [f for f in every if any((e.get("source") or {}).get("file", "") not in own for e in f["evidence"] if e.get("source"))]
    if others:
        n = len(others)
        yield Text(f"有{n:,}项检查结果引用了以往其他检查的记录，这些记录不在原始文件中，重算时可能不出现。",
                   f"{n:,} findings rest on rows of earlier audits that are not among the inputs; they may not come out again.")  # fmt: skip


def recheck_lines(found: Recheck) -> Iterator[Text]:
    """What the command line prints of it."""
    yield found.verdict
    for where, what in found.differences[:SHOWN]:
        yield Text(f"  {where.zh}：{what.zh}", f"  {where.en}: {what.en}")
    if len(found.differences) > SHOWN:
        more = len(found.differences) - SHOWN
        yield Text(f"  另有{more:,}处。", f"  and {more:,} more.")
    yield from found.notes


_NO_BUNDLE = Text("{name} 不是封存包，或已损坏。", "{name} is no sealed bundle, or it is damaged.")
_CHANGED = Text("封存包中的 {name} 已改动，不能据以重算；请先运行 verify。", "{name} in the bundle was changed; run verify first.")
_MISSING = Text(
    "缺少{n}个原始文件（或内容与当时不同）：{names}。",
    "{n} of the inputs are missing, or their content is not what it was: {names}.",
)
