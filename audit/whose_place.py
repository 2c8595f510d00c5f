"""Whose place an account tells of: where our side went to a third person's home, shop, ward or school, and where it is left open."""

from __future__ import annotations

import re

from audit.account import COLLECTING, Actor, Mention, Reading, Status

_DONE = (Status.HAPPENED, Status.CORRECTED, Status.ELSEWHERE)
_TOLD = (Status.HAPPENED, Status.REPORTED, Status.UNSURE, Status.DENIED, Status.ASKED, Status.ELSEWHERE)
_SAYS = re.compile(r"(?<=.)[说称讲](?!明|是客户|好)|表示|告知|告诉|反映|\b(?:said|told|says)\b")
#: 家属院 is where the borrower lives; 家访, 自家, 走访对象 are no places.
_NO_THIRD = re.compile("家属[院区楼房]|家访|自家|访对象|家长")
#: Whom ours waited for at a school gate, when he works or studies there.
_OF_HIM = re.compile("[到着]?(?:家长散|.{1,5}(?:下班|收工))")
_NO_PLACE = frozenset("属人长庭访理电号")  # 家属, 家人, 处理, 单位电话
_ILL = re.compile("住院(?![部楼区])|[出入]院")  # 她姐姐住院: what happened, no place
_MOVES = re.compile("[在到去进来]|开车")  # 司机师傅开车在小区等: the place is not the person's
#: Somebody speaks of the place, comes from it, is taken there; or nobody has gone yet.
_OTHERS_DO = re.compile(
    r"[说称讲让叫约请邀劝告听]|电话|来电|表示|转[告交]|寄|送|[接带]走|从|回来|回去|住[在着]|登记|案卷|户籍|提[到出供]|[剔排删]除|"
    r"不含|避开|绕开|禁止|不得|拟|准备|打算|计划|建议|没|未|不[在去到进]|[路经]过|\b(?:said|told|says|not|offered|asked)\b"
)
_BEING = re.compile(
    r"[去到进赴抵访找问上跑奔拐至往蹲守敲等坐搁候]|[^看听]见|(?<![现正])在|于|"
    r"\b(?:went|drove|walked|waited|visited|called|at|to|outside|stop)\b"
)
_BEING_AFTER = re.compile(
    r"[里内中上门口外]{0,5}(?:[问找见坐等守蹲敲候吃喝聊谈]|打听|了解|停留|逗留|询问)| (?:was our|was the|next|first|second|last)"
)
_OURS = re.compile(r"我[们俩方司组哋]|[咱俺]|外访|走访|催收员|两人|二人|双人|同事|\b(?:we|team)\b")
_UNREACHED = re.compile(
    r"(?:打不通|不接|关机|停机|空号|(?:没|未)(?:能)?(?:见[着到]|遇[到见着])(?:本人|他|她|人)?|扑空|扑了个?空)[^。;!?]{0,14}$"
)
_NOT = re.compile("非|不是|不属|不符")
_OPEN = re.compile("[未没不]")  # 在案卷中未核实
_NO_WAY = re.compile(
    "[谈说想提遇见看得收做等拿听问讲写轮过][到去]|去[年世掉]|[过失下除]去"
)  # 谈到, 拿去, 去年: nobody goes anywhere
_CAME_ACROSS = re.compile("[碰遇撞][见上到着]|正[好巧]|[碰恰刚]巧")  # 到家里碰上他小舅子在看房子
#: A neighbour's bell rung from the borrower's own landing is a question, not a visit, unless ours go in.
_KNOCKED = re.compile("[敲按叫拍砸]|铃")
_NEXT_DOOR = re.compile("邻居|邻舍|邻里|隔壁|对门|对面|对户|楼上|楼下|大妈|大爷|阿姨|大姐|大嫂|大叔")
_WENT_IN = re.compile("入内|入户|入屋|[进入]了?(?:屋|门|家|客厅|里|去|来)|进门|坐|喝茶|喝水|逗留|停留|等候|待到|待了|聊|谈|说话")
_NEXT = re.compile(r"[又再改转还]|随后|后来|然后|接着|继而|遂|便|之后|直接|索性|另")
_TURNED = re.compile(r"改[去到往赴奔]|转[去到往赴至]|另[去到]|我们(?:便|就|遂)|便[去到钻摸进]|遂[去到赴往]")


def third_places(reading: Reading) -> list[Mention]:
    """Where our side went to a place of somebody who does not owe, and the account does not say that the place is on file."""
    told = reading.find("third_place", "third_gate", "third_resident", "third_spot", status=_DONE)
    return [m for m in told if _theirs(reading, m) and (m.status is Status.HAPPENED or _turned_to(reading, m))]


