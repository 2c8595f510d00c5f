"""The rectification notice (整改通知书) of one agency: what was found, what it rests on, what is required until when, how to reply."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Lang, Text
from reports.blocks import AuditReport, Blanks, Block, Facts, Headline, Para, Section, Table
from reports.content import OUTWARD, pdf_date
from reports.editions import agencies as all_agencies
from reports.editions import only, plan
from reports.evidence import short_quotes
from reports.gaps import unchecked
from reports.issues import Issue, issues, paper_number
from reports.measures import CONSEQUENCES, MEASURES, OTHERWISE, TERMS
from reports.overview import cited
from reports.result import AuditResult
from reports.tally import Item, share
from reports.telling import Telling
from reports.words import GRADES

APPEAL_DAYS = 5
CASES_NAMED = 12  # case numbers in the list of problems; the annex has them all


def notice(result: AuditResult, agency: str, lang: Lang = "zh", every: Sequence[str] = ()) -> AuditReport:
    """One notice an agency and audit, on its own edition's terms: nothing of other agencies, borrowers masked.

    `every` agency in order where `result` is already that agency's own: the numbers of papers depend on it.
    """
    every = tuple(every) or all_agencies(result)
    t = Telling(only(result, agency), lang, plan("agency").options)
    place = every.index(agency) + 1
    found = issues(t, every)
    sure = [i for i in found if i.confirmed]
    draft = not sure and bool(found)
    bank = result.project.bank or t.say("____________银行", "____________ Bank")
    title = t.say(f"{bank}\n整改通知书", f"{bank}\nRectification notice")
    under = (
        paper_number(t, place),
        t.say("（征求意见稿：问题尚未经人工确认）", "(draft for comment: nothing was confirmed by a person yet)") if draft else "",
    )
    sections = (
        Section("", (Headline(title, tuple(filter(None, under))), Para(t.say(f"致：{t.agency(agency)}", f"To: {t.agency(agency)}"), "plain"))),
        _checked(t), _problems(t, found), _provisions(t, found), _required(t, found), _terms(t, found), _sanctions(t, found), _reply(t, bank),
        _list(t, found), _asked(t), _form(t, found), _receipt(t, paper_number(t, place)),
    )  # fmt: skip
    return AuditReport(
        lang=lang, title=title.replace("\n", t.say("", ", ")), subtitle="", number=t.say("编号：", "No. ") + paper_number(t, place),
        classification=t.say(*OUTWARD), contents_title="", cover=(), cover_note="",
        page_of=t.say("第 {page} 页　共 {total} 页", "Page {page} of {total}"), made=pdf_date(t.made),
        subject=t.say("整改通知书", "Rectification notice"), sections=sections, front=False,
    )  # fmt: skip


def _contract(t: Telling) -> str:
    """The clause of the contract that the bank has named, without a stop of its own; '' where it named none."""
    return (t.result.project.contract or t.result.policy.contract).strip().rstrip("。.；; ")


def _right(t: Telling) -> Text:
    """What gives the bank its right to check."""
    clause = _contract(t)
    if clause:
        return Text(f"检查权利依据：{clause}。", f"Our right to check: {clause}.")
    return Text("本次检查依据贵我双方签订的委托合同进行。", "We check under the contract between us.")


def _checked(t: Telling) -> Section:
    start, end = t.period
    right = _right(t)
    whole = t.tally.whole
    said = t.say(
        f"我行对贵司{t.day(start)}至{t.day(end)}的外访记录进行了非现场合规检查，共检查外访记录{whole.visits:,}条。其中{whole.with_violation:,}条"
        f"（{share(whole.with_violation, whole.visits)}，{whole.with_violation:,}/{whole.visits:,}）存在疑似违规，另有{whole.with_review:,}条存在需贵司协助核实的事项，"
        f"后者不计为违规。{right.zh}",
        f"We checked your field-visit records from {t.day(start)} to {t.day(end)} off-site: {whole.visits:,} records. {whole.with_violation:,} of them "
        f"({share(whole.with_violation, whole.visits)}, {whole.with_violation:,}/{whole.visits:,}) show suspected violations; {whole.with_review:,} more hold "
        f"matters that we ask you to help settle, which do not count as violations. {right.en}")  # fmt: skip
    gaps = tuple(unchecked(t.result, t.options.left_out))
    blocks: list[Block] = [Para(said)]
    if gaps:
        named = t.say("；", "; ").join(f"{t.text(what)}{t.say('：', ': ')}{t.text(why)}" for what, why in gaps)
        blocks.append(Para(t.say(f"未能检查或只能部分检查：{named}。", f"Not or only partly checked: {named}."), "small"))
    return Section(t.say("一、检查情况", "1. What was checked"), tuple(blocks))


def _problems(t: Telling, found: Sequence[Issue]) -> Section:
    """What a person has confirmed is called a problem; what nobody has looked at yet is put to the agency as a question."""
    title = t.say("二、存在问题", "2. Problems")
    if not found:
        return Section(title, (Para(t.say("本次检查未发现疑似违规。", "No suspected violation was found.")),))
    blocks: list[Block] = []
    told = ((True, "经人工复核确认的问题：", "Confirmed by a person:"),
            (False, "尚未经人工确认的疑似问题，请贵司说明；说明前不作为处理依据：", "Suspected and not confirmed yet; please explain. Until then they ground no measure:"))  # fmt: skip
    for sure, zh, en in told:
        rows = []
        for issue in found:
            items = [i for i in issue.items if (i.standing == "confirmed") is sure]
            if items:
                rows.append(
                    (
                        issue.short,
                        t.title(issue.rule),
                        t.text(GRADES[min(i.finding.grade for i in items)]),
                        f"{len(items):,}",
                        _cases(t, items),
                    )
                )
        if rows:
            blocks.append(Para(t.say(zh, en), "plain"))
            head = (
                t.say("问题编号", "No."),
                t.say("问题", "Problem"),
                t.say("级别", "Grade"),
                t.say("项数", "Count"),
                t.say("案件编号", "Cases"),
            )
            blocks.append(Table(head, tuple(rows), (10, 24, 10, 8, 48), frozenset({3})))
    return Section(title, tuple(blocks))


def _cases(t: Telling, items: Sequence[Item]) -> str:
    cases = list(dict.fromkeys(i.visit.case_id for i in items if i.visit and i.visit.case_id))
    more = t.say(f"等{len(cases)}件", f" and {len(cases) - CASES_NAMED} more") if len(cases) > CASES_NAMED else ""
    return t.join(cases[:CASES_NAMED]) + more or "—"


def _provisions(t: Telling, found: Sequence[Issue]) -> Section:
    """By rank; what rests on the contract or the bank's own rules stands apart."""
    rows, bare = [], []
    for issue in found:
        bases = list(dict.fromkeys(t.text(i.finding.basis) for i in issue.items if cited(t, i)))
        if bases:
            provisions = dict.fromkeys(c for basis in bases for c in basis.split(t.say("；", "; ")))
            rows.append((issue.short, _titled(t, issue), "\n".join(provisions)))
        else:
            bare.append(_titled(t, issue))
    blocks: list[Block] = []
    if rows:
        head = (
            t.say("问题编号", "No."),
            t.say("问题", "Problem"),
            t.say("规定（层级、施行日期）", "Provision (rank, in force from)"),
        )
        blocks.append(Table(head, tuple(rows), (10, 24, 66)))
    if bare:
        blocks.append(Para(t.say(f"下列问题的依据为委托合同或我行制度，不作为违反监管规定引用：{t.join(bare)}。",
                                 f"These rest on the contract or the bank's own rules and are not cited as breaches of regulation: {t.join(bare)}.")))  # fmt: skip
    return Section(t.say("三、违反的规定", "3. Provisions"), tuple(blocks) or (Para(t.say("无。", "None.")),))


