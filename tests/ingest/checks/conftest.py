"""The reports with known truth, as the reader should give them."""

import json
from pathlib import Path

import pytest

from ingest.parser.as_json import from_json
from ingest.parser.report import ParsedReport

SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "corpus" / "seeds"
NOT_OF_THE_REPORT = ("glossary_terms", "section_titles", "skip", "forbidden", "sections")


def first(value):
    """`{"any": [...]}` means that each of these is right."""
    if isinstance(value, dict):
        if set(value) == {"any"}:
            return next((first(choice) for choice in value["any"] if choice is not None), None)
        return {key: first(inner) for key, inner in value.items()}
    return [first(inner) for inner in value] if isinstance(value, list) else value


def read_truth(name: str) -> ParsedReport:
    stored = first(json.loads((SEEDS / f"{name}.truth.json").read_text(encoding="utf-8")))
    return from_json({key: value for key, value in stored.items() if key not in NOT_OF_THE_REPORT})


@pytest.fixture
def truth():
    if not SEEDS.is_dir():
        pytest.skip("needs ../shared/corpus/seeds (reports with known truth)")
    return read_truth
