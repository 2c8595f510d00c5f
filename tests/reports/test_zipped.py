"""Zip files made twice are equal, and what stands around their members is known byte for byte."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from openpyxl import load_workbook

from reports.export import export
from reports.zipped import settle, well_made
from tests.reports.make_proof import members, zipped
from tests.reports.make_report import result


def infos(data: bytes) -> list[object]:
    with ZipFile(BytesIO(data)) as made:
        return list(made.infolist())


def test_made_twice_it_is_the_same() -> None:
    files = {"a.txt": b"a" * 5000, "b/c.txt": b"", "d": bytes(range(256)) * 9}
    assert zipped(files) == zipped(files)
    assert members(zipped(files)) == files
    assert well_made(zipped(files), infos(zipped(files)))  # type: ignore[arg-type]


def test_another_programs_zip_is_not_well_made() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as other:
        other.writestr("a.txt", b"a")
    assert not well_made(out.getvalue(), infos(out.getvalue()))  # type: ignore[arg-type]


def test_a_workbook_loses_its_clocks_and_nothing_else(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "a.xlsx"
    list(export(result(), path))
    once = path.read_bytes()
    list(export(result(), path))
    assert path.read_bytes() == once
    book = load_workbook(path)
    assert book.properties.created == book.properties.modified
    assert str(book.properties.modified) == "2026-10-15 09:30:00"
    settled = BytesIO()
    settle(BytesIO(once), settled, "2027-01-01T00:00:00Z")
    assert {k: v for k, v in members(settled.getvalue()).items() if "core" not in k} == {
        k: v for k, v in members(once).items() if "core" not in k
    }
