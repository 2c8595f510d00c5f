"""An address in Latin letters beside one in Chinese."""

from __future__ import annotations

import pytest

from audit.values.address import compare, parse
from audit.values.address.romanised import written

ROMANISED = (
    ("Room 1203, Bldg 7, Lane 388 Zhennan Rd, Putuo", "真南路388弄7号1203室", "普陀区真南路388弄7号1203室"),
    ("Flat 7C, Block 2, Cuizhu Garden, Shenzhen", "深圳市罗湖区翠竹花园2栋7C", "深圳市翠竹花园2栋7C室"),
    ("No. 9 Changjiang East Road", "宝山区长江西路9号", "长江东路9号"),
    ("302 Shi, 15 Hao, 200 Nong, Shangzhong Xi Lu", "上海市徐汇区上中西路200弄15号302室", "上中西路200弄15号302室"),
    ("12/F, Room 1201, 77 Jianguo Middle Road", "黄浦区建国中路77号1201室", "建国中路77号1201室"),
    ("Rm 2306, Block B, Bldg 5, No. 118 Wuhe Avenue South", "五和大道南118号5栋B座2306", "五和大道南118号5栋B座2306室"),
    ("Room 204, No. 31, Tianshan Third Village", "天山二村31号204室", "天山三村31号204室"),
    ("402, Gate 1, Building 21, Majiapu Xili", "丰台区马家堡西里21号楼1门402", "马家堡西里21栋1单元402室"),
    ("Lvdi Huayuan 3-2-501", "绿地花园3-2-501", "绿地花园3-2-501"),
    ("LUDI HUAYUAN 3-2-501", "绿地花园3-2-501", "绿地花园3-2-501"),
    ("No. 27, Zu 6, Huangjia Cun, Zhuqiao Zhen", "浦东新区祝桥镇黄家村6组27号", "祝桥镇黄家村6组27号"),
    ("88 Renmin Lu, Suzhou, Jiangsu", "人民路88号", "江苏省苏州市人民路88号"),  # 宿州, 肃州 sound so, too
)
#: Translated, beside the place, a name that is not told here, or a number of nothing.
NOT_WRITTEN = (
    ("Room 101, Block 3, Sunshine Garden", "阳光花园3栋101"),
    ("Opposite No. 91 Bukui South Street", "龙沙区卜奎南大街91号"),
    ("128 Humen Avenue, Houjie Town", "东莞市虎门镇虎门大道128号"),
    ("5, 12, 77, 31 Renmin Lu", "人民路88号"),
    ("88 Renmin Lu, " + "Suzhou, " * 40, "人民路88号"),
    ("88 Renmin Lu, Beijing, Shanghai, Tianjin, Suzhou, Wuhan", "人民路88号"),
)


@pytest.mark.parametrize(("latin", "chinese", "wanted"), ROMANISED)
def test_is_written_in_the_characters_of_the_other(latin: str, chinese: str, wanted: str) -> None:
    found = written(latin, parse(chinese))
    assert found is not None
    assert found.text == wanted
    assert len(found.where) == len(found.text)
    assert all(latin[start:end].strip() for start, end in found.where)


@pytest.mark.parametrize(("latin", "chinese"), NOT_WRITTEN)
def test_what_is_not_spelled_there_is_for_a_person(latin: str, chinese: str) -> None:
    assert written(latin, parse(chinese)) is None
    assert compare(chinese, latin).verdict == compare(latin, chinese).verdict == "review"


def test_the_words_that_differ_are_those_of_each_address() -> None:
    answer = compare("徐汇区天钥桥路580弄19号503室", "Room 505, No. 19, Lane 580 Tianyaoqiao Road, Xuhui")
    assert (answer.verdict, answer.level) == ("different", "room")
    assert (answer.on_file.words, answer.visited.words) == ("503室", "505")


def test_another_district_is_another_place_whatever_the_script() -> None:
    answer = compare("上海市静安区人民路5号", "No. 5 Renmin Road, Hongkou District, Shanghai")
    assert (answer.verdict, answer.level, answer.visited.words) == ("different", "county", "Hongkou")


@pytest.mark.parametrize("latin", ["Block B, Flat 3, Nathan Road", "Flat 3, Sheung Wan"])
def test_hong_kong_is_not_spelled_in_mandarin(latin: str) -> None:
    assert compare("香港九龙弥敦道3号", latin).verdict == "review"
