"""重算核对: the same inputs, policy and decisions give the same findings; anything else is named."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import orjson
import pytest

from audit import bankpack
from audit.model import AuditError, Decision, Text, Verdict
from audit.policy import Policy, load
from audit.run import Inputs, run_audit
from audit.store.store import Store
from reports.bundle import write_bundle
from reports.digests import digest
from reports.options import REPORT
from reports.proof import Proof
from reports.recheck import Recheck, recheck, recheck_lines
from reports.result import AuditResult
from tests.reports.make_proof import members, zipped
from tests.steps import drained

HEAD = ("案件编号", "客户姓名", "外访日期", "开始时间", "结束时间", "外访人员", "外访地址", "外访经过")
ROWS = (
    (
        "C1",
        "赵某",
        "2026-08-03",
        "10:00",
        "10:30",
        "钱一",
        "苏州市人民路1号",
        "独自上门，出示工作证，说明来意，客户称下月归还，全程录音录像。",
    ),
    (
        "C2",
        "孙某",
        "2026-08-10",
        "10:00",
        "10:30",
        "钱一",
        "苏州市人民路2号",
        "独自上门，出示工作证，说明来意，客户称月底归还，全程录音录像。",
    ),
    (
        "C3",
        "李某",
        "2026-08-11",
        "22:30",
        "22:50",
        "钱一、周二",
        "苏州市人民路3号",
        "两人到场，未出示工作证件，客户不满，录音录像完整。",
    ),
)


def log(folder: Path, rows: Sequence[Sequence[str]] = ROWS, name: str = "外访日志.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def sealed(path: Path, bundle: Path, *, dismiss: bool = False, policy: str | Policy = "cn-default") -> Path:
    """A bundle of an audit of the log; with `dismiss` the first lone visit is dismissed before it is checked again."""
    used = load(policy) if isinstance(policy, str) else policy
    with Store("memory") as store:
        run = drained(run_audit(store, Inputs.of([path]), used, date(2026, 10, 15)))
        if dismiss:
            lone = next(f for a in run.audited for f in a.findings if f.rule == "lone_visitor")
            at = run.diff.run.at - timedelta(hours=1)
            store.decide(run.project_id, Decision(lone.fingerprint, Verdict.DISMISSED, "周敏", at, "同事在楼下"))
            run = drained(run_audit(store, Inputs.of([path]), used, date(2026, 10, 15), project=run.project_id))
        out = BytesIO()
        proof = Proof(trail=store.trail(), project=run.project_id, checked_at=run.diff.run.at)
        for _ in write_bundle(AuditResult.of(run), out, "zh", REPORT, proof):
            pass
    bundle.write_bytes(out.getvalue())
    return bundle


def again(bundle: Path, *files: Path) -> Recheck:
    with Store("memory") as store:
        return drained(recheck(bundle, files, store))


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("封存")
    return sealed(log(folder), folder / "a.zip")


def test_the_same_inputs_give_the_same_findings(bundle: Path) -> None:
    found = again(bundle, bundle.parent / "外访日志.csv")
    assert found.equal, found.differences
    assert found.findings >= 4
    assert [line.zh for line in recheck_lines(found)] == [f"重算一致：{found.findings}项检查结果逐项相同。"]


def test_files_are_told_apart_by_content_whatever_their_names(bundle: Path, tmp_path: Path) -> None:
    other = log(tmp_path, ROWS[:1], "别的.csv")
    assert again(bundle, other, log(tmp_path, name="改了名.csv")).equal


def test_an_input_that_was_changed_is_not_the_input(bundle: Path, tmp_path: Path) -> None:
    changed = log(tmp_path, [*ROWS[:2], [*ROWS[2][:3], "20:30", *ROWS[2][4:]]])
    with pytest.raises(AuditError, match=r"外访日志\.csv"):
        again(bundle, changed)


def test_the_sealed_policy_counts_not_todays(tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text('name = "own"\nversion = "9"\ntitle = {zh = "自有", en = "own"}\n[[period]]\neffective_from = 2020-01-01\n'
                    'title = {zh = "期", en = "p"}\n[period.limits]\nclosed_from = 23:00:00\n', encoding="utf-8")  # fmt: skip
    path = sealed(log(tmp_path), tmp_path / "a.zip", policy=str(pack))
    pack.unlink()
    found = again(path, tmp_path / "外访日志.csv")
    assert found.equal, found.differences
    rules = {f["rule"] for v in orjson.loads(members(path.read_bytes())["findings.json"])["visits"] for f in v["findings"]}
    assert "no_id_shown" in rules
    assert "prohibited_hours" not in rules


def test_a_banks_own_words_are_sealed_with_its_pack(tmp_path: Path) -> None:
    """Without them the third visit would have one finding less."""
    rows = [[*row[:7], row[7].replace("未出示工作证件", "按丙三类办理")] for row in ROWS]
    own = bankpack.policy(bankpack.Pack("本行", Text("本行规则", "own"), vocabulary={"credentials_missing": ("按丙三类办理",)}))
    path = sealed(log(tmp_path, rows), tmp_path / "a.zip", policy=own)
    assert "按丙三类办理" in members(path.read_bytes())["policy.toml"].decode()
    found = again(path, tmp_path / "外访日志.csv")
    assert found.equal, found.differences
    with_, without = (
        orjson.loads(members(p.read_bytes())["findings.json"])["visits"][2]["findings"]
        for p in (path, sealed(tmp_path / "外访日志.csv", tmp_path / "b.zip"))
    )
    assert {f["rule"] for f in with_} - {f["rule"] for f in without} == {"no_id_shown"}


def test_decisions_that_stood_then_stand_again(tmp_path: Path) -> None:
    path = sealed(log(tmp_path), tmp_path / "a.zip", dismiss=True)
    findings = orjson.loads(members(path.read_bytes())["findings.json"])["visits"]
    assert any(f.get("decision") for v in findings for f in v["findings"])
    assert again(path, tmp_path / "外访日志.csv").equal


def test_a_program_that_answers_otherwise_is_named(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.aggravating import aggravate as real

    def otherwise(*args: object, **more: object) -> object:
        first, *rest = real(*args, **more)  # type: ignore[arg-type]
        return [first._replace(findings=tuple(replace(f, grade=1) for f in first.findings)), *rest]

    monkeypatch.setattr("audit.run.aggravate", otherwise)
    found = again(bundle, bundle.parent / "外访日志.csv")
    told = [line.zh for line in recheck_lines(found)]
    assert not found.equal
    assert told[0].startswith("重算不一致")
    assert "  外访日志.csv · 第2行 检查结果 lone_visitor（单人外访）的 grade（级别）：已更改" in told


def test_another_version_of_the_program_is_a_note(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle.read_bytes())
    manifest = orjson.loads(files["manifest.json"])
    manifest["program_version"], manifest["digests"]["audit"]["program_version"] = "0.0.1", digest("0.0.1")
    files["manifest.json"] = orjson.dumps(manifest)
    (tmp_path / "a.zip").write_bytes(zipped(files))
    found = again(tmp_path / "a.zip", bundle.parent / "外访日志.csv")
    assert found.equal
    assert "0.0.1" in found.notes[0].zh


def test_findings_that_rest_on_another_audit_are_a_note(tmp_path: Path) -> None:
    """The same visitor at two places at once, the other visit being in a log of another audit."""
    first = log(
        tmp_path,
        [("C8", "吴某", "2026-08-11", "22:30", "22:50", "钱一、周二", "成都市科技大道9号", "两人到场，出示工作证，全程录音录像。")],
        "上一次.csv",
    )
    with Store("memory") as store:
        drained(run_audit(store, Inputs.of([first], agency="安信"), load("cn-default"), date(2026, 10, 15)))
        run = drained(run_audit(store, Inputs.of([log(tmp_path)], agency="安信"), load("cn-default"), date(2026, 10, 15)))
        out = BytesIO()
        for _ in write_bundle(AuditResult.of(run), out, "zh", REPORT, Proof(vendor="安信")):
            pass
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert any(f.rule == "visitor_overlap" for a in run.audited for f in a.findings)
    found = again(tmp_path / "a.zip", tmp_path / "外访日志.csv")
    assert not found.equal
    assert any("检查结果 visitor_overlap" in where.zh for where, _ in found.differences)
    assert "以往其他检查" in found.notes[-1].zh


def test_a_forged_name_leads_nowhere(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle.read_bytes())
    manifest = orjson.loads(files["manifest.json"])
    for name in ("..", "../../x.csv", ""):
        manifest["inputs"][0]["name"] = name
        (tmp_path / "a.zip").write_bytes(zipped({**files, "manifest.json": orjson.dumps(manifest)}))
        with suppress(AuditError):
            assert not again(tmp_path / "a.zip", bundle.parent / "外访日志.csv").equal
    assert sorted(path.name for path in tmp_path.parent.rglob("x.csv")) == []


def test_a_bundle_that_was_changed_is_no_ground(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle.read_bytes())
    files["policy.toml"] += b"\n"
    (tmp_path / "a.zip").write_bytes(zipped(files))
    with pytest.raises(AuditError, match=r"policy\.toml"):
        again(tmp_path / "a.zip", bundle.parent / "外访日志.csv")
    (tmp_path / "b.zip").write_bytes(b"PK")
    with pytest.raises(AuditError, match="no sealed bundle"):
        again(tmp_path / "b.zip")


def test_an_input_that_could_not_be_read_then_is_a_note(tmp_path: Path) -> None:
    good, bad = log(tmp_path), tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\3\4 nothing")
    with Store("memory") as store:
        run = drained(run_audit(store, Inputs.of([good, bad]), load("cn-default"), date(2026, 10, 15)))
        out = BytesIO()
        for _ in write_bundle(AuditResult.of(run), out, "zh", REPORT, Proof()):
            pass
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    found = again(tmp_path / "a.zip", good)
    assert found.equal, found.differences
    assert "坏.xlsx" in found.notes[0].zh
