"""The scene: walks an account's words in order and keeps who acts, who speaks, what is denied, supposed or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from audit.account.actors import COLLECTING, OWING, Actor, Place, Status
from audit.account.lexer import Token
from audit.account.state import State
from audit.account.words import Kind

_PLACES: tuple[tuple[Kind, Place], ...] = (
    (Kind.DOOR, Place.DOOR), (Kind.INSIDE, Place.INSIDE), (Kind.PUBLIC, Place.PUBLIC), (Kind.DOWNSTAIRS, Place.DOWNSTAIRS),
    (Kind.CAR, Place.CAR), (Kind.PHONE, Place.PHONE), (Kind.WORKPLACE, Place.WORKPLACE),
)  # fmt: skip
_PLACE_KINDS = frozenset(kind for kind, _ in _PLACES)
_FRAMES = frozenset({Kind.NOW, Kind.RULE, Kind.INTEND, Kind.CORRECTED, Kind.ELSEWHERE, Kind.UNSURE})
_VERBAL = frozenset({Kind.SAY, Kind.ASK, Kind.REQUEST})
_RESUMING = frozenset({Kind.CLOSER, Kind.NOW, Kind.CONNECTIVE})
#: After these a person is the object of a verb whose subject was dropped.
_OBJECT_AFTER = frozenset("到见了过着给把住找陪等催拉推打骂看向对为替帮追堵围逼劝扶送赶")
#: Speech verbs that outsiders use of themselves, so that a dropped subject is not the collectors.
_THEY_SAY = frozenset(
    {
        "投诉称",
        "嘟囔",
        "念叨",
        "称",
        "表示",
        "诉",
        "诉称",
        "声称",
        "自称",
        "承认",
        "抱怨",
        "坚称",
        "扬言",
        "反映",
        "投诉",
        "嚷",
        "嚷嚷",
    }
)
#: Right before these stands a subject.
_SUBJECT_BEFORE = frozenset("才就便也都又仍却先没未不")
_AT_LAST = frozenset({"才", "这才", "就", "便", "遂"})
#: Before the name of somebody whom the columns do not name: names of the cast, title and all, are masked before.
TITLES = frozenset({"mr", "mrs", "ms", "mdm", "madam"})
#: Whoever was named last on the other side.
PRONOUNS = TITLES | {"他", "她", "其", "对方", "其人", "人家", "此人", "佢", "伊", "渠", "he", "she", "him", "her"}
#: The one spoken to: the other side in our words, our side in theirs.
_YOU = frozenset({"你", "您", "你们", "侬", "you"})
_OBJECT_WORDS = frozenset({"him", "her", "us", "me"})
_REACH, _REACH_LATIN = 16, 48
#: Prepositions whose person may stand a few words behind: 向大厦保安, 跟小区门口的门卫.
_FAR_TO = frozenset({"向", "对", "对着", "冲", "冲着", "朝", "跟", "同", "和", "与", "给", "替", "帮", "把", "将", "当着", "从"})
_FAR = 6
#: What belongs to a person and does nothing: 他家门口, 该户门上.
_BELONGING = re.compile(
    "(?:家|屋|门|店|铺|单位|办公室|宿舍|住处|楼下)(?!人|属|伙|长|说|讲|称|不|没|拒|婆|卫|岗|口的|里人|里说|里没|里不|中没)"
)
#: 没封口的信: a denial inside a modifier ends with it.
_MODIFIER = re.compile("[封密装盖写见认相知关锁熟署标贴裁][^,把向跟对给的]{0,3}的")
#: 邻居问找谁，说…: whoever asks this is answered next.
_ABOUT_US = re.compile(
    "找谁|找哪|找(?:他|她|人|.{0,6})(?:干|做|有)|干嘛|干什么|干啥|做什么|做啥|啥事|什么事|何事|怎么回事|咋回事|咋了|怎么了|是谁|哪的|哪里的|哪个单位|哪个公司|哪家|什么人"
    "|搵谁|寻谁|[找搵揾]边个|给谁|给哪|送给?[谁哪]|么事|为啥|因何|啥人|来意|来由|缘由|何人|来干|邊個|边个|乜事|咩事"
)
#: 经其同意, 按公司要求: spoken of, asked by nobody here.
_BY_LEAVE = re.compile("(?:(?<![已曾])经|征得|取得|得到|征求|获得?)[^,]{0,8}$")
_BY_ORDER = re.compile("(?:按照?|根据|依照?|遵照|应|符合|达到|违反|照)[^,]{0,8}$")
_LEAVE = frozenset({"同意", "允许", "准许", "答应"})
_WAITED_FOR = frozenset("进走回来出离上下开到忙睡散")
#: Thought, not planned: what follows in the next clause is so.
_THOUGHT = frozenset({"以为", "原以为", "误以为", "误认为"})
_AFTER_ELSEWHERE = frozenset({"上一户", "前一户", "上次", "上回"})
_AFTER_RULE = frozenset({"一律", "不允许", "不准", "一律开除", "犯错误", "红线", "not allowed", "prohibited", "forbidden"})


#: Answers kept of a clause.
_MOST = 512
Gaps = tuple[tuple[int, int], ...]


class Answer(NamedTuple):
    """What the scene says of words at a place."""

    actor: Actor
    target: Actor
    causer: Actor
    speaker: Actor
    status: Status
    denied: bool
    place: Place
    named: bool  # whether the clause itself names the actor
    told: Status | None  # what it is if the writer tells it: set where reported words may have ended before this clause


class Piece:
    """A clause `[start:end]` of a unit's `text`, the words in it, and what was found when it was walked before.

    `quoted`: inside “ ”; None: as what stands before the unit. `last`: the unit ends with it. Offsets are those of the unit.
    """

    __slots__ = ("answers", "end", "entered", "last", "left", "quoted", "start", "text", "tokens")

    def __init__(self, text: str, start: int, end: int, quoted: bool | None, last: bool, tokens: tuple[Token, ...]):
        self.text, self.start, self.end, self.quoted, self.last, self.tokens = text, start, end, quoted, last, tokens
        self.left: dict[State, State] = {}
        self.entered: dict[tuple[State, int], State] = {}
        self.answers: dict[tuple[Any, ...], Answer] = {}


class Span(NamedTuple):
    """A piece where it stands in an account: the account's offset at which its unit begins; `sentence` counts from 0."""

    piece: Piece
    base: int
    sentence: int
    quoted: bool
    asks: bool  # a question mark ends it

    @property
    def start(self) -> int:
        return self.base + self.piece.start

    @property
    def end(self) -> int:
        return self.base + self.piece.end


