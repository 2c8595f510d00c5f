"""Digests of a PDF's pages: what is drawn, with which fonts, and what lies over it; told again later they name the page that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

#: Keys that lead back up, and how a stream happens to be packed.
_UP = frozenset({"/Parent", "/P", "/Prev", "/Last", "/Length", "/Filter", "/DecodeParms", "/StructParent", "/StructParents"})
#: Parts of the catalogue that signing and attaching may touch; attachments are told by their own digests.
_ROOT = frozenset(
    {"/Pages", "/Metadata", "/AcroForm", "/DSS", "/Extensions", "/Perms", "/Type", "/Version", "/Names", "/AF", "/Outlines"}
)
_DEEPEST = 60


def page_sums(pdf: Pdf) -> list[str]:
    """One digest a page, then one of all else: outline, catalogue, title, fields of forms."""
    told = _Told(pdf)
    return [*(told.page(page.obj) for page in pdf.pages), told.frame()]


class _Told:
    """Walks a page's objects; what several pages share is walked once."""

    def __init__(self, pdf: Pdf):
        self._pdf = pdf
        self._numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        self._known: dict[tuple[int, int], bytes] = {}

    def page(self, page: Any) -> str:
        parts = [
            self._of(page[key]) if key in page else b"-"
            for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources", "/UserUnit", "/AA")
        ]
        parts.append(hashlib.sha256(_content(page.get("/Contents"))).digest())
        parts += [self._of(a) for a in page.get("/Annots", []) if not _signature(a)]
        return hashlib.sha256(b"|".join(parts)).hexdigest()

    def frame(self) -> str:
        root = self._pdf.Root
        parts = [key.encode() + self._of(root[key]) for key in sorted(root.keys()) if key not in _ROOT]
        names: Any = root.get("/Names", {})
        parts += [key.encode() + self._of(names[key]) for key in sorted(names.keys()) if key != "/EmbeddedFiles"]
        parts += [self._of(entry) for entry in _chain(root.get("/Outlines"))]
        form: Any = root.get("/AcroForm", {})
        parts += [self._of(f) for f in form.get("/Fields", []) if not _signature(f)]
        info: Any = self._pdf.trailer.get("/Info", {})
        parts += [str(info.get(key, "")).encode("utf-8", "replace") for key in ("/Title", "/Subject")]
        return hashlib.sha256(b"|".join(parts)).hexdigest()

    def _of(self, obj: Any, depth: int = 0) -> bytes:
        """A digest of an object and all below it; a page is only its number."""
        number = getattr(obj, "objgen", (0, 0))
        if number in self._numbers and number != (0, 0):
            return b"page %d" % self._numbers[number]
        if number != (0, 0) and number in self._known:
            return self._known[number]
        if number != (0, 0):
            self._known[number] = b"loop"
        found = hashlib.sha256(b"".join(self._parts(obj, depth))).digest()
        if number != (0, 0):
            self._known[number] = found
        return found

    def _parts(self, obj: Any, depth: int) -> Iterator[bytes]:
        import pikepdf

        if depth > _DEEPEST:
            yield b"deep"
        elif isinstance(obj, pikepdf.Stream):
            yield b"stream" + hashlib.sha256(_bytes(obj)).digest()
            yield from self._entries(obj, depth)
        elif isinstance(obj, pikepdf.Dictionary):
            yield from self._entries(obj, depth)
        elif isinstance(obj, pikepdf.Array):
            yield b"["
            for value in obj:
                yield self._of(value, depth + 1) if isinstance(value, pikepdf.Object) else repr(value).encode()
        else:
            yield obj.unparse() if isinstance(obj, pikepdf.Object) else repr(obj).encode()

    def _entries(self, obj: Any, depth: int) -> Iterator[bytes]:
        for key in sorted(obj.keys()):
            if key not in _UP and key not in ("/Next", "/First"):
                yield key.encode("utf-8", "replace") + self._of(obj[key], depth + 1)


def _content(contents: Any) -> bytes:
    import pikepdf

    if contents is None:
        return b""
    return b"\n".join(_bytes(part) for part in contents) if isinstance(contents, pikepdf.Array) else _bytes(contents)


def _bytes(stream: Any) -> bytes:
    """As it reads; packed as it is where its filter is not known, which no report of ours has."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _signature(annotation: Any) -> bool:
    """An invisible field of a signature; one that draws something counts like any other annotation."""
    return str(annotation.get("/FT", "")) == "/Sig" and "/AP" not in annotation


def _chain(outline: Any) -> Iterator[Any]:
    """The entries of an outline, those below others too."""
    waiting = [outline.get("/First")] if outline is not None else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        entry = waiting.pop()
        if entry is None or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        yield entry
        waiting += [entry.get("/Next"), entry.get("/First")]
