"""Verify: unchanged is said of what is unchanged only, and of the rest which page, file, finding and field was changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pikepdf
import pypdfium2
import pytest

from audit.model import AuditError
from audit.store.store import Store
from reports.signature import Certificate
from reports.verify import Verified, lines, seal_lines, verify
from reports.verify_bundle import broken_entry, verify_bundle
from reports.verify_pdf import verify_pdf
from tests.reports.make_proof import PASSWORD, bundle, certificate, members, report, zipped
from tests.reports.make_report import AGENCIES, result, visit

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def plain() -> bytes:
    return report()


@pytest.fixture(scope="module")
def sealed(trail: list[Any]) -> bytes:
    return bundle(trail=trail, project=1)


@pytest.fixture(scope="module")
def trail() -> list[Any]:
    """Of a store with two projects."""
    with Store("memory", clock=lambda: datetime(2026, 10, 15, tzinfo=UTC), user="周敏") as store:
        for name in ("甲", "乙", "丙"):
            store.create_project(name)
        store.change_project(1, name="改“名”\n", reason="更正")
        return list(store.trail())


def told(found: Verified) -> list[str]:
    return [f"{where.zh} {what.zh}" for where, what in found.changes]


def test_a_report_as_made_is_unchanged(plain: bytes) -> None:
    assert verify_pdf(plain).status == 0


def test_a_bundle_as_made_is_unchanged_and_made_twice_the_same(sealed: bytes, trail: list[Any]) -> None:
    assert verify_bundle(sealed).status == 0
    assert bundle(trail=trail, project=1) == sealed


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_no_turned_bit_goes_unseen(kind: str, request: pytest.FixtureRequest) -> None:
    data: bytes = request.getfixturevalue(kind)
    check = verify_pdf if kind == "plain" else verify_bundle
    rng = random.Random(3)
    places = [*range(0, 20), *range(len(data) - 40, len(data)), *rng.sample(range(len(data)), 40)]
    for at in places:
        turned = bytearray(data)
        turned[at] ^= 1 << rng.randrange(8)
        assert check(bytes(turned)).status != 0, at


@pytest.mark.parametrize("more", [b"\n", b"%PDF", b"x" * 100])
def test_nothing_can_be_appended(plain: bytes, sealed: bytes, more: bytes) -> None:
    assert verify_pdf(plain + more).status == 1
    assert verify_bundle(sealed + more).status == 1
    assert verify_bundle(sealed[:-1]).status == 1


def edited(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> Verified:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return verify_pdf(out.getvalue())


def _other_words(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[3]
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"0 g", b"1 g", 1))


def _comment(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 300, 300], Contents="无违规")
    pdf.pages[4].Annots = pikepdf.Array([pdf.make_indirect(note)])


def _page_gone(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Title = pikepdf.String("别的报告")


def _findings(pdf: pikepdf.Pdf) -> None:
    spec = next(s for s in pdf.Root.AF if str(s.UF) == "findings.json")
    document = orjson.loads(spec.EF.F.read_bytes())
    next(f for v in document["visits"] for f in v["findings"] if f["rule"] == "privacy_leak")["grade"] = 4
    spec.EF.F.write(orjson.dumps(document))


def _another_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["说明.txt"] = b"x"


def _glyphs(pdf: pikepdf.Pdf) -> None:
    font = pdf.pages[0].Resources.Font.VA1
    font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0001>", b"<0002>", 1))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_other_words, "第4页 已更改"), (_comment, "第5页 已更改"), (_page_gone, "第26页 已删除"), (_title, "书签、标题或文档设置 已更改"),
        (_findings, "检查结果 privacy_leak（泄露债务人隐私）的 grade（级别） 已更改"), (_another_file, "文件 说明.txt 后来加入"), (_glyphs, "第1页至第26页 已更改"),
    ],
)  # fmt: skip
def test_what_was_changed_in_a_report_is_named(plain: bytes, change: Callable[[pikepdf.Pdf], None], where: str) -> None:
    found = edited(plain, change)
    assert found.status == 1
    assert any(line.endswith(where) for line in told(found)), told(found)


def test_a_report_saved_anew_says_so(plain: bytes) -> None:
    found = edited(plain, lambda _: None)
    assert (found.status, len(found.changes)) == (1, 1)
    assert "页面和检查结果均与封存时一致" in told(found)[0]


def test_a_report_whose_list_was_taken_out_is_changed(plain: bytes) -> None:
    found = edited(plain, lambda pdf: pdf.attachments.__delitem__("manifest.json"))
    assert told(found) == ["文件字节（校验清单不在文件中，无法指明何处） 已更改"]


def test_part_one_is_checked_by_its_own_digest() -> None:
    data = report(part=1)
    found = verify_pdf(data)
    assert (found.status, found.facts[0].zh) == (0, "内容：共26页。")
    assert any("PDF/A-1" in fact.zh for fact in found.facts)
    assert verify_pdf(data.replace(b"<pdfaid:part>1", b"<pdfaid:part>2")).status == 1
    assert verify_pdf(data + b" ").status == 1


def test_a_notice_is_verified_too() -> None:
    from reports.archive import write_archived
    from reports.notice import notice

    out = BytesIO()
    for _ in write_archived(notice(result(), AGENCIES[0]), out):
        pass
    assert verify_pdf(out.getvalue()).status == 0
    assert told(edited(out.getvalue(), _other_words)) == ["第4页 已更改"]


def test_a_bundle_stays_in_the_bank() -> None:
    from reports.editions import PLANS

    with pytest.raises(AuditError, match="stays in the bank"):
        bundle(options=PLANS["agency"].options)


def _quote(files: Files) -> None:
    files["findings.json"] = files["findings.json"].replace("独自前往".encode(), "共同前往".encode(), 1)


def _missing(files: Files) -> None:
    del files["findings.xlsx"]


def _put_in(files: Files) -> None:
    files["x.txt"] = b"x"


def _policy(files: Files) -> None:
    files["policy.toml"] = files["policy.toml"].replace(b"min_visitors = 2", b"min_visitors = 1", 1)


def _trail(files: Files) -> None:
    entries = orjson.loads(files["trail.json"])
    entries[0]["who"] = "别人"
    files["trail.json"] = orjson.dumps(entries)


def _report(files: Files) -> None:
    files["report.pdf"] = report(result([visit(n) for n in range(3)]))


def _list(files: Files) -> None:
    files["manifest.json"] = b"{}"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_quote, "字段 account（外访经过） 已更改"), (_quote, "文件 findings.json 已更改"), (_missing, "文件 findings.xlsx 已删除"), (_put_in, "文件 x.txt 后来加入"),
        (_policy, "文件 policy.toml 已更改"), (_trail, "trail.json 第1条起 已更改"), (_report, "文件 report.pdf 已更改"),
        (_list, "文件 manifest.json 已更改"),
    ],
)  # fmt: skip
def test_what_was_changed_in_a_bundle_is_named(sealed: bytes, change: Callable[[Files], None], where: str) -> None:
    files = members(sealed)
    change(files)
    found = verify_bundle(zipped(files))
    assert found.status == 1
    assert any(line.endswith(where) for line in told(found)), told(found)


def test_a_list_made_anew_does_not_help_a_forger(sealed: bytes) -> None:
    """The report inside names the files that went with it, and a signature covers the report."""
    from hashlib import sha256

    files = members(sealed)
    _policy(files)
    manifest = orjson.loads(files["manifest.json"])
    manifest["files"]["policy.toml"] = {"sha256": sha256(files["policy.toml"]).hexdigest(), "bytes": len(files["policy.toml"])}
    files["manifest.json"] = orjson.dumps(manifest)
    assert told(verify_bundle(zipped(files))) == ["文件 policy.toml 已更改"]


def test_a_signed_bundle_tells_who_signed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(bundle(certificate=Certificate(certificate(tmp_path)[0], PASSWORD)))
    found = verify(path)
    assert found.status == 0
    assert [one.by for one in found.signed] == ["Common Name: 示例银行"]


def test_other_projects_leave_only_the_links_of_the_chain(sealed: bytes) -> None:
    entries = orjson.loads(members(sealed)["trail.json"])
    assert [set(e) > {"seq", "former", "hash"} for e in entries] == [e.get("project") == 1 for e in entries]
    assert broken_entry(orjson.dumps(entries)) is None
    assert broken_entry(orjson.dumps([e for e in entries if e["seq"] != 2])) == 3


def test_the_seal_noted_at_issue(plain: bytes, sealed: bytes, tmp_path: Path) -> None:
    for name, data in (("a.pdf", plain), ("a.zip", sealed)):
        path = tmp_path / name
        path.write_bytes(data)
        (line,) = seal_lines(path)
        seal = line.zh.split()[-1]
        assert verify(path).seal == seal
        assert verify(path, seal=seal.upper()[:20]).status == 0
        assert verify(path, seal="0" * 64).status == 1
        assert verify(path, seal=seal[:4]).status == 1
    assert list(seal_lines(tmp_path / "a.json")) == []


def test_a_file_of_another_kind_is_neither(tmp_path: Path) -> None:
    for name, data in (
        ("a.txt", b"x"),
        ("b.pdf", b"%PDF-1.7 nothing"),
        ("c.zip", zipped({"a": b"b"})),
        ("d.zip", b"PK nothing"),
        ("e", b""),
    ):
        (tmp_path / name).write_bytes(data)
        assert verify(tmp_path / name).status == 2
    assert verify(tmp_path / "missing.pdf").status == 2


def test_what_is_printed(plain: bytes, tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(plain)
    printed = list(lines(verify(path), path))
    assert printed[0].zh == "报告.pdf：未改动。"
    assert printed[-1].en.startswith("seal ")
    assert any("未签名" in line.zh for line in printed)
    with pypdfium2.PdfDocument(plain) as pdf:
        cover = "".join(pdf[0].get_textpage().get_text_range().split())
    assert any(line.zh.startswith("检查结果校验值") and line.zh[-65:-1] in cover for line in printed)
