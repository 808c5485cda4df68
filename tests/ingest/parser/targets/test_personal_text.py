"""What a text file or web page must not show: names and telephones behind their labels, and nothing else."""

import pytest

from ingest.parser.targets.personal_text import personal_spans


def hidden(data):
    return [data[start:end] for start, end in personal_spans(data)]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("负责人:\t\t经办人:\t李示例\t联系电话:\t5550123\t填报日期:\t20231207153339", ["李示例", "5550123"]),
        ("负责人：\t\t经办人：\t\t李 例\t\t联系电话：\t\t0351-5550123", ["李 例", "0351-5550123"]),
        ("经办人： 李示例 联系电话： 13900000000 填报日期： 20231214", ["李示例", "13900000000"]),
        ("项目负责人：李示例、王示例", ["李示例、王示例"]),
        ("负责人：\t经办人：\t联系电话：\t填报日期：20231221174410", []),
        ("负责人:\t经办人:\t群众满意度指标\t≥90%\t联系电话:\t职工满意度≥90%", []),
        ("A180702\t12395 水上遇险求救电话服务", []),
        ("负责人：\n项目名称", []),
        ("单位负责人全面负责，联系电话费 8.00 万元", []),
    ],
    ids=[
        "tabs",
        "a spaced name",
        "blanks",
        "two names",
        "empty",
        "an indicator between",
        "no label",
        "next line",
        "prose",
    ],
)
def test_of_a_text_file(line, values):
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        text = f"项目支出绩效目标表，单位：万元，教育支出\n{line}\n以上是全部内容\n"
        assert hidden(text.encode(encoding)) == [value.encode(encoding) for value in values]


def test_the_mark_at_the_start_counts():
    data = "\ufeff经办人：李示例\n".encode()
    assert [data[start:end].decode() for start, end in personal_spans(data)] == ["李示例"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_of_a_web_page(encoding):
    page = (
        f"<html><head><meta charset={'gb2312' if encoding == 'gb18030' else 'utf-8'}></head><table><tr>"
        "<td>负责人</td><td class='a'>李示例</td>"
        "<td><b>联系电话：</b></td>\n<td>&nbsp;5550123</td><td>主管部门</td><td>教育局</td></tr></table>"
    )
    data = page.encode(encoding)
    assert [value.decode(encoding) for value in hidden(data)] == ["李示例", "5550123"]


def test_a_web_page_with_broken_bytes_keeps_its_places():
    data = b"<html><meta charset=gbk>\xff\xff\x80<td>" + "经办人：</td><td>李示例</td>".encode("gb18030")
    assert [value.decode("gb18030") for value in hidden(data)] == ["李示例"]
