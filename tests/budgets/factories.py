"""Nouns in a state: published reports with rows, built straight on the models."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

import pypdfium2 as pdfium
from django.core.files.base import ContentFile

from budgets import totals
from budgets.models import (
    BudgetUnit,
    Department,
    DepartmentName,
    Finding,
    GlossaryTerm,
    Line,
    Project,
    Reading,
    Region,
    Report,
    ReportTable,
    SourceFile,
)

YUAN = Decimal(10000)
PUBLISHED = datetime(2024, 6, 3, 12, tzinfo=UTC)


def province() -> Region:
    return Region.objects.get_or_create(code="140000", defaults={"name": "山西省", "level": "province"})[0]


def city(code: str = "141100", name: str = "吕梁市") -> Region:
    return Region.objects.get_or_create(code=code, defaults={"name": name, "level": "city", "parent": province()})[0]


def fictional_city() -> Region:
    found, _ = Region.objects.get_or_create(
        code="999900", defaults={"name": "示例市", "level": "city", "is_fictional": True}
    )
    return found


def department(name: str = "吕梁市财政局", region: Region | None = None) -> Department:
    found, is_new = Department.objects.get_or_create(name=name, region=region or city())
    if is_new:
        DepartmentName.objects.create(department=found, name=name)
    return found


def unit(of: Department, name: str = "吕梁市财政局") -> BudgetUnit:
    return BudgetUnit.objects.get_or_create(department=of, name=name)[0]


def pdf(pages: int = 2) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def source_file(data: bytes | None = None, **given: object) -> SourceFile:
    """A PDF of two pages of its own, unless bytes are given."""
    data = data or pdf() + f"%{SourceFile.objects.count()}".encode()
    values = {"media_type": "application/pdf", "original_name": "公开.pdf", "page_count": 2, **given}
    stored = SourceFile(sha256=hashlib.sha256(data).hexdigest(), size=len(data), **values)
    stored.file.save(stored.sha256, ContentFile(data), save=True)
    return stored


def report(
    of: Department | None = None,
    *,
    year: int = 2024,
    of_unit: BudgetUnit | None = None,
    status: str = "published",
    total: str | None = "2023.53",
    source: SourceFile | None = None,
    **given: object,
) -> Report:
    """A report with its headline amounts in 万元; published unless another status is given."""
    source = source or source_file()
    values = {
        "version": 1,
        "narrative": {},
        "published_at": None if status == "draft" else PUBLISHED,
        "total": total and Decimal(total) * YUAN,
        **given,
    }
    for key in ("basic", "project", "three_public", "carryover"):
        if isinstance(values.get(key), str):
            values[key] = Decimal(values[key]) * YUAN
    made = Report.objects.create(
        source=source,
        reading=Reading.objects.create(source=source, reader_version="1"),
        department=of or department(),
        unit=of_unit,
        year=year,
        scope="unit" if of_unit else "department",
        status=status,
        **values,
    )
    totals.refresh_for(made)
    return made


def table(
    of: Report, kind: str = "expenditure", rows: Iterable[dict[str, object]] = (), **given: object
) -> ReportTable:
    """A printed table in 万元. A row's amounts are given as printed; its level and total mark follow from its code."""
    position = of.tables.count() + 1
    values = {"slug": kind, "title": "2024年预算支出总表", "unit": "万元", "pages": [1], **given}
    stored = ReportTable.objects.create(report=of, position=position, kind=kind, **values)
    for number, row in enumerate(rows, start=1):
        line(stored, number, row)
    totals.refresh_for(of)
    return stored


def term(of: Report, name: str, definition: str) -> GlossaryTerm:
    found = GlossaryTerm.objects.create(report=of, position=of.glossary.count() + 1, term=name, definition=definition)
    totals.refresh_for(of)
    return found


KEYS = {"code", "name", "side", "unit", "row_kind", "department_economic", "extra", "page", "box", "level", "is_total"}


