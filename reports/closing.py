"""Sections seven to ten and the sign-off page: data quality, what is asked, the agency's reply, the decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.model import Problem
from audit.policy import RANKS
from reports.blocks import Blanks, Block, Facts, Heading, Para, Section, Table
from reports.evidence import cut
from reports.fieldnames import field_name
from reports.measures import CONSEQUENCES, MEASURES, OTHERWISE, TERMS
from reports.overview import cited_clauses
from reports.reply import chosen
from reports.result import Reply
from reports.tally import Item
from reports.telling import Telling, number
from reports.words import GRADES

PROBLEMS_SHOWN = 30


def quality(t: Telling) -> Section:
    """七、数据质量与局限"""
    found = [p for f in t.result.files for p in f.problems]
    blocks: list[Block] = [Heading(t.say("（一）数据质量", "7.1 Data quality"), 2)]
    if found:
        blocks += _problems(t, found)
    else:
        blocks.append(Para(t.say("全部单元格均按原意读取。", "All cells were read as meant.")))
    blocks += _missing(t)
    blocks.append(Heading(t.say("（二）局限", "7.2 Limits"), 2))
    blocks += _limits(t)
    return Section(t.say("七、数据质量与局限", "7. Data quality and limits"), tuple(blocks))


def _problems(t: Telling, found: list[Problem]) -> Iterator[Block]:
    rows = sum(s.rows for f in t.result.files for s in f.sheets)
    counts = Counter(p.file for p in found)
    parts = t.join([t.say(f"{name}（{n:,}处）", f"{name}: {n:,}") for name, n in sorted(counts.items())])
    yield Para(t.say(f"读入记录{rows:,}行。另有{len(found):,}处未作为记录读入或未能按原意读取，请人工核对：{parts}。",
                     f"Records read: {rows:,}. Places that were left out or could not be read as meant and need a person's look: {len(found):,} ({parts})."))  # fmt: skip
    yield Table(_problem_head(t), tuple(problem_row(t, p) for p in found[:PROBLEMS_SHOWN]), (30, 10, 16, 26, 18))
    if len(found) > PROBLEMS_SHOWN and t.options.edition == "agency":
        yield Para(
            t.say(f"其余{len(found) - PROBLEMS_SHOWN:,}处未列出。", f"Not listed: {len(found) - PROBLEMS_SHOWN:,} more."), "plain"
        )
    elif len(found) > PROBLEMS_SHOWN:
        yield Para(t.say(f"其余{len(found) - PROBLEMS_SHOWN:,}处见工作簿“未读单元格”表。",
                         f"On the workbook's sheet “Issues”: {len(found) - PROBLEMS_SHOWN:,} more."), "plain")  # fmt: skip


def _problem_head(t: Telling) -> tuple[str, ...]:
    return (
        t.say("文件 · 工作表", "File, sheet"),
        t.say("行", "Row"),
        t.say("列", "Column"),
        t.say("问题", "Problem"),
        t.say("原值", "Value"),
    )


def problem_row(t: Telling, p: Problem) -> tuple[str, ...]:
    return (
        t.dot.join(filter(None, (p.file, p.sheet))),
        str(p.row or "—"),
        p.column or "—",
        t.text(p.problem),
        cut(t, t.value(p), 60),
    )


def _missing(t: Telling) -> Iterator[Block]:
    rows = tuple((t.dot.join(filter(None, (f.name, s.name))), t.join([t.text(field_name(m)) for m in s.missing]))
                 for f in t.result.files for s in f.sheets if s.missing)  # fmt: skip
    if rows:
        yield Para(
            t.say(
                "下列日志缺少必备列，相应内容无从检查：",
                "These logs lack mandatory columns; what they would hold could not be checked:",
            ),
            "plain",
        )
        yield Table((t.say("日志", "Log"), t.say("缺少的列", "Missing columns")), rows, (50, 50))


def _limits(t: Telling) -> Iterator[Block]:
    sentences = [
        t.say("检查以机构报送的记录为限，未调阅录音录像、签到轨迹等原始材料；记录未载明的行为无法发现。",
              "The check rests on the records delivered; recordings, sign-ins and tracks were not examined, and conduct that no record "
              "tells of cannot be found."),
        t.say("对文字记录的判读由程序完成，可能误判或遗漏，认定前应由人工对照原文复核。",
              "Accounts are read by a program, which may err or miss; before any decision a person should compare the source."),
    ]  # fmt: skip
    _, bare = cited_clauses(t)
    if bare:
        sentences.append(t.say(f"{t.join([t.title(r) for r in bare])}仅以{RANKS['policy'].zh}为依据，不宜作为违反监管规定引用。",
                               f"{t.join([t.title(r) for r in bare])}: these rest on {RANKS['policy'].en} only and should not be cited "
                               "as breaches of regulation."))  # fmt: skip
    if t.left_out and t.options.edition != "agency":
        rules, number_of = t.join([t.title(r) for r in t.left_out]), sum(t.left_out.values())
        sentences.append(t.say(f"“{rules}”属机构催收管理事项，不涉及债务人权益，不列入本报告，也不计入本报告的数量、比率和评分；共{number_of:,}项，见工作簿及检查结果 JSON。",
                               f"“{rules}” is about an agency's diligence, not about a debtor's rights; its findings ({number_of:,}) are left out of "
                               "this report and of its counts, rates and scores. They are in the workbook and the findings JSON."))  # fmt: skip
    if t.options.mask:
        sentences.append(_masking(t))
    for n, sentence in enumerate(sentences, 1):
        yield Para(t.say(f"{n}．{sentence}", f"{n}. {sentence}"), "body")


def _masking(t: Telling) -> str:
    """What this report hides, as it was made and not as its edition usually is."""
    clear = t.options.clear
    hidden = [t.say(zh, en) for name, zh, en in (("borrowers", "借款人及第三人姓名", "names of borrowers and third persons"),
                                                 ("visitors", "外访人员姓名", "names of visitors")) if name not in clear]  # fmt: skip
    hidden.append(t.say("证件号、电话、卡号", "identity, phone and card numbers"))
    if "rooms" not in clear:
        hidden.append(t.say("房间号（以房号认定地址问题的除外）", "room numbers (but where a finding rests on the room)"))
    return t.say(f"本报告中的{t.join(hidden)}已作脱敏处理，以“*”代替。", f"Masked with “*”: {t.join(hidden)}.")


def measures(t: Telling) -> Section:
    """八、整改建议与要求"""
    own = t.options.edition == "agency"
    title = t.say("八、整改要求", "8. What is required") if own else t.say("八、整改建议与要求", "8. Recommendations")
    head = (t.say("问题", "Finding"), t.say("级别", "Grade"), t.say("项数", "Count"), t.say("整改措施", "Measure"), t.say("期限", "Term"),
            t.say("应提交的材料", "Evidence wanted"), t.say("责任人", "Owner"))  # fmt: skip
    worst: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for item in t.items:
        if item.counts:
            rule, grade = item.finding.rule, item.finding.grade
            worst[rule] = min(grade, worst.get(rule, grade))
            counts[rule] += 1
    rows = []
    for rule, grade in sorted(worst.items(), key=lambda pair: pair[1]):
        measure, evidence = MEASURES.get(rule, OTHERWISE)
        rows.append(
            (t.title(rule), t.text(GRADES[grade]), f"{counts[rule]:,}", t.text(measure), t.text(TERMS[grade]), t.text(evidence), "")
        )
    if not rows:
        return Section(title, (Para(t.say("本次检查无需整改的事项。", "Nothing needs rectification.")),))
    lead = Para(t.say("下列措施供发出整改通知时采用，期限自收到通知之日起算；以复核确认的问题为准。",
                      "Measures for the rectification notice; terms run from its receipt and apply to what a review confirms."))  # fmt: skip
    return Section(title, (lead, Table(head, tuple(rows), (15, 10, 8, 31, 11, 16, 9), frozenset({2}))))


def reply(t: Telling) -> Section:
    """九、机构反馈: what the reply sheets say, or a form."""
    title = t.say("九、被检查机构反馈意见", "9. The agency's reply")
    if t.result.replies:
        return Section(title, tuple(_replied(t)))
    lines = (
        (t.say("对检查事实的意见（认可 / 部分认可 / 不认可，理由及证明材料）：", "On the facts (agreed / agreed in part / not agreed; reasons and proof):"), 4),
        (t.say("整改计划及完成时间：", "Plan of rectification and dates:"), 3),
        (t.say("机构负责人签字（盖章）：　　　　　　　　　　日期：", "For the agency (signature, seal):                    Date:"), 1),
    )  # fmt: skip
    note = t.say("请在整改反馈表（Excel）中逐项反馈，或在下面填写；对事实不认可的，请自收到之日起5个工作日内提出申诉并附证明材料。",
                 "Please reply item by item on the reply sheet (Excel), or below. Whoever does not agree with a fact may appeal with proof within "
                 "5 working days of receipt.")  # fmt: skip
    return Section(title, (Para(note, "lead"), Blanks(lines)) if t.options.edition == "agency" else (Blanks(lines),))


def _replied(t: Telling) -> Iterator[Block]:
    """How much was answered and how; then what was not agreed with, in the agency's words."""
    asked = [i for i in t.items if i.standing != "dismissed"]
    answered = [(i, r) for i in asked if (r := t.result.replies.get(i.finding.fingerprint))]
    by_answer = Counter(chosen(t, r.agreed) for _, r in answered)
    parts = t.join([f"{answer} {n:,}" for answer, n in sorted(by_answer.items())])
    yield Para(t.say(f"要求反馈{len(asked):,}项，机构已反馈{len(answered):,}项（{parts}），未反馈{len(asked) - len(answered):,}项。",
                     f"Replies wanted: {len(asked):,}; given: {len(answered):,} ({parts}); missing: {len(asked) - len(answered):,}."))  # fmt: skip
    head = (t.say("机构", "Agency"), t.say("案件", "Case"), t.say("问题", "Finding"), t.say("是否认可", "Agreed"), t.say("原因与说明", "Cause"),
            t.say("整改措施", "Measure"), t.say("完成情况", "State"), t.say("申诉及验收结果", "Appeal, acceptance"))  # fmt: skip
    rows = tuple((t.agency(i.agency), i.visit.case_id if i.visit else "—", t.title(i.finding.rule), chosen(t, r.agreed), t.masked(r.cause, i.finding),
                  t.masked(r.measure, i.finding), chosen(t, r.state), _accepted(t, i, r)) for i, r in answered)  # fmt: skip
    if rows:
        yield Table(head, rows, (14, 13, 14, 9, 18, 14, 9, 12), fine=True)