class Scene:
    """States at the beginning of every clause. The way through a wording, and what is answered in it, is worked out once a state."""

    def __init__(self, spans: Sequence[Span], known: dict[Any, State]):
        self._spans = spans
        self._known = known
        self._entries: list[State] = []

    def answer(self, clause: int, start: int, end: int, gaps: Gaps | None = None) -> Answer:
        """Who does what the words `[start:end]` tell (offsets of the clause's unit), to whom, and whether it took place.

        Of the words inside only those in `gaps` can deny it; the others are spelled by the term itself. None: all can.
        """
        span, entry = self._spans[clause], self._entry(clause)
        key = (entry, start, end, gaps, span.quoted, span.asks)
        answers = span.piece.answers
        answer = answers.get(key)
        if answer is None:
            if len(answers) >= _MOST:
                answers.clear()
            answer = answers[key] = _answer(span, entry.copy(), start, end, gaps)
        return answer

    def _entry(self, clause: int) -> State:
        """The state in which a clause begins."""
        entries, spans = self._entries, self._spans
        if not entries:
            entries.append(self._same(State()))
        for index in range(len(entries), clause + 1):
            before, _, sentence_before, was_quoted, _ = spans[index - 1]
            piece, _, sentence, quoted, _ = spans[index]
            left = before.left.get(entries[-1])
            if left is None:
                left = self._left(before, entries[-1])
            how = (sentence != sentence_before) + 2 * quoted + 4 * was_quoted
            if left.asked and left.subject not in COLLECTING and _answer_begins(before, piece):
                how += 8
            entry = piece.entered.get((left, how))
            if entry is None:
                entry = self._entered(piece, left, how)
            entries.append(entry)
        return entries[clause]

    def _left(self, piece: Piece, entry: State) -> State:
        """The state in which a clause ends that begins in this one."""
        state = entry.copy()
        for i, token in enumerate(piece.tokens):
            _step(state, token, i, piece)
        left = piece.left[entry] = self._same(state)
        return left

    def _entered(self, piece: Piece, left: State, how: int) -> State:
        """The state in which a clause begins, where the one before ended in this one."""
        state = left.copy()
        _enter(state, piece, how)
        entry = piece.entered[left, how] = self._same(state)
        return entry

    def _same(self, state: State) -> State:
        """The one object that stands for all states that are as this one: it is not changed any more."""
        return self._known.setdefault(state.values(), state)


