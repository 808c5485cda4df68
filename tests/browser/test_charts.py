"""Charts in a real browser: drawn under the strict policy, from here or from the CDN, and downloaded as pictures."""

import io
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from PIL import Image

from tests.browser.conftest import WIDTHS, listening, serving

pytestmark = pytest.mark.browser
DRAWN = "() => [...document.querySelectorAll('canvas[data-chart]')].every((c) => window.Chart && Chart.getChart(c))"
REFUSED = """(url) => new Promise((done) => {
  document.addEventListener("securitypolicyviolation", (e) => done(`${e.effectiveDirective} ${e.blockedURI}`));
  document.head.append(Object.assign(document.createElement("script"), { src: url }));
})"""


@pytest.fixture(scope="module")
def chart_js():
    if not settings.CHART_JS_FILE.exists():
        pytest.skip("needs Chart.js (manage.py fetch_chart_js)")
    return settings.CHART_JS_FILE.read_bytes()


@pytest.fixture
def tab(chromium):
    context = chromium.new_context(viewport=WIDTHS["desktop"], locale="zh-CN", accept_downloads=True)
    yield listening(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def portal_with_cdn(portal, environment):
    """The same portal, with CHART_JS=cdn."""
    with serving(environment | {"CHART_JS": "cdn"}) as url:
        yield url


def answer(tab, script):
    """The CDN's answer, from the local copy."""
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
    tab.route("https://cdn.jsdelivr.net/**", lambda route: route.fulfill(body=script, headers=headers))


def test_charts_are_drawn_by_the_script_of_the_cdn_and_by_no_other(portal_with_cdn, places, tab, chart_js):
    answer(tab, chart_js)

    tab.goto(f"{portal_with_cdn}{places['finance']}/2024/")

    tab.wait_for_function(DRAWN)
    assert tab.troubles == []
    other = "https://cdn.jsdelivr.net/npm/another/script.js"
    assert tab.evaluate(REFUSED, other) == f"script-src-elem {other}"


def test_a_script_with_another_hash_is_refused_and_the_tables_stand(portal_with_cdn, places, tab, chart_js):
    answer(tab, chart_js + b"\n// another one")

    tab.goto(f"{portal_with_cdn}{places['finance']}/2024/")

    tab.locator("html.no-charts").wait_for(state="attached")
    assert tab.locator(".plot").first.is_hidden()
    assert any("integrity" in said for said in tab.troubles)
    tab.get_by_text("看数据表").first.click()
    assert tab.get_by_role("table", name="基本支出最多的各项").is_visible()


def test_a_chart_is_downloaded_as_a_picture_with_its_title_and_source(portal, places, tab, chart_js):
    tab.goto(f"{portal}{places['finance']}/2024/")
    tab.wait_for_function(DRAWN)
    drawn = tab.locator("canvas[data-chart='chart-economic']").bounding_box()

    with tab.expect_download() as started:
        tab.locator("[data-png='chart-economic']").click()

    picture = Image.open(io.BytesIO(started.value.path().read_bytes()))
    assert started.value.suggested_filename == "工资和日常运转里，最多的一项是工资.png"
    assert picture.width == 2 * (round(drawn["width"]) + 48)
    assert picture.height > 2 * (drawn["height"] + 48 + 4 * 20)  # title, unit, source and address stand round it
    head = picture.convert("L").crop((48, 48, picture.width - 48, 48 + 60))
    foot = picture.convert("L").crop((48, picture.height - 48 - 40, picture.width - 48, picture.height - 48))
    assert head.getextrema()[0] < 80
    assert foot.getextrema()[0] < 140
    assert tab.troubles == []


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Nothing."""


@pytest.fixture
def other_site(tmp_path):
    """A site of another origin that shows what stands in a folder."""
    handler = partial(Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_another_site_frames_a_chart_and_nothing_else(portal, places, tab, chart_js, other_site):
    folder, news = other_site
    year = f"{portal}{places['finance']}/2024/"
    frames = f'<iframe name="chart" src="{year}?embed=1"></iframe><iframe name="page" src="{year}"></iframe>'
    (folder / "index.html").write_text(frames)

    tab.goto(news, wait_until="load")

    chart = tab.frame("chart")
    chart.wait_for_function(DRAWN)
    assert chart.locator("h1").inner_text() == "全年预算比上年多 5.65%"
    assert tab.frame("page").url == "chrome-error://chromewebdata/"
