"""An address cut into its parts: tags and remarks off, divisions at the head, then names and numbers in their order."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.values.address.names import names_of
from audit.values.address.normalise import Plain, plain
from audit.values.address.reading import Chain, Part, Reading
from audit.values.address.region import Place, head

CACHED = 16384
_TAG = re.compile(
    r"^(?:[^:]{0,14}(?:地址|住址|住处|地点|上门|外访|走访|到访|单位|户籍|家庭|住宅|现住|居住|定位|拜访|工作)[^:]{0,4}:)|"
    r"^(?:(?:第?\d+次|首次|再次|今日|当日)?(?:我司|外访员|我们)?(?:前往|赶到|赶往|去往|到达|抵达|来到|到访|走访|上门|外访)(?:至|到)?)|"
    r"^(?:借款人|客户|债务人|持卡人|本人|紧急联系人|联系人)?(?:现)?(?:的)?(?:家庭|居住|单位|户籍|登记|户口|身份证|预留|工作)?(?:住址|地址|住处|住所|所在地)"
)
_REMARK = re.compile(
    r"本人|家中|家里|无人|没人|客户|借款人|债务人|开门|敲门|未遇|未见|已|核实|见到|搬|电话|联系|同行|拒|留函|走访|外访|催收|离婚|住户|租"
)
_TAIL = re.compile(
    r"(?:(?:实地)?(?:外访|上门|走访|家访|拜访|核实|催收|无人应答|无人在家|无人|没人|未遇|家中|本人在家|本人)|的?(?:家|家里|住处)|处|内|里面)$"
)
_POSTCODE = re.compile(r"^(?:邮编:?)?\d{6}(?=[\u4e00-\u9fff])|(?:,?(?:邮编|邮政编码):?)\d{6}$|(?<=[号室楼栋])(?:,)\d{6}$")
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_ONLY_NEAR = re.compile(r"^(?:的?(?:对面|隔壁|楼下|楼上|对门|斜对面|旁边|邻居|门口))+(?:邻居|住户|人家|家)?$")
NEAR = re.compile(
    r"(?:斜?对[面过门]|隔壁|旁边?(?!村)|附近|周边|楼[下上](?!村)|门口|门前|门外|后门|前门|大门口?|[东西南北]侧|以[东西南北]|后面|前面|背后|路口|交叉口|交汇处|"
    r"邻居|地下车库|车库|停车[场位]|便利店|菜市场(?=$)|小卖部|公交站|门卫室?|传达室|保安[室亭岗]|岗亭|值班室|收发室|物业(?:管理处|服务中心|公司|办公室)?|"
    r"(?:员工|职工|工人)?宿舍(?=$|[A-Z\d])|快递柜|驿站|往[东西南北]\d+米|\d+米)"
)
_FILED_NEAR = {"传达室": "门卫室", "门卫": "门卫室", "保安室": "门卫室", "值班室": "门卫室", "收发室": "门卫室", "岗亭": "门卫室"}
_FOREIGN = re.compile(
    r"香港|九龙(?!坡|县|镇|乡|街|路|村|山)|新界|HONGKONG|H\.?K\.?$|KOWLOON|MACAU|TAIWAN|^(?:中国)?澳门|^(?:中国)?台湾|"
    r"^(?:台北|新北|高雄|台中|台南|桃园)(?:市|县)|^(?:基隆|新竹|嘉义)市"
)
_LATIN = re.compile(r"[A-Z]{3,}")
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|高新区|经开区|开发区|保税区|示范区|旅游度假区|度假区|工业园区|"
    r"(?<![一-龥]{6})新区|新城区|园区)(?=[\u4e00-\u9fff])"
)

_V = r"(?:[A-Z]{0,2}\d+[A-Z]?|[A-Z])"
_TOKEN = re.compile(
    rf"(?P<chain>(?:{_V}(?:#|号楼?|栋|幢|座)?-)+{_V})(?P<end>号楼|栋|幢|座|号院|号(?!线|门)|室|房|户|铺|档|单元|层|楼)?|"
    r"(?P<before>[甲乙丙丁戊己](?=\d)|)(?P<value>[A-Z]{0,2}\d+[A-Z]?|[A-Z](?=[座栋幢区单户馆#]|号楼)|[甲乙丙丁戊己东西南北中](?=单元|门\d|梯\d)|"
    r"[甲乙丙丁戊己](?=栋|幢|座|号楼|\d{3,4}(?!\d)))"
    r"(?P<unit>号楼|号院|号厂房|号库|号街坊|号小区|号|栋|幢|座|橦|#楼|#院|#|单元|单(?=\d|$)|门(?!诊|店|市)|梯|层|楼|F|室|房间|房(?!产)|户|商铺|铺(?!面)|档|组团|"
    r"村民小组|居民小组|村民组|居民组|小组|组|社(?!区)|生产队|队|连|团|师|作业站|支弄|弄|直巷|横巷|巷|胡同|条|排|期|街坊|小区|区|院|厂房|车间|馆)?"
    r"(?P<after>(?:[之附增]|-(?=\d(?!\d)))?(?<=[之附增-])\d+号?|[甲乙丙丁](?!栋|单元|幢|座|\d)|)"
)
_SIDE = re.compile(r"(?:[东西南北中左右](?:边|侧)?(?:户|手|室|首|套)|[左右中](?=$))")
_UNIT = {
    "号楼": "building", "栋": "building", "幢": "building", "座": "building", "橦": "building", "#楼": "building", "#": "building",
    "号院": "number", "#院": "number", "号厂房": "building", "厂房": "building", "号库": "building", "馆": "building", "单元": "entrance",
    "单": "entrance", "门": "entrance", "梯": "entrance", "层": "floor", "楼": "floor", "F": "floor", "室": "room", "房间": "room",
    "房": "room", "户": "room", "商铺": "room", "铺": "room", "档": "room", "组团": "zone", "号街坊": "zone", "街坊": "zone",
    "号小区": "zone", "小区": "zone", "区": "zone", "期": "phase", "村民小组": "group", "居民小组": "group", "村民组": "group",
    "居民组": "group", "小组": "group", "组": "group", "社": "group", "生产队": "group", "队": "group", "连": "group",
    "作业站": "group", "车间": "building", "团": "regiment", "师": "division", "支弄": "sublane", "弄": "lane", "巷": "lane",
    "直巷": "lane", "横巷": "lane", "胡同": "lane", "条": "lane", "排": "row", "院": "number",
}  # fmt: skip
_INSIDE = ("building", "entrance", "floor", "row")


@lru_cache(maxsize=CACHED)
def parse(address: str) -> Reading:
    """The address as read. Never fails; what is not understood stays a name."""
    base = plain(address)
    text = base.text
    if _FOREIGN.search(text) or (_LATIN.search(text) and sum(c > "\u3000" for c in text) < 3):
        return Reading(address, text, base.where, Place(), (), (), foreign=True)
    text, asides, near = _trim(text)
    place = head(text, _start(text))
    return _components(address, Plain(text, base.where), place, asides, near)


def unplaced(reading: Reading) -> Reading:
    """The same address with its head taken for a name: a lone short name may be an estate's."""
    return _components(reading.original, Plain(reading.text, reading.where), Place(), reading.aside, None)


