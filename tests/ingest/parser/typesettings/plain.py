"""A book as extracted text: with tabs between cells, or with one blank between them and bold text doubled."""

from tests.ingest.parser.typesettings.blocks import Grid, NewPage


def tabbed(book):
    """Cells parted by tabs; a merged cell's text stands where it begins."""
    lines = []
    for block in book.blocks:
        if isinstance(block, NewPage):
            lines.append("")
        elif isinstance(block, Grid):
            lines += [
                "\t".join(cell.text.replace("\n", "").strip() if cell else "" for cell in row) for row in block.rows
            ]
            lines.append("")
        else:
            lines += [block.text, *([block.right] if block.right else []), ""]
    return "\n".join(lines).encode()


def raw(book):
    """One blank between cells; bold twice, a bold blank cell as one blank more; in forms blank cells leave nothing."""
    lines = []
    for block in book.blocks:
        if isinstance(block, NewPage):
            lines.append("")
        elif isinstance(block, Grid):
            for row in block.rows:
                lines += _form_lines(row) if not block.heads else [" ".join(_shown(cell) for cell in row if cell)]
            lines.append("")
        else:
            lines += [block.text * 2 if block.bold and block.size < 18 else block.text, ""]
            lines += [block.right, ""] if block.right else []
    return "\n".join(lines).encode()


def _shown(cell):
    text = cell.text.strip()
    return (text * 2 if text else " ") if cell.bold else text


def _form_lines(row):
    """A row of a form: cells merged downwards stand on lines of their own."""
    lines, last = [], []
    for cell in row:
        if cell and cell.text.strip():
            if cell.down > 1:
                lines += [" ".join(last), cell.text] if last else [cell.text]
                last = []
            else:
                last.append(cell.text)
    return [*lines, *([" ".join(last)] if last else []), ""]
