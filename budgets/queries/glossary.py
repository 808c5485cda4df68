"""名词 (terms): one plain line each, and how published reports themselves define them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Min, Sum

from budgets import plain_words
from budgets.models import GlossaryTerm, RegionTerm


@dataclass(frozen=True, slots=True)
class Term:
    """`first`: id of the commonest wording's first entry; `reports`: how many explain the term, in whatever words."""

    term: str
    plain: str | None = None
    says: str | None = None
    first: int | None = None
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    term: str
    plain: str | None
    says: str | None
    quoted: GlossaryTerm | None
    reports: int


def terms() -> list[Term]:
    """The portal's own terms first, then what reports explain, the most often explained first."""
    explained = by_term()
    own = [
        Term(term, plain, says, *explained.pop(term.strip("“”"), (None, 0)))
        for term, (plain, says) in plain_words.TERMS.items()
    ]
    others = sorted(explained.items(), key=lambda item: (-item[1][1], item[0]))
    return own + [Term(term, None, None, *found) for term, found in others]


def by_term() -> dict[str, tuple[int, int]]:
    """The first entry in the commonest wording, and how many reports explain the term."""
    wordings: dict[str, dict[str, list[int]]] = {}
    rows = RegionTerm.objects.order_by().values_list("term", "wording").annotate(Sum("reports"), Min("first"))
    for term, wording, reports, first in rows:
        same = wordings.setdefault(term.strip('“”"《》 '), {}).setdefault(wording, [0, first])
        same[0], same[1] = same[0] + reports, min(same[1], first)
    found = {}
    for term, counted in wordings.items():
        _, first = max(counted.values(), key=lambda entry: (entry[0], -entry[1]))
        found[term] = first, sum(reports for reports, _ in counted.values())
    return found


def definitions(of: Sequence[Term]) -> list[Definition]:
    """With the words themselves."""
    entries = quoted(term.first for term in of if term.first)
    return [Definition(t.term, t.plain, t.says, entries.get(t.first), t.reports) for t in of]


def quoted(keys: Iterable[int]) -> dict[int, GlossaryTerm]:
    whose = ("report__department__region", "report__unit")
    return GlossaryTerm.objects.select_related(*whose).defer("report__narrative", "report__printed").in_bulk(list(keys))
