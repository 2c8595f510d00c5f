"""What the command line prints: progress on a terminal, the summary, the rules and how an account is read."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from audit.model import AuditError, Lang, Outcome, Progress, Text

if TYPE_CHECKING:
    from audit.run import AuditRun
    from reports.reply_read import Answers
    from reports.reply_store import Entered

T = TypeVar("T")


class Console:
    """Follows a job and says how it ended. Progress goes to stderr and only to a terminal; results to stdout."""

    def __init__(self, lang: Lang):
        self.lang: Lang = lang
        self._shown = 0.0
        self._stage: Text | None = None
        self._since = 0.0  # when the stage's first rows came, and how many they were
        self._first = self._last = 0

    def follow(self, job: Generator[Progress, None, T]) -> T:
        """Run a job to its end; Ctrl+C closes it, so that it cleans up, and goes on up."""
        try:
            while True:
                self._show(next(job))
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            job.close()
            self._clear()

    def _show(self, step: Progress) -> None:
        now = time.monotonic()
        new = step.stage != self._stage
        if new and self._stage and step.total is None:
            return  # rows are stored while they are read, and the reading knows how much will come
        if new or not self._first or step.done < self._last:
            self._stage, self._since, self._first = step.stage, now, step.done
        self._last = step.done
        if not new and now - self._shown < 0.1:
            return
        if sys.stderr.isatty():
            self._shown = now
            print(f"\r\x1b[K{self._line(step, now - self._since)}", end="", file=sys.stderr, flush=True)

    def _line(self, step: Progress, seconds: float) -> str:
        line = step.stage.in_(self.lang)
        if step.done:
            line += f" {step.done:,}" + (f" / {step.total:,}" if step.total else "")
        if seconds > 0.5 and step.done > self._first:
            rate = (step.done - self._first) / seconds
            line += Text(f"，{rate:,.0f} 行/秒", f", {rate:,.0f} rows/s").in_(self.lang)
            if step.total and step.total > step.done:
                left = (step.total - step.done) / rate
                line += Text(f"，约剩 {left:.0f} 秒", f", about {left:.0f} s left").in_(self.lang)
        return line

    def _clear(self) -> None:
        if self._shown and sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        self._shown = 0.0

    def summary(self, run: AuditRun, out: Sequence[Path]) -> None:
        """Counts to stdout, then every file that could not be read to stderr."""
        for line in summary_lines(run, out):
            print(line.in_(self.lang))
        sys.stdout.flush()
        for report in run.files:
            if report.failed:
                print(report.failed.in_(self.lang), file=sys.stderr)

    def replies(self, answers: Sequence[Answers], refused: Sequence[Text], entered: Sequence[Entered] = ()) -> None:
        """What agencies answered and where it was entered to stdout; sheets that were refused to stderr."""
        from reports.reply_store import entered_lines

        for line in (*reply_lines(answers), *entered_lines(entered)):
            print(line.in_(self.lang))
        sys.stdout.flush()
        for text in refused:
            print(text.in_(self.lang), file=sys.stderr)


def summary_lines(run: AuditRun, out: Sequence[Path]) -> Iterator[Text]:
    from audit.rules import BY_CODE, RULES

    findings = [f for audited in run.audited for f in audited.findings]
    visits = len(run.audited)
    broken = sum(any(f.outcome is Outcome.VIOLATION for f in a.findings) for a in run.audited)
    yield Text(
        f"检查外访记录 {visits:,} 条，其中 {broken:,} 条疑似违规。",
        f"{visits:,} visits checked, {broken:,} of them with a suspected violation.",
    )
    for rule in RULES:
        mine = [f.outcome for f in findings if f.rule == rule.code]
        if mine:
            sure = sum(o is Outcome.VIOLATION for o in mine)
            yield Text(f"  {rule.title.zh}：疑似违规 {sure}，待核实 {len(mine) - sure}",
                       f"  {rule.title.en}: {sure} suspected, {len(mine) - sure} to review")  # fmt: skip
    if run.log_findings:
        number, titles = len(run.log_findings), [BY_CODE[code].title for code in dict.fromkeys(f.rule for f in run.log_findings)]
        yield Text(f"  另有针对整份日志的问题 {number} 项：{'、'.join(t.zh for t in titles)}",
                   f"  about whole logs, not counted above: {number} ({', '.join(t.en for t in titles)})")  # fmt: skip
    problems = sum(len(report.problems) for report in run.files)
    if problems:
        yield Text(
            f"未作为记录读入或未能按原意读取的单元格、行：{problems:,} 处，见报告第七节、工作簿“未读单元格”表或 JSON 的 issues。",
            f"{problems:,} cells or rows were left out or could not be read as meant: section 7 of the report, sheet “Issues”, `issues` in the JSON.",
        )
    for path in out:
        yield Text(f"已生成：{path.resolve()}", f"Written: {path.resolve()}")


def reply_lines(answers: Sequence[Answers]) -> Iterator[Text]:
    """What the reply sheets say, and each row of them that was not read."""
    for one in answers:
        by_answer = Counter(reply.agreed for reply in one.replies.values() if reply.agreed)
        parts = [f"{answer} {n:,}" for answer, n in sorted(by_answer.items())]
        agreed = Text(f"（{'、'.join(parts)}）" if parts else "", f" ({', '.join(parts)})" if parts else "")
        yield Text(
            f"已读入反馈：{one.file}，{one.agency}，下发 {one.asked:,} 项，已反馈 {len(one.replies):,} 项{agreed.zh}，未填 {one.blank:,} 项。",
            f"Reply read: {one.file}, {one.agency}: {one.asked:,} asked, {len(one.replies):,} answered{agreed.en}, {one.blank:,} blank.",
        )
        for p in one.problems:
            row = Text(f"第 {p.row} 行", f"row {p.row}") if p.row else Text("", "")
            place = Text(" ".join(filter(None, (row.zh, p.column))), ", ".join(filter(None, (row.en, p.column))))
            yield Text(
                f"  {place.zh}{'：' if place.zh else ''}{p.problem.zh}", f"  {place.en}{': ' if place.en else ''}{p.problem.en}"
            )


def rule_lines(code: str | None, lang: Lang) -> Iterator[str]:
    """The catalogue, or one rule in full. Raises AuditError for a code that does not exist."""
    from audit.policy import load
    from audit.rules import BY_CODE, RULES
    from reports.words import GRADES

    if code and code not in BY_CODE:
        raise AuditError(
            Text(f"没有名为“{code}”的规则，运行 rules 查看全部。", f"There is no rule “{code}”; run `rules` to see all.")
        )
    policy = load("cn-default")
    labels = (Text("依据：", "Basis: "), Text("级别：", "Grade: "), Text("违反：", "Broken: "), Text("不违反：", "Not broken: "))
    for rule in [BY_CODE[code]] if code else RULES:
        basis, grade, broken, kept = (label.in_(lang) for label in labels)
        yield f"{rule.code}  {rule.title.in_(lang)}"
        yield f"  {grade}{rule.grade} {GRADES[rule.grade].in_(lang)}"
        yield f"  {basis}{policy.basis(rule.code, None).in_(lang)}"
        yield f"  {broken}{rule.broken.in_(lang)}"
        yield f"  {kept}{rule.kept.in_(lang)}"


#: What the brackets of a reading hold.
_HOW_TO_READ = Text(
    "每句（谁，是否发生，在何处，谁说的）；其下为认出的说法（词条名）[原文] 谁，是否发生，对谁；→ 为结论",
    "Each clause (who, whether it happened, where, who says so), under it what was recognised (term) [words] who, whether, to whom; → findings",
)


def reading_lines(account: str, lang: Lang) -> Iterator[str]:
    """How an account is read, clause by clause, and which rule took what from where."""
    from datetime import date

    from audit.account.describe import describe
    from audit.auditor import audit
    from audit.casebook import Casebook
    from audit.model import Source, Visit
    from audit.policy import load
    from audit.second.again import read_again
    from reports.words import OUTCOMES, SETTLED_BY

    if not account.strip():
        raise AuditError(
            Text("没有可读的文字，请在 read 后给出一段外访经过。", "There is nothing to read; give an account after `read`.")
        )
    visit = Visit(Source("", "", 0), account=account, columns=frozenset({"account"}))
    book = Casebook([visit], policy=load("cn-default"), as_of=date.today())
    yield _HOW_TO_READ.in_(lang)
    yield from describe(book.reading(visit), lang)
    for audited in Console(lang).follow(read_again(book, list(audit(book)))):
        for finding in audited.findings:
            quotes = Text("；", "; ").in_(lang).join(f"“{e.quote}”" for e in finding.evidence if e.field == "account")
            if quotes:
                outcome = OUTCOMES[finding.outcome].in_(lang)
                yield f"→ {finding.rule} [{outcome}] {finding.message.in_(lang)} {quotes}"
                if clears := finding.clears.in_(lang):
                    yield f"  {SETTLED_BY.in_(lang)}{clears}"
