"""名词 (terms): one plain line each, and how published reports themselves define them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgets import plain_words
from budgets.models import GlossaryTerm, Report


@dataclass(frozen=True, slots=True)
class Definition:
    term: str
    plain: str | None
    says: str | None
    quoted: GlossaryTerm | None
    reports: int


def terms() -> list[Definition]:
    """The portal's own terms first, then what reports explain, the most often explained first."""
    by_term: dict[str, list[GlossaryTerm]] = {}
    found = GlossaryTerm.objects.filter(report__status=Report.Status.PUBLISHED).exclude(definition="")
    for entry in found.select_related("report__department__region", "report__unit", "report__source").order_by("id"):
        by_term.setdefault(entry.term.strip('“”"《》 '), []).append(entry)
    own = [
        Definition(term, plain, says, *quoted(by_term.pop(term.strip("“”"), [])))
        for term, (plain, says) in plain_words.TERMS.items()
    ]
    others = sorted(by_term.items(), key=lambda item: (-len(item[1]), item[0]))
    return own + [Definition(term, None, None, *quoted(entries)) for term, entries in others]


def quoted(entries: Sequence[GlossaryTerm]) -> tuple[GlossaryTerm | None, int]:
    """The commonest wording, and how many reports explain the term."""
    if not entries:
        return None, 0
    texts = [entry.definition for entry in entries]
    commonest = max(dict.fromkeys(texts), key=texts.count)
    return next(entry for entry in entries if entry.definition == commonest), len(entries)
