"""Budgets published as web pages: tables in HTML are read like those of a PDF."""

import pytest

from ingest.parser import parse_report
from ingest.reading import Refused, read_document

PAGE = """<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>公开</title><script>var a = "<table>";</script></head>
<body><div class="main">
<h1>示例市民政局2024年度部门预算公开</h1>
<table><tr><td>
  <p style="text-align:center"><strong>2024年预算支出总表</strong></p>
  <p>部门名称：示例市民政局&nbsp;&nbsp;&nbsp;单位：万元</p>
  <table>
    <tr><th colspan="2">项目</th><th colspan="3">2024年预算数</th></tr>
    <tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本<br>支出</th><th>项目支出</th></tr>
    <tr><td></td><td>合　计</td><td>1,010.50</td><td>10.50</td><td>1,000.00</td></tr>
    <tr><td>208</td><td>
        <p>社会保障和就业</p><p>支出</p>
    </td><td>1,010.50</td><td>10.50</td><td>1,000.00</td></tr>
    <tr><td rowspan="2">20802</td><td>民政管理事务</td><td>1,000.00</td><td>0.00</td><td>1,000.00</td></tr>
    <tr><td>其他</td><td>10.50</td><td>10.50</td><td>&nbsp;</td></tr>
  </table>
</td></tr></table>
<p>2024年预算收支总表</p><p>单位：万元</p>
<table>
  <tr><td colspan="2">收入</td><td colspan="2">支出</td></tr>
  <tr><td>项目</td><td>预算数</td><td>项目</td><td>预算数</td></tr>
  <tr><td>一、一般公共预算</td><td>1,010.50</td><td>一、社会保障和就业支出</td><td>1,010.50</td></tr>
</table>
</div></body></html>"""


def cells(document):
    return [[cell and cell.text for cell in row] for row in document.pages[0].grids[0].rows]


def test_a_table_of_a_web_page_is_a_grid_with_its_merged_cells_in_place():
    document = read_document(PAGE.encode("gb18030"))
    assert (document.kind, document.pages[0].number) == ("html", 0)
    assert [line.text for line in document.pages[0].lines[:3]] == [
        "示例市民政局2024年度部门预算公开",
        "2024年预算支出总表",
        "部门名称：示例市民政局 单位：万元",
    ]
    assert cells(document) == [
        ["项目", None, "2024年预算数", None, None],
        ["科目编码", "科目名称", "合计", "基本\n支出", "项目支出"],
        ["", "合　计", "1,010.50", "10.50", "1,000.00"],
        ["208", "社会保障和就业支出", "1,010.50", "10.50", "1,000.00"],
        ["20802", "民政管理事务", "1,000.00", "0.00", "1,000.00"],
        [None, "其他", "10.50", "10.50", ""],
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_web_page_is_read_into_the_contract_s_tables_whatever_its_encoding(encoding):
    page = PAGE if encoding == "gb18030" else PAGE.replace("gb2312", encoding)
    report = parse_report(page.encode(encoding))
    assert (report.department, report.year, report.scope, report.page_count) == (
        "示例市民政局",
        2024,
        "department",
        None,
    )
    table, balance = report.tables
    assert (balance.id, [row.values["item"] for row in balance.rows]) == (
        "balance",
        ["一、一般公共预算", "一、社会保障和就业支出"],
    )
    assert (table.id, table.title, table.unit, table.pages) == ("expenditure", "2024年预算支出总表", "万元", ())
    assert [list(row.values.values()) for row in table.rows[:2]] == [
        [None, "合计", "1010.50", "10.50", "1000.00"],
        ["208", "社会保障和就业支出", "1010.50", "10.50", "1000.00"],
    ]
    assert table.rows[-1].values["project"] is None


def test_a_page_without_tables_is_refused():
    with pytest.raises(Refused, match="网页里没有表格"):
        read_document(b"<!DOCTYPE html><html><body><p>404</p></body></html>")


def test_a_page_of_absurd_spans_stays_small():
    page = '<html><body><table><tr><td colspan="999999999" rowspan="999999999">合计</td></tr></table></body></html>'
    (grid,) = read_document(page.encode()).pages[0].grids
    assert len(grid.rows[0]) <= 200
