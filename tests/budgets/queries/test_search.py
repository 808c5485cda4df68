"""Two-character words; spaces and full-width digits forgiven."""

import pytest

from budgets.models import DepartmentName
from budgets.queries import search
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    report = make.report_with_tables()
    DepartmentName.objects.create(department=report.department, name="吕梁地区财政局", to_year=2003)
    return report.department


@pytest.mark.parametrize(
    "text",
    [
        "财政",
        "吕梁市财政局",
        "吕梁 财政",
        "财 政 局",
        "　财政　",
        "2024财政局",
        "２０２４年 财政局",
        "地区财政",
        "吕梁",
    ],
)
def test_a_department_is_found(finance, text):
    assert search.results(text).departments == [finance]


@pytest.mark.parametrize("text", ["2023 财政局", "教育", "财正局", "%", "_"])
def test_what_is_not_there_is_not_found(finance, text):
    assert search.results(text).departments == []


@pytest.mark.parametrize("text", ["吕梁财政局", "财政三公经费", "吕梁财政局三公", "吕市财局 预算"])
def test_a_department_is_found_by_its_characters_and_beside_what_is_asked_of_it(finance, text):
    assert search.results(text).departments == [finance]


def test_characters_in_another_order_are_another_name(finance):
    assert search.results("政财局").departments == []


def test_a_question_for_three_public_leads_to_that_part_of_the_page(client, finance):
    assert f'href="/departments/{finance.pk}/2024/#three"' in client.get("/?q=吕梁市财政局三公经费").content.decode()


def test_a_department_with_nothing_but_a_draft_is_not_found():
    make.report(status="draft")

    assert search.results("财政").departments == []


def test_projects_and_terms_are_found_by_two_characters(finance):
    found = search.results("经费")

    assert [line.name for line in found.projects] == ["业务经费"]
    assert "人员经费" in [official for official, *_ in found.terms]


def test_the_page_helps_on_when_nothing_is_found(client, finance):
    text = client.get("/?q=财正局").content.decode()

    assert "没找到“财正局”" in text
    assert 'value="财正局"' in text


def test_a_question_is_shown_as_text_never_as_markup(client):
    assert "<script>alert" not in client.get("/?q=<script>alert(1)</script>").content.decode()
