"""The files, byte by byte."""

import pytest

from budgets.exports import guarded
from tests.budgets import factories as make

pytestmark = pytest.mark.django_db
SOURCE = "地区代码,地区,虚构示例,报告编号,部门编号,来源 SHA-256"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_table_as_csv_holds_every_row_as_printed_with_its_context(client):
    report = make.report_with_tables()

    response = client.get(f"/departments/{report.department_id}/2024/expenditure.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    context = "吕梁市财政局,,2024,部门预算,预算,1,,"
    source = f"141100,吕梁市,否,{report.public_id},{report.department_id},{report.source.sha256}"
    assert body(response).decode("utf-8") == (
        "\ufeff部门,单位,年度,口径,阶段,版本,结转,科目编码,科目名称,合计（万元）,基本支出（万元）,项目支出（万元）,"
        f"页码,level,is_total,{SOURCE}\r\n"
        f"{context},合计,2023.53,922.89,1100.65,1,0,1,{source}\r\n"
        f"{context}201,一般公共服务支出,1705.47,604.82,1100.65,1,1,0,{source}\r\n"
        f"{context}20106,财政事务,1705.47,604.82,1100.65,1,2,0,{source}\r\n"
        f"{context}2010601,行政运行,604.82,604.82,,1,3,0,{source}\r\n"
        f"{context}2010699,其他财政事务支出,1100.65,,1100.65,1,3,0,{source}\r\n"
        f"{context}208,社会保障和就业支出,318.06,318.06,0.00,1,1,0,{source}\r\n"
    )


def test_machines_can_leave_the_byte_order_mark_out(client):
    report = make.report_with_tables()
    address = f"/departments/{report.department_id}/2024/expenditure.csv"

    with_mark, without = body(client.get(address)), body(client.get(f"{address}?bom=0"))

    assert with_mark == b"\xef\xbb\xbf" + without


def test_columns_without_a_word_of_ours_keep_their_printed_heading_and_cells(client):
    report = make.report()
    row = {"code": "201", "name": "一般公共服务支出", "total": "1.00", "basic": "1.00", "project": None}
    make.table(report, "expenditure", [{**row, "extra": {"事业单位经营支出": "-"}}], carryover="excluded")

    text = body(client.get(f"/departments/{report.department_id}/2024/expenditure.csv?bom=0")).decode()

    assert text == (
        "部门,单位,年度,口径,阶段,版本,结转,科目编码,科目名称,合计（万元）,基本支出（万元）,项目支出（万元）,"
        f"事业单位经营支出（照原表，万元）,页码,level,is_total,{SOURCE}\r\n"
        "吕梁市财政局,,2024,部门预算,预算,1,不含上年结转,201,一般公共服务支出,1.00,1.00,,'-,1,1,0,"
        f"141100,吕梁市,否,{report.public_id},{report.department_id},{report.source.sha256}\r\n"
    )


def test_a_table_of_no_known_kind_is_given_as_printed_with_its_context(client):
    report = make.report()
    headings = [["项目", "金额", "金额"], [None, "本年", "上年"]]
    make.table(
        report, "other", slug="other-1", headings=headings, cells=[["=采购", "1,234.56", "-3"], ["空白"]], pages=[2, 3]
    )

    text = body(client.get(f"/departments/{report.department_id}/2024/other-1.csv?bom=0")).decode()

    context = "吕梁市财政局,,2024,部门预算,预算,1"
    source = f"2 3,141100,吕梁市,否,{report.public_id},{report.department_id},{report.source.sha256}"
    assert text == (
        f"部门,单位,年度,口径,阶段,版本,项目,金额 本年,金额 上年,页码,{SOURCE}\r\n"
        f'{context},\'=采购,"1,234.56",-3,{source}\r\n'
        f"{context},空白,,,{source}\r\n"
    )


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@sum", "\ttab", "\rreturn", "-", "+"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1.50", "+3", "1,234.56", "-14.54%", "0.00", "", "一、收入"])
def test_numbers_and_plain_words_are_never_touched(cell):
    assert guarded(cell) == cell


def test_a_file_name_in_chinese_arrives_whole(client):
    report = make.report_with_tables()

    response = client.get(f"/departments/{report.department_id}/2024/expenditure.csv")

    assert response["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E5%90%95%E6%A2%81%E5%B8%82%E8%B4%A2%E6%94%BF%E5%B1%802024"
        "%E5%B9%B4%E9%A2%84%E7%AE%97%E6%94%AF%E5%87%BA%E6%80%BB%E8%A1%A8.csv"
    )
