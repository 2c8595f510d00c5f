"""Masks are as long as what they hide, and hide no more than they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.masking import Names, mask_name, mask_names, mask_text, people
from reports.rooms import mask_address


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13800001234。", "电话138****1234。"),
        ("电话138 0000 1234。", "电话138 **** 1234。"),
        ("身份证330199199001011237已核", "身份证3301**********1237已核"),
        ("证号33019919900101123X", "证号3301**********123X"),
        ("卡号6222 0212 3456 7890 123", "卡号**** **** **** ***0 123"),
        ("座机0571-88881234", "座机0571-******34"),
        ("住3幢2单元502室", "住3幢2单元***室"),
        ("文三路259号3-2-502", "文三路259号3-2-***"),
        ("文三路16号2栋1908", "文三路16号2栋****"),
        ("3-2-501", "3-2-***"),
        ("3-2-501号", "3-2-***号"),
        ("翰林雅苑6-2-1", "翰林雅苑6-2-*"),
        ("金鸡湖路16号1908", "金鸡湖路16号****"),
        ("12楼B03，三单元四零二", "12楼***，三单元***"),
        ("3单元5楼2门，6楼西户", "3单元5楼*门，6楼*户"),
        ("三楼四零二室", "三楼***室"),
        ("2栋-1908、12#501", "2栋-****、12#***"),
        ("民族東路18號嘉和苑6幢502", "民族東路18號嘉和苑6幢***"),
        ("18號1203，3單元402，A棟12樓B室，5層東戶", "18號****，3單元***，A棟12樓*室，5層*戶"),
        ("Flat B, 12/F", "Flat *, 12/F"),
        ("Flat 3B, 12 Queen's Road", "Flat **, 12 Queen's Road"),
        ("住Room 1203或#12-03", "住Room ****或#**-**"),
        ("100-108号，259号3幢2单元", "100-108号，259号3幢2单元"),
        ("5号楼3单元6层", "5号楼3单元6层"),
        ("在3楼20分钟，付3楼2000元", "在3楼20分钟，付3楼2000元"),
        ("8月16号1500还清，3室2厅", "8月16号1500还清，3室2厅"),
        ("小区3-5人，10-12点", "小区3-5人，10-12点"),
        ("案件HY2609-310，10:30-10:48", "案件HY2609-310，10:30-10:48"),
        ("欠款82000元，2026-09-03到达", "欠款82000元，2026-09-03到达"),
        ("前往房屋，共3户籍", "前往房屋，共3户籍"),
        ("合计  15户", "合计  15户"),
        ("共15户", "共15户"),
    ],
)
def test_numbers(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("历山名郡C2-1203", "历山名郡C2-****"),
        ("商会大厦A1901", "商会大厦*****"),
        ("兴华苑8B", "兴华苑**"),
        ("薛岭山南路 18 号之二 301", "薛岭山南路 18 号之二 ***"),
        ("同德巷3/2/501", "同德巷3/2/***"),
        ("营盘西路13号2单元4楼左", "营盘西路13号2单元4楼*"),
        ("北京路609号", "北京路609号"),
        ("张洼039号", "张洼039号"),
        ("五柏村6组55号", "五柏村6组55号"),
        ("鸿展中心大厦17F", "鸿展中心大厦17F"),
    ],
)
def test_a_cell_that_is_an_address(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize("address", ["文三路259号3-2-502", "翰林雅苑6-2-1", "3幢2单元502室", "Flat 3B"])
def test_what_is_masked_stays_as_it_is(address: str) -> None:
    assert mask_text(mask_address(address)) == mask_address(address)


def test_a_known_room_is_masked_where_it_stands_alone() -> None:
    known = ["文三路16号2栋1908"]
    assert mask_text("敲1908的门，1908无人；19:08离开，欠1908元", addresses=known) == "敲****的门，****无人；19:08离开，欠1908元"
    assert mask_text("案件1908，敲1908", keep=["案件1908"], addresses=known) == "案件1908，敲****"
    assert mask_text("敲1908的门", addresses=known, rooms=False) == "敲1908的门"


def test_names_in_prose() -> None:
    assert mask_text("张三丰与张三到达", {"张三丰", "张三"}) == "张**与张*到达"


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("欧阳娜娜", "欧***"), ("John Smith", "J*** S****"), ("𠮷田", "𠮷*"), ("", "")]
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("cell", "masked"),
    [
        ("张三、李四四", "张*、李**"),
        ("张三(主)/李四0123", "张*(主)/李*0123"),
        ("John Smith, 王五", "J*** S****, 王*"),
        ("本人", "本人"),
        ("母亲", "母亲"),
        ("", ""),
    ],
)
def test_cells_of_names(cell: str, masked: str) -> None:
    assert mask_names(cell) == masked


def test_many_names_in_one_pass() -> None:
    assert Names(["张三", "张三丰", "李四"]).mask("张三丰、李四与张三\ud800") == "张**、李*与张*\ud800"
    assert Names([]).mask("张三") == "张三"


def test_the_case_number_stays() -> None:
    assert mask_text("案件202609010001234567号", keep={"202609010001234567"}) == "案件202609010001234567号"


@given(st.text(alphabet="张三0123456789- 号室X李，栋楼单元月/#", max_size=60))
def test_length_is_kept(text: str) -> None:
    assert len(mask_text(text, {"张三", "李"}, addresses=[text[:20]])) == len(text) == len(mask_address(text))


ROLES = """
    母亲 女友 大女儿 其母亲 村支书 其堂弟 物业前台 人事主管 无人 前台 张先生 闺蜜 舅父 丈母娘 鄰居 無人應門 楼下住户 车间主任 养蜂人 单位会计 大伯 阿姨
    wife none maid son self
"""
NAMES = """
    李明 欧阳雪 方大同 李明母亲 艾力江 巴特尔 楼佳怡 车晓军 单斌 祁父 洪学友 赖国长 傅世农 扎西友 仁青主 次仁达娃 招弟 未央 无人杰 老李 小红 大卫
    Tan Wong He Son Cook
"""


@pytest.mark.parametrize("role", [*ROLES.split(), "security guard", "Shop Owner"])
def test_a_role_is_no_name(role: str) -> None:
    assert not people(role)


@pytest.mark.parametrize("name", [*NAMES.split(), "Chan Son", "Carlos Santos", "Tan Wei Ming"])
def test_a_name_is_one(name: str) -> None:
    assert people(name) == [name]
