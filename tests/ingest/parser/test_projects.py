from ingest.parser.projects import with_kinds
from ingest.parser.report import Row


def kinds(*printed):
    rows = [Row({"name": name, "total": total}) for name, total in printed]
    return [(row.values["kind"], row.values["unit"], row.values["name"]) for row in with_kinds(rows, "示例市财政局")]


def test_a_department_is_the_sum_of_its_units_and_a_unit_of_its_projects():
    printed = (("示例市财政局", "10.00"), ("示例市财政局", "6.00"), ("购置费", "4.00"), ("会议费", "2.00"))
    assert kinds(*printed, ("示例市评审中心", "4.00"), ("评审费", "4.00")) == [
        ("department", "示例市财政局", "示例市财政局"),
        ("unit", "示例市财政局", "示例市财政局"),
        ("project", "示例市财政局", "购置费"),
        ("project", "示例市财政局", "会议费"),
        ("unit", "示例市评审中心", "示例市评审中心"),
        ("project", "示例市评审中心", "评审费"),
    ]


def test_without_a_department_row_units_stand_first():
    assert kinds(("示例市财政局", "6.00"), ("购置费", "4.00"), ("会议费", "2.00")) == [
        ("unit", "示例市财政局", "示例市财政局"),
        ("project", "示例市财政局", "购置费"),
        ("project", "示例市财政局", "会议费"),
    ]


def test_rows_that_add_up_to_nothing_are_projects_of_the_department():
    assert kinds(("购置费", "4.00"), ("会议费", "2.00")) == [
        ("project", "示例市财政局", "购置费"),
        ("project", "示例市财政局", "会议费"),
    ]


def test_rounded_parts_may_miss_the_total_by_their_last_places():
    assert [kind for kind, *_ in kinds(("示例市财政局", "1.00"), ("甲", "0.33"), ("乙", "0.33"), ("丙", "0.33"))] == [
        *("unit", "project", "project", "project"),
    ]
