"""栏 (columns): what each column of a printed table holds, told by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from budgets.vocabulary import TABLE_KIND
from ingest.parser import formats
from ingest.parser.wording import folded, without_years

Path = tuple[str, ...]
Held = Literal["text", "figures", ""]
NAMING = {"item", "name", "subject", "dept_name", "dept_subject", "gov_name", "gov_subject", "unit"}
Side = Literal["revenue", "expenditure"]
TAG_OF = {folded(word): tag for tag, words in formats.TAGS.items() for word in words}
SIDE_OF: dict[str, Side] = {"收入": "revenue", "支出": "expenditure"}
SIDE_OF |= {folded(word): "revenue" for word in formats.SIDES["revenue"]}
SIDE_OF |= {folded(word): "expenditure" for word in formats.SIDES["expenditure"]}
ITEMS = frozenset(folded(word) for word in formats.ITEM_WORDS)
UNIT_BEHIND = re.compile(r"（?(?:单位[:：])?(?:万|千|亿)?元）?$")
BRACKET = re.compile(r"（[^（）]*）$")
GOVERNMENT = re.compile(r"政府(?!性基金)")
YEAR = re.compile(r"20\d\d")
TWO_SIDED = ("balance", "appropriation", "state_capital", "fund_revenue", "fund_expenditure")
# What every amount of a kind is anyway, so that its heading says nothing more by repeating it.
SAID_BY_KIND = {
    "general_expenditure": {"general_public_budget", "appropriation"},
    "basic_by_economic": {"general_public_budget", "appropriation", "basic"},
    "fund_revenue": {"government_fund", "appropriation"},
    "fund_expenditure": {"government_fund", "appropriation"},
    "state_capital": {"state_capital", "appropriation"},
    "appropriation": {"appropriation"},
    "three_public": {"appropriation"},
    "projects": {"appropriation", "project"},
    "carryover_projects": {"appropriation", "project"},
    "operating": {"appropriation"},
    "revenue": set(),
    "expenditure": set(),
    "balance": set(),
}
ITEM_ROLES = {
    "balance": "item",
    "appropriation": "item",
    "three_public": "item",
    "projects": "name",
    "carryover_projects": "name",
}
CHANGES = ("prior_total", "change", "change_percent")


@dataclass(slots=True)
class Column:
    """`role` is a key of the contract, one of the roles of text below, or "extra" for a column that has no key.

    Text: code, name, subject (code and name in one cell), the same with dept_ and gov_ for the economic
    classifications, unit, unit_code, item, serial.
    """

    role: str
    heading: str
    side: Side = "expenditure"


def levels(path: Path) -> list[str]:
    return [without_years(folded(level)) for level in path]


def names_units_too(heading: str) -> bool:
    """单位名称（科目）: a column that names the unit in one row and its subjects in those below."""
    leaf = heading.rpartition("/")[2]
    return "单位" in leaf and "科目" in leaf


def is_item(leaf: str) -> bool:
    """项目, 支出项目, 项目（按功能分类）…: a column that names rows by what is spent or received."""
    return leaf in ITEMS or BRACKET.sub("", leaf) in ITEMS


def read_columns(kind: str, paths: Sequence[Path], held: Sequence[Held] = ()) -> list[Column]:
    """The role of each column of a table of this kind; `held` tells where a heading doesn't."""
    sides = _sides(kind, paths)
    texts = [_text_role(kind, path) for path in paths]
    shared = shared_levels([path for path, text in zip(paths, texts, strict=True) if text is None])
    years = [_year(path) for path in paths]
    newest = max((year for year in years if year), default=None)
    columns: list[Column] = []
    for path, side, year, role in zip(paths, sides, years, texts, strict=True):
        last = columns[-1] if columns else None
        if not path and last and last.role in ("name", "item") and last.side == side:
            columns.append(Column(last.role, "", side))  # an unnamed column beside the names parts them
            continue
        is_prior = year is not None and newest is not None and year < newest
        columns.append(Column(role or _measure(kind, path, side, shared, is_prior), "/".join(path), side))
    _name_codes(columns)
    _tell_by_cells(kind, columns, held)
    _once_each(columns)
    return columns


def _tell_by_cells(kind: str, columns: list[Column], held: Sequence[Held]) -> None:
    """A side's first text names its rows, and its only column of figures is its amount, whatever they're called."""
    for side in {column.side for column in columns}:
        mine = [(column, what) for column, what in zip(columns, held, strict=False) if column.side == side]
        roles = {column.role for column, _ in mine}
        texts = [column for column, what in mine if what == "text"]
        figures = [column for column, what in mine if what == "figures"]
        if texts and not roles & NAMING and texts[0].role == "extra":
            texts[0].role = ITEM_ROLES.get(kind, "dept_name" if kind == "basic_by_economic" else "name")
        if len(figures) == 1 and figures[0].role == "extra":
            figures[0].role = "amount" if side == "revenue" and kind in TWO_SIDED else "total"


def _year(path: Path) -> int | None:
    found = [int(year) for level in path for year in YEAR.findall(level)]
    return max(found) if found else None


