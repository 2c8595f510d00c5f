"""What verifying a report or a bundle found, and the sentences that tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from audit.model import Text
from reports.digests import Change, count
from reports.proof import FORMAT
from reports.signature import Signed

#: The exit status: 0 unchanged, 1 changed, 2 nothing can be said of it.
Status = Literal[0, 1, 2]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `facts` say what the file is and who signed it; `seal` is the SHA-256 to compare with the one noted at issue."""

    status: Status
    facts: tuple[Text, ...] = ()
    changes: tuple[Change, ...] = ()
    seal: str = ""
    signed: tuple[Signed, ...] = ()

    @property
    def verdict(self) -> Text:
        return _VERDICTS[self.status]


def manifest_of(data: bytes) -> dict[str, Any] | None:
    """The list of digests, or None where this is none."""
    try:
        told = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    return told if isinstance(told, dict) and told.get("format") == FORMAT else None


def facts(told: Mapping[str, Any], pages: int | None) -> Iterator[Text]:
    """What the file is; a notice or an evidence sheet holds no findings of its own."""
    size = Text(f"共{pages}页", f"{pages} pages") if pages else Text("", "")
    if "digests" in told:
        n = count(told["digests"])
        if pages:  # a report holds those visits only of which something is told
            size = Text(f"{size.zh}，所附检查结果{n['findings']:,}项，涉及外访记录{n['visits']:,}条",
                        f"{size.en}, findings attached: {n['findings']:,}, about {n['visits']:,} visits")  # fmt: skip
        else:
            size = Text(f"外访记录{n['visits']:,}条，检查结果{n['findings']:,}项",
                        f"visits: {n['visits']:,}, findings: {n['findings']:,}")  # fmt: skip
    yield Text(f"内容：{size.zh}。", f"Content: {size.en}.")
    if "results" in told:
        yield Text(
            f"检查结果校验值（封面所印）：{told['results']}。", f"Digest of results, as the cover prints it: {told['results']}."
        )
    if "policy" in told:
        yield Text(f"规则包 {told['policy']} {told['policy_version']}，审计基准日 {told['as_of']}，程序版本 {told['program_version']}，输入文件{len(told['inputs'])}个。",
                   f"Policy {told['policy']} {told['policy_version']}, audit date {told['as_of']}, program {told['program_version']}, "
                   f"input files: {len(told['inputs'])}.")  # fmt: skip


def signed_facts(signed: Sequence[Signed]) -> Iterator[Text]:
    for one in signed:
        when = f"{one.stamped or one.at:%Y-%m-%d %H:%M:%S%z}" if one.stamped or one.at else "—"
        clock = Text("时间戳", "time stamp") if one.stamped else Text("签名者自报时间", "the signer's own clock")
        trust = _TRUST[one.trusted]
        yield Text(f"签名：{one.by}，{when}（{clock.zh}）；{trust.zh}。", f"Signed by {one.by}, {when} ({clock.en}); {trust.en}.")
        yield Text(f"证书：签发者 {one.issuer}，序列号 {one.serial}，有效期 {one.valid_from:%Y-%m-%d} 至 {one.valid_to:%Y-%m-%d}，SHA-256 {one.fingerprint}。",
                   f"Certificate: issued by {one.issuer}, serial {one.serial}, valid {one.valid_from:%Y-%m-%d} to {one.valid_to:%Y-%m-%d}, "
                   f"SHA-256 {one.fingerprint}.")  # fmt: skip
        if one.intact:
            covered = (
                Text("全文及其中的检查结果", "the whole document with the findings inside")
                if one.whole
                else Text("其后又有改动", "with changes after it")
            )
            yield Text(f"签名覆盖：{covered.zh}。", f"It covers: {covered.en}.")


_VERDICTS = {
    0: Text("未改动。", "Unchanged."),
    1: Text("已改动：", "Changed:"),
    2: Text("无法核验。", "Nothing can be said of this file."),
}
_TRUST = {
    None: Text(
        "未给出信任的根证书，签名者身份请按证书指纹核对", "no trusted root was given: compare the certificate's fingerprint"
    ),
    True: Text("证书可追溯至给出的根证书", "the certificate leads to the root given"),
    False: Text("证书不能追溯至给出的根证书", "the certificate does not lead to the root given"),
}
FOREIGN = Text("这不是本程序生成的报告或封存包。", "This is neither a report nor a sealed bundle of this program.")
NO_MANIFEST = Text(
    "该 PDF 不含校验清单：不是本程序生成的存档报告，或清单已被删去。",
    "This PDF holds no list of digests: it is no archived report of this program, or the list was taken out.",
)
BARE = Text(
    "文件不含校验清单（PDF/A-1 不能带附件），仅按文件自身的校验值核验。",
    "The file holds no list of digests (PDF/A-1 has no attachments): it was checked by its own digest only.",
)
NO_LIST = Text("封存包的校验清单缺失或已损坏。", "The bundle's list of digests is missing or damaged.")
DAMAGED = Text("文件已损坏，无法打开。", "The file is damaged and cannot be opened.")
UNSIGNED = Text(
    "未签名：以上结论以文件自带的校验清单为准，请与出具时记录的封存校验值比对。",
    "Not signed: this rests on the file's own list of digests; compare the seal with the one noted at issue.",
)
