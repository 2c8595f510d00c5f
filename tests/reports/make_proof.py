"""Builders for what is sealed: exports in memory, a certificate of a bank that does not exist, bundles taken apart and put together."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from reports.bundle import write_bundle
from reports.options import REPORT
from reports.proof import Proof
from reports.result import AuditResult
from reports.sealed import write_report
from reports.zipped import write_zip
from tests.reports.make_report import result

PASSWORD = "密码 pass"


def report(audit: AuditResult | None = None, **more: Any) -> bytes:
    out = BytesIO()
    for _ in write_report(audit or result(), out, more.pop("lang", "zh"), more.pop("options", REPORT), Proof(**more)):
        pass
    return out.getvalue()


def bundle(audit: AuditResult | None = None, **more: Any) -> bytes:
    out = BytesIO()
    for _ in write_bundle(audit or result(), out, more.pop("lang", "zh"), more.pop("options", REPORT), Proof(**more)):
        pass
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    write_zip(((name, BytesIO(data)) for name, data in files.items()), out)
    return out.getvalue()


@cache
def _keys(name: str) -> tuple[bytes, bytes]:
    """A PKCS#12 file and the certificate in it as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
    from cryptography.x509.oid import NameOID

    # pyHanko's stand-in for a time server signs with RSA only
    key = rsa.generate_private_key(65537, 2048) if name == "时间服务" else ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    until = datetime(2021, 1, 1) if name == "过期" else datetime(2099, 1, 1)
    builder = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(7)
    cert = builder.not_valid_before(datetime(2020, 1, 1)).not_valid_after(until).sign(key, hashes.SHA256())
    packed = serialize_key_and_certificates(b"bank", key, cert, None, BestAvailableEncryption(PASSWORD.encode()))
    return packed, cert.public_bytes(Encoding.PEM)


def certificate(folder: Path, name: str = "示例银行") -> tuple[Path, Path]:
    """The paths of a PKCS#12 file (with `PASSWORD`) and of its certificate."""
    packed, pem = _keys(name)
    paths = folder / "bank.p12", folder / "bank.pem"
    for path, data in zip(paths, (packed, pem), strict=True):
        path.write_bytes(data)
    return paths
