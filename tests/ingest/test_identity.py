import pytest

from budgets.codes import load_regions
from budgets.models import BudgetUnit, Department, DepartmentName, Region
from ingest.identity import Stated, identify, project_key, regions_named_in
from ingest.parser.report import ParsedReport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions():
    load_regions()


def report_of(department, year=2024, scope="department"):
    return ParsedReport(department=department, year=year, scope=scope, stage="budget", tables=(), narrative={})


def department(name, region):
    made = Department.objects.create(name=name, region_id=region)
    DepartmentName.objects.create(department=made, name=name)
    return made


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("吕梁市财政局", ["141100"]),
        ("长治市屯留区财政局", ["140405"]),
        ("山西省财政厅", ["140000"]),
        ("示例市教育局", ["999900"]),
        ("普陀区教育局", ["310107", "330903"]),
        ("上海市普陀区教育局", ["310107"]),
        ("国家税务总局", []),
        ("中共吕梁市委宣传部", ["141100"]),
        ("中国共产党长治市屯留区委员会办公室", ["140405"]),
    ],
)
def test_the_region_is_the_most_precise_one_that_the_name_begins_with(name, codes):
    assert sorted(region.code for region in regions_named_in(name)) == codes


def test_a_new_department_of_a_certain_region_is_proposed_and_noted():
    found = identify(report_of("吕梁市财政局"), Stated())
    assert (found.department.name, found.department.region_id, found.department.pk) == ("吕梁市财政局", "141100", None)
    assert (found.missing, found.notes) == ([], ["新收录的部门：吕梁市财政局（山西省吕梁市）。"])


def test_a_known_department_is_found_by_a_name_it_used_to_have():
    known = department("示例市卫生健康委员会", "999900")
    DepartmentName.objects.create(department=known, name="示例市卫生和计划生育委员会", to_year=2018)
    assert identify(report_of("示例市卫生和计划生育委员会", 2017), Stated()).department == known


def test_a_name_that_fits_two_regions_is_put_before_the_reviewer():
    found = identify(report_of("普陀区教育局"), Stated())
    assert found.department is None
    assert found.missing == [
        "无法确定“普陀区教育局”属于哪个行政区划（310107 上海市普陀区、330903 舟山市普陀区），请补充。"
    ]


def test_a_region_that_is_only_hinted_at_is_proposed_and_never_chosen():
    found = identify(report_of("吕梁职业技术学院"), Stated())
    assert found.department is None
    assert found.missing == ["无法确定“吕梁职业技术学院”属于哪个行政区划（141100 山西省吕梁市），请补充。"]


def test_a_stated_region_settles_it():
    found = identify(report_of("普陀区教育局"), Stated(region="310107"))
    assert (found.department.region_id, found.missing) == ("310107", [])


def test_what_is_neither_printed_nor_stated_is_missing():
    found = identify(report_of(None, None, None), Stated())
    assert found.missing == [
        "报告没有印明年度，请补充。",
        "报告没有印明是部门预算还是单位预算，请补充。",
        "报告没有印明部门名称，请补充。",
    ]


def test_what_is_printed_wins_over_what_is_stated_and_the_contradiction_is_noted():
    found = identify(report_of("吕梁市财政局", 2024), Stated(year=2023))
    assert found.year == 2024
    assert found.notes[0] == "上传时说明的年度是2023，报告上印的是2024，以报告为准。"


def test_a_unit_of_a_known_department_finds_its_department():
    parent = department("示例市教育局", "999900")
    unit = BudgetUnit.objects.create(department=parent, name="示例市第一中学")
    found = identify(report_of("示例市第一中学", scope="unit"), Stated())
    assert (found.department, found.unit, found.missing) == (parent, unit, [])


def test_a_unit_whose_department_is_stated_is_filed_under_it():
    parent = department("示例市教育局", "999900")
    found = identify(report_of("示例市第一中学", scope="unit"), Stated(department="示例市教育局"))
    assert (found.department, found.unit.name, found.notes) == (parent, "示例市第一中学", [])


def test_a_unit_that_names_no_department_goes_under_its_own_name_and_says_so():
    found = identify(report_of("吕梁市财政局", scope="unit"), Stated())
    assert (found.department.name, found.unit.name) == ("吕梁市财政局", "吕梁市财政局")
    assert found.notes[-1] == "报告没有印明吕梁市财政局属于哪个部门，暂归在同名部门下。"


def test_a_department_s_own_level_is_a_unit_of_it():
    bureau = department("吕梁市教育局", "141100")
    found = identify(report_of("吕梁市教育局（本级）", scope="unit"), Stated())
    assert (found.department, found.unit.name, found.notes, found.missing) == (bureau, "吕梁市教育局（本级）", [], [])


def test_a_department_with_all_its_units_is_the_department():
    bureau = department("吕梁市统计局", "141100")
    assert identify(report_of("吕梁市统计局（汇总）"), Stated()).department == bureau


def test_a_department_report_that_says_it_is_of_the_own_level_is_not_taken_for_the_whole_department_s():
    department("吕梁市司法局", "141100")
    assert identify(report_of("吕梁市司法局（本级）"), Stated()).department.name == "吕梁市司法局（本级）"


@pytest.mark.parametrize(
    "other",
    ["2024年会计资格考务费(第1批)", "会计资格考务费（第1批）", "会计资格考务费[第1批]", "2023年度 会计资格考务费第1批"],
)
def test_a_project_is_the_same_whatever_its_brackets_case_and_years(other):
    assert project_key(other) == project_key("2025年会计资格考务费（第1批）")


@pytest.mark.parametrize("other", ["会计资格考试费", "会计资格考务费（第2批）", "考务费"])
def test_a_project_is_never_guessed_from_a_similar_name(other):
    assert project_key(other) != project_key("会计资格考务费（第1批）")


def test_a_name_of_nothing_but_years_and_brackets_keeps_itself():
    assert project_key("（2024年）") == "（2024年）"


def test_a_region_that_does_not_exist_is_named():
    assert identify(report_of("某局"), Stated(region="000001")).missing == ["没有代码为000001的行政区划。"]
    assert not Region.objects.filter(code="000001").exists()
