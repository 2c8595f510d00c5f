"""Names of people in a cell: several in one, with staff numbers and parts played, in any of the usual spellings."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

from audit.model import Text
from audit.values.numbers import NOTHING
from audit.values.text import BLANK, LONGEST, fold

HEADCOUNT = Text("只写了人数，没有姓名。", "Only a headcount was given, no name.")
ET_AL = Text("写了“等”，没有列出全部姓名。", "Not all names were given (“等”, et al.).")
RUN_TOGETHER = Text(
    "姓名之间没有分隔，按常见姓氏分开。", "The names stand without a separator; they were parted by common surnames."
)
NOT_A_NAME = Text("看不出是姓名。", "This does not look like a name.")

#: Common surnames: part names that run together, and tell a column of names from one of other short words.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶"
    "黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶"
    "解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮"
    "粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸範賈韋鄒閻龍賀顧龔萬錢嚴湯莊聶魯歐關蘭紀單駱藍饒蔣羅龐齊喬溫齡"
    "萧傅阎赖洪畅保丘巢郗习濮宦寿隗糜庹代賴"
)
COMPOUND = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木", "宇文", "长孙", "轩辕", "西门", "南宫", "东郭",
     "独孤", "呼延", "澹台", "钟离", "左丘", "濮阳", "淳于", "单于", "太史", "申屠", "公冶", "宗政", "仲孙", "闻人", "赫连", "万俟", "拓跋", "闾丘", "鲜于",
     "司空", "歐陽", "司馬", "諸葛", "東方", "鍾離", "濮陽")
)  # fmt: skip
_ROLE = "主访人?|副访人?|协访人?|陪访人?|辅访人?|主办|协办|主催|协催|外访人员|外访员|外访|外催员|催收员|走访员|走访人|陪同人员|陪同|随行|搭档|同行|组长|队长|组员|队员|录像员?|摄录员?|司机|记录员?|记录人|见证人|经办人?|主|副|辅|协|陪|外|甲|乙|lead|assist|leader|visitor|officer"
_ROLE_LABEL = re.compile(
    rf"(?:^|(?<=[\s、,;/]))(?:{_ROLE})\s*[一二12ab]?\s*[::]\s*|(?:^|(?<=[\s、,;/]))(?:外访人员|外访员|外催员|催收员|走访员|主访人|协访人|陪访人|主访|协访|陪访|副访|主催|协催)(?=[\u4e00-\u9fff]{{2,4}}(?:$|[\s、,;/]))",
    re.I,
)
_ROLE_ONLY = re.compile(rf"(?:{_ROLE})(?:人|员)?[一二12ab]?", re.I)
_PARENTHESES = re.compile(r"[(\[【<〔{]([^()\[\]【】<>〔〕{}]*)[)\]】>〕}]")
_NUMBER = re.compile(r"(?:工号|员工号|编号|工牌|证号|no\.?|id)?\s*[:：#.]?\s*([A-Za-z]{0,5}[-_]?\d{2,12}[A-Za-z]?)(?![\w])", re.I)
_ADJACENT = re.compile(
    r"^([A-Za-z]{0,5}[-_]?\d{2,12})\s*[-_:/ ]?\s*(?=\D)|(?<=[\u4e00-\u9fff])\s*[-_: ]?\s*(?:工号|编号)?\s*[:#]?\s*([A-Za-z]{0,5}[-_]?\d{2,12})$"
)
_SEPARATOR = re.compile(r"[、,;/+&|\n\r\t\\]+|\s+(?:and|with)\s+|(?<=[\u4e00-\u9fff])[.。·](?=\s)|\s+[-–—]\s+", re.I)
_HEADCOUNT = re.compile(
    r"(?:共|等|计|我方|外访员?|双)?\s*(?:\d{1,2}|[一二两三四五六七八九十俩双单])\s*(?:人|名|位|个人|人次|人员|名外访员|名人员)?(?:次)?(?:上门|同行)?"
)
_ET_AL = re.compile(r"等\s*(?:\d{1,2}|[一二两三四五六七八九十几多])?\s*(?:人|名|位)?$|等\s*$|\bet\s+al\.?", re.I)
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇]")
_JOINER = re.compile(r"[和与與跟及]|以及")
#: K. / K / K M / K.M.; of two letters run together KM, where the surname before is not in capitals itself (LEE, NG are two people).
_INITIALS = re.compile(r"[A-Z]\.?(?:[\s.-]+[A-Z]\.?){0,2}|(?:[A-Z]\.){1,3}")
_RUN_INITIALS = re.compile(r"[A-Z]{2}")
_CIRCLED = re.compile(r"[①-⑳]")
_LISTING = re.compile(r"(?:^|(?<=\s)|(?<=[、,;]))(?:\d{1,2}[.)、．]|[①-⑨])\s*(?=\D)")


class Names(NamedTuple):
    """Names in their order (the same twice stays twice) and the staff numbers that stood with them."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    trouble: Text | None = None


