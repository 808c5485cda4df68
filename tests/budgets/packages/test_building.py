"""What is in a bulk package, byte for byte where it matters; frictionless and DuckDB read it."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from decimal import Decimal

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from budgets.datasets import DATASETS
from budgets.models import Indicator, Report, Target
from budgets.packages import building, due, store
from budgets.packages.wanted import wanted
from tests.budgets import factories

pytestmark = pytest.mark.django_db
PARTITIONED = ("reports", "tables", "lines", "targets", "indicators", "checks")


@pytest.fixture
def reports():
    """Two years of one department, one of another region; a draft, a withdrawn and a superseded report beside them."""
    finance = factories.department()
    first = factories.report_with_tables(finance)
    factories.report_with_tables(finance, year=2023)
    elsewhere = factories.report_with_tables(factories.department("示例市教育局", factories.fictional_city()))
    target = Target.objects.create(report=first, position=1, name="业务经费", funding={"annual": {"total": "3800000"}})
    Indicator.objects.create(target=target, position=1, scope="annual", level1="产出指标", value="≥20台")
    factories.report(finance, year=2025, status="draft", total="99999.99", version=None)
    factories.report(finance, year=2022, status="withdrawn", total="88888.88")
    factories.report(finance, year=2024, status="superseded", total="77777.77", version=2)
    return first, elsewhere


def package_of_everything():
    with store.only_builder():
        return building.build(wanted()[0])


@pytest.fixture
def unpacked(reports, tmp_path):
    """The package of everything, unpacked."""
    with zipfile.ZipFile(package_of_everything().path) as zipped:
        zipped.extractall(tmp_path / "all")
    return tmp_path / "all"


def rows(folder, name):
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_there_is_one_of_each_report_of_each_region_and_year_and_of_everything(reports):
    first, elsewhere = reports
    third = Report.published.get(year=2023)
    assert sorted(due.build_due()) == sorted(
        ["all", "region-141100-2023", "region-141100-2024", "region-999900-2024"]
        + [f"report-{report.public_id}" for report in (first, elsewhere, third)]
    )


def test_what_is_finished_is_entered_in_the_index_together_and_at_least_after_a_pause(reports, monkeypatch):
    entered = []

    def finished():
        for one in wanted():
            yield building.build(one)
            entered.append(len(store.index()))

    monkeypatch.setattr(store, "PAUSE", 3600)
    with store.only_builder():
        names = store.enter(finished())
        assert (entered, sorted(store.index())) == ([0] * len(names), sorted(names))
        monkeypatch.setattr(store, "PAUSE", 0)
        store.forget(set(names))
        entered.clear()
        store.enter(finished())
        assert entered == list(range(1, len(names) + 1))


def test_a_run_that_fails_keeps_what_it_finished(reports):
    def finished():
        yield building.build(wanted()[0])
        raise OSError("disk full")

    with store.only_builder(), pytest.raises(OSError, match="disk full"):
        store.enter(finished())
    assert list(store.index()) == ["all"]


def test_frictionless_finds_nothing_wrong(unpacked):
    found = frictionless.Package(str(unpacked / "datapackage.json")).validate()
    assert found.flatten(["type", "message"]) == []
    assert found.stats["tasks"] == len(list(unpacked.rglob("*.csv"))) + len(list(unpacked.rglob("*.parquet")))


def test_every_file_has_its_size_and_digest_and_none_is_left_out(unpacked):
    described = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    told = {resource["path"]: (resource["bytes"], resource["hash"]) for resource in described["resources"]}
    files = {str(path.relative_to(unpacked)): path.read_bytes() for path in unpacked.rglob("*") if path.is_file()}
    data = {name: content for name, content in files.items() if name.startswith(("data/", "parquet/"))}
    assert told == {
        name: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") for name, content in data.items()
    }
    assert sorted(files.keys() - data.keys()) == ["README.md", "SHA256SUMS", "datapackage.json"]
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=unpacked, capture_output=True)
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_only_published_reports_are_in_it(unpacked):
    assert [(row["department"], row["year"], row["version"]) for row in rows(unpacked, "reports")] == [
        ("吕梁市财政局", "2023", "1"),
        ("吕梁市财政局", "2024", "1"),
        ("示例市教育局", "2024", "1"),
    ]
    everything = b"".join(path.read_bytes() for path in unpacked.rglob("*") if path.suffix in (".csv", ".json", ".md"))
    assert [word for word in (b"99999.99", b"88888.88", b"77777.77") if word in everything] == []


def test_the_bytes_of_a_csv(unpacked):
    content = (unpacked / "data" / "lines.csv").read_bytes()
    heading, first, *_ = content.split(b"\r\n")
    assert heading.decode().startswith("id,region_code,region,is_fictional,department,unit,year,scope,stage,version,")
    public_id = Report.published.get(year=2023).public_id
    assert first.decode().startswith(
        f"{public_id}.expenditure.1,141100,吕梁市,false,吕梁市财政局,,2023,department,budget,1,expenditure,expenditure,"
    )
    assert b",2023.53,922.89,1100.65," in first


def test_parquet_holds_the_same_rows_with_exact_amounts_and_codes_as_text(unpacked):
    path = unpacked / "parquet/lines/region=141100/year=2024/lines.parquet"
    table = pq.ParquetFile(path).read()
    assert table.schema.field("total").type == pa.decimal128(24, 6)
    assert table.schema.field("code").type == pa.string()
    assert {"region", "year"} & set(table.schema.names) == set()
    in_csv = [r for r in rows(unpacked, "lines") if (r["region_code"], r["year"]) == ("141100", "2024")]
    assert [row["code"] for row in table.to_pylist()] == [row["code"] or None for row in in_csv]
    assert [row["total"] for row in table.to_pylist()] == [Decimal(r["total"]) if r["total"] else None for r in in_csv]
    assert Decimal("2023.53") in {row["total"] for row in table.to_pylist()}


def test_every_dataset_lies_by_region_and_year_or_as_a_whole(unpacked):
    folders = {str(path.parent.relative_to(unpacked / "parquet")) for path in unpacked.rglob("*.parquet")}
    places = ["region=141100/year=2023", "region=141100/year=2024", "region=999900/year=2024"]
    whole = {dataset.name for dataset in DATASETS} - set(PARTITIONED)
    assert folders == whole | {f"{name}/{place}" for name in PARTITIONED for place in places}


def test_the_description_says_whence_under_what_licence_and_how_to_cite(unpacked, reports):
    described = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    assert described["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert described["citation"] == (
        "部门预算公开查询平台. 全部数据[DS/OL]. 2024(2024-06-03). http://127.0.0.1:8000/data/all.zip."
    )
    assert [source["sha256"] for source in described["sources"]] == [
        report.source.sha256 for report in Report.published.order_by("pk")
    ]
    lines = next(resource for resource in described["resources"] if resource["name"] == "lines")
    kinds = {field["name"]: field.get("columnType") for field in lines["schema"]["fields"]}
    assert (kinds["total"], kinds["year"], kinds["region_code"]) == ("value", "date:fiscal-year", "geo:source:code")
    assert "**示例市是虚构示例**" in (unpacked / "README.md").read_text(encoding="utf-8")


def test_the_same_data_makes_the_same_bytes(reports):
    assert package_of_everything().sha256 == package_of_everything().sha256


def test_a_formula_in_a_name_is_guarded_and_numbers_are_not(reports):
    first, _ = reports
    factories.table(first, "basic_by_economic", [{"code": "301", "name": "=1+1", "total": "-3.00"}])
    with zipfile.ZipFile(package_of_everything().path) as zipped:
        found = list(csv.DictReader(io.TextIOWrapper(zipped.open("data/lines.csv"), encoding="utf-8")))
    assert [
        (row["name"], row["total"]) for row in found if row["code"] == "301" and row["public_id"] == first.public_id
    ] == [("'=1+1", "-3.00")]
