"""How the portal is found, followed, shared and cited."""

import io
import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image

from budgets import cards, citations
from budgets.packages import due
from budgets.queries.reports import name_then
from ingest import actions
from tests.budgets import factories
from tests.ingest.conftest import TARGET, expenditure, parsed, projects, save

pytestmark = pytest.mark.django_db
HERE = "http://127.0.0.1:8000"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def report():
    return factories.report_with_tables()


def head_of(client, address):
    return client.get(address).content.decode().partition("</head>")[0]


def canonical_of(client, address):
    found = re.findall(r'<link rel="canonical" href="([^"]*)">', head_of(client, address))
    assert len(found) <= 1
    return found[0] if found else None


def test_every_page_names_its_one_address_without_filters(client, report):
    department = report.department_id
    assert canonical_of(client, "/projects/?year=2024&order=name") == f"{HERE}/projects/"
    assert canonical_of(client, f"/reports/{report.public_id}/") == f"{HERE}/departments/{department}/2024/"
    assert (
        canonical_of(client, f"/reports/{report.public_id}/expenditure/")
        == f"{HERE}/departments/{department}/2024/expenditure/"
    )
    assert canonical_of(client, "/?q=财政") is None
    assert canonical_of(client, "/nowhere/") is None


def test_a_replaced_version_points_to_the_present_one(client, report):
    old = factories.report(report.department, status="superseded", version=2, ended_at=factories.PUBLISHED)
    assert canonical_of(client, f"/reports/{old.public_id}/") == f"{HERE}/departments/{report.department_id}/2024/"


def test_the_description_for_search_engines_is_true_and_cannot_break_out(client, report):
    report.department.name = "</script><b>财政&局"
    report.department.save()
    report.department.names.update(name=report.department.name)
    due.build_due()
    page = head_of(client, f"/reports/{report.public_id}/")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(block)
    base = f"{HERE}/reports/{report.public_id}/"
    assert (told["@type"], told["@id"], told["version"]) == ("Dataset", base, "1")
    assert told["name"] == "</script><b>财政&局2024年部门预算"
    assert told["creator"] == {"@type": "GovernmentOrganization", "name": "</script><b>财政&局"}
    assert told["spatialCoverage"] == {"@type": "Place", "name": "吕梁市", "identifier": "141100"}
    assert [part["contentUrl"] for part in told["distribution"]] == [
        *(f"{base}{slug}.csv" for slug in ("expenditure", "fund_expenditure", "three_public", "projects")),
        f"{HERE}/data/report-{report.public_id}.zip",
    ]


def test_every_download_that_it_names_is_there(client, report):
    due.build_due()
    page = head_of(client, f"/reports/{report.public_id}/")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    for part in json.loads(block)["distribution"]:
        assert client.get(part["contentUrl"].removeprefix(HERE)).status_code == 200


def test_the_downloads_page_lists_packages_with_size_date_and_digest(client, report):
    due.build_due()
    page = client.get("/data/").content.decode()
    for words in ("全部数据", "吕梁市2024年各部门预算", "CC-BY-4.0", "/data/region-141100-2024.zip"):
        assert words in page
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert [one["name"] for one in json.loads(block)["dataset"]] == ["全部数据", "吕梁市2024年各部门预算"]


def test_the_sitemap_leads_to_pages_that_answer_and_to_no_draft(client, report):
    factories.report(factories.department("示例市教育局"), status="draft", version=None)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    sections = [entry.text for entry in index.iter(URL)]
    pages = []
    for section in sections:
        found = ElementTree.fromstring(client.get(section.replace("http://testserver", "")).content)
        pages += [entry.text for entry in found.iter(URL)]
    assert f"{HERE}/departments/{report.department_id}/2024/projects/" in pages
    assert [page for page in pages if client.get(page.removeprefix(HERE)).status_code != 200] == []
    assert len(pages) == len(set(pages)) == 10 + 1 + 1 + 1 + 4 + 2


def test_the_sitemap_stays_quick_with_more_reports(client, report, django_assert_max_num_queries):
    for year in range(2010, 2024):
        factories.report_with_tables(report.department, year=year)
    with django_assert_max_num_queries(4):
        client.get("/sitemap-tables.xml")


def test_crawlers_stay_out_of_filters_and_files(client):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\n"
        "# Every choice of filters is an address of its own; what they choose from is in the sitemap.\n"
        "Disallow: /*?\n"
        "Disallow: /staff/\n"
        "Disallow: /data/*.zip$\n"
        "Disallow: /*/pages/\n"
        "Disallow: /metrics\n"
        "\n"
        f"Sitemap: {HERE}/sitemap.xml\n"
    )


@pytest.fixture
def history(django_user_model):
    """Published, set right, withdrawn; and a draft."""
    factories.fictional_city()
    factories.city()
    first = actions.publish_report(report=save(parsed(targets=(TARGET,))))
    second = actions.publish_report(report=actions.open_revision(report=first, by=None))
    other = actions.publish_report(report=save(parsed(year=2023), data=b"%PDF-1.4 other"))
    actions.withdraw_report(report=other, by=None, reason="部门要求核实")
    save(parsed(year=2022, tables=(expenditure(), projects())), data=b"%PDF-1.4 draft")
    return first, second, other


