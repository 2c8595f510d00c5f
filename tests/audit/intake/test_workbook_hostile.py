"""Malformed and malicious files: each is read or refused in one sentence; nothing hangs, grows, crashes or goes unsaid."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwt

from audit.intake import workbook as intake
from audit.intake.workbook import ReadLimits, RowChunk, SheetStart, open_workbook
from audit.model import AuditError, Problem
from tests.audit.intake import odd_files as odd

DOCTYPE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BOOK = odd.parts()["xl/workbook.xml"]
RELS = odd.parts()["xl/_rels/workbook.xml.rels"]


def outcome(path: Path, limits: ReadLimits | None = None) -> tuple[dict[int, tuple[object, ...]], str]:
    """The rows by number, and everything that was said: problems and the refusal."""
    rows: dict[int, tuple[object, ...]] = {}
    said = []
    try:
        for event in open_workbook(path, limits=limits):
            if isinstance(event, RowChunk):
                rows.update((n, r) for n, r in enumerate(event.rows, event.first_row) if r)
            elif isinstance(event, Problem):
                said.append(event.problem.zh)
    except AuditError as e:
        said.append(_one_sentence(e, path.name))
    return rows, " ".join(said)


def _one_sentence(refusal: AuditError, name: str) -> str:
    zh, en = refusal.text
    assert zh.startswith(name + "：")
    assert zh.endswith("。")
    assert en.startswith(name + ": ")
    assert "\n" not in zh + en
    return zh


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "台账.xlsx"


def cell(reference: str, value: object = 1, more: str = "") -> str:
    return f'<c r="{reference}"{more}><v>{value}</v></c>'


def bomb(declared: int | None = None) -> bytes:
    """120 MB of blanks in 120 KB, and if wished a directory that claims less."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in odd.parts().items():
            with z.open(name, "w") as part:
                part.write(content.encode())
                for _ in range(120 if "sheet1" in name else 0):
                    part.write(b" " * 1_000_000)
    raw = bytearray(out.getvalue())
    if declared is not None:
        at = raw.rfind(b"xl/worksheets/sheet1.xml") - 46
        raw[at + 24 : at + 28] = declared.to_bytes(4, "little")
    return bytes(raw)


