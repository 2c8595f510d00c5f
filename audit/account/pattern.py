"""A term made ready for matching: the words it cannot match without, how far it reaches, and where it matches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from audit.account.notation import MARKS, Choice, Gap, Head, Literal, Node, Raw, Sequence, TermError, parse_nodes, without_stop
from audit.account.spelling import ends_sentence, joint, longest, spelled, stops, traits
from audit.account.stepping import Met, Step, at_edge, steps

MAX_GAPS = 4
#: Each can double the ways in which a text is tried.
MAX_FORKS = 16


@dataclass(frozen=True, eq=False)
class Pattern:
    """A parsed term. `anchors`: every match contains one of them. `literal` is the term where it is one plain word, else ''.

    A match begins at most `before` characters before its anchor and ends at most `after` behind where that begins. `needs` are sets of
    strings: it cannot match where all strings of one of them are lacking between the two stops around its anchor; `far` likewise, but
    anywhere within that reach. `first`: the node where the anchor begins, -1 where an anchor may stand anywhere inside it. `across`: a
    match may run over commas. `latin`: it may hold Latin words, which match as whole words.
    """

    source: str
    nodes: Sequence
    anchors: tuple[str, ...]
    before: int
    after: int
    literal: str
    needs: tuple[tuple[str, ...], ...]
    far: tuple[tuple[str, ...], ...]
    first: int
    across: bool
    latin: bool

    def search(self, text: str, at: int, since: int) -> tuple[int, Met] | None:
        """Where the match around an anchor at `at` begins, not before `since`, and what else is known of it."""
        first, latin = self.first, self.latin
        if first > 0 and self.steps[first].met(text, at) is None:  # quicker than to look for where it begins
            return None
        met, begins = self.steps[0]
        for start in range(at if first == 0 else max(since, at - self.before), at + 1):
            if (begins is not None and text[start] not in begins) or (latin and not at_edge(text, start)):
                continue
            if found := met(text, start):
                return start, found
        return None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Made when first looked for: of thousands of terms an audit meets the anchors of a few hundred."""
        return steps(self.nodes, self.latin)


def parse(source: str, slots: Mapping[str, Sequence]) -> Pattern:
    """The pattern that `source` spells. Raises TermError."""
    nodes = parse_nodes(source, slots)
    nodes = (*nodes[:-1], without_stop(nodes[-1]))
    joined = joint(nodes)
    if joined.heads > 1 or joined.heads > sum(isinstance(n, Head) for n in nodes[1:]):
        raise TermError("@ 只可出现一次，不可在开头，也不可在 ( ) 之内", "@ may stand once, not first, and not inside ( )")
    if joined.gaps > MAX_GAPS:
        raise TermError(f"间隔（~）多于 {MAX_GAPS} 处", f"more than {MAX_GAPS} gaps (~)")
    if joined.forks > MAX_FORKS:
        raise TermError(
            f"可有两种读法的部分（如 了?）多于 {MAX_FORKS} 处",
            f"more than {MAX_FORKS} parts that may match in two ways, such as 了?",
        )
    if ends_sentence(nodes):
        raise TermError("词条中间有结束句子的标点", "a stop that ends the sentence, before the end of the term")
    if isinstance(nodes[0], Gap) or isinstance(nodes[-1], Gap):
        raise TermError("间隔（~）在开头或结尾", "a gap (~) at the beginning or the end")
    anchors, first, last = _anchors(nodes)
    if not anchors:
        raise TermError(
            "没有必须出现的部分：各部分都可省略或只是人名", "nothing that must be there: every part is optional or a name"
        )
    plain = nodes[0].text if len(nodes) == 1 and isinstance(nodes[0], Literal) else ""
    before = longest(nodes[:first])
    if first != last and isinstance(nodes[first], Choice):  # an anchor may stand anywhere inside an option with gaps
        before += longest(nodes[first:last])
    spells = all(_words(node) for node in nodes[first:last])
    begin, end = _between_stops(nodes, first, last)
    needs, far = _needs((*nodes[begin:first], *nodes[last:end])), _needs((*nodes[:begin], *nodes[end:]))
    return Pattern(
        source, nodes, anchors, before, longest(nodes), plain, needs, far, first if spells else -1,
        joined.across, joined.latin,
    )  # fmt: skip


#: So many strings may come of joining neighbours, which seldom pays.
_MOST_JOINED = 60


