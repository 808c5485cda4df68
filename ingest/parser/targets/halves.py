"""两半 (halves): what the implementation period and the year say, where plain text has run the two together."""

from __future__ import annotations

import re

from ingest.parser.targets.run import BREAK, Run

Pair = tuple[str, str]  # 三级指标, 指标值
COMPARES = re.compile(r"[≥≤＞＜><=＝±]")
COUNTS = re.compile(r"\d")
PUNCTUATION = str.maketrans("、.．,;；：:。", "，，，，，，，，，")
ENOUGH = 4  # signs that two goals must share at their start to be told apart by it


def common_prefix(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def split_goals(run: Run) -> tuple[str, str] | None:
    """The goals of the two halves: beginning alike, or two pieces on one line. None where it can't be told."""
    if not run.text:
        return "", ""
    best, score = 0, 0
    text = run.text.translate(PUNCTUATION)
    for at in run.cuts():
        first, second = text[:at], text[at:]
        shared = common_prefix(first, second)
        if shared >= min(ENOUGH, len(second)) and shared > score:
            best, score = at, shared
    cuts = run.cuts()
    if not best and len(cuts) == 1:
        best = cuts[0]
    if not best:
        ends = [at for at in run.cuts(BREAK) if run.text[at - 1] in "。；"]
        best = ends[0] if len(ends) == 1 else 0
    return (run.part(0, best).shown, run.part(best).shown) if best else None


def same_pair(first: Run, second: Run) -> tuple[Pair, Pair] | None:
    """Name and value of both halves, where they say the same or the second's name is cut short; else None."""
    if first.text == second.text:
        cut = _value_at(first, sorted(set(first.cuts()) & set(second.cuts())) or first.cuts() or second.cuts())
        pair = _pair(first, cut)
        return pair, pair
    for cut in first.cuts():  # the value as the first half sets it apart ends the second half too
        name, value = first.text[:cut], first.text[cut:]
        rest = second.text.removesuffix(value)
        if rest != second.text and len(rest) > 1 and name.startswith(rest):
            return _pair(first, cut), _pair(second, len(rest))
    shared = common_prefix(first.text, second.text)
    length = len(second) - shared  # of what follows the cut name: the value
    if shared < 2 or not 0 < length < len(first) or not first.text.endswith(second.text[shared:]):
        return None
    return _pair(first, len(first) - length), _pair(second, len(second) - length)


def own_pair(run: Run) -> Pair:
    """Name and value by white space alone."""
    return _pair(run, _value_at(run, run.cuts()))


def _pair(run: Run, cut: int) -> Pair:
    return (run.part(0, cut).shown, run.part(cut).shown) if cut else (run.shown, "")


def _value_at(run: Run, cuts: list[int]) -> int:
    """Where the value starts: at a comparison sign, or a figure that goes on to the end, or else the last piece."""
    for at in cuts:
        if COMPARES.match(run.text, at):
            return at
    for at in cuts:
        if COUNTS.match(run.text, at) and len(run) - at <= 12 and not re.search(r"[一-龥]{5}", run.text[at:]):
            return at
    return cuts[-1] if cuts else 0
