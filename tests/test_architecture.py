"""Imports point one way, each heavy library has its room, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in {blocked!r}:
            raise ImportError(name)
sys.meta_path.insert(0, Block())
import {module}
"""
HEAVY = ("PySide6", "reportlab", "openpyxl", "sqlalchemy")
ROOMS = {"PySide6": ("gui",), "reportlab": ("reports",), "openpyxl": ("audit/intake", "reports"), "sqlalchemy": ("audit/store",)}
#: Who may import whom inside `audit`: each room only what stands to its right.
ORDER = ("store", "intake", "run", "second", "auditor", "grading", "rules", "casebook", "policy", "model", "account", "values")


def modules(*folders: str) -> list[Path]:
    return [p for folder in folders for p in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("module", ["audit.auditor", "reports.content"])
def test_the_core_runs_without_window_pdf_sheet_and_database(module: str) -> None:
    code = BLOCK.format(blocked=HEAVY, module=module)
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("library", HEAVY)
def test_each_heavy_library_has_its_room(library: str) -> None:
    for path in modules("audit", "reports", "gui"):
        place = path.relative_to(ROOT).as_posix()
        if any(name.split(".")[0] == library for name in imported(path)):
            assert place.startswith(ROOMS[library]), f"{place} imports {library}"


def test_imports_point_one_way() -> None:
    for folder, banned in (("audit", ("gui", "reports", "main")), ("reports", ("gui", "main")), ("gui", ("main",))):
        for path in modules(folder):
            names = {name.split(".")[0] for name in imported(path)}
            assert not names & set(banned), f"{path.relative_to(ROOT)} imports {names & set(banned)}"


@pytest.mark.parametrize(
    ("room", "banned"),
    [
        ("values", ("account", "model", "policy", "casebook", "rules", "grading", "auditor", "intake", "store", "run")),
        ("account", ("policy", "casebook", "rules", "grading", "auditor", "intake", "store", "run")),
        ("rules", ("grading", "auditor", "intake", "store", "run")),
        ("intake", ("store", "rules", "casebook", "grading", "auditor", "run", "account")),
        ("store", ("intake", "rules", "casebook", "grading", "auditor", "run", "account")),
    ],
)
def test_rooms_of_the_core(room: str, banned: tuple[str, ...]) -> None:
    allowed_nouns = {"audit.model"}  # the nouns may be known everywhere
    for path in modules(f"audit/{room}"):
        for name in imported(path) - allowed_nouns:
            parts = name.split(".")
            assert not (parts[0] == "audit" and len(parts) > 1 and parts[1] in banned), f"{path.relative_to(ROOT)} imports {name}"


#: Where a rule cuts out of the account as typed what it shows.
SHOWN = {"prohibited_hours.py": 1, "recording_mismatch.py": 2, "describe.py": 2}


@pytest.mark.parametrize(
    "path", [*modules("audit/rules", "audit/account"), ROOT / "audit" / "whose_place.py"], ids=lambda path: path.stem
)
def test_what_is_looked_at_is_the_one_spelling(path: Path) -> None:
    """Whoever searches `reading.text`, the account as typed, misses what another spelling says."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node) == "reading.text"]
    assert len(typed) == SHOWN.get(path.name, 0), [f"{path.name}:{node.lineno}" for node in typed]


def test_every_rule_file_is_in_the_catalogue() -> None:
    from audit.rules import RULES

    files = {p.stem for p in (ROOT / "audit/rules").glob("*.py")} - {"__init__", "rule"}
    assert files == {rule.code for rule in RULES}


def test_the_version_needs_nothing_heavy() -> None:
    code = (
        "import sys, main\n"
        "try: main.main(['--version'])\n"
        "except SystemExit: pass\n"
        f"assert not {{m.split('.')[0] for m in sys.modules}} & {set(HEAVY) | {'numpy', 'rapidfuzz', 'ahocorasick', 'orjson'}!r}"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, timeout=60)
