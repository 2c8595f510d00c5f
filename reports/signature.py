"""The bank's own signature on a PDF (PAdES): made with its certificate, and what it covers told again. pyHanko does the cryptography."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from audit.model import AuditError, Lang, Text

FIELD = "VisitAudit"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PKCS#12 file (.p12, .pfx) with its password; `time_server` is asked for a time stamp where one is given."""

    path: Path
    password: str = ""
    time_server: str = ""

    def __repr__(self) -> str:
        return f"Certificate({self.path.name!r})"  # the password stays out of every log


class Signed(NamedTuple):
    """A signature as found. `whole`: nothing but signatures was added after it. `trusted` is None where no root was given."""

    by: str
    issuer: str
    serial: str
    fingerprint: str
    at: datetime | None
    stamped: datetime | None
    intact: bool
    whole: bool
    trusted: bool | None
    valid_from: datetime
    valid_to: datetime


def sign(data: bytes, certificate: Certificate, lang: Lang = "zh") -> bytes:
    """The PDF with an invisible signature appended; what was there stays byte for byte. Part 3 only: it breaks PDF/A-1.

    Raises AuditError where the certificate cannot be used or the time server does not answer.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

    signer = _signer(certificate)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS,
        reason="外访催收合规检查报告" if lang == "zh" else "Field-visit compliance report",
    )  # fmt: skip
    stamper = HTTPTimeStamper(certificate.time_server, timeout=15) if certificate.time_server else None
    out = BytesIO()
    try:
        signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), meta, signer=signer, timestamper=stamper, output=out)
    except (TimestampRequestError, OSError) as e:
        raise AuditError(_NO_TIME) from e
    return out.getvalue()


def check(certificate: Certificate) -> None:
    """Raises AuditError where the certificate cannot be used: before an audit, not after it."""
    _signer(certificate)


def _signer(certificate: Certificate) -> Any:
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
    from pyhanko.sign import signers

    name = certificate.path.name
    try:
        data = certificate.path.read_bytes()
        passphrase = certificate.password.encode() or None
        held = load_pkcs12(data, passphrase)
    except OSError as e:
        raise AuditError(_UNREADABLE.format(name=name)) from e
    except ValueError as e:
        raise AuditError(_NOT_OPENED.format(name=name)) from e
    if held.cert is None or held.key is None:
        raise AuditError(_NO_KEY.format(name=name))
    if held.cert.certificate.not_valid_after_utc < datetime.now(UTC):
        raise AuditError(_EXPIRED.format(name=name))
    signer = signers.SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=passphrase)
    if signer is None:
        raise AuditError(_NOT_OPENED.format(name=name))
    return signer


def signatures(data: bytes, roots: Sequence[Path] = ()) -> tuple[Signed, ...]:
    """All signatures of a PDF, checked without any network. `roots` are certificates (PEM or DER) that are trusted."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    trusted = _roots(roots)
    _quiet()
    try:
        embedded = list(PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures)
    except Exception:  # whatever the parser meets in a damaged file; that it is damaged, others find
        return ()
    return tuple(told for one in embedded if (told := _told(one, trusted)))


def _told(embedded: Any, trusted: Sequence[Any]) -> Signed | None:
    """None where not even the certificate can be read."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    intact = whole = chain = False
    stamped = None
    try:
        cert = embedded.signer_cert
        validity = cert["tbs_certificate"]["validity"]
    except Exception:  # what is left of it is no signature
        return None
    try:
        status = validate_pdf_signature(
            embedded, ValidationContext(trust_roots=list(trusted), allow_fetching=False), key_usage_settings=KeyUsageConstraints(key_usage=set())
        )  # fmt: skip
        intact = bool(status.intact and status.valid and _filled(embedded.pkcs7_content))
        whole = _untouched(status)
        chain = bool(status.trusted)
        stamped = status.timestamp_validity.timestamp if status.timestamp_validity and status.timestamp_validity.valid else None
    except Exception:  # a damaged signature is not intact, whatever the parser met in it
        intact = whole = False
    return Signed(
        by=cert.subject.human_friendly, issuer=cert.issuer.human_friendly, serial=f"{cert.serial_number:X}", fingerprint=cert.sha256.hex(),
        at=embedded.self_reported_timestamp, stamped=stamped, intact=intact, whole=whole, trusted=chain if trusted else None,
        valid_from=validity["not_before"].native, valid_to=validity["not_after"].native,
    )  # fmt: skip


def _filled(content: bytes) -> bool:
    """Whether what fills the room reserved for the signature is nothing but zeros: no signature covers it."""
    from asn1crypto import parser

    return not content[parser.peek(content) :].strip(b"\0")


def _quiet() -> None:
    """A chain that ends in no known root is told in the answer; pyHanko would print it with a traceback too."""
    logger = logging.getLogger("pyhanko")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
        logger.propagate = False


def _untouched(status: Any) -> bool:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and status.modification_level in (
        ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING,
    )  # fmt: skip


def _roots(paths: Sequence[Path]) -> list[Any]:
    from asn1crypto import pem, x509

    found = []
    for path in paths:
        try:
            data = path.read_bytes()
            parts = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            found += [x509.Certificate.load(der, strict=True) for der in parts]
        except (OSError, ValueError) as e:
            raise AuditError(_NO_CERTIFICATE.format(name=path.name)) from e
    return found


_UNREADABLE = Text("证书文件 {name} 无法读取。", "Certificate file {name} cannot be read.")
_NOT_OPENED = Text(
    "证书文件 {name} 无法打开：密码不正确，或不是 PKCS#12（.p12、.pfx）文件。",
    "Certificate file {name} cannot be opened: the password is wrong, or it is no PKCS#12 file (.p12, .pfx).",
)
_NO_KEY = Text(
    "证书文件 {name} 不含证书及私钥，不能签名。", "{name} holds no certificate with its private key; nothing can be signed with it."
)
_EXPIRED = Text("证书 {name} 已过有效期，不能签名。", "The certificate {name} has expired; nothing can be signed with it.")
_NO_TIME = Text(
    "时间戳服务器没有应答，报告未签名、未写出。请检查地址，或去掉时间戳后重试。",
    "The time server does not answer; the report was neither signed nor written. Check its address or sign without it.",
)
_NO_CERTIFICATE = Text("{name} 不是证书文件（PEM 或 DER）。", "{name} is no certificate file (PEM or DER).")
