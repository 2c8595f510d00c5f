"""Ctrl+C ends a large audit with one sentence and status 1, and leaves neither processes nor files."""

from __future__ import annotations

import csv
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROWS = 12_000  # of which a crew of processes checks while the file is still read
pytestmark = pytest.mark.skipif(
    not hasattr(os, "openpty"), reason="progress is told to a terminal, which this system has no stand-in for"
)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("logs") / "外访日志.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("案件编号", "客户姓名", "外访日期", "开始时间", "结束时间", "外访人员", "外访地址", "外访经过"))
        for n in range(ROWS):
            account = f"两人到场，出示工作证，说明来意，客户称下月归还{n}元，全程录音录像。"
            out.writerow(
                (f"C{n:06d}", "赵某", f"2026-08-{n % 28 + 1:02d}", "10:00", "10:30", "钱一、孙二", f"苏州市人民路{n}号", account)
            )
    return path


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Ctrl+C heeded by what is started from here; a suite in the background (`&`) lets it be ignored, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("stage", ["正在读取", "检查"])
def test_ctrl_c_ends_all_processes_with_one_sentence(log: Path, tmp_path: Path, stage: str) -> None:
    screen, terminal = os.openpty()
    command = [sys.executable, "main.py", "audit", str(log), "--db", str(tmp_path / "a.db"), "-o", str(tmp_path / "a.json")]
    audit = subprocess.Popen(command, cwd=ROOT, stderr=terminal, stdout=subprocess.DEVNULL, start_new_session=True)
    os.close(terminal)
    shown = b""
    for piece in _until_all_have_left(screen):
        before, shown = shown, shown + piece
        if stage.encode() in shown and stage.encode() not in before:
            os.killpg(audit.pid, signal.SIGINT)  # a terminal sends it to the whole group
    os.close(screen)
    assert audit.wait() == 1
    assert shown.decode().rpartition("\x1b[K")[2].split("\r\n") == ["已取消，未保存任何结果。", ""]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db"]
    assert all(_ends(number) for number in _running(audit.pid))


def _until_all_have_left(screen: int) -> Iterator[bytes]:
    """What comes on a terminal until the last process that has it open is gone."""
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:  # nobody is left at the other end
            return
        if not piece:
            return
        yield piece


def _ends(number: int) -> bool:
    """Whether a process that has let go of the terminal also ends."""
    try:
        handle = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], 10)
    os.close(handle)
    return bool(ended)


def _running(session: int) -> list[int]:
    """Processes of a session that are not yet over, where the system tells them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it has just gone
            continue
        if int(of) == session and state not in "ZX":
            found.append(int(path.parent.name))
    return found
