"""Small workbooks as agencies send them, made for the stories of the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = ("案件编号", "借款人", "外访日期", "开始时间", "结束时间", "外访人员", "外访地址", "接触对象", "外访结果", "外访经过")
ACCOUNT = "两人到场，出示工作证件并说明来意。借款人本人在家，约定月底还款，谈话约二十分钟，随后离开。"
ALONE = "搭档临时有事没来，我一个人上门，没有出示证件。借款人开的门，说月底还一部分，谈完就离开了。"


def row(number: int, account: str = ACCOUNT, visitors: str = "周启航、林知夏", start: str = "09:30") -> tuple[str, ...]:
    return (f"3101152026{number:08d}", f"常秋{chr(0x5B9E + number)}", f"2026-09-{number % 28 + 1:02d}", start, "10:00", visitors,
            f"苏州市姑苏区干将东路{number}号3幢502室", "本人", "承诺还款", account)  # fmt: skip


def log(
    path: Path, rows: Sequence[Sequence[str]] | None = None, *, header: Sequence[str] = HEADER, above: Sequence[str] = ()
) -> Path:
    """A log with a line above its header for each of `above`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "9月"
    for text in above:
        sheet.append([text])
    sheet.append(list(header))
    for each in rows if rows is not None else (row(1), row(2, ALONE, "周启航"), row(3), row(4)):
        sheet.append(list(each))
    book.save(path)
    return path
