from ingest.parser.glossary import read_glossary
from ingest.parser.purchases import read_service_purchases
from ingest.parser.report import Section, ServicePurchase, Term


def test_terms_with_colon_with_verb_and_with_a_definition_on_the_next_line():
    text = (
        "一、基本支出：指日常的支出。\n二、财政专户管理资金：\n专指教育收费。\n"
        "三、一般公共预算是指以税收为主体的预算。\n四、财政拨款：包含三本预算。"
    )
    assert read_glossary([Section(4, "名词解释", text)]) == (
        Term("基本支出", "指日常的支出。"),
        Term("财政专户管理资金", "专指教育收费。"),
        Term("一般公共预算", "是指以税收为主体的预算。"),
        Term("财政拨款", "包含三本预算。"),
    )


def test_numbers_of_another_style_inside_a_definition_start_no_term():
    text = "（一）三公经费：包括：\n1.因公出国费：指出国的费用。\n（二）其他收入：指别的收入。"
    assert [term.term for term in read_glossary([Section(4, "名词解释", text)])] == ["三公经费", "其他收入"]


def test_other_parts_hold_no_terms():
    assert read_glossary([Section(3, "一、收入", "一、基本支出：指日常的支出。")]) == ()


def purchases(text):
    return read_service_purchases(
        [Section(3, "十二、其他说明", f"（一）政府购买服务指导性目录\n{text}\n（二）其他\n无")]
    )


def test_service_purchases_with_code_and_amount_lose_a_bracket_without_its_half():
    assert purchases(
        "本单位目录：B0703-评价服务预算支出93万元，B0302-审计服务（仅限外部）预算支出135万元，B1102-物业服务）预算支出21万元。"
    ) == (
        ServicePurchase("评价服务", "B0703", "93"),
        ServicePurchase("审计服务（仅限外部）", "B0302", "135"),
        ServicePurchase("物业服务", "B1102", "21"),
    )


def test_service_purchases_by_name_alone():
    assert purchases("法律顾问服务，监督检查辅助服务，评审服务") == (
        ServicePurchase("法律顾问服务"),
        ServicePurchase("监督检查辅助服务"),
        ServicePurchase("评审服务"),
    )


def test_no_service_purchases_are_none():
    assert purchases("无") == ()
    assert purchases("示例市水务局无政府购买服务。") == ()
