"""PDF/A: what stands in the file, that it is the same twice, and what PDFBox's checker says of every kind of report."""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pikepdf
import pytest

from audit.auditor import Audited
from audit.model import AuditError
from reports.archive import Attachment, identity, srgb, write_archived
from reports.blocks import AuditReport, Para, Section
from reports.content import tell
from reports.editions import PLANS, only
from reports.evidence_sheets import evidence_sheets
from reports.notice import notice
from reports.signature import Certificate
from tests.reports.make_proof import report
from tests.reports.make_report import AGENCIES, finding, result, visit

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "jaxb-api", "javax.activation")


@pytest.fixture(scope="module")
def kept() -> bytes:
    return report()


@pytest.fixture(scope="module")
def pdf(kept: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(kept))


def test_two_builds_are_equal(kept: bytes) -> None:
    assert report() == kept


def test_another_state_is_another_file(kept: bytes) -> None:
    assert report(result([visit(n, n % 3) for n in range(23)])) != kept


def test_the_identifier_is_the_files_own_digest(kept: bytes) -> None:
    named, is_now = identity(kept)
    assert named == is_now
    assert named not in (hashlib.sha256(kept).hexdigest(), "0" * 64)
    assert identity(kept.replace(b"%PDF-1.7", b"%PDF-1.6"))[1] != named


def test_it_says_that_it_is_part_three(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in packet
    assert pdf.pdf_version == "1.7"
    assert pdf.Root.Lang == "zh-CN"
    assert pdf.Root.Metadata.get("/Filter") is None


def test_old_and_new_metadata_agree(pdf: pikepdf.Pdf) -> None:
    info, packet = pdf.trailer.Info, pdf.Root.Metadata.read_bytes().decode()
    assert f">{info.Title}<" in packet
    assert f">{info.Subject}<" in packet
    assert str(info.CreationDate) == "D:20261015093000Z"
    assert "<xmp:CreateDate>2026-10-15T09:30:00Z</xmp:CreateDate>" in packet
    assert set(info.keys()) == {"/Title", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate"}


def test_the_colour_profile_is_one(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    data = intent.DestOutputProfile.read_bytes()
    assert data == srgb()
    assert struct.unpack(">I", data[:4])[0] == len(data)
    assert data[36:40] == b"acsp"
    assert data[8] == 2  # part 1 allows no profile of version 4
    from PIL import ImageCms

    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(data)))


def test_attachments_are_named_and_associated(pdf: pikepdf.Pdf) -> None:
    assert sorted(pdf.attachments) == ["findings.json", "manifest.json"]
    related = {str(spec.UF): str(spec.AFRelationship) for spec in pdf.Root.AF}
    assert related == {"findings.json": "/Data", "manifest.json": "/Supplement"}
    for spec in pdf.Root.AF:
        assert spec.EF.F.Subtype == "/application/json"
        assert spec.EF.F.Params.Size == len(spec.EF.F.read_bytes())


def test_the_manifest_knows_every_page(pdf: pikepdf.Pdf) -> None:
    told = orjson.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
    assert len(told["pages"]) == len(pdf.pages) + 1
    assert len(set(told["pages"])) == len(told["pages"])


def test_the_syntax_is_clean(kept: bytes) -> None:
    with pikepdf.open(BytesIO(kept), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_nothing_draws_without_an_embedded_font(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert "/Group" not in page  # no transparency
        assert all(int(a.F) == 4 for a in page.get("/Annots", []))


def test_part_one_holds_neither_findings_nor_signature() -> None:
    data = report(part=1)
    assert data.startswith(b"%PDF-1.4")
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.attachments
        assert "/AF" not in pdf.Root
    assert report(part=1) == data
    with pytest.raises(AuditError, match="PDF/A-1"):
        report(part=1, certificate=Certificate(Path("x.p12")))
    with pytest.raises(ValueError, match="attachments"):
        list(write_archived(_odd(), BytesIO(), [Attachment("a", b"", "text/plain", "a")], part=1))


def test_odd_titles_do_no_harm() -> None:
    out = BytesIO()
    for _ in write_archived(_odd(), out):
        pass
    with pikepdf.open(out) as pdf:
        assert "<&>〔U+0000〕〔U+D800〕" in str(pdf.trailer.Info.Title)
        assert "&lt;&amp;&gt;" in pdf.Root.Metadata.read_bytes().decode()


def _odd() -> AuditReport:
    odd = "题<&>\x00\ud800\u202e(\\)"
    return replace(tell(result([])), title=odd, subject=odd, number=odd, classification=odd, sections=(Section(odd, (Para(odd),)),))


def _kinds() -> dict[str, Any]:
    """Every kind of report there is, by name."""
    whole, odd = result(), "<b>&%s{}\x00\u202e\ud800𠮷䶮𬭎"
    v = visit(0, agency=odd, borrower_name=odd, account=odd * 40, extra={odd: odd})
    strange = result([v], audited=[Audited(v, (finding(v, "lone_visitor", v.quote("account", 3, 90), v.cell("borrower_name")),))])
    kinds = {f"{edition}-{lang}": tell(only(whole, AGENCIES[0]) if edition == "agency" else whole, lang, plan.options)
             for edition, plan in PLANS.items() for lang in ("zh", "en")}  # fmt: skip
    for lang in ("zh", "en"):
        kinds[f"notice-{lang}"] = notice(whole, AGENCIES[0], lang)
        kinds[f"evidence-{lang}"] = evidence_sheets(whole, AGENCIES[0], lang)
    kinds["notice-strange"], kinds["evidence-strange"] = notice(strange, odd), evidence_sheets(strange, odd)
    return kinds | {"empty": tell(result([])), "strange": tell(strange), "odd": _odd()}


def _java() -> Sequence[str] | None:
    folder = Path("/usr/share/java")
    jars = [folder / f"{name}.jar" for name in JARS]
    if not shutil.which("java") or not all(jar.exists() for jar in jars):
        return None
    return [
        "java",
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        ":".join(map(str, jars)),
        "org.apache.pdfbox.preflight.Validator_A1b",
    ]


@pytest.mark.skipif(_java() is None, reason="PDFBox preflight (Debian: libpdfbox2-java) is not here")
def test_every_kind_of_report_is_valid_pdf_a_1b(tmp_path: Path) -> None:
    kinds = _kinds()
    for name, told in kinds.items():
        with (tmp_path / f"{name}.pdf").open("wb") as out:
            for _ in write_archived(told, out, part=1):
                pass
    (tmp_path / "broken.pdf").write_bytes((tmp_path / "empty.pdf").read_bytes().replace(b"<pdfaid:part>1", b"<pdfaid:part>7"))
    files = tmp_path / "files.txt"
    files.write_text("\n".join(str(path) for path in sorted(tmp_path.glob("*.pdf"))))
    subprocess.run([*(_java() or ()), "xml", "batch", str(files)], check=False, capture_output=True, timeout=180)
    told = {path.name.split(".")[0]: path.read_text() for path in tmp_path.glob("*preflight.xml")}
    assert set(told) == {*kinds, "broken"}
    assert ">true</isValid>" not in told.pop("broken")  # the checker does look
    for name, found in told.items():
        assert ">true</isValid>" in found, f"{name}: {found[:2000]}"
