"""政府购买服务指导性目录 (service purchases): the services a report says it buys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parser.narrative.wording import MONEY, NUMBER, plain_number
from ingest.parser.report import Section, ServicePurchase

HEADING = re.compile(
    r"(?:[（(][一二三四五六七八九十]+[）)]|\d+[.、]|[一二三四五六七八九十]+、)?\s*政府购买服务(?:指导性)?(?:目录|情况)?(?:说明)?"
)
NEXT_HEADING = re.compile(r"[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、")
LEAD = re.compile(r"^[^，,；;。：:]*(?:目录|服务|包括|如下|项目)(?:包括|如下|有|为)?[：:]\s*")
NONE = re.compile(r"无|没有|不涉及|未")
CODED = re.compile(
    rf"(?P<code>[A-Z]\d{{2,8}})\s*[-—–_：:\s]?\s*(?P<name>[^，,；;。]+?)"
    rf"(?:(?:的?预算)?(?:支出|金额|资金|安排)*\s*(?P<amount>{NUMBER})\s*(?:{MONEY}))?(?=[，,；;。]|$)"
)
NAMED = re.compile(
    rf"(?P<name>[^，,；;。、：:]+?服务)(?:的?预算)?(?:支出|金额|资金|安排)*\s*(?P<amount>{NUMBER})\s*(?:{MONEY})"
)


def read_service_purchases(sections: Sequence[Section]) -> tuple[ServicePurchase, ...]:
    return tuple(purchase for text in _texts(sections) for purchase in _purchases(text))


def _texts(sections: Sequence[Section]) -> Iterator[str]:
    """The paragraphs under the catalogue's heading."""
    for section in sections:
        is_inside = bool(HEADING.fullmatch(section.title))
        for line in section.text.split("\n"):
            if HEADING.fullmatch(line.strip()):
                is_inside = True
            elif NEXT_HEADING.match(line):
                is_inside = False
            elif is_inside:
                yield line


def _purchases(text: str) -> Iterator[ServicePurchase]:
    for pattern in (CODED, NAMED):
        matches = list(pattern.finditer(text))
        if matches:
            for match in matches:
                amount = match["amount"]
                yield ServicePurchase(
                    _name(match["name"]), match.groupdict().get("code"), plain_number(amount) if amount else None
                )
            return
    text = LEAD.sub("", text)
    names = [name.strip() for name in re.split(r"[，,、；;。]", text) if name.strip()]
    if names and all(re.fullmatch(r".{1,24}服务", name) and not NONE.search(name) for name in names):
        yield from (ServicePurchase(name) for name in names)


def _name(text: str) -> str:
    """A bracket whose other half is missing is no part of the name."""
    name = re.sub(r"\s+", "", text)
    if name.endswith(("）", ")")) and not re.search(r"[（(]", name):
        name = name[:-1]
    return name
