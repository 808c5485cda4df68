"""The reports with known truth, held against it cell by cell; real reports, held against themselves."""

import importlib.util
import json

import pytest

from ingest.parser import parse_report
from ingest.parser.as_json import to_json

TYPESET = ("000-B", "001-A", "002-A", "003-C", "004-A", "004-E")
EXTRACTED = ("000", "001", "002", "003", "004")
REAL = ("上海/2026-01", "北京/2024-02", "山东烟台/2026-01", "广东广州/2026-03", "广东深圳/2026-05", "江苏无锡/2025-01")
REAL += ("江苏省级/2017-02", "福建福州/2026-01", "陕西西安/2025-05", "上海普陀/2023-01")


@pytest.fixture
def scorer(shared):
    def load(name):
        spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


def table_faults(scorer, truth, path):
    """What the scorer holds against the tables, the head and the pages of the report."""
    parsed = json.loads(json.dumps(to_json(parse_report(path.read_bytes(), path.name))))
    tally = scorer("score").score(json.loads(truth.read_text()), parsed)
    return [note for note in tally.notes if " targets[" not in note and " narrative." not in note]


@pytest.mark.parametrize("name", TYPESET)
def test_every_cell_of_a_typeset_report_is_right(name, shared, scorer):
    folder = shared / "corpus" / "pdf"
    faults = table_faults(scorer, folder / f"{name}.truth.json", folder / f"{name}.pdf")
    assert [fault for fault in faults if "tables[" in fault or "privacy" in fault] == []


@pytest.mark.parametrize("name", EXTRACTED)
def test_every_cell_of_an_extracted_text_is_right(name, shared, scorer):
    folder = shared / "corpus" / "seeds"
    faults = table_faults(scorer, folder / f"{name}.truth.json", folder / f"{name}.txt")
    assert [fault for fault in faults if "tables[" in fault] == []


@pytest.mark.parametrize("name", REAL)
def test_a_real_report_gives_all_its_amounts_under_its_titles_and_none_besides(name, shared, scorer):
    real, path = scorer("real"), shared / "corpus" / "real" / f"{name}.pdf"
    report = to_json(parse_report(path.read_bytes(), path.name))
    on_tables, on_core, anywhere, titles, cut = real.pdf_facts(path)
    held = real.collections.Counter()
    real.amounts([report["tables"], report["targets"]], held)
    covered = real.common(on_tables, held, cut)
    assert covered >= 0.999 * sum(on_tables.values())
    found = {table["id"] for table in report["tables"]}
    assert titles <= found
    for kind, printed in on_core.items():
        typed = real.collections.Counter()
        kinds = {kind, "operating"} if kind == "three_public" else {kind}
        real.amounts([table for table in report["tables"] if table["id"] in kinds], typed)
        assert real.common(printed, typed, cut) == sum(printed.values()), kind
    in_tables = real.collections.Counter()
    real.amounts(report["tables"], in_tables)
    assert set(in_tables) <= set(anywhere)
    kept, tried = real.sums(report)
    assert kept == tried
