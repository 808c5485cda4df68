"""The same facts in many typesettings: each is read cell for cell, by the score of ../shared where that is there."""

import importlib.util
import json
from pathlib import Path

import pytest

from ingest.parser import parse_report
from ingest.parser.as_json import to_json
from tests.ingest.parser.typesettings.variety import VARIETY
from tests.ingest.parser.typesettings.web import CHROMIUM, OFFICE

SCORE = Path(__file__).parents[4] / "../shared/score/score.py"
# What is set but not yet read in full -> the least that is read. Nothing else may lose a cell.
WEAK = {
    "drawn across only": 0.998,  # the rest of a form on a page of its own shows too few columns
    "chromium across broken": 0.996,  # likewise
    "drawn no note under empty": 0.99,
    "text raw": 0.99,
}
FAST = (
    *("drawn rects, bold twice", "drawn double borders, bold thrice", "drawn broken rows", "drawn rotated pages"),
    *("drawn head and watermark", "drawn head in a box", "drawn flowing", "drawn wide figures", "drawn clipped"),
    *("drawn across, flowing", "drawn across, year alone", "drawn across, thousands"),
    *("drawn merged goals", "drawn year alone", "drawn captions in the grid"),
    *("text tabbed", "text tabbed yuan", "text raw no marks"),
)


@pytest.fixture(scope="session")
def score():
    if not SCORE.exists():
        pytest.skip("the score is not beside the project")
    spec = importlib.util.spec_from_file_location("score", SCORE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(name, score):
    if name.startswith("chromium") and not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    if name.startswith("office") and OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    data, truth = VARIETY[name]()
    parsed = json.loads(json.dumps(to_json(parse_report(data, "report"))))
    return score.score(truth, parsed)


@pytest.mark.parametrize("name", FAST)
def test_a_typesetting_is_read_cell_for_cell(name, score):
    assert read(name, score).notes == []


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in VARIETY if name not in FAST and name not in WEAK])
def test_every_typesetting_is_read_cell_for_cell(name, score):
    assert read(name, score).notes == []


@pytest.mark.long
@pytest.mark.parametrize("name", WEAK)
def test_a_weak_typesetting_gets_no_weaker(name, score):
    assert read(name, score).f1()[0] >= WEAK[name]
