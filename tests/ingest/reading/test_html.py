"""Budgets published as web pages: tables in HTML are read like those of a PDF."""

import time

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
    wide = '<tr><td colspan="999999999" rowspan="999999999">合计</td></tr>'
    page = f"<html><body><table>{wide}<tr><td>1</td><td>2</td></tr></table></body></html>"
    (grid,) = read_document(page.encode()).pages[0].grids
    assert len(grid.rows[0]) <= 202


AS_EXPORTED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->
</head><body>
<table><tr><td><table><tr><td>首页</td></tr><tr><td>政务</td></tr></table></td><td>
<p class=MsoNormal><b><span>示例市水利局</span></b><b><span lang=EN-US>2024</span></b><b>年部门预算</b><o:p></o:p></p>
<p class=MsoNormal align=center>部门支出总体情况表</p><p>单位：万元</p>
<table border=1><thead><tr><td>科目<o:p></o:p>编码</td><td>科目名称</td><td>合计</td></tr></thead>
<tr><td colspan=2><p>合<span style='mso-spacerun:yes'>&nbsp;&nbsp;</span>计</p></td><td><b>1,200</b><b>.50</b></td></tr>
<tr><td>213</td><td><p class=MsoNormal>农林水<span lang=EN-US><o:p></o:p></span>支出</p></td><td>1,200.50</td></tr>
<tr style="display: none"><td>214</td><td>交通运输支出</td><td>99.99</td></tr>
<![if !supportMisalignedColumns]><tr height=0><td width=9></td><td width=8></td><td width=8></td></tr><![endif]>
</table><table><tr><td>部门收入总体情况表<br>单位：万元</td></tr><tr><td>
<table><tr><td>科目编码</td><td>科目名称</td><td>合计</td></tr><tr><td></td><td>合计</td><td>1,200.50</td></tr></table>
</td></tr></table></td></tr></table></body></html>"""


def test_a_page_exported_from_a_word_processor_into_a_site_s_layout_is_read_as_a_reader_sees_it():
    report = parse_report(AS_EXPORTED.encode("gb18030"))
    assert (report.department, report.year, report.scope) == ("示例市水利局", 2024, "department")
    assert [(table.id, table.unit, [dict(row.values) for row in table.rows]) for table in report.tables] == [
        (
            "expenditure",
            "万元",
            [
                {"code": None, "name": "合计", "total": "1200.50"},
                {"code": "213", "name": "农林水支出", "total": "1200.50"},
            ],
        ),
        ("revenue", "万元", [{"code": None, "name": "合计", "total": "1200.50"}]),
    ]


def test_a_page_whose_tables_are_pictures_is_refused_with_what_to_do():
    page = "<html><body><p>2024年部门预算</p><img src=1.jpg><table><tr><td>打印</td><td>关闭</td></tr></table>"
    with pytest.raises(Refused, match="只有图片"):
        read_document(page.encode())


@pytest.mark.parametrize("tags", ["<div>", "<span>", "<tr><td>"])
def test_a_page_nested_beyond_reason_is_refused_within_seconds(tags):
    started = time.monotonic()
    with pytest.raises(Refused, match="标签一层套一层，超过 5000 层"):
        read_document(f"<html><body><table>{tags * 100_000}1,010.50".encode())
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("unclosed", ["<p>", "<span>"])
def test_a_page_of_thousands_of_tags_that_nobody_closed_is_read(unclosed):
    table = "<table><tr><td>合计</td><td>1.00</td></tr><tr><td>教育</td><td>1.00</td></tr></table>"
    document = read_document(f"<html><body>{f'{unclosed}一段' * 3000}{table}".encode())
    assert cells(document) == [["合计", "1.00"], ["教育", "1.00"]]
    assert "".join(line.text for line in document.pages[0].lines[:-2]) == "一段" * 3000


def test_a_cell_of_thousands_of_tags_in_each_other_is_read():
    cell = f"{'<font>' * 3000}合<br>计{'</font>' * 3000}"
    page = f"<html><body><table><tr><td>{cell}</td><td>1.00</td></tr><tr><td>教育</td><td>1.00</td></tr></table>"
    assert cells(read_document(page.encode()))[0] == ["合\n计", "1.00"]
