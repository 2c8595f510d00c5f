"""The kinds of columns that tables are made of, and the one list that all tables are in."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Text

METADATA = MetaData()


def text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def short(name: str, primary_key: bool = False) -> Column[str]:
    """Text that is indexed: some databases want to know how long it may get."""
    return Column(name, String(200), primary_key=primary_key, nullable=False)


def belongs(name: str, target: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target, ondelete="CASCADE"), nullable=nullable)


def number(name: str, nullable: bool = False, start: int | None = None) -> Column[int]:
    """`start`: what rows of an older version have there."""
    return Column(name, Integer, nullable=nullable, server_default=None if start is None else str(start))


def ident() -> Column[int]:
    return Column("id", Integer, primary_key=True)
