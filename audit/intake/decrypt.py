"""Decrypts password-protected workbooks in memory."""

from __future__ import annotations

import io
from typing import IO

from audit.intake.cells import RefusedError, Request
from audit.model import Text

NO_PASSWORD = Text("文件已加密，请提供密码。", "the file is encrypted; please give its password.")
WRONG_PASSWORD = Text("文件已加密，提供的密码不正确。", "the file is encrypted and the password given is wrong.")


def asks_for_password(failed: Text | None) -> bool:
    """Whether that is why a file could not be read."""
    return failed is not None and any(text.zh in failed.zh for text in (NO_PASSWORD, WRONG_PASSWORD))


def decrypted(file: IO[bytes], request: Request) -> IO[bytes]:
    """The workbook inside, as a file in memory. A password that does not fit is a sentence."""
    import msoffcrypto

    out = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(file)
    except Exception as e:
        raise RefusedError("文件已加密且已损坏，无法读取。", "the file is encrypted and damaged.") from e
    passwords = list(request.passwords)
    if office.__class__.__name__ in ("Xls97File", "OOXMLFile"):
        passwords.append("VelvetSweatshop")  # with which Excel itself locks workbooks that nobody gave a password
    failed: Exception | None = None
    for password in passwords:
        try:
            out.seek(0)
            out.truncate()
            _decrypt(office, password, out)
            out.seek(0)
            return out
        except MemoryError:
            raise
        except Exception as e:
            failed = failed or e
    raise _refusal(request.passwords, failed)


def _decrypt(office: object, password: str, out: IO[bytes]) -> None:
    if office.__class__.__name__ == "OOXMLFile":
        office.load_key(password=password, verify_password=True)  # type: ignore[attr-defined]
    else:
        office.load_key(password=password)  # type: ignore[attr-defined]
    office.decrypt(out)  # type: ignore[attr-defined]


def _refusal(passwords: tuple[str, ...], failed: Exception | None) -> RefusedError:
    if not passwords:
        return RefusedError(*NO_PASSWORD)
    if failed is not None and (type(failed).__name__ == "InvalidKeyError" or "password" in str(failed).lower()):
        return RefusedError(*WRONG_PASSWORD)
    return RefusedError("文件的加密方式无法识别或文件已损坏。", "the file's encryption is not understood, or the file is damaged.")
