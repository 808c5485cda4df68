"""网页 (web pages): tables in HTML as departments publish them, written down row by row."""

import re


def html_table(rows):
    """A line is a row, | parts its cells, `@2x3` behind a text merges two columns over three rows."""
    return f"<table>{''.join(map(_row, rows.strip().splitlines()))}</table>"


def _row(line):
    return f"<tr>{''.join(_cell(text.strip()) for text in line.split('|'))}</tr>"


def _cell(text):
    merged = re.fullmatch(r"(.*)@(\d+)x(\d+)", text)
    return f'<td colspan="{merged[2]}" rowspan="{merged[3]}">{merged[1]}</td>' if merged else f"<td>{text}</td>"
