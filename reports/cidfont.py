"""The font of a PDF: a CID font (Identity-H) of the glyphs in use, with widths and a ToUnicode map that reaches beyond the BMP."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from audit.model import Lang
from reports.fonts import font_files

DROP = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "name", "OS/2", "post", "cmap", "STAT", "meta", "gasp", "DSIG")
#: Noto Sans SC draws these as wide as a Han character; between Latin words the proportional form is wanted.
WIDE_PUNCTUATION = "“”‘’"


class Face(NamedTuple):
    """A font file: what is asked of it while text is set."""

    name: str
    face: Any
    font: Any
    upem: int


@cache
def faces() -> tuple[Face, ...]:
    """The shipped fonts, the main one first. Raises AuditError where one is missing."""
    return tuple(_face(path.stem, str(path)) for path in font_files())


def _face(name: str, path: str) -> Face:
    face = hb.Face(hb.Blob.from_file_path(path))
    return Face(name, face, hb.Font(face), face.upem)


@cache
def covers(char: str) -> bool:
    """Whether one of the fonts has a glyph for the character."""
    return any(f.font.get_nominal_glyph(ord(char)) for f in faces())


class _Used:
    """The characters of one font that a document uses; a character's CID is its place in the order of first use, from 1."""

    def __init__(self, face: Face, internal: str):
        self.face = face
        self.internal = internal
        self.chars: list[str] = []
        self.glyphs: list[int] = []
        self.widths: list[int] = []

    def add(self, char: str, glyph: int, advance: int) -> int:
        self.chars.append(char)
        self.glyphs.append(glyph)
        self.widths.append(round(advance * 1000 / self.face.upem))
        return len(self.chars)


class FontSet(dict[str, float]):
    """The fonts of one document: `fonts[char]` is its width in em; `show` gives the PDF operators that draw a text.

    A character that no font has must have been spelled out before (`typography.readable`); here it is drawn as nothing but 〓.
    """

    def __init__(self, lang: Lang = "zh"):
        super().__init__()
        self._narrow = lang == "en"
        self._used = [_Used(face, f"VA{n}") for n, face in enumerate(faces(), 1)]
        self._codes: dict[str, tuple[int, str]] = {}

    def __missing__(self, char: str) -> float:
        for n, used in enumerate(self._used):
            glyph = used.face.font.get_nominal_glyph(ord(char))
            if glyph:
                return self._take(n, char, glyph)
        return self._take(0, char, self._used[0].face.font.get_nominal_glyph(0x3013) or 0)

    def _take(self, n: int, char: str, glyph: int) -> float:
        used = self._used[n]
        if self._narrow and char in WIDE_PUNCTUATION:
            glyph = _proportional(used.face, char)
        cid = used.add(char, glyph, used.face.font.get_glyph_h_advance(glyph))
        self._codes[char] = (n, f"{cid:04X}")
        self[char] = width = used.widths[-1] / 1000
        return width

    def width(self, text: str) -> float:
        """Width of a text in em."""
        return sum(map(self.__getitem__, text))

    def show(self, text: str, size: float) -> str:
        """The operators that draw `text` at the current point, font selection included."""
        self.width(text)  # every character gets its code
        parts: list[str] = []
        current, hexes = -1, ""
        for n, code in map(self._codes.__getitem__, text):
            if n != current:
                if hexes:
                    parts.append(f"<{hexes}> Tj")
                parts.append(f"/{self._used[n].internal} {size:g} Tf")
                current, hexes = n, ""
            hexes += code
        parts.append(f"<{hexes}> Tj")
        return " ".join(parts)

    def attach(self, doc: Any) -> None:
        """Have the document write these fonts when it is saved."""
        doc.delayedFonts.append(self)

    def addObjects(self, doc: Any) -> None:
        """Called by ReportLab when the document is saved."""
        fonts = doc.idToObject["BasicFonts"].dict
        for n, used in enumerate(self._used):
            if used.chars:
                fonts[used.internal] = doc.Reference(_type0(doc, used, f"VAFAA{chr(65 + n)}+{used.face.name}"), used.internal)


def _proportional(face: Face, char: str) -> int:
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, {"pwid": True})
    return int(buffer.glyph_infos[0].codepoint)


def _type0(doc: Any, used: _Used, name: str) -> Any:
    data, mapping = _subset(used)
    cid_to_gid = b"\0\0" + b"".join(mapping[g].to_bytes(2, "big") for g in used.glyphs)
    descendant = pdfdoc.PDFDictionary({
        "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("CIDFontType2"), "BaseFont": pdfdoc.PDFName(name),
        "CIDSystemInfo": pdfdoc.PDFDictionary({
            "Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}),
        "FontDescriptor": doc.Reference(_descriptor(doc, used, name, data)), "DW": 1000,
        "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(used.widths)]), "CIDToGIDMap": _stream(doc, cid_to_gid),
    })  # fmt: skip
    return pdfdoc.PDFDictionary({
        "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("Type0"), "BaseFont": pdfdoc.PDFName(name),
        "Encoding": pdfdoc.PDFName("Identity-H"), "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
        "ToUnicode": _stream(doc, _to_unicode(used.chars)),
    })  # fmt: skip


def _subset(used: _Used) -> tuple[bytes, dict[int, int]]:
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.glyph_set.update(used.glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(t.encode(), "big") for t in DROP)
    plan = hb.SubsetPlan(used.face.face, wanted)
    data = plan.execute().blob.data
    return data, dict(plan.old_to_new_glyph_mapping.items())


def _descriptor(doc: Any, used: _Used, name: str, data: bytes) -> Any:
    extents = used.face.font.get_font_extents("ltr")
    scale = 1000 / used.face.upem
    present = bytearray((len(used.chars) + 8) // 8)
    for cid in range(len(used.chars) + 1):
        present[cid // 8] |= 0x80 >> cid % 8
    return pdfdoc.PDFDictionary({
        "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": pdfdoc.PDFName(name), "Flags": 4, "ItalicAngle": 0,
        "FontBBox": pdfdoc.PDFArray([-1000, -1000, 3000, 2000]), "Ascent": round(extents.ascender * scale),
        "Descent": round(extents.descender * scale), "CapHeight": 733, "StemV": 80,
        "FontFile2": _stream(doc, data, Length1=len(data)), "CIDSet": _stream(doc, bytes(present)),
    })  # fmt: skip


def _to_unicode(chars: list[str]) -> bytes:
    """The map back to text in UTF-16, in blocks of 100 as the format asks."""
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
             "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
             "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
             "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange"]  # fmt: skip
    for at in range(0, len(chars), 100):
        block = chars[at : at + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{cid:04X}> <{char.encode('utf-16-be').hex().upper()}>" for cid, char in enumerate(block, at + 1)]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()


def _stream(doc: Any, data: bytes, **entries: Any) -> Any:
    return doc.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), data, filters=[pdfdoc.PDFZCompress]))
