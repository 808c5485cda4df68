"""The docs say what the code says."""

import re
import runpy
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_glossary_is_the_vocabulary():
    render = runpy.run_path(str(ROOT / "docs" / "make_glossary.py"))["render"]
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == render()


def test_every_link_between_the_docs_leads_somewhere():
    links = [
        (doc.name, target)
        for doc in DOCS
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", doc.read_text(encoding="utf-8"))
    ]
    assert [
        (name, target) for name, target in links if not any((base / target).exists() for base in (ROOT, ROOT / "docs"))
    ] == []


def test_every_command_the_readme_names_is_there():
    named = set(re.findall(r"manage\.py (\w+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named - set(get_commands()) == set()


def test_every_setting_read_from_the_environment_is_documented():
    source = "".join((ROOT / "config" / name).read_text(encoding="utf-8") for name in ("settings.py", "environment.py"))
    read = set(re.findall(r'(?:get|require|flag)\("(\w+)"', source)) - {"DEBUG"}
    documented = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), re.M))
    assert read - documented == set()