def _accepted(t: Telling, item: Item, reply: Reply) -> str:
    """What the bank made of the answer."""
    told = {None: ("待银行复核", "for the bank to review"), True: ("接受", "accepted"), False: ("不接受", "not accepted")}
    return "\n".join(filter(None, (t.say(*told[reply.accepted]), t.masked(reply.remark, item.finding))))


def decision(t: Telling) -> Section:
    """十、处理意见: in the bank's own edition with what the grades suggest."""
    lines = (
        (t.say("认定的问题：", "Violations confirmed:"), 2),
        (t.say("处理措施（扣分、违约金、停案、召回、约谈、终止、上报）：", "Measures (deductions, penalty, suspension, recall, talk, termination, report):"), 3),
        (t.say("整改验收要求及期限：", "Acceptance of the rectification, term:"), 1),
    )  # fmt: skip
    blocks: list[Block] = [*_suggested(t)] if t.options.edition == "internal" else []
    return Section(t.say("十、处理意见", "10. Decision"), (*blocks, Blanks(lines)))


def _suggested(t: Telling) -> Iterator[Block]:
    """What the grades suggest for each agency; a person decides."""
    rows = [(t.agency(c.agency), f"{c.score:g}  {c.rating}", t.say("、", ", ").join(f"{t.text(GRADES[g])} {n}" for g, n in c.by_grade.items()),
             t.text(CONSEQUENCES[min(c.by_grade)])) for c in t.tally.agencies if c.by_grade]  # fmt: skip
    if rows:
        yield Para(t.say("下列为按级别提出的处理建议，以复核确认的问题为准，由有权人员决定。",
                         "What the grades suggest, for what a review confirms; whoever is entitled decides."))  # fmt: skip
        yield Table((t.say("机构", "Agency"), t.say("得分、评级", "Score, rating"), t.say("疑似违规", "Suspected"), t.say("处理建议", "Suggested")),
                    tuple(rows), (24, 14, 24, 38))  # fmt: skip


