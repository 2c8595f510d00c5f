"""The command line seals, verifies and checks again: what it prints and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from tests.reports.make_proof import PASSWORD, certificate
from tests.reports.test_recheck import log

ROOT = Path(main.__file__).resolve().parent


def run(capsys: pytest.CaptureFixture[str], *command: object) -> tuple[int, str, str]:
    status = main.main([str(part) for part in command])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_seal_verify_recheck(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out, secret = log(tmp_path), tmp_path / "out", tmp_path / "pw.txt"
    secret.write_text(PASSWORD, encoding="utf-8")
    status, said, _ = run(capsys, "audit", source, "-o", out / "a.zip", "-o", out / "a.pdf", "--db", "memory", "--as-of", "2026-10-15",
                          "--sign", certificate(tmp_path)[0], "--sign-password-file", secret)  # fmt: skip
    assert status == 0
    assert said.count("封存校验值") == 2
    seal = next(line for line in said.splitlines() if line.startswith("a.zip 封存校验值")).split()[-1]
    for path in (out / "a.zip", out / "a.pdf"):
        status, said, _ = run(capsys, "verify", path)
        assert (status, said.splitlines()[0]) == (0, f"{path.name}：未改动。")
        assert "示例银行" in said
    assert run(capsys, "verify", out / "a.zip", "--seal", seal, "--root", tmp_path / "bank.pem")[0] == 0
    status, said, _ = run(capsys, "recheck", out / "a.zip", "--inputs", source)
    assert (status, said.startswith("重算一致")) == (0, True)
    (out / "a.zip").write_bytes((out / "a.zip").read_bytes()[:-1])
    assert run(capsys, "verify", out / "a.zip", "--lang", "en")[0] == 1
    assert run(capsys, "verify", source)[0] == 2


def test_what_cannot_be_checked_again_is_status_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = log(tmp_path)
    status, said, wrong = run(capsys, "recheck", source, "--inputs", source, "--lang", "en")
    assert (status, said) == (2, "")
    assert wrong.strip().endswith("is no sealed bundle, or it is damaged.")


def test_a_certificate_is_tried_before_the_audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, wrong = run(
        capsys, "audit", tmp_path / "no.csv", "-o", tmp_path / "a.pdf", "--db", "memory", "--sign", tmp_path / "no.p12"
    )
    assert status == 1
    assert wrong.splitlines() == ["证书文件 no.p12 无法读取。"]


def test_part_one_is_to_be_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "audit", log(tmp_path), "-o", tmp_path / "a.pdf", "--db", "memory", "--pdfa", "1")[0] == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.4")
    assert run(capsys, "verify", tmp_path / "a.pdf")[0] == 0


def test_two_audits_of_the_same_files_give_the_same_report_whatever_the_process(tmp_path: Path) -> None:
    source, made = log(tmp_path), []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.pdf"
        command = [
            sys.executable,
            "main.py",
            "audit",
            str(source),
            "--db",
            "memory",
            "--as-of",
            "2026-10-15",
            "-o",
            str(out),
            "-o",
            str(out.with_suffix(".xlsx")),
        ]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True, timeout=120)
        made.append((out.read_bytes(), out.with_suffix(".xlsx").read_bytes()))
    assert made[0][0] == made[1][0]
    assert made[0][1] == made[1][1]
