"""An address in Latin letters beside one in Chinese."""

from __future__ import annotations

import pytest

from audit.values.address import compare, parse
from audit.values.address.romanised import LONGEST, written

ROMANISED = (
    ("Room 1203, Bldg 7, Lane 388 Zhennan Rd, Putuo", "真南路388弄7号1203室", "普陀区真南路388弄7号1203室"),
    ("Flat 7C, Block 2, Cuizhu Garden, Shenzhen", "深圳市罗湖区翠竹花园2栋7C", "深圳市翠竹花园2栋7C室"),
    ("No. 9 Changjiang East Road", "宝山区长江西路9号", "长江东路9号"),
    ("302 Shi, 15 Hao, 200 Nong, Shangzhong Xi Lu", "上海市徐汇区上中西路200弄15号302室", "上中西路200弄15号302室"),
    ("12/F, Room 1201, 77 Jianguo Middle Road", "黄浦区建国中路77号1201室", "建国中路77号1201室"),
    ("1/F, Room 1201, 77 Jianguo Middle Road", "黄浦区建国中路77号1201室", "建国中路77号1楼1201室"),
    ("Rm 2306, Block B, Bldg 5, No. 118 Wuhe Avenue South", "五和大道南118号5栋B座2306", "五和大道南118号5栋B座2306室"),
    ("Room 204, No. 31, Tianshan Third Village", "天山二村31号204室", "天山三村31号204室"),
    ("402, Gate 1, Building 21, Majiapu Xili", "丰台区马家堡西里21号楼1门402", "马家堡西里21栋1单元402室"),
    ("Lvdi Huayuan 3-2-501", "绿地花园3-2-501", "绿地花园3-2-501"),
    ("LUDI HUAYUAN 3-2-501", "绿地花园3-2-501", "绿地花园3-2-501"),
    ("No. 27, Zu 6, Huangjia Cun, Zhuqiao Zhen", "浦东新区祝桥镇黄家村6组27号", "祝桥镇黄家村6组27号"),
    ("88 Renmin Lu, Suzhou, Jiangsu", "人民路88号", "江苏省苏州市人民路88号"),  # 宿州, 肃州 sound so, too
    ("300 East Nanjing Road", "上海市黄浦区南京东路300号", "南京东路300号"),
    ("8 Central Jiangxi Road, Huangpu District", "上海市黄浦区江西中路8号", "黄浦区江西中路8号"),
    ("8 South Shaanxi Road, Shanghai", "上海市黄浦区陕西南路8号", "上海市陕西南路8号"),
    ("5 Central Avenue, Harbin", "哈尔滨市道里区中央大街5号", "哈尔滨市中央大街5号"),
    ("Unit 2-601, 289 Yongchang Rd", "永昌路289号2单元601室", "永昌路289号2单元601室"),
    ("24 Zhuang Yi Danyuan 502, Qingtan Xincun", "钟楼区清潭新村24幢乙单元502室", "清潭新村24栋乙单元502室"),
    ("25 Hao 3 Hao Lou 1 Danyuan 1042 Shi, Bayi Zhong Lu", "西宁市八一中路25号3号楼1单元1042室", "八一中路25号3栋1单元1042室"),
)
#: Translated, beside the place, a name that is not told here, a town called as a city elsewhere, a number of nothing, another kind of place.
NOT_WRITTEN = (
    ("Room 101, Block 3, Sunshine Garden", "阳光花园3栋101"),
    ("Opposite No. 91 Bukui South Street", "龙沙区卜奎南大街91号"),
    ("No. 91 Bukui South Street 对面", "龙沙区卜奎南大街91号"),
    ("128 Humen Avenue, Houjie Town", "东莞市虎门镇虎门大道128号"),
    ("301, 5 Baoshi East Road, Shiyan, Bao'an, Shenzhen", "深圳市宝安区宝石东路5号301"),
    ("5 Renmin Road, Jiangdong, Yiwu", "义乌市稠江街道人民路5号"),
    ("8 Tibet South Road", "上海市西安南路8号"),
    ("5, 12, 77, 31 Renmin Lu", "人民路88号"),
    ("301, 9 Renmin Road, No. 4", "人民路301号9室"),
    ("5 Hua Xin Lu", "青岛市新华路5号"),
    ("Block 3, Yangguang Mansion", "阳光公寓3栋"),
    ("9 Jianshe Village", "建设路9号"),
    ("Rm 10204, 11 Xiaozhai East Road", "西安市小寨东路11号"),
    ("Shop 5, G/F, Block 3, Yangguang Garden", "阳光花园3栋1层5号"),
    ("West Hengshan Road No. 8", "上海市徐汇区衡山路8号"),
)
#: They say less, or more, than the other does; each is another place in some town.
NOT_THE_SAME = (
    ("9 Changjiang Road", "宝山区长江西路9号"),
    ("No. 5, Shanghai", "上海市人民路5号"),
    ("5 Jiefang Road", "上海市解放北路5号"),
    ("5 Renmin South Road, Xi'an", "成都市武侯区人民南路5号"),
    ("5 Shanghai Lu, Nanjing", "上海市南京路5号"),
    ("5 Nanjing Xi Lu, Beijing", "南京市北京西路5号"),
    ("5 Jiefang Road, Jiang'an", "武汉市江岸区解放大道5号"),
    ("123Renmin Road", "人民路12号"),
)