def _titled(t: Telling, issue: Issue) -> str:
    """The problem's title; of what nobody confirmed it says so."""
    return t.title(issue.rule) + ("" if issue.confirmed else t.say("（疑似）", " (suspected)"))


def _required(t: Telling, found: Sequence[Issue]) -> Section:
    """What is confirmed must be mended; what is only suspected must be explained first."""
    title = t.say("四、整改要求", "4. What is required")
    if not found:
        return Section(title, (Para(t.say("无。", "None.")),))
    sure, open_ = _parted(found)
    blocks: list[Block] = []
    if not sure:
        blocks.append(
            Para(
                t.say(
                    "下列为拟提出的整改要求，问题经确认后适用。", "What we mean to require; it applies once a problem is confirmed."
                ),
                "plain",
            )
        )
    head = (t.say("问题编号", "No."), t.say("整改要求", "Requirement"), t.say("应提交的材料", "Proof wanted"))
    rows = []
    for issue in sure or found:
        measure, proof = MEASURES.get(issue.rule, OTHERWISE)
        rows.append((issue.short, t.text(measure), t.text(proof)))
    blocks.append(Table(head, tuple(rows), (10, 56, 34)))
    if open_:
        numbers = t.join([issue.short for issue in open_])
        named = numbers if sure else t.say(f"{open_[0].short}至{open_[-1].short}", f"{open_[0].short} to {open_[-1].short}")
        blocks.append(Para(t.say(f"尚未确认的疑似问题（{named}）：请在收到本通知之日起{APPEAL_DAYS}个工作日内书面说明并提供材料，经确认后另行提出整改要求。",
                                 f"Suspected and not confirmed ({named}): please explain in writing with proof within {APPEAL_DAYS} working days of receipt; "
                                 "requirements follow once they are confirmed.")))  # fmt: skip
    return Section(title, tuple(blocks))


