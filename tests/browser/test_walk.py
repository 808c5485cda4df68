"""A citizen's walk: home → department → table → page of the original → CSV. The console stays silent."""

import csv

import pytest

pytestmark = pytest.mark.browser


def is_wider_than_its_window(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_from_the_home_page_to_a_table_its_page_and_its_csv(portal, page):
    page.goto(portal)
    page.locator("main").get_by_role("searchbox").first.fill("吕梁 财政局")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="吕梁市财政局").first.click()
    page.wait_for_load_state()
    if "/2024/" not in page.url:
        page.get_by_role("link", name="2024").first.click()
    page.wait_for_url("**/2024/")
    assert "2,023.53" in page.locator("main").inner_text()
    assert "单位预算" in page.locator("main").inner_text()
    assert not is_wider_than_its_window(page)

    page.goto(f"{page.url}expenditure/")
    assert "2024年预算支出总表" in page.locator("main").inner_text()
    row = page.get_by_role("row").filter(has_text="2010601")
    assert "604.82" in row.inner_text()
    assert not is_wider_than_its_window(page)

    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").first.click()
    text = started.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [r["科目编码"] for r in rows][:4] == ["", "201", "20106", "2010601"]

    row.get_by_role("link").last.click()
    page.wait_for_load_state()
    picture = page.locator("main img").first
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") > 500
    assert page.troubles == []
