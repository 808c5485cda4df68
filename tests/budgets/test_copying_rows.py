"""What PostgreSQL writes of a file is byte for byte what Python writes; and a reader may be slow, or go away."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test import RequestFactory

from budgets import exports
from budgets.datasets import DATASET, DATASETS
from budgets.models import Indicator, Line, Target
from budgets.queries.listed_projects import Wanted, one_by_one
from budgets.queries.reports import published
from budgets.tables.rankings import ProjectsTable
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db

TEXTS = (
    *(None, "", " ", "行政运行", '他说"好"', "甲,乙", "一行\n两行", "一\r\n二", "\\.", "\\N", "''", "50%", "%s"),
    *(
        "=1+1",
        "+cmd",
        "-x",
        "@sum",
        "\ttab",
        "\rreturn",
        "-",
        "+",
        "-1.50",
        "+3",
        "1,234.56",
        "-14.54%",
        "-5\n",
        "－１",
    ),
    *("-１２", "-1,2,3", "-.5", "-5.", "-1%%", "=", "–5"),
)
YUAN = ("0", "0.01", "-0.01", "1", "100", "-100", "10000", "20235300", "999999999999999999.99", "-3000000", "12345.60")
RATES = ("0", "0.0001", "-14.5400", "100", "1234567890.5", None)
EXTRAS = ({}, {"其中：专项": "1.00", "b": None, "a": '"'}, {"=栏\n": "\\ \t\u2028é😀/"}, {"x": ""})


@pytest.fixture
def reports():
    """A department's, a fictional region's, and a unit's own, whose names would be formulas."""
    department = make.department("=SUM(局),处")
    unit = make.unit(department, '"本级"')
    return [
        make.report_with_tables(),
        make.report_with_tables(make.department("示例市财政局", make.fictional_city())),
        make.report_with_tables(department, of_unit=unit, year=2023),
        make.report(department, status="draft", year=2022),
    ]


@pytest.fixture
def varied(reports):
    """Rows with every text, amount, rate and extra column, in tables of every sort."""
    for report in reports:
        kinds = [("balance", "included"), ("other", ""), ("revenue", "excluded"), ("operating", None)]
        for (kind, carryover), extra in zip(kinds, EXTRAS, strict=True):
            table = make.table(report, kind, carryover=carryover)
            Line.objects.bulk_create(line(table, n, text, extra) for n, text in enumerate(TEXTS, 1))
        for n, text in enumerate(TEXTS, 1):
            target = Target.objects.create(report=report, position=n, name=text or "", unit=text)
            words = dict.fromkeys(("level1", "level2", "level3", "value"), text)
            Indicator.objects.create(target=target, position=1, scope=("annual", "implementation")[n % 2], **words)
            make.project(report.department, text or "")
    amounts = {text: None if n % 5 == 0 else "-0.0123" for n, text in enumerate(TEXTS) if text}
    make.projects(reports[0], amounts, "carryover_projects")
    return reports


def line(table, n: int, text: str | None, extra: dict) -> Line:
    def among(values):
        return values[n % len(values)]

    return Line(
        table=table,
        position=n,
        side=among((None, "revenue", "expenditure", "")),
        row_kind=among((None, "department", "unit", "project", "")),
        code=text and text[:20],
        level=among((None, 0, 9)),
        is_total=bool(n % 2),
        **dict.fromkeys(("name", "unit", "department_economic", "government_economic_code"), text),
        **{key: Decimal(YUAN[(n + m) % len(YUAN)]) for m, key in enumerate(("amount", "total", "change", "public"))},
        change_percent=among(RATES),
        page=among((None, 1)),
        extra=extra,
    )


def both(sheet: exports.Sheet) -> tuple[bytes, bytes]:
    """The file as PostgreSQL writes it and as Python does."""
    return tuple(b"".join(exports.csv_file(one, bom=True)) for one in (sheet, replace(sheet, copied=None)))


NARROWED = [
    ("lines", {}),
    ("lines", {"year": 2024, "is_fictional": False}),
    ("lines", {"region_code": "999900", "kind": "balance", "side": "revenue"}),
    ("lines", {"name": "%", "is_total": True}),
    ("lines", {"code": "999"}),
    ("projects", {}),
    ("projects", {"name": "'"}),
    ("indicators", {}),
    ("indicators", {"year": 2023, "scope": "unit"}),
]


@pytest.mark.parametrize(("name", "given"), NARROWED)
def test_postgresql_writes_the_very_bytes(varied, name, given):
    of = DATASET[name]
    found = of.narrowed(of.query(published()), given).order_by("pk")
    by_database, by_python = both(of.sheet(found))

    assert by_database == by_python
    assert by_database.count(b"\r\n") > 1 or given == {"code": "999"}


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(year=2024, least=Decimal(-200), turnover="new")])
def test_the_file_of_a_project_search_too_in_its_order(varied, wanted):
    by_database, by_python = both(exports.sheet_of_query("项目", ProjectsTable([]), one_by_one(wanted)))

    assert by_database == by_python
    assert by_database.count(b"\r\n") > len(TEXTS) or wanted.turnover


def test_these_files_are_written_by_the_database():
    sheets = {of.name: of.sheet(of.query(published())) for of in DATASETS}

    assert {name for name, sheet in sheets.items() if sheet.copied} == {"lines", "projects", "indicators"}


def test_a_query_that_can_find_nothing_leaves_the_heading():
    of = DATASET["projects"]
    by_database, by_python = both(of.sheet(of.query(published()).none()))

    assert by_database == by_python
    assert by_database.count(b"\r\n") == 1


ROWS = 20_000


@pytest.fixture
def many_rows(transactional_db):
    """More than fits between the database and its reader."""
    table = make.table(make.report(), rows=make.EXPENDITURE[:1])
    columns = [field.column for field in Line._meta.concrete_fields if field.column not in {"id", "position", "name"}]
    listed = ", ".join(f'"{column}"' for column in columns)
    again = f"SELECT n, repeat('行', 300), {listed} FROM budgets_line, generate_series(2, %s) n"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO budgets_line (position, name, {listed}) {again}", [ROWS])
    return table


def streamed(many_rows):
    request = RequestFactory().get("/data/lines.csv")
    of = DATASET["lines"]
    response = exports.response(request, of.sheet(of.query(published()).order_by("pk")))
    return response, iter(response.streaming_content)


def test_a_reader_who_goes_away_ends_the_copy_and_leaves_the_connection_as_it_was(many_rows):
    response, pieces = streamed(many_rows)
    first = next(pieces)
    response.close()

    assert len(first) >= 64 * 1024
    assert not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), bool_and(pid = pg_backend_pid()) FROM pg_locks WHERE relation = 'budgets_line'::regclass"
        )
        assert cursor.fetchone() == (0, None)
    assert Line.objects.count() == ROWS


def test_the_limit_on_a_statement_does_not_cut_off_a_slow_reader(many_rows):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '400ms'")
    try:
        _, pieces = streamed(many_rows)
        read = [next(pieces)]
        time.sleep(1)
        read.extend(pieces)
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("400ms",)
    finally:
        connection.close()

    assert b"".join(read).count(b"\r\n") == ROWS + 1


def test_where_queries_are_logged_the_file_is_the_same(varied):
    of = DATASET["projects"]
    connection.force_debug_cursor = True
    try:
        by_database, by_python = both(of.sheet(of.query(published()).order_by("pk")))
    finally:
        connection.force_debug_cursor = False

    assert by_database == by_python
