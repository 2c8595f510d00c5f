"""The report as it leaves the bank: PDF/A-3 with the findings inside, digests of pages and findings, and the bank's signature if it has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from audit.model import AuditError, Lang, Progress, Text
from reports.archive import Attachment, write_archived
from reports.attached import NAME, attached
from reports.blocks import AuditReport
from reports.content import tell
from reports.options import Options
from reports.pdf import STAGE
from reports.proof import Proof, manifest
from reports.result import AuditResult


def write_report(
    result: AuditResult, out: BinaryIO, lang: Lang, options: Options, proof: Proof, told: Mapping[str, Any] | None = None
) -> Iterator[Progress]:  # fmt: skip
    """Write the report of an audit; `told` is the manifest where the caller has more to say in it."""
    yield Progress(STAGE, 0, None)  # telling takes a second or two of a very large audit
    report = tell(result, lang, options)
    yield Progress(STAGE, 0, None)
    yield from write_sealed(report, result, out, lang, options, proof, told)


def write_sealed(
    report: AuditReport, result: AuditResult, out: BinaryIO, lang: Lang, options: Options, proof: Proof, told: Mapping[str, Any] | None = None
) -> Iterator[Progress]:  # fmt: skip
    """Write any report of an audit with the findings that it rests on. Part 1 holds neither findings nor signature."""
    if proof.part == 1:
        if proof.certificate:
            raise AuditError(_NO_SIGNATURE)
        yield from write_archived(report, out, part=1)
        return
    inside = yield from attached(result, lang, options)
    description = "检查结果（本报告所依据）" if lang == "zh" else "The findings that this report rests on"
    sealed = {**(told or manifest(result, lang, proof)), "results": inside.results, "digests": inside.digests.told}
    files = [Attachment(NAME, inside.data, "application/json", description)]
    yield from write_archived(report, out, files, sealed, certificate=proof.certificate)


_NO_SIGNATURE = Text(
    "PDF/A-1 不能带签名（不可见签名域不符合该标准），请改用 PDF/A-3。",
    "PDF/A-1 cannot be signed (an invisible field breaks it); use PDF/A-3.",
)
