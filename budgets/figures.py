"""一年的样子 (a year's shape): shares, trees and rankings of printed rows. Pure; never adds totals to parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgets import plain_words
from budgets.amounts import share
from budgets.models import Line, Report
from budgets.vocabulary import MEASURES


@dataclass(slots=True)
class Node:
    """类 › 款 › 项: a printed row with the rows below it."""

    line: Line
    plain: str | None
    share: Decimal | None
    children: list[Node] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return {3: 1, 5: 2}.get(len(self.line.code or ""), 3)


def tree(lines: Sequence[Line], total: Decimal | None) -> list[Node]:
    """By code: a row belongs under the last row whose code its own begins with. Totals and uncoded rows stay out."""
    roots: list[Node] = []
    above: list[Node] = []
    for line in lines:
        if line.is_total or not line.code or line.total is None:
            continue
        node = Node(line, plain_words.functional(line.code), share(line.total, total))
        while above and not (line.code.startswith(above[-1].line.code) and line.code != above[-1].line.code):
            above.pop()
        (above[-1].children if above else roots).append(node)
        above.append(node)
    return sorted(roots, key=lambda n: -n.line.total)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole, `cells` of a hundred."""

    colour: str
    plain: str
    official: str
    amount: Decimal
    share: Decimal
    cells: int

    @property
    def yuan(self) -> str:
        """Of 100 元; what isn't nothing is never shown as 0.00."""
        return "不到 0.01" if self.amount and not self.share else f"{self.share:.2f}"


ROUNDING = Decimal(300)  # yuan: a whole and five parts, each printed in 万元 with two decimals (6 × 50)
ECONOMIC_CLASSES = (
    ("工资福利支出", "发工资、交社保", "1"),
    ("对个人和家庭的补助", "退休费和补助", "3"),
    ("商品和服务支出", "日常办公", "4"),
    ("资本性支出", "买设备", "5"),
)


def hundred(
    total: Decimal | None, basic: Decimal | None, project: Decimal | None, economic: Sequence[Line]
) -> list[Part]:
    """每 100 元: project and basic spending; basic by economic class where table 6 covers exactly that basic spending.

    Empty where the parts are more than the whole or there is no whole: then nothing sensible can be drawn.
    """
    if not total or total <= 0:
        return []
    amounts: list[tuple[str, str, str, Decimal]] = []
    if project:
        amounts.append(("2", "专门办事", "项目支出", project))
    classes = classes_of(economic, basic)
    if classes:
        amounts += classes
    elif basic:
        amounts.append(("1", "工资和日常运转", "基本支出", basic))
    rest = total - sum(amount for *_, amount in amounts)
    if rest < -ROUNDING or any(amount < 0 for *_, amount in amounts) or not amounts:
        return []
    if rest > ROUNDING:
        amounts.append(("6", "其他", "经营支出、上缴上级、补助下级等", rest))
    cells = whole_cells([amount for *_, amount in amounts])
    return [
        Part(colour, plain, official, amount, share(amount, total) or Decimal(0), count)
        for (colour, plain, official, amount), count in zip(amounts, cells, strict=True)
    ]


def classes_of(economic: Sequence[Line], basic: Decimal | None) -> list[tuple[str, str, str, Decimal]]:
    """The classes of table 6, if together they are the report's basic spending (rounding aside)."""
    by_name: dict[str | None, Decimal] = {}
    for line in economic:
        if line.total is not None and line.level != 0:
            by_name[line.name] = by_name.get(line.name, Decimal(0)) + line.total
    found = [(colour, plain, name, by_name[name]) for name, plain, colour in ECONOMIC_CLASSES if by_name.get(name)]
    adds_up = basic is not None and abs(sum((f[3] for f in found), Decimal(0)) - basic) <= ROUNDING
    return found if adds_up else []


def whole_cells(amounts: Sequence[Decimal]) -> list[int]:
    """A hundred cells shared out by largest remainder."""
    total = sum(amounts)
    exact = [amount * 100 / total for amount in amounts]
    cells = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: exact[n] - cells[n], reverse=True)
    for n in by_remainder[: 100 - sum(cells)]:
        cells[n] += 1
    return cells


@dataclass(frozen=True, slots=True)
class Item:
    """An economic item of basic spending and whose it is: 人员经费, 公用经费 or both."""

    name: str
    plain: str | None
    amount: Decimal
    kind: str
    line: Line | None = None


def economic_items(lines: Sequence[Line], most: int = 10) -> list[Item]:
    """The largest items of table 6 and one row for the rest. 类 rows stay out, since items are inside them.

    An item stands in several rows where it falls under several 政府预算经济科目: those are one item here.
    """
    by_item: dict[tuple[str | None, str | None], list[Line]] = {}
    for line in lines:
        if line.level and line.level >= 2 and line.total:
            by_item.setdefault((line.department_economic_code, line.name), []).append(line)
    items = sorted((item_of(rows) for rows in by_item.values()), key=lambda item: -item.amount)
    rest = items[most:]
    if len(rest) <= 1:
        return items
    return [*items[:most], Item(f"其余 {len(rest)} 项", None, sum((i.amount for i in rest), Decimal(0)), "both")]


