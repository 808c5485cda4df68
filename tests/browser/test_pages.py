"""Every page type, at both widths, light and dark: axe finds nothing, the console is silent, nothing is too wide.

One load per page, on a phone in light colours with all of axe's rules; then resized and switched to dark ones, with
those that a width or colours can break.
"""

import gzip

import pytest

from tests.browser.conftest import CONTRAST, WIDTHS, listening

pytestmark = pytest.mark.browser
PAGES = {
    "home": "/",
    "search": "/?q=培训",
    "search without result": "/?q=没有这个词",
    "region list": "/regions/",
    "region": "/regions/999900/",
    "region with nothing": "/regions/110000/",
    "report list": "/reports/?sort=project_share",
    "department": "{school}/",
    "year": "{school}/2025/",
    "year of a unit": "{finance}/2024/",
    "narrow table": "{finance}/2024/expenditure/",
    "wide table": "{finance}/2024/revenue/",
    "empty table": "{finance}/2024/fund_revenue/",
    "page of the original": "{finance}/2024/pages/10/?row=expenditure.5",
    "checks of a report": "{finance}/2024/checks/",
    "changes of a version": "{school}/2024/changes/",
    "replaced version": "{replaced}",
    "withdrawn version": "{withdrawn}",
    "project list": "/projects/?turnover=ended&year=2025",
    "project": "{project}",
    "function": "/functions/205/",
    "economic item": "/economics/30101/",
    "three public": "/three-public/",
    "nothing compared": "/compare/",
    "departments compared": "/compare/?{compared}",
    "failed checks": "/checks/",
    "disclosure": "/disclosure/",
    "glossary": "/glossary/",
    "data": "/data/",
    "data dictionary": "/data/dictionary/",
    "interface": "/api/v1/",
    "about": "/about/",
    "nothing that can be asked for": "/projects/?year=20245",
    "year that is not here": "{finance}/1999/",
    "not found": "/departments/99999/",
    "embedded charts": "{finance}/2024/?embed=1",
}
NOT_OK = {
    "nothing that can be asked for": 400,
    "year that is not here": 404,
    "withdrawn version": 410,
    "not found": 404,
}
MOST = 60 * 1024
LOOKS = (("phone", "light"), ("desktop", "dark"))
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifted += e.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""
FAULTS = """async (rules) => (await axe.run(document, rules ? { runOnly: rules } : {})).violations
  .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`)"""


@pytest.fixture(scope="module")
def tab(chromium, portal):
    context = chromium.new_context(viewport=WIDTHS["phone"], locale="zh-CN", base_url=portal)
    context.add_init_script(SHIFTS)
    yield listening(context.new_page())
    context.close()


@pytest.fixture
def opened(tab, places, request):
    """The page, loaded once on a phone, with everything that came with it."""
    name = request.param
    tab.troubles.clear()
    came = []
    hear = lambda response: came.append(response)  # noqa: E731  -- Playwright takes no built-in
    tab.on("response", hear)
    tab.set_viewport_size(WIDTHS["phone"])
    tab.emulate_media(color_scheme="light")
    answer = tab.goto(PAGES[name].format(**places))
    tab.wait_for_load_state("networkidle")
    tab.remove_listener("response", hear)
    assert answer.status == NOT_OK.get(name, 200)
    return tab, came, answer.status


@pytest.mark.parametrize("opened", PAGES, indirect=True, ids=str)
def test_page(opened, axe):
    tab, came, status = opened
    assert tab.evaluate("window.shifted") < 0.02, "the page moves while it loads"
    assert weight(came) < MOST
    assert tab.locator("h1").count() == 1
    tab.evaluate(axe)
    for width, scheme in LOOKS:
        tab.set_viewport_size(WIDTHS[width])
        tab.emulate_media(color_scheme=scheme)
        assert not is_wider_than_its_window(tab), width
        assert tab.evaluate(FAULTS, None if scheme == "light" else CONTRAST) == [], (width, scheme)
    expected = [said for said in tab.troubles if status != 200 and f"{status}" in said]
    assert tab.troubles == expected


def is_wider_than_its_window(tab):
    return tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


SIZES = {}  # of what the browser keeps and only asks after: 304 has no body


def weight(came):
    """Bytes of HTML, styles and scripts, compressed; Chart.js stands apart."""
    kinds = {"document", "stylesheet", "script"}
    own = [r for r in came if r.request.resource_type in kinds and "chart.umd" not in r.url]
    for response in own:
        if response.status != 304:
            SIZES[response.url] = len(gzip.compress(response.body()))
    return sum(SIZES[response.url] for response in own)
