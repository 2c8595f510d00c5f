"""One door out: the suffix picks the format, and the target is whole or untouched."""

import gc
import os
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from audit.model import AuditError
from reports.export import check_target, check_writable, export, safe_name
from reports.options import REPORT
from tests.reports.make_report import result, visit


@pytest.mark.parametrize(("name", "magic"), [("a.pdf", b"%PDF"), ("a.xlsx", b"PK"), ("A.JSON", b'{"format"'), ("a.zip", b"PK")])
def test_the_suffix_picks_the_format(tmp_path: Path, name: str, magic: bytes) -> None:
    list(export(result(), tmp_path / "报告" / name))
    assert (tmp_path / "报告" / name).read_bytes().startswith(magic)
    assert os.listdir(tmp_path / "报告") == [name]


@pytest.mark.parametrize(
    "name", ["a.docx", "a", "CON.pdf", "nul.xlsx", "com1.json", "LPT¹.pdf", "a?.pdf", "a:b.pdf", "con .pdf", "a|b.json"]
)
def test_names_that_cannot_be_had(name: str, tmp_path: Path) -> None:
    with pytest.raises(AuditError):
        check_target(tmp_path / name)


def test_a_cancelled_export_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("before")
    job = export(result(), target)
    next(job)
    job.close()
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_locked_target_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    target.write_text("before")

    def locked(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr("reports.export.os.replace", locked)
    with pytest.raises(AuditError) as failure:
        list(export(result(), target))
    assert "a.json" in failure.value.text.zh
    assert "关闭" in failure.value.text.zh
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_place_where_nothing_can_be_written_is_told_before_the_audit(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(AuditError) as failure:
        check_writable(tmp_path / "file" / "a.pdf")
    assert failure.value.text.zh == "无法写入“a.pdf”：所在文件夹不存在，也无法新建。"
    check_writable(tmp_path / "a.pdf")
    assert os.listdir(tmp_path) == ["file"]


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(AuditError, match="folder"):
        list(export(result(), tmp_path / "a.pdf"))


@pytest.mark.parametrize("suffix", [".pdf", ".json", ".xlsx", ".zip"])
def test_the_same_audit_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    for name in ("a", "b"):
        list(export(result([visit(n, n % 3) for n in range(6)]), tmp_path / f"{name}{suffix}"))
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_safe_names() -> None:
    assert safe_name("某公司/2026:报告?.pdf") == "某公司_2026_报告_.pdf"
    assert safe_name("aux.pdf") == "_aux.pdf"
    assert len(safe_name("长" * 300 + ".pdf").encode()) <= 200
    assert safe_name("长" * 300 + ".pdf").endswith(".pdf")


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
def test_a_cancelled_export_leaves_nothing(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    audit = result([visit(0), visit(1, 1)])
    for steps in (1, 2, 3, 4):
        job = export(audit, tmp_path / f"a{suffix}")
        for _ in range(steps):
            next(job)
        job.close()
        assert os.listdir(tmp_path) == [], steps
    del job
    gc.collect()  # what is left open would complain


def test_a_very_long_report_says_what_it_leaves_out(tmp_path: Path) -> None:
    list(export(result(), tmp_path / "a.pdf", options=replace(REPORT, annex_rows=5)))
    with pypdfium2.PdfDocument((tmp_path / "a.pdf").read_bytes()) as pdf:
        text = "".join("".join(pdf[n].get_textpage().get_text_range().split()) for n in range(len(pdf)))
    assert "本表列前5项，其余" in text
    assert "见工作簿“检查结果”表" in text