def _enter(state: State, piece: Piece, how: int) -> None:
    """The state in which a clause begins: what the sentence carries on."""
    new_sentence, quoted, was_quoted, answered = how & 1, how & 2, how & 4, how & 8
    state.next_clause()
    state.replies = bool(answered) and piece.tokens[0].word in PRONOUNS
    if answered or state.subject is Actor.NOBODY:
        state.subject, state.speaker = Actor.COLLECTORS, Actor.UNKNOWN
    if state.leave:  # 经其同意后入内，提到…: the host goes on
        state.subject, state.leave = state.third, False
    if new_sentence and not quoted:
        state.speaker = Actor.UNKNOWN
        state.corrected = state.elsewhere = False
        state.subject = Actor.COLLECTORS
    if state.corrected and _person_begins(piece):
        state.corrected = False
    if was_quoted and not quoted:
        state.speaker = Actor.UNKNOWN
    if state.speaker not in (Actor.UNKNOWN, *COLLECTING) and not quoted and _ours_begin(piece):
        state.speaker = Actor.UNKNOWN


def _ours_begin(piece: Piece) -> bool:
    """Whether a clause begins with one of ours, or goes on with the story (这才, 于是): then what somebody said is over."""
    if piece.tokens and piece.tokens[0].start == piece.start and piece.tokens[0].kinds & _RESUMING:
        return True
    for token in piece.tokens:
        if token.actor is not None:
            return token.actor in COLLECTING
        if token.start > piece.start + 4:
            return False
    return False


def _answer_begins(before: Piece, piece: Piece) -> bool:
    """邻居问我们找谁，说…: words without a subject after a question about us are our answer."""
    first = piece.tokens[:2]
    if len(first) > 1 and first[0].word in PRONOUNS and first[1].start == first[0].end:
        first = first[1:]
    if not first or Kind.SAY not in first[0].kinds or first[0].start > piece.start + 2:
        return False
    return _ABOUT_US.search(before.text, before.start, before.end) is not None


def _person_begins(piece: Piece) -> bool:
    first = piece.tokens[:1]
    return bool(first) and first[0].actor is not None and first[0].start <= piece.start + 1


