"""The API as a program meets it: pages of rows by a cursor, one row by its id, refusals as problems."""

import re

import jsonschema_rs
import pytest
from django.core.cache import cache

from budgets.models import Line
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limit(settings):
    settings.API_REQUESTS_PER_MINUTE = 0


@pytest.fixture
def report():
    return make.report_with_tables()


def get(client, address: str, **headers) -> dict:
    response = client.get(f"/api/v1/{address}", headers=headers)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def refusal(client, address: str, status: int = 400) -> dict:
    response = client.get(f"/api/v1/{address}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    return response.json()


def test_a_line_says_whose_it_is_exactly_how_much_and_where_it_stands(client, report):
    found = get(client, f"lines/{report.public_id}.expenditure.6/")

    assert {key: value for key, value in found.items() if value is not None} == {
        "id": f"{report.public_id}.expenditure.6",
        "region_code": "141100",
        "region": "吕梁市",
        "is_fictional": False,
        "department": "吕梁市财政局",
        "year": 2024,
        "scope": "department",
        "stage": "budget",
        "version": 1,
        "table": "expenditure",
        "kind": "expenditure",
        "position": 6,
        "code": "208",
        "name": "社会保障和就业支出",
        "level": 1,
        "is_total": False,
        "total": "318.06",
        "basic": "318.06",
        "project": "0.00",
        "page": 1,
        "public_id": report.public_id,
        "department_id": report.department_id,
        "sha256": report.source.sha256,
    }


def test_following_next_gives_every_row_once(client, report):
    ids, address = [], f"lines/?limit=4&public_id={report.public_id}"
    while address:
        page = get(client, address)
        ids += [row["id"] for row in page["data"]]
        address = page["next"] and page["next"].removeprefix("http://testserver/api/v1/")

    assert len(ids) == len(set(ids)) == Line.objects.count() == 11
    assert page == {**page, "next": None, "unit": "万元"}


def test_what_is_put_in_between_neither_repeats_nor_hides_a_row(client, report):
    make.report(make.department("吕梁市民政局"))
    first = get(client, "reports/?limit=1")
    make.report(make.department("吕梁市教育局"))

    rest = get(client, first["next"].removeprefix("http://testserver/api/v1/").replace("limit=1", "limit=9"))

    assert [row["department"] for row in first["data"] + rest["data"]] == [
        "吕梁市财政局",
        "吕梁市民政局",
        "吕梁市教育局",
    ]
    assert 'rel="next"' in client.get("/api/v1/reports/?limit=1")["Link"]


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("lines/?code=201", 1),
        ("lines/?level=1&kind=expenditure", 2),
        ("lines/?is_total=true", 2),
        ("lines/?region_code=140000", 11),
        ("lines/?region_code=150000", 0),
        ("lines/?name=经费&row_kind=project", 1),
        ("lines/?year=2023", 0),
        ("tables/?kind=fund_expenditure", 1),
        ("checks/?outcome=failed&severity=warning", 1),
        ("checks/?outcome=passed", 0),
        ("departments/?name=财政", 1),
        ("projects/?name=购置", 1),
        ("regions/?level=city", 1),
        ("reports/?is_fictional=false&scope=department", 1),
    ],
)
def test_filters_are_named_as_the_fields(client, report, address, count):
    assert len(get(client, address)["data"]) == count


@pytest.mark.parametrize(
    ("address", "name", "reason"),
    [
        ("lines/?yaer=2024", "yaer", "不是这里的筛选条件"),
        ("lines/?year=2024&year=2023", "year", "只能写一次"),
        ("lines/?year=next", "year", "要写成整数"),
        ("lines/?limit=100000000", "limit", "太大（最大 1000）"),
        ("lines/?limit=0", "limit", "太小（最小 1）"),
        ("lines/?cursor=abc", "cursor", "要写成整数"),
        ("regions/?cursor=1", "cursor", r"写法不对（要合 ^\d{6}$）"),
        ("lines/?scope=both", "scope", "不在可以选的词里（可以选 'department' or 'unit'）"),
        ("lines/?is_total=perhaps", "is_total", "要写成 true 或 false"),
        ("search/", "q", "不能少"),
        ("compare/?department_id=1&department_id=x", "department_id", "要写成整数"),
        ("compare/?" + "&".join(f"department_id={n}" for n in range(1, 8)), "department_id", "太多（最多 6）"),
    ],
)
def test_what_it_can_t_be_is_said(client, address, name, reason):
    found = refusal(client, address)

    assert found["errors"] == [{"name": name, "reason": reason}]
    assert found["detail"] == f"“{name}”{reason}。"


