"""Addresses: read as people write them, compared level by level, described side by side."""

from audit.values.address.answer import Answer, Side, Verdict
from audit.values.address.decide import compare, nearest, region
from audit.values.address.describe import describe
from audit.values.address.parse import parse
from audit.values.address.positions import settle
from audit.values.address.reading import Reading

__all__ = ["Answer", "Reading", "Side", "Verdict", "compare", "describe", "nearest", "parse", "region", "settle"]
