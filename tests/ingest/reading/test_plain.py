import pytest

from ingest.reading import read_document

TEXT = "部门名称：示例市教育局\t单位：万元\n\n支出总表\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_text_is_read_in_the_encodings_that_occur(encoding):
    document = read_document(TEXT.encode(encoding))
    (page,) = document.pages
    assert (document.kind, page.number) == ("text", 0)
    assert [(line.text, line.cells) for line in page.lines] == [
        ("部门名称：示例市教育局\t单位：万元", ("部门名称：示例市教育局", "单位：万元")),
        ("", None),
        ("支出总表", None),
    ]


def test_radical_signs_are_given_as_the_characters_they_stand_for():
    document = read_document("⼀般公共预算⽀出，⾦额，住⼾，⻋辆，⺠政".encode())
    assert document.pages[0].text == "一般公共预算支出，金额，住户，车辆，民政"
