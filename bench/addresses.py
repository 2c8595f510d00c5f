"""Scores the address comparison on a labelled file and measures it: python bench/addresses.py PAIRS.tsv [--show] [--part N/M]

PAIRS.tsv has the columns on_file, visited, label and why. `--show` lists what was answered otherwise. `--part 4/4` takes the
fourth of every four blocks of ten lines, `--part -4/4` all others.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

LOADING = """
import re, sys, time
from pathlib import Path

def used():
    status = Path("/proc/self/status")
    return int(re.search(r"VmRSS:\\s+(\\d+)", status.read_text())[1]) / 1024 if status.exists() else float("nan")

before, start = used(), time.process_time()
from audit.values.address import compare
compare("江苏省苏州市昆山市玉山镇城北路188号", "昆山城北路188号3栋")
print(f"{time.process_time() - start:.3f} s, {used() - before:.1f} MB")
"""


def pairs(path: Path, part: str | None) -> list[list[str]]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    if not part:
        return rows
    which, of = (int(n) for n in part.split("/"))
    return [row for i, row in enumerate(rows) if ((i // 10 % of + 1) == abs(which)) == (which > 0)]


def score(rows: list[list[str]], show: bool) -> None:
    from audit.values.address import compare

    said = [compare(row[0], row[1]) for row in rows]
    n = Counter((row[2], answer.verdict.value) for row, answer in zip(rows, said, strict=True))
    total = Counter(row[2] for row in rows)
    hit, decided = n["different", "different"], total["same"] + total["different"]
    print(f"accuracy on same and different  {(n['same', 'same'] + hit) / max(decided, 1):.3f} of {decided}")
    print(f"F1 of different                 {2 * hit / max(total['different'] + hit + n['same', 'different'], 1):.3f}")
    print(f"same called different           {n['same', 'different']} of {total['same']}")
    print(f"different called same           {n['different', 'same']} of {total['different']}")
    print(f"review kept                     {n['review', 'review']} of {total['review']}")
    for row, answer in zip(rows, said, strict=True):
        if show and row[2] != answer.verdict:
            print(f"{row[2]:9} {answer.verdict.value:9} {row[0]} | {row[1]} | {answer.why.zh} | {row[3]}")


def speed(rows: list[list[str]]) -> None:
    from audit.values.address.decide import _compare
    from audit.values.address.parse import parse

    rounds = max(1, 3000 // len(rows))
    start = time.process_time()
    for _ in range(rounds):
        parse.cache_clear()
        _compare.cache_clear()
        for row in rows:
            _compare(row[0], row[1])
    print(f"nothing remembered              {rounds * len(rows) / (time.process_time() - start):,.0f} comparisons/s")
    print("table and import               ", subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True,
                                                               cwd=Path(__file__).parents[1]).stdout.strip())  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--part")
    args = parser.parse_args()
    rows = pairs(args.pairs, args.part)
    score(rows, args.show)
    speed(rows)


if __name__ == "__main__":
    main()
