"""PDF/A: what ReportLab drew gets its colour profile, metadata, attachments and a fixed identity, so that it can be kept for decades."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple
from xml.sax.saxutils import escape

from audit import __version__
from audit.model import Lang, Progress, Text
from reports.blocks import AuditReport
from reports.cidfont import covers
from reports.findings_json import dump
from reports.pagesums import page_sums
from reports.pdf import write_pdf
from reports.proof import FORMAT, Part
from reports.signature import Certificate, sign
from reports.typography import Printable, readable

if TYPE_CHECKING:
    from pikepdf import Pdf

PRODUCER = "Visit Audit"
MANIFEST = "manifest.json"
STAGE = Text("整理存档", "Making it fit to keep")
_IDENTIFIER = re.compile(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]")
_PRINTED = 4  # the flag without which an annotation would be missing on paper


class Attachment(NamedTuple):
    """A file inside the PDF. `relationship` as PDF/A-3 names it: Data is what the figures were made from."""

    name: str
    data: bytes
    kind: str
    description: str
    relationship: Literal["Data", "Supplement", "Unspecified"] = "Data"


class Meta(NamedTuple):
    """What the file says of itself. `made` is D:20260930093000Z, from the audit and never from the clock."""

    title: str
    subject: str
    lang: Lang
    made: str

    @classmethod
    def of(cls, report: AuditReport) -> Meta:
        """As the paper says it; what cannot be printed is spelled out here too."""
        table = Printable(covers)
        title, subject = (readable(text, table).replace("\n", " ") for text in (report.title, report.subject))
        return cls(title, subject, report.lang, report.made)


def write_archived(
    report: AuditReport, out: BinaryIO, attachments: Sequence[Attachment] = (), manifest: Mapping[str, Any] | None = None, part: Part = 3,
    certificate: Certificate | None = None,
) -> Iterator[Progress]:  # fmt: skip
    """Draw a report and write it for keeping; of part 3 with a manifest, so that it can be verified, and signed if it is to be.

    The same report gives the same bytes, but for what a signature adds to them.
    """
    drawn, made = BytesIO(), BytesIO()
    yield from write_pdf(report, drawn)
    if part == 3 and manifest is None:
        manifest = {"format": FORMAT, "program_version": __version__}
    yield from archive(drawn, made, Meta.of(report), attachments, manifest, part)
    out.write(sign(made.getvalue(), certificate, report.lang) if certificate else made.getvalue())


def archive(
    drawn: BinaryIO, out: BinaryIO, meta: Meta, attachments: Sequence[Attachment] = (), manifest: Mapping[str, Any] | None = None, part: Part = 3
) -> Iterator[Progress]:  # fmt: skip
    """Write a drawn PDF as PDF/A-3b, or as PDF/A-1b, which holds no attachments. With a `manifest` the file tells later what was
    changed in it: the digests of its pages are added to it, and it goes in as `manifest.json`."""
    import pikepdf

    if part == 1 and (attachments or manifest is not None):
        raise ValueError("PDF/A-1 holds no attachments")
    saved = BytesIO()
    drawn.seek(0)
    with pikepdf.open(drawn) as pdf:
        _profile(pdf)
        _describe(pdf, meta, part)
        for annotation in _annotations(pdf):
            annotation.F = _PRINTED
        yield Progress(STAGE, 1, 4)
        if manifest is not None:
            attachments = (*attachments, _manifest(pdf, manifest, attachments))
        for attachment in sorted(attachments, key=lambda a: a.name.encode("utf-16-be")):
            _attach(pdf, attachment, meta.made)
        yield Progress(STAGE, 2, 4)
        version = "1.4" if part == 1 else "1.7"
        pdf.save(
            saved, deterministic_id=True, min_version=version, force_version=version,
            object_stream_mode=pikepdf.ObjectStreamMode.disable if part == 1 else pikepdf.ObjectStreamMode.generate,
        )  # fmt: skip
    yield Progress(STAGE, 3, 4)
    out.write(identified(saved.getvalue()))


def _manifest(pdf: Pdf, manifest: Mapping[str, Any], attachments: Sequence[Attachment]) -> Attachment:
    files = {a.name: {"sha256": sha256(a.data).hexdigest(), "bytes": len(a.data)} for a in attachments}
    told = {**manifest, "files": files, "pages": page_sums(pdf)}
    return Attachment(MANIFEST, dump(told), "application/json", "SHA-256 of pages and findings", "Supplement")


def identified(data: bytes) -> bytes:
    """The file with its own SHA-256 as identifier: what it would be with an identifier of zeros."""
    start, end, blank = _blank_identifier(data)
    digest = sha256(blank).hexdigest().encode()
    return data[:start] + digest[:32] + data[start + 32 : end - 32] + digest[32:] + data[end:]


def identity(data: bytes) -> tuple[str, str]:
    """The SHA-256 that a file names as its own, and the one it has. Raises ValueError where it names none."""
    start, end, blank = _blank_identifier(data)
    return (data[start : start + 32] + data[end - 32 : end]).decode(), sha256(blank).hexdigest()


def _blank_identifier(data: bytes) -> tuple[int, int, bytes]:
    found = list(_IDENTIFIER.finditer(data))
    if not found:
        raise ValueError("no identifier")
    start, end = found[-1].start(1), found[-1].end(2)
    gap = data[start + 32 : end - 32]
    return start, end, data[:start] + b"0" * 32 + gap + b"0" * 32 + data[end:]


def _annotations(pdf: Pdf) -> list[Any]:
    return [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]


def _profile(pdf: Pdf) -> None:
    from pikepdf import Array, Dictionary, Name, String

    stream = pdf.make_stream(srgb())
    stream.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB IEC61966-2.1"), Info=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"), DestOutputProfile=pdf.make_indirect(stream),
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _describe(pdf: Pdf, meta: Meta, part: Part) -> None:
    """The old information dictionary and the XMP packet, word for word the same."""
    from pikepdf import Dictionary, Name, String

    info = Dictionary(Title=String(meta.title), Subject=String(meta.subject), Creator=String(PRODUCER), Producer=String(PRODUCER),
                      CreationDate=String(meta.made), ModDate=String(meta.made))  # fmt: skip
    pdf.trailer.Info = pdf.make_indirect(info)
    packet = pdf.make_stream(xmp(meta, part))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)
    pdf.Root.Lang = String("zh-CN" if meta.lang == "zh" else "en")


def xmp(meta: Meta, part: Part) -> bytes:
    """The packet by hand: PDFBox's checker cannot read pikepdf's own, which declares its namespaces further inside."""
    d = meta.made
    day = f"{d[2:6]}-{d[6:8]}-{d[8:10]}T{d[10:12]}:{d[12:14]}:{d[14:16]}Z"
    title, subject = (escape("".join(c for c in text if c >= " ")) for text in (meta.title, meta.subject))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{PRODUCER}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


def _attach(pdf: Pdf, attachment: Attachment, made: str) -> None:
    """An embedded file, named in the tree of names and associated with the whole document."""
    from pikepdf import Array, Dictionary, Name, String

    stream = pdf.make_stream(attachment.data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/" + attachment.kind)
    stream.Params = Dictionary(Size=len(attachment.data), ModDate=String(made), CreationDate=String(made))
    spec = pdf.make_indirect(Dictionary(
        Type=Name.Filespec, F=String(attachment.name), UF=String(attachment.name), Desc=String(attachment.description),
        AFRelationship=Name("/" + attachment.relationship), EF=Dictionary(F=stream, UF=stream),
    ))  # fmt: skip
    root = pdf.Root
    if "/Names" not in root:
        root.Names = Dictionary()
    if "/EmbeddedFiles" not in root.Names:
        root.Names.EmbeddedFiles, root.AF = Dictionary(Names=Array()), Array()
    root.Names.EmbeddedFiles.Names.extend([String(attachment.name), spec])  # given in the order of their names
    root.AF.append(spec)


@cache
def srgb() -> bytes:
    """The sRGB colour space as an ICC profile of version 2, the only one that part 1 allows."""
    white, red, green, blue = ((0.9642, 1.0, 0.8249), (0.4360747, 0.2225045, 0.0139322), (0.3850649, 0.7168786, 0.0971045),
                               (0.1430804, 0.0606169, 0.7141733))  # fmt: skip
    name = b"sRGB IEC61966-2.1\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _xyz(white), b"rXYZ": _xyz(red), b"gXYZ": _xyz(green), b"bXYZ": _xyz(blue),
        b"rTRC": _curve(), b"gTRC": _curve(), b"bTRC": _curve(),
    }  # fmt: skip
    table, body, at = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI12s4s", at + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp",
        b"\0\0\0\0", 0, b"\0\0\0\0", b"\0\0\0\0", 0, 0, _xyz(white)[8:], b"\0\0\0\0",
    )  # fmt: skip
    return head + bytes(128 - len(head)) + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


@cache
def _curve() -> bytes:
    steps = 1024
    points = [_linear(n / (steps - 1)) for n in range(steps)]
    return b"curv\0\0\0\0" + struct.pack(f">I{steps}H", steps, *(math.floor(p * 65535 + 0.5) for p in points))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