def _step(state: State, token: Token, i: int, piece: Piece) -> None:
    """What the `i`-th word of a clause changes."""
    around, kinds = piece.tokens, token.kinds
    before = around[i - 1] if i else None
    if token.actor is not None:
        _person(state, token, before, piece)
        if token.actor is Actor.NOBODY:
            state.negation = token.end
        return
    if Kind.PLAIN in kinds and len(kinds) == 1:
        return
    follower = around[i + 1] if i + 1 < len(around) else None
    if kinds & _FRAMES:
        _frame(state, token)
    if Kind.CLOSER in kinds:
        if 0 <= state.negation < token.start:
            state.negation = -1
        if token.word in _AT_LAST:
            state.asked = False
    if Kind.OUTER in kinds:
        state.outer, state.negation = True, token.end
    elif Kind.NEGATION in kinds:
        state.negation = token.end
    asks_someone = follower is not None and follower.actor is not None and follower.start - token.end <= 1
    if kinds & _VERBAL and _is_noun(state, token, before, piece.text):
        return
    if Kind.REQUEST in kinds and (asks_someone or Kind.SAY not in kinds):
        _request(state, asks_someone)
    elif Kind.SAY in kinds:
        _say(state, token)
    elif Kind.ASK in kinds:
        state.asked = True
    if kinds & _PLACE_KINDS:
        state.place = next(place for kind, place in _PLACES if kind in kinds)


def _is_noun(state: State, token: Token, before: Token | None, text: str) -> bool:
    """关于身份的询问, 被投诉: spoken of, not spoken."""
    if token.start and text[token.start - 1] == "的":
        return True
    if token.word in _LEAVE and _BY_LEAVE.search(text, max(0, token.start - 12), token.start):
        if state.subject not in COLLECTING:
            state.subject, state.explicit = Actor.COLLECTORS, False
        state.leave = True
        return True
    if token.word == "要求" and _BY_ORDER.search(text, max(0, token.start - 12), token.start):
        return True
    return before is not None and before.end == token.start and Kind.PASSIVE in before.kinds


def _frame(state: State, token: Token) -> None:
    kinds = token.kinds
    if Kind.NOW in kinds:
        state.corrected = state.elsewhere = state.intend = state.thought = False
    if Kind.RULE in kinds:
        state.rule = True
    if Kind.INTEND in kinds:
        state.intend = True
    if Kind.CORRECTED in kinds:
        state.thought = token.word in _THOUGHT
        state.corrected = not state.thought
    if Kind.ELSEWHERE in kinds:
        state.elsewhere = True
    if Kind.UNSURE in kinds:
        state.unsure = True


def _request(state: State, asks_someone: bool) -> None:
    state.causer, state.intend = state.subject, True
    if not asks_someone:
        state.subject = Actor.BORROWER if state.causer in COLLECTING else Actor.COLLECTORS


def _say(state: State, token: Token) -> None:
    addressed = state.target is not Actor.UNKNOWN and state.target not in COLLECTING  # 向其表示
    if not state.explicit and token.word in _THEY_SAY and state.subject in COLLECTING and not addressed:
        state.subject = state.third
    state.speaker = state.subject
    state.said_here, state.about_us = True, False
    state.explicit = False
    state.negation = -1


def _person(state: State, token: Token, before: Token | None, piece: Piece) -> None:
    """Whether a person is the subject from here on, or the one to whom it is done."""
    actor = token.actor or Actor.UNKNOWN
    if token.word in PRONOUNS:
        actor = Actor.COLLECTORS if state.replies else state.third
    elif token.word in _YOU:
        actor = state.third if state.speaker in (Actor.UNKNOWN, *COLLECTING) else Actor.COLLECTORS
    elif actor not in COLLECTING and actor is not Actor.NOBODY:
        state.third = actor
    if state.speaker is not Actor.UNKNOWN and actor in COLLECTING:
        state.about_us = True
    char = piece.text[token.start - 1] if token.start > piece.start else ""
    near = before if before is not None and token.start - before.end <= 1 else None
    if near is not None and Kind.PASSIVE in near.kinds:
        state.target, state.subject, state.explicit = state.subject, actor, True
    elif (near is not None and Kind.REQUEST in near.kinds) or (near is not None and Kind.BY in near.kinds):
        state.subject, state.explicit = actor, True
    elif _is_object(state, token, before, char, piece.text):
        state.target = actor
    else:
        state.subject, state.explicit = actor, True


