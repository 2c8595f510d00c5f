"""The bank's signature: what was there stays byte for byte, one turned bit shows, and what cannot be used is told in a sentence."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from audit.model import AuditError
from reports.signature import Certificate, check, sign, signatures
from reports.verify import verify
from reports.verify_pdf import verify_pdf
from tests.reports.make_proof import PASSWORD, certificate, report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("证书")


@pytest.fixture(scope="module")
def own(folder: Path) -> Certificate:
    return Certificate(certificate(folder)[0], PASSWORD)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return report()


@pytest.fixture(scope="module")
def signed(own: Certificate) -> bytes:
    return report(certificate=own)


def test_a_signature_is_appended(plain: bytes, signed: bytes) -> None:
    assert signed.startswith(plain)
    with pypdfium2.PdfDocument(plain) as before, pypdfium2.PdfDocument(signed) as after:
        assert len(before) == len(after)


def test_it_still_says_that_it_is_part_three(signed: bytes) -> None:
    with pikepdf.open(BytesIO(signed)) as pdf:
        assert "pdfaid" in pdf.Root.Metadata.read_bytes().decode()
        assert 'part="3"' in (packet := pdf.Root.Metadata.read_bytes().decode()) or "part>3<" in packet


def test_who_signed_is_told(signed: bytes) -> None:
    (one,) = signatures(signed)
    assert (one.by, one.serial, one.intact, one.whole, one.trusted, one.stamped) == (
        "Common Name: 示例银行",
        "7",
        True,
        True,
        None,
        None,
    )
    assert len(one.fingerprint) == 64


def test_a_root_makes_it_trusted_or_not(signed: bytes, folder: Path, tmp_path: Path) -> None:
    own, other = folder / "bank.pem", certificate(tmp_path, "别家银行")[1]
    assert [one.trusted for root in (own, other) for one in signatures(signed, [root])] == [True, False]


def test_one_turned_bit_shows(signed: bytes) -> None:
    data = bytearray(signed)
    data[len(data) // 2] ^= 1
    (one,) = signatures(bytes(data))
    assert not one.intact


def test_what_was_signed_is_shown(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(signed)
    found = verify(path)
    told = "\n".join(fact.zh for fact in found.facts)
    assert found.status == 0
    assert "签名：Common Name: 示例银行" in told
    assert "签名覆盖：全文及其中的检查结果" in told
    assert "所附检查结果37项，涉及外访记录18条" in told
    assert "未签名" not in told


def test_a_page_laid_over_a_signed_report_is_found(signed: bytes) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][2]
    stream = writer.add_object(generic.StreamObject(stream_data=b"1 g 0 0 600 800 re f"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), stream])
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    found = verify_pdf(out.getvalue())
    assert found.status == 1
    told = [f"{where.zh} {what.zh}" for where, what in found.changes]
    assert "第3页 已更改" in told
    assert any("之后的内容" in line for line in told)


def test_a_second_signature_is_no_change(signed: bytes, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    path = certificate(tmp_path, "监管局")[0]
    other = signers.SimpleSigner.load_pkcs12(str(path), passphrase=PASSWORD.encode())  # type: ignore[no-untyped-call]
    out = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(signed)), signers.PdfSignatureMetadata(field_name="Second"), signer=other, output=out
    )
    found = verify_pdf(out.getvalue())
    assert (found.status, len(found.signed)) == (0, 2)


def test_what_cannot_be_used_is_a_sentence(folder: Path, tmp_path: Path) -> None:
    path = certificate(folder)[0]
    for wrong, words in (
        (Certificate(path, "wrong"), "密码不正确"), (Certificate(tmp_path / "no.p12"), "无法读取"),
        (Certificate(certificate(tmp_path, "过期")[0], PASSWORD), "已过有效期"), (Certificate(tmp_path / "bank.pem", PASSWORD), "PKCS#12"),
    ):  # fmt: skip
        with pytest.raises(AuditError) as failure:
            check(wrong)
        assert words in failure.value.text.zh
        assert wrong.path.name in failure.value.text.en


def test_a_time_server_that_does_not_answer_is_a_sentence(own: Certificate, plain: bytes) -> None:
    with pytest.raises(AuditError, match="time server"):
        sign(plain, Certificate(own.path, own.password, "http://127.0.0.1:9/"))


def test_a_time_stamp_is_told(own: Certificate, plain: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pyhanko.sign import signers, timestamps

    stamper = signers.SimpleSigner.load_pkcs12(str(certificate(tmp_path, "时间服务")[0]), passphrase=PASSWORD.encode())  # type: ignore[no-untyped-call]

    class Local(timestamps.DummyTimeStamper):
        def __init__(self, url: str, **_: object) -> None:
            assert url == "http://time.example"
            super().__init__(stamper.signing_cert, stamper.signing_key)

    monkeypatch.setattr("pyhanko.sign.timestamps.HTTPTimeStamper", Local)
    stamped = sign(plain, Certificate(own.path, own.password, "http://time.example"))
    (one,) = signatures(stamped)
    assert one.stamped is not None
    assert "时间戳" in "".join(fact.zh for fact in verify_pdf(stamped).facts)


def test_the_password_stays_out_of_logs(own: Certificate) -> None:
    assert PASSWORD not in repr(own)


def test_a_plain_report_has_no_signature(plain: bytes) -> None:
    assert signatures(plain) == ()
