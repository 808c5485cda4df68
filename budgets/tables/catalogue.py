"""数据字典 (data dictionary): every public table with the columns of its CSV, from the same declarations."""

from __future__ import annotations

from dataclasses import dataclass

from budgets.tables.columns import PublicTable
from budgets.tables.crossings import ChangesTable, ComparedTable, DisclosureTable, HitsTable, InsideTable, TermsTable
from budgets.tables.findings import FindingsTable
from budgets.tables.lists import ReportsTable
from budgets.tables.printed import PRINTED
from budgets.tables.rankings import EconomicSpendersTable, FunctionalSpendersTable, ProjectsTable, ThreePublicTable
from budgets.vocabulary import TABLE_KIND


@dataclass(frozen=True, slots=True)
class Entry:
    """A table, where its CSV lies, what it holds. `download` only where the address needs nothing filled in."""

    id: str
    name: str
    plain: str
    pattern: str
    table: type[PublicTable]
    download: str | None = None

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        return list(self.table.dictionary())


LISTS = (
    Entry("all-reports", "报告一览", "每份报告一行", "/reports.csv", ReportsTable, "/reports.csv"),
    Entry("all-projects", "项目每年的金额", "每个项目每年一行", "/projects.csv", ProjectsTable, "/projects.csv"),
    Entry("all-three-public", "三公经费", "每份报告一行", "/three-public.csv", ThreePublicTable, "/three-public.csv"),
    Entry("all-checks", "核对结果", "每项核对一行", "/checks.csv", FindingsTable, "/checks.csv"),
    Entry("all-disclosure", "收录情况", "每个部门每年一行", "/disclosure.csv", DisclosureTable, "/disclosure.csv"),
    Entry("all-terms", "名词解释", "每个名词一行", "/glossary.csv", TermsTable, "/glossary.csv"),
    Entry("all-functions", "功能科目：谁在花", "每份报告一行", "/functions/科目编码.csv", FunctionalSpendersTable),
    Entry("all-economics", "经济科目：谁在花", "每份报告一行", "/economics/科目编码.csv", EconomicSpendersTable),
    Entry("compared", "比一比", "每个部门每年一行", "/compare.csv?d=部门编号", ComparedTable),
    Entry("inside", "比一比，里面", "每个科目每个部门一行", "/compare/functions.csv?d=部门编号", InsideTable),
    Entry("hits", "搜索结果", "每个结果一行", "/search.csv?q=词", HitsTable),
    Entry("changes", "改了什么", "每处不同一行", "/reports/报告编号/changes.csv", ChangesTable),
)
CATALOGUE = (
    *LISTS,
    *(
        Entry(kind, TABLE_KIND[kind].name, TABLE_KIND[kind].plain, f"/departments/部门/年度/{kind}.csv", table)
        for kind, table in PRINTED.items()
    ),
)
