"""A book drawn on a canvas: every rule and every text at its own place, so that anything real files do can be done.

Rows break over pages only where the style says so; a merged cell that a page ends is closed there and goes on.
"""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.parser.typesettings.blocks import Grid, NewPage

FACE = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
PAD = 3
rl_config.useA85 = 0  # streams as bytes, not as text, as other programs write them
SHORT = range(9, 24)  # signs: what a clipped cell keeps on one line
RADICALS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}


@lru_cache
def face():
    """The embedded face where it's there, else the one every viewer brings."""
    if FACE.exists():
        pdfmetrics.registerFont(TTFont("drawn", FACE, subfontIndex=0))
        return "drawn"
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def wrapped(text, width, size):
    lines = []
    for part in text.split("\n"):
        line = ""
        for sign in part:
            if line and stringWidth(line + sign, face(), size) > width:
                lines.append(line)
                line = ""
            line += sign
        lines.append(line)
    return lines


class Drawing:
    def __init__(self, book, style):
        self.book, self.style = book, style
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, invariant=1, pageCompression=1)
        self.number, self.pages = 0, {}
        self.size = (595, 842)
        self.is_open = False

    def pdf(self):
        self._open()
        for block in self.book.blocks:
            if isinstance(block, NewPage):
                self.size = (842, 595) if block.landscape else (595, 842)
                self._close()
                self._open()
            elif isinstance(block, Grid):
                self._grid(block)
            else:
                self._text(block)
        self._close()
        self.canvas.save()
        return self.out.getvalue(), self.pages

    # ---- pages

    def _open(self):
        self.number += 1
        self.width, self.height = self.size
        if self.style.rotate and self.width > self.height:
            self.canvas.setPageSize((self.height, self.width))
            self.canvas.setPageRotation(90)
            self.canvas.translate(self.height, 0)
            self.canvas.rotate(90)
        else:
            self.canvas.setPageSize(self.size)
        margin = self.style.margin
        self.y = margin + 10
        self.bottom = self.height - margin
        if self.style.watermark:
            self.canvas.saveState()
            self.canvas.translate(self.width / 2, self.height / 2)
            self.canvas.rotate(40)
            self.canvas.setFillGray(0.88)
            self.canvas.setFont(face(), 54)
            self.canvas.drawCentredString(0, 0, self.style.watermark)
            self.canvas.restoreState()
        if self.number > 1 and self.book.running_head:
            self._show(self.book.running_head, margin, 24, 9)
            if self.style.head_box:
                self.canvas.rect(margin - 4, self.height - 40, self.width - 2 * margin + 8, 18)
                self.canvas.line(self.width / 2, self.height - 40, self.width / 2, self.height - 22)
        if self.number > 1 and self.book.running_foot:
            foot = self.book.running_foot.format(page=self.number)
            self._show(foot, self.width / 2 - stringWidth(foot, face(), 9) / 2, self.height - 30, 9)

    def _close(self):
        self.canvas.showPage()
        self.canvas.setPageRotation(0)

    def _need(self, high):
        if self.y + high > self.bottom:
            self._close()
            self._open()

    def _note(self, key):
        if key is not None and self.number not in self.pages.setdefault(key, []):
            self.pages[key].append(self.number)

    # ---- texts

    def _show(self, text, x, top, size, bold=False):
        if self.style.radicals:
            text = "".join(RADICALS.get(sign, sign) for sign in text)
        self.canvas.setFont(face(), size)
        for print_ in range(self.style.bold_prints if bold else 1):
            self.canvas.drawString(x + 0.3 * print_, self.height - top - size, text)

    def _text(self, block):
        room = self.width - 2 * self.style.margin
        for line in wrapped(block.text, room - 4, block.size):
            self._need(block.size * 1.7)
            wide = stringWidth(line, face(), block.size)
            x = self.style.margin + {"left": 0, "center": (room - wide) / 2, "right": room - wide}[block.align]
            self._show(line, x, self.y, block.size, block.bold)
            if block.right:
                self._show(
                    block.right,
                    self.style.margin + room - stringWidth(block.right, face(), block.size),
                    self.y,
                    block.size,
                )
            self.y += block.size * 1.7
            self._note(block.key)

    # ---- grids

    def _grid(self, grid):
        room = self.width - 2 * self.style.margin
        scale = room / sum(grid.weights)
        widths = [weight * scale for weight in grid.weights]
        xs = [self.style.margin]
        for width in widths:
            xs.append(xs[-1] + width)
        lines = self._lines(grid, widths)
        heights = self._heights(grid, lines)
        line_high = grid.size * 1.25
        shown = 0  # rows above are on earlier pages
        rows = list(range(len(grid.rows)))
        if grid.heads:
            self._need(sum(heights[: grid.heads + 1]))
        placed = []
        done = {}  # (r, c) -> lines already shown
        heads = range(grid.heads) if self.style.repeat_headings else ()
        while rows:
            r = rows[0]
            left = self.bottom - self.y
            if heights[r] <= left or (not placed and heights[r] > self.bottom - self.style.margin - 20):
                placed.append((r, self.y, self.y + min(heights[r], max(left, line_high * 2))))
                self.y += heights[r]
                rows.pop(0)
                if self.y <= self.bottom:
                    continue
                heights[r] = self.y - self.bottom
                rows.insert(0, r)
            elif self.style.break_rows and left > 1.6 * line_high and r >= grid.heads:
                fit = int((left - PAD) // line_high) * line_high + PAD
                placed.append((r, self.y, self.y + fit))
                heights[r] = heights[r] - fit + 2 * PAD
            self._draw(grid, lines, placed, xs, done, shown)
            shown = placed[-1][0] if placed else shown
            self._note(grid.key if placed else None)
            self._close()
            self._open()
            placed = []
            for head in heads:
                if rows[0] >= grid.heads:
                    placed.append((head, self.y, self.y + heights[head]))
                    self.y += heights[head]
                    for column in range(len(xs) - 1):
                        done.pop((head, column), None)
        if placed:
            self._draw(grid, lines, placed, xs, done, shown)
            self._note(grid.key)
        self.y += 12

    def _lines(self, grid, widths):
        found = {}
        for r, row in enumerate(grid.rows):
            for c, cell in enumerate(row):
                if cell:
                    room = sum(widths[c : c + cell.across]) - 2 * PAD - cell.indent
                    text = cell.text
                    found[r, c] = (
                        text.split("\n")
                        if self.style.clip and r >= grid.heads and len(text) in SHORT
                        else wrapped(text, max(room, grid.size + 1), grid.size)
                    )
        return found

    def _heights(self, grid, lines):
        line_high = grid.size * 1.25
        heights = [line_high + 2 * PAD for _ in grid.rows]
        for (r, c), texts in sorted(lines.items(), key=lambda item: grid.rows[item[0][0]][item[0][1]].down):
            cell = grid.rows[r][c]
            need = len(texts) * line_high + 2 * PAD
            have = sum(heights[r : r + cell.down])
            if need > have:
                heights[r + cell.down - 1] += need - have
        return heights

    def _draw(self, grid, lines, placed, xs, done, shown):
        """The cells that the placed rows hold, each closed where the page's part of it ends."""
        places = {r: (top, bottom) for r, top, bottom in placed}
        line_high = grid.size * 1.25
        boxes = []
        for r, row in enumerate(grid.rows):
            for c, cell in enumerate(row):
                if not cell:
                    continue
                mine = [places[at] for at in range(r, r + cell.down) if at in places]
                if not mine:
                    continue
                x0, x1, top, bottom = xs[c], xs[c + cell.across], mine[0][0], mine[-1][1]
                boxes.append((x0, top, x1, bottom))
                start = done.get((r, c), 0)
                fit = max(1, int((bottom - top - PAD) // line_high))
                ends = max(places) >= r + cell.down - 1 and r + cell.down - 1 in places
                stop = None if ends and not self.style.break_rows else start + fit
                texts = lines[r, c][start:stop]
                done[r, c] = start + len(texts)
                self._cell(cell, texts, x0, top, x1, bottom, grid.size, centred=len(texts) * line_high < bottom - top)
        self._rule(boxes)

    def _cell(self, cell, texts, x0, top, x1, bottom, size, *, centred):
        line_high = size * 1.25
        y = top + ((bottom - top - len(texts) * line_high) / 2 if centred else PAD)
        for text in texts:
            wide = stringWidth(text, face(), size)
            room = x1 - x0
            x = {"left": x0 + PAD + cell.indent, "center": x0 + (room - wide) / 2, "right": x1 - PAD - wide}[cell.align]
            if wide > room - 2 * PAD and self.style.clip:
                x = x0 + PAD if cell.align != "right" else x1 - PAD - wide
            self._show(text, x, y, size, cell.bold)
            y += line_high

    def _rule(self, boxes):
        canvas, kind = self.canvas, self.style.rules
        if not boxes:
            return
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        canvas.saveState()
        canvas.setLineWidth(0.6)
        if kind == "dotted":
            canvas.setDash(1, 1.5)
        edges = set()
        for x0, top, x1, bottom in boxes:
            edges |= {(x0, top, x1, top), (x0, bottom, x1, bottom)}
            if kind != "across":
                edges |= {(x0, top, x0, bottom), (x1, top, x1, bottom)}
        for x0, y0, x1, y1 in sorted(edges):
            if kind == "no outer" and x0 == x1 and x0 in (left, right):
                continue
            self._line(x0, y0, x1, y1, kind)
        canvas.restoreState()

    def _line(self, x0, y0, x1, y1, kind):
        canvas, high = self.canvas, self.height
        if kind == "rects":
            canvas.rect(x0 - 0.25, high - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)
        elif kind == "double":
            for away in (-0.7, 0.7):
                if x0 == x1:
                    canvas.line(x0 + away, high - y0, x1 + away, high - y1)
                else:
                    canvas.line(x0, high - y0 + away, x1, high - y1 + away)
        else:
            canvas.line(x0, high - y0, x1, high - y1)


def draw(book, style):
    """(PDF, the pages each table and form stands on)"""
    return Drawing(book, style).pdf()
