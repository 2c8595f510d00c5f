"""The account is (nearly) that of another case's visit.

Broken when, names, dates and figures aside, the texts are equal or almost so. Not broken within one case, nor by stock phrases shorter
than a sentence. Where the other case's visit was at the same place, time and by the same people, one visit served both: a person looks.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.casebook import Casebook, elsewhere
from audit.model import Evidence, Found, Text, Visit
from audit.rules.rule import Rule, review, violation
from audit.values.address import Verdict, compare

_STOCK = 10  # characters above the least length within which an equal text may still be a stock sentence
_CASES_AT_ONE_DOOR = 3  # others than the visit's own: a household's
_TWO_CASES = Text(
    "同一时间、同一地址、同样人员的一次上门，以相同文字记入另一案件{case}：是否确为一次上门办两案，须核实。",
    "One visit, at one time and place by the same people, is told in the same words for another case, {case}; whether one visit served both has to be settled.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    copies = book.copies(visit)
    first, count = copies.of_other_cases(visit)
    if first is None:
        return None
    from audit.values.similarity import bare, longest_equal  # numpy and rapidfuzz only where there is a copy

    start, there, length = longest_equal(visit.account, first.account)
    own = bare(visit.account, (*visit.visitors, visit.borrower_name, visit.person_met))
    message = _lay(count, first, own == bare(first.account, (*first.visitors, first.borrower_name, first.person_met)))
    quotes = (
        visit.quote("account", start, start + length),
        Evidence("account", first.account[there : there + length], there, there + length, first.source),
    )
    if len(own) < book.limits(visit).copied_min_length + _STOCK:
        return review(message, *quotes)
    if _one_visit(visit, copies.at_one_time(visit), count):
        both = (visit.cell("visit_address"), elsewhere(first, "visit_address"))
        return review(_TWO_CASES.format(case=first.case_id or first.borrower_name), *quotes, *both)
    return violation(message, *quotes)


def _one_visit(visit: Visit, others: Sequence[Visit], count: int) -> bool:
    """Whether all copies tell of this very visit: a couple in one flat, two cases of one door."""
    if not 0 < count <= _CASES_AT_ONE_DOOR:
        return False
    same = (compare(other.visit_address, visit.visit_address).verdict is Verdict.SAME for other in others)
    return len(others) == count and bool(visit.visit_address) and all(same)


def _lay(count: int, first: Visit, equal: bool) -> Text:
    day = first.visit_date or first.as_typed("visit_date")
    how = Text("相同", "equal") if equal else Text("几乎相同", "nearly equal")
    others = f"{count} other cases, one of them " if count > 1 else "another case, "
    return Text(
        f"除姓名、日期、数字外，外访经过与另外{count}个案件的记录{how.zh}，{'其一为' if count > 1 else '即'}{day}案件{first.case_id}的外访。",
        f"Names, dates and figures aside, the account is {how.en} to that of {others}the visit of {day}, case {first.case_id}.",
    )


RULE = Rule(
    "copied_account",
    title=Text("记录雷同", "Copied account"),
    ground="T",
    grade=1,
    family="record",
    broken=Text(
        "除姓名、日期、数字外，外访经过与另一案件的外访经过相同或几乎相同。",
        "Names, dates and figures aside, the account is equal or nearly equal to that of a visit in another case.",
    ),
    kept=Text(
        "同一案件的记录之间；短于规则包规定字数的惯用语句。同时同址同人的一次上门记入两案的，仅提示核实。",
        "Between records of one case; stock phrases shorter than the length that the policy pack sets. One visit told for two cases is "
        "only put to a person.",
    ),
    clears=Text("两次外访各自的录音录像，证明内容确实如此。", "The recordings of both visits that bear out each account."),
    check=check,
    across=True,
)