REFUSED = {
    "an empty file": (b"", "0 字节"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "an archive": (odd.packed({"a.txt": "x"}), "压缩包"),
    "an empty archive": (odd.packed({}), "空的压缩包"),
    "a Word document": (odd.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "Word"),
    "noise": (random.Random(1).randbytes(20_000), "不是文本"),
    "zeros": (bytes(20_000), "不是文本"),
    "an OLE header and noise": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(2).randbytes(5000), "复合文档"),
    "a bare record stream": (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(100), "很旧的 Excel"),
    "an Excel 4 file": (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(100), "很旧的 Excel"),
    "a web page without tables": (b"<html><body>404</body></html>", "网页"),
    "a web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "MHTML"),
    "a truncated zip": (odd.workbook()[:900], "压缩结构"),
    "no workbook part": (odd.workbook(book=None), "没有工作表"),
    "no sheet part": (odd.workbook(sheet=None), "缺少必要的部件"),
    "an empty workbook part": (odd.workbook(book=""), "已损坏"),
    "no sheets": (odd.workbook(book=BOOK.split("<sheets>")[0] + "<sheets/></workbook>"), "没有工作表"),
    "an empty sheet part": (odd.workbook(sheet=""), "已损坏"),
    "a sheet of a million blank rows": (odd.workbook("".join(f'<row r="{r}"/>' for r in range(1, 1_048_577))), "没有任何数据"),
    "a sheet elsewhere": (odd.workbook(rels=RELS.replace("worksheets/sheet1.xml", "../../../../etc/passwd")), "已损坏"),
    "a sheet on the net": (
        odd.workbook(rels=RELS.replace('Target="worksheets/sheet1.xml"', 'Target="http://localhost:9/x" TargetMode="External"')),
        "已损坏",
    ),
    "entities in a sheet": (odd.workbook(sheet=odd.sheet().replace("<worksheet", DOCTYPE + "<worksheet")), "实体"),
    "entities in the strings": (odd.workbook(strings=odd.strings("a").replace("<sst", DOCTYPE + "<sst")), "实体"),
    "entities in the workbook": (odd.workbook(book=BOOK.replace("<workbook", DOCTYPE + "<workbook")), "实体"),
    "entities in an OpenDocument": (odd.ods("", prolog=DOCTYPE), "实体"),
    "entities in an XML spreadsheet": (
        f'<?xml version="1.0"?>{DOCTYPE}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode(),
        "实体",
    ),
    "a zip bomb": (bomb(), "压缩炸弹"),
    "a zip bomb that lies": (bomb(1000), "压缩炸弹"),
    "200,000 nested rows": (odd.workbook("<row>" * 200_000), "没有任何数据"),
    "50,000 nested tables": (odd.ods("<table:table>" * 50_000), "已损坏"),
    "an OpenDocument cut off": (odd.packed({"content.xml": "<office:doc"}), "已损坏"),
    "an OpenDocument without content": (odd.packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "没有可读"),
    "a million repeated blank rows": (
        odd.ods('<table:table table:name="t"><table:table-row table:number-rows-repeated="1048576"/></table:table>'),
        "没有任何数据",
    ),
    "a line of 20,000 columns": (b"a," * 20_000 + b"\n1,2\n", "16384 列"),
    "one endless line": (b"x" * 9_000_000, "400 万"),
    "an encrypted zip entry": (
        odd.workbook().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"),
        "",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence(name: str, file: Path) -> None:
    content, words = REFUSED[name]
    file.write_bytes(content)
    rows, said = outcome(file)
    assert rows == {}
    assert words in said
    assert said


READ = {
    "a far cell": (odd.workbook(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576", 2)}</row>'), 1_048_576, ""),
    "a stray last row": (odd.workbook(f'<row r="1">{cell("Z1")}</row><row r="1048576">{cell("A1048576", 2)}</row>'), 1_048_576, ""),
    "rows beyond the last": (odd.workbook(f'<row r="1">{cell("A1")}</row><row r="99999999">{cell("A99999999")}</row>'), 1, "丢失"),
    "a row of twenty digits": (odd.workbook(f'<row r="1">{cell("A1")}</row><row r="{9**20}">{cell(f"A{9**20}")}</row>'), 2, ""),
    "row zero": (odd.workbook(f'<row r="0">{cell("A0")}</row>'), 1, ""),
    "columns beyond the last": (odd.workbook(f'<row r="1">{cell("A1")}{cell("ZZZZZZZ1")}</row>'), 1, ""),
    "a size that is not so": (odd.workbook(before='<dimension ref="A1:XFD1048576"/>'), 2, ""),
    "a size of row zero": (odd.workbook(before='<dimension ref="A0:A0"/>'), 2, ""),
    "a size that is none": (odd.workbook(before='<dimension ref="ZZZ"/>'), 2, ""),
    "a string that is not there": (
        odd.workbook(f'<row r="1">{cell("A1", 99, " t=" + chr(34) + "s" + chr(34))}{cell("B1")}</row>'),
        1,
        "丢失",
    ),
    "four billion strings": (odd.workbook(strings=odd.strings("姓名", "日期", count=4_294_967_295)), 2, ""),
    "no strings": (odd.workbook(strings=None), 2, "丢失"),
    "no styles": (odd.workbook(styles=None), 2, ""),
    "empty styles": (odd.workbook(styles=""), 2, "日期可能显示为数字"),
    "60,000 styles": (odd.workbook(styles=odd.styles(*["0.0"] * 60_000)), 2, ""),
    "a style that is not there": (odd.workbook(f'<row r="1">{cell("A1", 1, " s=" + chr(34) + "999999" + chr(34))}</row>'), 1, ""),
    "an unknown cell type": (odd.workbook('<row r="1"><c r="A1" t="zzz"><v>1</v></c></row>'), 1, ""),
    "numbers that are none": (odd.workbook(f'<row r="1">{cell("A1", "NaN")}{cell("B1", "1e999")}{cell("C1", "1,5")}</row>'), 1, ""),
    "a date out of every calendar": (
        odd.workbook(f'<row r="1">{cell("A1", "1e300", " s=" + chr(34) + "1" + chr(34))}</row>'),
        1,
        "",
    ),
    "merged cells that are none": (
        odd.workbook(after='<mergeCells><mergeCell ref="ZZ"/><mergeCell ref="B9:A1"/></mergeCells>'),
        2,
        "",
    ),
    "100,000 merged ranges": (
        odd.workbook(after="<mergeCells>" + "".join(f'<mergeCell ref="A{i}:Z{i}"/>' for i in range(1, 100_000)) + "</mergeCells>"),
        2,
        "",
    ),
    "a sheet cut off": (odd.workbook(sheet=odd.sheet()[:-60]), 1, "只读到第 1 行"),
    "a sheet in UTF-16": (odd.workbook(sheet=odd.sheet().replace("UTF-8", "UTF-16").encode("utf-16")), 2, ""),
    "absolute names": (odd.packed({"/" + k: v for k, v in odd.parts().items()}), 2, ""),
    "backslashes": (odd.packed({k.replace("/", "\\"): v for k, v in odd.parts().items()}), 2, ""),
    "no content types": (odd.workbook(types=None), 2, ""),
    "no root relations": (odd.workbook(root=None), 2, ""),
    "200,000 rows with a style only": (
        odd.workbook(
            f'<row r="1">{cell("A1")}</row>' + "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(2, 200_000))
        ),
        1,
        "",
    ),
    "one row repeated a million times": (
        odd.ods(
            '<table:table table:name="t"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>'
        ),
        10_000,
        "重复 1048576 次",
    ),
    "a web table of huge spans": (
        b"<table>" + b"<tr><td rowspan=65536 colspan=65536>x</td><td>y</td></tr>" * 50 + b"</table>",
        1,
        "",
    ),
    "only separators and then a word": (b"," * 300_000 + b"\n" * 100_000 + b"x,y", 100_001, ""),
    "a million quotes": (b'"' * 1_000_000, 1, "10 万字"),
}


@pytest.mark.parametrize("name", READ)
def test_read_and_what_is_amiss_is_told(name: str, file: Path) -> None:
    content, last, words = READ[name]
    file.write_bytes(content)
    rows, said = outcome(file)
    assert max(rows) == last
    assert words in said
    assert bool(words) or not said


def test_an_endless_cell_is_cut_and_told(file: Path) -> None:
    file.write_bytes("姓名,经过\n张三,好\n".encode() + b'"' + b"x" * 900_000 + b'",y\n')
    rows, said = outcome(file)
    assert len(str(rows[3][0])) == 100_000
    assert rows[3][1] == "y"
    assert "10 万字" in said


def test_a_part_that_two_sheets_share_is_read_once(file: Path) -> None:
    shared = '<sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="乙" sheetId="2" r:id="rId1"/>'
    book = re.sub(r"<sheets>.*</sheets>", f"<sheets>{shared}</sheets>", BOOK)
    file.write_bytes(odd.workbook(book=book))
    sheets = [e.info.name for e in open_workbook(file) if isinstance(e, SheetStart)]
    assert sheets == ["甲"]


def test_numbers_that_are_no_numbers_come_as_text(file: Path) -> None:
    file.write_bytes(odd.workbook(f'<row r="1">{cell("A1", "NaN")}{cell("B1", "1e999")}{cell("C1", 5)}</row>'))
    assert outcome(file)[0] == {1: ("nan", "inf", 5.0)}


def test_the_good_sheets_of_a_half_broken_workbook_are_read(file: Path) -> None:
    file.write_bytes(odd.packed(odd.parts({"好": odd.sheet(), "坏": "<worksheet", "也好": odd.sheet()})))
    rows, said = outcome(file)
    assert set(rows) == {1, 2}
    assert "损坏" in said


def test_missing_folder_and_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "找不到" in outcome(tmp_path / "没有.xlsx")[1]
    assert "文件夹" in outcome(tmp_path)[1]
    from audit.intake import child
    from audit.intake.cells import RefusedError, Request

    def locked(*_: object) -> None:
        raise PermissionError(13, "in use")

    (tmp_path / "a.xlsx").write_bytes(odd.workbook())
    monkeypatch.setattr("builtins.open", locked)
    with pytest.raises(RefusedError) as refused:
        next(iter(child.read(Request(str(tmp_path / "a.xlsx"), "a.xlsx", None, ReadLimits()))))
    assert "请先在 Excel/WPS 中关闭该文件" in refused.value.text.zh


def test_too_large_and_too_long_are_sentences(file: Path) -> None:
    file.write_bytes(odd.workbook("".join(f'<row r="{r}">{cell(f"A{r}")}</row>' for r in range(1, 60_000))))
    assert "超过 0 MB" in outcome(file, ReadLimits(max_file_mb=0))[1]
    assert "压缩炸弹" in outcome(file, ReadLimits(max_unpacked_mb=1))[1]
    assert "超时" in outcome(file, ReadLimits(seconds=0.001, seconds_per_mb=0))[1]


@pytest.mark.skipif(os.name == "nt", reason="the bound is a job object there")
def test_a_file_that_needs_too_much_memory_costs_one_sentence(file: Path) -> None:
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="{}" table:number-columns-repeated="16384"/></table:table-row>'
    file.write_bytes(odd.ods('<table:table table:name="t">' + "".join(row.format(i) for i in range(3000)) + "</table:table>"))
    rows, said = outcome(file, ReadLimits(memory_mb=250))
    assert (rows, "250 MB" in said) == ({}, True)


def test_the_child_cannot_make_the_parent_load_anything_else() -> None:
    import pickle

    with pytest.raises(pickle.UnpicklingError):
        intake._Loads(io.BytesIO(pickle.dumps(os.system))).load()


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Small valid files, cut or with bytes changed; inside zips also the parts."""
    book = xlwt.Workbook()
    page = book.add_sheet("a")
    for r in range(30):
        page.write(r, r % 5, r)
    out = io.BytesIO()
    book.save(out)
    table = '<table:table table:name="t"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>'
    whole = (odd.workbook(), odd.xlsb(), odd.ods(table), out.getvalue(), "姓名,日期\n张三,2026\n".encode("gb18030"))
    chance = random.Random(seed)
    for i in range(count):
        content = bytearray(whole[i % len(whole)])
        how = chance.choice(("cut", "flip", "part", "part", "swap"))
        if how == "part" and content[:2] == b"PK":
            yield f"{i}", _part_broken(bytes(content), chance)
            continue
        if how == "cut":
            del content[chance.randrange(1, len(content)) :]
        for _ in range(chance.choice((1, 3, 30))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if how == "swap":
            half = chance.randrange(len(content))
            content = content[half:] + content[:half]
        yield f"{i}", bytes(content)


def _part_broken(whole: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as z:
        parts = [(n, bytearray(z.read(n))) for n in z.namelist()]
    _, part = parts[chance.randrange(len(parts))]
    for _ in range(chance.choice((1, 2, 10))):
        at = chance.randrange(max(len(part), 1))
        kind = chance.choice(("digit", "byte", "drop", "twice"))
        if kind == "digit" and (digits := [i for i, b in enumerate(part) if 48 <= b < 58]):
            part[chance.choice(digits)] = chance.choice(b"0123456789-")
        elif kind == "byte" and part:
            part[at] = chance.randrange(256)
        elif kind == "drop":
            del part[at : at + chance.choice((1, 20, 400))]
        else:
            part[at:at] = part[at : at + 100] * chance.choice((1, 50))
    return odd.packed([(n, bytes(p)) for n, p in parts])


def test_mutated_files_are_read_or_refused(file: Path) -> None:
    for name, content in mutants(7, 30):
        file.write_bytes(content)
        rows, said = outcome(file)
        assert rows or said, name
