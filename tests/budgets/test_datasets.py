"""What leaves with you is declared once: every dataset has described columns, typed rows and the same rows as text."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import exports
from budgets.datasets import DATASET, DATASETS, Dataset
from budgets.models import Indicator, Report, Target
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
TYPES = {
    "string": str,
    "integer": int,
    "year": int,
    "number": Decimal,
    "boolean": bool,
    "date": date,
    "object": dict,
}


@pytest.fixture
def report():
    stored = make.report_with_tables()
    line = stored.tables.get(slug="expenditure").lines.get(code="208")
    line.extra = {"其中：专项": "1.00"}
    line.save()
    target = Target.objects.create(
        report=stored,
        position=1,
        name="业务经费",
        project=make.project(stored.department, "业务经费"),
        funding={"annual": {"total": "3800000", "local": "3,800,000"}},
        pages=[7, 8],
    )
    Indicator.objects.create(
        target=target, position=1, scope="annual", level1="产出指标", level3="培训人次", value="≥80人"
    )
    return stored


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_columns_are_described_once_each_and_hold_what_their_type_says(dataset, report):
    keys, headings = [c.key for c in dataset.columns], [c.heading for c in dataset.columns]
    rows = list(dataset.rows())

    assert rows
    assert len(keys) == len(set(keys))
    assert len(headings) == len(set(headings))
    assert set(dataset.key) <= set(keys)
    for row in rows:
        for column, value in zip(dataset.columns, row, strict=True):
            assert value is None or isinstance(value, TYPES[column.type]), (column.key, value)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_the_key_names_one_row(dataset, report):
    make.report_with_tables(make.department("吕梁市教育局"))
    places = [[c.key for c in dataset.columns].index(key) for key in dataset.key]

    keys = [tuple(row[place] for place in places) for row in dataset.rows()]

    assert len(keys) == len(set(keys))
    assert all(None not in key for key in keys)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_more_rows_need_no_more_queries(dataset, report):
    with CaptureQueriesContext(connection) as few:
        list(dataset.rows())
    for n in range(3):
        make.report_with_tables(make.department(f"吕梁市第{n}局"))
    with CaptureQueriesContext(connection) as many:
        list(dataset.rows())

    assert len(many) == len(few)


@pytest.mark.parametrize("name", [d.name for d in DATASETS if d.name != "regions"])
def test_only_what_is_published_leaves(name):
    make.report_with_tables(status="draft")

    assert list(DATASET[name].rows()) == []


def test_the_rows_of_some_reports_can_be_asked_for(report):
    other = make.report_with_tables(make.department("吕梁市教育局"))

    rows = list(DATASET["lines"].rows(Report.published.filter(pk=other.pk)))

    assert {row[0].split(".")[0] for row in rows} == {other.public_id}


def text_rows(dataset: Dataset) -> list[list[str]]:
    """The heading and the rows of its CSV file."""
    return list(exports.csv_rows(exports.sheet(dataset.title, dataset.table([]), dataset.records())))


def test_a_line_as_data_and_as_text(report):
    lines = DATASET["lines"]
    keys = [column.key for column in lines.columns]
    row = next(dict(zip(keys, row, strict=True)) for row in lines.rows() if row[keys.index("code")] == "208")
    heading, *texts = text_rows(lines)
    text = next(dict(zip(heading, text, strict=True)) for text in texts if "208" in text)

    assert row["id"] == f"{report.public_id}.expenditure.6"
    assert (row["scope"], text["口径"]) == ("department", "部门预算")
    assert (row["is_total"], text["is_total"]) == (False, "0")
    assert (row["project"], text["项目支出（万元）"]) == (Decimal("0.00"), "0.00")
    assert (row["government_fund"], text["政府性基金预算（万元）"]) == (None, "")
    assert (row["extra"], text["其余栏"]) == ({"其中：专项": "1.00"}, '{"其中：专项": "1.00"}')
    assert text["来源 SHA-256"] == report.source.sha256


def test_a_target_form_s_funds_are_in_ten_thousands_as_everywhere(report):
    heading, row = text_rows(DATASET["targets"])
    text = dict(zip(heading, row, strict=True))

    assert (text["本年资金总额（万元）"], text["整个实施期资金总额（万元）"], text["页码"]) == ("380.00", "", "7 8")
