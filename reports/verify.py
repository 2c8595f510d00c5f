"""Whether a report or a sealed bundle is as it was made, and if not, which page, file, finding and field was changed. Needs no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

import orjson

from audit.model import Text
from reports.archive import MANIFEST, identity
from reports.digests import ADDED, CHANGED, REMOVED, Change, Digests, changes, count
from reports.proof import FORMAT
from reports.signature import Signed, signatures
from reports.zipped import well_made

#: The exit status: 0 unchanged, 1 changed, 2 nothing can be said of it.
Status = Literal[0, 1, 2]
SHOWN = 50  # changes that are printed; a file that was made anew has thousands
_END = b"%%EOF"


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


def verify(path: Path, roots: Sequence[Path] = (), seal: str = "") -> Verified:
    """Check a PDF or a bundle against what it says of itself, its signatures, and `seal` where one was noted elsewhere."""
    try:
        data = path.read_bytes()
    except OSError:
        return Verified(2, (Text(f"{path.name}：无法读取该文件。", f"{path.name}: the file cannot be read."),))
    if data.startswith(b"%PDF-"):
        found = verify_pdf(data, roots)
    elif data.startswith(b"PK"):
        found = verify_bundle(data, roots)
    else:
        found = Verified(2, (_FOREIGN,))
    return _against(found, seal) if seal and found.status != 2 else found


def _against(found: Verified, seal: str) -> Verified:
    """A seal that was noted when the file was made; its beginning is enough, as people copy it."""
    wanted = re.sub(r"[^0-9a-f]", "", seal.lower())
    if len(wanted) >= 16 and found.seal.startswith(wanted):
        return Verified(found.status, (*found.facts, _SAME_SEAL), found.changes, found.seal, found.signed)
    change = Change(Text("封存校验值与给出的不符", "the seal is not the one given"), CHANGED)
    return Verified(1, found.facts, (*found.changes, change), found.seal, found.signed)


def verify_pdf(data: bytes, roots: Sequence[Path] = ()) -> Verified:
    """A report by itself: its bytes up to the first signature, its pages, and the findings inside."""
    import pikepdf

    signed = signatures(data, roots)
    first = _first_revision(data)
    named, is_now = _identity(first)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            inside = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
            list_ = inside.pop(MANIFEST, b"")
            told = _manifest(list_)
            found = [] if told is None else [*_page_changes(pdf, told), *_file_changes(told, inside)]
            pages = len(pdf.pages)
    except Exception:  # whatever the parsers meet in a damaged file
        if named:
            return Verified(
                1, (), (Change(Text("文件已损坏，无法打开", "the file is damaged and cannot be opened"), CHANGED),), "", signed
            )
        return Verified(2, (_FOREIGN,))
    if told is None and FORMAT.encode() in list_:
        return Verified(1, (), (Change(Text(f"文件 {MANIFEST}", f"file {MANIFEST}"), CHANGED),), "", signed)
    if told is None:
        return Verified(2, (_NO_MANIFEST, *_signed_facts(signed)), (), "", signed)
    if (not named or named != is_now) and not found:
        found.append(Change(_BYTES, CHANGED))
    if len(first) < len(data) and not signed:
        found.append(Change(_APPENDED, ADDED))
    found += _signature_changes(signed)
    facts = (*_facts(told, pages), *_signed_facts(signed), *(() if signed else (_UNSIGNED,)))
    return Verified(1 if found else 0, facts, tuple(found), is_now, signed)


def _first_revision(data: bytes) -> bytes:
    """The file as it was before anything was appended to it, signatures for one."""
    at = data.find(_END)
    return data if at < 0 else data[: at + len(_END) + 1]


def _identity(data: bytes) -> tuple[str, str]:
    try:
        return identity(data)
    except ValueError:
        return "", sha256(data).hexdigest()


def _manifest(data: bytes) -> dict[str, Any] | None:
    try:
        told = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    return told if isinstance(told, dict) and told.get("format") == FORMAT else None


def _page_changes(pdf: Any, told: Mapping[str, Any]) -> Iterator[Change]:
    from reports.pagesums import page_sums

    *before, frame = told.get("pages", [""])
    *after, frame_now = page_sums(pdf)
    for n in range(max(len(before), len(after))):
        if n >= len(before) or n >= len(after):
            yield Change(Text(f"第{n + 1}页", f"page {n + 1}"), ADDED if n >= len(before) else REMOVED)
        elif before[n] != after[n]:
            yield Change(Text(f"第{n + 1}页", f"page {n + 1}"), CHANGED)
    if frame != frame_now:
        yield Change(Text("书签、标题或文档设置", "bookmarks, title or settings of the document"), CHANGED)


def _file_changes(told: Mapping[str, Any], inside: Mapping[str, bytes]) -> Iterator[Change]:
    """Files against the manifest; of changed findings, which finding and which field."""
    files: Mapping[str, Any] = told.get("files", {})
    for name in sorted(files.keys() | inside.keys()):
        where = Text(f"文件 {name}", f"file {name}")
        if name not in inside or name not in files:
            yield Change(where, REMOVED if name in files else ADDED)
        elif sha256(inside[name]).hexdigest() != files[name]["sha256"]:
            yield Change(where, CHANGED)
            if name == "findings.json":
                yield from _finding_changes(told, inside[name])


def _finding_changes(told: Mapping[str, Any], data: bytes) -> Iterator[Change]:
    try:
        now = Digests.of(orjson.loads(data)).told
        yield from changes(told["digests"], now)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Change(Text("findings.json 已不是检查结果文件", "findings.json no longer is a findings file"), CHANGED)


def _signature_changes(signed: Sequence[Signed]) -> Iterator[Change]:
    for one in signed:
        if not one.intact:
            yield Change(Text(f"签名“{one.by}”所覆盖的内容", f"what the signature of “{one.by}” covers"), CHANGED)
        elif not one.whole:
            yield Change(Text(f"签名“{one.by}”之后的内容", f"content after the signature of “{one.by}”"), ADDED)


def verify_bundle(data: bytes, roots: Sequence[Path] = ()) -> Verified:
    """A sealed bundle: every file in it against the manifest, the report inside by itself, and the chain of the trail."""
    try:
        with ZipFile(BytesIO(data)) as zipped:
            infos = zipped.infolist()
            inside, found = _members(zipped)
    except (BadZipFile, ValueError, NotImplementedError):
        return Verified(
            1 if MANIFEST.encode() in data else 2,
            (_DAMAGED,),
            (Change(Text("封存包", "bundle"), CHANGED),) if MANIFEST.encode() in data else (),
        )
    sealed = inside.pop(MANIFEST, b"")
    told = _manifest(sealed)
    if told is None:
        return Verified(1, (_NO_LIST,), (*found, Change(Text(f"文件 {MANIFEST}", f"file {MANIFEST}"), CHANGED if sealed else REMOVED))) if "report.pdf" in inside else Verified(2, (_FOREIGN,))  # fmt: skip
    broken = {change.where for change in found}
    found += [c for c in _file_changes(told, inside) if c.where not in broken]
    report = verify_pdf(inside["report.pdf"], roots) if "report.pdf" in inside else Verified(2)
    found += [Change(Text(f"report.pdf {c.where.zh}", f"report.pdf, {c.where.en}"), c.what) for c in report.changes]
    found += [c for c in _beside_changes(inside) if c.where not in {f.where for f in found}]
    if (entry := broken_entry(inside.get("trail.json", b"[]"))) is not None:
        found.append(Change(Text(f"trail.json 第{entry}条起", f"trail.json from entry {entry} on"), CHANGED))
    if not found and not well_made(data, infos):
        found.append(Change(_ZIP_BYTES, CHANGED))
    facts = (*_facts(told, None), *_signed_facts(report.signed), *(() if report.signed else (_UNSIGNED,)))
    return Verified(1 if found else 0, facts, tuple(found), sha256(sealed).hexdigest(), report.signed)


def _members(zipped: ZipFile) -> tuple[dict[str, bytes], list[Change]]:
    """What can be read of the members; what cannot is changed."""
    inside, found = dict[str, bytes](), list[Change]()
    for info in zipped.infolist():
        if info.filename in inside:
            found.append(Change(Text(f"文件 {info.filename}（重复）", f"file {info.filename} (twice)"), ADDED))
        try:
            inside[info.filename] = zipped.read(info)
        except Exception:  # zlib, CRC, lengths: whatever the parser meets in a damaged member
            inside[info.filename] = b""
            found.append(Change(Text(f"文件 {info.filename}", f"file {info.filename}"), CHANGED))
    return inside, found


def _beside_changes(inside: Mapping[str, bytes]) -> Iterator[Change]:
    """The signed report names the files that went with it: a manifest written anew does not help a forger."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(inside.get("report.pdf", b""))) as pdf:
            told = _manifest(pdf.attachments[MANIFEST].get_file().read_bytes()) or {}
    except (pikepdf.PdfError, KeyError):
        return
    for name, noted in told.get("beside", {}).items():
        if sha256(inside.get(name, b"")).hexdigest() != noted["sha256"]:
            yield Change(Text(f"文件 {name}", f"file {name}"), CHANGED if name in inside else REMOVED)


