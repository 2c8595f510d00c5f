"""What only the bank's own edition holds: who decided what and why, and the audit's working paper."""

from __future__ import annotations

from audit.rules import RULES
from reports.blocks import Blanks, Facts, Para, Section, Table
from reports.tally import share
from reports.telling import Telling, number
from reports.words import GRADES, VERDICTS


def decisions(t: Telling) -> Section:
    """附件六 复核记录: every decision with its reason, dismissed findings too."""
    title = t.say("附件六　复核记录", "Annex 6  Decisions")
    head = (t.say("案件", "Case"), t.say("规则", "Rule"), t.say("级别", "Grade"), t.say("结论", "Decision"), t.say("复核人", "By"),
            t.say("时间", "At"), t.say("理由及备注", "Reason and note"), t.say("位置", "Where"))  # fmt: skip
    rows = tuple(
        (item.visit.case_id if item.visit else "—", t.title(item.finding.rule), t.text(GRADES[item.finding.grade]),
         t.text(VERDICTS[item.decision.verdict]), item.decision.by, item.decision.at.strftime("%Y-%m-%d %H:%M"),
         "\n".join(filter(None, (t.reason(item), t.masked(item.decision.note, item.finding)))), t.place(item.finding.source))
        for item in t.items if item.decision
    )  # fmt: skip
    whole = len(t.items)
    said = t.say(f"检查结果共{whole:,}项，已复核{len(rows):,}项（{share(len(rows), whole)}），未复核{whole - len(rows):,}项。",
                 f"Findings: {whole:,}; decided: {len(rows):,} ({share(len(rows), whole)}); open: {whole - len(rows):,}.")  # fmt: skip
    table = (Table(head, rows, (14, 13, 7, 8, 9, 11, 22, 16), fine=True),) if rows else ()
    return Section(title, (Para(said, "held" if rows else "body"), *table), bool(rows))


def working_paper(t: Telling) -> Section:
    """附件七 审计工作底稿"""
    whole = t.tally.whole
    done = sum(1 for item in t.items if item.decision)
    waiting = t.say("（待填）", "(to be filled in)")
    rows = (
        (t.say("底稿编号", "Paper"), f"{number(t)}-W01"),
        (t.say("审计项目", "Audit"), t.say("外访催收合规检查", "Compliance check of field visits")),
        (t.say("审计事项", "Matter"), t.say("委外机构外访行为与外访记录", "Field visits of agencies and their records")),
        (t.say("审计程序", "Procedure"), t.say(
            f"导入机构报送的外访日志及本行案件台账、人员名册，对每条记录执行{len(RULES)}条规则，逐项取得原文证据，由复核人确认或排除。",
            f"The delivered logs, the bank's case file and register were imported; {len(RULES)} rules were applied to every record, each finding "
            "with its evidence verbatim; reviewers confirm or dismiss.")),
        (t.say("抽样方法及样本量", "Sample"), t.say(
            f"全量检查，未抽样：总体{whole.visits:,}条，检查{whole.visits:,}条，覆盖率{share(whole.visits, whole.visits)}。未读入的行见第七节。",
            f"All records, no sample: {whole.visits:,} of {whole.visits:,} ({share(whole.visits, whole.visits)}). Rows left out: section 7.")),
        (t.say("审计过程", "Course"), t.say(
            f"读入文件{len(t.result.files):,}个；检查结果{len(t.items):,}项中已由人工复核{done:,}项（{share(done, len(t.items))}），见附件六。",
            f"Files read: {len(t.result.files):,}. Of {len(t.items):,} findings {done:,} ({share(done, len(t.items))}) were reviewed by a "
            "person: annex 6.")),
        (t.say("发现的问题", "Findings"), t.say(
            f"疑似违规{t.tally.violations:,}项（涉及{whole.with_violation:,}条记录），待核实{t.tally.reviews:,}项，已排除{t.tally.dismissed:,}项；明细见第五、六节及附件二。",
            f"Suspected violations {t.tally.violations:,} ({whole.with_violation:,} visits), to be reviewed {t.tally.reviews:,}, dismissed "
            f"{t.tally.dismissed:,}; sections 5 and 6, annex 2.")),
        (t.say("定性依据", "Basis"), t.say("见第二节；仅以银行制度或合同为依据的事项在第五节乙部分单列。",
                                         "Section 2; what rests on bank policy or contract only stands apart in part B of section 5.")),
        (t.say("影响及风险", "Effect, risk"), t.say("各项问题的影响见第五节；总体影响：", "By problem in section 5; on the whole: ") + waiting),
        (t.say("建议", "Recommended"), t.say("见第八节整改建议与要求、第十节处理意见。", "Sections 8 and 10.")),
        (t.say("附件索引", "Index"), t.say("附件一至六；工作簿；检查结果 JSON", "Annexes 1 to 6; workbook; findings JSON")),
    )  # fmt: skip
    lines = ((t.say("编制人、日期：", "Prepared by, date:"), 1), (t.say("复核人、日期：", "Reviewed by, date:"), 1))
    return Section(t.say("附件七　审计工作底稿", "Annex 7  Working paper"), (Facts(rows), Blanks(lines)), True)
