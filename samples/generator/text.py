"""文字 (text): wrapped paragraphs; bold is made by stroking the outlines, so that one typeface is enough."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

FILL_AND_STROKE = 2
STROKE_PER_POINT = 0.032


class Text(Paragraph):
    """A paragraph of plain text (nothing in it is markup); `contents_entry` puts it into the contents."""

    def __init__(
        self, text: str | None, style: ParagraphStyle, contents_entry: tuple[int, str] | None = None, **halves: object
    ):
        super().__init__(text and escape(text), style, **halves)  # halves: what reportlab passes when it splits one
        self.contents_entry = contents_entry

    def draw(self) -> None:
        if not getattr(self.style, "is_bold", False):
            super().draw()
            return
        self.canv.saveState()
        self.canv.setLineWidth(self.style.fontSize * STROKE_PER_POINT)
        mode = self.canv.beginText()
        mode.setTextRenderMode(FILL_AND_STROKE)
        self.canv.drawText(mode)
        super().draw()
        self.canv.restoreState()
