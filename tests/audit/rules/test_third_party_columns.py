"""third_party_address: what address type, relation and account add to the address, and what they contradict."""

from __future__ import annotations

from typing import Any

import pytest

from audit.model import Visit
from tests.audit.rules.asking import ask, verdict
from tests.make import visit

HOME = "杭州市西湖区古墩路673弄9幢501室"
WORK = "杭州市滨江区江南大道3688号通策广场2幢1208室 浙江海蓝信息技术有限公司"
ELSEWHERE = "杭州市拱墅区莫干山路88号3幢2单元402室"


def at(**cells: Any) -> Visit:
    return visit(**{"home_address": HOME, "work_address": WORK, "visit_address": HOME, **cells})


CASES = [
    ("coarse, borrower met", at(visit_address="西湖古墩路673弄9幢", person_met="本人", relation="本人"), "none"),
    ("coarse, nobody", at(visit_address="西湖古墩路673弄9幢", person_met="无人", relation="无人"), "review"),
    (
        "coarse, account says it is on file",
        at(
            visit_address="西湖古墩路673弄9幢",
            person_met="无人",
            relation="无人",
            account="到达登记地址敲门无人应答，门牌与案卷登记一致。",
        ),
        "none",
    ),
    (
        "coarse work, downstairs",
        at(
            visit_address="滨江江南大道通策广场",
            address_type="单位",
            person_met="前台",
            relation="同事",
            account="找到客户单位楼下，前台称其外出。",
        ),
        "none or review",
    ),
    (
        "coarse, parents home told",
        at(visit_address="西湖区古墩路", person_met="母亲", relation="母亲", account="在其父母家见到母亲，其母称儿子不在。"),
        "violation",
    ),
    (
        "type parents, other addr",
        at(visit_address=ELSEWHERE, address_type="父母家", person_met="父亲", relation="父亲"),
        "violation",
    ),
    ("type parents, same addr", at(address_type="父母家", person_met="父亲", relation="父亲"), "none"),
    ("type 前妻住址", at(visit_address=ELSEWHERE, address_type="前妻住址", person_met="前妻", relation="前妻"), "violation"),
    ("type 紧急联系人地址", at(visit_address=ELSEWHERE, address_type="联系人地址"), "violation"),
    ("type 子女学校", at(visit_address="杭州市西湖区文一路学军小学", address_type="子女学校"), "violation"),
    ("type 朋友店铺", at(visit_address=ELSEWHERE, address_type="朋友店铺", relation="朋友"), "violation"),
    ("type 配偶单位", at(visit_address=ELSEWHERE, address_type="配偶单位"), "violation"),
    ("type 亲属", at(visit_address=ELSEWHERE, address_type="亲属地址"), "violation"),
    ("type 住宅 diff", at(visit_address=ELSEWHERE, address_type="住宅", person_met="租客", relation="无关"), "violation"),
    (
        "type 住宅 diff borrower there",
        at(visit_address=ELSEWHERE, address_type="住宅", person_met="本人", relation="本人"),
        "review",
    ),
    ("type 原住址", at(visit_address=ELSEWHERE, address_type="原住址", person_met="现住户", relation="无"), "violation"),
    ("type 新地址", at(visit_address=ELSEWHERE, address_type="新住址", person_met="本人", relation="本人"), "review"),
    (
        "type 户籍地 on file other spelling",
        at(
            household_address="浙江省丽水市缙云县壶镇镇岩下村3组12号",
            visit_address="缙云壶镇岩下村三组12号",
            address_type="户籍",
            person_met="父母",
            relation="父母",
        ),
        "none",
    ),
    (
        "work on file, colleague",
        at(visit_address="滨江江南大道3688号通策广场2幢1208", address_type="单位", person_met="同事", relation="同事"),
        "none",
    ),
    ("english type", at(visit_address=ELSEWHERE, address_type="Parents' home", relation="mother"), "violation"),
    ("english type friend", at(visit_address=ELSEWHERE, address_type="friend's place"), "violation"),
    (
        "relation says mother, address differs",
        at(visit_address=ELSEWHERE, address_type="", person_met="母亲", relation="母亲"),
        "violation",
    ),
    (
        "no file, relation mother, type blank",
        at(home_address="", work_address="", visit_address=ELSEWHERE, address_type="", person_met="母亲", relation="母亲"),
        "none or review",
    ),
    (
        "no file, type 岳父家",
        at(home_address="", work_address="", visit_address=ELSEWHERE, address_type="岳父家", person_met="岳父", relation="岳父"),
        "violation",
    ),
    (
        "no file, type 居住地",
        at(home_address="", work_address="", visit_address=ELSEWHERE, address_type="居住地", person_met="母亲", relation="母亲"),
        "none",
    ),
    ("address note in brackets", at(visit_address=ELSEWHERE + "（客户前妻住处）"), "violation"),
    ("address note 其父母家", at(visit_address=ELSEWHERE + " 其父母家"), "violation"),
    ("address note 联系人家", at(visit_address="（联系人李某家）" + ELSEWHERE), "violation"),
    ("neighbour of file", at(visit_address=HOME + "对门", person_met="邻居", relation="邻居"), "violation"),
    ("guard room", at(visit_address="西湖区古墩路673弄门卫室", person_met="保安", relation="物业"), "violation"),
    ("landmark", at(visit_address="古墩路673弄（地铁站对面）9幢501", person_met="无人", relation="无人"), "none"),
    ("type 共借人", at(visit_address=ELSEWHERE, address_type="共同借款人住址", relation="共同借款人"), "review"),
    ("type 担保人, relation", at(visit_address=ELSEWHERE, address_type="住宅", person_met="担保人", relation="担保人"), "review"),
    ("HK", at(visit_address="香港九龙旺角弥敦道688号1203室", person_met="无人", relation="无人"), "review"),
    ("EN", at(visit_address="Room 402, Unit 2, Bldg 3, 88 Moganshan Rd", person_met="无人", relation="无人"), "review"),
    ("traditional", at(visit_address="杭州市西湖區古墩路673弄9幢501室", person_met="无人", relation="无人"), "none"),
    (
        "name mismatch",
        at(
            home_address="杭州市西湖区紫金港花园9幢501",
            work_address="",
            visit_address="杭州市西湖区府苑新村",
            person_met="无人",
            relation="无人",
        ),
        "review",
    ),
    (
        "school is work place on file",
        at(
            work_address="杭州市西湖区文一路299号学军小学",
            visit_address="西湖文一路299号学军小学",
            address_type="单位",
            person_met="门卫",
            relation="无",
        ),
        "none",
    ),
    ("office type given as relative company", at(visit_address=ELSEWHERE, address_type="岳父公司"), "violation"),
    ("type 户籍地（父母）", at(visit_address=ELSEWHERE, address_type="户籍地（父母居住）", household_address=ELSEWHERE), "none"),
    ("account contradicts address column", at(account="到登记住址没人，随后到其父母家，其母在家。"), "violation"),
    ("account: parents live at registered", at(account="到登记住址，也就是他父母家，其母在家。"), "none"),
]


@pytest.mark.parametrize(("row", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_columns(row: Visit, wanted: str) -> None:
    assert (verdict("third_party_address", row) or "none") in wanted.split(" or ")


def test_the_differing_part_is_marked_in_both() -> None:
    found = ask("third_party_address", at(visit_address="西湖古墩路673弄9幢502室", work_address=""))
    assert found is not None
    assert {(e.field, e.quote) for e in found.evidence if e.start is not None} == {
        ("visit_address", "502室"),
        ("home_address", "501室"),
    }