def broken_entry(data: bytes) -> int | None:
    """The first entry of a trail that does not hold together; None where the chain is whole."""
    try:
        former = None
        for entry in orjson.loads(data):
            if (former is not None and entry["former"] != former) or ("at" in entry and _entry_hash(entry) != entry["hash"]):
                return int(entry["seq"])
            former = entry["hash"]
    except (ValueError, KeyError, TypeError):
        return 1
    return None


def _entry_hash(e: Mapping[str, Any]) -> str:
    """As the store makes it: over the columns of the trail in their order, what was before and after as JSON text."""
    before, after = (orjson.dumps(e[key]).decode() for key in ("before", "after"))
    covered = [e["seq"], e["at"], e["who"], e["action"], e["what"], e["project"], before, after, e["reason"], e["former"]]
    return sha256(orjson.dumps(covered)).hexdigest()


def _facts(told: Mapping[str, Any], pages: int | None) -> Iterator[Text]:
    counted = count(told["digests"])
    size = Text(f"共{pages}页，", f"{pages} pages, ") if pages else Text("", "")
    yield Text(f"内容：{size.zh}外访记录{counted['visits']:,}条，检查结果{counted['findings']:,}项。",
               f"Content: {size.en}{counted['visits']:,} visits, {counted['findings']:,} findings.")  # fmt: skip
    yield Text(
        f"规则包 {told['policy']} {told['policy_version']}，审计基准日 {told['as_of']}，程序版本 {told['program_version']}，输入文件{len(told['inputs'])}个。",
        f"Policy {told['policy']} {told['policy_version']}, audit date {told['as_of']}, program {told['program_version']}, "
        f"input files: {len(told['inputs'])}.",
    )


