"""The whole audit against openpyxl's bare read of the same file: `python bench/whole.py [ROWS [RUNS]]` (default 100,000, three runs).

Runs in turn: openpyxl (read-only) touching every cell; the whole audit (read, map, check all rules, store in SQLite, findings JSON);
the whole audit of twice the rows. Prints medians and their ratios, by the clock and in CPU seconds of all processes (which say more where
others use the machine too), when each part of the audit began, and, from a run of its own, the peak memory of all processes together
(sum of proportional set sizes, sampled; Linux only): each look at it stops the processes for a while. Only ratios inside one run mean
anything.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve()
ROOT = HERE.parent.parent
BARE = "import sys, openpyxl\nfor s in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets:\n for r in s.iter_rows(values_only=True):\n  for c in r: pass"


class Run(NamedTuple):
    """One command: seconds by the clock, CPU seconds and peak MB of all its processes, seconds at which its parts began."""

    seconds: float
    cpu: float
    peak: float
    parts: dict[str, float]


def log(rows: int) -> Path:
    """The generated log, kept between runs in the temporary folder."""
    path = Path(tempfile.gettempdir()) / f"visit-audit-bench-{rows}.xlsx"
    if not path.exists():
        sys.path.insert(0, str(HERE.parent))
        import make_log

        half = path.with_suffix(".part")  # a run that is broken off leaves no half log behind
        make_log.write(rows, half)
        half.replace(path)
    return path


def timed(command: list[str], weighed: bool = False) -> Run:
    """Runs a command that must succeed. `weighed`: looks at its memory, too, which takes of its time."""
    seen, start = Seen(), time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    done = threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, seen, done, weighed))
    watcher.start()
    try:
        told, _ = process.communicate()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        done.set()
        watcher.join()
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    last = told.splitlines()[-1:]
    return Run(seconds, sum(seen.cpu.values()), seen.peak, json.loads(last[0]) if last else {})


@dataclass
class Seen:
    """What was seen of a command's processes: peak MB of all together, CPU seconds of each when it was last looked at."""

    peak: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)


def watch(pid: int, seen: Seen, done: threading.Event, weighed: bool) -> None:
    while not done.wait(0.2):
        running = tree(pid)
        if weighed:
            seen.peak = max(seen.peak, sum(map(memory, running)))
        seen.cpu |= {p: used for p in running if (used := cpu(p))}


def cpu(pid: int) -> float:
    """CPU seconds of a process so far; 0 where the system does not tell, or it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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


def audit(path: str, out: str) -> None:
    """The command line's own audit, in this process; the last line on stdout tells when each part began."""
    start = time.perf_counter()
    sys.path.insert(0, str(ROOT))
    import main
    from audit.model import Progress
    from reports import console

    parts: dict[str, float] = {}

    class Clock(console.Console):
        def _show(self, step: Progress) -> None:
            if step.done:
                parts.setdefault(step.stage.en, round(time.perf_counter() - start, 1))
            super()._show(step)

    console.Console = Clock  # type: ignore[misc]
    if main.main(["audit", path, "--db", f"sqlite:///{out}.db", "--as-of", "2026-10-15", "-o", f"{out}.json"]):
        raise SystemExit(1)
    print(json.dumps(parts))


def compare(rows: int, runs: int) -> None:
    once, twice = log(rows), log(2 * rows)
    found: dict[str, list[Run]] = {"openpyxl": [], "audit": [], "audit x2": []}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            for name, command in (
                ("openpyxl", ["-c", BARE, str(once)]),
                ("audit", [str(HERE), "--audit", str(once), f"{folder}/1"]),
                ("audit x2", [str(HERE), "--audit", str(twice), f"{folder}/2"]),
            ):
                run = timed([sys.executable, *command])
                found[name].append(run)
                print(f"  {name}: {run.seconds:.1f} s, CPU {run.cpu:.1f} s  {run.parts or ''}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        weighed = timed([sys.executable, str(HERE), "--audit", str(once), f"{folder}/1"], weighed=True)
    report(rows, found, weighed.peak)


def report(rows: int, found: dict[str, list[Run]], peak: float) -> None:
    seconds = {name: statistics.median(r.seconds for r in runs) for name, runs in found.items()}
    cpu = {name: statistics.median(r.cpu for r in runs) for name, runs in found.items()}
    print(
        f"{rows:,} rows, median of {len(found['audit'])}: openpyxl read-only {seconds['openpyxl']:.1f} s, whole audit {seconds['audit']:.1f} s"
    )
    print(f"whole audit / openpyxl's bare read: {seconds['audit'] / seconds['openpyxl']:.2f}   (gate 1.0, aim 0.7)")
    if cpu["openpyxl"]:
        print(
            f"  in CPU seconds of all processes: {cpu['audit']:.1f} / {cpu['openpyxl']:.1f} = {cpu['audit'] / cpu['openpyxl']:.2f}"
        )
    for part in found["audit"][0].parts:
        print(f"  {part} from {statistics.median(r.parts[part] for r in found['audit']):.1f} s on")
    print(f"twice the rows / once: {seconds['audit x2'] / seconds['audit']:.2f}   (gate 2.2)")
    print(f"peak memory of all processes: {peak:.0f} MB   (gate 1,024)" if peak else "peak memory: not told by this system")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--audit"]:
        audit(*sys.argv[2:4])
    else:
        compare(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
