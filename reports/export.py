"""One door out: the suffix of the target picks report, workbook, findings or sealed bundle; the target is whole or not touched."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Generator, Iterator
from errno import EEXIST, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EROFS
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from audit.model import AuditError, Lang, Progress, Text
from reports.proof import Proof
from reports.result import AuditResult, Run
from reports.telling import REPORT, Options

_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])", re.IGNORECASE)
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\ud800-\udfff]')
LONGEST = 200  # of a file name, in bytes: what Windows and Linux hold, with room for the temporary name


def _pdf(result: AuditResult, out: BinaryIO, lang: Lang, options: Options, proof: Proof) -> Iterator[Progress]:
    from reports.sealed import write_report

    return write_report(result, out, lang, options, proof)


def _sheet(result: AuditResult, out: BinaryIO, lang: Lang, options: Options, _: Proof) -> Iterator[Progress]:
    from reports.bundle import moment
    from reports.sheet import write_sheet
    from reports.zipped import settle

    with TemporaryFile() as made:
        yield from write_sheet(result, cast(BinaryIO, made), lang, options)
        settle(cast(BinaryIO, made), out, moment(result))


def _json(result: AuditResult, out: BinaryIO, lang: Lang, options: Options, _: Proof) -> Iterator[Progress]:
    from audit.run import no_collector
    from reports.findings_json import write_json

    with no_collector():
        yield from write_json(result, out, lang)


def _bundle(result: AuditResult, out: BinaryIO, lang: Lang, options: Options, proof: Proof) -> Iterator[Progress]:
    from reports.bundle import write_bundle

    return write_bundle(result, out, lang, options, proof)


Writer = Callable[[AuditResult, BinaryIO, Lang, Options, Proof], Iterator[Progress]]
#: What leaves the bank is masked; what stays on its desk is quoted in full.
WRITERS: dict[str, tuple[Writer, Options]] = {
    ".pdf": (_pdf, REPORT),
    ".xlsx": (_sheet, Options(mask=False)),
    ".json": (_json, Options(mask=False)),
    ".zip": (_bundle, REPORT),
}


def export(
    run: Run, path: Path, lang: Lang = "zh", options: Options | None = None, proof: Proof = Proof()
) -> Generator[Progress, None, Path]:  # fmt: skip
    """Write an audit to `path`; `proof` brings trail and certificate for reports and bundles. Closing the generator or any failure leaves what stood there before.

    Raises AuditError if the name is not to be had or the target cannot be written.
    """
    check_target(path)
    writer, usual = WRITERS[path.suffix.lower()]
    return (yield from write_whole(path, lambda out: writer(AuditResult.of(run), out, lang, options or usual, proof)))


def write_whole(path: Path, fill: Callable[[BinaryIO], Iterator[Progress]]) -> Generator[Progress, None, Path]:
    """Any file, whole or not touched. Raises AuditError if the target cannot be written."""
    temporary, out = _temporary(path)
    try:
        with out:
            yield from fill(out)
        os.replace(temporary, path)
    except OSError as e:
        raise _unwritable(path, e) from e
    finally:
        temporary.unlink(missing_ok=True)
    return path


def check_target(path: Path) -> None:
    """Raises AuditError for a suffix without a format and for names that Windows cannot hold."""
    if path.suffix.lower() not in WRITERS:
        known = "、".join(WRITERS)
        raise AuditError(
            Text(
                f"不支持的输出格式“{path.suffix}”，可用：{known}。",
                f"No output format “{path.suffix}”; there are: {', '.join(WRITERS)}.",
            )
        )
    if path.name != safe_name(path.name):
        raise AuditError(
            Text(
                "输出文件名含有 Windows 不允许的字符或保留名称，请改名（例如 report.pdf）。",
                "The output file's name is reserved or has characters that Windows does not allow; choose another (report.pdf).",
            )
        )
    if path.is_dir():
        raise AuditError(Text(f"“{path.name}”是文件夹，请指定文件名。", f"“{path.name}” is a folder; name a file."))


def check_writable(path: Path) -> None:
    """Raises AuditError for what `check_target` refuses and for a place where nothing can be written: before an audit, not after it."""
    check_target(path)
    temporary, out = _temporary(path)
    out.close()
    temporary.unlink()


def safe_name(name: str) -> str:
    """The name as both systems can hold it: illegal characters as _, reserved names led by _, not too long."""
    name = _ILLEGAL.sub("_", name).rstrip(" .") or "_"
    stem, dot, suffix = name.rpartition(".")
    if _RESERVED.fullmatch((stem or suffix).split(".")[0].rstrip(" ")):
        name = f"_{name}"
    stem, dot, suffix = name.rpartition(".")
    while len(name.encode("utf-8", "replace")) > LONGEST and stem:
        stem = stem[:-1]
        name = f"{stem}{dot}{suffix}"
    return name


def _temporary(path: Path) -> tuple[Path, BinaryIO]:
    """A new file beside the target, so that the last step is one rename."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f".visit-audit-{secrets.token_hex(8)}.tmp"
        return temporary, temporary.open("xb")  # not mkstemp: colleagues may read what the folder lets them
    except OSError as e:
        raise _unwritable(path, e) from e


def _unwritable(path: Path, error: OSError) -> AuditError:
    if isinstance(error, PermissionError):
        return AuditError(
            Text(
                f"无法写入“{path.name}”：文件正被其他程序打开，或没有写入权限。请关闭该文件后重试。原文件未改动。",
                f"“{path.name}” cannot be written: another program has it open, or you may not write there. Close it and try again. "
                "What stood there is unchanged.",
            )
        )
    reason = _REASONS.get(
        error.errno or 0, Text(f"系统拒绝（{type(error).__name__}）", f"the system refused ({type(error).__name__})")
    )
    return AuditError(Text(f"无法写入“{path.name}”：{reason.zh}。", f"“{path.name}” cannot be written: {reason.en}."))


_NO_FOLDER = Text("所在文件夹不存在，也无法新建", "its folder does not exist and cannot be made")
_REASONS = {
    ENOENT: _NO_FOLDER, ENOTDIR: _NO_FOLDER, EEXIST: _NO_FOLDER,
    ENOSPC: Text("磁盘空间不足", "the disk is full"), EROFS: Text("所在磁盘只读", "the disk is read-only"),
    ENAMETOOLONG: Text("文件名或路径过长", "the name or path is too long"),
}  # fmt: skip