def _signed_facts(signed: Sequence[Signed]) -> Iterator[Text]:
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


def lines(found: Verified, path: Path) -> Iterator[Text]:
    """What the command line prints of it."""
    yield Text(f"{path.name}：{found.verdict.zh}", f"{path.name}: {found.verdict.en}")
    for where, what in found.changes[:SHOWN]:
        yield Text(f"  {where.zh}：{what.zh}", f"  {where.en}: {what.en}")
    if len(found.changes) > SHOWN:
        more = len(found.changes) - SHOWN
        yield Text(f"  另有{more:,}处。", f"  and {more:,} more.")
    yield from found.facts
    if found.seal:
        yield _seal(found.seal)


def seal_lines(path: Path) -> Iterator[Text]:
    """What to note when a report or bundle is issued: whoever has this can tell later that it is the very one."""
    seal = ""
    if path.suffix.lower() == ".pdf":
        seal = _identity(_first_revision(path.read_bytes()))[0]
    elif path.suffix.lower() == ".zip":
        with ZipFile(path) as zipped:
            seal = sha256(zipped.read(MANIFEST)).hexdigest()
    if seal:
        shown = _seal(seal)
        yield Text(f"{path.name} {shown.zh}", f"{path.name}, {shown.en}")


def _seal(seal: str) -> Text:
    return Text(f"封存校验值 {seal}", f"seal {seal}")


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
_FOREIGN = Text("这不是本程序生成的报告或封存包。", "This is neither a report nor a sealed bundle of this program.")
_NO_MANIFEST = Text(
    "该 PDF 不含校验清单：不是本程序生成的存档报告，或清单已被删去。",
    "This PDF holds no list of digests: it is no archived report of this program, or the list was taken out.",
)
_NO_LIST = Text("封存包的校验清单缺失或已损坏。", "The bundle's list of digests is missing or damaged.")
_DAMAGED = Text("文件已损坏，无法打开。", "The file is damaged and cannot be opened.")
_BYTES = Text(
    "文件字节（页面和检查结果均与封存时一致，改动在元数据或文件结构）",
    "the file's bytes (pages and findings are as sealed; metadata or structure are not)",
)
_ZIP_BYTES = Text("压缩包结构（各文件内容与封存时一致）", "the zip's structure (the files in it are as sealed)")
_APPENDED = Text("文件末尾的追加内容", "something appended to the file")
_UNSIGNED = Text(
    "未签名：以上结论以文件自带的校验清单为准，请与出具时记录的封存校验值比对。",
    "Not signed: this rests on the file's own list of digests; compare the seal with the one noted at issue.",
)
_SAME_SEAL = Text("封存校验值与给出的一致。", "The seal is the one given.")
