"""点名的科目 (named accounts): an amount right behind an account's or a project's name stands in a table for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from budgets.vocabulary import MEASURES
from ingest.checks.book import LIST_NUMBER, Book, Sheet, bare, is_total, squeezed
from ingest.checks.comparing import Cell, closest, compare, one
from ingest.checks.finding import Finding
from ingest.checks.hierarchy import CODED
from ingest.checks.statements import stated_cell
from ingest.parser.report import Row, Statement

TABLES = ("balance", "appropriation", *CODED, "projects")
WHOLES = ("expenditure", "general_expenditure", "fund_expenditure", "basic_by_economic")
COLUMNS = {"基本支出": "basic", "项目支出": "project", "人员经费": "personnel", "公用经费": "public"}
NOT_THIS_YEAR = frozenset({"prior_total", "change", "change_percent"})
FIGURE = r"-?[\d,，.]+(?:亿元|百万元|千元|万元|元)$"
AMOUNT = re.compile(rf"(?:预算数|预算|安排|支出预算|合计|共计|总额|总计|约|共|为)*{FIGURE}")
# words by which the amount is another than this year's for the whole of what is named
ANOTHER = re.compile(
    r"上年|去年|执行|决算|增加|减少|增长|下降|比|较|调整|完成|累计|标准|人均|单价|每|中央|追加|下达|结转|季度"
)
CLAUSE = re.compile(r"[。；;，,：:]")
LEVEL = re.compile(r"[（(\[]\d*[类款项][）)\]]")
CODE = re.compile(r"[（(\[](\d{3}|\d{5}|\d{7})[）)\]]$|^(\d{7}|\d{5})(?=\D)")
MARKS = re.compile(r"[“”\"‘’'《》]")
YEAR = re.compile(r"(20\d\d)年")
PLANNED = re.compile(r"(20\d\d)年(?:当年)?预算(?:数|安排)?(?:为|安排)?$")
NEAR = 3  # statements between an item's amount and the sentence that says it again


@dataclass(frozen=True, slots=True)
class Named:
    """What an amount is said to be of: the deepest name, and its code where one is printed."""

    name: str
    code: str | None


def check_accounts(book: Book) -> Iterator[Finding | None]:
    rows, year = _rows(book), book.report.year
    found_names = [(said, named) for said in book.report.statements if (named := account_of(said, year))]
    times = Counter(named.name for _, named in found_names)
    for statement, named in found_names:
        found = [(sheet, row) for sheet, row in _known(rows, named.name) if _has_code(row, named.code)]
        cells = [cell for sheet, row in found for cell in _amounts(sheet, row)]
        if not cells and times[named.name] == 1:  # said again, it is said of a unit or an account
            cells = list(_totals(book, named.name))
        if not cells:
            continue
        stated = stated_cell(statement)
        at = replace(stated, table=cells[0].table, row=cells[0].row, column=cells[0].column)
        yield closest(compare("narrative-matches-table", one(stated), one(cell), at=at) for cell in cells)


def _totals(book: Book, name: str) -> Iterator[Cell]:
    """基本支出 and the like: the whole of a column, in each table that has it; 表6 is the basic expenditure itself."""
    column = COLUMNS.get(name)
    for sheet in book.of(*WHOLES) if column else ():
        key = "total" if sheet.id == "basic_by_economic" and column == "basic" else column
        total = sheet.total()
        if total is not None and total.values.get(key or "") is not None:
            yield sheet.cell(total, key or "")


def check_planned(book: Book) -> Iterator[Finding | None]:
    """An item's amount, and 预算安排 in the sentence that compares it with last year: one amount."""
    last: tuple[int, Statement, Named] | None = None
    for at, statement in enumerate(book.report.statements):
        if _is_planned(statement, book.report.year):
            if last is not None and at - last[0] <= NEAR:
                before = replace(stated_cell(last[1]), row=last[2].name)
                yield compare("narrative-agrees-with-itself", one(before), one(stated_cell(statement)))
            last = None
        elif named := account_of(statement, book.report.year):
            last = (at, statement, named)


def account_of(statement: Statement, year: int | None) -> Named | None:
    """None where the words don't end in a name, or make the amount another than this year's."""
    if statement.topic != "other" or statement.table is not None or statement.amount is None:
        return None
    label = _label(statement)
    if label is None or ANOTHER.search(label) or _names_another_year(label, year):
        return None
    path = [name for name in LEVEL.sub("/", MARKS.sub("", label)).split("/") if name]
    if not path:
        return None
    last = LIST_NUMBER.sub("", path[-1]).removesuffix("科目").removesuffix("项目")
    code = CODE.search(last)
    name = bare(CODE.sub("", last).lstrip("-—"))
    return Named(name, code[1] or code[2] if code else None) if name else None


def _label(statement: Statement) -> str | None:
    """The clause right before the figure."""
    quote = squeezed(statement.quote.rstrip("，,。；;：:、"))
    match = AMOUNT.search(quote)
    return CLAUSE.split(quote[: match.start()])[-1] if match else None


def _names_another_year(label: str, year: int | None) -> bool:
    years = YEAR.findall(label)
    return bool(years) and int(years[-1]) != year


def _is_planned(statement: Statement, year: int | None) -> bool:
    if statement.amount is None:
        return False
    quote = squeezed(statement.quote.rstrip("，,。；;：:、"))
    clause = CLAUSE.split(re.sub(FIGURE, "", quote))[-1]
    match = PLANNED.search(clause)
    return match is not None and int(match[1]) == year


def _rows(book: Book) -> Mapping[str, list[tuple[Sheet, Row]]]:
    found: dict[str, list[tuple[Sheet, Row]]] = {}
    for sheet in book.of(*TABLES):
        for row in (row for row in sheet.rows if not is_total(row) and row.values.get("kind") in (None, "project")):
            if name := bare(row.values.get("name") or row.values.get("item")):
                found.setdefault(name, []).append((sheet, row))
    return found


def _known(rows: Mapping[str, list[tuple[Sheet, Row]]], name: str) -> list[tuple[Sheet, Row]]:
    """The word 支出 at the end may be left out, or be added."""
    wordings = dict.fromkeys((name, f"{name}支出", name.removesuffix("支出")))
    return [found for wording in wordings for found in rows.get(wording, ())]


def _has_code(row: Row, code: str | None) -> bool:
    return code is None or not row.values.get("code") or squeezed(row.values.get("code")) == code


def _amounts(sheet: Sheet, row: Row) -> Iterator[Cell]:
    keys = [key for key, text in row.values.items() if key in MEASURES and text is not None]
    yield from (sheet.cell(row, key) for key in keys if key not in NOT_THIS_YEAR)
