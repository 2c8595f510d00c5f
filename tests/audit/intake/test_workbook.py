"""Cells of ordinary and odd spreadsheets: each stands where the spreadsheet shows it, in every format."""

from __future__ import annotations

import datetime
import io
import os
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
import xlwt

from audit.intake import workbook as intake
from audit.intake.cells import Cell, SheetInfo
from audit.intake.workbook import FileStart, ReadLimits, RowChunk, SheetEnd, SheetStart, open_workbook
from audit.model import AuditError, Problem
from tests.audit.intake import odd_files as odd

Cells = dict[tuple[int, int], Cell]


def read(
    path: Path, password: str | None = None, encoding: str = ""
) -> tuple[FileStart, list[tuple[SheetInfo, Cells]], list[Problem]]:
    start, sheets, problems = None, list[tuple[SheetInfo, Cells]](), list[Problem]()
    for event in open_workbook(path, passwords=[password] if password else (), encoding=encoding):
        if isinstance(event, FileStart):
            start = event
        elif isinstance(event, SheetStart):
            sheets.append((event.info, {}))
        elif isinstance(event, RowChunk):
            sheets[-1][1].update(_cells(event))
        elif isinstance(event, Problem):
            problems.append(event)
    assert start is not None
    return start, sheets, problems


def _cells(chunk: RowChunk) -> Iterable[tuple[tuple[int, int], Cell]]:
    for number, row in enumerate(chunk.rows, chunk.first_row):
        yield from (((number, column), cell) for column, cell in enumerate(row, 1) if cell is not None)


