"""Pages of a PDF as pictures. pdfium is not safe across threads: whoever draws does it on one lane, and opens and closes here."""

from __future__ import annotations

from PySide6.QtGui import QImage


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of every page."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        return [document.get_page_size(n) for n in range(len(document))]
    finally:
        document.close()


def picture(data: bytes, number: int, width: int) -> QImage:
    """A page, `width` pixels wide."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        page = document[number]
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=False)
        kind = QImage.Format.Format_BGR888 if bitmap.n_channels == 3 else QImage.Format.Format_RGB32
        drawn = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()
        bitmap.close()
        page.close()
        return drawn
    finally:
        document.close()
