"""个数与采购 (counts): what the narrative counts, the report holds; procurement adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.checks.book import Book
from ingest.checks.comparing import Cell, Sum, compare, first_that_holds, judge, one, skip, total_of
from ingest.checks.finding import Finding, Side
from ingest.checks.projects import kind_of, whole_of
from ingest.checks.statements import ratio, stated_cell
from ingest.checks.targets import amount_cell
from ingest.parser.report import Statement

TEXT_UNIT = "万元"
PROCUREMENT = {"total": "政府采购预算", "goods": "货物", "works": "工程", "services": "服务"}
KINDS = {"operating": "其他运转类", "special": "特定目标类"}


def said_cell(book: Book, figures: Mapping[str, object], key: str, label: str) -> Cell:
    text, unit = figures.get(key), figures.get("unit")
    return Cell(
        f"说明：{label}",
        text if isinstance(text, str) else None,
        unit if isinstance(unit, str) else TEXT_UNIT,
        row=label,
        page=_page(book, "procurement" if label in PROCUREMENT.values() else "performance"),
    )


def check_procurement(book: Book) -> Iterator[Finding | None]:
    figures = book.report.narrative.get("procurement") or {}
    cells = {key: said_cell(book, figures, key, name) for key, name in PROCUREMENT.items()}
    total = cells.pop("total")
    if total.text is not None and any(cell.text is not None for cell in cells.values()):
        found = compare("procurement-adds-up", one(total), total_of("货物、工程、服务之和", cells.values()))
        lacking = "、".join(PROCUREMENT[key] for key, cell in cells.items() if cell.text is None)
        is_unsure = found is not None and found.outcome == "failed" and lacking
        yield replace(found, outcome="skipped", reason=f"没有读到{lacking}的数") if found and is_unsure else found
    elif figures:
        yield skip("procurement-adds-up", "说明没有分货物、工程、服务写政府采购")


def check_counts(book: Book) -> Iterator[Finding | None]:
    """Projects under performance management = the projects of table 12, or those with a form; published = the forms."""
    rule = "narrative-counts"
    performance = book.report.narrative.get("performance") or {}
    projects, targets = book.sheet("projects"), book.report.targets
    forms = total_of(
        "各绩效目标表年度资金总额之和", [amount_cell(book, target, "annual", "total") for target in targets]
    )
    counts: dict[str, int] = {}
    amounts: list[Sum] = []
    if projects is not None and projects.rows:
        counts["表12 的项目"] = sum(kind_of(row) == "project" for row in projects.rows)
        amounts += [whole_of(projects, column) for column in ("total", "general_public_budget") if projects.has(column)]
    if targets:
        counts["绩效目标表"] = len(targets)
        amounts.append(forms)
    label, published = "纳入绩效管理的项目", "公开绩效目标的项目"
    yield _count(rule, book, performance.get("projects"), label, counts)
    yield _amount(rule, said_cell(book, performance, "amount", f"{label}金额"), amounts)
    if targets:
        yield _count(rule, book, performance.get("published_projects"), published, {"绩效目标表": len(targets)})
        yield _amount(rule, said_cell(book, performance, "published_amount", f"{published}金额"), [forms])
    yield from _kinds(rule, book)
    yield from _kinds_amounts(rule, book)
    yield _share(rule, book)


def _amount(rule: str, said: Cell, held: Sequence[Sum]) -> Finding | None:
    return first_that_holds(compare(rule, one(said), side) for side in held) if said.text is not None else None


def _count(rule: str, book: Book, said: object, label: str, held: Mapping[str, int]) -> Finding | None:
    if not isinstance(said, int) or not held:
        return None
    where = next((name for name, count in held.items() if count == said), next(iter(held)))
    left = Side(f"说明：{label}", str(said), "个", row=label, page=_page(book))
    return judge(rule, said == held[where], left, Side(where, str(held[where]), "个"), gap=str(abs(said - held[where])))


def _page(book: Book, topic: str = "performance") -> int | None:
    return next((said.page for said in book.report.statements if said.topic.startswith(topic)), None)


def _kinds(rule: str, book: Book) -> Iterator[Finding | None]:
    """其他运转类 + 特定目标类 = all, where both are counted right after the whole."""
    for head in ("performance", "performance_published"):
        topic = "performance_projects" if head == "performance" else head
        counts: dict[str, tuple[int, int | None]] = {}
        for said in book.report.statements:
            if said.count is not None and said.topic in (topic, *(f"{head}_{kind}" for kind in KINDS)):
                counts.setdefault(said.topic, (said.count, said.page))
        parts = [(name, counts[f"{head}_{kind}"]) for kind, name in KINDS.items() if f"{head}_{kind}" in counts]
        if topic not in counts or len(parts) != len(KINDS):
            continue
        whole, page = counts[topic]
        label = "公开绩效目标的项目" if head.endswith("published") else "纳入绩效管理的项目"
        left = Side(f"说明：{label}", str(whole), "个", row=f"{label}分类", page=page)
        sides = tuple(Side(f"说明：{name}", str(count), "个", page=page) for name, (count, page) in parts)
        total = sum(count for _, (count, _) in parts)
        right = Side("其他运转类与特定目标类之和", str(total), "个", page=page, parts=sides)
        yield judge(rule, whole == total, left, right, gap=str(abs(whole - total)))


def _kinds_amounts(rule: str, book: Book) -> Iterator[Finding | None]:
    """The amounts of 其他运转类 and 特定目标类 = the whole's, as each passage states them."""
    for head, whole in (("performance", "performance_projects"), ("performance_published", "performance_published")):
        said = _first_amounts(book, (whole, *(f"{head}_{kind}" for kind in KINDS)))
        if len(said) == 1 + len(KINDS):
            total, *parts = (stated_cell(statement) for statement in said)
            label = "公开绩效目标的项目" if head.endswith("published") else "纳入绩效管理的项目"
            at = replace(total, row=f"{label}分类金额")
            yield compare(rule, one(total), total_of("其他运转类与特定目标类金额之和", parts), at=at)


def _first_amounts(book: Book, topics: Sequence[str]) -> list[Statement]:
    amounts = [statement for statement in book.report.statements if statement.amount is not None]
    first = {topic: next((said for said in amounts if said.topic == topic), None) for topic in topics}
    return [said for said in first.values() if said is not None]


def _share(rule: str, book: Book) -> Finding | None:
    """占项目支出总额的百分比: the published projects' amount ÷ all projects', as the text or a table gives them."""
    shares = [said for said in book.report.statements if said.topic == "performance_published" and said.share]
    performance = book.report.narrative.get("performance") or {}
    part = said_cell(book, performance, "published_amount", "公开绩效目标的项目金额")
    if len(shares) != 1 or part.text is None or "项目支出" not in shares[0].quote:
        return None
    wholes = [said_cell(book, performance, "amount", "纳入绩效管理的项目金额")]
    for kind in ("expenditure", "general_expenditure"):
        sheet = book.sheet(kind)
        total = sheet.total() if sheet else None
        if sheet is not None and total is not None:
            wholes.append(sheet.cell(total, "project"))
    at = replace(stated_cell(shares[0]), row="公开绩效目标的项目占比")
    return first_that_holds(ratio(rule, shares[0], at, part, one(whole)) for whole in wholes if whole.text is not None)
