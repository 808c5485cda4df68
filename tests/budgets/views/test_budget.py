"""One year's budget: which report stands at which address, and what its page says."""

import re

import pytest
from django.utils import timezone

from budgets.models import Succession
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_a_year_shows_its_figures_with_their_pages(client):
    report = make.report_with_tables()

    text = page(client, f"/departments/{report.department_id}/2024/")

    assert '<data class="amt" value="20235300.00">2,023.53</data>' in text
    assert "54.39%" in text
    assert f'href="/departments/{report.department_id}/2024/pages/1/?row=expenditure.1"' in text


def test_the_department_s_budget_comes_before_a_unit_s_and_links_it(client):
    department = make.department()
    unit = make.unit(department)
    make.report(department, of_unit=unit, total="1.00")
    make.report(department, total="9.00")

    text = page(client, f"/departments/{department.pk}/2024/")

    assert "部门预算：连同所属单位" in text
    assert f'href="/departments/{department.pk}/units/{unit.pk}/2024/"' in text


def test_without_a_department_s_budget_the_unit_s_own_stands_there_with_a_caution(client):
    department = make.department()
    make.report(department, of_unit=make.unit(department))

    text = page(client, f"/departments/{department.pk}/2024/")

    assert "这是“单位预算”，不是“部门预算”" in text


def test_carry_over_is_tagged(client):
    report = make.report(carryover="7.50")

    assert '含上年结转 <data class="amt" value="75000.00">7.50</data>' in page(
        client, f"/departments/{report.department_id}/2024/"
    )


@pytest.mark.parametrize("status", ["draft", "withdrawn", "superseded"])
def test_only_a_published_report_stands_at_its_year(client, status):
    report = make.report(status=status)

    page(client, f"/departments/{report.department_id}/2024/", status=404)


def test_a_draft_has_no_public_address_at_all(client):
    report = make.report_with_tables(status="draft")

    for rest in ("", "expenditure/", "expenditure.csv", "checks/", "report.pdf", "pages/1/", "pages/1.png"):
        page(client, f"/reports/{report.public_id}/{rest}", status=404)


def test_a_superseded_version_keeps_its_permalink_and_names_the_new_one(client):
    department = make.department()
    old = make.report(department, status="superseded", total="10.00", ended_at=timezone.now())
    make.report(department, version=2, total="8.00", version_reason="replaced")

    text = page(client, f"/reports/{old.public_id}/")

    assert '<data class="amt" value="100000.00">10.00</data>' in text
    assert "这是第 1 版，已经被替换。" in text
    assert "部门更换文件" in text


def test_the_present_version_links_the_one_before(client):
    department = make.department()
    old = make.report(department, status="superseded", ended_at=timezone.now())
    make.report(department, version=2, version_reason="corrected")

    text = page(client, f"/departments/{department.pk}/2024/")

    assert "这份报告有更正。" in text
    assert f'href="/reports/{old.public_id}/"' in text


def test_a_withdrawn_version_says_so_and_why(client):
    report = make.report(status="withdrawn", withdrawal_reason="部门来函要求撤下", ended_at=timezone.now())

    text = page(client, f"/reports/{report.public_id}/", status=410)

    assert "部门来函要求撤下" in text
    assert "2,023.53" not in text


def test_a_reproduction_is_never_called_the_original(client):
    source = make.source_file(kind="reproduction")
    report = make.report_with_tables(source=source)

    for rest in ("", "expenditure/", "fund_expenditure/", "pages/1/", "checks/"):
        text = page(client, f"/departments/{report.department_id}/2024/{rest}").split("<footer")[0]
        assert "重排件" in text
        assert "原件" not in text.replace("不是原件", "")


def test_a_fictional_department_is_openly_marked(client):
    department = make.department("示例市教育局", make.fictional_city())
    make.report_with_tables(department)

    for address in (f"/departments/{department.pk}/2024/", f"/departments/{department.pk}/", "/", "/reports/"):
        assert "虚构示例" in page(client, address)


