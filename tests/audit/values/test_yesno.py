"""Tick-boxes, by what they ask."""

from __future__ import annotations

import pytest

from audit.values.yesno import Question, YesNo, read_yesno


@pytest.mark.parametrize("text", ["是", "有", "√", "✓", "Y", "yes", "1", "OK", "对", "是（两人均出示）", "TRUE", True, 1.0])
def test_yes(text: object) -> None:
    assert read_yesno(text, "id_shown") == YesNo(True)


@pytest.mark.parametrize("text", ["否", "无", "×", "✗", "N", "no", "0", "未", "没有", "FALSE", "否，忘带", False, 0.0])
def test_no(text: object) -> None:
    assert read_yesno(text, "id_shown") == YesNo(False)


@pytest.mark.parametrize("text", ["/", "—", "不适用", "未见人", "无人", "待核实", "?", "", "未遇", "家中无人"])
def test_neither(text: str) -> None:
    assert read_yesno(text, "id_shown") == YesNo(None)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [("id_shown", "主动出示", True), ("id_shown", "未出示", False), ("id_shown", "均佩戴工牌", True), ("id_shown", "未佩戴工牌", False), ("id_shown", "经要求后出示", True), ("id_shown", "忘带证件", False), ("id_shown", "出示工作证、委托书", True),
     ("recorded", "全程", True), ("recorded", "全程录音录像", True), ("recorded", "部分", None), ("recorded", "仅录音", None), ("recorded", "有录音无录像", None), ("recorded", "没电", False), ("recorded", "未开启", False),
     ("recorded", "对方拒绝录像", False), ("recorded", "中断", None), ("recorded", "2段", True), ("recorded", "无文件", False), ("recorded", "录像时长少于6秒", None), ("recorded", "未全程录音", None), ("recorded", "記錄儀開啟", True),
     ("address_verified", "电话核实", True), ("address_verified", "未核实", False), ("address_verified", "无法核实", False), ("address_verified", "有效", True), ("address_verified", "直接上门", False), ("barred", "禁入", True), ("barred", "正常", False)],
)  # fmt: skip
def test_phrases(question: Question, text: str, value: bool | None) -> None:
    assert read_yesno(text, question) == YesNo(value)


def test_what_is_neither_is_told() -> None:
    assert read_yesno("见附件说明", "id_shown") == YesNo(None, False)
    assert read_yesno(7.0, "id_shown") == YesNo(None, False)
