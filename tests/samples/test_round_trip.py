"""What the reader reads from a typeset report is what the report was typeset from."""

import pytest

from ingest.parser import parse_report
from samples.catalogue import REPORTS

SLUGS = (
    "吕梁市人民政府办公室-2023-部门预算",
    "吕梁市人民政府金融工作办公室-2024-部门预算",
    "吕梁市财政局-2024-单位预算",
    "晋城市财政局-2024-部门预算",
    "长治市屯留区财政局-2024-部门预算",
    "示例市教育局-2025-部门预算",
    "示例市第一中学-2024-单位预算",
    "示例市财政局-2023-部门预算",
    "示例市农业农村局-2023-部门预算",
    "示例市住房和城乡建设局-2022-部门预算",
)


@pytest.fixture(scope="module", params=SLUGS)
def both(request, facts):
    slug = request.param
    return facts[slug], parse_report((REPORTS / f"{slug}.pdf").read_bytes(), "report.pdf")


def side_by_side(rows):
    """Revenue and expenditure stand side by side in print: each side keeps its order."""
    sides = [row.get("side") for row in rows]
    return [row for side in sorted(set(sides), key=str) for row in rows if row.get("side") == side]


def test_the_report_is_known_by_name_year_and_scope(both):
    typeset, read = both
    assert (read.department, read.year, read.scope) == (typeset["department"], typeset["year"], typeset["scope"])


def test_the_thirteen_tables_come_back_cell_for_cell(both):
    typeset, read = both
    tables = [table for table in read.tables if table.id != "other"]
    assert [(table.id, table.number, table.title, table.unit) for table in tables] == [
        (table["id"], table["number"], table["title"], table["unit"]) for table in typeset["tables"]
    ]
    for table, expected in zip(tables, typeset["tables"], strict=True):
        keys = {key for row in expected["rows"] for key in row}
        rows = [{key: value for key, value in row.values.items() if key in keys} for row in table.rows]
        assert side_by_side(rows) == side_by_side(expected["rows"]), table.id
        assert all(not row.extra for row in table.rows), table.id


def test_every_form_comes_back_with_its_money_and_indicators(both):
    typeset, read = both
    assert [target.project for target in read.targets] == [target["project"] for target in typeset["targets"]]
    for target, expected in zip(read.targets, typeset["targets"], strict=True):
        assert {period: dict(amounts) for period, amounts in target.funding.items()} == expected["funding"]
        assert len(target.indicators) == len(expected["indicators"])


def test_the_narrative_states_what_it_was_written_from(both):
    typeset, read = both
    for topic in ("revenue_change", "expenditure_change", "general_budget_change", "procurement", "performance"):
        assert read.narrative[topic] == typeset["narrative"][topic], topic
