"""说明 (describing): `datapackage.json` (Data Package, its tables Tabular Data Resources) and the README beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from budgets.addresses import permalink_of
from budgets.citations import SITE, absolute, licence, reports_together
from budgets.datasets import DATASET, DATASETS, Dataset
from budgets.models import Report
from budgets.packages import fields
from budgets.packages.wanted import Wanted

TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"
LEADS_TO = {  # column -> dataset and its column
    "public_id": ("reports", "public_id"),
    "department_id": ("departments", "id"),
    "region_code": ("regions", "code"),
    "project_id": ("projects", "id"),
    "target_id": ("targets", "id"),
}
ABOUT = "部门预算公开文件读成的数据。金额单位：万元，照原表；空 = 原表空白，0 = 原表印了 0。"
Files = Mapping[str, tuple[int, str]]  # bytes and SHA-256 by path


def descriptor(
    wanted: Wanted, reports: Sequence[Report], rows: Mapping[str, int], files: Files, newest: datetime
) -> dict[str, object]:
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "data-package",
        "name": wanted.name,
        "title": wanted.title,
        "description": ABOUT,
        "homepage": absolute("/data/"),
        "created": newest.isoformat(),
        "version": localtime(newest).date().isoformat(),
        "countryCode": "CN",
        "language": "zh-CN",
        "currencyCode": "CNY",
        "columnTypes": TAXONOMY,
        "licenses": [licence()],
        "citation": reports_together(wanted.title, wanted.name, newest),
        "sources": [source(report) for report in reports],
        "resources": [table(dataset, rows[dataset.name], files) for dataset in DATASETS] + parquet_files(files),
    }


def source(report: Report) -> dict[str, object]:
    told = {
        "title": f"{report.holder}{report.year}年{report.get_scope_display()}，{report.source.get_kind_display()}",
        "path": report.official_url or absolute(permalink_of(report)),
        "permalink": absolute(permalink_of(report)),
        "sha256": report.source.sha256,
        "version": report.version,
    }
    if report.disclosed_on:
        told["disclosed_on"] = report.disclosed_on.isoformat()
    return told


def table(dataset: Dataset, rows: int, files: Files) -> dict[str, object]:
    path = f"data/{dataset.name}.csv"
    size, digest = files[path]
    return {
        "profile": "tabular-data-resource",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.about,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema(dataset),
    }


def schema(dataset: Dataset) -> dict[str, object]:
    keys = [{"fields": c.key, "reference": reference(c.key)} for c in dataset.columns if is_foreign(dataset, c.key)]
    described = {
        "fields": [fields.field(column) for column in dataset.columns],
        "primaryKey": list(dataset.key),
        "missingValues": [""],
    }
    return {**described, "foreignKeys": keys} if keys else described


def reference(key: str) -> dict[str, str]:
    name, column = LEADS_TO[key]
    return {"resource": name, "fields": column}


def is_foreign(dataset: Dataset, key: str) -> bool:
    return key in LEADS_TO and LEADS_TO[key][0] != dataset.name and LEADS_TO[key][0] in DATASET


def parquet_files(files: Files) -> list[dict[str, object]]:
    return [
        {
            "name": path.removesuffix(".parquet").replace("/", "-").replace("=", "-"),
            "path": path,
            "type": "file",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "bytes": size,
            "hash": f"sha256:{digest}",
        }
        for path, (size, digest) in sorted(files.items())
        if path.endswith(".parquet")
    ]


def readme(wanted: Wanted, reports: Sequence[Report], rows: Mapping[str, int], newest: datetime) -> str:
    context = {
        "title": wanted.title,
        "site": SITE,
        "home": absolute("/data/"),
        "count": len(reports),
        "newest": localtime(newest),
        "fictional": sorted({r.department.region.name for r in reports if r.department.region.is_fictional}),
        "datasets": [(dataset, rows[dataset.name]) for dataset in DATASETS],
        "licence": licence(),
        "citation": reports_together(wanted.title, wanted.name, newest),
    }
    return render_to_string("packages/readme.md", context)
