"""The pieces without a window: pace, colours, words, the paged model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from audit.model import FIELDS, Progress, Text
from gui import theme, words
from gui.paged_table import PAGE, PAGES_KEPT, Column, PagedTable
from gui.progress_panel import Pace
from gui.theme import DARK, LIGHT, Colours
from gui.tongue import Tongue


def clock(*times: float) -> Iterator[float]:
    return iter(times)


def test_pace_tells_rows_a_second_and_the_time_left() -> None:
    at = clock(0, 0.1, 2)
    pace = Pace(lambda: next(at))
    stage = Text("检查", "checking")
    pace.step(Progress(stage, 0, 1000))
    pace.step(Progress(stage, 10, 1000))
    assert pace.rate is None  # a tenth of a second says nothing yet
    pace.step(last := Progress(stage, 200, 1000))
    assert pace.rate == 100
    assert pace.left(last) == 8
    assert pace.left(Progress(stage, 200, None)) is None


def test_pace_begins_anew_with_each_stage() -> None:
    at = clock(0, 10, 11)
    pace = Pace(lambda: next(at))
    pace.step(Progress(Text("读", "reading"), 0, None))
    pace.step(Progress(Text("查", "checking"), 0, 50))
    pace.step(Progress(Text("查", "checking"), 50, 50))
    assert pace.rate == 50


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(colours: Colours) -> None:
    c = colours
    pairs = [(c.text, g) for g in (c.window, c.card, c.selected, c.hover, c.mark, c.mark_other, c.accent_soft)]
    pairs += [(c.muted, c.card), (c.muted, c.window), (c.on_accent, c.accent), (c.on_accent, c.accent_hover)]
    pairs += [(c.violation, c.card), (c.violation, c.window), (c.violation, c.violation_soft), (c.review, c.review_soft)]
    pairs += [(c.review, c.card), (c.review, c.window), (c.good, c.card), (c.good, c.window), (c.on_rail, c.rail)]
    pairs += [(c.text, soft) for soft in (c.violation_soft, c.review_soft, c.good_soft)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_no_name_of_a_colour_is_left_in_the_style_sheet(colours: Colours) -> None:
    assert "@" not in theme.sheet(colours)


def test_every_word_is_said_in_both_languages() -> None:
    texts = [(name, t) for name, t in vars(words).items() if isinstance(t, Text)]
    texts += [(str(key), t) for n, m in vars(words).items() if isinstance(m, dict) and n.isupper() for key, t in m.items()]
    assert len(texts) > 100
    for name, text in texts:
        assert text.zh.strip(), name
        assert text.en.strip(), name
        assert not any("一" <= c <= "鿿" for c in text.en.replace("语言", "")), name


def test_every_field_of_a_visit_has_a_title() -> None:
    assert set(words.FIELDS) == set(FIELDS)


def test_rows_are_fetched_a_page_at_a_time_and_few_pages_are_kept(qtbot: object) -> None:
    asked: list[int] = []

    def fetch(ids: Sequence[int]) -> Sequence[int]:
        asked.append(len(ids))
        return ids

    model = PagedTable([Column(words.ROW, lambda row, say: f"no. {row}", (4, 4))], fetch, Tongue("en"))
    model.set_ids(range(100_000))
    assert model.index(70_000, 0).data() == "no. 70000"
    assert model.index(70_001, 0).data() == "no. 70001"
    assert asked == [PAGE]
    for page in range(PAGES_KEPT + 10):
        model.line(page * PAGE)
    assert len(model._pages) == PAGES_KEPT
    assert model.index(99_999, 0).data() == "no. 99999"
    assert asked[-1] == 100_000 % PAGE
