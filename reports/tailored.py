"""A report as somebody wishes it: the edition with fewer sections, another cover, one agency only, more or less masked; and told so."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZipFile

from audit.model import Progress, Text
from audit.past import past
from audit.run import stored_run
from reports.archive import MANIFEST
from reports.blocks import AuditReport
from reports.content import tell
from reports.editions import only
from reports.export import check_target, export, write_whole
from reports.proof import Proof
from reports.reply_store import stored_replies
from reports.result import AuditResult
from reports.sealed import write_sealed
from reports.signature import Certificate
from reports.verify_pdf import own_seal
from reports.wish import ALWAYS, Part, Wish

if TYPE_CHECKING:
    from audit.store.store import Store

_NOT_PRINTED = Text("本报告未印以下部分：{names}。", "Parts that this report leaves out: {names}.")


def told(result: AuditResult, wish: Wish) -> AuditReport:
    """The report as wished; what was left out is said on the cover."""
    return _shortened(_whole(result, wish), wish)


def _whole(result: AuditResult, wish: Wish) -> AuditReport:
    return tell(_scoped(result, wish), wish.lang, wish.options)


def _shortened(report: AuditReport, wish: Wish) -> AuditReport:
    gone = [s.title for n, s in enumerate(report.sections) if n in wish.left_out and n >= ALWAYS]
    if not gone:
        return report
    kept = tuple(s for n, s in enumerate(report.sections) if n < ALWAYS or n not in wish.left_out)
    names = ("、" if wish.lang == "zh" else ", ").join(gone)
    note = _NOT_PRINTED.format(names=names).in_(wish.lang)
    return replace(report, sections=kept, cover_note=f"{report.cover_note} {note}".strip())


def write_tailored(result: AuditResult, wish: Wish, out: BinaryIO, proof: Proof = Proof()) -> Iterator[Progress]:
    """The report as PDF/A with its findings inside, as the exports make it."""
    scoped = _scoped(result, wish)
    yield from write_sealed(told(result, wish), scoped, out, wish.lang, wish.options, proof)


def drawn(result: AuditResult, wish: Wish) -> Generator[Progress, None, tuple[bytes, tuple[Part, ...]]]:
    """The very pages that an export would write, and the sections there are to choose from."""
    from reports.pdf import write_pdf

    whole, out = _whole(result, wish), BytesIO()
    yield from write_pdf(_shortened(whole, wish), out)
    return out.getvalue(), tuple(Part(s.title, n < ALWAYS) for n, s in enumerate(whole.sections))


def save(result: AuditResult, wish: Wish, path: Path, proof: Proof = Proof()) -> Generator[Progress, None, Path]:
    """Write the report (.pdf), the workbook, the findings or the sealed bundle. Raises AuditError if the target cannot be written."""
    check_target(path)
    if path.suffix.lower() == ".pdf":
        return (yield from write_whole(path, lambda out: write_tailored(result, wish, out, proof)))
    options = replace(wish.options, mask=False, annex_rows=None) if path.suffix.lower() != ".zip" else wish.options
    return (yield from export(_scoped(result, wish), path, wish.lang, options, proof))


def save_each(
    result: AuditResult, wish: Wish, targets: Mapping[str, Path], proof: Proof = Proof()
) -> Generator[Progress, None, list[Path]]:
    """One report an agency."""
    made = []
    for agency, path in targets.items():
        made.append((yield from save(result, replace(wish, agency=agency), path, proof)))
    return made


def stored_result(store: Store, run: int) -> Generator[Progress, None, AuditResult]:
    """A run read back with all that a report tells: decisions, the period before, and what agencies answered to letters."""
    read = yield from stored_run(store, run)
    before = yield from past(store, read)
    return replace(AuditResult.of(read), past=before, replies=stored_replies(store, read.project_id))


def proof_of(store: Store, project: int, run: int, certificate: Certificate | None = None) -> Proof:
    """What an export is proved with."""
    info = store.run_diff(run).run
    return Proof(certificate, store.trail(), project, store.project(project).agency, info.at)


def _scoped(result: AuditResult, wish: Wish) -> AuditResult:
    covered = replace(result, project=wish.cover)
    return only(covered, wish.agency) if wish.agency is not None else covered


def seal_of(path: Path) -> str:
    """What to note when a file is issued: by it the very file is known again. '' for kinds that have none."""
    if path.suffix.lower() == ".pdf":
        return own_seal(path.read_bytes())
    if path.suffix.lower() == ".zip":
        with ZipFile(path) as zipped:
            return sha256(zipped.read(MANIFEST)).hexdigest()
    return ""
