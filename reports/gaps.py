"""What an audit could not check, and why: columns that no log has, no case file, no register, rules switched off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.model import FileKind, Text
from audit.rules import BY_CODE, RULES
from reports.fieldnames import field_name
from reports.result import AuditResult

#: Rules that need columns beyond the account: any one of a group is enough.
NEEDED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("latitude",), ("location_mismatch",)),
    (("recorded_at",), ("late_record",)),
    (("recording_start", "recording_end"), ("recording_mismatch",)),
    (("start_time", "end_time"), ("prohibited_hours", "visitor_overlap")),
    (("promise_date",), ("missed_follow_up",)),
    (("visit_address",), ("third_party_address",)),
    (("visitors",), ("lone_visitor",)),
)
BY_CASES = ("third_party_address", "no_outsourcing_notice", "visit_during_dispute")
BY_STAFF = ("untrained_visitor", "subcontracted_visit")


def unchecked(result: AuditResult, left_out: frozenset[str] = frozenset()) -> Iterator[tuple[Text, Text]]:
    """What was not checked or only in part, with the reason. Rules `left_out` of a report are not asked for."""
    kinds = {f.kind for f in result.files if not f.failed}
    if FileKind.CASES not in kinds:
        yield (
            _titles(BY_CASES),
            Text("未提供案件台账，只能依据日志自身内容检查", "no case file was given; checked by the log alone"),
        )
    if FileKind.STAFF not in kinds:
        yield (
            _titles(BY_STAFF),
            Text("未提供外访人员名册，只能依据日志自身内容检查", "no staff register was given; checked by the log alone"),
        )
    yield from _columns(result, left_out)
    off = [r.code for r in RULES if any(r.code in p.off for p in result.policy.periods)]
    if off:
        yield _titles(off), Text("规则包在全部或部分施行期内停用", "switched off by the policy pack for all or some of its periods")
    failed = [f.name for f in result.files if f.failed]
    if failed:
        yield (
            Text("、".join(failed), ", ".join(failed)),
            Text("文件未能读取，其中记录未检查", "the file could not be read; its records were not checked"),
        )


def _columns(result: AuditResult, left_out: frozenset[str]) -> Iterator[tuple[Text, Text]]:
    """Logs that lack what a rule needs, sheet by sheet."""
    for fields, rules in NEEDED:
        lacking = [" | ".join(filter(None, (report.name, sheet.name))) for report in result.files if report.kind is FileKind.VISITS
                   for sheet in report.sheets if not set(fields) & set(sheet.columns.values())]  # fmt: skip
        if lacking and not set(rules) <= left_out:
            names = [field_name(f) for f in fields]
            yield (
                _titles(rules),
                Text(
                    f"下列日志没有“{'”或“'.join(n.zh for n in names)}”列：{'、'.join(lacking).replace(' | ', ' · ')}",
                    f"no column “{'” or “'.join(n.en for n in names)}” in: {', '.join(lacking)}",
                ),
            )


def _titles(codes: Sequence[str]) -> Text:
    titles = [BY_CODE[code].title for code in codes if code in BY_CODE]
    return Text("、".join(t.zh for t in titles), ", ".join(t.en for t in titles))
