"""AuditReport: every figure and sentence of the report, decided here as plain data; how it looks is decided elsewhere."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from audit.model import Lang
from reports.annexes import annexes
from reports.blocks import AuditReport, Section
from reports.closing import decision, measures, quality, receipt, reply, sign_off
from reports.editions import PLANS, Plan
from reports.opinion import opinion
from reports.options import REPORT, Options
from reports.overview import basics, basis, scope
from reports.problems import problems, reviews
from reports.result import AuditResult
from reports.telling import Telling, number
from reports.workpaper import decisions, working_paper

ON_COVER = 8  # agencies named on the cover
CLASSIFICATION = ("内部资料　注意保密", "Internal – confidential")
#: On what leaves the bank for an agency.
OUTWARD = ("注意保密", "Confidential")


def tell(result: AuditResult, lang: Lang = "zh", options: Options = REPORT) -> AuditReport:
    """The whole report of an audit in one language and edition. The same audit gives the same report."""
    t = Telling(result, lang, options)
    start, end = t.period
    plan = PLANS[options.edition]
    return AuditReport(
        lang=lang, title=_title(t), subtitle=t.say(f"检查期间：{t.day(start)}至{t.day(end)}", f"Period: {t.day(start)} to {t.day(end)}"),
        number=t.say("编号：", "No. ") + number(t), classification=t.say(*(OUTWARD if options.edition == "agency" else CLASSIFICATION)), contents_title=t.say("目　录", "Contents"),
        cover=_cover(t, plan), cover_note=_note(t, plan), page_of=t.say("第 {page} 页　共 {total} 页", "Page {page} of {total}"),
        made=pdf_date(t.made), subject=t.say("外访催收合规检查", "Field-visit compliance check"), sections=_sections(t), cover_title=_title(t, "\n"),
    )  # fmt: skip


def _sections(t: Telling) -> tuple[Section, ...]:
    """What each edition holds: the regulator's all of the working papers' order, the bank's own more, the agency's its own matters."""
    common = (basics(t), basis(t), scope(t), opinion(t), problems(t), reviews(t), quality(t), measures(t), reply(t))
    if t.options.edition == "agency":
        return (*common, *annexes(t), receipt(t))
    if t.options.edition == "internal":
        return (*common, decision(t), *annexes(t), decisions(t), working_paper(t), sign_off(t))
    return (*common, decision(t), *annexes(t), sign_off(t))


def _title(t: Telling, turn: str = "") -> str:
    """The title in one line; with `turn` as the cover breaks it: who and when, then what."""
    who = t.result.project.agency or _whose(t)
    start, end = t.period
    if t.lang == "en":
        what = "Results of" if t.options.edition == "agency" else "Report on"
        return f"{what} the compliance check of field visits by {who}" + (f", {_months_en(start, end)}" if start and end else "")
    what = "检查结果的告知" if t.options.edition == "agency" else "检查的报告"
    return f"关于{who}{_months(start, end)}{turn}外访催收合规{what}"


def _whose(t: Telling) -> str:
    """The agency where the logs name one and the same, else how many."""
    names = [cell.agency for cell in t.tally.agencies]
    if len(names) == 1 and names[0]:
        return names[0]
    if len(names) > 1 and all(names):
        return t.say(f"{len(names)}家机构", f"{len(names)} agencies")
    return t.say("受托机构", "the agencies")


def _months(start: date | None, end: date | None) -> str:
    if not start or not end:
        return ""
    first = f"{start.year}年{start.month}月"
    if (start.year, start.month) == (end.year, end.month):
        return first
    return f"{first}至{f'{end.year}年' if end.year != start.year else ''}{end.month}月"


def _months_en(start: date, end: date) -> str:
    first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
    return first if first == last else f"{first} to {last}"


def _cover(t: Telling, plan: Plan) -> tuple[tuple[str, str], ...]:
    project = t.result.project
    line = "____________________"
    return (
        (t.say("版本", "Edition"), t.text(plan.name)),
        (t.say("被检查机构", "Agencies"), _named(t)),
        (t.say("检查单位", "Checked by"), project.bank or line),
        (t.say("收件人", "To"), project.addressee or line),
        *(((t.say("抄送", "Copy to"), line),) if t.options.edition != "agency" else ()),
        (t.say("审计基准日", "Audit date"), t.day(t.result.as_of)),
        (t.say("规则包", "Policy pack"), f"{t.result.policy.name} {t.result.policy.version}"),
        (t.say("检查结果校验值", "Digest of results"), digest(t)),
    )  # fmt: skip


def _named(t: Telling) -> str:
    """The agencies by name; a cover has room for some."""
    names = [t.result.project.agency] if t.result.project.agency else [t.agency(cell.agency) for cell in t.tally.agencies]
    if len(names) <= ON_COVER:
        return t.join(names) or "—"
    some = t.join(names[:ON_COVER])
    return t.say(f"{some}等{len(names)}家（见“一、基本情况”）", f"{some} and {len(names) - ON_COVER} more (see 1. Overview)")


def digest(t: Telling) -> str:
    """SHA-256 over every finding and decision: two reports with the same digest report the same results."""
    lines = sorted(f"{i.finding.fingerprint}|{i.finding.rule}|{i.finding.grade}|{i.standing}" for i in t.items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _note(t: Telling, plan: Plan) -> str:
    clear = t.say("未脱敏，仅限内部使用。", "Not masked; for internal use only.")
    return t.say(
        "本报告含个人信息，请按密级保管，不得擅自复制、转发。",
        "This report contains personal data; keep it as classified and do not copy or forward it. ",
    ) + (t.text(plan.note) if t.options.mask else clear)


def pdf_date(made: date | datetime) -> str:
    """The report's own date as the PDF's: never the clock's, so that two builds are equal."""
    return made.strftime("D:%Y%m%d%H%M%SZ") if isinstance(made, datetime) else made.strftime("D:%Y%m%d000000Z")
