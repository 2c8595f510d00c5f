"""Personal data masked for a report: every mask is as long as what it hides, so offsets into a text stay right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import ahocorasick

from audit.account import read
from reports import rooms as unit

_D = "0-9０-９"
#: Identity number, bank card, mobile (with or without blanks), landline; what stays visible at the front and at the end.
_NUMBERS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(rf"(?<![{_D}A-Za-z])[{_D}]{{17}}[{_D}XxＸｘ](?![{_D}A-Za-z])"), 4, 4),
    (re.compile(rf"(?<![{_D}A-Za-z])[{_D}](?:[ \-]?[{_D}]){{15,18}}(?![{_D}A-Za-z])"), 0, 4),
    (re.compile(rf"(?<![{_D}A-Za-z])[1１][3-9３-９][{_D}][ \-]?[{_D}]{{4}}[ \-]?[{_D}]{{4}}(?![{_D}A-Za-z])"), 3, 4),
    (re.compile(rf"(?<![{_D}A-Za-z])[{_D}]{{15}}(?![{_D}A-Za-z])"), 4, 4),
    (re.compile(rf"(?<![{_D}A-Za-z])[0０][{_D}]{{2,3}}[ \-]?[{_D}]{{7,8}}(?![{_D}A-Za-z])"), 4, 2),
)
_KEEP = " -－"
_NAMES = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff·]{2,}|[A-Za-z][A-Za-z'.]+(?: [A-Za-z][A-Za-z'.]+)*")

_ROLES = """
    本人 借款人 债务人 客户 持卡人 主贷人 配偶 妻子 丈夫 老婆 老公 前妻 前夫 父亲 母亲 父母 爸爸 妈妈 儿子
    女儿 子女 兄弟 姐妹 哥哥 弟弟 姐姐 妹妹 亲属 家属 家人 亲戚 朋友 同事 领导 老板 前台 房东 租客 租户
    邻居 物业 保安 门卫 村委 居委 村干部 联系人 担保人 保证人 共同借款人 第三人 无 无人 未见 未见人 无人应答
    没有 未知 不详 其他 工作人员 物业人员 保安人员 公司前台 女友 男友 女朋友 男朋友 同居人 爷爷 奶奶 外公
    外婆 公公 婆婆 岳父 岳母 孙子 孙女 外孙 叔叔 婶婶 伯伯 伯父 伯母 舅舅 舅妈 姑姑 姑妈 姨妈 阿姨 大爷
    大妈 嫂子 弟媳 儿媳 女婿 侄子 侄女 外甥 孩子 小孩 老人 老太太 老人家 村支书 支书 书记 村长 村主任 主任
    网格员 店员 店长 经理 主管 服务员 收银员 保洁 护工 财务 人事 门房 司机 室友 合租人 合伙人 员工 职工
    路人 夫妻 夫妇 夫婦 会计 會計 出纳 班长 队长 祖母 祖父 连襟 舍友 房客 保姆 翻译 牧师 学徒 老伴 股东 老表 表亲 小叔
    男孩 女孩 少年 新郎 伴郎 导游 顾问 警卫 总台 传达室 师兄 师姐 阿哥 阿弟 阿嬷 船老大 同乡 姊姊 细佬 妯娌 叔伯 宾客
    其父 其母 其妻 其夫 其兄 其弟 其姐 其妹 其子 其女 闺蜜 楼长 族长 管理员 管理員 母女 母子 父子 董事长 女方 男方 继父 继母 养父 养母 表嫂 堂嫂 堂叔 表叔 表姨 表舅 表姑 外母 其嫂 其姑 哥嫂 爷叔
    人事专员 部门经理 值班经理 园长 院长 社工 助理 警卫 菲佣 小组长 老师傅 钟点工
"""
#: What stands in a cell for a person and names nobody.
ROLES = frozenset(_ROLES.split())
_ANY = "|".join(sorted(ROLES, key=len, reverse=True))
#: 大女儿, 其母亲, 堂弟, 人事主管: a role with what tells which.
_ROLE = re.compile(f"(?:[大小二三老其他她的前亲继养表堂外]{{0,3}}|{_ANY})(?:{_ANY}|[堂表胞亲][哥弟姐妹兄])")


#: Where somebody stands who is called by his trade or kin; many of these begin with a surname.
_WHERE = re.compile(
    "养[蜂猪鸡鸭鱼羊牛]|包[租工]|车[间队]|楼[上下栋里]|樓[上下]|对[门面]|對[門面]|隔[壁籬篱]|邻[居村家]|[单單]位|公[司寓]|物[业業]|小[区區]|学校|學校|医院|村[里委]?"
    "|社[区區]|居委|工[地厂]|门[面诊卫]|宿舍|店[里内]|厂[里办]|饭[店馆]|酒店|驿站|药[店房]|超市|菜[场市]|水[果站]|码头|快递|送[水货餐]|收[银废]|护[理林工]|清洁|施工"
    "|装修|房产|[农牧林]场|驾校|幼儿园|现[住]?|新(?=[房租住业])|原(?=[房组业])|同住|合租|寄宿|陌生|无关|[無无]關|客户|干(?=[爹妈爸女儿])|[大小二三四老幺][爹妈爸娘]?(?=[叔伯姨姑舅姐妹哥嫂婶])"
)
#: Kin and trades that the reading of accounts does not know by themselves.
_TRADES = re.compile(
    "[员員长長工友客主人师師农佣傭匠贩警户]|干部|会计|理事|主管|主席|调度|法务|人事|客服|值班|书记|秘书|助理|顾问|[叔伯姨姑舅姐妹哥嫂婶公婆]"
)
_NOBODY = re.compile("(?:家中)?[无無没沒冇]人(?:$|[在应應答接开開回理])|未[见見遇接开開应應在]")
_ENGLISH_ROLES = """
    wife husband mother father brother sister aunt uncle niece nephew cousin neighbour neighbor colleague boss borrower guarantor debtor
    friend none self nil maid nobody guard security manager owner landlord landlady receptionist tenant customer staff housekeeper
    daughter parents parent grandmother grandfather supervisor reception caretaker helper flatmate roommate colleagues neighbours law
