"""The PDF read back: text, order, outline, links, fonts; and that hostile text does no harm."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest

from audit.auditor import Audited
from audit.model import AuditError, Lang
from reports.blocks import AuditReport, Block, Facts, Heading, Para, Quote, Section, Table
from reports.content import tell
from reports.fonts import font_files
from reports.pdf import write_pdf
from reports.typography import Run
from tests.reports.make_report import finding, result, visit


def built(report: AuditReport) -> bytes:
    out = BytesIO()
    for _ in write_pdf(report, out):
        pass
    return out.getvalue()


def small(*blocks: Block, lang: Lang = "zh") -> AuditReport:
    return AuditReport(lang, "题名", "副题", "编号：1", "内部资料", "目录", (("检查单位", "某行"),), "说明", "第 {page} 页 共 {total} 页", "D:20261015000000Z", "",
                       (Section("一、正文", blocks),))  # fmt: skip


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [pdf[n].get_textpage().get_text_range().replace("\r\n", "\n") for n in range(len(pdf))]


def flat(data: bytes) -> str:
    return "".join("".join(pages(data)).split())


@pytest.fixture(scope="module")
def sample() -> bytes:
    return built(tell(result()))


def test_two_builds_are_equal(sample: bytes) -> None:
    assert built(tell(result())) == sample


def test_every_page_says_which_of_how_many(sample: bytes) -> None:
    found = pages(sample)
    for n, text in enumerate(found[1:], 2):
        assert f"第 {n} 页" in text
        assert f"共 {len(found)} 页" in text
        assert "内部资料" in text


def test_contents_lead_where_they_say(sample: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(sample))
    listed = [line for line in pages(sample)[1].split("\n") if line.startswith("五、")]
    at = next(d for d in reader.outline if isinstance(d, pypdf.generic.Destination) and str(d.title).startswith("五、"))
    number = reader.get_destination_page_number(at)
    assert number is not None
    assert listed[0].endswith(str(number + 1)) or str(number + 1) in pages(sample)[1]
    assert any(line.startswith("五、") for line in pages(sample)[number].split("\n"))
    links: Sequence[object] = reader.pages[1]["/Annots"]  # type: ignore[assignment]
    assert len(links) == len(flat_outline(reader.outline))


def flat_outline(entries: Sequence[object]) -> list[object]:
    return [x for e in entries for x in (flat_outline(e) if isinstance(e, list) else [e])]


def test_only_embedded_subset_fonts(sample: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(sample))
    fonts = reader.pages[3]["/Resources"]["/Font"]  # type: ignore[index]
    assert fonts
    for font in (f.get_object() for f in fonts.values()):
        inner = font["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"]
        assert "+" in font["/BaseFont"]
    assert b"Helvetica" not in sample
    assert len(sample) < 400_000


def test_rare_characters_come_back_as_typed() -> None:
    text = "䶮𬭎㛃𠮷𣇉𪚥㑇—…“引”"
    assert text in flat(built(small(Para(text))))


def test_rare_characters_are_found_and_copied() -> None:
    data = built(small(Para("借款人䶮某、𬭎某、𠮷某于当日"), Quote("第1行", (Run("证人"), Run("𣇉某𪚥", "mark")))))
    for text in (pages(data)[2], pypdf.PdfReader(BytesIO(data)).pages[2].extract_text()):
        assert "借款人䶮某、𬭎某、𠮷某于当日" in text
        assert "证人𣇉某𪚥" in text
    with pypdfium2.PdfDocument(
        data
    ) as pdf:  # beyond U+FFFF its own search fails on Linux in every file, by the width of its characters
        words = pdf[2].get_textpage()
        assert words.search("人䶮某、").get_next() is not None
        assert words.search("㑇").get_next() is None


def test_what_no_font_has_is_spelled_out_and_never_a_box() -> None:
    text = "甲\U0001f600乙\U00031350丙\ue000丁\ufdd0戊\u200b己\u2028庚\ufe0f辛"
    found = flat(built(small(Para(text))))
    assert "甲〔U+1F600〕乙〔U+31350〕丙〔U+E000〕丁〔U+FDD0〕戊〔U+200B〕己庚辛" in found
    assert "〓" not in found


def test_every_link_of_the_contents_leads_to_the_page_it_names(sample: bytes) -> None:
    import pikepdf

    with pikepdf.open(BytesIO(sample)) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        links = [(n, a) for n, page in enumerate(pdf.pages) for a in page.get("/Annots", [])]
        led = [numbers[a.Dest[0].objgen] for _, a in links]
        assert led == sorted(led)
        printed = [
            line.split()[-1] for n in sorted({n for n, _ in links}) for line in pages(sample)[n].split("\n") if line[-1:].isdigit()
        ]
        assert [str(n) for n in led] == printed
        assert all(float(a.Rect[3]) > float(a.Rect[1]) for _, a in links)


def test_a_full_cell_of_marks_words_and_nothing_else() -> None:
    for text in ("。" * 32_767, "a" * 32_767, "\u202e" * 3_000, " " * 32_767, "\n" * 3_000, "𠮷" * 16_383, "<br/>" * 6_553):
        data = built(
            small(Quote("第1行", (Run(text[:9]), Run(text[9:20], "mark"), Run(text[20:]))), Table(("甲",), ((text,),), (1,)))
        )
        whole = flat(data)
        plain = "〔U+202E〕" if "\u202e" in text else "".join(text.split())[:5]
        assert not plain or whole.count(plain) > 100


def test_a_report_can_be_cancelled_while_it_is_drawn() -> None:
    job: Any = write_pdf(small(Table(("序", "文"), tuple((str(n), "长文。" * 9) for n in range(2_000)), (1, 5))), out := BytesIO())
    steps = [next(job) for _ in range(5)]
    job.close()
    assert steps[-1].done <= (steps[-1].total or 0)
    assert out.getvalue() == b""


def test_hostile_text_comes_through_as_text() -> None:
    text = "<b>&amp;</b> (a\\) %s {x} \x00\x1b\u202eabc\ud800 ]]> عربي"
    found = flat(
        built(
            small(
                Para(text),
                Table(("甲",), ((text,),), (1,)),
                Quote(text, (Run(text, "mark"),)),
                Facts(((text, text),)),
                Heading(text, 2),
            )
        )
    )
    assert "<b>&amp;</b>(a\\)%s{x}〔U+0000〕〔U+001B〕〔U+202E〕abc〔U+D800〕]]>〔U+0639〕" in found


def test_a_hostile_log_makes_a_report() -> None:
    odd = "<b>&%s{}\x00\u202e\ud800" * 50
    v = visit(0, agency=odd, borrower_name=odd, visitors=(odd,), case_id=odd, visit_address=odd, account=odd * 30, extra={odd: odd})
    one = Audited(v, (finding(v, "lone_visitor", v.cell("visitors"), v.quote("account", 3, 900)),))
    data = built(tell(result([v], audited=[one])))
    assert "&%s{}〔U+0000〕〔U+202E〕〔U+D800〕" in flat(data)
    assert len(pages(data)) > 5


def test_a_full_cell_runs_over_pages() -> None:
    text = "外访经过记录如下，" * 3640 + "终了无误"
    data = built(small(Heading("案例", 3), Quote("第18行", (Run(text[:50]), Run(text[50:90], "mark"), Run(text[90:])))))
    assert len(pages(data)) > 15
    found = flat(data)
    assert found.count("外访经过记录如下") > 3600
    assert "终了无误" in found


def test_a_full_cell_in_a_table_runs_over_pages() -> None:
    data = built(small(Table(("序", "文"), (("1", "长文。" * 4000), ("2", "短")), (1, 5))))
    assert flat(data).count("长文") == 4000
    assert all("序 文" in page for page in pages(data)[2:])


def test_table_heads_stand_on_every_page() -> None:
    data = built(small(Table(("序号", "事实"), tuple((str(n), f"事实{n}") for n in range(200)), (1, 5))))
    found = pages(data)[2:]
    assert len(found) > 3
    assert all("序号 事实" in page for page in found)
    assert all(f"事实{n}" in "".join(found) for n in range(200))


@pytest.mark.parametrize("filler", range(20, 60))
def test_no_heading_stands_alone_at_the_foot(filler: int) -> None:
    data = built(small(*(Para("填充。") for _ in range(filler)), Heading("孤零标题", 2), Para("紧随其后的正文。")))
    page = next(p for p in pages(data)[2:] if "孤零标题" in p)
    assert "紧随其后的正文" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_the_report_begins_with_a_closing_mark(lang: Lang) -> None:
    data = built(tell(result([visit(n, n % 3) for n in range(12)]), lang))
    for page in pages(data):
        for line in page.split("\n"):
            assert line[:1] not in tuple("。，、；：？！”）》"), line
            assert line[-1:] not in tuple("“（《"), line


def test_a_missing_font_is_a_sentence(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(AuditError) as failure:
        font_files(Path(str(tmp_path)))
    assert "NotoSansSC-Regular.ttf" in failure.value.text.zh
