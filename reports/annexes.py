"""The annexes: rules, all findings, file hashes with how each column was read, and people by number of findings."""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules import RULES
from reports.blocks import Block, Heading, Para, Section, Table
from reports.evidence import cut, short_quotes
from reports.fieldnames import field_name
from reports.opinion import score_rows, scores
from reports.rhythm import visitors
from reports.tally import Item
from reports.telling import Telling
from reports.words import GRADES, KINDS, STANDINGS


def annexes(t: Telling) -> tuple[Section, ...]:
    """Five annexes, in every edition."""
    return (_rules(t), _details(t), _files(t), _scoring(t), _people(t))


def _rules(t: Telling) -> Section:
    """附件一 规则清单"""
    head = (
        t.say("规则", "Rule"),
        t.say("级别", "Grade"),
        t.say("违反情形", "Broken by"),
        t.say("不违反情形", "Not broken by"),
        t.say("依据", "Basis"),
    )
    policy = t.result.policy
    rows = tuple((f"{t.text(r.title)}\n{r.code}", t.text(GRADES[r.grade]), t.text(r.broken), t.text(r.kept), t.text(policy.basis(r.code, t.result.as_of)))
                 for r in RULES)  # fmt: skip
    note = t.say(f"依据栏为审计基准日（{t.day(t.result.as_of)}）有效的条款；每条记录实际适用其外访当日有效的条款。",
                 f"The basis is as in force on the audit date ({t.day(t.result.as_of)}); each visit is judged by its own day.")  # fmt: skip
    return Section(
        t.say("附件一　规则清单及条款", "Annex 1  Rules and clauses"),
        (Para(note, "small"), Table(head, rows, (20, 8, 24, 22, 26), fine=True)),
        True,
    )


def _details(t: Telling) -> Section:
    """附件二 明细表: everything that is not dismissed, then what was."""
    head = (t.say("序号", "No."), t.say("规则", "Rule"), t.say("结果", "Result"), t.say("案件、日期、机构", "Case, date, agency"),
            t.say("事实与引文", "Fact and quotes"), t.say("位置", "Where"))  # fmt: skip
    limit = t.options.annex_rows
    shown = t.items if limit is None else t.items[:limit]
    blocks: list[Block] = []
    if len(shown) < len(t.items):
        left, sheet = len(t.items) - len(shown), t.options.edition != "agency"
        blocks.append(Para(t.say(f"共{len(t.items):,}项，本表列前{len(shown):,}项，其余{left:,}项见{t.elsewhere}{'“检查结果”表' if sheet else ''}。",
                                 f"{len(t.items):,} in all; the first {len(shown):,} are listed, the other {left:,} are "
                                 + ("on the workbook's sheet “Findings”." if sheet else f"in {t.elsewhere}.")), "plain"))  # fmt: skip
    if shown:
        rows = tuple(_detail(t, n, item) for n, item in enumerate(shown, 1))
        blocks.append(Table(head, rows, (6, 15, 11, 20, 33, 15), frozenset({0}), fine=True))
    else:
        blocks.append(Para(t.say("无。", "None.")))
    return Section(t.say("附件二　明细表", "Annex 2  All findings"), tuple(blocks), True)


def _detail(t: Telling, n: int, item: Item) -> tuple[str, ...]:
    f, visit = item.finding, item.visit
    message = cut(t, t.masked(t.text(f.message), f), 240)
    day = visit.visit_date.isoformat() if visit and visit.visit_date else "—"
    who = (visit.case_id, day, t.agency(visit.agency)) if visit else (t.agency(item.agency),)
    return (str(n), f"{t.title(f.rule)}\n{t.text(GRADES[f.grade])}", t.text(STANDINGS[item.standing]), "\n".join(filter(None, who)),
            f"{message}\n{short_quotes(t, f)}", t.place(f.source))  # fmt: skip


def _files(t: Telling) -> Section:
    """附件三 文件校验值及列对应"""
    head = (t.say("文件", "File"), t.say("类别", "Kind"), "SHA-256")
    rows = tuple((f.name, t.text(KINDS[f.kind]) if f.kind else "—", f.sha256) for f in t.result.files)
    blocks: list[Block] = [Table(head, rows, (34, 14, 52)), Heading(t.say("列的对应关系", "How columns were read"), 2)]
    blocks += _columns(t)
    return Section(t.say("附件三　文件校验值", "Annex 3  Files"), tuple(blocks), True)


def _columns(t: Telling) -> Iterator[Block]:
    head = (t.say("文件 · 工作表", "File, sheet"), t.say("标题行", "Header row"), t.say("列标题 → 含义", "Header → meaning"))
    rows = []
    for report in t.result.files:
        for sheet in report.sheets:
            unused = t.say("（原样保留，无对应含义）", "(kept as it is, no meaning of its own)")
            pairs = t.say("；", "; ").join(f"{h} → {t.text(field_name(f)) if f else unused}" for h, f in sheet.columns.items())
            rows.append((t.dot.join(filter(None, (report.name, sheet.name))), str(sheet.header_row), pairs))
    if rows:
        yield Table(head, tuple(rows), (28, 10, 62), frozenset({1}), fine=True)


def _scoring(t: Telling) -> Section:
    """附件四 评分计算表"""
    head = (t.say("机构", "Agency"), t.say("级别", "Grade"), t.say("规则", "Rule"), t.say("项数", "Count"), t.say("每项扣分", "Points"),
            t.say("扣分", "Cost"), t.say("本级上限", "Cap"))  # fmt: skip
    blocks = [*scores(t)]
    if rows := score_rows(t):
        blocks.append(Table(head, rows, (26, 10, 28, 8, 10, 9, 9), frozenset({3, 4, 5, 6})))
    return Section(t.say("附件四　评分计算表", "Annex 4  Scoring"), tuple(blocks))


def _people(t: Telling) -> Section:
    """附件五 人员汇总: visits and findings of each visitor; nobody's guilt."""
    head = (
        t.say("机构", "Agency"),
        t.say("外访人员", "Visitor"),
        t.say("工号", "Number"),
        t.say("外访记录数", "Visits"),
        t.say("有疑似违规的记录", "With violation"),
        t.say("涉及疑似违规（项）", "Findings"),
    )
    rows = tuple((t.agency(v.agency), t.visitor(v.name), v.number or "—", f"{v.visits:,}", f"{v.broken:,}", f"{v.findings:,}")
                 for v in visitors(t))  # fmt: skip
    title = t.say("附件五　人员汇总", "Annex 5  People")
    if not rows:
        return Section(title, (Para(t.say("无。", "None.")),))
    note = t.say("仅列记录涉及疑似违规的外访人员；一条记录的多名人员分别计数，不表示个人责任。",
                 "Only people in whose records something was found; each person of a visit is counted, which says nothing of anyone's fault.")  # fmt: skip
    return Section(title, (Para(note, "small"), Table(head, rows, (28, 18, 16, 12, 14, 14), frozenset({3, 4, 5}))))
