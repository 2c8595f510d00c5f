"""Reading: an address as read, level by level, each part with the place where it stands in the original."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from audit.model import Text
from audit.values.address.region import Place

#: Levels from the coarse to the fine, with what people call them.
LEVELS = {
    "province": Text("省级", "province"), "city": Text("地市", "city"), "county": Text("区县", "district"),
    "park": Text("开发区", "development zone"),
    "town": Text("乡镇街道", "town"), "village": Text("村、社区", "village"), "hamlet": Text("自然村", "hamlet"),
    "road": Text("道路", "road"), "name": Text("名称", "name"), "branch": Text("分部、车间", "branch"),
    "regiment": Text("团", "regiment"), "group": Text("组", "group"), "lane": Text("弄、巷", "lane"),
    "sublane": Text("支弄", "sub-lane"), "number": Text("门牌号", "number"), "phase": Text("期", "phase"), "zone": Text("区", "zone"),
    "row": Text("排", "row"), "building": Text("楼栋", "building"), "wing": Text("座", "wing"), "entrance": Text("单元", "entrance"),
    "floor": Text("楼层", "floor"), "room": Text("室号", "room"), "side": Text("方位户", "side"),
    "nearness": Text("方位词", "nearness"), "whole": Text("全文", "whole"),
}  # fmt: skip


class Part(NamedTuple):
    """`value` is comparable; `start`/`end` are offsets into the comparable text."""

    level: str
    value: str
    start: int
    end: int
    kind: str = ""  # of a name: what its ending says it is


class Chain(NamedTuple):
    """3-2-501: its values and the ways to read them, the likeliest first."""

    parts: tuple[Part, ...]
    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An address as read. `latin`: in Latin letters, read by `latin.py`. `overseas`: Hong Kong, Macau or a city of Taiwan at its head.
    `spans`: where each character comes from, of what was in Latin letters and is written in Chinese (`romanised.py`).
    """

    original: str
    text: str
    where: tuple[int, ...]
    place: Place
    names: tuple[Part, ...]
    numbers: tuple[Part, ...]
    chain: Chain | None = None
    near: Part | None = None
    aside: tuple[Part, ...] = ()
    latin: bool = False
    overseas: Part | None = None
    spans: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the comparable text as offsets into the original."""
        if start >= end or end > len(self.where):
            return (0, len(self.original))
        if self.spans:
            return min(s for s, _ in self.spans[start:end]), max(e for _, e in self.spans[start:end])
        return self.where[start], self.where[end - 1] + 1
