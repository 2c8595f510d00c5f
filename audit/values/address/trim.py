"""What stands around an address and is not part of it: tags, remarks, brackets, postcodes; and words of nearness."""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.values.address.reading import Part

GAP = "\0"  # stands for what was cut, so that offsets stay as they are

_TAG = re.compile(
    r"[^:]{0,14}(?:地址|住址|住处|地点|上门|外访|走访|到访|单位|户籍|家庭|住宅|现住|居住|定位|拜访|工作|[一二三四五六七八九\d]访)[^:]{0,4}:|"
    r"(?:(?:第?\d+次|首次|再次|今日|当日)?(?:我司|外访员|我们)?(?:前往|赶到|赶往|去往|到达|抵达|来到|到访|走访|上门|外访)(?:至|到)?)|"
    r"(?:借款人|客户|债务人|持卡人|本人|紧急联系人|联系人)?现?的?(?:家庭|居住|单位|户籍|登记|户口|身份证|预留|工作)?(?:住址|地址|住处|住所|所在地)"
)
_REMARK = re.compile(
    r"本人|家中|家里|无人|没人|客户|借款人|债务人|开门|敲门|未遇|未见|已|核实|见到|搬|电话|联系|同行|拒|留函|走访|外访|催收|离婚|住户|租|应门|在家|不在"
)
_TAIL = re.compile(
    r"(?:(?:实地)?(?:外访|上门|走访|家访|拜访|核实|催收)|无人应答|无人在家|无人|没人|未遇|家中|本人在家|本人|的?(?:家里|住处|家)|处|内|里面)$"
)
_HANGING = frozenset(("家", "处", "内", "家里"))
_POSTCODE = re.compile(r"^(?:邮编:?)?\d{6}(?=[\u4e00-\u9fff])|,?(?:邮编|邮政编码):?\d{6}$|(?<=[号室楼栋]),\d{6}$")
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_ONLY_NEAR = re.compile(r"^(?:的?(?:对面|隔壁|楼下|楼上|对门|斜对面|旁边|邻居|门口))+(?:邻居|住户|人家|家)?$")

#: Near the place (对面), or a part of it that is not the flat (门卫室, 车库).
_BESIDE = (
    r"斜?对[面过门]|隔壁|旁边?(?!村)|附近|周边|楼[下上](?!村)|门口|门前(?!大?街|路)|门外(?!大街|小街|斜街|路|街)|后门|前门(?!大街|[东西]大街|街|路)|大门口?|[东西南北]侧|以[东西南北]|后面|前面|背后|路口(?![\u4e00-\u9fff]{3})|交叉口(?![\u4e00-\u9fff]{3})|"
    r"交汇处|邻居(?=$|家|住|处|[\0,()])|往[东西南北]\d+米|\d+米"
)
_ATTACHED = (
    r"地下车库|车库|停车[场位]|(?<=[\d号楼门室下旁])(?:便利店|菜市场|小卖部|公交站)|门卫室?|传达室|保安[室亭岗]|岗亭|值班室|收发室|物业(?:管理处|服务中心|公司|办公室)?|"
    r"(?:员工|职工|工人)?宿舍(?=$|[A-Z\d])|快递柜|驿站|架空层|楼道口?|楼梯[口间]|电梯[口间]|大堂|天台|配电[室房]|水泵房|垃圾[房站]|电梯厅|售楼[部处]|售楼中心|自行车棚|车棚|储藏间"
)
_NEAR = re.compile(rf"(?P<beside>{_BESIDE})|(?P<attached>{_ATTACHED})")
_LANDMARK = re.compile(r"的?(?!邻居|住户|人家)[\u4e00-\u9fff]{3,}[^,]*?\d(?:号|栋|幢|座|单元|弄|-)")
_FIGURE = re.compile(r"\d(?:号|栋|幢|座|单元|弄|-|室|层|楼)")
_ONE = {
    "传达室": "门卫室",
    "门卫": "门卫室",
    "保安室": "门卫室",
    "保安亭": "门卫室",
    "值班室": "门卫室",
    "收发室": "门卫室",
    "岗亭": "门卫室",
}


class Trimmed(NamedTuple):
    """`text` with gaps for what was cut; `asides` are what stood in brackets; `near` a bracket that only says 对面."""

    text: str
    asides: tuple[Part, ...]
    near: Part | None


def start(text: str) -> int:
    """Where the text begins behind its gaps."""
    return len(text) - len(text.lstrip(GAP))


def blank(text: str, begin: int, end: int) -> str:
    return text[:begin] + GAP * (end - begin) + text[end:]


def trim(text: str) -> Trimmed:
    """Tags, remarks, postcodes and brackets off."""
    near, asides = None, []
    for m in _BRACKETS.finditer(text):
        aside = Part("name", m[1], m.start() + 1, m.start() + 1 + len(m[1]))
        asides.append(aside)
        if _ONLY_NEAR.match(m[1]):
            near = aside._replace(level="nearness", kind="beside")
        text = blank(text, m.start(), m.end())
    for _ in range(2):
        if (tag := _TAG.match(text, start(text))) and tag.end() > tag.start():
            text = blank(text, start(text), tag.end())
    return Trimmed(_hanging(_remarks(text)), tuple(asides), near)


def _remarks(text: str) -> str:
    at = text.find(",")
    while at >= 0:
        end = text.find(",", at + 1)
        end = len(text) if end < 0 else end
        if _REMARK.search(text, at, end) or not text[at + 1 : end].strip(GAP):
            text = blank(text, at, end)
        at = text.find(",", end)
    for m in _POSTCODE.finditer(text):
        text = blank(text, m.start(), m.end())
    return text


def _hanging(text: str) -> str:
    """外访, 家中 and the like at the end."""
    for _ in range(3):
        bare = text.rstrip(GAP + ",:.")
        m = _TAIL.search(bare)
        if not m or m.start() < 5 or (m[0] in _HANGING and not re.search(r"[\d室号户层]$", bare[: m.start()])):
            break
        text = blank(text, m.start(), len(bare))
    return text


def nearness(text: str, at: int) -> tuple[Part | None, str]:
    """The word of nearness behind `at`, and the text without it."""
    m = _NEAR.search(text, at)
    if m and _LANDMARK.match(text, m.end()) and not _FIGURE.search(text, at, m.start()):
        text = blank(text, m.start(), m.end())  # 农行对面阳光小区3栋: the landmark only tells where the estate is
        m = _NEAR.search(text, m.end())
    if not m:
        return None, text
    return Part("nearness", _ONE.get(m[0], m[0]), m.start(), m.end(), m.lastgroup or ""), blank(text, m.start(), m.end())
