"""一串字 (run): text without white space that remembers where white space stood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NONE, BLANK, BREAK = 0, 1, 2  # what stood before a character


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    gaps: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int | None = None) -> Run:
        return Run(self.text[start:end], self.gaps[start:end])

    @property
    def shown(self) -> str:
        """With the blanks that stood inside lines, without the line breaks."""
        pairs = zip(self.text, self.gaps, strict=True)
        return "".join(" " + sign if gap == BLANK else sign for sign, gap in pairs).strip()

    def cuts(self, kind: int = BLANK) -> list[int]:
        """Where white space of at least this kind stood inside the run."""
        return [at for at, gap in enumerate(self.gaps) if at and gap >= kind]


def run_of(lines: Iterable[str]) -> Run:
    text, gaps = [], []
    for line in lines:
        gap = BREAK
        for piece in re.split(r"\s+", line.strip()):
            for sign in piece:
                text.append(sign)
                gaps.append(gap)
                gap = NONE
            gap = BLANK
    return Run("".join(text), tuple(gaps))
