"""清单 (manifest): a CSV that states for files what they don't print themselves."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from budgets.vocabulary import SCOPES
from ingest.identity import Stated, is_year

SCOPE_WORDS = {
    **{word: key for key, word in SCOPES.items()},
    **{key: key for key in SCOPES},
    "部门": "department",
    "单位": "unit",
}
COLUMNS = ("file", "department", "unit", "year", "scope", "region", "kind", "official_url")


class BadManifest(Exception):  # noqa: N818
    """The manifest can't be used. The message names the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    stated: Stated
    kind: str = "original"
    official_url: str | None = None


def read_manifest(path: Path) -> dict[str, Entry]:
    """Entries by file: the end of its path, such as its bare name. Raises BadManifest."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadManifest(f"清单 {path.name} 打不开或不是 UTF-8：{error}") from error
    rows = csv.DictReader(text.splitlines())
    if "file" not in (rows.fieldnames or ()):
        raise BadManifest(f"清单 {path.name} 的第一行要有 file 这一列（可用的列：{'、'.join(COLUMNS)}）。")
    return {row["file"].strip(): entry(row, number) for number, row in enumerate(rows, start=2)}


def entry(row: dict[str, str | None], number: int) -> Entry:
    cell = {key: (row.get(key) or "").strip() or None for key in COLUMNS}
    if cell["year"] and not is_year(cell["year"]):
        raise BadManifest(f"清单第 {number} 行：年度“{cell['year'][:40]}”不是年份。")
    if cell["scope"] and cell["scope"] not in SCOPE_WORDS:
        raise BadManifest(f"清单第 {number} 行：口径“{cell['scope']}”应是 {'、'.join(SCOPE_WORDS)} 之一。")
    kind = cell["kind"] or "original"
    if kind not in {"original", "reproduction"}:
        raise BadManifest(f"清单第 {number} 行：kind“{kind}”应是 original 或 reproduction。")
    stated = Stated(
        department=cell["department"],
        unit=cell["unit"],
        year=int(cell["year"]) if cell["year"] else None,
        scope=SCOPE_WORDS[cell["scope"]] if cell["scope"] else None,
        region=cell["region"],
    )
    return Entry(stated=stated, kind=kind, official_url=cell["official_url"])