@pytest.mark.parametrize(("latin", "chinese", "wanted"), ROMANISED)
def test_is_written_in_the_characters_of_the_other(latin: str, chinese: str, wanted: str) -> None:
    found = written(latin, parse(chinese))
    assert (found.text if found else "") == wanted
    if found:
        assert len(found.where) == len(found.text)
        assert all(latin[start:end].strip() for start, end in found.where)


@pytest.mark.parametrize(("latin", "chinese"), NOT_WRITTEN)
def test_what_is_not_spelled_there_is_for_a_person(latin: str, chinese: str) -> None:
    assert written(latin, parse(chinese)) is None
    assert compare(chinese, latin).verdict == compare(latin, chinese).verdict == "review"


@pytest.mark.parametrize(("latin", "chinese"), NOT_THE_SAME)
def test_what_leaves_a_name_out_is_not_taken_for_the_same(latin: str, chinese: str) -> None:
    assert compare(chinese, latin).verdict == compare(latin, chinese).verdict != "same"


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("阳光花园3栋2单元501", "Room 501, Building 2, Unit 3, Yangguang Garden"),  # stands otherwise
        ("阳光花园1栋301", "Room 301, Block A, Yangguang Garden"),
        ("南通市崇川区人民路5号", "5 Renmin Road, Chengdong District, Nantong"),  # a quarter, and a district elsewhere
        ("廊坊市三河市燕郊镇人民路5号", "5 Renmin Road, Yanjiao, Beijing"),
        ("上海市虹口区四川北路5号", "5 Shichuan North Road, Hongkou, Shanghai"),
    ],
)
def test_what_clerks_mistake_accuses_nobody(chinese: str, latin: str) -> None:
    assert compare(chinese, latin).verdict == compare(latin, chinese).verdict == "review"


def test_a_number_may_touch_the_word_behind_it() -> None:
    assert compare("阳光花园3栋2单元301室", "Yangguang Huayuan 3dong 2danyuan 301shi").verdict == "same"
    assert compare("12 Renmin Road", "123Renmin Road").verdict != "same"


def test_an_address_of_no_length_that_anybody_writes_is_not_looked_through() -> None:
    latin, chinese = "5 Renmin Road", parse("人民路5号")
    assert written(latin + " " * (LONGEST - len(latin)), chinese) is not None
    assert written(latin + " " * LONGEST, chinese) is None


def test_divisions_of_one_sound_are_not_combined_without_end() -> None:
    two, four = ("5 Renmin Road" + ", Jiaoqu" * many for many in (2, 4))
    assert written(two, parse("人民路5号")) is not None
    assert written(four, parse("人民路5号")) is None


def test_the_words_that_differ_are_those_of_each_address() -> None:
    answer = compare("徐汇区天钥桥路580弄19号503室", "Room 505, No. 19, Lane 580 Tianyaoqiao Road, Xuhui")
    assert (answer.verdict, answer.level) == ("different", "room")
    assert (answer.on_file.words, answer.visited.words) == ("503室", "505")


def test_another_district_is_another_place_whatever_the_script() -> None:
    answer = compare("上海市静安区人民路5号", "No. 5 Renmin Road, Hongkou District, Shanghai")
    assert (answer.verdict, answer.level, answer.visited.words) == ("different", "county", "Hongkou")


def test_hong_kong_is_not_spelled_in_mandarin() -> None:
    assert compare("香港九龙弥敦道3号", "3 Midun Road, Jiulong").verdict == "review"