def _parted(found: Sequence[Issue]) -> tuple[list[Issue], list[Issue]]:
    """Issues of which something was confirmed, and the others."""
    return [i for i in found if i.confirmed], [i for i in found if not i.confirmed]


def _terms(t: Telling, found: Sequence[Issue]) -> Section:
    sure, _ = _parted(found)
    told = sure or found
    grades = sorted({issue.sure_grade for issue in told})
    rows = tuple((t.text(GRADES[g]), t.text(TERMS[g]), t.join([i.short for i in told if i.sure_grade == g])) for g in grades)
    head = (t.say("级别", "Grade"), t.say("期限", "Term"), t.say("问题编号", "Problems"))
    begins = t.say("期限自收到本通知之日起计算。", "Terms run from receipt of this notice. ") if sure or not found else t.say(
        "下列期限自问题确认并通知之日起计算。", "These terms run from the day on which a problem is confirmed and told. ")  # fmt: skip
    said = Para(begins + t.say("逾期未完成的，按委托合同约定处理。", "What is late is dealt with under the contract."))
    return Section(t.say("五、整改期限", "5. Terms"), (said, Table(head, rows, (14, 24, 62))) if rows else (said,))


def _sanctions(t: Telling, found: Sequence[Issue]) -> Section:
    """What the bank may do; the boxes are ticked by whoever is entitled."""
    sure = [issue.sure_grade for issue in found if issue.confirmed]
    blocks: list[Block] = []
    if sure:
        blocks.append(
            Para(
                t.say(
                    f"按已确认问题的最高级别，建议：{t.text(CONSEQUENCES[min(sure)])}",
                    f"By the gravest confirmed problem we suggest: {t.text(CONSEQUENCES[min(sure)])}",
                )
            )
        )
    blocks.append(Para(t.say("□ 扣分　□ 违约金　□ 停案　□ 召回案件　□ 限制新增委案　□ 约谈　□ 终止合作　□ 上报\n（由审批人勾选）",
                             "□ deduction  □ penalty  □ suspension  □ recall of cases  □ no new cases\n□ talk  □ termination  □ report\n"
                             "(ticked by whoever approves)"), "plain"))  # fmt: skip
    return Section(t.say("六、处理措施", "6. Measures taken"), tuple(blocks))


def _reply(t: Telling, bank: str) -> Section:
    said = t.say(
        f"请在规定期限内提交书面整改报告、证明材料，并逐项填写所附整改反馈表（Excel）。对事实不认可的，请自收到之日起{APPEAL_DAYS}个工作日内提出申诉，"
        "写明问题编号、理由并附录音录像等证明材料；我行复核后书面答复。",
        f"Please send a written report with proof within the terms and fill in the reply sheet (Excel) item by item. Whoever does not agree with "
        f"a fact may appeal within {APPEAL_DAYS} working days of receipt, naming the problem's number and the reason, with recordings or other "
        "proof; we review it and answer in writing.")  # fmt: skip
    facts = Facts(
        (
            (t.say("签发单位", "Issued by"), bank),
            (t.say("签发人、盖章", "Signature, seal"), "____________________"),
            (t.say("日期", "Date"), "____________________"),
        )
    )
    return Section(t.say("七、反馈要求", "7. Reply"), (Para(said), facts))


