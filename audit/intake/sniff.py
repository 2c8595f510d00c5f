"""Tells what a file is by its content; the suffix is not believed."""

from __future__ import annotations

import re
import zipfile
from typing import IO

from audit.intake.cells import RefusedError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", "PDF 文件", "a PDF"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"BM", "图片", "a picture"),
    (b"II*\x00", "图片", "a picture"),
    (b"MM\x00*", "图片", "a picture"),
    (b"Rar!", "压缩包", "an archive"),
    (b"7z\xbc\xaf", "压缩包", "an archive"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"BZh", "压缩包", "an archive"),
    (b"\xfd7zXZ", "压缩包", "an archive"),
    (b"MZ", "程序", "a program"),
    (b"\x7fELF", "程序", "a program"),
    (b"SQLite format 3", "数据库", "a database"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"PAR1", "Parquet 文件", "a Parquet file"),
)
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x00\x06\x00")


def kind_of(file: IO[bytes]) -> str:
    """xlsx, xlsb, xls, ods, html, xml (SpreadsheetML 2003), csv or encrypted. Leaves the file at its beginning."""
    head = file.read(4096)
    file.seek(0)
    try:
        if head.startswith(_OLE):
            return _ole_kind(file)
        if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
            return _zip_kind(file)
        return _plain_kind(head)
    finally:
        file.seek(0)


def _plain_kind(head: bytes) -> str:
    if head.startswith((*_OLD_BIFF, b"\x09\x08")):
        raise RefusedError(
            "这是很旧的 Excel 格式，请在 Excel/WPS 中另存为 .xlsx。",
            "this is a very old Excel format; please save it as .xlsx in Excel or WPS.",
        )
    for magic, zh, en in _FOREIGN:
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head):
            raise _not_a_table(zh, en)
    low = head.lower().replace(b"\x00", b"")
    if low.startswith(b"mime-version:") or b"\nmime-version:" in low[:500]:
        raise RefusedError("这是单文件网页（MHTML），请另存为 .xlsx。", "this is a web archive (MHTML); please save it as .xlsx.")
    text = re.sub(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s+", b"", low.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    if b"urn:schemas-microsoft-com:office:spreadsheet" in low and text.startswith(b"<?"):
        return "xml"
    if b"urn:oasis:names:tc:opendocument" in low and text.startswith(b"<"):
        raise RefusedError(
            "这是单文件 XML 的 ODF 表格，请另存为 .xlsx。", "this is a flat XML OpenDocument; please save it as .xlsx."
        )
    if re.match(rb"<(?:!doctype html|html|table|head|meta|style|body|div|script|!--)", text) or (
        text.startswith(b"<?xml") and (b"<html" in low or b"<table" in low)
    ):
        return "html"
    if text.startswith((b"<?xml", b"<workbook")):
        if b"<workbook" in low:
            return "xml"
        raise _not_a_table("其他 XML 文件", "some other XML file")
    return "csv"


def _not_a_table(zh: str, en: str) -> RefusedError:
    return RefusedError(f"内容是{zh}，不是表格文件。", f"its content is {en}, not a spreadsheet.")


def _zip_kind(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as z:
            names = {n.replace("\\", "/").lstrip("/").lower() for n in z.namelist()}
            mime = z.read("mimetype")[:200] if "mimetype" in z.namelist() and z.getinfo("mimetype").file_size < 500 else b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError) as e:
        raise RefusedError(
            "文件不完整或已损坏（压缩结构无法读取）。", "the file is incomplete or damaged (its zip structure cannot be read)."
        ) from e
    if not names:
        raise RefusedError("文件是空的压缩包。", "the file is an empty archive.")
    if b"opendocument" in mime or (not mime and "content.xml" in names):
        if mime and b"spreadsheet" not in mime:
            raise _not_a_table("其他 OpenDocument 文档", "another kind of OpenDocument")
        return "ods"
    if any(n.endswith("workbook.bin") for n in names) and "xl/workbook.xml" not in names:
        return "xlsb"
    if any(n.startswith("xl/") or n.endswith("workbook.xml") for n in names):
        return "xlsx"
    for folder, zh, en in (("word/", "Word 文档", "a Word document"), ("ppt/", "PowerPoint 文档", "a PowerPoint document")):
        if any(n.startswith(folder) for n in names):
            raise _not_a_table(zh, en)
    if "index.xml" in names or any(n.startswith("index/") for n in names):
        raise _not_a_table("Numbers 表格（请导出为 .xlsx）", "a Numbers document (please export it as .xlsx)")
    if "[content_types].xml" in names:
        return "xlsx"  # the workbook may have any name; the reader will tell
    raise RefusedError(
        "这是压缩包，请解压后导入其中的表格。", "this is an archive; please unpack it and import the spreadsheets in it."
    )


def _ole_kind(file: IO[bytes]) -> str:
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(file.read(), raise_defects=olefile.DEFECT_FATAL) as ole:
            streams = {"/".join(s).lower() for s in ole.listdir()}
            if "encryptedpackage" in streams:
                return "encrypted"
            name = next((s for s in ("workbook", "book") if s in streams), "")
            if name:
                return "encrypted" if _has_filepass(ole.openstream(name).read(4096)) else "xls"
    except Exception:  # olefile raises all sorts on broken files; the reader of .xls may be more patient
        return "xls"
    if "worddocument" in streams:
        raise _not_a_table("Word 文档", "a Word document")
    if "powerpoint document" in streams:
        raise _not_a_table("PowerPoint 文档", "a PowerPoint document")
    raise RefusedError("文件中没有工作簿。", "there is no workbook in the file.")


def _has_filepass(stream: bytes) -> bool:
    """Whether a BIFF stream is encrypted: record 0x2F among the first records."""
    at = 0
    while at + 4 <= len(stream):
        kind = int.from_bytes(stream[at : at + 2], "little")
        if kind == 0x2F:
            return True
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind in (0x85, 0x0A):  # first sheet named, or end: no password record any more
            return False
    return False