def test_drafts_are_not_there(client):
    report = make.report_with_tables(status="draft")

    for name in ("reports", "departments", "tables", "lines", "projects", "targets", "checks"):
        assert get(client, f"{name}/")["data"] == []
    assert refusal(client, f"reports/{report.public_id}/", 404)["detail"] == "没有这一条，或者没有公布。"
    assert refusal(client, f"departments/{report.department_id}/", 404)["status"] == 404


def test_a_version_that_was_replaced_leads_to_the_present_one(client):
    department = make.department()
    old = make.report(department, status="superseded", ended_at=make.PUBLISHED)
    now = make.report(department, version=2)

    assert refusal(client, f"reports/{old.public_id}/", 410)["present"].endswith(f"/api/v1/reports/{now.public_id}/")


def test_search_and_comparison(client, report):
    found = get(client, "search/?q=业务 2024")["data"]
    compared = get(client, f"compare/?department_id={report.department_id}&measure=project")["data"]

    assert [(hit["kind"], hit["name"], hit["amount"]) for hit in found] == [("项目", "业务经费", "380.00")]
    assert [(one["year"], one["measure"], one["amount"]) for one in compared] == [(2024, "项目支出", "1100.65")]
    assert "没有部门 99" in refusal(client, "compare/?department_id=99", 404)["detail"]


def test_what_has_not_changed_is_not_sent_again(client, report):
    first = client.get("/api/v1/reports/")

    again = client.get("/api/v1/reports/", headers={"If-None-Match": first["ETag"]})
    make.report(make.department("吕梁市教育局"))
    changed = client.get("/api/v1/reports/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_a_page_of_another_site_may_read_it_and_nobody_may_write(client, report):
    assert client.get("/api/v1/reports/")["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/reports/", headers={"Origin": "https://example.org"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    for method in (client.post, client.put, client.patch, client.delete):
        refused = method("/api/v1/reports/")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert refused["Content-Type"] == "application/problem+json"
    assert client.head("/api/v1/reports/")["ETag"] == client.get("/api/v1/reports/")["ETag"]


def test_too_many_requests_have_to_wait_and_are_told_how_long(client, settings, report):
    settings.API_REQUESTS_PER_MINUTE = 2
    cache.clear()
    answers = [client.get("/api/v1/regions/", REMOTE_ADDR="203.0.113.9") for _ in range(3)]
    other = client.get("/api/v1/regions/", REMOTE_ADDR="203.0.113.10")

    assert [a.status_code for a in answers] in ([200, 200, 429], [200, 200, 200])  # a new minute may begin in between
    if answers[-1].status_code == 429:
        assert answers[-1]["Content-Type"] == "application/problem+json"
        assert 0 < int(answers[-1]["Retry-After"]) <= 60
        assert [a["RateLimit-Remaining"] for a in answers] == ["1", "0", "0"]
    assert other["RateLimit-Limit"] == "2"
    cache.clear()


def test_addresses_that_are_not_there_are_problems_too(client):
    assert refusal(client, "nothing/", 404)["title"] == "没有这一条"
    assert refusal(client, "reports/nothing/", 404)["detail"] == "没有这一条，或者没有公布。"
    assert client.get("/api/v1/lines").status_code == 301


def test_every_answer_of_the_document_has_an_example_that_keeps_to_it(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                for content in response.get("content", {}).values():
                    schema = {**content["schema"], "components": document["components"]}
                    problems = jsonschema_rs.validator_for(schema).iter_errors(content["example"])
                    assert [str(p)[:200] for p in problems] == [], (path, status)


def test_its_page_names_every_address_and_needs_no_script_of_its_own(client):
    page = client.get("/api/v1/", headers={"Accept": "text/html"}).content.decode()
    document = client.get("/api/v1/openapi.json").json()

    assert all(f"<code>GET {path}</code>" in page for path in document["paths"])
    assert re.findall(r"<script(?! src=)|<style|\sstyle=|\son\w+=", page) == []
    assert client.get("/api/v1/").json()["lines"] == "http://testserver/api/v1/lines/"


@pytest.mark.parametrize("name", ["reports", "tables", "lines", "checks", "departments", "targets", "projects"])
def test_more_rows_need_no_more_queries(client, report, name, django_assert_max_num_queries):
    for n in range(3):
        make.report_with_tables(make.department(f"吕梁市第{n}局"))

    with django_assert_max_num_queries(8):
        get(client, f"{name}/")
