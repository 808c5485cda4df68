"""引用 (citations): a report as GB/T 7714—2015 and as BibTeX, by its permalink."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate, localtime

from budgets.addresses import permalink_of
from budgets.models import Report

SITE = "部门预算公开查询平台"
SPECIAL = re.compile(r"([\\{}$&#^_%~])")
ESCAPED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def licence() -> dict[str, str]:
    """The operator's choice."""
    return {"name": settings.DATA_LICENSE, "path": settings.DATA_LICENSE_URL}


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a report, such as one table: the rest of its address, and what it is called."""

    rest: str = ""
    title: str = ""

    def address(self, report: Report) -> str:
        return absolute(f"{permalink_of(report)}{self.rest}")


WHOLE = Part()


def title_of(report: Report, part: Part) -> str:
    of = f"：{part.title}" if part.title else ""
    return f"{report.year}年{report.get_scope_display()}数据（第{report.version}版）{of}"


def gb7714(report: Report, name: str, part: Part = WHOLE, on: date | None = None) -> str:
    """`name`: the department or unit as it was called then; `on`: when it was looked at."""
    published = localtime(report.published_at).date()
    return (
        f"{name}. {title_of(report, part)}[DS/OL]. {SITE}, {published.year}({published})[{on or localdate()}]. "
        f"{part.address(report)}."
    )


def bibtex(report: Report, name: str, part: Part = WHOLE, on: date | None = None) -> str:
    published = localtime(report.published_at).date()
    entries = {
        "author": f"{{{escaped(name)}}}",
        "title": f"{{{escaped(title_of(report, part))}}}",
        "year": str(published.year),
        "date": str(published),
        "version": str(report.version),
        "publisher": escaped(SITE),
        "url": part.address(report),
        "urldate": str(on or localdate()),
        "note": f"SHA-256 {report.source.sha256}",
        "langid": "chinese",
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in entries.items())
    key = "-".join(["budget", report.public_id, *part.rest.strip("/").split("/")]).rstrip("-")
    return f"@dataset{{{key},\n{lines}}}\n"


def escaped(text: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0], f"\\{found[0]}"), text)


def reports_together(title: str, name: str, newest: datetime) -> str:
    """A package of several reports: who cites it names the day of the newest."""
    day = localtime(newest).date()
    return f"{SITE}. {title}[DS/OL]. {day.year}({day}). {absolute(f'/data/{name}.zip')}."
