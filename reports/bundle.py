"""The sealed bundle 封存包: report, findings, workbook, policy, inputs' hashes and trail in one file that tells what was changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, cast

from audit.model import AuditError, Lang, Progress, Text
from reports.archive import MANIFEST
from reports.digests import Digests
from reports.findings_json import dump, write_json
from reports.options import Options
from reports.policyfile import policy_toml
from reports.proof import Proof, TrailEntry, manifest
from reports.result import AuditResult
from reports.sealed import write_report
from reports.sheet import write_sheet
from reports.zipped import blocks, settle, write_zip

REPORT_NAME, FINDINGS, WORKBOOK, POLICY, TRAIL, READ_ME = (
    "report.pdf", "findings.json", "findings.xlsx", "policy.toml", "trail.json", "README.txt",
)  # fmt: skip
_SEALING = Text("封存", "Sealing")


def write_bundle(result: AuditResult, out: BinaryIO, lang: Lang, options: Options, proof: Proof) -> Iterator[Progress]:
    """Write the bundle; `options` are the report's, all else is whole and unmasked. The same state gives the same bytes."""
    if options.edition == "agency":
        raise AuditError(_NOT_FOR_AGENCIES)
    told, digests, members = manifest(result, lang, proof), Digests(), dict[str, BinaryIO]()
    with ExitStack() as stack:

        def member(name: str) -> BinaryIO:
            members[name] = cast(BinaryIO, stack.enter_context(TemporaryFile()))
            return members[name]

        member(READ_ME).write("\r\n".join((_READ_ME.zh, "", _READ_ME.en, "")).encode("utf-8-sig"))
        yield from write_json(result, member(FINDINGS), lang, note=digests.note)
        workbook = cast(BinaryIO, stack.enter_context(TemporaryFile()))
        yield from write_sheet(result, workbook, lang, replace(options, mask=False, left_out=frozenset()))
        settle(workbook, member(WORKBOOK), moment(result))
        member(POLICY).write(policy_toml(result.policy).encode())
        member(TRAIL).write(trail_json(proof))
        told["beside"] = {name: _sum(data) for name, data in members.items()}
        yield from write_report(result, member(REPORT_NAME), lang, options, proof, told)
        yield Progress(_SEALING, 0, None)
        told["checked_at"] = proof.checked_at.isoformat() if proof.checked_at else None
        told = {**told, "files": {name: _sum(data) for name, data in members.items()}, "digests": digests.told}
        del told["beside"]  # which is for the report alone
        write_zip([*members.items(), (MANIFEST, BytesIO(dump(told) + b"\n"))], out)


def moment(result: AuditResult) -> str:
    made = result.finished or result.as_of
    return made.strftime("%Y-%m-%dT%H:%M:%SZ")


def trail_json(proof: Proof) -> bytes:
    """The project's entries in full, and of all others what links the chain: number, hash, former hash."""
    return dump([_entry(e, proof.project is None or e.project in (None, proof.project)) for e in proof.trail]) + b"\n"


def _entry(e: TrailEntry, whole: bool) -> dict[str, Any]:
    links = {"seq": e.seq, "former": e.former, "hash": e.hash}
    if not whole:
        return links
    return links | {"at": e.at.isoformat(), "who": e.who, "action": e.action, "what": e.what, "project": e.project,
                    "before": dict(e.before), "after": dict(e.after), "reason": e.reason}  # fmt: skip


def _sum(data: IO[bytes]) -> dict[str, Any]:
    sums, size = sha256(), 0
    for block in blocks(cast(BinaryIO, data)):
        sums.update(block)
        size += len(block)
    return {"sha256": sums.hexdigest(), "bytes": size}


_NOT_FOR_AGENCIES = Text(
    "封存包含未脱敏的检查结果和操作留痕，仅供本行留存，不能以机构版导出。",
    "A sealed bundle holds unmasked findings and the trail; it stays in the bank and has no agency's edition.",
)
_READ_ME = Text(
    "外访合规审计封存包。\r\n"
    "内容：report.pdf 检查报告；findings.json 全部检查结果；findings.xlsx 检查结果工作簿；policy.toml 所用规则包；trail.json 操作留痕；"
    "manifest.json 各文件及各项结果的校验值、输入文件的名称及校验值。\r\n"
    "findings.json、findings.xlsx 未脱敏，仅限本行内部保管。\r\n"
    "核验：python main.py verify 封存包.zip　重算核对：python main.py recheck 封存包.zip --inputs 原始文件…",
    "A sealed bundle of Visit Audit.\r\n"
    "report.pdf is the report, findings.json all findings, findings.xlsx the workbook, policy.toml the policy pack, trail.json what was done and "
    "by whom; manifest.json holds the digests of each file and finding, and names and digests of the inputs.\r\n"
    "findings.json and findings.xlsx are not masked: keep them inside the bank.\r\n"
    "To verify: python main.py verify BUNDLE.zip; to run the same check again: python main.py recheck BUNDLE.zip --inputs FILES...",
)
