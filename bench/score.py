"""How well the rules read: `python bench/score.py [CORPUS] [--rule CODE]... [--misses] [--held | --open] [--times]`.

Scores every rule on CORPUS/accounts.jsonl (each row audited alone, default policy; see the corpus' README for the counting) and on
CORPUS/phrases/*.tsv. Of the phrases every fourth block of ten lines is held back: build on `--open`, look at the rest with `--held`
only to score. In a phrase only evidence from the account counts: its columns are neutral.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as main.py has it: the second reader has threads of its own

from audit.account.fold import fold  # noqa: E402
from audit.auditor import Audited, ask, ask_of_each, audit  # noqa: E402
from audit.casebook import Casebook  # noqa: E402
from audit.crew import Crew  # noqa: E402
from audit.intake import Batch, read_file  # noqa: E402
from audit.model import Found, Visit  # noqa: E402
from audit.rules import BY_CODE, RULES  # noqa: E402
from audit.rules.rule import Rule  # noqa: E402
from audit.run import no_collector  # noqa: E402
from audit.second import BATCH, doubts  # noqa: E402
from audit.second.again import read_again  # noqa: E402
from audit.values.text import in_english  # noqa: E402
from bench.make_log import write as write_log  # noqa: E402
from bench.second.material import LEARNED  # noqa: E402
from bench.second.material import rows as labelled  # noqa: E402
from tests.make import casebook  # noqa: E402
from tests.rows import phrase, row  # noqa: E402

#: One row alone cannot show them.
BEYOND = {"no_outsourcing_notice", "excessive_visits", "visitor_overlap", "copied_account", "location_mismatch", "missed_follow_up"}
#: Rows of the made-up log, and of what length the accounts are that are timed, 120 characters on average.
_LOG, _LENGTHS = 24_000, range(110, 131)
_OF_A_ROW = tuple(rule for rule in RULES if rule.code not in BEYOND)


class Case(NamedTuple):
    """One thing to score: `wanted` is violation, review or none."""

    name: str
    visit: Visit
    wanted: str
    quote: str
    text_only: bool
    voice: str


class Score:
    """Counts of one rule on one set."""

    def __init__(self) -> None:
        self.tp = self.fp = self.fn = self.caught = self.wanted = self.needless = self.total = self.reviews = self.reviewed = 0
        self.quotes, self.overlap = 0, 0.0

    def add(self, wanted: str, found: Found | None, quote: str = "") -> None:
        """What was wanted and found; `quote`: the words that a person underlined, where that is known."""
        got = found.outcome.value if found else "none"
        self.total += 1
        if quote and found is not None and wanted == got == "violation":
            self.quotes += 1
            self.overlap += quoted(found, quote)
        if wanted == "review":
            self.reviews += 1
            self.reviewed += got != "none"
            return
        self.tp += wanted == got == "violation"
        self.fp += wanted == "none" and got == "violation"
        self.fn += wanted == "violation" and got != "violation"
        self.wanted += wanted == "violation"
        self.caught += wanted == "violation" and got != "none"
        self.needless += wanted == "none" and got == "review"

    def __iadd__(self, other: Score) -> Score:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self

    def line(self) -> str:
        p = self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0
        r = self.tp / self.wanted if self.wanted else 1.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        c = self.caught / self.wanted if self.wanted else 1.0
        q = f"{self.overlap / self.quotes:.2f}" if self.quotes else "-"
        return (
            f"P {p:.3f}  R {r:.3f}  F1 {f:.3f}  caught {c:.3f}  tp {self.tp:4} fp {self.fp:3} fn {self.fn:3}  "
            f"needless review {self.needless:3}  reviews {self.reviewed}/{self.reviews}  quote {q}  n {self.total}"
        )


def rows(corpus: Path, rule: str) -> Iterator[Case]:
    for one in labelled(corpus / "accounts.jsonl"):
        wanted = "review" if rule in one["review"] else "violation" if rule in one["expect"] else "none"
        yield Case(one["id"], row(one["fields"]), wanted, "", False, "")


def phrases(corpus: Path, rule: str, part: str) -> Iterator[Case]:
    path = corpus / "phrases" / f"{rule}.tsv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for i, line in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            held = i // 10 % 4 == 3
            if part == "all" or held == (part == "held"):
                name = f"{rule}:{i + 2}"
                yield Case(name, phrase(line["text"]), line["label"], line["quote"], True, line["voice"])


def judge(rule: Rule, case: Case, book: Casebook) -> Found | None:
    found = rule.check(case.visit, book)
    if found is not None and case.text_only and not any(e.field == "account" for e in found.evidence):
        return None
    return found


def quoted(found: Found, quote: str) -> float:
    """How well the account's quotes agree with the words wanted: shared characters by all characters of both."""
    best = 0.0
    for e in found.evidence:
        if e.field == "account" and e.start is not None:
            best = max(best, 2 * shared(e.quote, quote) / max(1, len(e.quote) + len(quote)))
    return best


