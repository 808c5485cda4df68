"""Four questions of a new user on a phone, from the front page, by what stands there: the clicks are counted."""

import pytest

from tests.browser.conftest import WIDTHS, listening

pytestmark = pytest.mark.browser


class Visitor:
    """Clicks and types as a visitor does; knows no address but the front page."""

    def __init__(self, tab, portal):
        self.tab, self.clicks = tab, 0
        tab.goto(portal)

    def click(self, locator):
        self.clicks += 1
        locator.click()
        self.tab.wait_for_load_state()

    def search(self, text):
        box = self.tab.locator("main").get_by_role("searchbox")
        box.fill(text)
        self.click(self.tab.locator("main").get_by_role("button", name="搜索"))

    def follow(self, name):
        self.click(self.tab.locator("main").get_by_role("link", name=name, exact=True).first)

    def sees(self, text):
        """The text stands on the page, and inside the window's width."""
        box = self.tab.locator("main").get_by_text(text).first.bounding_box()
        return box is not None and box["x"] >= 0 and box["x"] + box["width"] <= WIDTHS["phone"]["width"]


@pytest.fixture
def visitor(chromium, portal):
    context = chromium.new_context(viewport=WIDTHS["phone"], has_touch=True, is_mobile=True, locale="zh-CN")
    yield Visitor(listening(context.new_page()), portal)
    context.close()


@pytest.mark.parametrize("asked", ["吕梁市财政局", "吕梁财政局三公经费"])
def test_how_much_a_department_spends_on_three_public_and_on_which_page_it_says_so(visitor, asked):
    visitor.search(asked)
    visitor.follow("吕梁市财政局")

    three = visitor.tab.locator("#three")
    assert "17.50" in three.get_by_role("row", name="合计").inner_text()
    mark = three.get_by_role("row", name="合计").get_by_role("link", name="看重排件第")
    page = mark.inner_text().splitlines()[-1].removeprefix("看重排件第").split()[0]
    visitor.click(mark)
    assert visitor.tab.locator("h1").inner_text() == f"重排件第 {page} 页"
    assert "17.50" in visitor.tab.get_by_role("heading", name="读到的这一行").locator("..").inner_text()
    assert visitor.clicks == 3


def test_which_of_the_five_spends_the_largest_share_on_projects(visitor):
    figure = visitor.tab.get_by_role("figure").filter(has_text="一半以上的钱花在专门项目上")
    visitor.click(figure.get_by_text("看数据表"))

    first = figure.get_by_role("row").nth(1).inner_text()
    assert "吕梁市人民政府金融工作办公室" in first
    assert "64.68%" in first
    assert figure.get_by_role("row").count() == 6
    assert visitor.clicks == 1


def test_which_projects_of_a_city_ended_in_a_year(visitor):
    visitor.follow("示例市")
    visitor.follow("2025 年结束的项目")

    assert visitor.sees("2025 年结束的项目：")
    assert visitor.sees("实验室设备购置")
    assert visitor.clicks == 2


def test_why_a_budget_fell(visitor):
    visitor.search("金融办")
    visitor.follow("吕梁市人民政府金融工作办公室")

    assert visitor.sees("上市挂牌企业奖励户数比上年减少")
    assert visitor.sees("报告说的减少原因")
    assert visitor.clicks == 2
