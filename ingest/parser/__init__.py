"""解析 (parser): a report's bytes as frozen dataclasses. Pure: no Django, no settings, no database."""

from __future__ import annotations

from ingest.parser.assemble import parse_report
from ingest.parser.report import ParsedReport, Refused

__all__ = ["ParsedReport", "Refused", "parse_report"]
