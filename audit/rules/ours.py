"""Whose words and deeds a mention tells of: what rules about conduct ask before they accuse anybody."""

from __future__ import annotations

from audit.account import COLLECTING, Actor, Mention, Reading, Status

#: Words that were said, whatever they speak of: a threat is made in the conditional, a promise in the future.
SAID = frozenset({Status.HAPPENED, Status.INTENDED, Status.ASKED, Status.RULE, Status.UNSURE})
_UNKNOWN = Actor.UNKNOWN
_YOU = ("你", "侬", "汝", "恁", "丫", "your", "you ")


def spoken_by_us(reading: Reading, m: Mention) -> bool:
    """Whether our side said these words, and the account does not deny that they were said."""
    if m.status not in SAID or m.denied:
        return False
    if m.speaker in COLLECTING:
        return True
    ours = m.actor in COLLECTING or m.causer in COLLECTING
    return m.speaker is _UNKNOWN and (ours or (not m.named and addressed(reading, m)))


def addressed(reading: Reading, m: Mention) -> bool:
    """Whether the words speak to one person (你, your): in a log of ours, the borrower or who was met."""
    said = reading.text[m.start : m.end].lower()
    return "你们" not in said and any(word in said for word in _YOU)


def done_by_us(m: Mention) -> bool:
    return m.status is Status.HAPPENED and m.actor in COLLECTING


def overlaps(m: Mention, others: tuple[Mention, ...]) -> bool:
    """Whether any of the others shares words with a mention."""
    return any(o.start < m.end and m.start < o.end for o in others)
