"""All papers of an audit into a folder: for each agency its notice, evidence sheets, edition, ledger and reply sheet; the whole ledger beside."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from audit.model import Lang, Progress, Text
from reports.archive import write_archived
from reports.bundle import moment
from reports.content import tell
from reports.editions import PLANS, UNNAMED, agencies, only
from reports.evidence_sheets import evidence_sheets
from reports.export import safe_name, write_whole
from reports.notice import notice
from reports.options import Options
from reports.proof import Proof
from reports.reply_sheet import write_reply_sheet
from reports.result import AuditResult, Run
from reports.sealed import write_sealed
from reports.sheet import write_ledger
from reports.signature import Certificate
from reports.zipped import settle

Fill = Callable[[BinaryIO], Iterator[Progress]]
NAMES: Mapping[str, Text] = {
    "notice": Text("整改通知书.pdf", "rectification-notice.pdf"),
    "evidence": Text("取证单.pdf", "evidence-sheets.pdf"),
    "report": Text("检查结果告知.pdf", "results.pdf"),
    "ledger": Text("问题台账.xlsx", "issue-ledger.xlsx"),
    "reply": Text("整改反馈表.xlsx", "reply-sheet.xlsx"),
}


def write_papers(
    run: Run, folder: Path, lang: Lang = "zh", certificate: Certificate | None = None
) -> Generator[Progress, None, list[Path]]:  # fmt: skip
    """Write everything, the PDFs signed where there is a certificate; each file is whole or not touched. Raises AuditError if the folder cannot be written."""
    result = AuditResult.of(run)
    every = agencies(result)
    made = [
        (
            yield from write_whole(
                folder / NAMES["ledger"].in_(lang), _settled(result, lambda out: write_ledger(result, out, lang, _DESK))
            )
        )
    ]
    taken: set[str] = set()
    for agency in every:
        place = folder / _folder_name(agency, lang, taken)
        for name, fill in _of_agency(result, agency, every, lang, certificate):
            made.append((yield from write_whole(place / NAMES[name].in_(lang), fill)))
    return made


_DESK = Options(mask=False)


def _of_agency(
    result: AuditResult, agency: str, every: tuple[str, ...], lang: Lang, certificate: Certificate | None
) -> Iterator[tuple[str, Fill]]:  # fmt: skip
    """Each paper of an agency and what fills it."""
    own, options = only(result, agency), PLANS["agency"].options
    yield "notice", lambda out: write_archived(notice(own, agency, lang, every), out, certificate=certificate)
    yield "evidence", lambda out: write_archived(evidence_sheets(own, agency, lang, every=every), out, certificate=certificate)
    yield "report", lambda out: write_sealed(tell(own, lang, options), own, out, lang, options, Proof(certificate))
    yield "ledger", _settled(result, lambda out: write_ledger(own, out, lang, options, agency, every))
    yield "reply", _settled(result, lambda out: write_reply_sheet(own, agency, out, lang, every))


def _settled(result: AuditResult, fill: Fill) -> Fill:
    """A workbook whose bytes do not depend on the clock."""

    def filled(out: BinaryIO) -> Iterator[Progress]:
        with TemporaryFile() as made:
            yield from fill(cast(BinaryIO, made))
            settle(cast(BinaryIO, made), out, moment(result))

    return filled


def _folder_name(agency: str, lang: Lang, taken: set[str]) -> str:
    """The agency's name as a folder may have it; two that become the same are told apart by a number."""
    name = base = safe_name(agency) if agency.strip() else UNNAMED.in_(lang)
    number = 2
    while name.casefold() in taken:
        name, number = f"{base} ({number})", number + 1
    taken.add(name.casefold())
    return name
