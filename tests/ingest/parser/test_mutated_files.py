"""A file that arrives damaged is read as it was, or read with findings of what is missing, or refused."""

import io
import random
import re

import pypdfium2
import pytest

from ingest.isolation import Limits, parse_apart
from ingest.parser.report import Refused
from tests.ingest.parser.typesettings import book, drawn, facts
from tests.ingest.parser.typesettings.style import Style

BASES = (
    (3, Style(one_per_page=False, rules="rects", foot="- {page} -")),
    (12, Style(repeat_headings=False, thousands=True, foot="第{page}页共30页")),
    (20, Style(rotate=True, break_rows=True, form_flow=True, contents=False)),
)
CASES = 312
LIMITS = Limits(seconds=60)
OBJECT = re.compile(rb"\n\d+ 0 obj.*?endobj", re.S)


def flipped(data, dice):
    result = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 30))):
        result[dice.randrange(len(result))] = dice.randrange(256)
    return bytes(result)


def cut_off(data, dice):
    return data[: dice.randrange(1, len(data))]


def hole(data, dice):
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randrange(1, 4000) :]


def blanked(data, dice):
    start, size = dice.randrange(len(data)), dice.randrange(1, 600)
    return data[:start] + b"\0" * min(size, len(data) - start) + data[start + size :]


def without_object(data, dice):
    chosen = dice.choice(list(OBJECT.finditer(data)))
    return data[: chosen.start()] + b" " * (chosen.end() - chosen.start()) + data[chosen.end() :]


def without_page(data, dice):
    file = pypdfium2.PdfDocument(data)
    del file[dice.randrange(1, len(file))]
    out = io.BytesIO()
    file.save(out)
    file.close()
    return out.getvalue()


MUTATIONS = (flipped, flipped, cut_off, hole, blanked, without_object, without_page)


def content(report):
    """What a reading says of the department: tables, forms and prose, without the pages they stand on."""
    rows = [[(dict(row.values), dict(row.extra)) for row in table.rows] for table in report.tables]
    tables = [(t.id, t.title, t.unit, mine, t.cells) for t, mine in zip(report.tables, rows, strict=True)]
    forms = [(t.project, t.funding, t.overview, t.goals, t.indicators) for t in report.targets]
    return report.department, report.year, tables, forms, report.narrative, report.service_purchases


@pytest.fixture(scope="module")
def originals():
    made = []
    for seed, style in BASES:
        written, _ = book.write(facts.other(seed, seed=seed, targets=2), style, seed)
        data = drawn.draw(written, style)[0]
        made.append((data, parse_apart(data, "report.pdf", limits=LIMITS)))
    return made


def outcome(data, original):
    """same, refused, told (findings the original does not have) or silent."""
    try:
        report = parse_apart(data, "report.pdf", limits=LIMITS)
    except Refused as refusal:
        assert str(refusal) and "\n" not in str(refusal)
        return "refused"
    if content(report) == content(original):
        return "same"
    told = {(f.rule, f.message) for f in report.findings} - {(f.rule, f.message) for f in original.findings}
    return "told" if told else "silent"


def mutated(case, originals):
    dice = random.Random(case)
    data, original = originals[case % len(originals)]
    change = MUTATIONS[case % len(MUTATIONS)]
    return change(data, dice), original, change.__name__


@pytest.mark.parametrize("case", range(len(MUTATIONS)))
def test_each_kind_of_damage_is_told(case, originals):
    data, original, _ = mutated(case, originals)
    assert outcome(data, original) != "silent"


@pytest.mark.long
def test_no_damage_makes_a_reading_silently_short(originals):
    outcomes = {}
    for case in range(CASES):
        data, original, name = mutated(case, originals)
        outcomes[case, name] = outcome(data, original)
    assert [case for case, what in outcomes.items() if what == "silent"] == []
    assert {"same", "told", "refused"} <= set(outcomes.values())
