"""数量 (quantities): every figure of a passage in printed order, with what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.parser.narrative.changes import Change, find_changes
from ingest.parser.narrative.topics import Cell, class_of, context_of, topic_of
from ingest.parser.narrative.wording import MONEY, QUANTITY, STOP, THRESHOLD, folded, plain_number
from ingest.parser.report import Section
from ingest.parser.wording import squeezed

Role = Literal["item", "share", "change", "prior", "reason"]
NARRATIVE_PART = 3
CARRYOVER = re.compile(r"结转|结余")
PART_OF_CARRYOVER = re.compile(r"(?:结转|结余)(?:资金)?的(?!合计|总)")
THIS_YEAR = re.compile(r"(?:本年|当年)(?:收入|支出|预算安排|预算收入|预算支出|拨款收入)")
SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]+[）)][^。；，：]{2,30}")
YEAR = re.compile(r"(20\d\d)年")
EARLIER = re.compile(r"上年|去年|上一年")
SHARE = re.compile(r"占[^。;]{0,24}$")
SUM_OF_COUNTED = re.compile(r"(?:金额|资金|拨款)[^,。;]{0,6}$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the narrative, without white space."""

    text: str
    context: str
    title: str
    page: int | None

    @property
    def fold(self) -> str:
        return folded(self.text)


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure. A change's figures carry the change and the topic of what changed."""

    number: str | None
    unit: str | None
    role: Role
    topic: str
    label: str
    start: int
    end: int
    passage: Passage
    cell: Cell | None = None
    change: Change | None = None

    @property
    def is_money(self) -> bool:
        return self.unit is not None and re.fullmatch(MONEY, self.unit) is not None


def passages_of(sections: Sequence[Section]) -> list[Passage]:
    """The paragraphs of part three."""
    found = []
    for section in sections:
        if section.part != NARRATIVE_PART:
            continue
        whole = context = context_of(section.title)
        for paragraph in section.text.split("\n"):
            text = squeezed(paragraph)
            if SUBHEADING.fullmatch(text):
                context = context_of(text) or whole
            found.append(Passage(text, context, section.title, section.page))
    return found


def read_mentions(passage: Passage) -> list[Mention]:
    """Every amount, count and share of the passage, in order."""
    fold = passage.fold
    changes = list(find_changes(passage.text, fold))
    mentions: list[Mention] = []
    at = 0
    for change in changes:
        mentions += _items(passage, fold, at, change.start, mentions)
        mentions += _of_change(passage, fold, change, mentions)
        mentions += _in_reason(passage, fold, change)
        at = change.reason_end
    return mentions + _items(passage, fold, at, len(fold), mentions)


