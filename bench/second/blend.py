"""Blends runs of training: `python bench/second/blend.py A.npz B.npz ... -o weights.npz [--corpus DIR]`: the mean of their weights.

The runs must go back to one base, a few epochs ago. Their mean judges what none of them has seen mostly better than each of them does
(Wortsman et al., Model soups, 2022), and costs nothing to ask. Needs PyTorch as `bench/train_second.py` does.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from bench.second.base import Weights, in_bytes, in_floats, stored  # noqa: E402
from bench.second.material import material  # noqa: E402
from bench.train_second import with_known, write  # noqa: E402

#: What must be the same in all runs.
_SHARED = ("pieces", "rules", "piece_scores")


def blended(runs: Sequence[Weights]) -> dict[str, Any]:
    """The mean of the weights, without the known phrases, which have to be understood anew."""
    first = runs[0]
    out = {name: first[name] for name in _SHARED}
    for name, value in first.items():
        if name in _SHARED or name.startswith("known") or name.endswith(".scale"):
            continue
        mean = np.mean([in_floats(run, name) for run in runs], axis=0)
        out |= in_bytes(name, mean) if value.dtype == np.int8 else {name: mean.astype(value.dtype)}
    return out


def _alike(one: Weights, other: Weights) -> bool:
    """Whether both have the same pieces, rules and tables."""
    return all(np.array_equal(one[name], other[name]) for name in _SHARED) and _shapes(one) == _shapes(other)


def _shapes(run: Weights) -> dict[str, tuple[int, ...]]:
    return {name: value.shape for name, value in run.items() if not name.startswith("known")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    args = parser.parse_args()
    runs = [stored(path) for path in args.runs]
    for path, run in zip(args.runs, runs, strict=True):
        if not _alike(runs[0], run):
            raise SystemExit(f"{path.name} has other pieces, rules or layers than {args.runs[0].name}")
    phrases = takewhile(lambda item: not item.whole, material(args.corpus, ROOT / "bench" / "second", ()))
    write(args.out, with_known(blended(runs), list(phrases)))


if __name__ == "__main__":
    main()
