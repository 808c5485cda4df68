"""Nouns in a state, built through the actions."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from budgets.codes import load_regions
from ingest import actions
from ingest.identity import Stated
from ingest.models import Jurisdiction
from ingest.parser.report import Indicator, ParsedReport, Row, Table, Target
from ingest.reading.page import Box
from ingest.scan_repairs import with_repairs

# SQLite lets one writer in at a time: nobody approves at the same time as another
collect_ignore = [] if connection.vendor == "postgresql" else ["test_approving_at_once.py"]


def expenditure(total="10.00", basic="6.00", project="4.00"):
    """A 预算支出总表 of one class; `total` is the printed 合计."""
    values = {"code": None, "name": "合计", "total": total, "basic": basic, "project": project}
    class_row = {"code": "205", "name": "教育支出", "total": "10.00", "basic": "6.00", "project": "4.00"}
    rows = (Row(values, page=6, box=Box(50, 120, 540, 132)), Row(class_row, page=6, box=Box(50, 132, 540, 144)))
    return Table("expenditure", "2024年预算支出总表", "万元", pages=(6,), number=3, rows=rows)


def projects(*names):
    unit = {
        "kind": "unit",
        "unit": "示例市教育局",
        "name": "示例市教育局",
        "total": "4.00",
        "general_public_budget": "4.00",
    }
    listed = [Row({**unit, "kind": "project", "name": name}) for name in names or ["教学设备购置（2024年）"]]
    title = "2024年项目支出预算表（本年预算）"
    return Table("projects", title, "万元", pages=(9,), number=12, rows=(Row(unit), *listed))


def parsed(*, department="示例市教育局", year=2024, scope="department", tables=None, targets=()):
    return ParsedReport(
        department=department,
        year=year,
        scope=scope,
        stage="budget",
        tables=tuple(tables) if tables is not None else (expenditure(), projects()),
        narrative={"revenue_change": {"amount": "1.00", "direction": "increase", "percent": None, "reason": None}},
        targets=targets,
        page_count=12,
    )


TARGET = Target(
    project="教学设备购置(2024年)",
    unit="示例市教育局",
    funding={"annual": {"total": "40000"}},
    indicators=(Indicator("annual", "产出指标", "数量指标", "购置台数", "≥20台"),),
    pages=(11,),
)


def save(report, data=b"%PDF-1.4 one", name="教育局.pdf", stated=None, by=None):
    return actions.save_report(parsed=report, received=actions.Received(data, name), stated=stated or Stated(), by=by)


@pytest.fixture
def regions(db):
    load_regions()


@pytest.fixture
def draft(regions):
    return save(parsed(targets=(TARGET,)))


@pytest.fixture
def published(draft):
    return actions.publish_report(report=draft)


@pytest.fixture
def draft_without_department(regions):
    return save(parsed(department=None), data=b"%PDF-1.4 two")


@pytest.fixture
def draft_with_errors(regions):
    """Its 合计 is 0.50 more than its parts."""
    return save(parsed(tables=(expenditure(total="10.50"),)), data=b"%PDF-1.4 three")


@pytest.fixture
def scanned_draft(regions):
    """Read by text recognition, which was not sure of one figure; the sums don't tell whether it is right."""
    table = expenditure()
    row = replace(table.rows[1], confidence={"name": 0.97, "total": 1.0, "basic": 0.61})
    report = parsed(tables=(replace(table, rows=(table.rows[0], row)), projects()))
    return save(with_repairs(replace(report, is_ocr=True)), data=b"%PDF-1.4 four")


@pytest.fixture
def person(django_user_model):
    return member(django_user_model, "zhou")


def member(django_user_model, name, *roles, region=None):
    """Somebody with these roles, for one region or for every one."""
    user = django_user_model.objects.create_user(name, password="a long enough phrase")
    user.groups.set(Group.objects.filter(name__in=roles))
    assert user.groups.count() == len(roles)
    Jurisdiction.objects.create(user=user, region_id=region)
    return user


@pytest.fixture
def anonymous(client):
    return client


@pytest.fixture
def outsider(db, django_user_model):
    """Logged in, without any role."""
    return logged_in(member(django_user_model, "outsider"))


@pytest.fixture
def uploader(db, django_user_model):
    return logged_in(member(django_user_model, "uploader", "录入员"))


@pytest.fixture
def reviewer(db, django_user_model):
    return logged_in(member(django_user_model, "reviewer", "审核员"))


@pytest.fixture
def administrator(db, django_user_model):
    return logged_in(member(django_user_model, "administrator", "管理员"))


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client