def _list(t: Telling, found: Sequence[Issue]) -> Section:
    """附件1: every finding with its quotes."""
    head = (
        t.say("问题编号", "No."),
        t.say("案件、日期", "Case, date"),
        t.say("事实与引文", "Fact and quotes"),
        t.say("状态", "State"),
        t.say("位置", "Where"),
    )
    rows = []
    for issue in found:
        for item in issue.items:
            day = item.visit.visit_date.isoformat() if item.visit and item.visit.visit_date else "—"
            state = t.say("已确认", "confirmed") if item.standing == "confirmed" else t.say("疑似", "suspected")
            fact = f"{t.title(issue.rule)}{t.say('：', ': ')}{t.masked(t.text(item.finding.message), item.finding)}\n{short_quotes(t, item.finding)}"
            rows.append(
                (issue.short, f"{item.visit.case_id if item.visit else '—'}\n{day}", fact, state, t.place(item.finding.source))
            )
    table: Block = Table(head, tuple(rows), (9, 15, 46, 11, 19), fine=True) if rows else Para(t.say("无。", "None."))
    return Section(t.say("附件1　问题清单及证据摘录", "Annex 1  Problems with their evidence"), (table,), True)


def _asked(t: Telling) -> Section:
    """附件2: what the agency is asked to help settle; these are no violations."""
    waiting = [i for i in t.items if i.standing == "review"]
    title = t.say("附件2　请协助核实的事项（不计为违规）", "Annex 2  Matters to be settled (no violations)")
    if not waiting:
        return Section(title, (Para(t.say("无。", "None.")),))
    head = (t.say("案件、日期", "Case, date"), t.say("事项", "Matter"), t.say("引文", "Quotes"), t.say("请提供", "Please send"))
    rows = tuple(
        (f"{i.visit.case_id if i.visit else '—'}\n{i.visit.visit_date if i.visit and i.visit.visit_date else '—'}",
         f"{t.title(i.finding.rule)}\n{t.masked(t.text(i.finding.message), i.finding)}", short_quotes(t, i.finding), t.masked(t.text(i.finding.clears), i.finding))
        for i in waiting
    )  # fmt: skip
    return Section(title, (Table(head, rows, (16, 30, 28, 26), fine=True),))


def _form(t: Telling, found: Sequence[Issue]) -> Section:
    """附件3: the reply form on paper; the workbook has the same columns."""
    head = (t.say("问题编号及描述", "No. and problem"), t.say("是否认可", "Agreed"), t.say("原因分析", "Cause"), t.say("整改措施", "Measure"), t.say("责任人", "Owner"),
            t.say("完成时间", "Done by"), t.say("完成情况", "State"), t.say("佐证材料", "Proof"), t.say("长效机制", "Lasting"), t.say("验收（银行）", "Accepted (bank)"))  # fmt: skip
    rows = tuple((f"{issue.short}\n{t.title(issue.rule)}", "\n", "", "", "", "", "", "", "", "") for issue in found)
    signed = Blanks(
        (
            (t.say("机构负责人（签字、盖章）及日期：", "For the agency (signature, seal), date:"), 1),
            (t.say("银行验收人、日期、是否关闭：", "Accepted for the bank by, date, closed:"), 1),
        )
    )
    table: tuple[Block, ...] = (Table(head, rows, (17, 8, 14, 14, 8, 9, 9, 10, 10, 9), fine=True),) if rows else ()
    return Section(t.say("附件3　整改反馈表", "Annex 3  Reply form"), (*table, signed), True)


def _receipt(t: Telling, paper: str) -> Section:
    lines = tuple((t.say(zh, en), 1) for zh, en in (
        ("收件单位（盖章）：", "Received by (seal):"), ("收件人（签字）：", "Received by (signature):"), ("收到日期：", "Date of receipt:")))  # fmt: skip
    facts = Facts(((t.say("文号", "Notice"), paper), (t.say("收件机构", "To"), t.agency(t.result.project.agency))))
    return Section(t.say("送达回执", "Receipt"), (facts, Blanks(lines)), True)
