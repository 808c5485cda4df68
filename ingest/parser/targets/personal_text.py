"""文字版里的遮盖 (masking in text): where names and telephones of form-fillers stand in a text file or web page.

Found on the very bytes, since these files are given to the public as they are: a value behind its label, with a colon,
blanks, tabs or (on a web page) tags between. Rather a word too many than a name left.
"""

from __future__ import annotations

import re

from ingest.parser.targets.wording import PERSONAL
from ingest.reading.html import names_gb
from ingest.reading.media import is_html
from ingest.reading.plain import decoded

OTHER_LABEL = rf"(?!{PERSONAL.pattern}|填[报表]|联 *系|经办|负责|审核|审批|单位|职务|备注|项目|日期)"
NAME = rf"{OTHER_LABEL}[一-龥](?:[ \u3000·]{{0,3}}[一-龥]){{1,3}}(?![一-龥])"
PHONE = r"(?:[(（]?\+?\d{2,4}[)）\-—－ ]{0,2})?\d{7,11}(?!\d)|(?:[(（]?0\d{2,3}[)）\-—－ ]{0,2})\d{7,8}(?!\d)"
VALUE = rf"(?:{NAME}|{PHONE})"
GAP = r"[ \t\u3000\xa0]*[:：]?[ \t\u3000\xa0]*"
TAGS = r"(?:\s|&nbsp;|&#160;|[:：]|<[^<>]{0,400}>)*"
MORE = rf"(?:[ \t\u3000、,，;；/]*{VALUE})*"
IN_TEXT = re.compile(rf"{PERSONAL.pattern}(?:[ \t\u3000\xa0:：]){GAP}(?P<value>{VALUE}{MORE})")
IN_MARKUP = re.compile(rf"{PERSONAL.pattern}(?=[\s:：<&]){TAGS}(?P<value>{VALUE}{MORE})")


def personal_spans(data: bytes) -> tuple[tuple[int, int], ...]:
    """From byte to byte of `data`."""
    markup = is_html(data)
    if markup and names_gb(data):
        text, encoding = data.decode("gb18030", "surrogateescape"), "gb18030"
    else:
        text, encoding = decoded(data)
    spans = []
    done = at = 0  # characters and bytes up to the last span
    for match in (IN_MARKUP if markup else IN_TEXT).finditer(text):
        start = at + len(text[done : match.start("value")].encode(encoding, "surrogateescape"))
        at = start + len(match["value"].encode(encoding, "surrogateescape"))
        done = match.end("value")
        spans.append((start, at))
    return tuple(spans)
