"""The portal without JavaScript, on a phone: everything can be read, found, compared and filtered."""

import pytest

from tests.browser.conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chromium, portal):
    context = chromium.new_context(viewport=WIDTHS["phone"], locale="zh-CN", java_script_enabled=False, base_url=portal)
    yield context.new_page()
    context.close()


def test_a_year_s_page_is_read_from_search_to_the_page_of_the_original(tab):
    tab.goto("/")
    tab.locator("main").get_by_role("searchbox").fill("吕梁市财政局")
    tab.locator("main").get_by_role("button", name="搜索").click()
    tab.get_by_role("link", name="吕梁市财政局").first.click()

    assert "2,023.53" in tab.locator("main").inner_text()
    assert tab.locator(".plot").first.is_hidden()
    assert tab.get_by_role("button", name="亿元").count() == 0  # what needs script isn't there
    tab.get_by_text("看数据表").first.click()
    assert tab.get_by_role("table", name="基本支出最多的各项").is_visible()
    tab.locator("summary").filter(has_text="机关办事").click()
    tab.get_by_role("link", name="看重排件第").first.click()
    assert tab.locator("figure img").is_visible()


def test_departments_are_found_and_compared(tab):
    tab.goto("/compare/")
    for name in ("吕梁 财政", "晋城财政局"):
        tab.get_by_role("searchbox").last.fill(name)
        tab.get_by_role("button", name="加上").click()
    tab.get_by_label("专门办事", exact=True).check()
    tab.get_by_role("button", name="比较").click()

    rows = tab.get_by_role("table", name="项目支出", exact=True).get_by_role("row").all_inner_texts()
    assert ["1,100.65" in rows[1], "1,779.52" in rows[2]] == [True, True]


def test_projects_are_filtered(tab):
    tab.goto("/projects/")
    tab.get_by_label("最少多少万元").fill("300")
    tab.get_by_label("地区").select_option("141100")
    tab.get_by_role("button", name="筛选").click()

    assert tab.get_by_role("link", name="业务经费").first.is_visible()
    assert "min=300" in tab.url
