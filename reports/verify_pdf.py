"""A report by itself against the digests inside it: its bytes, its pages, its findings and its signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from audit.model import Text
from reports.archive import MANIFEST, PRODUCER, identity
from reports.digests import ADDED, CHANGED, REMOVED, Change, Digests, changes
from reports.proof import FORMAT
from reports.signature import Signed, signatures
from reports.verified import BARE, FOREIGN, NO_MANIFEST, UNSIGNED, Verified, facts, manifest_of, signed_facts

_END = b"%%EOF"


class _Read(NamedTuple):
    """What a PDF holds: its list of digests, what differs from it, how many pages, and whether it says that we made it."""

    told: dict[str, Any] | None
    changes: list[Change]
    pages: int
    ours: bool


def verify_pdf(data: bytes, roots: Sequence[Path] = ()) -> Verified:
    """A report by itself: its bytes up to the first signature, its pages, and the findings inside."""
    signed = signatures(data, roots)
    first = _first_revision(data)
    named, is_now = _identity(first)
    read = _read(data)
    if read is None:
        return Verified(1, (), (Change(_UNREADABLE, CHANGED),), "", signed) if named else Verified(2, (FOREIGN,))
    found = read.changes
    if read.told is None and named != is_now and not read.ours:
        return Verified(2, (NO_MANIFEST, *signed_facts(signed)), (), "", signed)
    if named != is_now and not found:
        found.append(Change(_BYTES if read.told else _ALL_BYTES, CHANGED))
    if len(first) < len(data) and not signed:
        found.append(Change(_APPENDED, ADDED))
    found += _signature_changes(signed)
    told = facts(read.told or {}, read.pages)
    said = (*told, *(() if read.told else (BARE,)), *signed_facts(signed), *(() if signed else (UNSIGNED,)))
    return Verified(1 if found else 0, said, tuple(found), is_now, signed)


def _read(data: bytes) -> _Read | None:
    """None where it cannot be opened."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            inside = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
            listed = inside.pop(MANIFEST, b"")
            told = manifest_of(listed)
            found = [] if told is None else [*_page_changes(pdf, told), *file_changes(told, inside)]
            if told is None and listed:
                found.append(Change(Text(f"文件 {MANIFEST}", f"file {MANIFEST}"), CHANGED))
            info: Any = pdf.trailer.get("/Info", {})
            ours = FORMAT.encode() in listed or PRODUCER in str(info.get("/Producer", ""))
            return _Read(told, found, len(pdf.pages), ours)
    except Exception:  # whatever the parsers meet in a damaged file
        return None


def own_seal(data: bytes) -> str:
    """The SHA-256 that a report names as its own."""
    return _identity(_first_revision(data))[0]


def _first_revision(data: bytes) -> bytes:
    """The file as it was before anything was appended to it, signatures for one."""
    at = data.find(_END)
    return data if at < 0 else data[: at + len(_END) + 1]


def _identity(data: bytes) -> tuple[str, str]:
    try:
        return identity(data)
    except ValueError:
        return "", sha256(data).hexdigest()


def _page_changes(pdf: Any, told: Mapping[str, Any]) -> Iterator[Change]:
    from reports.pagesums import page_sums

    *before, frame = told.get("pages", [""])
    *after, frame_now = page_sums(pdf)
    for _, i, i_end, j, j_end in (step for step in SequenceMatcher(None, before, after, False).get_opcodes() if step[0] != "equal"):
        both = min(i_end - i, j_end - j)
        for first, n, what in ((i, both, CHANGED), (i + both, i_end - i - both, REMOVED), (j + both, j_end - j - both, ADDED)):
            if n:
                yield Change(_pages(first + 1, first + n), what)
    if frame != frame_now:
        yield Change(Text("书签、标题或文档设置", "bookmarks, title or settings of the document"), CHANGED)


def _pages(first: int, last: int) -> Text:
    """Pages as they were numbered at the sealing; added ones as they are now."""
    if first == last:
        return Text(f"第{first}页", f"page {first}")
    return Text(f"第{first}页至第{last}页", f"pages {first} to {last}")


def file_changes(told: Mapping[str, Any], inside: Mapping[str, bytes]) -> Iterator[Change]:
    """Files against the manifest; of changed findings, which finding and which field."""
    files: Mapping[str, Any] = told.get("files", {})
    for name in sorted(files.keys() | inside.keys()):
        where = Text(f"文件 {name}", f"file {name}")
        if name not in inside or name not in files:
            yield Change(where, REMOVED if name in files else ADDED)
        elif sha256(inside[name]).hexdigest() != files[name]["sha256"]:
            yield Change(where, CHANGED)
            if name == "findings.json":
                yield from _finding_changes(told, inside[name])


def _finding_changes(told: Mapping[str, Any], data: bytes) -> Iterator[Change]:
    try:
        now = Digests.of(orjson.loads(data)).told
        yield from changes(told["digests"], now)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Change(Text("findings.json 已不是检查结果文件", "findings.json no longer is a findings file"), CHANGED)


def _signature_changes(signed: Sequence[Signed]) -> Iterator[Change]:
    for one in signed:
        if not one.intact:
            yield Change(Text(f"签名“{one.by}”所覆盖的内容", f"what the signature of “{one.by}” covers"), CHANGED)
        elif not one.whole:
            yield Change(Text(f"签名“{one.by}”之后的内容", f"content after the signature of “{one.by}”"), ADDED)


_UNREADABLE = Text("文件已损坏，无法打开", "the file is damaged and cannot be opened")
_ALL_BYTES = Text(
    "文件字节（校验清单不在文件中，无法指明何处）", "the file's bytes (without a list of digests nobody can say where)"
)
_BYTES = Text(
    "文件字节（页面和检查结果均与封存时一致，改动在元数据或文件结构）",
    "the file's bytes (pages and findings are as sealed; metadata or structure are not)",
)
_APPENDED = Text("文件末尾的追加内容", "something appended to the file")