def _start(text: str) -> int:
    start = 0
    while text[start : start + 1] == "\0":
        start += 1
    return start


def _blank(text: str, start: int, end: int) -> str:
    """The text with a stretch blanked: offsets stay as they are."""
    return text[:start] + "\0" * (end - start) + text[end:]


def _trim(text: str) -> tuple[str, tuple[Part, ...], Part | None]:
    """Tags, remarks, postcodes and brackets off."""
    near = None
    asides = []
    for m in _BRACKETS.finditer(text):
        asides.append(Part("name", m[1], m.start() + 1, m.start() + 1 + len(m[1])))
        if _ONLY_NEAR.match(m[1]):
            near = Part("nearness", m[1], m.start() + 1, m.start() + 1 + len(m[1]))
    for aside in asides:
        text = _blank(text, aside.start - 1, min(len(text), aside.end + 1))
    for _ in range(2):
        if m := _TAG.match(text, _start(text)) if not _start(text) else _TAG.match(text[_start(text) :]):
            offset = _start(text)
            text = _blank(text, offset, offset + m.end()) if m.end() else text
    at = -1
    while (at := text.find(",", at + 1)) >= 0:
        piece = re.split(r"[,]", text[at + 1 :])[0]
        if _REMARK.search(piece) or not piece.strip("\0"):
            text = _blank(text, at, at + 1 + len(piece))
    for m in _POSTCODE.finditer(text):
        text = _blank(text, m.start(), m.end())
    for _ in range(3):
        bare = text.rstrip("\0,:.")
        m = _TAIL.search(bare)
        if not m or m.start() < 5 or (m[0] in ("家", "处", "内", "家里") and not re.search(r"[\d室号户层]$", bare[: m.start()])):
            break
        text = _blank(text, m.start(), len(bare))
    return text, tuple(asides), near


def _components(address: str, base: Plain, place: Place, asides: tuple[Part, ...], near: Part | None) -> Reading:
    text = base.text
    at = max(place.end, _start(text))
    if m := _ZONE.match(text, at):
        at = m.end()
    if m := NEAR.search(text, at):
        word = _FILED_NEAR.get(m[0], m[0])
        near = near or Part("nearness", word, m.start(), m.end())
    numbers: list[Part] = []
    names: list[Part] = []
    chain: Chain | None = None
    sides = _SIDE.search(text, at)
    for m in _TOKEN.finditer(text, at):
        if m.start() == m.end() or not (m["chain"] or m["value"]):
            continue
        if _in_name(text, m):
            continue
        names += names_of(text, at, m.start(), numbers)
        at = m.end()
        if m["chain"]:
            chain = _chain(m, numbers, names) or chain
        else:
            _number(text, m, numbers, names)
    names += names_of(text, at, len(text), numbers)
    if sides:
        numbers.append(Part("side", sides[0][0], sides.start(), sides.end()))
    return Reading(address, text, base.where, place, tuple(names), tuple(numbers), chain, near, asides)