def item_of(rows: Sequence[Line]) -> Item:
    first = rows[0]
    plain = plain_words.economic(first.department_economic_code, first.name)
    amount = sum((line.total for line in rows if line.total), Decimal(0))
    return Item(first.name or "", plain, amount, whose(rows), first)


def whose(rows: Sequence[Line]) -> str:
    kinds = {key for key in ("personnel", "public") if any(getattr(line, key) for line in rows)}
    return kinds.pop() if len(kinds) == 1 else "both"


@dataclass(frozen=True, slots=True)
class Projects:
    """Project rows of table 12, largest first; sums over project rows only, never over their subtotals."""

    lines: list[Line]

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def total(self) -> Decimal:
        return sum((line.total or Decimal(0) for line in self.lines), Decimal(0))

    @property
    def top(self) -> list[Line]:
        return self.lines[:8]

    @property
    def rest(self) -> list[Line]:
        return self.lines[8:]

    @property
    def rest_total(self) -> Decimal:
        return sum((line.total or Decimal(0) for line in self.rest), Decimal(0))

    @property
    def top_three(self) -> Decimal:
        return sum((line.total or Decimal(0) for line in self.lines[:3]), Decimal(0))

    @property
    def top_three_share(self) -> Decimal | None:
        return share(self.top_three, self.total)

    @property
    def largest(self) -> Decimal | None:
        return self.lines[0].total if self.lines else None


def projects(lines: Sequence[Line]) -> Projects:
    rows = [line for line in lines if line.row_kind == "project"]
    return Projects(sorted(rows, key=lambda line: -(line.total or Decimal(0))))


def first_block(lines: Sequence[Line]) -> list[Line]:
    """The rows of the whole department: some places print the same rows again for each of its units."""
    names: set[str | None] = set()
    found = []
    for line in lines:
        if line.name in names:
            break
        names.add(line.name)
        found.append(line)
    return found


def three_public_total(lines: Sequence[Line], amount: Decimal | None) -> Line | None:
    """The row of 三公经费 together: where 会议费 and 培训费 stand in the same table, its 合计 is of more than that."""
    totals = [line for line in lines if line.is_total or "三公" in (line.name or "")]
    return next((line for line in totals if line.total == amount), next(iter(totals), None))


@dataclass(frozen=True, slots=True)
class Head:
    """A headline figure and the printed row that it stands in, where one does."""

    amount: Decimal | None
    line: Line | None
    share: Decimal | None = None


def heads(report: Report, lines: dict[str, list[Line]]) -> dict[str, Head]:
    total_row = next((line for line in lines["expenditure"] if line.level == 0), None)
    closing = next(
        (line for line in reversed(lines["balance"]) if line.side == "expenditure" and "总计" in (line.name or "")),
        None,
    )
    three = three_public_total(first_block(lines["three_public"]), report.three_public)
    in_table = total_row if total_row and total_row.total == report.total else closing
    return {
        "total": Head(report.total, in_table),
        "basic": Head(report.basic, total_row, share(report.basic, report.total)),
        "project": Head(report.project, total_row, share(report.project, report.total)),
        "three_public": Head(report.three_public, three, share(report.three_public, report.total)),
    }


def per_ten_thousand(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """每 1 万元里几元."""
    if part is None or not whole:
        return None
    return (part / whole * 10000).quantize(Decimal(1))


FUNDS = (
    "general_public_budget",
    "government_fund",
    "state_capital",
    "special_account",
    "unit_funds",
    "carryover",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One source of money in 预算收入总表: what a layman calls it, how much, its share of all of them."""

    official: str
    plain: str
    amount: Decimal
    share: Decimal | None


def sources(lines: Sequence[Line], total: Decimal | None) -> tuple[Line, list[Source]] | None:
    """钱从哪来: the funds of table 2 and its 合计, where together they are the year's total."""
    row = next((line for line in lines if line.level == 0), None)
    if row is None or not total:
        return None
    amounts = [(MEASURES[key], amount) for key in FUNDS if (amount := getattr(row, key))]
    if not amounts or abs(sum((amount for _, amount in amounts), Decimal(0)) - total) > ROUNDING:
        return None
    plain = plain_words.TERMS
    return row, [Source(name, plain[name][0], amount, share(amount, total)) for name, amount in amounts]


def economic_total(lines: Sequence[Line]) -> Line | None:
    """表 6 合计: its personnel and public money."""
    return next((line for line in lines if line.level == 0), None)
