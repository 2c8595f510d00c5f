"""An audit out to a file in the edition asked for; an agency's edition is one file an agency, since none may see another's records."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from audit.model import AuditError, Lang, Progress, Text
from reports.editions import PLANS, UNNAMED, Edition, agencies, only
from reports.export import export, safe_name
from reports.options import Options
from reports.proof import Proof
from reports.reply_read import Answers, read_reply
from reports.result import AuditResult


def deliver(
    result: AuditResult, path: Path, lang: Lang = "zh", edition: Edition | None = None, proof: Proof = Proof()
) -> Generator[Progress, None, list[Path]]:  # fmt: skip
    """Write the audit to `path`, or, of the agencies' edition where there are several, beside it under each agency's name."""
    options: Options | None = PLANS[edition].options if edition else None
    if edition != "agency":
        return [(yield from export(result, path, lang, options, proof))]
    every = agencies(result)
    names = [path] if len(every) == 1 else [_beside(path, agency, lang) for agency in every]
    made = []
    for agency, target in zip(every, names, strict=True):
        made.append((yield from export(only(result, agency), target, lang, options, proof)))
    return made


def _beside(path: Path, agency: str, lang: Lang) -> Path:
    return path.with_name(safe_name(f"{path.stem}-{agency.strip() or UNNAMED.in_(lang)}{path.suffix}"))


def with_replies(
    result: AuditResult, files: Sequence[Path], passwords: Sequence[str] = ()
) -> tuple[AuditResult, list[Answers], list[Text]]:  # fmt: skip
    """The audit with what agencies answered; a sheet that is refused is told and does not stop the others."""
    answers: list[Answers] = []
    refused: list[Text] = []
    for path in files:
        try:
            answers.append(read_reply(path, result, passwords))
        except AuditError as e:
            refused.append(e.text)
    replies = {fingerprint: reply for one in answers for fingerprint, reply in one.replies.items()}
    return replace(result, replies={**result.replies, **replies}), answers, refused


def check_folder(folder: Path) -> None:
    """Raises AuditError for what cannot be a folder: before an audit, not after it."""
    if folder.exists() and not folder.is_dir():
        raise AuditError(Text(f"“{folder.name}”不是文件夹，请另指定一个文件夹。", f"“{folder.name}” is no folder; name another."))


def compared(out: Sequence[Path], papers: Path | None) -> bool:
    """Whether anything is written that compares with the last period; the findings alone do not, and reading it takes its time."""
    return papers is not None or any(path.suffix.lower() != ".json" for path in out)