def _sides(kind: str, paths: Sequence[Path]) -> list[Side]:
    """Revenue stands left of expenditure; without such headings a repeated item column begins the other side."""
    if kind not in TWO_SIDED:
        return ["expenditure"] * len(paths)
    named = [next((SIDE_OF[level] for level in levels(path)[:1] if level in SIDE_OF), None) for path in paths]
    if "revenue" in named and "expenditure" in named:
        first = _first_expenditure(kind, paths, named)
        return [side or ("revenue" if at < first else "expenditure") for at, side in enumerate(named)]
    if kind in ("balance", "appropriation"):
        starts = [at for at, path in enumerate(paths) if path and is_item(levels(path)[-1])]
        second = starts[1] if len(starts) > 1 else len(paths)
        return ["revenue" if at < second else "expenditure" for at in range(len(paths))]
    if kind == "fund_revenue":
        return ["revenue"] * len(paths)
    if named and any(named):
        return [next(side for side in named if side)] * len(paths)
    return ["expenditure"] * len(paths)


def _first_expenditure(kind: str, paths: Sequence[Path], named: Sequence[Side | None]) -> int:
    """A heading set in the middle of its columns may stand right of their first, which names the items again."""
    first = named.index("expenditure")
    items = [at for at, path in enumerate(paths) if path and is_item(levels(path)[-1])]
    is_again = kind in ("balance", "appropriation") and len(items) > 1 and items[1] < first
    return items[1] if is_again and not any(named[items[1] : first]) else first


def shared_levels(paths: Sequence[Path]) -> set[str]:
    """The highest level that most columns of amounts share: unless a tag knows it, it only holds them together."""
    tops = [levels(path)[0] for path in paths if len(path) > 1]
    return {top for top in tops if tops.count(top) * 2 > len(paths) and top not in TAG_OF}


def _text_role(kind: str, path: Path) -> str | None:
    """The role of a column that holds text; None for one of amounts."""
    if not path:
        return "extra"
    said = levels(path)
    whole, leaf = "".join(said), said[-1]
    for words, role in ((formats.SERIALS, "serial"), (formats.UNIT_CODES, "unit_code"), (formats.UNITS_OF, "unit")):
        if leaf in words:
            return role
    if is_item(leaf) and kind in ITEM_ROLES:
        return ITEM_ROLES[kind]
    return _subject_role(kind, whole, leaf)


def _subject_role(kind: str, whole: str, leaf: str) -> str | None:
    prefix = ""
    if "经济" in whole or kind == "basic_by_economic":
        prefix = "gov_" if GOVERNMENT.search(whole) and "部门预算支出经济" not in leaf else "dept_"
        if "功能" in whole:
            prefix = ""
    if any(word in leaf for word in formats.CODE_WORDS) or leaf in formats.CODE_LEVELS:
        is_of_project = kind in ("projects", "carryover_projects") and leaf.startswith("项目")
        return None if is_of_project else prefix + "code"
    if any(word in leaf for word in formats.NAME_WORDS) or names_units_too(leaf):
        return prefix + "name"
    if leaf.endswith(formats.SUBJECT_WORDS) or leaf in ("项目", "支出功能分类", "功能分类"):
        return prefix + "subject"
    return None


def _measure(kind: str, path: Path, side: Side, shared: set[str], is_prior: bool) -> str:
    """The key of a column of amounts, by the tags of all its levels."""
    tags = {"prior"} if is_prior else set()
    for level in levels(path):
        bare = UNIT_BEHIND.sub("", level) or level
        tag = TAG_OF.get(level) or TAG_OF.get(bare) or TAG_OF.get(bare.removeprefix("其中：").removesuffix("数"))
        if tag is None and bare in ("", "年"):
            tag = "total"
        if tag is None and level not in shared and level not in SIDE_OF and level not in formats.CONTAINERS:
            return "extra"
        tags.add(tag or "total")
    tags -= SAID_BY_KIND[kind] | {"of_that"}
    if len(tags) > 1:
        tags.discard("total")
    if "change_percent" in tags:
        tags -= {"change", "prior"}
    if "change" in tags:
        tags.discard("prior")
    if "general_public_budget" in tags or "government_fund" in tags or "state_capital" in tags:
        tags.discard("appropriation")
    tag = next(iter(tags)) if len(tags) == 1 else "total" if not tags else "extra"
    key = {"prior": "prior_total"}.get(tag, tag)
    if key == "total" and (side == "revenue" and kind in TWO_SIDED):
        key = "amount"
    return key if key in TABLE_KIND[kind].measures or key in CHANGES else "extra"


def _name_codes(columns: list[Column]) -> None:
    """A code column without a classification of its own has that of the name right of it."""
    for at, column in enumerate(columns):
        if not column.role.endswith("code") or column.role == "unit_code":
            continue
        name = next((c.role for c in columns[at + 1 :] if c.role.endswith("name")), None)
        if name and ("经济" not in column.heading):
            column.role = name.removesuffix("name") + "code"


def _once_each(columns: list[Column]) -> None:
    """A key names one column of a side; what repeats it is extra. A balance's further groups are extra altogether."""
    seen: set[tuple[str, str]] = set()
    second_group: set[str] = set()
    for column in columns:
        if column.role == "item" and column.heading and (column.side, "item") in seen:
            second_group.add(column.side)
        if column.side in second_group:
            column.role = "extra"
        if column.role.endswith("code") or column.role in ("extra", "serial") or not column.heading:
            continue
        if (column.side, column.role) in seen:
            column.role = "extra"
        seen.add((column.side, column.role))
