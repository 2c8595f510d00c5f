"""The parts of a zipped workbook: bounds on what they unpack to, no document types, and which sheet lies in which part."""

from __future__ import annotations

import codecs
import copy
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from audit.intake.cells import RefusedError
from audit.intake.scan import column_number

_BLOCK = 1 << 20
_UNREADABLE = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    zlib.error,
    lzma.LZMAError,
)


class UnreadablePartError(Exception):
    """A part is missing, or its compressed data is damaged."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    path: str
    hidden: bool
    kind: str  # worksheet, chartsheet, dialogsheet ...


class Package:
    """A zip file read with a bound on everything unpacked from it together."""

    def __init__(self, file: IO[bytes], max_unpacked_mb: int):
        self.left = int(max_unpacked_mb * 1e6)
        self.zip = zipfile.ZipFile(file)
        self.entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self.zip.infolist():
            self.entries[entry.filename.replace("\\", "/").lstrip("/").lower()] = entry
        if len(self.zip.infolist()) > 20_000:
            raise RefusedError("文件内部部件过多，可能是恶意文件。", "the file has too many parts; it may be malicious.")
        if any(e.file_size > 100e6 and e.file_size > 250 * e.compress_size for e in self.entries.values()):
            raise too_large(100)
        if sum(e.file_size for n, e in self.entries.items() if n.endswith((".xml", ".bin", ".rels"))) > self.left:
            raise too_large(max_unpacked_mb)
        self.bound_mb = max_unpacked_mb

    def __contains__(self, path: str) -> bool:
        return path.lower() in self.entries

    def blocks(self, path: str) -> Iterator[bytes]:
        """The unpacked bytes of a part, never more than the bound whatever the zip's directory claims."""
        entry = self.entries.get(path.lower())
        if entry is None:
            raise UnreadablePartError(path)
        told = copy.copy(entry)
        told.file_size = self.left + 1  # zipfile would stop at the size declared; we want to see a lie
        size = 0
        try:
            with self.zip.open(told) as part:
                while block := part.read(_BLOCK):
                    self.left -= len(block)
                    size += len(block)
                    if self.left < 0:
                        raise too_large(self.bound_mb)
                    if size > entry.file_size:
                        raise RefusedError(
                            "文件内部部件的实际大小与声明不符，可能是压缩炸弹，未读取。",
                            "a part of the file is larger than it says; it may be a zip bomb and was not read.",
                        )
                    yield block
        except _UNREADABLE as e:
            raise UnreadablePartError(path) from e

    def text_blocks(self, path: str) -> Iterator[bytes]:
        """As `blocks`, but UTF-8 whatever the part's encoding, and refused if it declares a document type."""
        decode = None
        for i, raw in enumerate(self.blocks(path)):
            if i == 0 and (raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:4] in (b"<\x00?\x00", b"\x00<\x00?")):
                decode = _utf16(raw)
            block = decode(raw) if decode is not None else raw
            if i < 4 and (b"<!DOCTYPE" in block or b"<!ENTITY" in block):  # they may stand at the beginning only
                raise declares_types()
            yield block

    def xml(self, path: str) -> Element:
        if path.lower() in self.entries and self.entries[path.lower()].file_size > 64e6:
            raise UnreadablePartError(path)
        try:
            root: Element = fromstring(b"".join(self.blocks(path)))
            return root
        except DefusedXmlException as e:
            raise declares_types() from e
        except (ParseError, ValueError, LookupError) as e:
            raise UnreadablePartError(path) from e

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Relation id to (last word of its type, target part) of a part; relations to places outside are left out."""
        folder, name = posixpath.split(path)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        if rels not in self:
            return {}
        found = {}
        for r in self.xml(rels):
            if r.get("TargetMode") == "External":
                continue
            target = (r.get("Target") or "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[r.get("Id") or ""] = ((r.get("Type") or "").rsplit("/", 1)[-1], whole)
        return found


def _utf16(block: bytes) -> Callable[[bytes], bytes]:
    name = "utf-16" if block[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le" if block[:1] == b"<" else "utf-16-be"
    decoder = codecs.getincrementaldecoder(name)("replace")
    return lambda b: decoder.decode(b).encode("utf-8", "replace")


def declares_types() -> RefusedError:
    return RefusedError(
        "文件内含文档类型或实体定义，可能是恶意文件，未读取。",
        "the file declares a document type or entities; it may be malicious and was not read.",
    )


def too_large(most: int) -> RefusedError:
    return RefusedError(
        f"文件解压后超过 {most} MB，可能是压缩炸弹，未读取。",
        f"the file unpacks to more than {most} MB; it may be a zip bomb and was not read.",
    )


def workbook_part(package: Package) -> str:
    for kind, target in package.relations("").values():
        if kind == "officeDocument" and target in package:
            return target
    return next((n for n in ("xl/workbook.xml", "xl/workbook.bin") if n in package), "")


def sheet_parts(package: Package) -> list[SheetPart]:
    """The sheets in the order of the workbook. Raises UnreadablePartError where the workbook part is not to be had."""
    book = workbook_part(package)
    if not book:
        raise UnreadablePartError("xl/workbook.xml")
    relations, found = package.relations(book), []
    for element in package.xml(book).iter():
        if local(element.tag) == "sheet":
            rid = next((v for k, v in element.attrib.items() if local(k) == "id" and k.startswith("{")), "")
            kind, path = relations.get(rid, ("", ""))
            hidden = element.get("state", "visible") != "visible"
            found.append(SheetPart(element.get("name") or "", path, hidden, kind or "worksheet"))
    return found


def local(tag: object) -> str:
    return re.sub(r"^\{[^}]*\}", "", tag) if isinstance(tag, str) else ""


def comments(package: Package, sheet: str, most: int) -> dict[tuple[int, int], str]:
    """Notes on cells of a sheet, by (row, column); what cannot be read of them is left out."""
    found: dict[tuple[int, int], str] = {}
    try:
        paths = [path for kind, path in package.relations(sheet).values() if kind == "comments"]
        for path in paths[:1]:
            for element in package.xml(path).iter():
                if local(element.tag) == "comment" and len(found) < most:
                    place = re.match(r"([A-Za-z]{1,3})(\d{1,7})$", element.get("ref") or "")
                    text = "".join(t.text or "" for t in element.iter() if local(t.tag) == "t")
                    if place:
                        found[int(place[2]), column_number(place[1].encode())] = text[:4000]
    except UnreadablePartError:
        pass
    return found
