"""用字 (wording): printed text brought to one form, so that it can be looked up, and amounts told from text."""

from __future__ import annotations

import re

AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
GROUPED = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")  # separators at odd places, as narrow cells leave them
PERCENT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?[%％]")
YEAR = re.compile(r"(?:20\d\d|二[〇○零O0]二[〇○零一二三四五六七八九])年?度?")
WIDE = str.maketrans("()[]:,;%－﹣０１２３４５６７８９", "（）［］：，；％--0123456789")
FIGURES = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")
QUOTES = str.maketrans("", "", "“”\"'‘’「」『』")


def squeezed(text: str | None) -> str:
    """The text without any white space."""
    return re.sub(r"\s+", "", text or "")


def folded(text: str | None) -> str:
    """Squeezed, with one form of brackets, colons and commas, and no quotes: what a name is looked up by."""
    return squeezed(text).translate(WIDE).translate(QUOTES)


def undoubled(text: str) -> str:
    """合计合计 as 合计: text printed twice to look bold stands twice in a text layer."""
    half = len(text) // 2
    return text[:half] if half and len(text) % 2 == 0 and text[:half] == text[half:] else text


def amount(text: str | None) -> str | None:
    """The amount a cell prints, without thousands separators; None if it prints none."""
    bare = squeezed(text).translate(FIGURES)
    if not bare or not (AMOUNT.fullmatch(bare) or GROUPED.fullmatch(bare)):
        return None
    return bare.replace(",", "")


def is_figure(text: str | None) -> bool:
    """Whether the cell prints an amount or a share: a number that is no code."""
    bare = squeezed(text).translate(FIGURES)
    if PERCENT.fullmatch(bare):
        return True
    return amount(bare) is not None and ("." in bare or "," in bare or bare.lstrip("-") == "0")


def without_years(text: str) -> str:
    return YEAR.sub("", text)
