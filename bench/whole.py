"""The whole audit against openpyxl's bare read of the same file: `python bench/whole.py [ROWS]` (default 100,000).

Runs in turn, three times: openpyxl (read-only) touching every cell; the whole audit (read, map, check all rules, store in SQLite,
findings JSON); the whole audit of twice the rows. Prints medians, their ratios and the peak memory of all processes together
(sum of proportional set sizes, sampled; Linux only). Only ratios inside one run mean anything.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_log

ROOT = Path(__file__).resolve().parent.parent
BARE = "import sys, openpyxl\nfor s in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets:\n for r in s.iter_rows(values_only=True):\n  for c in r: pass"


def log(rows: int) -> Path:
    """The generated log, kept between runs in the temporary folder."""
    path = Path(tempfile.gettempdir()) / f"visit-audit-bench-{rows}.xlsx"
    if not path.exists():
        make_log.write(rows, path)
    return path


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MB (all processes) of a command that must succeed."""
    peak = [0.0]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    done = threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, peak, done))
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if code:
        raise SystemExit(f"{command} ended with {code}")
    return seconds, peak[0]


def watch(pid: int, peak: list[float], done: threading.Event) -> None:
    while not done.wait(0.2):
        peak[0] = max(peak[0], sum(memory(p) for p in tree(pid)))


def tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(p for child in children for p in tree(int(child)))]


def memory(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def main(rows: int, runs: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder:
        once, twice = log(rows), log(2 * rows)

        def audit(path: Path, run: int) -> list[str]:
            out = os.path.join(folder, f"{path.stem}-{run}")
            return [sys.executable, "main.py", "audit", str(path), "--db", f"sqlite:///{out}.db", "--as-of", "2026-10-15", "-o", f"{out}.json"]

        times: dict[str, list[float]] = {"openpyxl": [], "audit": [], "audit x2": []}
        peaks = dict.fromkeys(times, 0.0)
        for run in range(runs):
            for name, command in (("openpyxl", [sys.executable, "-c", BARE, str(once)]), ("audit", audit(once, run)), ("audit x2", audit(twice, run))):
                seconds, peak = timed(command)
                times[name].append(seconds)
                peaks[name] = max(peaks[name], peak)
                print(f"  {name}: {seconds:.1f} s, peak {peak:.0f} MB", file=sys.stderr)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{rows:,} rows, median of {runs}: openpyxl read-only {medians['openpyxl']:.1f} s, whole audit {medians['audit']:.1f} s")
    print(f"whole audit / openpyxl's bare read: {medians['audit'] / medians['openpyxl']:.2f}   (gate 1.0, aim 0.7)")
    print(f"twice the rows / once: {medians['audit x2'] / medians['audit']:.2f}   (gate 2.2)")
    print(f"peak memory of all processes: {peaks['audit']:.0f} MB   (gate 1,024)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
