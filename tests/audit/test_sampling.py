"""Sampling against published tables and identities: sizes, bounds, the same draw for everybody, honest words on the whole."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import AuditError
from audit.sampling import Item, Method, allocate, draw, evaluate, interval, sample_size, upper_bound

ITEMS = [Item(f"k{n:03}", n, stratum="甲" if n % 10 else "乙", risk=float(n % 7)) for n in range(100)]


#: The attribute tables that every handbook prints (5 % risk of overreliance, large population): size (expected deviations).
@pytest.mark.parametrize(
    ("tolerable", "expected", "size", "allowed"),
    [(0.02, 0, 149, 0), (0.03, 0, 99, 0), (0.05, 0, 59, 0), (0.10, 0, 29, 0), (0.05, 0.01, 93, 1), (0.06, 0.02, 127, 3), (0.05, 0.02, 181, 4)],
)  # fmt: skip
def test_sizes_are_those_of_the_published_tables(tolerable: float, expected: float, size: int, allowed: int) -> None:
    worked = sample_size(1_000_000, confidence=0.95, tolerable=tolerable, expected=expected)
    assert (worked.size, worked.allowed) == (size, allowed)
    assert str(size) in worked.text.zh
    assert str(size) in worked.text.en


def test_a_small_population_needs_less_and_at_most_all_of_it() -> None:
    assert sample_size(100, tolerable=0.05).size == 45  # (95 over 45) / (100 over 45) is the first not above 5 %
    assert sample_size(10, tolerable=0.05).size == 10
    assert "全部" in sample_size(10, tolerable=0.05).text.zh


@pytest.mark.parametrize(
    ("population", "given"), [(0, {}), (9, {"confidence": 1.0}), (9, {"tolerable": 0.0}), (9, {"expected": 0.05})]
)
def test_what_cannot_be_worked_is_a_sentence(population: int, given: dict[str, float]) -> None:
    with pytest.raises(AuditError):
        sample_size(population, **given)


def test_bounds_are_clopper_and_pearsons() -> None:
    assert upper_bound(0, 59, 0.95) == pytest.approx(1 - 0.05 ** (1 / 59), abs=1e-9)
    assert interval(0, 20, 0.95) == (0.0, pytest.approx(1 - 0.025 ** (1 / 20), abs=1e-9))
    assert interval(20, 20, 0.95) == (pytest.approx(0.025 ** (1 / 20), abs=1e-9), 1.0)
    low, high = interval(4, 20, 0.95)
    assert (round(low, 4), round(high, 4)) == (0.0573, 0.4366)  # the example that textbooks give for 4 of 20
    assert interval(0, 0, 0.95) == (0.0, 1.0)


@settings(max_examples=40)
@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_bound_is_never_below_what_was_seen(seen: tuple[int, int]) -> None:
    bad, n = seen
    low, high = interval(bad, n, 0.95)
    assert low <= bad / n <= high
    assert upper_bound(bad, n, 0.95) >= bad / n


@pytest.mark.parametrize("method", Method)
def test_the_same_seed_draws_the_same_for_everybody(method: Method) -> None:
    drawn = draw(ITEMS, method, 20, "2026-09")
    assert drawn == draw(list(reversed(ITEMS)), method, 20, "2026-09")
    assert len({i.id for i in drawn}) == 20
    if method is not Method.RISK:
        assert drawn != draw(ITEMS, method, 20, "2026-10")
    assert set(draw(ITEMS, method, 500, "x")) == set(ITEMS)
    assert draw(ITEMS, method, 0, "x") == ()
    assert draw([], method, 5, "x") == ()


def test_the_draw_of_a_seed_never_changes() -> None:
    """Written down: whoever draws again years later must get these."""
    assert [i.id for i in draw(ITEMS, Method.RANDOM, 5, "2026-09")] == FIRST_FIVE


def test_intervals_are_even() -> None:
    places = sorted(i.id for i in draw(ITEMS, Method.INTERVAL, 10, "s"))
    assert {b - a for a, b in pairwise(places)} == {10}


def test_intervals_step_through_the_row_the_items_stand_in() -> None:
    row = [Item(f"{n * 37 % 100:02d}", n, order=f"{n:03d}") for n in range(100)]
    places = [i.id for i in draw(row, Method.INTERVAL, 10, "s")]
    assert {b - a for a, b in pairwise(places)} == {10}


def test_strata_get_their_share_and_none_is_left_out() -> None:
    assert Counter(i.stratum for i in draw(ITEMS, Method.STRATIFIED, 20, "s")) == {"甲": 18, "乙": 2}
    assert allocate({"甲": 990, "乙": 9, "丙": 1}, 10) == {"甲": 8, "乙": 1, "丙": 1}
    assert allocate({"甲": 5, "乙": 3}, 1) == {"甲": 1, "乙": 0}


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 500), min_size=1, max_size=8), st.integers(0, 1000))
def test_shares_add_up(sizes: dict[str, int], size: int) -> None:
    shares = allocate(sizes, size)
    assert sum(shares.values()) == min(size, sum(sizes.values()))
    assert all(0 <= shares[name] <= n for name, n in sizes.items())


def test_risk_comes_first() -> None:
    assert {i.risk for i in draw(ITEMS, Method.RISK, 10, "s")} == {6.0}


def test_the_result_is_carried_to_the_whole_with_its_bound() -> None:
    result = evaluate(1284, 59, 0)
    assert (result.kept, result.extends, result.estimated) == (True, True, 0)
    assert result.at_most == 64  # 4.95 % of 1284, rounded up
    worse = evaluate(1284, 59, 3)
    assert not worse.kept
    assert worse.estimated == 65
    assert worse.low < worse.rate < worse.high
    assert "1284" in worse.text.zh
    assert worse.upper < worse.high


def test_nothing_checked_says_nothing() -> None:
    empty = evaluate(100, 0, 0)
    assert (empty.upper, empty.kept) == (1.0, False)
    assert "尚未" in empty.text.zh


def test_all_checked_needs_no_inference() -> None:
    result = evaluate(40, 40, 2)
    assert result.low == result.high == result.upper == 0.05
    assert result.at_most == 2


def test_a_sample_by_risk_is_not_carried_to_the_whole() -> None:
    result = evaluate(1000, 50, 0, method=Method.RISK)
    assert not result.extends
    assert not result.kept
    assert "不能推断" in result.text.zh


FIRST_FIVE = [30, 99, 91, 42, 26]
