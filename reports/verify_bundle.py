"""A sealed bundle: every file in it against the manifest, the report inside by itself, and the chain of the trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import orjson

from audit.model import Text
from reports.archive import MANIFEST
from reports.digests import ADDED, CHANGED, REMOVED, Change
from reports.verified import DAMAGED, FOREIGN, NO_LIST, UNSIGNED, Verified, facts, manifest_of, signed_facts
from reports.verify_pdf import file_changes, verify_pdf
from reports.zipped import well_made


def verify_bundle(data: bytes, roots: Sequence[Path] = ()) -> Verified:
    """Check a bundle; what cannot be opened but holds our manifest's name was a bundle once."""
    try:
        with ZipFile(BytesIO(data)) as zipped:
            infos = zipped.infolist()
            inside, found = _members(zipped)
    except (BadZipFile, ValueError, NotImplementedError):
        ours = MANIFEST.encode() in data
        return Verified(1, (DAMAGED,), (Change(Text("封存包", "bundle"), CHANGED),)) if ours else Verified(2, (FOREIGN,))
    sealed = inside.pop(MANIFEST, b"")
    told = manifest_of(sealed)
    if told is None and "report.pdf" not in inside:
        return Verified(2, (FOREIGN,))
    if told is None:
        return Verified(1, (NO_LIST,), (*found, Change(_file(MANIFEST), CHANGED if sealed else REMOVED)))
    report = verify_pdf(inside["report.pdf"], roots) if "report.pdf" in inside else Verified(2)
    found = _once(
        [*found, *file_changes(told, inside), *_report_changes(report), *_beside_changes(inside), *_trail_changes(inside)]
    )
    if not found and not well_made(data, infos):
        found.append(Change(_ZIP_BYTES, CHANGED))
    said = (*facts(told, None), *signed_facts(report.signed), *(() if report.signed else (UNSIGNED,)))
    return Verified(1 if found else 0, said, tuple(found), sha256(sealed).hexdigest(), report.signed)


def _once(found: Sequence[Change]) -> list[Change]:
    """Each place once, however many lists tell of it."""
    return list({change.where: change for change in reversed(found)}.values())[::-1]


def _file(name: str) -> Text:
    return Text(f"文件 {name}", f"file {name}")


def _report_changes(report: Verified) -> Iterator[Change]:
    for where, what in report.changes:
        yield Change(Text(f"report.pdf {where.zh}", f"report.pdf, {where.en}"), what)


def _trail_changes(inside: Mapping[str, bytes]) -> Iterator[Change]:
    if (entry := broken_entry(inside.get("trail.json", b"[]"))) is not None:
        yield Change(Text(f"trail.json 第{entry}条起", f"trail.json from entry {entry} on"), CHANGED)


def _members(zipped: ZipFile) -> tuple[dict[str, bytes], list[Change]]:
    """What can be read of the members; what cannot is changed."""
    inside, found = dict[str, bytes](), list[Change]()
    for info in zipped.infolist():
        if info.filename in inside:
            found.append(Change(Text(f"文件 {info.filename}（重复）", f"file {info.filename} (twice)"), ADDED))
        try:
            inside[info.filename] = zipped.read(info)
        except Exception:  # zlib, CRC, lengths: whatever the parser meets in a damaged member
            inside[info.filename] = b""
            found.append(Change(Text(f"文件 {info.filename}", f"file {info.filename}"), CHANGED))
    return inside, found


def _beside_changes(inside: Mapping[str, bytes]) -> Iterator[Change]:
    """The signed report names the files that went with it: a manifest written anew does not help a forger."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(inside.get("report.pdf", b""))) as pdf:
            told = manifest_of(pdf.attachments[MANIFEST].get_file().read_bytes()) or {}
    except (pikepdf.PdfError, KeyError):
        return
    for name, noted in told.get("beside", {}).items():
        if sha256(inside.get(name, b"")).hexdigest() != noted["sha256"]:
            yield Change(Text(f"文件 {name}", f"file {name}"), CHANGED if name in inside else REMOVED)


def broken_entry(data: bytes) -> int | None:
    """The first entry of a trail that does not hold together; None where the chain is whole."""
    try:
        former = None
        for entry in orjson.loads(data):
            if (former is not None and entry["former"] != former) or ("at" in entry and _entry_hash(entry) != entry["hash"]):
                return int(entry["seq"])
            former = entry["hash"]
    except (ValueError, KeyError, TypeError):
        return 1
    return None


def _entry_hash(e: Mapping[str, Any]) -> str:
    """As the store makes it: over the columns of the trail in their order, what was before and after as JSON text."""
    before, after = (orjson.dumps(e[key]).decode() for key in ("before", "after"))
    covered = [e["seq"], e["at"], e["who"], e["action"], e["what"], e["project"], before, after, e["reason"], e["former"]]
    return sha256(orjson.dumps(covered)).hexdigest()


_ZIP_BYTES = Text("压缩包结构（各文件内容与封存时一致）", "the zip's structure (the files in it are as sealed)")
