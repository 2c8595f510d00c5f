"""Positions and lengths."""

import pytest

from audit.values.distance import least_metres, metres, read_metres, readings, valid

TIANANMEN = (39.908722, 116.397499)  # WGS-84


def test_great_circle() -> None:
    assert metres((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111_195, abs=2)
    assert metres(TIANANMEN, TIANANMEN) == 0


def test_one_point_in_three_systems_is_one_place() -> None:
    gcj, bd = (39.910126, 116.403742), (39.916527, 116.410004)
    assert metres(TIANANMEN, gcj) > 400
    assert least_metres(TIANANMEN, gcj) < 20
    assert least_metres(TIANANMEN, bd) < 60
    assert least_metres(gcj, bd) < 60


def test_abroad_there_is_one_system() -> None:
    assert list(readings((51.5, -0.1))) == [(51.5, -0.1)]


def test_swapped_and_empty_positions() -> None:
    assert valid(116.4, 39.9) == (39.9, 116.4)
    assert valid(0.0, 0.0) is None
    assert valid(None, 1.0) is None
    assert valid(200.0, 200.0) is None


@pytest.mark.parametrize(("text", "header", "length"), [("1.2km", "", 1200), ("800 米", "", 800), ("0.3", "距离(km)", 300), ("800", "", 800), ("无", "", None)])  # fmt: skip
def test_lengths(text: str, header: str, length: float | None) -> None:
    assert read_metres(text, header) == length
