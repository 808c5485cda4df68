"""科目编码 (codes): printed split over columns, joined with the name or without the parent, made one code."""

from __future__ import annotations

import re

from ingest.parser.wording import squeezed

IN_NAME = re.compile(
    r"(?:[\[［【(（]((?:[235]\d\d)(?:\d\d){0,2})[\]］】)）]|((?:[235]\d\d)(?:\d\d){0,2})[-－—–]?)(\D.*)"
)
JOINED = re.compile(r"(\d{3,7})[-－—–]?(\D.*)")
SPLIT = re.compile(r"\d[\d \u3000\n]*")
LEVELS = (3, 5, 7)


class Codes:
    """One classification of one table; remembers the parents printed in the rows above."""

    def __init__(self) -> None:
        self.last: list[str] = []

    def read(self, parts: list[str]) -> tuple[str | None, str]:
        """The row's code and the text that the code cells hold beside it; parents left out are carried down."""
        texts = [squeezed(part) for part in parts]
        filled = [text for text in texts if text]
        if not filled:
            return None, ""
        joined = JOINED.fullmatch(filled[-1]) if len(filled) == 1 else None
        if joined:
            return self._remember(joined[1]), joined[2].lstrip("-－—–")
        if not all(text.isdigit() for text in filled):
            return None, "".join(filled)
        if len(texts) > 1:
            return self._remember(self._over_columns(texts)), ""
        return self._remember(self._with_parent(texts[0])), ""

    def read_name(self, name: str) -> tuple[str | None, str]:
        """[206]科学技术支出 or 206科学技术支出, in a column of names, apart."""
        found = IN_NAME.fullmatch(name)
        return (self._remember(found[1] or found[2]), found[3]) if found else (None, name)

    def _over_columns(self, texts: list[str]) -> str:
        """类, 款 and 项 in columns of their own."""
        lowest = max(at for at, text in enumerate(texts) if text)
        if len(texts[lowest]) > 3 and not any(texts[:lowest]):
            return texts[lowest]
        whole = ""
        for at, text in enumerate(texts[: lowest + 1]):
            if text.startswith(whole) and len(text) == LEVELS[min(at, 2)]:
                whole = text
            elif text:
                whole += text
            elif at < len(self.last):
                whole += self.last[at]
        return whole

    def _with_parent(self, text: str) -> str:
        """05 printed under 208 is 20805."""
        if len(text) == 2 and self.last:
            return self.last[0] + text
        return text

    def _remember(self, code: str) -> str:
        self.last = [code[:3], *([code[3:5]] if len(code) >= 5 else []), *([code[5:7]] if len(code) >= 7 else [])]
        return code
