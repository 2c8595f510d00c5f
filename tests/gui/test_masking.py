"""What is hidden on the screen keeps its length, hides nothing that is needed, and lets marks stay where they are."""

from __future__ import annotations

from dataclasses import replace

from audit.model import Evidence, Problem, Text
from audit.store.nouns import FindingRow
from gui.desk import FindingSheet
from gui.masking import masked_problem, masked_row, masked_sheet
from gui.review.marking import spans
from tests.gui.sample import finding, visit

SAID = "钱小芳称电话是13812345678，未出示工作证件，住1栋301室。"


def sheet(*evidence: Evidence, message: str = "钱小芳的电话13812345678未脱敏。") -> FindingSheet:
    of = replace(visit(3, SAID), borrower_name="钱小芳", person_met="钱大勇")
    made = replace(finding("no_id_shown", of, "未出示工作证件"), message=Text(message, message))
    made = replace(made, evidence=evidence or made.evidence)
    return FindingSheet(FindingRow(1, 1, 1, made, case_id=of.case_id, borrower_name="钱小芳", visitors=of.visitors), of)


def test_marks_stay_where_they_are() -> None:
    open_, hidden = sheet(), masked_sheet(sheet())
    assert hidden.visit is not None
    text = hidden.visit.account
    assert len(text) == len(SAID)
    for personal in ("钱小芳", "13812345678", "301"):
        assert personal not in text
    assert spans(hidden, "account", text) == spans(open_, "account", SAID) != []


def test_a_quote_of_half_a_number_is_hidden_as_the_whole_number_is() -> None:
    start = SAID.index("13812345678")
    hidden = masked_sheet(sheet(Evidence("account", SAID[start + 2 : start + 9], start + 2, start + 9)))
    assert hidden.row.finding.evidence[0].quote == "8****56"


def test_a_whole_cell_and_a_quote_from_another_row_are_hidden_too() -> None:
    of = sheet()
    assert of.visit is not None
    other = Evidence("account", "电话13812345678", 0, 13, of.visit.source)
    quotes = [e.quote for e in masked_sheet(sheet(of.visit.cell("borrower_name"), other)).row.finding.evidence]
    assert quotes == ["钱**", "电话138****5678"]


def test_the_message_is_hidden_in_the_table_and_keeps_the_numbers_of_other_cases() -> None:
    assert masked_row(sheet().row).finding.message.zh == "钱**的电话138****5678未脱敏。"
    assert masked_row(sheet(message="与案件HY2609-310的记录相同。").row).finding.message.zh == "与案件HY2609-310的记录相同。"


def test_the_visit_keeps_what_is_needed_to_find_it() -> None:
    hidden = masked_sheet(sheet()).visit
    shown = sheet().visit
    assert hidden is not None
    assert shown is not None
    for name in ("visit_id", "case_id", "agency", "visitors", "visit_date", "source"):
        assert getattr(hidden, name) == getattr(shown, name)
    assert hidden.person_met == "钱**"


def test_a_cell_that_could_not_be_read_is_hidden() -> None:
    assert masked_problem(Problem("a.xlsx", "表", 1, "电话", Text("", ""), "13812345678")).value == "138****5678"
