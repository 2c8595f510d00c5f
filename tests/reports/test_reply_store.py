"""What agencies answered goes to the letters that asked for it, and stands in every later report of the project."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from audit.letters import Letter, LetterState
from audit.policy import load
from audit.run import Inputs, run_audit
from audit.store.store import Store
from main import main
from reports.letter_papers import letter_notice, letter_result
from reports.reply import FIRST_ROW
from reports.reply_read import read_reply
from reports.reply_sheet import write_reply_sheet
from reports.reply_store import enter_replies, entered_lines, stored_replies
from reports.result import AuditResult
from reports.tailored import stored_result
from tests.reports.test_content import text_of
from tests.reports.test_recheck import log
from tests.steps import drained

DAY = date(2026, 10, 15)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store(f"sqlite:///{tmp_path / 'a.db'}") as made:
        yield made


def audited(store: Store, folder: Path, agency: str = "安信") -> AuditResult:
    return AuditResult.of(drained(run_audit(store, Inputs.of([log(folder)], agency=agency), load("cn-default"), DAY)))


def letter(store: Store, *, sent: bool = True) -> Letter:
    project = store.projects()[-1].id
    last = store.last_run(project)
    assert last is not None
    (made,) = store.make_letters(project, last.id, confirmed_only=False)
    return store.move_letter(made.id, LetterState.SENT, DAY) if sent else made


def filled(result: AuditResult, path: Path, agency: str = "安信") -> Path:
    out = BytesIO()
    for _ in write_reply_sheet(result, agency, out, "zh"):
        pass
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    for row in range(FIRST_ROW, sheet.max_row + 1):
        sheet.cell(row, 11).value = "认可"
        sheet.cell(row, 14).value = "王经理"
    book.save(path)
    return path


def test_answers_go_to_the_letter_that_was_sent(store: Store, tmp_path: Path) -> None:
    result = audited(store, tmp_path)
    asked = letter(store)
    answers = read_reply(filled(result, tmp_path / "反馈.xlsx"), result)
    (entered,) = enter_replies(store, [answers])
    assert [(one.id, n) for one, n in entered.letters] == [(asked.id, asked.items)]
    assert len(answers.replies) - asked.items == entered.left
    assert {item.answer.owner for item in store.letter_items(asked.id) if item.answer} == {"王经理"}
    assert store.letters(asked.project)[0].state is LetterState.ANSWERED
    assert f"：{asked.items} 项。" in next(iter(entered_lines([entered]))).zh
    last = store.last_run(asked.project)
    assert last is not None
    kept = drained(stored_result(store, last.id)).replies
    assert kept == stored_replies(store, asked.project)
    assert len(kept) == asked.items


def test_a_draft_waits_for_nothing_and_says_so(store: Store, tmp_path: Path) -> None:
    result = audited(store, tmp_path)
    asked = letter(store, sent=False)
    (entered,) = enter_replies(store, [read_reply(filled(result, tmp_path / "反馈.xlsx"), result)])
    assert (entered.letters, entered.drafts) == ((), asked.items)
    assert "尚未发出的通知书" in next(iter(entered_lines([entered]))).zh
    assert stored_replies(store, asked.project) == {}


def test_a_store_without_letters_is_told_nothing_of(store: Store, tmp_path: Path) -> None:
    result = audited(store, tmp_path)
    assert enter_replies(store, [read_reply(filled(result, tmp_path / "反馈.xlsx"), result)]) == ()


def test_the_command_line_enters_them_and_a_later_report_has_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    url, out = f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "a.json"
    common = ["audit", str(log(tmp_path)), "--vendor", "安信", "--as-of", "2026-10-15", "--db", url]
    assert main([*common, "-o", str(out)]) == 0
    with Store(url) as store:
        asked = letter(store)
        last = store.last_run(asked.project)
        assert last is not None
        result = drained(stored_result(store, last.id))
    capsys.readouterr()
    sheet = filled(result, tmp_path / "反馈.xlsx", agency=result.audited[0].visit.agency)
    assert main([*common, "-o", str(out), "--reply", str(sheet)]) == 0
    assert f"已登记到通知书 {asked.number}（安信）：{asked.items} 项。" in capsys.readouterr().out
    assert main([*common, "-o", str(out), "--papers", str(tmp_path / "papers")]) == 0
    rows = list(openpyxl.load_workbook(tmp_path / "papers" / "问题台账.xlsx").worksheets[0].iter_rows(values_only=True))
    assert any("王经理" in row for row in rows)


def test_a_letter_carries_the_projects_cover(store: Store, tmp_path: Path) -> None:
    audited(store, tmp_path)
    asked = letter(store)
    clause = "《委外催收服务合同》第十二条"
    store.set_setting(f"report:{asked.project}", {"bank": "示例银行", "number": "别的文号", "contract": clause})
    own, whole = drained(letter_result(store, asked))
    text = "".join(text_of(s) for s in letter_notice(own, whole, own.audited[0].visit.agency, "zh").sections)
    assert "示例银行" in text
    assert f"检查权利依据：{clause}。" in text
    assert "别的文号" not in text
