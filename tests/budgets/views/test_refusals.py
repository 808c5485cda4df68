"""What an address can't ask for is refused with a sentence on a page that helps, quickly."""

import time

import pytest

from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
REFUSED = {
    "/projects/?sort=name": "不认识的筛选条件：“sort”。这个网址能用的条件：region、year、page、q、department、"
    "min、max、attribute、turnover。",
    "/projects/?department=x": "部门编号要写成 1 到 2147483647 之间的整数，不能是“x”。",
    "/projects.csv?min=x": "金额要写成数字",
    "/projects.csv?limit=999999999": "不认识的筛选条件：“limit”。",
    "/reports/?region=999999": "没有行政区划代码“999999”。",
    "/reports/?year=20244": "年份要写成四位数字，从 1990 到 2100，不能是“20244”。",
    "/reports/?year=020240": "年份要写成四位数字，从 1990 到 2100，不能是“020240”。",
    "/reports/?page=2": "没有第 2 页：一共 1 页。",
    "/reports/?page=99999999999999999999": "页数要写成 1 到 2147483647 之间的整数，不能是“99999999999999999999”。",
    "/reports.csv?year=二〇二四": "年份要写成四位数字",
    "/three-public/?page=-1": "页数要写成",
    "/checks/?grade=fatal": "级别只能是 error、all，不能是“fatal”。",
    "/checks.csv?rule=none": "规则代码只能是",
    "/compare/?d=1;2": "部门编号要写成",
    "/compare.csv?measure=all": "或者 f:科目编码、e:经济科目名称，不能是“all”。",
    "/functions/201/?year=x": "年份要写成四位数字",
    "/disclosure/?year=2024": "不认识的筛选条件：“year”。这个网址能用的条件：region、page。",
    "/search.csv": "要查什么？",
    "/data/lines.csv?cursor=1": "不认识的筛选条件：“cursor”。",
    "/data/lines.csv?year=1": "year太小（最小 1990）。",
    "/data/checks.csv?outcome=lost": "outcome不在可以选的词里",
    "/reports/?q=%00": "网址里有不能用的字符（NUL）。",
    "/?sort=1": "不认识的筛选条件：“sort”。这个网址能用的条件：q、embed。",
}


@pytest.fixture(autouse=True)
def _code(db):
    from budgets.models import FunctionalCode

    FunctionalCode.objects.create(code="201", name="一般公共服务支出", level="class", years=[2024])


@pytest.mark.parametrize("address", REFUSED)
def test_it_says_what_is_wrong_and_where_else_to_look(client, address):
    response = client.get(address)

    assert response.status_code == 400
    text = response.content.decode()
    assert REFUSED[address] in text
    assert "按地区找部门" in text


def test_markup_in_a_name_stays_text(client):
    text = client.get("/projects/", {"<script>": "1"}).content.decode()

    assert "“&lt;script&gt;”" in text


@pytest.mark.parametrize("address", ["/", "/projects/", "/projects.csv", "/data/lines.csv", "/api/v1/lines/"])
def test_a_query_of_ten_megabytes_is_refused_at_once(client, address):
    query = "q=" + "x" * 10_000_000
    start = time.perf_counter()
    response = client.get(address, query_params=None, QUERY_STRING=query)

    assert response.status_code == 400
    assert "最多 4000 个字符" in response.content.decode()
    assert time.perf_counter() - start < 1


def test_what_others_hang_on_a_shared_address_is_nobody_s_fault(client):
    report = make.report()

    for address in ("/", f"/departments/{report.department_id}/", "/projects/", "/compare/"):
        assert client.get(f"{address}?from=timeline&isappinstalled=0&utm_source=x").status_code == 200


@pytest.mark.parametrize(
    "address", ["/departments/99999999999999999999/", "/projects/99999999999999999999/", "/departments/1/99999999999/"]
)
def test_a_number_past_all_bounds_is_a_page_that_is_not_there(client, address):
    assert client.get(address).status_code == 404
