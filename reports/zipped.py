"""Zip files whose bytes depend on nothing but their members: no clock, no system, no order of chance."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
BLOCK = 1 << 20
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def write_zip(members: Iterable[tuple[str, BinaryIO]], out: BinaryIO) -> None:
    """Members in the given order, each read from its beginning. `out` must be able to go back."""
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        for name, data in members:
            with zipped.open(_member(name), "w") as target:
                for block in blocks(data):
                    target.write(block)


def blocks(data: BinaryIO) -> Iterator[bytes]:
    """All of it from the beginning, piece by piece."""
    data.seek(0)
    while block := data.read(BLOCK):
        yield block


def settle(workbook: BinaryIO, out: BinaryIO, made: str) -> None:
    """A workbook with the moment `made` (2026-10-15T09:30:00Z) in the place of every clock's."""
    with ZipFile(workbook) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "docProps/core.xml":
                data = _CLOCK.sub(rb"\g<1>" + made.encode() + rb"\g<2>", data)
            target.writestr(_member(info.filename), data)


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, MOMENT)
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    return info


def well_made(data: bytes, infos: Iterable[ZipInfo]) -> bool:
    """Whether everything around the members' own data is as `write_zip` writes it: headers, directory, nothing between or after."""
    at, directory = 0, b""
    for info in infos:
        name = info.filename.encode()
        shared = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, info.CRC, info.compress_size, info.file_size) + struct.pack(
            "<HH", len(name), 0
        )
        local = b"PK\3\4" + shared + name
        if info.header_offset != at or data[at : at + len(local)] != local:
            return False
        directory += b"PK\1\2\x14\3" + shared + struct.pack("<HHHII", 0, 0, 0, 0o644 << 16, at) + name
        at += len(local) + info.compress_size
    count = directory.count(b"PK\1\2\x14\3")
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), at, 0)
    return data[at:] == directory + end