#: The characters that accounts hold most, the most frequent first.
_FREQUENT = (
    "的了我e说他没人证一们at户客上o来不在是门snhir到还看她个就d下出给着件里去过有0子l后先话问开家行这讲两亮天回工把电w老跟头前都p1那也点月楼打公cu谈十走进手自你要m事号录口分小三得本司f让、机信款单示期同大"
    "己儿牌2作外记b系面对时好车y银g钱等二请收方发才k再:今边接账别见找完9五钟能已佢写欠只屋住拿地应核明拍卡5起多答用3以当意几转次千报名敲半4条和照百坐场张其位从主道保会提听访"
)
#: The pairs of characters that they hold most, likewise.
_FREQUENT_PAIRS = (
    "客户我们证件he看了电话th公司自己亮证出来工作了一作证银行分钟他说给他出示门口不是er我方手机edan本人in看过一个回来下来今天也没亮了on二十录像没有没人你们00we开门nd了两as户说登记or工牌re个月他看们没"
    "te一千委托给看to们说月底个人还款十分ou记录的是进去at两人先还走了两个去了了证en户在答应是不楼下说不她说sh证给证亮老板来的系统le证看ho来了地址es说明行里hi敲门给我给她两千不能证先还一人在我哋外访过来孩子"
    "se示证身份了个ow先亮it说你短信ar的事st什么这个is就是ne让我时候在家让他nt还是亮过联系上去过去capangro看证核对没说单位后来me去的我俩就走wa是我到了进门债务了三了半家里别的他自儿子证后问我一下no"
    "idotha他家是他说话问是al不在们就跟他知道分期申请我说微信一直aius谈的上门在门务人bo四十当场门牌拍了打电谈了ll全程能不看的ay先看下月回去有人ke托书同事们是晚上主管最后每月账单说是录仪师傅离开下楼卖了等他"
    "说这ba隔壁小区件先媳妇十五以后利息说了还没工资她看ut上的de牌子可以给了屋里ve借款三千同意人家三百要求旁边ap八百的时ad到他欠款一张五百老人表示十点起来报了名字都没客服il那个他讲还两ss开了一半li直接一句这户"
    "时间合同上了开的打了热线户看五分sa的人授权十一下午问了ea前台co上楼清楚跟我et外头的证ofpp照片的门里头证、fo请他多少户问楼道说他客人之前说那谈到已经进屋wn电梯了十在楼"
)
_CHANCE: dict[str, float] = {character: 0.03 / rank**0.6 for rank, character in enumerate(_FREQUENT, 1)}
_CHANCE_OF_PAIR: dict[str, float] = {
    _FREQUENT_PAIRS[at : at + 2]: 0.006 / (at / 2 + 1) ** 0.57 for at in range(0, len(_FREQUENT_PAIRS), 2)
}
#: Of any other character; and how much likelier one is beside another of its word than anywhere, if that is no frequent pair.
_RARE, _DRAWN = 0.0006, 12.0
_SELDOM = min(_CHANCE_OF_PAIR.values())
#: What it costs to have one more string to look for; what is cheap enough that longer strings are not tried.
_EACH, _CHEAP = 3e-6, 4e-4


@cache
def _chance_of(word: str) -> float:
    """How often, roughly, the word begins at a place of an account."""
    chance = _CHANCE.get(word[0], _RARE)
    for one, other in pairwise(word):
        alone = _CHANCE.get(one, _RARE)
        beside = _CHANCE_OF_PAIR.get(one + other) or min(_SELDOM, alone * _DRAWN * _CHANCE.get(other, _RARE))
        chance *= min(1.0, beside / alone)
    return chance


def _anchors(nodes: Sequence) -> tuple[tuple[str, ...], int, int]:
    """The rarest set of strings of which every match contains one, and which nodes (first, end) they spell."""
    best: tuple[tuple[str, ...], int, int] = ((), 0, 0)
    least = 1.0
    for i in range(len(nodes)):
        words = _words(nodes[i])
        for j in range(i, len(nodes)):
            if j > i:
                more = _words(nodes[j])
                words = tuple(a + b for a in words for b in more) if len(words) * len(more) <= _MOST_JOINED else ()
            if not words:
                break
            price = _price(words) if "" not in words else 1.0
            if price < least:
                best, least = (tuple(dict.fromkeys(words)), i, j + 1), price
            if price < _CHEAP:
                break
        if options := _anchors_of_options(nodes[i]):
            price = _price(options)
            if price < least:
                best, least = (options, i, i + 1), price
    return best


@cache
def _words(node: Node) -> tuple[str, ...]:
    """All that the node can spell, where that is a short list and runs over no stop; none else."""
    words = spelled(node)
    return () if words is None or stops(words) else words


@cache
def _price(words: tuple[str, ...]) -> float:
    """What it costs to look for the words: how often one begins at a place, and a little for each."""
    return _EACH * len(words) + sum(_chance_of(word) for word in words)


@cache
def _anchors_of_options(node: Node) -> tuple[str, ...]:
    """Where some option holds a gap, a name or a stop: the anchors of each option, together."""
    if not isinstance(node, Choice) or _words(node):
        return ()
    each = [_anchors(option)[0] for option in node.options]
    return tuple(dict.fromkeys(anchor for anchors in each for anchor in anchors)) if all(each) else ()


def _between_stops(nodes: Sequence, first: int, last: int) -> tuple[int, int]:
    """The nodes around those of the anchor (`first`, `last`) that stand between the same two stops as it, wherever the term matches."""
    if any(traits(node).across for node in nodes[first:last]):
        return first, last
    begin, end = first, last
    while begin and not traits(nodes[begin - 1]).across:
        begin -= 1
    while end < len(nodes) and not traits(nodes[end]).across:
        end += 1
    return begin, end


def _needs(others: Sequence) -> tuple[tuple[str, ...], ...]:
    """What else must be there: the two rarest of these parts."""
    found = [tuple(mark for mark in MARKS if mark in n.regex) for n in others if isinstance(n, Raw)]
    for node in others:
        if isinstance(node, Literal | Choice):
            words = _anchors_of_options(node) or _words(node)
            if words and "" not in words:
                found.append(tuple(dict.fromkeys(words)))
    return tuple(dict.fromkeys(sorted(filter(None, found), key=_price)))[:2]