def receipt(t: Telling) -> Section:
    """送达回执: the last page of what an agency receives."""
    lines = tuple((t.say(zh, en), 1) for zh, en in (
        ("收到文件及份数：", "Papers received, number of copies:"), ("收件单位（盖章）：", "Received by (seal):"),
        ("收件人（签字）：", "Received by (signature):"), ("收到日期：", "Date of receipt:"), ("送达人（签字）：", "Delivered by (signature):")))  # fmt: skip
    facts = Facts(((t.say("报告编号", "Report"), number(t)), (t.say("收件机构", "To"), t.result.project.agency or "—")))
    return Section(t.say("送达回执", "Receipt"), (facts, Blanks(lines)), new_page=True)


def sign_off(t: Telling) -> Section:
    """签章页"""
    lines = tuple((t.say(zh, en), 1) for zh, en in (
        ("检查组组长（签字）：", "Head of the team (signature):"), ("检查组成员（签字）：", "Team (signatures):"),
        ("复核人（签字）：", "Reviewer (signature):"), ("部门负责人（签字、部门公章）：", "Head of department (signature, seal):"),
        ("日期：", "Date:")))  # fmt: skip
    day = t.say("生成日期", "Made on") if t.result.finished else t.say("审计基准日", "Audit date")
    facts = Facts(((t.say("报告编号", "Report"), number(t)), (day, t.made.strftime("%Y-%m-%d"))))
    return Section(t.say("签章页", "Sign-off"), (facts, Blanks(lines)), new_page=True)
