"""没有格线的表 (forms as running text): label after label, the cells' lines one behind the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parser.report import Indicator
from ingest.parser.targets.draft import HALVES, Draft, Half
from ingest.parser.targets.halves import Pair, own_pair, same_pair, split_goals
from ingest.parser.targets.run import BREAK, Run, run_of
from ingest.parser.targets.wording import LEVEL1_OF, level2_of

# 依次出现的标签 (labels in the order of the form); a label starts where white space stood
LABELS: tuple[tuple[str, str], ...] = (
    ("project", "项目名称"),
    ("department", "主管部门及代码"),
    ("unit", "实施单位"),
    ("attribute", "项目属性"),
    ("period", "项目日?期"),
    ("money", "项目资金(?:[（(](?:万?元)[)）])?"),
    ("funding", "(?=实施期资金总|年度资金总)"),
    ("overview", "项目概况"),
    ("basis", "立项依据"),
    ("necessity", "项目设立必要性"),
    ("measures", "保证项目实施的制度[、，]措施"),
    ("plan", "项目实施计划"),
    ("halves", "实施期目标年度目标"),
    ("goals", "总体目标"),
    ("heading", "(?:绩效指标)?一级指标二级指标三级指标指标值二级指标三级指标指标值"),
    ("footer", "负责人[:：]|经办人[:：]|联系电话[:：]"),
    ("filled_at", "填报日期[:：]"),
)
TEXTS = ("project", "department", "unit", "attribute", "period", "overview", "basis", "necessity", "measures", "plan")
SOURCES = (
    ("total", r"(?:实施期|年度)资金总(?:额[:：]?)?"),
    ("central", r"(?:其中[:：])?中央财政资金"),
    ("provincial", r"省级财政资金"),
    ("local", r"市县[（(]区[)）]财政资金"),
    ("self_raised", r"单位自筹"),
    ("other", r"其他资金"),
)
# Both totals' cells wrapped: the labels' last sign and the rest of each amount stand on the second line.
WRAPPED_TOTALS = re.compile(
    r"实施期资金总([\d,.]*)年度资金总([\d,.]*)(?:[（(]万?元[)）])?额[:：]([\d,.]*)额[:：]([\d,.]*)"
)
SCRAPS = frozenset(
    "产出效益满意度指标服务对象可持续影响绩负责人经办"
)  # of labels that a page's end or a narrow cell has broken
LEVEL2_MARK = re.compile(
    r"经济效益指标|社会效益指标|生态效益指标|可持续影响指标|服务对象满意(?:度指标?|(?!度))|数量指标|质量指标|时效指标"
    r"|经济成本指标|社会成本指标|生态环境成本指标|成本指标|产出指标|效益指标|满意度指标"
)


def read_running(lines: Sequence[str]) -> Draft:
    draft = Draft()
    parts = _parts(run_of(lines))
    for key in TEXTS:
        if key in parts and parts[key].text:
            draft.texts[key] = parts[key].shown
    if "funding" in parts:
        _read_funds(draft, parts["funding"].text)
    if "goals" in parts:
        goals = split_goals(parts["goals"])
        if goals is None:
            draft.doubts.append("总体目标的实施期和年度两格在文本里分不开，没有读入")
        else:
            draft.goals = dict(zip(HALVES, goals, strict=True))
    if "heading" in parts:
        _read_indicators(draft, parts["heading"])
    if "filled_at" in parts and (date := re.match(r"\d+", parts["filled_at"].text)):
        draft.filled_at = date[0]
    return draft


def _parts(run: Run) -> dict[str, Run]:
    """What stands behind each label, up to the next label that is there."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for key, words in LABELS:
        match = next((m for m in re.finditer(words, run.text[at:]) if run.gaps[at + m.start()]), None)
        if match is not None:
            found.append((key, at + match.start(), at + match.end()))
            at += match.end()
    ends = [*(start for _, start, _ in found[1:]), len(run)]
    return {key: run.part(end, stop) for (key, _, end), stop in zip(found, ends, strict=False)}


def _read_funds(draft: Draft, text: str) -> None:
    text = WRAPPED_TOTALS.sub(r"实施期资金总额：\1\3年度资金总额：\2\4", text)
    for source, words in SOURCES:
        for half, match in zip(HALVES, re.finditer(rf"{words}(?P<amount>[\d,.]*)", text), strict=False):
            draft.set_funds(half, source, match["amount"] or None)


