"""A 500-page report against a LongTable of CJK Paragraphs with the same text: `python bench/report.py [FINDINGS [RUNS]]` (default 2,900, three).

Runs in turn, each in a process of its own: the whole report as it leaves the bank (told, drawn, PDF/A-3 with the findings inside, digests);
the same told report drawn by ReportLab's platypus, every table a LongTable of Paragraphs with wordWrap CJK, as most programs do it; and a
report of 20,000 findings. Prints medians, their ratio, and peak memory. Only ratios inside one run mean anything.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]
RULES = (
    "lone_visitor",
    "no_id_shown",
    "privacy_leak",
    "threat_or_abuse",
    "cash_taken",
    "public_posting",
    "no_recording",
    "record_gap",
)


def audit(findings: int) -> Any:
    """An audit with that many findings, each in a visit of its own with an account of its own."""
    import make_log

    from audit.auditor import Audited, fingerprint
    from audit.model import FileKind, FileReport, Finding, Outcome, SheetReport, Source, Text, Visit
    from audit.policy import load
    from audit.rules import BY_CODE
    from reports.result import AuditResult

    rng, policy, day, audited = random.Random(7), load("cn-default"), date(2026, 9, 1), []
    for n in range(findings):
        crew = make_log.name(rng), make_log.name(rng)
        text = make_log.account(rng, crew)
        source = Source("外访日志.xlsx", "9月", n + 2)
        visit = Visit(source, f"V{n:07d}", f"C{2026000000 + n}", f"第{n % 9 + 1}催收服务公司", make_log.name(rng), day, visitors=crew,
                      visit_address=f"苏州市人民路{n}号2幢501室", account=text)  # fmt: skip
        rule = BY_CODE[RULES[n % len(RULES)]]
        start = rng.randrange(0, max(1, len(text) - 40))
        found = Finding(
            rule.code, Outcome.VIOLATION if n % 5 else Outcome.REVIEW, rule.grade, Text(f"{rule.title.zh}：{text[:60]}", rule.title.en),
            policy.basis(rule.code, day), (visit.quote("account", start, start + 40), visit.cell("visitors")),
            fingerprint(rule.code, visit.key), source, Text("调取当次录音录像。", "The recording."),
        )  # fmt: skip
        audited.append(Audited(visit, (found,)))
    columns = {"外访情况": "account", "外访人员": "visitors"}
    files = (FileReport("外访日志.xlsx", "0" * 64, FileKind.VISITS, (SheetReport("9月", 1, 2, findings, columns),)),)
    return AuditResult(policy, date(2026, 10, 15), files, audited)


def ours(findings: int) -> dict[str, float]:
    """The whole report from the audit's nouns to the file."""
    import pypdfium2

    from reports.options import REPORT
    from reports.proof import Proof
    from reports.sealed import write_report

    result, out = audit(findings), BytesIO()
    steps, start, longest, last = 0, time.perf_counter(), 0.0, time.perf_counter()
    for _ in write_report(result, out, "zh", REPORT, Proof()):
        steps, longest, last = steps + 1, max(longest, time.perf_counter() - last), time.perf_counter()
    seconds = time.perf_counter() - start
    told = {"seconds": seconds, "peak": peak(), "mb": len(out.getvalue()) / 1e6, "steps": steps, "longest": longest}
    return told | {"pages": len(pypdfium2.PdfDocument(out.getvalue()))}


def platypus(findings: int) -> dict[str, float]:
    """The same sections, headings, sentences and cells, laid out by platypus."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate

    from reports import style as st
    from reports.content import tell
    from reports.fonts import font_files

    registerFont(TTFont("Han", str(font_files()[0])))
    report = tell(audit(findings))
    start, out = time.perf_counter(), BytesIO()
    left, right, top, bottom = st.LEFT, st.RIGHT, st.TOP, st.BOTTOM
    document = SimpleDocTemplate(out, pagesize=st.PAGE, leftMargin=left, rightMargin=right, topMargin=top, bottomMargin=bottom)
    document.build([flowable for section in report.sections for block in section.blocks for flowable in flowables(block)])
    return {"seconds": time.perf_counter() - start, "peak": peak(), "mb": len(out.getvalue()) / 1e6, "pages": document.page}


def flowables(block: Any) -> list[Any]:
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph

    from reports import style as st
    from reports.blocks import Facts, Heading, Para, Quote, Table

    def para(text: str, look: st.Style) -> Paragraph:
        style = ParagraphStyle("p", fontName="Han", fontSize=look.size, leading=look.leading, wordWrap="CJK")
        return Paragraph(escape(text).replace("\n", "<br/>"), style)

    def plain(text: Any) -> str:
        return text if isinstance(text, str) else "".join(run.text for run in text)

    match block:
        case Table():
            look, whole = st.FINE if block.fine else st.CELL, sum(block.widths)
            rows = [[para(cell, look) for cell in row] for row in (block.head, *block.rows)]
            return [
                LongTable(
                    rows,
                    [st.WIDTH * w / whole for w in block.widths],
                    repeatRows=1,
                    style=[("GRID", (0, 0), (-1, -1), 0.5, "grey")],
                )
            ]
        case Heading():
            return [para(block.text, st.HEADINGS[block.level - 1])]
        case Para():
            return [para(plain(block.text), st.BODY)]
        case Quote():
            return [para(block.label, st.SMALL), para(plain(block.runs), st.QUOTE)]
        case Facts():
            return [para(f"{label} {value}", st.PLAIN) for label, value in block.rows]
    return []


def peak() -> float:
    """Peak memory of this process in MB, 0 where the system does not tell."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0.0
    return float(getrusage(RUSAGE_SELF).ru_maxrss) / 1024


def child(name: str, findings: int) -> dict[str, float]:
    told: dict[str, float] = json.loads(
        subprocess.check_output([sys.executable, str(HERE), f"--{name}", str(findings)], cwd=tempfile.gettempdir())
    )
    print(f"  {name}: " + ", ".join(f"{key} {value:.5g}" for key, value in told.items()), file=sys.stderr)
    return told


def compare(findings: int, runs: int) -> None:
    found: dict[str, list[dict[str, float]]] = {"ours": [], "platypus": []}
    for _ in range(runs):
        for name, told in found.items():
            told.append(child(name, findings))
    ratios = [a["seconds"] / b["seconds"] for a, b in zip(found["ours"], found["platypus"], strict=True)]
    one = found["ours"][0]
    median = {name: statistics.median(run["seconds"] for run in told) for name, told in found.items()}
    print(
        f"{findings:,} findings, {one['pages']} pages: {median['ours']:.2f} s; LongTable of Paragraphs, {found['platypus'][0]['pages']} pages: {median['platypus']:.2f} s"
    )
    print(f"whole report / LongTable of Paragraphs: {statistics.median(ratios):.3f}   (gate 0.25, aim 0.15)")
    print(
        f"peak memory {max(run['peak'] for run in found['ours']):.0f} MB   (gate 400); file {one['mb']:.1f} MB; longest step {one['longest']:.2f} s"
    )
    large = child("ours", 20_000)
    print(
        f"20,000 findings: {large['pages']} pages, {large['seconds']:.1f} s, peak {large['peak']:.0f} MB, file {large['mb']:.1f} MB"
    )


if __name__ == "__main__":
    if sys.argv[1:2] in (["--ours"], ["--platypus"]):
        print(json.dumps((ours if sys.argv[1] == "--ours" else platypus)(int(sys.argv[2]))))
    else:
        compare(int(sys.argv[1]) if len(sys.argv) > 1 else 2_900, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
