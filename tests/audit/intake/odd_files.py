"""Builders of spreadsheets as no program writes them: every part by hand, so that a test can break any one of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships"}

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="B2" s="1"><v>46266</v></c></row>'
)


def sheet(rows: str = ROWS, before: str = "", after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*texts: str, raw: str | None = None, count: int | None = None) -> str:
    inner = raw if raw is not None else "".join(f"<si><t>{t}</t></si>" for t in texts)
    n = len(texts) if count is None else count
    return f'{HEAD}<sst xmlns="{MAIN}" count="{n}" uniqueCount="{n}">{inner}</sst>'


def styles(*formats: str) -> str:
    codes = "".join(f'<numFmt numFmtId="{170 + i}" formatCode="{f}"/>' for i, f in enumerate(formats))
    xfs = '<xf numFmtId="0"/><xf numFmtId="14"/>' + "".join(f'<xf numFmtId="{170 + i}"/>' for i in range(len(formats)))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{2 + len(formats)}">{xfs}</cellXfs></styleSheet>'
    )


def parts(
    sheets: Mapping[str, str] | None = None, *, states: Mapping[str, str] | None = None, date1904: bool = False
) -> dict[str, str]:
    """The parts of a small workbook: sheet name to sheet XML."""
    sheets, states = sheets or {"日志": sheet()}, states or {}
    listed = "".join(
        f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"' + (f' state="{states[n]}"' if n in states else "") + "/>"
        for i, n in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)
    )
    sml = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{sml}.worksheet+xml"/>' for i in range(1, len(sheets) + 1)
    )
    epoch = '<workbookPr date1904="1"/>' if date1904 else ""
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{sml}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{sml}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{sml}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{related}'
        f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rIdT" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": strings("姓名", "日期"),
        "xl/styles.xml": styles(),
        **{f"xl/worksheets/sheet{i}.xml": x for i, x in enumerate(sheets.values(), 1)},
    }


def packed(entries: Mapping[str, str] | Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip file of the entries, names as they stand (twice the same, absolute, what not)."""
    out = io.BytesIO()
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in pairs:
            z.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def workbook(rows: str = ROWS, before: str = "", after: str = "", **changed: str | bytes | None) -> bytes:
    """A workbook of one sheet; `changed` replaces parts by short name (sheet, strings, styles, book, rels, types), None drops one."""
    names = {
        "sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml",
        "book": "xl/workbook.xml", "rels": "xl/_rels/workbook.xml.rels", "types": "[Content_Types].xml", "root": "_rels/.rels",
    }  # fmt: skip
    entries: dict[str, str | bytes] = dict(parts({"日志": sheet(rows, before, after)}))
    for short, content in changed.items():
        if content is None:
            del entries[names[short]]
        else:
            entries[names[short]] = content
    return packed(entries)


ODS = "urn:oasis:names:tc:opendocument:xmlns"


def ods(tables: str, prolog: str = "", automatic: str = "") -> bytes:
    content = (
        f'{HEAD}{prolog}<office:document-content xmlns:office="{ODS}:office:1.0" xmlns:table="{ODS}:table:1.0" '
        f'xmlns:text="{ODS}:text:1.0" xmlns:style="{ODS}:style:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def record(kind: int, data: bytes) -> bytes:
    """One record of a binary workbook (.xlsb)."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, n = b"", len(data)
    while True:
        size += bytes([n & 0x7F | (0x80 if n > 0x7F else 0)])
        n >>= 7
        if not n:
            return head + size + data


def wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def xlsb() -> bytes:
    """A binary workbook: A1 text, row 2 hidden with 1.5 in A2 and #N/A in B2, column C hidden, A4:B4 merged."""

    def u32(*values: int) -> bytes:
        return b"".join(v.to_bytes(4, "little") for v in values)

    def row(number: int, hidden: bool = False) -> bytes:
        return record(0, u32(number, 0) + b"\x2c\x01" + b"\x00" + (b"\x10" if hidden else b"\x00") + b"\x00" + u32(1, 0, 2))

    book = (
        record(131, b"")
        + record(143, b"")
        + record(156, u32(0, 1) + wide("rId1") + wide("日志"))
        + record(144, b"")
        + record(132, b"")
    )
    cells = (
        row(0) + record(6, u32(0, 0) + wide("姓名")) + row(1, True)
        + record(5, u32(0, 0) + b"\x00\x00\x00\x00\x00\x00\xf8\x3f") + record(3, u32(1, 0) + b"\x2a")
        + row(3) + record(6, u32(0, 0) + wide("并"))
    )  # fmt: skip
    body = (
        record(129, b"") + record(148, u32(0, 3, 0, 2)) + record(390, b"") + record(60, u32(2, 2, 2560, 0) + b"\x01\x00")
        + record(391, b"") + record(145, b"") + cells + record(146, b"")
        + record(177, u32(1)) + record(176, u32(3, 3, 0, 1)) + record(178, b"") + record(130, b"")
    )  # fmt: skip
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return packed(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="bin" ContentType="{binary}"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": body,
        }
    )
