"""The words of English and pinyin in addresses of the mainland, and how each is written in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: written for written, words in table.items() for word in words.split()}


#: What a number is of, by the word before it: Lane 388.
BEFORE = _by_word(
    {
        "室": "ROOM RM FLAT FLT APT APARTMENT SUITE STE SHOP OFFICE SHI FANG #",
        "栋": "BUILDING BLDG BLD BLOCK BLK TOWER TWR DONG LOU DORM DORMITORY",
        "单元": "UNIT ENTRANCE ENT DANYUAN STAIRCASE GATE",
        "楼": "FLOOR FL STOREY LEVEL LVL",
        "号": "NO NOS NUMBER HAO",
        "号院": "COURTYARD YARD",
        "弄": "LANE LN NONG ALLEY",
        "支弄": "SUBLANE",
        "组": "GROUP TEAM ZU SHE DUI",
        "期": "PHASE PH QI",
        "区": "AREA ZONE DISTRICT QUARTER QU",
        "段": "SECTION DUAN",
        "附": "FU",
    }
)
#: By the word behind it: 388 Nong.
BEHIND = _by_word(
    {
        "室": "SHI",
        "栋": "DONG ZHUANG HAOLOU",
        "单元": "DANYUAN",
        "楼": "CENG FLOOR FL F",
        "号": "HAO",
        "弄": "NONG LONG",
        "组": "ZU SHE DUI",
    }
)
#: The order of the units behind all names, but for those that stand behind the road.
ORDER = {
    unit: i
    for i, unit in enumerate(["段", "组", "期", "区", "弄", "支弄", "号", "附", "号院", "栋", "座", "-", "单元", "楼", "室"])
}
OF_ROADS = frozenset({"段", "弄", "支弄", "号", "附", "号院"})
ROADS = ("路", "街", "道", "巷", "胡同", "段")
#: Words of English for kinds of places: what the other address must have there; OPEN ones may be left out where it has nothing there.
KINDS = _by_word(
    {
        "路 大路 道": "ROAD RD",
        "街 大街 街道": "STREET ST STR",
        "大道 大街": "AVENUE AVE AV BOULEVARD BLVD",
        "公路": "HIGHWAY HWY",
        "巷 弄 胡同": "LANE LN ALLEY",
        "段": "SECTION",
        "村": "VILLAGE VILL VLG",
        "新": "NEW",
        "镇 街道 乡": "TOWN TOWNSHIP SUBDISTRICT ZHEN JIEDAO",
        "花园 园 苑 花苑 家园": "GARDEN GARDENS GDN GDNS",
        "园 公园 产业园 园区": "PARK PK",
        "小区 社区 区": "COMMUNITY COMPOUND RESIDENTIAL ESTATE QUARTER QUARTERS NEIGHBOURHOOD NEIGHBORHOOD RESIDENCE RESIDENCES",
        "大厦 大楼": "MANSION MANSIONS BUILDING TOWER TOWERS",
        "公寓": "APARTMENT APARTMENTS",
        "广场": "PLAZA SQUARE",
        "中心": "CENTRE CENTER",
        "宿舍": "DORM DORMITORY",
        "区 新区": "AREA DISTRICT DIST ZONE QU",
        "市": "CITY SHI MUNICIPALITY",
        "省": "PROVINCE PROV SHENG",
        "县": "COUNTY",
    }
)
OPEN = frozenset(word for word, kinds in KINDS.items() if not kinds.split()[0].endswith(ROADS))
#: What tells a division from a name.
DIVISIONS = frozenset("DISTRICT DIST QU CITY SHI PROVINCE PROV SHENG COUNTY XIAN MUNICIPALITY".split())  # noqa: SIM905
NOTHING = frozenset("CHINA PRC P R THE OF AT IN".split())  # noqa: SIM905
#: Words of English that names hold, too.
MEANINGS = {
    "FACTORY": "厂", "INDUSTRIAL": "工业", "INDUSTRY": "工业", "SCIENCE": "科学", "TECHNOLOGY": "科技", "TECH": "科技", "SOFTWARE": "软件",
    "LOGISTICS": "物流", "HOSPITAL": "医院", "UNIVERSITY": "大学", "COLLEGE": "学院", "MARKET": "市场", "STATION": "站", "BRIDGE": "桥",
    "LAKE": "湖", "MOUNTAIN": "山", "HILL": "山", "SEA": "海", "BAY": "湾", "ISLAND": "岛", "PORT": "港", "INTERNATIONAL": "国际",
    "DEVELOPMENT": "开发", "ECONOMIC": "经济", "BANK": "银行", "COMPANY": "公司", "HUTONG": "胡同", "RING": "环", "OLD": "老", "BIG": "大",
    "PEOPLE": "人民", "PEOPLES": "人民", "LIBERATION": "解放", "CENTRAL": "中央", "DAJIE": "大街", "DADAO": "大道",
}  # fmt: skip
SIDES = _by_word(
    {
        "东": "EAST E DONG", "南": "SOUTH S NAN", "西": "WEST W XI", "北": "NORTH N BEI", "中": "MIDDLE CENTRAL ZHONG",
        "上": "UPPER", "下": "LOWER", "内": "INNER", "外": "OUTER", "前": "FRONT", "后": "REAR",
    }
)  # fmt: skip
NUMERALS = "〇一二三四五六七八九十"
STEMS = {"JIA": "甲", "YI": "乙", "BING": "丙", "DING": "丁"}
#: One in place of another makes another place of a name.
SISTERS = ("东西南北中", "一二三四五六七八九十", "123456789", "上下", "前后", "内外", "新老", "大小")
#: Divisions as English calls them, where that is no pinyin.
OTHER_NAMES = {"SHAANXI": "陕西", "TIBET": "西藏", "HARBIN": "哈尔滨", "URUMQI": "乌鲁木齐", "HOHHOT": "呼和浩特", "LHASA": "拉萨", "MONGOLIA": "内蒙古",
               "QIQIHAR": "齐齐哈尔"}  # fmt: skip
#: How characters are read in place names besides, and figures in names.
LOCAL = {
    "厦": "xia", "重": "chong", "长": "chang", "朝": "chao zhao", "乐": "yue le", "行": "hang xing", "埔": "bu pu", "堡": "pu bu bao", "涌": "chong yong",
    "大": "dai", "番": "pan", "蚌": "beng", "莞": "guan", "单": "shan", "曾": "zeng", "柏": "bai bo", "六": "lu", "尉": "wei yu", "解": "xie jie",
    "都": "du", "盛": "sheng", "石": "shi", "铅": "yan", "浚": "xun", "泌": "bi", "沈": "shen", "覃": "qin tan", "宁": "ning", "洞": "tong", "涡": "guo", "牟": "mu", "荥": "xing",
    "蔚": "yu wei", "车": "che", "陂": "pi bei", "圩": "wei xu", "坻": "di", "弄": "nong long", "阿": "a e", "率": "shuai", "藏": "zang", "什": "shi",
    "0": "ling", "1": "yi", "2": "er", "3": "san", "4": "si", "5": "wu", "6": "liu", "7": "qi", "8": "ba", "9": "jiu",
}  # fmt: skip
#: A number that belongs to a name: 二村, 西2区, 南一路.
IN_NAMES = re.compile(r"[一二三四五六七八九十]|(?<!\d)\d(?=[区期弄巷村])")
#: What stands right behind the name of a road, or nowhere.
ROAD_TAIL = re.compile("[东西南北中一二三四五六七八九十]*(?:路|大路|街|大街|道|大道|巷|胡同)|[东西南北中]")
#: What a side stands before: 东路, 北二环.
PART_OF_ROAD = re.compile("[一二三四五六七八九十环]{0,2}(?:路|大?街|大?道|段|巷|里|区|村)")
