"""What makes pages found, shared and cited."""

from __future__ import annotations

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from budgets import cards, citations
from budgets.models import Report

register = template.Library()
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def jsonld(data: dict[str, object]) -> SafeString:
    """A data block, never run: a strict Content-Security-Policy lets it through."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  -- escaped above


@register.simple_tag
def gb7714(report: Report, name: str, rest: str = "", of: str = "") -> str:
    return citations.gb7714(report, name, citations.Part(rest, of))


@register.simple_tag
def bibtex(report: Report, name: str, rest: str = "", of: str = "") -> str:
    return citations.bibtex(report, name, citations.Part(rest, of))


@register.simple_tag
def has_cards() -> bool:
    return cards.font_file() is not None