def _items(passage: Passage, fold: str, start: int, end: int, before: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for match in QUANTITY.finditer(fold, start, end):
        if THRESHOLD.match(fold, match.end()):
            continue
        last = found[-1].end if found else max(start, before[-1].end if before else 0)
        stop = max((m.end() for m in STOP.finditer(fold, last, match.start())), default=last)
        label = fold[stop : match.start()].lstrip("、(")
        found.append(_item(passage, match, label, [*before, *found]))
    return found


def _item(passage: Passage, match: re.Match[str], label: str, before: Sequence[Mention]) -> Mention:
    unit = match["money"] or match["percent"] or match["counted"]
    mention = Mention(plain_number(match["number"]), unit, "item", "other", label, match.start(), match.end(), passage)
    last = next((m for m in reversed(before) if m.role == "item"), None)
    if match["percent"]:
        if last and SHARE.search(label):
            return replace(mention, role="share", topic=last.topic, cell=last.cell)
        return mention
    if passage.context == "performance":
        return replace(mention, topic=_performance_topic(mention, last))
    if match["counted"]:
        return replace(mention, topic=_asset_topic(label) if passage.context == "assets" else "other")
    topic, cell = _subject(label, passage.context, before)
    return replace(mention, topic=topic, cell=cell)


def _subject(label: str, context: str, before: Sequence[Mention]) -> tuple[str, Cell | None]:
    topic = topic_of(label, context)
    if topic is None:
        name = class_of(label)
        table = {"appropriation": "appropriation", "general": "general_expenditure"}.get(context)
        if name is None or table is None:
            return "other", None
        return f"{context}_class", Cell(table, name, "total")
    if topic.name == "balance_carryover":
        heads = [m.topic for m in before if m.topic in ("revenue_total", "expenditure_total")]
        if heads and heads[-1] == "revenue_total":
            return topic.name, Cell("balance", "上年结转", "amount")
        return topic.name, Cell("balance", "支出总计", "carryover") if heads else None
    if PART_OF_CARRYOVER.search(label):  # the column of the whole fund is not that of its part
        return topic.name, None
    return topic.name, topic.cell


def _performance_topic(mention: Mention, last: Mention | None) -> str:
    """A count of projects, or the money of the projects counted just before."""
    label, published = mention.label, last is not None and last.topic.startswith("performance_published")
    if re.search(r"整体(?:支出)?绩效", label):
        return "performance_overall"
    if mention.is_money:
        return last.topic if last and SUM_OF_COUNTED.search(label) else "other"
    if re.search(r"公开[^,。;]*绩效目标", label):
        return "performance_published"
    prefix = "performance_published" if published else "performance"
    if re.search(r"其他运转类", label):
        return f"{prefix}_operating"
    if re.search(r"特定目标类", label):
        return f"{prefix}_special"
    return "performance_projects" if re.search(r"项目", label) else "other"


def _asset_topic(label: str) -> str:
    if re.search(r"编制", label):
        return "vehicles_authorised"
    if re.search(r"实有|共有车辆|共有公务用车", label):
        return "vehicles"
    if re.search(r"50万元", label):
        return "equipment_over_500k"
    if re.search(r"100万元", label):
        return "equipment_over_1m"
    if re.search(r"办公用房", label):
        return "office_area"
    return "vehicles_of_kind" if re.search(r"用车", label) else "other"


def _of_change(passage: Passage, fold: str, change: Change, before: Sequence[Mention]) -> list[Mention]:
    items = [m for m in before if m.role == "item" and m.is_money]
    if not fold.startswith(("比", "较", "与", "同", "和"), change.start) and len(items) > 1 and _is_earlier(items):
        change = replace(change, prior=items[-1].number, prior_unit=items[-1].unit)
        items.pop()
    topic, cell = _owner(passage, fold, change, items)
    base = Mention(None, None, "change", topic, fold[change.start : change.end], change.start, change.end, passage)
    found = []
    if change.prior:
        found.append(replace(base, number=change.prior, unit=change.prior_unit, role="prior", change=change))
    figures = [(change.amount, change.unit), (change.percent, "%")]
    stated: list[tuple[str | None, str | None]] = [pair for pair in figures if pair[0] is not None] or [(None, None)]
    return found + [replace(base, number=number, unit=unit, cell=cell, change=change) for number, unit in stated]


def _is_earlier(items: Sequence[Mention]) -> bool:
    """Whether the last amount is last year's, set beside this year's for comparison."""
    label, years = items[-1].label, [int(year) for m in items for year in YEAR.findall(m.label)]
    return bool(EARLIER.search(label)) or any(int(year) < max(years) for year in YEAR.findall(label))


def _owner(passage: Passage, fold: str, change: Change, items: list[Mention]) -> tuple[str, Cell | None]:
    """What changed: named within the comparison, right before it, or else the amount stated last."""
    between = topic_of(change.between, passage.context) if change.between else None
    if between is not None and between.name != "balance_carryover":
        return between.name, between.cell
    stop = max((m.end() for m in STOP.finditer(fold, 0, change.start)), default=0)
    clause = fold[stop : change.start]
    if clause and not any(m.start >= stop for m in items) and (named := topic_of(clause, passage.context)):
        return named.name, named.cell
    while items and CARRYOVER.search(items[-1].label):
        items.pop()
        while items and THIS_YEAR.search(items[-1].label):  # 其中：本年收入…，上年结转…，比上年…: the total changed
            items.pop()
    return (items[-1].topic, items[-1].cell) if items else ("other", None)


def _in_reason(passage: Passage, fold: str, change: Change) -> list[Mention]:
    return [
        Mention(
            plain_number(match["number"]),
            match["money"] or match["percent"] or match["counted"],
            "reason",
            "reason",
            "",
            match.start(),
            match.end(),
            passage,
        )
        for match in QUANTITY.finditer(fold, change.end, change.reason_end)
    ]
