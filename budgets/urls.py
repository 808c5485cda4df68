"""Public addresses: permalinks (docs/addresses.md). A list's CSV is its address without the last slash, with .csv."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from budgets.views import checks, compare, crawlers, feeds, files, money, packages, places, reports, site

report_pages = [
    path("report.pdf", files.report_pdf, name="report_pdf"),
    path("report.txt", files.report_txt, name="report_txt"),
    path("pages/<int:page>.png", files.page_png, name="page_png"),
    path("pages/<int:page>/", files.page, name="page"),
    path("card.png", files.card_png, name="card_png"),
    path("citation.bib", files.citation_bib, name="citation_bib"),
    path("checks/", reports.report_checks, name="report_checks"),
    path("checks.csv", reports.report_checks_csv, name="report_checks_csv"),
    path("changes/", reports.report_changes, name="report_changes"),
    path("<slug:slug>/", reports.table, name="table"),
    path("<slug:slug>.csv", reports.table_csv, name="table_csv"),
]

urlpatterns = [
    path("", site.home, name="home"),
    path("about/", site.about, name="about"),
    path("glossary/", site.glossary, name="glossary"),
    path("feed.xml", feeds.feed, name="feed"),
    path("regions/<slug:code>/feed.xml", feeds.feed, name="region_feed"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": crawlers.SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, {"sitemaps": crawlers.SITEMAPS}, name="sitemap"),
    path("data/", site.data, name="data"),
    path("data/<slug:name>.zip", packages.package, name="package"),
    path("regions/", places.region_list, name="region_list"),
    path("regions/<slug:code>/", places.region, name="region"),
    path("regions/<slug:code>.csv", places.region_csv, name="region_csv"),
    path("departments/<int:department_id>/", places.department, name="department"),
    path("departments/<int:department_id>.csv", places.department_csv, name="department_csv"),
    path("departments/<int:department_id>/<int:year>/", reports.budget, name="budget"),
    path("departments/<int:department_id>/<int:year>/", include(report_pages)),
    path("departments/<int:department_id>/units/<int:unit_id>/<int:year>/", reports.budget, name="budget"),
    path("departments/<int:department_id>/units/<int:unit_id>/<int:year>/", include(report_pages)),
    path("reports/", site.report_list, name="report_list"),
    path("reports.csv", site.report_list_csv, name="report_list_csv"),
    path("reports/<slug:public_id>/", reports.budget, name="report"),
    path("reports/<slug:public_id>/", include(report_pages)),
    path("projects/", money.project_list, name="project_list"),
    path("projects.csv", money.project_list_csv, name="project_list_csv"),
    path("projects/<int:project_id>/", money.project, name="project"),
    path("projects/<int:project_id>.csv", money.project_csv, name="project_csv"),
    path("functions/<slug:code>/", money.function, name="function"),
    path("functions/<slug:code>.csv", money.function_csv, name="function_csv"),
    path("economics/<slug:code>/", money.economic, name="economic"),
    path("economics/<slug:code>.csv", money.economic_csv, name="economic_csv"),
    path("three-public/", money.three_public_list, name="three_public_list"),
    path("three-public.csv", money.three_public_list_csv, name="three_public_list_csv"),
    path("compare/", compare.compare, name="compare"),
    path("compare.csv", compare.compare_csv, name="compare_csv"),
    path("checks/", checks.check_list, name="check_list"),
    path("checks.csv", checks.check_list_csv, name="check_list_csv"),
    path("disclosure/", money.disclosure_board, name="disclosure_board"),
    path("disclosure.csv", money.disclosure_board_csv, name="disclosure_board_csv"),
]