def open_places(reading: Reading, *, liable: bool) -> list[Mention]:
    """Places of which the account leaves open whose they are; with `liable` also a guarantor's, whom no case file names."""
    found = [m for m in reading.find("place_unclear", status=_TOLD) if not _on_file(reading, m) and not _left_again(reading, m)]
    if liable:
        found += [m for m in reading.find("liable_place") if _theirs(reading, m) and not _on_file(reading, m, before=2)]
    return found


def _left_again(reading: Reading, m: Mention) -> bool:
    """走错楼栋，敲到别家，道歉退出: a slip, set right."""
    return m.group == "found" and bool(reading.near(m, "left_at_once", after=2, status=None))


def on_file_told(reading: Reading) -> bool:
    """Whether the account says that the place is an address on file."""
    return any(_affirmed(reading, own) for own in reading.find("own_place"))


def _theirs(reading: Reading, m: Mention) -> bool:
    """Whether our side went there and stayed, and nothing beside it says that the place is on file."""
    if m.concept == "third_spot" and not _we_were_at(reading, m):
        return False
    if m.concept == "third_place" and (not _ours(reading, m) or _SAYS.search(reading.plain, m.start, m.end)):
        return False
    if m.concept == "third_resident" and reading.near(m, "left_at_once", after=2, status=None):
        return False
    if _NO_THIRD.search(reading.plain, max(m.start - 2, 0), m.end + 2) or (m.group != "wide" and _waits_for_him(reading, m)):
        return False
    if _NO_WAY.search(reading.plain, max(m.start - 1, 0), m.start + 2) or _only_next_door(reading, m):
        return False
    if reading.near(m, "turned_back", before=1, after=2, status=None) or reading.near(m, "passed_by", status=None):
        return False
    return not _on_file(reading, m)


def _waits_for_him(reading: Reading, m: Mention) -> bool:
    """幼儿园门口等客户下班, 校门口等她下课: the borrower's own workplace or school."""
    gate = reading.plain[m.start : m.end]
    if not gate.endswith(("等", "候", "守")) or "门" not in gate:
        return False
    him = any(p.actor is Actor.BORROWER and not p.pronoun for p in reading.named_between(m.end, m.end + 2))
    return him or _OF_HIM.match(reading.plain, m.end) is not None


def _only_next_door(reading: Reading, m: Mention) -> bool:
    """Somebody only come across, or a neighbour whose door was knocked at and not entered."""
    if _CAME_ACROSS.search(reading.plain, m.start, m.end):
        return True
    words = reading.plain[max(m.start - 6, reading.clause_start(m.clause)) : m.end]
    if not _KNOCKED.search(words) or not _NEXT_DOOR.search(words):
        return False
    return _WENT_IN.search(reading.plain, m.end, reading.clause_end(m.clause + 3)) is None


def _ours(reading: Reading, m: Mention) -> bool:
    """Whether we went: told so, or nobody is named and the borrower, of whom the sentence speaks, could not be reached."""
    if m.actor in COLLECTING:
        return True
    return not m.named and bool(_UNREACHED.search(reading.plain, max(m.start - 24, 0), m.start))


def _we_were_at(reading: Reading, m: Mention) -> bool:
    """A third person's place with whatever verb of going and staying beside it, where nobody only speaks of it or comes from it."""
    clause, text = reading.clauses[m.clause], reading.plain
    if not (_ours(reading, m) or clause.actor in COLLECTING or _OURS.search(text, clause.start, m.start)):
        return False
    if text[m.end : m.end + 1] in _NO_PLACE or _ILL.search(text, m.start, m.end + 1) or _MOVES.search(text, m.start, m.end):
        return False
    if _OTHERS_DO.search(text, clause.start, clause.end) or reading.near(m, "place_unclear", status=None):
        return False
    return bool(_BEING.search(text, clause.start, m.start) or _BEING_AFTER.match(text, m.end, clause.end))


def _on_file(reading: Reading, m: Mention, before: int = 1) -> bool:
    """Whether the account says beside it that this is the place on file; 登记住址已拆, 又去… speaks of two places."""
    for own in reading.near(m, "own_place", before=before, after=2, status=(Status.HAPPENED, Status.REPORTED)):
        another = own.clause < m.clause and _NEXT.search(reading.plain, own.end, m.end)
        if _affirmed(reading, own) and not another:
            return True
    return False


def _affirmed(reading: Reading, own: Mention) -> bool:
    """非登记地址, 在案卷中未核实 and 登记住址已拆 do not say that we were there."""
    if own.denied or _NOT.search(reading.plain, max(own.start - 3, 0), own.start + 2) or _OPEN.match(reading.plain, own.end):
        return False
    return not reading.near(own, "own_empty", status=None)


def _turned_to(reading: Reading, m: Mention) -> bool:
    """本来该去他家, 改去了堂姐店里: what is set right is that we went to the other place."""
    return bool(_TURNED.search(reading.plain, max(m.start - 6, 0), m.end))
