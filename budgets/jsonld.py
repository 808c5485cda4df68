"""给搜索引擎的说明 (JSON-LD): a report as schema.org Dataset, the downloads as DataCatalog."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from budgets.addresses import permalink_of
from budgets.citations import SITE, absolute, gb7714
from budgets.models import Report, ReportTable
from budgets.packages.store import Built

CONTEXT = "https://schema.org"


def of_report(report: Report, name: str, tables: Iterable[ReportTable], package: Built | None) -> dict[str, object]:
    """The version at hand, whatever address shows it."""
    region = report.department.region
    fictional = "虚构示例，数字是编的。" if region.is_fictional else ""
    base = absolute(permalink_of(report))
    title = f"{name}{report.year}年{report.get_scope_display()}"
    told = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": base,
        "name": title,
        "description": f"{fictional}{title}公开文件里的表和绩效目标，逐行可查，金额单位万元，每个数字附页码。",
        "url": base,
        "identifier": [report.public_id, f"sha256:{report.source.sha256}"],
        "version": str(report.version),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "license": settings.DATA_LICENSE_URL,
        "creator": {"@type": "GovernmentOrganization", "name": name},
        "publisher": {"@type": "Organization", "name": SITE, "url": absolute("/")},
        "temporalCoverage": f"{report.year}-01-01/{report.year}-12-31",
        "spatialCoverage": {"@type": "Place", "name": region.name, "identifier": region.code},
        "datePublished": report.published_at.isoformat(),
        "citation": gb7714(report, name),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": SITE, "url": absolute("/data/")},
        "distribution": [csv_of(base, table) for table in tables] + ([zip_of(package)] if package else []),
    }
    return {**told, "isBasedOn": report.official_url} if report.official_url else told


def csv_of(base: str, table: ReportTable) -> dict[str, object]:
    return {
        "@type": "DataDownload",
        "name": table.title,
        "encodingFormat": "text/csv",
        "contentUrl": f"{base}{table.slug}.csv",
    }


def zip_of(package: Built) -> dict[str, object]:
    return {
        "@type": "DataDownload",
        "name": package.title,
        "encodingFormat": "application/zip",
        "contentUrl": absolute(f"/data/{package.name}.zip"),
        "contentSize": f"{package.size} B",
        "sha256": package.sha256,
        "dateModified": package.built_at,
    }


def catalogue(packages: Iterable[Built]) -> dict[str, object]:
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": absolute("/data/"),
        "name": SITE,
        "description": "中国各级部门公开的部门预算，逐行读成数据，可核对，可回到原文那一页。",
        "url": absolute("/data/"),
        "license": settings.DATA_LICENSE_URL,
        "inLanguage": "zh-CN",
        "dataset": [
            {
                "@type": "Dataset",
                "name": package.title,
                "description": f"{package.title}：{len(package.reports)} 份报告，{package.rows} 行，CSV 和 Parquet。",
                "url": absolute("/data/"),
                "license": settings.DATA_LICENSE_URL,
                "distribution": [zip_of(package)],
            }
            for package in packages
        ],
    }