def _is_object(state: State, token: Token, before: Token | None, char: str, text: str) -> bool:
    near = before if before is not None and token.start - before.end <= 1 else None
    if token.word in _OBJECT_WORDS:
        return True
    if text.startswith("的", token.end):  # 我的微信: an owner
        return True
    if token.actor not in COLLECTING and _BELONGING.match(text, token.end):
        return True
    if before is not None and before.word in _FAR_TO and token.start - before.end <= _FAR:
        return True
    if near is not None and Kind.TO in near.kinds:
        # 和同事一起: at the head of a clause the dropped subject and the person act together
        return True
    if char == "等" and token.actor not in OWING and token.word not in PRONOUNS and text[token.end : token.end + 1] in _WAITED_FOR:
        return False  # 等孩子进屋了才谈
    if char and char in _OBJECT_AFTER:
        return True
    if not state.explicit or text[token.end : token.end + 1] in _SUBJECT_BEFORE:
        return False
    if near is not None and near.actor is not None:  # 我小王
        return False
    return not (near is not None and near.kinds & {Kind.SAY, Kind.ASK, Kind.CLOSER, Kind.NOW, Kind.CONNECTIVE})


def _answer(span: Span, state: State, start: int, end: int, gaps: Gaps | None) -> Answer:
    piece, around = span.piece, span.piece.tokens
    inside: list[Token] = []
    for i, token in enumerate(around):
        if token.end <= start or (token.start <= start and token.actor is not None):
            _step(state, token, i, piece)
        elif token.start < end:
            inside.append(token)
    denied = state.negation <= start and _denied(state, start, piece.text)
    for token in inside:
        if gaps is None or any(s <= token.start and token.end <= e for s, e in gaps):
            _frame(state, token)
            if token.kinds & {Kind.NEGATION, Kind.OUTER}:
                denied = not state.outer or not denied
        if token.actor is not None and state.target is Actor.UNKNOWN:
            state.target = state.third if token.word in PRONOUNS else token.actor
    told = status = _status(state, denied, [t for t in around if t.start >= end], span)
    if reported := state.speaker not in (Actor.UNKNOWN, *COLLECTING):
        status = Status.REPORTED
    loose = reported and not (state.said_here or state.about_us or state.explicit or span.quoted)
    return Answer(state.subject, state.target, state.causer, state.speaker, status, denied, state.place, state.explicit,
                  told if loose else None)  # fmt: skip


def _denied(state: State, start: int, text: str) -> bool:
    if state.negation < 0:
        return False
    reach = _REACH_LATIN if text[max(0, start - 1) : start + 2].isascii() else _REACH
    if start - state.negation > reach or _MODIFIER.match(text, state.negation, start):
        return False
    return not _double(state, text)


def _double(state: State, text: str) -> bool:
    """并非没有, 不是我们不肯: an outer denial with another after it."""
    return state.outer and _outer_end(state, text) != state.negation


def _outer_end(state: State, text: str) -> int:
    at = state.negation
    return (
        at
        if text.startswith(("并非", "绝非", "不是"), max(0, at - 2)) or text.endswith(("不是", "不存在", "谈不上"), 0, at)
        else -1
    )


def _status(state: State, denied: bool, rest: Sequence[Token], span: Span) -> Status:
    piece = span.piece
    if state.corrected or state.thought:
        return Status.CORRECTED
    if state.elsewhere or any(t.word in _AFTER_ELSEWHERE for t in rest):
        return Status.ELSEWHERE
    if state.rule or any(t.word in _AFTER_RULE for t in rest):
        return Status.RULE
    if state.unsure or any(Kind.UNSURE in t.kinds for t in rest):
        return Status.UNSURE
    if state.asked or span.asks or piece.text.endswith(("吗", "么"), piece.start, piece.end):
        return Status.ASKED
    if denied:
        return Status.DENIED
    return Status.INTENDED if state.intend else Status.HAPPENED