"""
_ENGLISH = frozenset(_ENGLISH_ROLES.split())
#: Tina Friend is rarer than security guard, and Chan Son no rarer than son.
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'.-]+(?: [A-Z][A-Za-z'.-]*){0,3}")
#: 老李, 小红, 大卫 are people; 老板, 小姨, 大伯 are not.
_NICKNAME = re.compile("[大小老阿][^伯姐哥嫂妈媽爷爺娘婶嬸叔姨姑舅孩妹弟乡鄉板闆师師伴婆公人爹头表汉嬷爸太]")


def mask_name(name: str) -> str:
    """张三丰 to 张**, John Smith to J*** S****."""
    if name.isascii():
        return re.sub(r"(?<=[A-Za-z])[A-Za-z'.]+", lambda m: "*" * len(m[0]), name)
    return name[:1] + "*" * (len(name) - 1)


def mask_names(cell: str) -> str:
    """A cell that holds names, with whatever stands between them: 张三(主)、李四0123 to 张*(主)、李*0123."""
    return _NAMES.sub(lambda m: m[0] if _names_nobody(m[0]) else mask_name(m[0]), cell)


def mask_text(
    text: str, names: Iterable[str] = (), keep: Iterable[str] = (), *, rooms: bool = True, addresses: Iterable[str] = ()
) -> str:  # fmt: skip
    """Names, numbers and rooms masked. `keep` are words that stay (the case number); `rooms` is off where the room is the point.

    `addresses` are known ones that the text may tell of: in whole, or by the number of the room alone.
    """
    kept = _kept_spans(text, keep)
    if rooms:
        text = _without_rooms(text, kept, addresses)
    for pattern, front, end in _NUMBERS:
        text = _masked(pattern, text, front, end, kept)
    for name in sorted({n for n in names if len(n) > 1 and "*" not in n}, key=lambda n: (-len(n), n)):
        text = text.replace(name, mask_name(name))  # longest first, so that 张三丰 is not taken for 张三
    return text


def _without_rooms(text: str, kept: list[tuple[int, int]], addresses: Iterable[str]) -> str:
    for address in addresses:
        if len(address) > 5 and address in text:
            text = text.replace(address, unit.mask_address(address))
        for number in unit.numbers(address):
            if number in text:
                text = unit.hidden(text, _outside(unit.alone(text, number), kept))
    return unit.hidden(text, _outside(unit.units(text), kept))


def _outside(spans: Iterable[tuple[int, int]], kept: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in spans if not any(c <= a and b <= d for c, d in kept)]


def people(cell: str) -> list[str]:
    """The name in a cell that holds nothing else; a role (母亲, 保安, 无人) is no name and may stand in any sentence."""
    short = 2 <= len(cell) <= 4 or _LATIN_NAME.fullmatch(cell)
    return [cell] if short and not _names_nobody(cell) else []


@lru_cache(maxsize=4096)
def _names_nobody(cell: str) -> bool:
    """丈母娘, wife: what the reading of accounts takes for somebody as a whole; 车间主任, 养蜂人: whoever stands there. In doubt it is a name."""
    if _ROLE.fullmatch(cell) or cell.endswith(("先生", "女士")) or _NOBODY.match(cell):
        return True
    if cell.isascii():
        return cell in ("son", "cook", "HR") or not _ENGLISH.isdisjoint(re.split("[ -]", cell.lower().removesuffix("'s")))
    if _NICKNAME.fullmatch(cell):
        return False
    where = _WHERE.match(cell)
    if where and _TRADES.fullmatch(cell, where.end()):
        return True
    persons = read(cell).persons
    known = bool(persons) and persons[-1].end == len(cell) and not persons[-1].pronoun
    return known and persons[0].start in (0, where.end() if where else 0)


class Names:
    """Many names at once, such as all visitors of an audit: found in one pass over a text, however many there are."""

    def __init__(self, names: Iterable[str]):
        self._automaton = ahocorasick.Automaton()
        for name in names:
            if len(name) > 1 and "*" not in name:
                self._automaton.add_word(name, name)
        if self._automaton:
            self._automaton.make_automaton()

    def mask(self, text: str) -> str:
        if not self._automaton:
            return text
        parts, at = [], 0
        for end, name in self._automaton.iter_long(text):
            start = end + 1 - len(name)
            parts += [text[at:start], mask_name(name)]
            at = end + 1
        return "".join((*parts, text[at:]))


def _kept_spans(text: str, keep: Iterable[str]) -> list[tuple[int, int]]:
    spans = []
    for word in filter(None, keep):
        at = text.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    return spans


def _masked(pattern: re.Pattern[str], text: str, front: int, end: int, kept: list[tuple[int, int]]) -> str:
    def hide(found: re.Match[str]) -> str:
        return _hidden(found[0], front, end) if _outside([found.span()], kept) else found[0]

    return pattern.sub(hide, text)


def _hidden(text: str, front: int, end: int) -> str:
    """Digits and letters between the first `front` and the last `end` of them as *, blanks and dashes as they are."""
    solid = [n for n, char in enumerate(text) if char not in _KEEP]
    hidden = set(solid[front : len(solid) - end])
    return "".join("*" if n in hidden else char for n, char in enumerate(text))