def _read_indicators(draft: Draft, run: Run) -> None:
    marks = [match for match in LEVEL2_MARK.finditer(run.text) if run.gaps[match.start()]]
    ends = [mark.start() for mark in marks[1:]] + [len(run)]
    groups = [(_full_name(mark[0]), run.part(mark.end(), end)) for mark, end in zip(marks, ends, strict=True)]
    groups = [(name, part) for name, part in groups if name]  # the first level stands between, with nothing behind it
    at = 0
    while at < len(groups):
        name, first = groups[at]
        if at + 1 < len(groups) and groups[at + 1][0] == name:
            _add(draft, name or "", _rows(first, groups[at + 1][1]))
            at += 2
        else:
            _add(draft, name or "", iter([("implementation", own_pair(first))] if first.text else []))
            draft.doubts.append(f"{name}只在一半里找到")
            at += 1


def _full_name(mark: str) -> str | None:
    return "服务对象满意度指标" if mark.startswith("服务对象") else level2_of(mark)


def _add(draft: Draft, level2: str, pairs: Iterator[tuple[Half, Pair]]) -> None:
    for half, (name, value) in pairs:
        if (name or value) and not set(name + value) <= SCRAPS:
            draft.indicators.append(Indicator(half, LEVEL1_OF.get(level2), level2, name or None, value or None))


def _rows(first: Run, rest: Run) -> Iterator[tuple[Half, Pair]]:
    """The first row's halves stand behind the two names of the second level, later rows one behind the other."""
    known: list[Pair] = []
    end = _end_of_same(first, rest, 0)
    pairs = same_pair(first, rest.part(0, end)) if end else None
    if pairs is None:
        end = next(iter(rest.cuts(BREAK)), len(rest))
        pairs = (own_pair(first), own_pair(rest.part(0, end)))
    yield "implementation", pairs[0]
    yield "annual", pairs[1]
    known.append(pairs[0])
    while end < len(rest):
        row = rest.part(end)
        found = _same_halves(row)
        if found is None:
            stop = next(iter(row.cuts(BREAK)), len(row))
            found = (*_apart(row.part(0, stop), known), stop)
        yield "implementation", found[0]
        yield "annual", found[1]
        known.append(found[0])
        end += found[2]


def _end_of_same(first: Run, rest: Run, start: int) -> int:
    """How far the annual half goes that says what `first` says, in whole or with its name cut short."""
    ends = [at for at in (*rest.cuts(), len(rest)) if at > start]
    exact = next((at for at in ends if rest.text[start:at] == first.text), 0)
    return exact or next((at for at in ends if same_pair(first, rest.part(start, at))), 0)


def _same_halves(row: Run) -> tuple[Pair, Pair, int] | None:
    """A row whose halves say the same: both, and where the row ends."""
    for cut in row.cuts():
        if cut < 2:
            continue
        end = _end_of_same(row.part(0, cut), row.part(cut), 0)
        pairs = same_pair(row.part(0, cut), row.part(cut, cut + end)) if end else None
        if pairs is not None and all(pairs[0]):
            return pairs[0], pairs[1], cut + end
    return None


def _apart(row: Run, known: Sequence[Pair]) -> tuple[Pair, Pair]:
    """A row whose halves differ, by white space: name, value, name, value; the last two may run into each other."""
    cuts = row.cuts()
    if len(cuts) == 3:
        return own_pair(row.part(0, cuts[1])), own_pair(row.part(cuts[1]))
    if len(cuts) == 2:
        impl = own_pair(row.part(0, cuts[1]))
        text = row.text[cuts[1] :]
        for name, value in (*known, impl):
            bare = re.sub(r"\s+", "", value)
            if bare and text.endswith(bare) and re.sub(r"\s+", "", name).startswith(text.removesuffix(bare)):
                return impl, (text.removesuffix(bare), value)
        return impl, (text, "")
    middle = len(cuts) // 2
    return (
        (own_pair(row.part(0, cuts[middle])), own_pair(row.part(cuts[middle]))) if cuts else ((row.shown, ""), ("", ""))
    )
