"""A book as a web page, printed by Chromium or by LibreOffice: line breaking and rules as office programs make them."""

import subprocess
import tempfile
from html import escape
from pathlib import Path

from tests.ingest.parser.typesettings.blocks import Grid, NewPage

CHROMIUM = Path("/usr/bin/chromium")
OFFICE = next((path for path in (Path("/usr/bin/soffice"), Path("/usr/bin/libreoffice")) if path.exists()), None)
RULES = {
    "lines": "0.6pt solid #000",
    "rects": "0.6pt solid #000",
    "double": "2pt double #000",
    "dotted": "1pt dotted #000",
    "no outer": "0.6pt solid #000",
    "across": "0",
}
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "Noto Sans Mono CJK SC")


def html(book, style, font=0):
    body = []
    page, landscape = 0, False
    for block in book.blocks:
        if isinstance(block, NewPage):
            landscape, page = block.landscape, page + 1
            body.append(f'</div><div class="{"wide" if landscape else "tall"} page">')
        elif isinstance(block, Grid):
            body.append(_table(block, style))
        else:
            body.append(_text(block))
    border = RULES[style.rules]
    rule = f"td{{border:{border};padding:2pt 3pt;vertical-align:middle;overflow-wrap:anywhere;white-space:pre-wrap}}"
    if style.rules == "across":
        rule += "td{border-width:0.6pt 0!important;border-style:solid!important}"
    if style.rules == "no outer":
        rule += "table{border-style:hidden}"
    watermark = f'<div class="w">{style.watermark}</div>' if style.watermark else ""
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>部门预算</title><style>
@page{{size:A4;margin:18mm 15mm}} @page wide{{size:A4 landscape;margin:15mm}}
body{{font-family:"{FONTS[font % len(FONTS)]}"}} p{{margin:3pt 0;line-height:1.5}}
.wide{{page:wide}} .page{{break-before:page}}
table{{border-collapse:collapse;width:100%;table-layout:fixed;margin-bottom:8pt}} {rule}
thead{{display:{"table-header-group" if style.repeat_headings else "table-row-group"}}}
tr{{break-inside:{"auto" if style.break_rows else "avoid"}}}
.line{{display:flex;justify-content:space-between}}
.w{{position:fixed;top:45%;left:10%;font-size:60pt;color:#e8e8e8;transform:rotate(-35deg)}}
</style></head><body>{watermark}<div class="tall">{"".join(body)}</div></body></html>"""


def _text(block):
    look = f"font-size:{block.size}pt;text-align:{block.align};font-weight:{'bold' if block.bold else 'normal'}"
    if block.right:
        return f'<p class="line" style="{look}"><span>{escape(block.text)}</span><span>{escape(block.right)}</span></p>'
    indent = ";text-indent:2em" if block.align == "left" and len(block.text) > 30 else ""
    return f'<p style="{look}{indent}">{escape(block.text)}</p>'


def _table(grid, style):
    total = sum(grid.weights)
    columns = "".join(f'<col style="width:{100 * weight / total:.2f}%">' for weight in grid.weights)
    rows = []
    for row in grid.rows:
        cells = ""
        for cell in row:
            if cell is None:
                continue
            spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (
                f' rowspan="{cell.down}"' if cell.down > 1 else ""
            )
            look = f"border:{RULES[style.rules]};text-align:{cell.align};padding-left:{3 + cell.indent}pt" + (
                ";font-weight:bold" if cell.bold else ""
            )
            cells += f'<td{spans} style="{look}">{escape(cell.text).replace(chr(10), "<br>")}</td>'
        rows.append(f"<tr>{cells}</tr>")
    head, body = "".join(rows[: grid.heads]), "".join(rows[grid.heads :])
    head = f"<thead>{head}</thead>" if head else ""
    return f'<table style="font-size:{grid.size}pt"><colgroup>{columns}</colgroup>{head}<tbody>{body}</tbody></table>'


def print_with_chromium(page_html, book):
    """The page's PDF, as the browser's own print command makes it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            page = browser.new_page()
            page.set_content(page_html)
            head = f'<div style="font-size:8px;margin-left:15mm">{escape(book.running_head)}</div>'
            number = '<span class="pageNumber"></span> / <span class="totalPages"></span>'
            foot = f'<div style="font-size:8px;width:100%;text-align:center">{number}</div>'
            return page.pdf(
                prefer_css_page_size=True, display_header_footer=True, header_template=head, footer_template=foot
            )
        finally:
            browser.close()


def print_with_office(page_html, program="writer"):
    """The page's PDF as LibreOffice Writer or Calc exports it."""
    filters = {
        "writer": ("HTML (StarWriter)", "writer_web_pdf_Export"),
        "calc": ("HTML (StarCalc)", "calc_pdf_Export"),
    }[program]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.html"
        source.write_text(page_html, encoding="utf-8")
        call = [str(OFFICE), "--headless", f"-env:UserInstallation=file://{folder}/profile", f"--infilter={filters[0]}"]
        call += ["--convert-to", f"pdf:{filters[1]}", "--outdir", folder, str(source)]
        subprocess.run(call, check=True, capture_output=True, timeout=180)
        return (Path(folder) / "report.pdf").read_bytes()