def _in_name(text: str, m: re.Match[str]) -> bool:
    """107国道, 318县, 3D打印, 第7中学, K11购物中心: numbers that belong to a name."""
    if m["chain"] or m["unit"]:
        return m["unit"] == "区" and text[m.end() : m.end() + 1] in ("域",)
    after = text[m.end() : m.end() + 2]
    return after[:1] in "路街道国省县乡线里村中小附完" and after != "" and not after.startswith("道口")


def _number(text: str, m: re.Match[str], numbers: list[Part], names: list[Part]) -> None:
    value, unit = m["value"], m["unit"] or ""
    extra = re.sub(r"[之附增号-]+", "-", m["after"]).strip("-")
    seen = {p.level for p in numbers}
    rest = text[m.end() :].strip("\0,")
    level = _UNIT.get(unit, "")
    if unit == "号":
        level = _which_number(seen, rest)
    elif unit in ("楼", "F") and re.match(r"(?:\d+|[东西甲乙丙丁])(?:单元|门)", rest) and "building" not in seen:
        level = "building"
    elif unit == "门" and "floor" in seen:
        level = "room"
    elif unit == "座" and "floor" in seen and value.isalpha():
        level = "room"
    elif unit == "" and (split := re.fullmatch(r"([A-Z])(\d{3,4})", value)) and "building" not in seen:
        numbers.append(Part("building", split[1], m.start(), m.start() + 1))
        value, level = split[2], "room"
    elif unit == "":
        level = _bare(value, seen, names)
    if level == "lane" and "lane" in seen:
        level = "sublane"
    if level == "room" and "floor" not in seen and (split := re.fullmatch(r"(\d{1,2})([A-Z])", value)):
        numbers.append(Part("floor", split[1], m.start(), m.end()))
        value = split[2]
    if level and level != "division":
        value = (m["before"] or "") + (value.lstrip("0") or "0") + (f"-{extra}" if extra else "")
        numbers.append(Part(level, value, m.start(), m.end()))


def _which_number(seen: set[str], rest: str) -> str:
    """What …号 counts: a house, a stair or a door, by what stands before and behind it."""
    if seen & {"entrance", "floor", "row"}:
        return "room"
    if "building" in seen:
        return "entrance" if re.match(r"[A-Z]?\d", rest) else "room"
    if "number" in seen:
        return "building" if re.match(r"[A-Z]?\d|[东西]单元", rest) else "room"
    return "number"


def _bare(value: str, seen: set[str], names: list[Part]) -> str:
    if len(value.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) >= 3 or seen & {"entrance", "floor", "building", "row"}:
        return "room"
    if seen & {"number"} or re.fullmatch(r"\d{1,2}[A-Z]", value):
        return "room"
    return "building" if names and names[-1].kind == "estate" else "number"


def _chain(m: re.Match[str], numbers: list[Part], names: list[Part]) -> Chain | None:
    """A dash form and the ways to read it by what stands before it."""
    values, start = [], m.start()
    for piece in re.finditer(_V, m["chain"]):
        values.append(Part("", piece[0].lstrip("0") or "0", start + piece.start(), start + piece.end()))
    end = m["end"] or ""
    seen = {p.level for p in numbers}
    if end in ("号", "号院") and "building" not in seen and "number" not in seen and len(values) == 2:
        numbers.append(Part("number", f"{values[0].value}-{values[1].value}", m.start(), m.end()))
        return None
    if end in ("号楼", "栋", "幢", "座") and len(values) == 2:
        numbers.append(Part("building", f"{values[0].value}-{values[1].value}", m.start(), m.end()))
        return None
    ways = _ways(len(values), seen, len(values[-1].value) >= 3, bool(re.search(r"[#栋幢座]|号楼", m["chain"])), end)
    return Chain(tuple(values), ways)


def _ways(n: int, seen: set[str], long: bool, told: bool, end: str) -> tuple[tuple[str, ...], ...]:
    b, e, f, r = "building", "entrance", "floor", "room"
    if "entrance" in seen:
        return ((f, r), (r, "side")) if n == 2 else ((b, f, r),)
    if "building" in seen:
        return {2: ((e, r), (f, r)) if not long else ((e, r),), 3: ((e, f, r),)}.get(n, ((e, f, r, "side"),))
    if n == 2:
        if told:
            return ((b, r),)
        if end == "单元":
            return ((b, e),)
        return ((b, r), (e, r)) if long else ((f, r), (b, r), (e, r), (b, e))
    if n == 3:
        if long or told:
            return ((b, e, r),)
        if "number" in seen:
            return ((e, f, r), (b, e, r))
        return ((b, e, r), (b, f, r), (e, f, r))
    return ((b, e, f, r),)
