"""Evidence sheets (取证单) of one agency: a page for each finding that counts, with its quotes, their source and room for an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.model import Lang, Source
from reports.blocks import AuditReport, Blanks, Block, Facts, Heading, Headline, Para, Section, Table
from reports.content import OUTWARD, pdf_date
from reports.editions import agencies as all_agencies
from reports.editions import only, plan
from reports.evidence import evidence
from reports.issues import Issue, issues, paper_number
from reports.problems import decided
from reports.result import AuditResult
from reports.tally import Item
from reports.telling import Telling
from reports.words import GRADES, STANDINGS

MOST_SHEETS = 300  # a bundle that can still be signed; the rest is in the ledger and the workbook


def evidence_sheets(
    result: AuditResult, agency: str, lang: Lang = "zh", most: int = MOST_SHEETS, every: Sequence[str] = ()
) -> AuditReport:  # fmt: skip
    """The gravest first. Matters to be reviewed have none: there is no fact yet to be acknowledged. `every` as for a notice."""
    every = tuple(every) or all_agencies(result)
    t = Telling(only(result, agency), lang, plan("agency").options)
    paper = paper_number(t, every.index(agency) + 1)
    found = [(issue, item) for issue in issues(t, every) for item in issue.items]
    found.sort(key=lambda pair: pair[1].finding.grade)
    sheets = tuple(_sheet(t, issue, item, f"{paper}-Q{n:03d}") for n, (issue, item) in enumerate(found[:most], 1))
    left = len(found) - len(sheets)
    said = t.say(f"共{len(found):,}项，本册{len(sheets):,}张" + (f"，其余{left:,}项见问题台账。" if left else "。"),
                 f"Findings: {len(found):,}; sheets in this volume: {len(sheets):,}" + (f"; the other {left:,} are in the issue ledger." if left else "."))  # fmt: skip
    title = t.say("取证单（事实确认书）", "Evidence sheets")
    first = Section(
        "", (Headline(title, (t.agency(agency), paper)), Para(said, "plain"), *_how(t), *_index(t, found[:most], paper))
    )
    return AuditReport(
        lang=lang, title=title, subtitle="", number=t.say("编号：", "No. ") + paper, classification=t.say(*OUTWARD), contents_title="",
        cover=(), cover_note="", page_of=t.say("第 {page} 页　共 {total} 页", "Page {page} of {total}"), made=pdf_date(t.made), subject=title,
        sections=(first, *sheets), front=False,
    )  # fmt: skip


def _how(t: Telling) -> Iterator[Block]:
    yield Para(t.say("每张取证单载明一项检查结果及其原文证据。请逐张核对：事实与原始记录一致的签字确认；不一致的写明理由并附证明材料。签字只确认事实，不表示接受定性。",
                     "Each sheet holds one finding with its evidence verbatim. Please compare each: sign where the facts agree with the record; where "
                     "they do not, say why and add proof. A signature acknowledges the facts, not how they are judged."))  # fmt: skip
    yield Para(
        t.say(
            "引文中以底纹、粗体和下划线标示的文字为检查结果所依据的原文；“*”为脱敏。",
            "Words shaded, bold and underlined are what the finding rests on; “*” masks.",
        ),
        "small",
    )


def _index(t: Telling, found: Sequence[tuple[Issue, Item]], paper: str) -> Iterator[Block]:
    """Which sheet is about what: the volume is looked up by case."""
    head = (t.say("取证单", "Sheet"), t.say("问题编号", "Problem"), t.say("问题", "Finding"), t.say("级别", "Grade"), t.say("案件编号", "Case"),
            t.say("外访日期", "Date of visit"))  # fmt: skip
    rows = tuple(
        (f"Q{n:03d}", issue.short, t.title(item.finding.rule), t.text(GRADES[item.finding.grade]), item.visit.case_id if item.visit else "—",
         item.visit.visit_date.isoformat() if item.visit and item.visit.visit_date else "—")
        for n, (issue, item) in enumerate(found, 1)
    )  # fmt: skip
    if rows:
        yield Para(t.say(f"取证单编号前均冠以“{paper}-”。", f"The numbers of the sheets begin with “{paper}-”."), "plain")
        yield Table(head, rows, (10, 12, 32, 10, 22, 14))


def _sheet(t: Telling, issue: Issue, item: Item, paper: str) -> Section:
    finding, visit = item.finding, item.visit
    start, end = t.period
    rows = (
        (t.say("问题编号", "Problem"), issue.number),
        (t.say("被检查机构", "Agency"), t.agency(item.agency)),
        (t.say("检查期间", "Period"), t.say(f"{t.day(start)}至{t.day(end)}", f"{t.day(start)} to {t.day(end)}")),
        (t.say("案件编号", "Case"), visit.case_id if visit else "—"),
        (t.say("外访日期", "Date of visit"), (t.day(visit.visit_date) if visit.visit_date else visit.as_typed("visit_date") or "—") if visit else "—"),
        (t.say("外访人员", "Visitors"), (t.join([t.visitor(n) for n in visit.visitors]) or "—") if visit else "—"),
        (t.say("问题摘要", "Finding"), f"{t.title(finding.rule)}{t.say('：', ': ')}{t.masked(t.text(finding.message), finding)}"),
        (t.say("涉及规则及条款", "Rule and clause"), f"{t.title(finding.rule)} ({finding.rule})\n{t.text(finding.basis)}"),
        (t.say("初步定性", "Judged as"), t.say(f"{t.text(STANDINGS[item.standing])}，{t.text(GRADES[finding.grade])}",
                                             f"{t.text(STANDINGS[item.standing])}, {t.text(GRADES[finding.grade])}")),
        *(((t.say("人工复核", "Decision"), decided(t, item)),) if item.decision else ()),
    )  # fmt: skip
    blocks: list[Block] = [Facts(rows), Heading(t.say("证据摘录", "Evidence"), 3), *evidence(t, finding),
                           Heading(t.say("证据来源", "Source of the evidence"), 3), _sources(t, item), Blanks(_answers(t))]  # fmt: skip
    return Section(t.say(f"取证单　{paper}", f"Evidence sheet {paper}"), tuple(blocks), True)


def _sources(t: Telling, item: Item) -> Table:
    """Each place that a quote stands in, with its file's whole hash."""
    places: dict[Source, None] = {item.finding.source: None}
    places.update((e.source, None) for e in item.finding.evidence if e.source)
    rows = tuple((t.place(source), t.hashes.get(source.file, "—")) for source in places)
    return Table((t.say("文件 · 工作表 · 行", "File, sheet, row"), "SHA-256"), rows, (46, 54), fine=True)


def _answers(t: Telling) -> tuple[tuple[str, int], ...]:
    return (
        (t.say("被检查机构意见（属实 / 部分属实 / 不属实，理由）：", "The agency's opinion (true / in part / not true; why):"), 2),
        (t.say("机构负责人（签字、盖章）、日期：", "For the agency (signature, seal), date:"), 1),
        (t.say("取证人、复核人（签字）、日期：", "Taken by, checked by (signatures), date:"), 1),
    )
