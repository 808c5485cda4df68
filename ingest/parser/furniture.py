"""版面附件 (furniture) of plain text: page numbers on lines of their own and the running title beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar


class HasText(Protocol):
    @property
    def text(self) -> str: ...


LineLike = TypeVar("LineLike", bound=HasText)
PAGE_NUMBER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]")
RUNNING_TITLE = re.compile(r"\S{2,40}(?:部门|单位)预算(?:公开)?(?:报告|说明)?")


def without_furniture(lines: Iterable[LineLike]) -> Iterator[LineLike]:
    after_number = False
    for line in lines:
        text = line.text.strip()
        if PAGE_NUMBER.fullmatch(text):
            after_number = True
        elif after_number and RUNNING_TITLE.fullmatch(text):
            after_number = False
        elif text:
            after_number = False
            yield line
