"""The likeliest cut of a text, piece by piece."""

from __future__ import annotations

from audit.second.pieces import Piece, Pieces

PIECES = Pieces(
    ["▁", "工", "作", "证", "工作", "工作证", "▁we", "▁w", "e"], [-3.0, -8.0, -8.0, -8.0, -9.0, -10.0, -5.0, -7.0, -7.0]
)


def test_longest_likely_piece_wins() -> None:
    assert PIECES.cut("工作证") == [Piece(0, 0, 0), Piece(5, 0, 3)]


def test_unknown_characters_stand_alone_and_keep_their_place() -> None:
    assert PIECES.cut("龘证") == [Piece(0, 0, 0), Piece(-1, 0, 1), Piece(3, 1, 2)]


def test_blanks_belong_to_the_word_behind_them() -> None:
    assert [(p.id, p.start, p.end) for p in PIECES.cut("we we")] == [(6, 0, 2), (6, 2, 5)]


def test_every_character_is_in_one_piece() -> None:
    text = "工作证工作x证 we工"
    cut = PIECES.cut(text)
    assert "".join(text[p.start : p.end] for p in cut) == text
