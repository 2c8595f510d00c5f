"""What went wrong in the database, as a sentence that says what to do and quotes no value."""

from __future__ import annotations

import sqlite3

import orjson
from sqlalchemy.exc import DBAPIError, IntegrityError

from audit.model import Text

_BUSY = Text(
    "数据库正被另一个程序或窗口写入：{place}。请等它完成后重试；本次操作没有留下任何改动。",
    "The database is being written by another program or window: {place}. Wait for it and try again; nothing was changed.",
)
_READ_ONLY = Text(
    "没有写入权限：{place}。请检查文件和文件夹的权限，或用 --db 另选位置。",
    "No permission to write: {place}. Check the permissions of the file and its folder, or choose another place with --db.",
)
_CANNOT_OPEN = Text(
    "无法打开数据库：{place}。请检查文件夹是否存在、是否有权限。",
    "The database cannot be opened: {place}. Check that the folder exists and may be used.",
)
_CORRUPT = Text(
    "数据库文件已损坏，或不是本程序的数据库：{place}。文件未被改动；请从备份恢复，或另选位置。",
    "The database file is damaged or not a database: {place}. It was left as it is; restore a backup or choose another place.",
)
_FULL = Text(
    "磁盘已满，无法写入：{place}。请腾出空间后重试；本次操作没有留下任何改动。",
    "The disk is full, cannot write: {place}. Free some space and try again; nothing was changed.",
)
_CONFLICT = Text(
    "数据已被另一个窗口改动或删除：{place}。请刷新后重试；本次操作没有留下任何改动。",
    "The data was changed or removed by another window: {place}. Refresh and try again; nothing was changed.",
)
_ENCODING = Text(
    "有一个单元格含有无法保存的字符（不完整的 Unicode 编码），未导入。",
    "A cell holds characters that cannot be stored (broken Unicode); nothing was stored.",
)
_OTHER = Text(
    "数据库操作失败（{what}）：{place}。本次操作没有留下任何改动。",
    "The database failed ({what}): {place}. Nothing was changed.",
)

_BY_CODE = {
    "SQLITE_BUSY": _BUSY, "SQLITE_LOCKED": _BUSY, "SQLITE_READONLY": _READ_ONLY, "SQLITE_PERM": _READ_ONLY,
    "SQLITE_CANTOPEN": _CANNOT_OPEN, "SQLITE_CORRUPT": _CORRUPT, "SQLITE_NOTADB": _CORRUPT, "SQLITE_FULL": _FULL,
}  # fmt: skip


def sentence(error: Exception, place: str) -> Text:
    """The sentence for an exception of SQLAlchemy, the driver or the file system."""
    if isinstance(error, UnicodeEncodeError | TypeError):
        return _ENCODING
    if isinstance(error, orjson.JSONDecodeError):
        return _CORRUPT.format(place=place)
    if isinstance(error, PermissionError):
        return _READ_ONLY.format(place=place)
    if isinstance(error, OSError):
        return _CANNOT_OPEN.format(place=place)
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorname", "") or ""
    for start, text in _BY_CODE.items():
        if code.startswith(start):
            return text.format(place=place)
    if isinstance(error, IntegrityError) or isinstance(cause, sqlite3.IntegrityError):
        return _CONFLICT.format(place=place)
    what = " ".join(filter(None, (type(error).__name__, code)))
    return _OTHER.format(what=what, place=place)
