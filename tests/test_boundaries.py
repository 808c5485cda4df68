"""Imports run one way: config → ingest → budgets → vocabulary; the reader and the checks know no Django."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def offenders(folder: str, *forbidden: str, allowed: tuple[str, ...] = ()) -> list[str]:
    files = [ROOT / folder] if folder.endswith(".py") else sorted((ROOT / folder).rglob("*.py"))
    assert files, f"{folder} is gone"
    return [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files
        for name in sorted(imports_of(file))
        if any(name == word or name.startswith(f"{word}.") for word in forbidden)
        and not any(name == word or name.startswith(f"{word}.") for word in allowed)
    ]


def test_published_data_knows_nothing_of_the_staff_side():
    assert offenders("budgets", "ingest", "config", "samples") == []


def test_the_staff_side_knows_nothing_of_the_configuration():
    assert offenders("ingest", "config", "samples") == []


@pytest.mark.parametrize("part", ["ingest/parser", "ingest/reading", "ingest/checks"])
def test_reader_and_checks_are_pure(part):
    """No Django, no settings, no database: of budgets only its words and rules."""
    allowed = ("budgets.vocabulary", "budgets.rules")
    if not (ROOT / part).is_dir():
        part += ".py"
    assert offenders(part, "django", "budgets", "ingest.models", "ingest.actions", allowed=allowed) == []


def test_the_vocabulary_stands_alone():
    assert offenders("budgets/vocabulary.py", "django", "budgets", "ingest", "config") == []


def test_the_rules_are_data_without_django():
    assert offenders("budgets/rules.py", "django", "ingest", "config") == []


def test_the_web_does_not_load_arrow():
    """Tens of megabytes in each of its processes, for what only workers do."""
    script = "import django, sys; django.setup(); import config.urls, ingest.actions; print('pyarrow' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr
