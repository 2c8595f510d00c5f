"""Whether a report or a sealed bundle is as it was made, and if not, which page, file, finding and field was changed. Needs no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from audit.model import Text
from reports.archive import MANIFEST
from reports.digests import CHANGED, Change
from reports.verified import FOREIGN, Verified
from reports.verify_bundle import verify_bundle
from reports.verify_pdf import own_seal, verify_pdf

__all__ = ["SHOWN", "Verified", "lines", "seal_lines", "verify"]
SHOWN = 50  # changes that are printed; a file that was made anew has thousands


def verify(path: Path, roots: Sequence[Path] = (), seal: str = "") -> Verified:
    """Check a PDF or a bundle against what it says of itself, its signatures, and `seal` where one was noted elsewhere."""
    try:
        data = path.read_bytes()
    except OSError:
        return Verified(2, (Text(f"{path.name}：无法读取该文件。", f"{path.name}: the file cannot be read."),))
    if data.startswith(b"%PDF-"):
        found = verify_pdf(data, roots)
    elif data.startswith(b"PK"):
        found = verify_bundle(data, roots)
    else:
        found = Verified(2, (FOREIGN,))
    return _against(found, seal) if seal and found.status != 2 else found


def _against(found: Verified, seal: str) -> Verified:
    """A seal that was noted when the file was made; its beginning is enough, as people copy it."""
    wanted = re.sub(r"[^0-9a-f]", "", seal.lower())
    if len(wanted) >= 16 and found.seal.startswith(wanted):
        return Verified(found.status, (*found.facts, _SAME_SEAL), found.changes, found.seal, found.signed)
    change = Change(Text("封存校验值与给出的不符", "the seal is not the one given"), CHANGED)
    return Verified(1, found.facts, (*found.changes, change), found.seal, found.signed)


def lines(found: Verified, path: Path) -> Iterator[Text]:
    """What the command line prints of it."""
    yield Text(f"{path.name}：{found.verdict.zh}", f"{path.name}: {found.verdict.en}")
    for where, what in found.changes[:SHOWN]:
        yield Text(f"  {where.zh}：{what.zh}", f"  {where.en}: {what.en}")
    if len(found.changes) > SHOWN:
        more = len(found.changes) - SHOWN
        yield Text(f"  另有{more:,}处。", f"  and {more:,} more.")
    yield from found.facts
    if found.seal:
        yield _seal(found.seal)


def seal_lines(path: Path) -> Iterator[Text]:
    """What to note when a report or bundle is issued: whoever has this can tell later that it is the very one."""
    seal = ""
    if path.suffix.lower() == ".pdf":
        seal = own_seal(path.read_bytes())
    elif path.suffix.lower() == ".zip":
        with ZipFile(path) as zipped:
            seal = sha256(zipped.read(MANIFEST)).hexdigest()
    if seal:
        shown = _seal(seal)
        yield Text(f"{path.name} {shown.zh}", f"{path.name}, {shown.en}")


def _seal(seal: str) -> Text:
    return Text(f"封存校验值 {seal}", f"seal {seal}")


_SAME_SEAL = Text("封存校验值与给出的一致。", "The seal is the one given.")
