"""Wrong usage and missing places: one sentence, the right exit status, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

import main
from audit.bankpack import Pack
from audit.model import Text
from audit.policy import PACKS
from audit.store.store import Store
from main import SAMPLES


def test_a_wrong_date_is_wrong_usage_and_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main.main(["audit", "a.xlsx", "-o", "a.json", "--as-of", "2026-13-01"])
    assert stopped.value.code == 2
    assert "“2026-13-01”不是日期" in capsys.readouterr().err


def test_a_target_that_cannot_be_written_is_told_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    told = main.main(["audit", str(tmp_path / "missing.xlsx"), "-o", str(tmp_path / "file" / "a.json"), "--db", "memory"])
    assert told == 1
    assert capsys.readouterr().err.splitlines() == ["无法写入“a.json”：所在文件夹不存在，也无法新建。"]


def test_a_missing_log_is_told_with_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["audit", str(tmp_path / "missing.xlsx"), "-o", str(tmp_path / "a.json"), "--db", "memory", "--lang", "en"]
    assert main.main(command) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "missing.xlsx: the file was not found."
    assert not (tmp_path / "a.json").exists()


def test_a_code_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["rules", "no_such_rule"]) == 1
    assert "no_such_rule" in capsys.readouterr().err


def test_no_display_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("gui.start.no_screen", lambda *_: True)
    assert main.main([]) == 1
    assert "main.py audit" in capsys.readouterr().err


def test_a_policy_is_a_built_in_pack_the_banks_own_or_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, file = str(tmp_path / "v.db"), tmp_path / "本行.toml"
    file.write_text((PACKS / "cn-default.toml").read_text(encoding="utf-8").replace("cn-default", "file-pack"), encoding="utf-8")
    with Store(place, user="王敏") as store:
        store.save_pack(Pack("own-pack", Text("本行规则包", "Our pack"), "cn-default"))
    log = str(SAMPLES / "恒远资产_走访记录_2026Q3.csv")
    for policy, name in (("own-pack", "own-pack"), (str(file), "file-pack")):
        assert main.main(["audit", log, "-o", str(tmp_path / "a.json"), "--db", place, "--policy", policy]) == 0
        with Store(place) as store:
            run = store.last_run(store.projects()[0].id)
            assert run is not None
            assert run.policy == name
    assert main.main(["audit", log, "-o", str(tmp_path / "b.json"), "--db", place, "--policy", "no-such"]) == 1
    assert "“no-such”" in capsys.readouterr().err
