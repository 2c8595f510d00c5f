"""Opening the window where there is none to be had."""

from __future__ import annotations

import pytest

from gui.start import NO_SCREEN, no_screen


@pytest.mark.parametrize(
    ("platform", "environ", "none"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, False),
        ("darwin", {}, False),
    ],
)
def test_linux_without_a_display_has_no_screen(platform: str, environ: dict[str, str], none: bool) -> None:
    assert no_screen(platform, environ) is none


def test_the_sentence_says_what_to_do_in_both_languages() -> None:
    assert "main.py audit" in NO_SCREEN.zh
    assert "no display" in NO_SCREEN.zh
