"""Comparing: the deciding level and part, the nearest of several, overseas and Latin addresses, anything at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import FiledAddress
from audit.values.address import Verdict, compare, describe, nearest, region, settle

HOME = FiledAddress("home", "成都市青羊区文武路8号3栋2单元501")
WORK = FiledAddress("work", "成都市武侯区天府三街199号太平洋保险金融大厦B座1208")


@pytest.mark.parametrize(
    ("on_file", "visited", "level", "words"),
    [
        ("文武路8号3栋2单元501", "文武路8号3栋1单元501", "entrance", ("2单元", "1单元")),
        ("文武路8号３栋２单元５０１室", "文武路8号3栋2单元502", "room", ("５０１室", "502")),
        ("天津市河西区天湾园12号楼2门501", "天津市南开区天湾园12号楼2门501", "county", ("河西区", "南开区")),
        ("吉林通化人民路8号", "辽宁省丹东市人民路8号", "province", ("吉林", "辽宁省")),
        ("沂南县大庄镇西官庄村12号", "沂南大庄镇东官庄村12号", "village", ("西官庄村", "东官庄村")),
        ("青羊区文武路8号3栋", "青羊区文武路8号3栋门卫室", "nearness", ("", "门卫室")),
        ("青羊区文武路8号3栋501", "青羊区文武路8号3栋", "room", ("501", "")),
        ("青羊區文武路八號三棟二單元", "青羊区文武路8号3栋1单元", "entrance", ("二單元", "1单元")),
    ],
)
def test_level_and_words(on_file: str, visited: str, level: str, words: tuple[str, str]) -> None:
    answer = compare(on_file, visited)
    assert answer.level == level
    assert (answer.on_file.words, answer.visited.words) == words
    for side, whole in ((answer.on_file, on_file), (answer.visited, visited)):
        assert side.start is None or whole[side.start : side.end] == side.words


def test_the_difference_is_said() -> None:
    answer = compare("文武路8号3栋2单元501", "文武路8号3栋1单元501")
    assert answer.why == ("单元 1单元 ≠ 2单元", "entrance 1单元 ≠ 2单元")


def test_one_same_address_settles_it() -> None:
    found = nearest("武侯天府三街199号太平洋保险金融大厦B1208", [HOME, WORK])
    assert found is not None
    assert found[0] is WORK
    assert found[1].verdict is Verdict.SAME


def test_the_nearest_differs_in_the_finest_level() -> None:
    found = nearest("成都市青羊区文武路8号3栋2单元502", [WORK, HOME])
    assert found is not None
    assert found[0] is HOME
    assert found[1].level == "room"


def test_nothing_on_file() -> None:
    assert nearest("成都市青羊区文武路8号", []) is None
    assert nearest("成都市青羊区文武路8号", [FiledAddress("home", " ")]) is None


@pytest.mark.parametrize(
    ("on_file", "visited", "level"),
    [
        ("香港九龍彌敦道688號12樓B室", "澳門新口岸宋玉生廣場258號", "city"),
        ("香港九龙弥敦道688号12楼B室", "香港九龙弥敦道688号12楼C室", "room"),
        ("台北市信義區松仁路100號8樓", "台北市信义区松仁路100号9楼", "floor"),
        ("Flat 1802, Tower 3, Golden Bay Garden, Nanshan", "Flat 1803, Tower 3, Golden Bay Garden, Nanshan, Shenzhen", "room"),
        ("Stall 41, Heping Market, Zunyi", "Heping Market, Stall No. 14, Zunyi", "room"),
        ("88 Nanjing West Road, Shanghai", "88 Nanjing East Road, Shanghai", "road"),
        ("6 Wenhua Lane, Room 203, Zhangzhou", "Room 901, Building 2, Ruijing Estate, Longhai, Zhangzhou", "road"),
        ("31 Rizal St, Silang", "Lot 1 Blk 6 Greenfields, Dasmariñas", "name"),
    ],
)
def test_overseas_and_latin_addresses_that_are_two_places(on_file: str, visited: str, level: str) -> None:
    answer = compare(on_file, visited)
    assert (answer.verdict, answer.level) == (Verdict.DIFFERENT, level)
    for side, whole in ((answer.on_file, on_file), (answer.visited, visited)):
        assert side.start is None or whole[side.start : side.end] == side.words


@pytest.mark.parametrize(
    ("on_file", "visited"),
    [
        ("成都市青羊区文武路8号3栋2单元501", "Room 501, Unit 2, Building 3, 8 Literary and Military Road, Chengdu"),  # translated
        ("新北市板橋區文化路一段188巷5號3樓", "台北市板桥区文化路一段188巷5号3楼"),  # all but the city is one
        ("香港九龍彌敦道688號12樓B室", "深圳市福田区福华路12号"),
        ("澳門新口岸宋玉生廣場258號", "珠海市香洲区吉大路8号"),
        ("香港灣仔軒尼詩道123-125號3樓", "湾仔轩尼诗道123号3楼"),
        ("香港新界沙田沙田正街3-9號希爾頓中心A座12樓5室", "沙田正街3号希尔顿中心A座1205室"),
        ("新竹縣竹北市光明六路10號", "新竹竹北光明六路10號"),
        ("香港九龙油尖旺区弥敦道688号", "香港九龙旺角弥敦道688号"),
        ("香港中環德輔道中123號LG/F", "香港中環德輔道中123號G/F"),
        ("88 Renmin Road, Flat 1203, Wuhan", "88 People's Road, Flat 1203, Wuhan"),  # perhaps translated
        ("Flat 5-3-201, 88 Hubin Road, Xiamen", "Flat 3-5-201, 88 Hubin Road, Xiamen"),
        ("12 Baizhang Rd, Ningbo", "14 Baizang Rd, Yinzhou"),  # perhaps misspelled, perhaps another
        ("18 Bukit Batok St 31", "18 Bukit Batok Street 31 #05-401"),  # the file is coarser
        ("9 Abbey Road", "opposite 9 Abbey Road"),
        ("9 Abbey Road", "9 Abbey Lane"),
        ("Flat 6", "Flat 7"),
        ("Kirin Tower, Shunde", "Lotus Tower, Foshan"),  # no number that differs
    ],
)
def test_what_the_words_leave_open_accuses_nobody(on_file: str, visited: str) -> None:
    assert compare(on_file, visited).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    ("on_file", "visited"),
    [
        ("Bldg 5, 12 Hubin Road, Xiamen", "Room 203, 12 Hubin Road, Xiamen"),
        ("Blk 5, 12 Hubin Road, Xiamen", "Gate 2, 12 Hubin Road, Xiamen"),
        ("Room 203, 12 Hubin Road, Xiamen", "2nd floor, 12 Hubin Road, Xiamen"),
        ("12 Hubin Road Room 5 Xiamen", "visit 14:30 12 Hubin Road Xiamen"),
        ("12 Hubin Road, Xiamen, 138 0013 8000", "12 Hubin Road, Xiamen, Room 5"),
        ("Room 1203, Lane 8, 12 Hubin Road, Xiamen", "Room 1203, 12 Hubin Rd, Xiamen, 2nd visit"),
        ("742 Evergreen Terrace, Springfield, IL 62704", "742 Evergreen Ter, Springfield, IL 62701"),
        ("12 Main St, Boston MA 02110", "12 Main Street, Boston MA 02111"),
        ("120 W 45th St Apt 4B, New York, NY 10036", "120 West 45th Street #4B, New York, NY 10036-4041"),
        ("14 Jalan Ampang, 50450 Kuala Lumpur", "Unit 3, 14 Jalan Ampang, Kuala Lumpur"),
        ("12 Mabini St, Quezon City 1100", "12 Mabini Street, Bgy 5, Quezon City"),
        ("33 Rizal St, Silang, Cavite 4118", "33 Rizal Street, Zone 2, Silang"),
        ("8 High St, Leeds LS6", "8 High St, Leeds 2 floors"),
        ("Flat 7, 12 King's Road, Reading RG1 3AA", "Flat 7, 12 King's Road, Reading RG2 3AA"),
        ("Rm 12, 3/F, Block 5, Lok Fu Estate", "Room 312, Block 5, Lok Fu Estate"),
        ("Room 5, 3rd Floor, 12 Hubin Road, Xiamen", "Room 305, 12 Hubin Road, Xiamen"),
        ("Unit 1203, 12/F, 8 Queen's Road", "Unit 3, 12/F, 8 Queen's Road"),
        ("Flat A, 22 King's Road, London", "Flat 1, 22 King's Road, London"),
        ("12 Hubin Road, Xiamen, Bldg 5", "12 Hubin Road, Xiamen, Tower E"),
        ("Flat 2, 14 High Street, Leeds", "14B High Street, Leeds"),
        ("1/F, 12 Fa Yuen Street, Mong Kok", "First Floor, Flat 2, 12 Fa Yuen Street"),
        ("Tower One, 12 Hubin Plaza, Xiamen", "Tower 1, Twelve Hubin Plaza, Xiamen"),
        ("350 Fifth Avenue, New York, NY 10118", "350 5th Ave, Manhattan, NYC"),
        ("Flat 6, 21 Tai Po Rd, Kln", "21 Taipo Road 2/F"),
        ("Flat 6, 21 Ma Tau Wai Rd, To Kwa Wan, Kln", "Flat F, 21 Matauwai Road, Tokwawan"),
        ("88 Jiefang Road, Hangzhou, Rm 3", "88 Liberation Road, Hangzhou, Flat C"),
        ("25 Renmin Road, Building 3, Suzhou", "25 People's Road, No 5 Lane, Suzhou"),
        ("12 MG Road, 4th Block, Jayanagar, Bangalore", "12 Mahatma Gandhi Rd, Jayanagar IV Block, Flat 3"),
        ("12 Hubin Road South Gate, Xiamen", "12 Hubin Road East Gate, Xiamen"),
        ("12 Upper Hubin Road, Xiamen", "12 Hubin Road, North Xiamen"),
        ("Old 14 New 31, Pillaiyar Koil St", "New No. 31 (Old 14), Pillaiyar Koil Street"),
    ],
)
def test_two_sides_that_tell_different_things_do_not_contradict_each_other(on_file: str, visited: str) -> None:
    assert compare(on_file, visited).verdict is not Verdict.DIFFERENT
    assert compare(visited, on_file).verdict is not Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("on_file", "visited"),
    [
        ("Flat A, 8/F, 12 Nathan Road", "Flat A, 12/F, 8 Nathan Road"),
        ("Room 12, 8 Gloucester Road, Wan Chai", "12 Gloucester Road, 8/F, Wan Chai"),
        ("Flat A, 5/F, 505 Nathan Rd", "Flat A, 50/F, 505 Nathan Rd"),
        ("Flat B, 1/F, 128 Nathan Rd", "Flat B, 12/F, 128 Nathan Rd"),
        ("12 1st Cross, 2nd Main, Indiranagar, Bangalore", "12 2nd Cross, 1st Main, Indiranagar, Bangalore"),
        ("Flat 3, 12 High Street, Singapore", "12 High Street, Kowloon, Apt 3"),
        ("88 Renmin Road North, Wuhan", "88 Renmin Road, Wuhan"),
        ("Flat 2 opposite 10 Downing Street", "Flat 2 behind 10 Downing Street"),
        ("22 East Street, London", "22 East St, Bromley, West London"),
    ],
)
def test_the_same_numbers_in_other_places_are_not_the_same(on_file: str, visited: str) -> None:
    assert compare(on_file, visited).verdict is not Verdict.SAME


@pytest.mark.parametrize(
    "odd", ["#", "1/F", "FLAT", "12-", "A/F", "x" * 3000, "Straße 12, Berlin", "9" * 5000 + "A abc road", "１２ Main Road"]
)
def test_odd_addresses_are_compared_without_harm(odd: str) -> None:
    assert compare("12 Main Road", odd).verdict is not Verdict.SAME or odd.startswith("１")
    assert compare(odd, odd).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("on_file", "visited"),
    [
        ("Flat 6, No. 40 Meihua Road, Zhuhai", "flat 6, 40 Meihua Road, ZHUHAI"),
        ("Room 1203, No. 88 Nanjing West Road, Jing'an, Shanghai", "Rm 1203, 88 West Nanjing Rd, Jingan, Shanghai"),
        ("33 Rizal St, Silang, Cavite", "33 Rizal Street, Silang"),
        ("5 Burgos St, Malabon", "5 Burgos St., Malabon City"),
        ("Flat 1207, Tsui Lam House, Tsz Wan Shan", "Rm 1207, 12/F, Tsui Lam Hse, Tsz Wan Shan, Kln"),
        ("Room 1204, Unit 4, Bldg 17, 248 Heping Rd, Ganzhou", "248 Heping Road 17-4-1204, Ganzhou"),
        ("Blk 19 Ghim Moh Rd #08-44", "#08-44, Block 19, Ghim Moh Rd, Singapore 270019"),
        ("Flat D, 2/F, 119 Electric Rd, North Point", "2D, 119 Electric Rd, North Point"),
        ("Room 07-246, Block 9, Yishun St 81", "#07-246, Blk 9 Yishun St 81"),
        ("11 Sto. Niño St, Marikina", "11 Sto. Nino Street, Marikina City"),
        ("4/F Wenyuan Tower, 414 Wenyuan Road, Suzhou", "4th Floor, Wenyuan Tower, No. 414 Wenyuan Road, Gusu, Suzhou"),
        ("香港九龍彌敦道688號", "九龙弥敦道688号"),
        ("香港北角英皇道53號8樓A室", "香港北角英皇道53號8/F A室"),
        ("九龍旺角黑布街54號7樓", "旺角黑布街54號7字樓"),
        ("桃園市中壢區中山東路三段208號4樓", "中壢區中山東路3段208號4樓"),
        ("青岛市市南区香港中路12号3单元501", "青岛市南区香港中路12号3-501"),
        ("台北市信義區松仁路100號8樓", "110台北市信義區松仁路100號8樓"),
        ("九龙小区5栋302", "九龙小区5幢302室"),
        ("昆明市五华区九龙池路5号", "五华区九龙池路5号"),
    ],
)
def test_overseas_and_latin_addresses_in_other_spellings(on_file: str, visited: str) -> None:
    assert compare(on_file, visited).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州市西湖区东信大厦", "杭州市西湖区华星时代广场"),
        ("武汉市洪山区光谷步行街星巴克", "武汉市洪山区光谷步行街肯德基"),
        ("建设路21号幸福小区", "建设路21号财富大厦"),
        ("海淀区中关村软件园", "海淀区上地信息产业基地"),
    ],
)
def test_a_mere_mismatch_of_names_is_for_a_person(one: str, other: str) -> None:
    assert compare(one, other).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("安徽省巢湖市居巢区健康中路21号", ("安徽省", "合肥市", "巢湖市")),
        ("深圳南山高新南一道9号", ("广东省", "深圳市", "南山区")),
        ("上海市闸北区共和新路", ("上海市", "", "静安区")),
        ("朝阳区望京西园", ("", "", "朝阳区")),
        ("浙江省杭州市江干区钱潮路", ("浙江省", "杭州市", "")),
        ("文武路8号", ("", "", "")),
    ],
)
def test_region(address: str, told: tuple[str, str, str]) -> None:
    assert region(address) == told


def test_side_by_side() -> None:
    lines = describe("深圳市羅湖區嘉賓路4028號Ｂ座２１０８", "深圳罗湖嘉宾路4028号A座2108", "zh")
    assert any(line.split() == ["楼栋", "Ｂ座", "A座", "≠"] for line in lines)
    assert lines[-1].startswith("结论：不是同一地址")
    assert describe("Flat 6", "文武路8号", "en")[-1].startswith("answer: the text does not decide it")


def test_positions() -> None:
    here = (30.6574, 104.0660)
    assert settle(here, (30.6577, 104.0663)) is Verdict.SAME
    assert settle(here, (30.7574, 104.0660)) is Verdict.DIFFERENT
    assert settle(here, (30.6600, 104.0690)) is Verdict.REVIEW  # about 400 m: another coordinate system would explain it


@given(
    st.text(
        alphabet="省市区县镇村路街号栋幢单元室楼层组弄巷0123456789-－ABab一二三十东西南北中甲之附（）()，,: \u3000京津沪文武朝阳",
        max_size=40,
    )
)
@settings(max_examples=300)
def test_anything_can_be_compared(text: str) -> None:
    for on_file, visited in ((HOME.address, text), (text, HOME.address), (text, text)):
        answer = compare(on_file, visited)
        for side, whole in ((answer.on_file, on_file), (answer.visited, visited)):
            assert side.start is None or whole[side.start : side.end] == side.words
        assert describe(on_file, visited)


def test_two_addresses_in_one_cell_of_the_file() -> None:
    on_file = "①山东省聊城市东昌府区柳园南路31号6号楼302；②聊城茌平县乐平铺镇刘庄"
    assert compare(on_file, "聊城市茌平区乐平铺镇刘庄").verdict is Verdict.SAME
    assert compare(on_file, "聊城东昌府柳园南路31号6号楼302室").verdict is Verdict.SAME
    assert compare(on_file, "聊城东昌府柳园南路31号6号楼303").verdict is not Verdict.SAME


@pytest.mark.parametrize(
    ("on_file", "visited", "verdict"),
    [
        ("上海市浦东新区张杨路500号3号楼5室", "张杨路500号3号楼5室", Verdict.SAME),
        ("北京市浦东3号楼5室", "浦东3号楼5室", Verdict.DIFFERENT),  # 浦东 is Shanghai's
        ("浦东新区澳门3幢5室", "澳门3幢5室", Verdict.REVIEW),
        ("西湖区A3号楼5室", "A3号楼5室", Verdict.REVIEW),
    ],
)
def test_divisions_left_out_count_only_where_enough_is_left(on_file: str, visited: str, verdict: Verdict) -> None:
    assert compare(on_file, visited).verdict is verdict
    assert compare(visited, on_file).verdict is verdict