def shared(a: str, b: str) -> int:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size


def score(rule: Rule, cases: Iterator[Case], misses: bool) -> Score:
    total = Score()
    for case in cases:
        book = casebook(case.visit)
        found = judge(rule, case, book)
        got = found.outcome.value if found else "none"
        total.add(case.wanted, found, case.quote)
        if misses and got != case.wanted:
            quotes = " | ".join(e.quote for e in found.evidence) if found else ""
            print(f"  {case.name} {case.voice} wanted {case.wanted} got {got} [{quotes}] {case.visit.account}")
    return total


def times(corpus: Path) -> None:
    """Time for an account, reading it and all rules upon it.

    The corpus' logs, as the first that is read; wordings met before (the corpus again and again), new ones (exams), and a log of stock
    sentences.
    """
    logs = [
        visit for path in sorted(corpus.iterdir()) if path.suffix in (".xlsx", ".csv") for visit in visits_of(path) if visit.account
    ]
    known = [row(one["fields"]) for one in labelled(corpus / "accounts.jsonl")]
    new = [row(one["fields"]) for path in exams() for one in labelled(path)]
    log = [visit for visit in made_log(_LOG) if len(visit.account) in _LENGTHS]
    spent_on(logs[:1])  # opens the vocabulary
    _say_first("of the corpus' logs, read first", logs)
    spent_on(known)
    _say_first("met before", known * 5)
    _say_first("new", new)
    _say_first("of a log, its first rows", log[: len(log) // 2])
    _say_first("of a log, its further rows", log[len(log) // 2 :])


def _say_first(wordings: str, visits: list[Visit]) -> None:
    size = sum(len(visit.account) for visit in visits) / len(visits)
    spent = spent_on(visits)
    print(
        f"all rules on {len(visits)} accounts of {size:.0f} characters, wordings {wordings}: "
        f"{spent * 1e6:.0f} us each, {1 / spent:.0f} a second"
    )


def made_log(count: int) -> list[Visit]:
    """The visits of a log as `make_log.py` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        write_log(count, path)
        return visits_of(path)


def visits_of(path: Path) -> list[Visit]:
    """The visits of a file, none of a case file or a register."""
    return [visit for some in read_file(path) if isinstance(some, Batch) for visit in some.records if isinstance(visit, Visit)]


def spent_on(visits: list[Visit]) -> float:
    """Seconds of one processor for each visit; memory is not searched for rings meanwhile, as in an audit."""
    book = casebook(*visits)
    with no_collector():
        start = time.process_time()
        for _ in ask_of_each(_OF_A_ROW, visits, book):
            pass
        return (time.process_time() - start) / len(visits)


def second_times() -> None:
    """Accounts a second in all exams, read again on all processors once the first reader has answered; no rings searched for, as above.

    By threads, as below `BY_CREW` visits, and by processes that have begun.
    """
    book = casebook(*(row(one["fields"]) for path in exams() for one in labelled(path)))
    found = list(audit(book))
    opening, rest = found[: 4 * BATCH], found[4 * BATCH :]
    with no_collector(), Crew(book.policy, book.as_of) as crew:
        _read_again(book, opening)  # opens the weights
        _say_second("threads", rest, _read_again(book, rest))
        if (os.cpu_count() or 1) > 1:
            start = time.perf_counter()
            crew.start(book)
            _read_again(book, opening, crew)
            begun = time.perf_counter() - start
            _say_second("processes", rest, _read_again(book, rest, crew))
            print(f"until the processes had answered the first {len(opening)}: {begun:.1f} s")


def _read_again(book: Casebook, found: Sequence[Audited], crew: Crew | None = None) -> float:
    """Seconds."""
    start = time.perf_counter()
    for _ in read_again(book, found, crew):
        pass
    return time.perf_counter() - start


def _say_second(name: str, found: Sequence[Audited], spent: float) -> None:
    told = [one.visit.account for one in found if one.visit.account]
    print(
        f"second reader by {name} on {len(told)} accounts of {sum(map(len, told)) / len(told):.0f} characters: "
        f"{len(told) / spent:.0f} a second on {os.cpu_count()} processors"
    )


def exams() -> list[Path]:
    return sorted((ROOT / "bench" / "exam").glob("visits_*.jsonl"))


class Exam:
    """Counts over labelled visits, each row under all rules: breaches found or caught, rows wrongly accused or needlessly reviewed."""

    def __init__(self) -> None:
        self.total, self.by_rule, self.by_script = Score(), dict[str, Score](), dict[str, Score]()
        self.clean = self.accused = self.needless = self.rows = 0

    def add(self, one: Mapping[str, Any], found: Mapping[str, Found]) -> list[str]:
        """Counts a row; what came out otherwise than wanted."""
        otherwise: list[str] = []
        answers = {code: f.outcome.value for code, f in found.items()}
        self.rows += 1
        said = self.by_script.setdefault(_script(one["fields"].get("account", "")), Score())
        self.clean += not one["expect"]
        self.accused += not one["expect"] and any(o == "violation" and c not in one["review"] for c, o in answers.items())
        self.needless += any(o == "review" and c not in (*one["review"], *one["expect"]) for c, o in answers.items())
        for code in sorted({*answers, *one["expect"], *one["review"]}):
            wanted = "review" if code in one["review"] else "violation" if code in one["expect"] else "none"
            got = answers.get(code, "none")
            for score in (self.total, self.by_rule.setdefault(code, Score()), said):
                score.add(wanted, found.get(code), one.get("words", {}).get(code, ""))
            if wanted != got:
                otherwise.append(f"  {one['id']} {code}: wanted {wanted}, got {got}: {one['fields'].get('account', '')}")
        return otherwise

    def lines(self) -> Iterator[str]:
        for code in (c for c in BY_CODE if c in self.by_rule):
            yield f"{code:24}{self.by_rule[code].line()}"
        for script, counts in sorted(self.by_script.items()):
            yield f"{script:24}{counts.line()}"
        yield from self.totals()

    def totals(self) -> Iterator[str]:
        yield f"{'all':24}{self.total.line()}"
        share = self.needless / max(1, self.rows)
        yield (
            f"clean visits accused {self.accused} of {self.clean}; "
            f"rows with a needless review {self.needless} of {self.rows} ({100 * share:.1f} %)"
        )


def _script(account: str) -> str:
    """What an account is written in: English, Traditional characters (Cantonese too), else Simplified ones."""
    if in_english(account):
        return "in English"
    other = sum("\u3400" <= one <= "\u9fff" and one != plain for one, plain in zip(account, fold(account), strict=True))
    return "in Traditional" if other > len(account) / 25 else "in Simplified"


def exam(path: Path, misses: bool) -> Iterator[str]:
    """What the first reader makes of labelled visits."""
    counts = Exam()
    for one in labelled(path):
        otherwise = counts.add(one, _asked(one)[1])
        if misses:
            yield from otherwise
    yield from counts.lines()


def both(paths: Sequence[Path], misses: bool) -> Iterator[str]:
    """Labelled visits without the second reader and with it; `misses` are those that are left with it. Several files: all together, too, and
    with the second a line a rule and a script."""
    all_first, all_second = Exam(), Exam()
    for path in paths:
        first, second = Exam(), Exam()
        for one in labelled(path):
            without, with_ = answered(one)
            first.add(one, without)
            all_first.add(one, without)
            all_second.add(one, with_)
            otherwise = second.add(one, with_)
            if misses:
                yield from otherwise
        yield from _with_and_without(path.name, first.totals(), second.totals())
    if len(paths) > 1:
        yield from _with_and_without("all of them", all_first.totals(), all_second.lines())


def _with_and_without(name: str, first: Iterable[str], second: Iterable[str]) -> Iterator[str]:
    yield f"{name}, first reader alone:"
    yield from first
    yield f"{name}, with the second:"
    yield from second


def answered(one: Mapping[str, Any]) -> tuple[dict[str, Found], dict[str, Found]]:
    """What is found in a row, by rule: as the first reader answers, and after the second one has doubted it."""
    book, first = _asked(one)
    visit = book.visits[0]
    second = {a.rule: a.found for a in doubts(visit, first, book.reading(visit))}
    return first, {code: found for code, found in {**first, **second}.items() if found is not None}


def _asked(one: Mapping[str, Any]) -> tuple[Casebook, dict[str, Found]]:
    """A row in a book of its own, and what the first reader finds in it."""
    book = casebook(row(one["fields"]))
    return book, dict(ask(_OF_A_ROW, book.visits[0], book))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--rule", action="append", choices=sorted(BY_CODE), help="only this rule (may be given again)")
    parser.add_argument("--misses", action="store_true", help="print every row that came out otherwise than wanted")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--held", action="store_const", const="held", dest="part", help="only the phrases held back")
    part.add_argument("--open", action="store_const", const="open", dest="part", help="only the phrases to build on")
    parser.add_argument("--exam", type=Path, metavar="FILE", help="labelled visits (JSON lines) instead of the corpus")
    parser.add_argument(
        "--second", action="store_true", help="exams without the second reader and with it; all blind ones where none is named"
    )
    parser.add_argument("--times", action="store_true", help="time the rules and the second reader instead")
    args = parser.parse_args()
    if args.exam or args.second:
        blind = [path for path in exams() if path.stem not in LEARNED]
        for line in both([args.exam] if args.exam else blind, args.misses) if args.second else exam(args.exam, args.misses):
            print(line)
        return
    if not (args.corpus / "accounts.jsonl").is_file():
        raise SystemExit(f"no accounts.jsonl in {args.corpus}: give the corpus folder as argument")
    if args.times:
        times(args.corpus)
        second_times()
        return
    totals = {"accounts": Score(), "phrases": Score()}
    for code in args.rule or [c for c in BY_CODE if c not in BEYOND]:
        rule = BY_CODE[code]
        for name, cases in (("accounts", rows(args.corpus, code)), ("phrases", phrases(args.corpus, code, args.part or "all"))):
            if name == "phrases" and not (args.corpus / "phrases" / f"{code}.tsv").is_file():
                continue
            if args.misses:
                print(f"{code}, {name}:")
            one = score(rule, cases, args.misses)
            totals[name] += one
            print(f"{code:24}{name:9} {one.line()}")
    for name, total in totals.items():
        print(f"{'all':24}{name:9} {total.line()}")


if __name__ == "__main__":
    main()
