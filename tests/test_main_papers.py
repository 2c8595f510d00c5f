"""The command line for whom reports are: editions, papers in a folder, and filled reply sheets read back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import main

HEAD = "外访编号,案件编号,机构,借款人,外访日期,开始时间,结束时间,外访人员,外访地址,见面人,外访经过,外访结果"
ROW = "V{n},C{n},{agency},赵六,2026-09-07,1{n}:00,1{n}:30,{who},杭州市西湖区文三路{n}号,本人,出示工作证，谈还款。,承诺还款"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    rows = [ROW.format(n=n, agency="瑞达" if n < 2 else "恒远", who="张三" if n % 2 else "张三、李四") for n in range(4)]
    path = tmp_path / "日志.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8-sig")
    return path


def run(*given: object) -> int:
    return main.main(["audit", *map(str, given), "--db", "memory", "--as-of", "2026-10-15"])


def test_papers_go_out_and_a_filled_sheet_comes_back(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(log, "--papers", tmp_path / "papers") == 0
    sheet = tmp_path / "papers" / "瑞达" / "整改反馈表.xlsx"
    assert sorted(p.name for p in sheet.parent.iterdir()) == sorted(
        ["整改通知书.pdf", "取证单.pdf", "检查结果告知.pdf", "问题台账.xlsx", "整改反馈表.xlsx"]
    )
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["K5"] = "认可"
    book.save(tmp_path / "回复.xlsx")
    capsys.readouterr()
    assert run(log, "--reply", tmp_path / "回复.xlsx", "-o", tmp_path / "r.pdf", "-o", tmp_path / "r.xlsx") == 0
    assert "已读入反馈：回复.xlsx，瑞达" in capsys.readouterr().out


def test_a_refused_sheet_is_a_sentence_and_does_not_stop_the_audit(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(log, "--reply", log, "-o", tmp_path / "r.json") == 1
    assert (tmp_path / "r.json").exists()
    assert "日志.csv：不是本系统生成的整改反馈表" in capsys.readouterr().err


def test_an_agencys_edition_is_a_file_for_each(log: Path, tmp_path: Path) -> None:
    assert run(log, "-o", tmp_path / "out" / "r.pdf", "--edition", "agency") == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["r-恒远.pdf", "r-瑞达.pdf"]


def test_something_must_be_asked_for(log: Path) -> None:
    with pytest.raises(SystemExit) as end:
        run(log)
    assert end.value.code == 2
    with pytest.raises(SystemExit):
        run(log, "-o", "r.pdf", "--edition", "everybody")
