"""Small PDFs drawn in a test: text at a place, rules, and tables of both. Points count from the top left."""

import io
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE = "STSong-Light", 9
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass
class Paper:
    """A PDF in the making."""

    width: float = 595
    height: float = 842
    bytes_: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self):
        self.canvas = Canvas(self.bytes_, pagesize=(self.width, self.height))
        self.canvas.setFont(FONT, SIZE)

    def text(self, x, top, words):
        self.canvas.drawString(x, self.height - top - SIZE, words)

    def rule(self, x0, y0, x1, y1):
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def dots(self, x0, y0, x1, y1):
        """A rule of small squares, as browsers print dotted borders."""
        for at in range(int(max(x1 - x0, y1 - y0) / 1.5) + 1):
            x, y = (x0 + 1.5 * at, y0) if x1 > x0 else (x0, y0 + 1.5 * at)
            self.canvas.rect(x - 0.4, self.height - y - 0.4, 0.75, 0.75, stroke=0, fill=1)

    def table(self, top, widths, rows, *, left=50, high=18, verticals=True):
        """Rows of texts; None joins a cell to the one left of it. Returns where the table ends."""
        edges = [left]
        for width in widths:
            edges.append(edges[-1] + width)
        for at, row in enumerate(rows):
            y = top + at * high
            self.rule(left, y, edges[-1], y)
            for column, words in enumerate(row):
                if words is not None and verticals:
                    self.rule(edges[column], y, edges[column], y + high)
                for line, part in enumerate((words or "").split("\n")):
                    self.text(edges[column] + 3, y + 2 + line * (SIZE + 1), part)
        end = top + len(rows) * high
        self.rule(left, end, edges[-1], end)
        if verticals:
            self.rule(edges[-1], top, edges[-1], end)
        return end

    def new_page(self):
        self.canvas.showPage()
        self.canvas.setFont(FONT, SIZE)

    def pdf(self):
        self.canvas.save()
        return self.bytes_.getvalue()
