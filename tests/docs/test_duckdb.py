"""The example in docs/duckdb.md, run as it stands there on a package built here."""

import re
import zipfile
from decimal import Decimal

import duckdb
import pytest

from budgets.models import Report
from budgets.packages import building, store
from budgets.packages.wanted import wanted
from tests.budgets import factories
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """The rows of each statement."""
    finance, education = factories.department(), factories.department("吕梁市教育局")
    factories.report_with_tables(finance)
    earlier = {"name": "合计", "total": "2000.00", "basic": "1000.00", "project": "1000.00"}
    factories.table(factories.report(finance, year=2023), "expenditure", [earlier])
    factories.report_with_tables(finance, of_unit=factories.unit(finance))
    factories.report_with_tables(factories.department("示例市财政局", factories.fictional_city()))
    factories.table(factories.report(education), "expenditure", [{**earlier, "project": "500.00"}])
    with store.only_builder(), zipfile.ZipFile(building.build(wanted()[0]).path) as package:
        package.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "duckdb.md").read_text(encoding="utf-8")
    statements = re.findall(r"```sql\n(.*?)```", text, re.S)
    with duckdb.connect() as database:
        return [database.execute(statement).fetchall() for statement in statements]


def test_the_example_answers_its_question(answers):
    _, by_kind, _, shares, classes = answers
    links = {
        (report.department.name, report.year): f"/reports/{report.public_id}/"
        for report in Report.published.filter(unit=None)
    }
    assert ("expenditure", 20, 5) in by_kind
    assert shares == [
        ("吕梁市教育局", 2024, Decimal("2000"), 25.0, None, links["吕梁市教育局", 2024]),
        ("吕梁市财政局", 2023, Decimal("2000"), 50.0, None, links["吕梁市财政局", 2023]),
        ("吕梁市财政局", 2024, Decimal("2023.53"), 54.39, 4.39, links["吕梁市财政局", 2024]),
    ]
    assert classes == [
        ("201", "一般公共服务支出", Decimal("1705.47")),
        ("208", "社会保障和就业支出", Decimal("318.06")),
    ]
