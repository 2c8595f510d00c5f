"""Stores in a temporary folder and in memory, with a clock that ticks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.store.store import Store
from tests.audit.store.given import ticking


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "visits.db"


@pytest.fixture(params=["file", "memory", "typed"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    """Each kind of store there is: an SQLite file, memory, and the typed inserts that other databases get."""
    url = "memory" if request.param == "memory" else str(path)
    with Store(url, user="张", clock=ticking(), typed_inserts=request.param == "typed", busy_ms=50) as opened:
        yield opened


@pytest.fixture
def project(store: Store) -> int:
    return store.create_project("九月", agency="安信", period="2026-09").id
