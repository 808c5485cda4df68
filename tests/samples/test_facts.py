"""The facts of disclosed reports are facts: figures, names, codes and short reasons, no texts."""

import json

from samples.catalogue import FACTS

LONGEST_NAME = 48
LONGEST_REASON = 80
TEXTS_OF_A_FORM = {"overview", "basis", "necessity", "measures", "plan", "goals"}


def disclosed():
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FACTS.glob("*-20*.json"))}


def strings(value, key=None):
    if isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)
    elif isinstance(value, str):
        yield key, value


def test_five_disclosed_reports_have_thirteen_tables_each():
    assert {name: len(report["tables"]) for name, report in disclosed().items()} == {
        "吕梁市人民政府办公室-2023-部门预算": 13,
        "吕梁市人民政府金融工作办公室-2024-部门预算": 13,
        "吕梁市财政局-2024-单位预算": 13,
        "晋城市财政局-2024-部门预算": 13,
        "长治市屯留区财政局-2024-部门预算": 13,
    }


def test_no_text_of_a_disclosed_report_is_kept():
    for report in disclosed().values():
        assert all(not TEXTS_OF_A_FORM & set(target) for target in report["targets"])
        assert "duties" not in report
        for key, text in strings(report):
            assert len(text) <= (LONGEST_REASON if key == "reason" else LONGEST_NAME), text
            assert key == "reason" or "。" not in text, text


def test_mistakes_that_a_report_prints_are_kept():
    report = disclosed()["吕梁市人民政府金融工作办公室-2024-部门预算"]
    assert report["narrative"]["operating_change"]["percent"] == "14.81"
    assert (report["narrative"]["performance"]["published_projects"], len(report["targets"])) == (9, 8)
    assert [report["project_kinds"][part]["specific_projects"] for part in ("managed", "published")] == ["8", "1"]