def test_blank_zero_and_an_empty_table_are_three_things(client):
    report = make.report_with_tables()
    base = f"/departments/{report.department_id}/2024"

    assert '<span class="sr">原表空白</span>' in page(client, f"{base}/expenditure/")
    assert '<data class="amt" value="0.00">0.00</data>' in page(client, f"{base}/expenditure/")
    assert "表空（本表无数据）" in page(client, f"{base}/fund_expenditure/")


def test_last_year_is_derived_from_the_report_s_words_and_marked(client):
    change = {"amount": "108.18", "direction": "increase", "percent": "5.65", "reason": "项目款增加"}
    report = make.report(narrative={"expenditure_change": change})

    text = page(client, f"/departments/{report.department_id}/2024/")

    assert '<span class="derived"><data class="amt" value="19153500.00">1,915.35</data></span>' in text
    assert "“项目款增加”" in text


def test_a_year_that_is_not_here_says_so_in_words(client):
    text = page(client, "/departments/1/1999/", status=404)

    assert "未收录" in text


def test_a_year_that_is_not_here_leads_to_those_that_are(client):
    report = make.report()

    text = page(client, f"/departments/{report.department_id}/1999/", status=404)

    assert "没有收录 1999 年" in text
    assert f'href="/departments/{report.department_id}/2024/"' in text


def test_three_public_is_shown_once_where_a_place_prints_it_for_each_unit(client):
    report = make.report(three_public="17.50")
    rows = (("合计", "40.00"), ("“三公”经费", "17.50"), ("公务接待费", "17.50"), ("培训费", "22.50"))
    again = (("合计", "3.00"), ("公务接待费", "3.00"))
    make.table(report, "three_public", [{"name": name, "total": total} for name, total in (*rows, *again)])

    text = page(client, f"/departments/{report.department_id}/2024/")

    three = text[text.index('id="three"') :]
    three = three[: three.index("</section>")]
    assert re.findall(r'value="([\d.]+)"', three) == ["175000.00", "175000.00"]  # the one item, and its total


def test_money_s_sources_are_shown_where_they_are_the_year_s_total(client):
    report = make.report(total="10.00")
    row = {"name": "合计", "total": "9.00", "general_public_budget": "8.00", "unit_funds": "1.00", "carryover": "1.00"}
    make.table(report, "revenue", (row,))

    assert "钱从哪来" in page(client, f"/departments/{report.department_id}/2024/")


def test_sources_that_are_not_the_year_s_total_are_not_shown(client):
    report = make.report(total="10.00")
    make.table(report, "revenue", ({"name": "合计", "total": "8.00", "general_public_budget": "8.00"},))

    assert 'id="from"' not in page(client, f"/departments/{report.department_id}/2024/")


def test_a_renamed_department_keeps_its_thread(client):
    old, new = make.department("吕梁市财税局"), make.department("吕梁市财政局")
    make.report(old, year=2023, total="10.00")
    make.report(new, year=2024, total="15.00")
    Succession.objects.create(predecessor=old, successor=new, year=2024, kind="rename")

    text = page(client, f"/departments/{new.pk}/2024/")

    assert f'href="/departments/{old.pk}/2023/"' in text
    assert "比上年多 5.00 万元" in re.sub("<[^>]+>", "", text)


def test_every_page_of_a_report_asks_the_database_as_often_however_long_it_is(client, django_assert_max_num_queries):
    report = make.report_with_tables()
    make.projects(report, {f"项目{n}": "1.00" for n in range(40)}, kind="carryover_projects")

    for rest, most in (("", 24), ("expenditure/", 13), ("checks/", 14), ("carryover_projects/", 13)):
        with django_assert_max_num_queries(most):
            page(client, f"/departments/{report.department_id}/2024/{rest}")
