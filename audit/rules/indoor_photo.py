"""The collectors took pictures or video of the inside of the home, of children or of the family, without leave.

For a person to look at, never more: the account seldom tells what the pictures show. The door number, the building and what the
borrower asked or allowed them to take are no breach; neither is the recorder that must run.
"""

from __future__ import annotations

import re

from audit.account import COLLECTING, Actor, Mention, Reading, Status
from audit.account.ours import Among
from audit.casebook import Casebook
from audit.model import Found, Text, Visit
from audit.rules.rule import Rule, review

MESSAGE = Text(
    "记录写有拍摄室内、家人或未成年人，未见对方同意，请核对影像。",
    "The account tells of pictures of the home, the family or children and of no leave for them: look at the pictures.",
)


def check(visit: Visit, book: Casebook) -> Found | None:
    reading = book.reading(visit)
    found = [m for m in reading.find("photographed", status=None) if not _SLAPPED.search(reading.plain, max(0, m.start - 1), m.end)]
    told, used = ([m for m in some if _ours(m)] for some in (found, reading.find("camera_used")))
    if not (told or used):
        return None
    allowed = _allowed(reading)
    taken = [m for m in told if not _with_leave(m, allowed)]
    taken = taken or [m for m in used if not _with_leave(m, allowed) and _of_the_home(reading, m)]
    if not taken:
        return None
    return review(MESSAGE, *(visit.quote("account", *reading.quote(m)) for m in taken))


#: 一拍桌子, 拍肩膀: no picture.
_SLAPPED = re.compile("拍[了着]?(?:桌|板|腿|大腿|肩|胸|门|手|打|案|屁|背|卖)")


def _of_the_home(reading: Reading, m: Mention) -> bool:
    """A picture taken, and in the same clause the home or the family."""
    return bool(reading.near(m, "private_sight", before=int("进" in reading.plain[m.start : m.end + 1]), status=None))


def _ours(m: Mention) -> bool:
    if (m.denied and m.group != "colloquial") or m.status not in (Status.HAPPENED, Status.UNSURE, Status.DENIED):
        return False
    if m.actor is Actor.STAFF:
        return False
    return (
        m.actor in COLLECTING
        or m.target in COLLECTING
        or (m.actor in (Actor.BORROWER, Actor.RELATIVE, Actor.CHILD, Actor.OTHER) and not m.named)
    )


def _allowed(reading: Reading) -> Among:
    """What tells that pictures were allowed, or not taken after all."""
    return Among(a for a in reading.find("photo_allowed", status=None) if not a.denied and not _refused(reading, a))


def _with_leave(m: Mention, allowed: Among) -> bool:
    """Allowed by the words themselves or those around."""
    return allowed.overlaps(m) or allowed.within(m.clause - 1, m.clause + 1)


def _refused(reading: Reading, a: Mention) -> bool:
    """未经同意, 没关: what looks like leave is the want of it."""
    return any(c in reading.plain[max(0, a.start - 2) : a.start] for c in "未没不无")


RULE = Rule(
    "indoor_photo",
    title=Text("违规拍摄室内或家人", "Pictures of home or family"),
    ground="R",
    grade=2,
    family="conduct",
    broken=Text(
        "未经同意拍摄住宅内部、家人或未成年人（由人工核对）。",
        "Pictures or video of the inside of the home, the family or children without leave (for review).",
    ),
    kept=Text(
        "拍摄门牌、楼栋外观；经对方同意或应其要求拍摄；按规定开启的记录仪。",
        "The door number or building; taken with leave or at their request; the recorder that must run.",
    ),
    clears=Text(
        "所拍照片、录像本身，以及借款人同意拍摄的记录。",
        "The pictures themselves, and a record that the borrower allowed them.",
    ),
    check=check,
)