def entries_of(client, address):
    feed = ElementTree.fromstring(client.get(address).content)
    assert feed.find("a:id", ATOM).text.startswith(HERE)
    return [
        (entry.find("a:title", ATOM).text, entry.find("a:link", ATOM).get("href"), entry.find("a:summary", ATOM).text)
        for entry in feed.iterfind("a:entry", ATOM)
    ]


def test_the_feed_tells_what_was_published_replaced_and_withdrawn(client, history):
    first, second, other = history
    told = f"来源文件 SHA-256 {first.source.sha256}。"
    assert entries_of(client, "/feed.xml") == [
        (
            "撤回：示例市示例市教育局2023年部门预算",
            f"{HERE}/reports/{other.public_id}/",
            "这份报告已从本站撤回。理由：部门要求核实",
        ),
        (
            "公布：示例市示例市教育局2023年部门预算",
            f"{HERE}/reports/{other.public_id}/",
            f"虚构示例，数字是编的。第1版，来源文件 SHA-256 {other.source.sha256}。",
        ),
        (
            "平台勘误：示例市示例市教育局2024年部门预算",
            f"{HERE}/reports/{second.public_id}/",
            f"虚构示例，数字是编的。第2版，{told}",
        ),
        (
            "公布：示例市示例市教育局2024年部门预算",
            f"{HERE}/reports/{first.public_id}/",
            f"虚构示例，数字是编的。第1版，{told}",
        ),
    ]


def test_a_region_has_its_own_feed(client, history):
    assert len(entries_of(client, "/regions/999900/feed.xml")) == 4
    assert entries_of(client, "/regions/141100/feed.xml") == []
    assert client.get("/regions/000000/feed.xml").status_code == 404
    assert 'href="/regions/999900/feed.xml"' in head_of(client, "/regions/999900/")


def test_a_reader_of_the_feed_is_told_that_nothing_is_new(client, history):
    etag = client.get("/feed.xml")["ETag"]
    assert client.get("/feed.xml", headers={"If-None-Match": etag}).status_code == 304
    actions.withdraw_report(report=history[1], by=None, reason="核实")
    assert client.get("/feed.xml", headers={"If-None-Match": etag}).status_code == 200


def test_a_report_has_a_picture_for_shared_links(client, report):
    page = head_of(client, f"/departments/{report.department_id}/2024/")
    assert f'<meta property="og:image" content="{HERE}/reports/{report.public_id}/card.png">' in page
    picture = Image.open(io.BytesIO(client.get(f"/reports/{report.public_id}/card.png").content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20)}
    assert {(0x12, 0x49, 0x6B), (0xC8, 0x79, 0x2B)} <= colours


def test_without_a_font_there_is_no_picture_and_no_page_names_one(client, report, settings, monkeypatch):
    monkeypatch.setattr(cards, "FONTS", ())
    settings.CARD_FONT = ""
    assert "og:image" not in head_of(client, f"/departments/{report.department_id}/2024/")
    assert client.get(f"/reports/{report.public_id}/card.png").status_code == 404


def test_citations_of_a_report(report):
    address = f"{HERE}/reports/{report.public_id}/"
    assert citations.gb7714(report, name_then(report), on=date(2026, 11, 26)) == (
        "吕梁市财政局. 2024年部门预算数据（第1版）[DS/OL]. 部门预算公开查询平台, 2024(2024-06-03)[2026-11-26]. "
        f"{address}."
    )
    assert citations.bibtex(report, "财政_{局}&", on=date(2026, 11, 26)) == (
        f"@dataset{{budget-{report.public_id},\n"
        "  author = {{财政\\_\\{局\\}\\&}},\n"
        "  title = {{2024年部门预算数据（第1版）}},\n"
        "  year = {2024},\n"
        "  date = {2024-06-03},\n"
        "  version = {1},\n"
        "  publisher = {部门预算公开查询平台},\n"
        f"  url = {{{address}}},\n"
        "  urldate = {2026-11-26},\n"
        f"  note = {{SHA-256 {report.source.sha256}}},\n"
        "  langid = {chinese},\n"
        "}\n"
    )


def test_a_report_page_gives_both_and_the_bib_file(client, report):
    page = client.get(f"/departments/{report.department_id}/2024/").content.decode()
    assert "[DS/OL]. 部门预算公开查询平台, 2024(2024-06-03)" in page
    assert "@dataset{budget-" in page
    response = client.get(f"/reports/{report.public_id}/citation.bib")
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response.content.decode().startswith(f"@dataset{{budget-{report.public_id},\n")


def test_a_table_is_cited_by_its_own_address(client, report):
    page = client.get(f"/departments/{report.department_id}/2024/expenditure/").content.decode()
    assert "2024年部门预算数据（第1版）：2024年预算支出总表[DS/OL]" in page
    assert f"{HERE}/reports/{report.public_id}/expenditure/.</textarea>" in page
    assert f"@dataset{{budget-{report.public_id}-expenditure,\n" in page


def test_a_withdrawn_report_has_neither_picture_nor_citation(report):
    type(report).objects.filter(pk=report.pk).update(status="withdrawn")
    for rest in ("card.png", "citation.bib"):
        assert Client().get(f"/reports/{report.public_id}/{rest}").status_code == 410
