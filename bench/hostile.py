"""Whether reading takes time linear in the length: `python bench/hostile.py [CORPUS] [--every N] [--bare]`.

Every N-th phrase of CORPUS/phrases/*.tsv is repeated to 2,000 and to 8,000 characters, and all rules look at both. What is counted is
calls, not seconds. Prints the phrases of which four times the text takes more than 5.5 times the calls, then the largest ratio.
`--bare`: without any stop, so that the text is one clause without end.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from audit.values.text import in_english  # noqa: E402
from bench.score import phrases  # noqa: E402
from tests.audit.rules.test_hostile import calls  # noqa: E402

_ENDS = re.compile("[。！？；.!?;]")
_STOPS = re.compile("[，,、：:“”「」。！？；.!?;]")
_MOST = 5.5


def pieces(corpus: Path, every: int, bare: bool) -> Iterator[tuple[str, str]]:
    """Each with its rule; sentences made clauses of one sentence, or of one clause."""
    rules = sorted(path.stem for path in (corpus / "phrases").glob("*.tsv"))
    texts = [(rule, case.visit.account) for rule in rules for case in phrases(corpus, rule, "all")]
    for rule, text in texts[::every]:
        english = in_english(text)
        stop = " " if english else ""
        piece = _STOPS.sub(stop, text) if bare else _ENDS.sub("，", text.rstrip("。.!?！？；;"))
        yield rule, piece + (stop if bare else ", " if english else "，")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--every", type=int, default=16)
    parser.add_argument("--bare", action="store_true")
    args = parser.parse_args()
    count, worst = 0, 0.0
    for rule, piece in pieces(args.corpus, args.every, args.bare):
        calls(piece, 1_000)  # terms are made ready when first met
        ratio = calls(piece, 8_000) / calls(piece, 2_000)
        count, worst = count + 1, max(worst, ratio)
        if ratio > _MOST:
            print(f"{ratio:.1f} {rule} {piece}", flush=True)
    print(f"{count} phrases, four times the text takes at most {worst:.1f} times the calls")


if __name__ == "__main__":
    main()
