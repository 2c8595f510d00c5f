"""What rules say of themselves and of a visit: definitions instead of examples, no stray bracket, no "(s)"."""

from __future__ import annotations

import re
from datetime import time

import pytest

from audit.model import Evidence, Source, Text, Visit, listed
from audit.rules import RULES, copied_account
from audit.rules.rule import Rule, violation
from audit.rules.third_party_address import RULE as THIRD_PARTY_ADDRESS
from tests.audit.rules.asking import ask
from tests.make import casebook, visit
from tests.rows import NEUTRAL, row

_ONE_EXAMPLE = re.compile(r"\d+月\d+日|\d+ (?:July|August|September|October)|\d+公里|\d+ km|区，")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_breaks_a_rule_is_a_definition_and_no_single_example(rule: Rule) -> None:
    for said in (*rule.broken, *rule.kept):
        assert not _ONE_EXAMPLE.search(said), said
        assert said.endswith(("。", "."))


def test_a_note_in_brackets_is_named_without_its_bracket() -> None:
    noted = row({**NEUTRAL, "visit_address": "成都市青羊区人民中路一段18号（其女工作处）"})
    found = THIRD_PARTY_ADDRESS.check(noted, casebook(noted))
    assert found is not None
    assert "“其女工作处”" in found.message.zh
    assert "“其女工作处”" in found.message.en


@pytest.mark.parametrize(
    ("count", "said"), [(1, "to that of another case, the visit of"), (3, "of 3 other cases, one of them the visit of")]
)
def test_one_other_case_is_no_plural(count: int, said: str) -> None:
    message = copied_account._lay(count, Visit(Source("a", "b", 1), case_id="C1"), equal=True)
    assert said in message.en
    assert ("其一为" in message.zh) == (count > 1)


def test_a_sentence_lists_what_it_names_once_and_a_list_of_lists_is_told_apart() -> None:
    money, threat, force = Text("收钱", "took money"), Text("威胁", "threatened people"), Text("动手、堵门", "struck or blocked")
    assert listed([money]) == money
    assert listed([money, money, threat, money]) == Text("收钱、威胁", "took money and threatened people")
    assert listed([money, threat, force]) == Text("收钱；威胁；动手、堵门", "took money, threatened people and struck or blocked")
    assert listed([]) == Text("", "")


def test_a_quote_inside_another_one_or_told_twice_is_shown_once() -> None:
    cell, long_, short, other = (
        Evidence("visitors", "张立"), Evidence("account", "甲乙丙丁", 3, 7), Evidence("account", "丙丁", 5, 7), Evidence("remark", "丙丁", 5, 7),
    )  # fmt: skip
    assert violation(Text("。", "."), short, cell, long_, long_, other, cell).evidence == (cell, long_, other)
    found = ask("cash_taken", visit(account="借款人凑了一千八现金，我收下打了个条子，说回头替他存进去。"))
    assert found is not None
    assert [e.quote for e in found.evidence] == ["借款人凑了一千八现金，我收下打了个条子", "说回头替他存进去"]


def test_a_quote_has_no_blanks_around_it() -> None:
    told = visit(account="We came at noon;  he let us in. ")
    assert told.quote("account", 16, 32) == Evidence("account", "he let us in.", 18, 31)


def test_goods_are_not_called_cash() -> None:
    found = ask("cash_taken", visit(account="我们收了他两条烟。"))
    assert found is not None
    assert "现金" not in found.message.zh


def test_no_roster_is_spoken_of_where_there_is_none() -> None:
    account = "老赵说膝盖疼爬不动六楼，就在花坛边上等我，我上去敲的门。"
    without, with_two = ask("lone_visitor", visit(visitors=(), account=account)), ask("lone_visitor", visit(account=account))
    assert without is not None
    assert with_two is not None
    assert "外访员栏" not in without.message.zh
    assert "外访员栏" in with_two.message.zh


def test_force_and_threats_are_each_named_once() -> None:
    found = ask("threat_or_abuse", visit(account="借款人要关门，我用脚抵住门缝不让他关，跟他说今天不给个准话谁也别想睡。"))
    assert found is not None
    told = "外访人员使用强制手段（动手、堵拦、跟随、吼骂、滞留、毁物或扣物）；威胁借款人或家属，违反不得威胁、辱骂、使用暴力或骚扰的规定。"
    assert found.message.zh == told


def test_a_claimed_appointment_is_what_the_review_asks_for() -> None:
    found = ask(
        "prohibited_hours", visit(start_time=time(21, 40), end_time=time(22, 30), account="客户自己要求晚点见，谈到十点半。")
    )
    assert found is not None
    assert "约好" in found.message.zh
    words = ask("prohibited_hours", visit(start_time=None, end_time=None, account="天没亮就去敲了门。"))
    assert words is not None
    assert "“天没亮”" in words.message.zh


def test_one_neighbour_who_looked_out_and_was_told_is_no_public() -> None:
    found = ask("privacy_leak", visit(account="对门大姐探头问啥事，搭档顺嘴说他家欠了银行四万六。"))
    assert found is not None
    assert (found.grade, "公开场合" in found.message.zh) == (None, False)


def test_texts_put_into_a_text_stand_each_in_its_language() -> None:
    put = Text("{who}收了{n}元。", "{who} took {n} yuan.").format(who=Text("我方", "The collectors"), n=500)
    assert put == Text("我方收了500元。", "The collectors took 500 yuan.")