def line(of: ReportTable, position: int, row: dict[str, object]) -> Line:
    printed = {key: value for key, value in row.items() if key not in KEYS - {"code", "name"}}
    keys = {key: value for key, value in row.items() if key in KEYS}
    amounts = {
        key: value and Decimal(value) * YUAN for key, value in row.items() if key not in KEYS | {"project_identity"}
    }
    code = row.get("code")
    is_total = bool(row.get("is_total", not code and row.get("name") in {"合计", "收入总计", "支出总计"}))
    level = 0 if is_total else {3: 1, 5: 2, 7: 3}.get(len(code or ""))
    defaults = {"page": 1, "box": [60, 100, 530, 116], "level": level, "is_total": is_total}
    printed.pop("project_identity", None)
    identity = {"project_identity": row["project_identity"]} if row.get("project_identity") else {}
    return Line.objects.create(
        table=of, position=position, printed=printed, **{**defaults, **keys, **amounts, **identity}
    )


EXPENDITURE = (
    {"code": None, "name": "合计", "total": "2023.53", "basic": "922.89", "project": "1100.65"},
    {"code": "201", "name": "一般公共服务支出", "total": "1705.47", "basic": "604.82", "project": "1100.65"},
    {"code": "20106", "name": "财政事务", "total": "1705.47", "basic": "604.82", "project": "1100.65"},
    {"code": "2010601", "name": "行政运行", "total": "604.82", "basic": "604.82", "project": None},
    {"code": "2010699", "name": "其他财政事务支出", "total": "1100.65", "basic": None, "project": "1100.65"},
    {"code": "208", "name": "社会保障和就业支出", "total": "318.06", "basic": "318.06", "project": "0.00"},
)


def report_with_tables(of: Department | None = None, **given: object) -> Report:
    """A report as it is public: expenditure, projects, 三公经费 and an empty table, and a failed check."""
    values = {"basic": "922.89", "project": "1100.65", "three_public": "17.50", **given}
    stored = report(of, **values)
    table(stored, "expenditure", EXPENDITURE, number=3)
    table(stored, "fund_expenditure", number=8, title="2024年政府性基金预算支出表")
    items = (
        {"name": "因公出国（境）费", "total": None},
        {"name": "公务接待费", "total": "17.50"},
        {"name": "合计", "total": "17.50"},
    )
    table(stored, "three_public", items, number=10, title="2024年财政拨款安排“三公”经费支出预算表")
    projects(stored, {"业务经费": "380.00", "购置费": "30.00"})
    failed_check(stored)
    return stored


def projects(of: Report, amounts: dict[str, str], kind: str = "projects") -> ReportTable:
    rows = [
        {
            "row_kind": "project",
            "unit": of.department.name,
            "name": name,
            "total": amount,
            "level": 3,
            "project_identity": project(of.department, name),
        }
        for name, amount in amounts.items()
    ]
    return table(of, kind, rows, number=12, title="2024年项目支出预算表（本年预算）")


def project(of: Department, name: str) -> Project:
    return Project.objects.get_or_create(department=of, unit_name=of.name, key=name, defaults={"name": name})[0]


def failed_check(of: Report, rule: str = "classes-add-up", severity: str = "warning", **given: object) -> Finding:
    evidence = {
        "rule": rule,
        "left": {"label": "表3 合计", "amount": "2023.53", "unit": "万元", "page": 1},
        "right": {"label": "各类之和", "amount": "2023.43", "unit": "万元", "page": 1},
        "gap": "0.10",
        "tolerance": "0.03",
        "unit": "万元",
        "reason": None,
        "place": f"{rule}|expenditure|{given.get('row', '合计')}|",
    }
    values = {"outcome": "failed", "table": "expenditure", "row": "合计", "page": 1, "evidence": evidence, **given}
    found = Finding.objects.create(
        report=of, position=of.findings.count() + 1, origin="check", rule=rule, severity=severity, **values
    )
    totals.count_checks(of)
    totals.refresh_for(of)
    return found
