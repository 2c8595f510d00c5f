"""Addresses: read as people write them, compared level by level, described side by side."""

from audit.values.address.compare import Answer, Side, Verdict, compare, nearest, region
from audit.values.address.parse import parse
from audit.values.address.reading import Reading

__all__ = ["Answer", "Reading", "Side", "Verdict", "compare", "nearest", "parse", "region"]