def given(folder: Path, content: bytes | str, name: str = "台账.xlsx", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def one_sheet(folder: Path, content: bytes, name: str = "台账.xlsx") -> tuple[SheetInfo, Cells]:
    _, sheets, problems = read(given(folder, content, name))
    assert not problems
    assert len(sheets) == 1
    return sheets[0]


def test_a_small_workbook_comes_whole(tmp_path: Path) -> None:
    start, [(info, cells)], problems = read(given(tmp_path, odd.workbook()))
    assert (start.kind, start.name, start.size, len(start.sha256)) == ("xlsx", "台账.xlsx", len(odd.workbook()), 64)
    assert info.name == "日志"
    assert info.scanned
    assert cells == {(1, 1): "姓名", (1, 2): "日期", (2, 1): "张三", (2, 2): datetime.date(2026, 9, 1)}
    assert problems == []


def test_blank_rows_and_columns_before_the_table_keep_their_place(tmp_path: Path) -> None:
    info, cells = one_sheet(
        tmp_path, odd.workbook('<row r="40"><c r="C40"><v>1</v></c></row><row r="99"><c r="D99"><v>2</v></c></row>')
    )
    assert cells == {(40, 3): 1.0, (99, 4): 2.0}
    assert info.last_row == 99


def test_hidden_merged_errors_and_formulas_without_value_are_told(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>A2+1</f></c><c r="C1"><f>2</f><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="true"/><row r="4" ht="0"/>'
        '<row r="9" hidden="1"><c r="A9" t="e"><v>#N/A</v></c></row>'
    )
    before = '<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="9"/></cols>'
    after = '<mergeCells count="1"><mergeCell ref="A5:C6"/></mergeCells>'
    info, cells = one_sheet(tmp_path, odd.workbook(rows, before, after))
    assert info.errors == {(1, 1): "#DIV/0!", (9, 1): "#N/A"}
    assert info.uncached == {(1, 2)}
    assert info.hidden_rows == ((2, 4), (9, 9))
    assert [info.is_hidden_row(r) for r in (1, 2, 4, 5)] == [False, True, True, False]
    assert info.hidden_columns == ((2, 3),)
    assert info.merged == ((5, 1, 6, 3),)
    assert cells == {(1, 3): 2.0, (2, 1): 1.0}


def test_rows_and_cells_without_a_position_are_counted(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row/><row hidden="1"><c/><c><v>3</v></c></row>'
    info, cells = one_sheet(tmp_path, odd.workbook(rows))
    assert cells == {(1, 1): 1.0, (3, 2): 3.0}
    assert (dict(info.errors), info.hidden_rows) == ({(1, 2): "#N/A"}, ((3, 3),))


def test_another_namespace_prefix_and_single_quotes_are_scanned_too(tmp_path: Path) -> None:
    xml = odd.sheet('<row r="1" hidden="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>3</v></c></row>').replace(
        "xmlns=", "xmlns:x="
    )
    prefixed = xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace('"1"', "'1'").replace('"e"', "'e'")
    info, cells = one_sheet(tmp_path, odd.workbook(sheet=prefixed))
    assert (dict(info.errors), info.hidden_rows, cells) == ({(1, 1): "#N/A"}, ((1, 1),), {(1, 2): 3.0})


def test_text_that_looks_like_markup_is_text(tmp_path: Path) -> None:
    info, cells = one_sheet(
        tmp_path, odd.workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;row r="9" hidden="1"/></t></is></c></row>')
    )
    assert cells == {(1, 1): '<row r="9" hidden="1"/>'}
    assert info.hidden_rows == ()


def test_rich_text_escapes_and_pronunciation(tmp_path: Path) -> None:
    raw = (
        '<si><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve"> 细</t></r><rPh sb="0" eb="1"><t>CU</t></rPh></si>'
        "<si><t>一_x000D_二</t></si>"
    )
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    _, cells = one_sheet(tmp_path, odd.workbook(rows, strings=odd.strings(raw=raw, count=2)))
    assert cells == {(1, 1): "粗 细", (1, 2): "一\r二"}


def test_strict_documents_iso_dates_and_the_1904_calendar(tmp_path: Path) -> None:
    strict = {
        k: v.replace(odd.MAIN, odd.STRICT[odd.MAIN]).replace(odd.OFFICE, odd.STRICT[odd.OFFICE]) for k, v in odd.parts().items()
    }
    assert one_sheet(tmp_path, odd.packed(strict))[1][2, 2] == datetime.date(2026, 9, 1)
    iso = odd.workbook('<row r="1"><c r="A1" t="d"><v>2026-09-01T10:30:00</v></c></row>')
    assert one_sheet(tmp_path, iso)[1] == {(1, 1): datetime.datetime(2026, 9, 1, 10, 30)}
    assert one_sheet(tmp_path, odd.packed(odd.parts(date1904=True)))[1][2, 2] == datetime.date(2030, 9, 2)


def test_hidden_sheets_charts_and_strange_names(tmp_path: Path) -> None:
    names = {"a": odd.sheet(), "=1+1": odd.sheet(), "🙂 &amp; co": odd.sheet()}
    entries = odd.parts(names, states={"=1+1": "veryHidden"})
    rels = entries["xl/_rels/workbook.xml.rels"]
    entries["xl/_rels/workbook.xml.rels"] = rels.replace(
        'worksheet" Target="worksheets/sheet1', 'chartsheet" Target="worksheets/sheet1'
    )
    _, sheets, problems = read(given(tmp_path, odd.packed(entries)))
    assert [(i.name, i.hidden, i.index) for i, _ in sheets] == [("=1+1", True, 1), ("🙂 & co", False, 2)]
    assert [p.sheet for p in problems] == ["a"]


def test_comments_stand_at_their_cells(tmp_path: Path) -> None:
    entries = odd.parts()
    entries["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{odd.PACKAGE}"><Relationship Id="r" Type="{odd.OFFICE}/comments" Target="../comments1.xml"/></Relationships>'
    )
    entries["xl/comments1.xml"] = (
        f'<comments xmlns="{odd.MAIN}"><commentList><comment ref="B2"><text><r><t>已</t></r><r><t>核</t></r></text></comment></commentList></comments>'
    )
    assert one_sheet(tmp_path, odd.packed(entries))[0].comments == {(2, 2): "已核"}


def test_links_to_other_files_are_told_and_not_followed(tmp_path: Path) -> None:
    entries = odd.parts() | {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    _, _, [problem] = read(given(tmp_path, odd.packed(entries)))
    assert "其他文件" in problem.problem.zh


def test_long_tables_come_in_chunks_with_right_numbers(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(3, 5003) if r not in range(2100, 2200))
    chunks = [e for e in open_workbook(given(tmp_path, odd.workbook(rows))) if isinstance(e, RowChunk)]
    seen = [(n, row[0]) for c in chunks for n, row in enumerate(c.rows, c.first_row) if row]
    assert len(seen) == 4900
    assert all(n == value for n, value in seen)
    assert max(len(c.rows) for c in chunks) <= ReadLimits().chunk_rows


def test_old_binary_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet, other = book.add_sheet("日志"), book.add_sheet("隐藏")
    other.visibility = 1
    other.write(0, 0, "乙")
    sheet.write(4, 2, "甲")
    sheet.write(5, 2, 3)
    sheet.write(6, 2, datetime.datetime(2026, 9, 1, 9, 30), xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm"))
    sheet.row(7).set_cell_error(2, 0x2A)
    sheet.row(5).hidden = True
    sheet.col(3).hidden = True
    sheet.write_merge(0, 0, 0, 3, "")
    book.save(tmp_path / "旧.xls")
    start, [(info, cells), (second, _)], _ = read(tmp_path / "旧.xls")
    assert start.kind == "xls"
    assert cells == {(5, 3): "甲", (6, 3): 3.0, (7, 3): datetime.datetime(2026, 9, 1, 9, 30)}
    assert isinstance(cells[6, 3], float)
    assert (dict(info.errors), info.hidden_rows, info.hidden_columns) == ({(8, 3): "#N/A"}, ((6, 6),), ((4, 4),))
    assert info.merged == ((1, 1, 1, 4),)
    assert (info.hidden, second.hidden) == (False, True)


def test_new_binary_workbook(tmp_path: Path) -> None:
    info, cells = one_sheet(tmp_path, odd.xlsb(), "新.xlsb")
    assert cells == {(1, 1): "姓名", (2, 1): 1.5, (4, 1): "并"}
    assert (dict(info.errors), info.hidden_rows, info.hidden_columns) == ({(2, 2): "#N/A"}, ((2, 2),), ((3, 3),))
    assert info.merged == ((4, 1, 4, 2),)


def test_open_document_with_repeated_rows_and_columns(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    tables = (
        '<table:table table:name="一"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/><table:table-row table:number-rows-repeated="3"/><table:table-row>'
        + text.format(' table:number-columns-spanned="2"', "标题</text:p><text:p>二")
        + '<table:covered-table-cell/><table:table-cell office:value-type="date" office:date-value="2026-09-01T09:30:00"/></table:table-row>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell office:value-type="float" '
        'office:value="3" table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="time" office:time-value="PT15H20M00S"/><table:table-cell '
        'office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table>"
    )
    info, cells = one_sheet(tmp_path, odd.ods(tables), "表.ods")
    assert cells == {
        (4, 1): "标题\n二", (4, 3): datetime.datetime(2026, 9, 1, 9, 30), (5, 1): 3.0, (5, 2): 3.0, (6, 1): 3.0, (6, 2): 3.0,
        (7, 1): datetime.time(15, 20),
    }  # fmt: skip
    assert (info.merged, info.hidden_rows, info.hidden_columns) == (((4, 1, 4, 2),), ((5, 6),), ((3, 3),))
    assert info.errors == {(7, 2): "#N/A"}


def test_web_page_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    page = (
        '<html><meta charset="gb2312"><table><tr><td colspan=3>台账</td></tr><tr><td rowspan=2>张三</td><td>上海&nbsp;市<br>闵行</td>'
        '<td>3101</td></tr><tr style="display: none"><td>2</td></tr></table></html>'
    )
    info, cells = one_sheet(tmp_path, page.encode("gb18030"), "台账.xls")
    assert cells == {(1, 1): "台账", (2, 1): "张三", (2, 2): "上海 市\n闵行", (2, 3): "3101", (3, 2): "2"}
    assert (info.merged, info.hidden_rows) == (((1, 1, 1, 3), (2, 1, 3, 1)), ((3, 3),))


def test_xml_spreadsheet_of_2003(tmp_path: Path) -> None:
    ns = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{ns}" xmlns:ss="{ns}"><Worksheet ss:Name="一">'
        '<Table><Row ss:Index="3"><Cell><Data ss:Type="String">甲</Data></Cell><Cell ss:Index="3"><Data ss:Type="DateTime">'
        '2026-09-01T00:00:00.000</Data><Comment><ss:Data>批</ss:Data></Comment></Cell><Cell ss:MergeAcross="1"><Data ss:Type="Error">'
        '#N/A</Data></Cell><Cell><Data ss:Type="Number">5</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    info, cells = one_sheet(tmp_path, xml.encode(), "旧.xls")
    assert cells == {(3, 1): "甲", (3, 3): datetime.date(2026, 9, 1), (3, 6): 5.0}
    assert (dict(info.errors), info.comments, info.merged) == ({(3, 4): "#N/A"}, {(3, 3): "批"}, ((3, 4, 3, 5),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files_in_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [
        ["外访日志（2026年9月）"],
        [],
        ["姓名", "经过", "金额"],
        ["张三", '说“好，"行"”\n改日再来', "1,200"],
        ["李四𬭎" * 5, "", "3"],
    ]
    text = "\r\n".join(delimiter.join('"' + c.replace('"', '""') + '"' if c else "" for c in line) for line in lines)
    start, [(_, cells)], problems = read(given(tmp_path, text, "日志.csv", encoding))
    assert cells == {(r, c): cell for r, line in enumerate(lines, 1) for c, cell in enumerate(line, 1) if cell}
    assert start.delimiter == delimiter
    assert problems == []


def test_a_quote_never_closed_costs_one_row_and_is_told(tmp_path: Path) -> None:
    path = given(tmp_path, 'a,b\n"x,y\n1,2\n"q""r",3\n', "坏.csv")
    _, [(_, cells)], [problem] = read(path)
    assert cells == {(1, 1): "a", (1, 2): "b", (2, 1): '"x', (2, 2): "y", (3, 1): "1", (3, 2): "2", (4, 1): 'q"r', (4, 2): "3"}
    assert problem.row == 2


def test_nul_bytes_and_broken_characters(tmp_path: Path) -> None:
    _, [(_, cells)], _ = read(given(tmp_path, b"a,b\n1,\x002\n", "零.csv"))
    assert cells[2, 2] == "2"
    _, [(_, cells)], [problem] = read(given(tmp_path, "姓名,日期\n".encode() * 500 + b"\xff,1\n", "坏.csv"))
    assert cells[501, 1] == "\ufffd"
    assert problem.problem.zh.startswith("有 1 处")


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_exports_pasted_together_in_two_encodings(tmp_path: Path, first: str) -> None:
    second = "gb18030" if first == "utf-8" else "utf-8"
    lines = ["姓名,经过,结果", "张三,客户本人在家，已出示工作证,承诺还款", "李四,敲门无人应答后离开,无人"]
    whole = b"".join(f"{line}\n".encode(name) for name in (first, second) for line in lines)
    start, [(_, cells)], [problem] = read(given(tmp_path, whole, "合并.csv"))
    assert start.encoding == "utf-8+gb18030"
    assert [cells[r, 1] for r in range(1, 7)] == ["姓名", "张三", "李四"] * 2
    assert problem.problem.zh.startswith("文件混用了 UTF-8 和 GBK")


def test_big5_and_bars(tmp_path: Path) -> None:
    text = "案件編號|債務人|外訪日期|外訪經過\nA1|陳大文|2026/9/1|無人應門，留下聯絡電話後離開\n" * 2
    start, [(_, cells)], problems = read(given(tmp_path, text, "台.csv", "big5"))
    assert (start.encoding, start.delimiter, problems) == ("big5hkscs", "|", [])
    assert cells[2, 2] == "陳大文"


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_that_a_person_names_is_taken(tmp_path: Path, written: str) -> None:
    asked = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(written, written)
    text = "案件編號,債務人,外訪日期,外訪經過\nA1,陳大文,2026/9/1,無人應門\n"
    start, [(_, cells)], problems = read(given(tmp_path, text, "台.csv", written), encoding=asked)
    assert (cells[1, 1], cells[2, 2], problems, start.unfit) == ("案件編號", "陳大文", [], 0)


def test_bytes_that_do_not_fit_the_named_encoding_are_told(tmp_path: Path) -> None:
    path = given(tmp_path, "姓名,日期\n张三,2026/9/1\n", "台.csv", "gb18030")
    start, [(_, cells)], [problem] = read(path, encoding="utf-8")
    assert start.encoding == "utf-8"
    assert start.unfit > 0
    assert problem.problem.zh.startswith(f"文件按指定的 utf-8 编码读取，但有 {start.unfit} 处字节不是有效的 utf-8")
    assert cells[2, 2] == "2026/9/1"
    assert read(path)[0].encoding == "gb18030"


def test_an_encoding_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    for name in ("no-such", "rot13"):
        with pytest.raises(AuditError) as told:
            read(given(tmp_path, "a,b\n1,2\n", "台.csv"), encoding=name)
        assert told.value.text.zh == f"台.csv：没有名为“{name}”的编码。"


@pytest.mark.parametrize("suffix", ["xls", "csv", "dat", "xlsb"])
def test_the_content_decides_not_the_suffix(tmp_path: Path, suffix: str) -> None:
    start, _, _ = read(given(tmp_path, odd.workbook(), f"表.{suffix}"))
    assert start.kind == "xlsx"


def _locked(password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    ballast = random.Random(1).randbytes(8000)  # the encrypting library writes short streams wrongly
    OOXMLFile(io.BytesIO(odd.packed(odd.parts() | {"xl/media/a.bin": ballast}))).encrypt(password, out)
    return out.getvalue()


def test_encrypted_workbook_wants_its_password(tmp_path: Path) -> None:
    path = given(tmp_path, _locked("秘密1"))
    start, [(_, cells)], _ = read(path, "秘密1")
    assert start.encrypted
    assert cells[2, 1] == "张三"
    with pytest.raises(AuditError, match="encrypted; please give its password"):
        read(path)
    with pytest.raises(AuditError, match="password given is wrong"):
        read(path, "另一个")


def test_closing_early_ends_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = intake._start
    monkeypatch.setattr(intake, "_start", lambda request: started.append(start(request)) or started[-1])
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 20_000))
    events = open_workbook(given(tmp_path, odd.workbook(rows)))
    while not isinstance(next(events), RowChunk):
        pass
    assert started[0].poll() is None
    events.close()
    assert started[0].poll() is not None


def test_every_sheet_ends_with_its_count(tmp_path: Path) -> None:
    ends = [e for e in open_workbook(given(tmp_path, odd.workbook())) if isinstance(e, SheetEnd)]
    assert ends == [SheetEnd(0, 2, 2)]


def test_nothing_is_written_beside_the_file(tmp_path: Path) -> None:
    path = given(tmp_path, odd.packed(odd.parts() | {"../../evil.txt": "x"}))
    read(path)
    assert os.listdir(tmp_path) == [path.name]
