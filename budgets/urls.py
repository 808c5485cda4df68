"""Public addresses: permalinks (docs/addresses.md). A list's file is its address without the last slash, with .csv or
.xlsx."""

from collections.abc import Callable

from django.contrib.sitemaps import views as sitemaps
from django.urls import URLPattern, include, path

from budgets.api.resources import api
from budgets.views import (
    api_page,
    checks,
    codes,
    compare,
    crawlers,
    feeds,
    files,
    money,
    packages,
    places,
    reports,
    site,
)


def both(address: str, view: Callable, name: str) -> list[URLPattern]:
    return [path(f"{address}.{kind}", view, name=f"{name}_{kind}") for kind in ("csv", "xlsx")]


report_pages = [
    path("report.pdf", files.report_pdf, name="report_pdf"),
    path("report.txt", files.report_txt, name="report_txt"),
    path("report.xlsx", reports.report_xlsx, name="report_xlsx"),
    path("pages/<int:page>.png", files.page_png, name="page_png"),
    path("pages/<int:page>/", files.page, name="page"),
    path("card.png", files.card_png, name="card_png"),
    path("citation.bib", files.citation_bib, name="citation_bib"),
    path("checks/", reports.report_checks, name="report_checks"),
    *both("checks", reports.report_checks_file, "report_checks"),
    path("changes/", reports.report_changes, name="report_changes"),
    *both("changes", reports.report_changes_file, "report_changes"),
    path("<slug:slug>/", reports.table, name="table"),
    *both("<slug:slug>", reports.table_file, "table"),
]

urlpatterns = [
    path("", site.home, name="home"),
    *both("search", site.search_file, "search"),
    path("about/", site.about, name="about"),
    path("glossary/", site.glossary, name="glossary"),
    path("feed.xml", feeds.feed, name="feed"),
    path("regions/<slug:code>/feed.xml", feeds.feed, name="region_feed"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": crawlers.SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, {"sitemaps": crawlers.SITEMAPS}, name="sitemap"),
    path("data/<slug:name>.zip", packages.package, name="package"),
    *both("glossary", site.glossary_file, "glossary"),
    path("data/", site.data, name="data"),
    path("data/dictionary/", site.data_dictionary, name="data_dictionary"),
    *both("data/<slug:name>", site.dataset_file, "dataset"),
    path("regions/", places.region_list, name="region_list"),
    *both("regions", places.region_list_file, "region_list"),
    path("regions/<slug:code>/", places.region, name="region"),
    *both("regions/<slug:code>", places.region_file, "region"),
    path("departments/<int:department_id>/", places.department, name="department"),
    *both("departments/<int:department_id>", places.department_file, "department"),
    path("departments/<int:department_id>/<int:year>/", reports.budget, name="budget"),
    path("departments/<int:department_id>/<int:year>/", include(report_pages)),
    path("departments/<int:department_id>/units/<int:unit_id>/<int:year>/", reports.budget, name="budget"),
    path("departments/<int:department_id>/units/<int:unit_id>/<int:year>/", include(report_pages)),
    path("reports/", site.report_list, name="report_list"),
    *both("reports", site.report_list_file, "report_list"),
    path("reports/<slug:public_id>/", reports.budget, name="report"),
    path("reports/<slug:public_id>/", include(report_pages)),
    path("projects/", money.project_list, name="project_list"),
    *both("projects", money.project_list_file, "project_list"),
    path("projects/<int:project_id>/", money.project, name="project"),
    *both("projects/<int:project_id>", money.project_file, "project"),
    path("functions/<slug:code>/", codes.function, name="function"),
    *both("functions/<slug:code>", codes.function_file, "function"),
    path("economics/<slug:code>/", codes.economic, name="economic"),
    *both("economics/<slug:code>", codes.economic_file, "economic"),
    path("three-public/", money.three_public_list, name="three_public_list"),
    *both("three-public", money.three_public_list_file, "three_public_list"),
    path("compare/", compare.compare, name="compare"),
    *both("compare", compare.compare_file, "compare"),
    *both("compare/functions", compare.functions_file, "compare_functions"),
    *both("compare/economics", compare.economics_file, "compare_economics"),
    path("checks/", checks.check_list, name="check_list"),
    *both("checks", checks.check_list_file, "check_list"),
    path("api/v1/", api_page.api_page, name="api"),
    path("api/v1/", api.urls),
    path("disclosure/", money.disclosure_board, name="disclosure_board"),
    *both("disclosure", money.disclosure_board_file, "disclosure_board"),
]