def read_names(value: object) -> Names:
    """The people in a cell."""
    text = fold(_CIRCLED.sub("、", str(value).strip(BLANK)))
    if text in NOTHING:
        return Names()
    if _CJK.search(text) and len(text) <= 3 and text.isalpha() and not _HEADCOUNT.fullmatch(text):
        return Names((text,))
    return _read(text) if len(text) <= 2 * LONGEST else Names(trouble=NOT_A_NAME)


def _read(text: str) -> Names:
    if _HEADCOUNT.fullmatch(text):
        return Names(trouble=HEADCOUNT)
    trouble = None
    numbers: list[str] = []
    names: list[str] = []
    for piece in _pieces(_ROLE_LABEL.sub("、", _LISTING.sub("、", _outside(text, numbers)))):
        if _ET_AL.search(piece):
            trouble = ET_AL
        name = _ET_AL.sub("", piece).strip()
        if not name or _ROLE_ONLY.fullmatch(name):
            continue
        if _HEADCOUNT.fullmatch(name):
            trouble = trouble or (HEADCOUNT if not names else None)
        elif m := _NUMBER.fullmatch(name):
            numbers.append(m[1])
        else:
            parted = _parted(name, numbers)
            trouble = RUN_TOGETHER if len(parted) > 1 and not _JOINER.search(name) else trouble
            names += parted
    if not names and not numbers and trouble is None:
        trouble = NOT_A_NAME
    return Names(tuple(names), tuple(numbers), trouble)


def _outside(text: str, numbers: list[str]) -> str:
    """The text without its parentheses; staff numbers in them are kept, and names too (张三(陪同李四) does not occur)."""

    def inside(match: re.Match[str]) -> str:
        numbers.extend(found[1] for found in _NUMBER.finditer(match[1]))
        return "、"  # 张三(主)李四(辅): what stood in between parts the names

    out = _PARENTHESES.sub(inside, text)
    return re.sub(r"、\s*(?=等)", "", out)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    after_comma = False
    for stretch, separator in zip_longest(_SEPARATOR.split(text), _SEPARATOR.findall(text), fillvalue=""):
        part = stretch.strip(" .。:：-—()（）")
        follows, after_comma = after_comma, separator == ","
        if not part:
            continue
        if follows and pieces and _initials(part, of=pieces[-1]):
            pieces[-1] = f"{pieces[-1]}, {part}"  # Lee, K.
        elif _CJK.search(part) and re.search(r"\s", part):
            pieces += _spaced(part.split())
        else:
            pieces.append(part)
    return pieces


def _initials(part: str, of: str) -> bool:
    """Whether what stands behind a surname and a comma is the same person's initials, no other person."""
    surname = len(of) > 1 and _latin_word(of)
    return surname and (_INITIALS.fullmatch(part) is not None or (_RUN_INITIALS.fullmatch(part) is not None and not of.isupper()))


def _spaced(parts: list[str]) -> list[str]:
    """张三 李四 are two; 张 三 is one name padded to look even; AX1002 张三 is a number and a name; Latin words stay together."""
    out: list[str] = []
    for part in parts:
        if out and _latin_word(part) and _latin_word(out[-1].split()[-1]):
            out[-1] += f" {part}"
        elif out and len(part) == 1 and len(out[-1]) == 1 and _CJK.match(part) and _CJK.match(out[-1]):
            out[-1] += part
        else:
            out.append(part)
    return out


def _latin_word(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z.'-]*", text))


def _parted(piece: str, numbers: list[str]) -> list[str]:
    if (m := _ADJACENT.search(piece)) is not None:
        numbers.append(m[1] or m[2])
        piece = (piece[: m.start()] + piece[m.end() :]).strip(" -_:/")
    if not _CJK.search(piece):
        return [piece] if piece else []
    if (joined := _joined(piece)) is not None:
        return joined
    return _run_together(piece)


def _joined(piece: str) -> list[str] | None:
    """张三和李四, but not 李和平."""
    for m in _JOINER.finditer(piece):
        left, right = piece[: m.start()].strip(), piece[m.end() :].strip()
        if len(left) >= 2 and len(right) >= 2 and len(left) <= 4:
            return [left, *(_joined(right) or [right])]
    return None


def _run_together(piece: str) -> list[str]:
    """张三李四: parted only where every part begins with a common surname and no other parting would do."""
    if not 4 <= len(piece) <= 6 or not all(_CJK.match(c) for c in piece) or piece[:2] in COMPOUND:
        return [piece]
    ways = [
        (piece[:cut], piece[cut:])
        for cut in (2, 3)
        if 2 <= len(piece) - cut <= 3 and piece[0] in SURNAMES and (piece[cut] in SURNAMES or piece[cut : cut + 2] in COMPOUND)
    ]
    return list(ways[0]) if len(ways) == 1 else [piece]


def like_name(text: str) -> bool:
    """Whether a short text looks like one person's name."""
    if 2 <= len(text) <= 4 and (text[0] in SURNAMES or text[:2] in COMPOUND):
        return all(_CJK.match(c) or c in "*某xX" for c in text)
    return bool(re.fullmatch(r"[A-Z][A-Za-z'.]*(?:[ ,-]+[A-Z][A-Za-z'.]*){1,3}", text))
