"""情况说明中的数 (narrative figures): the changes and the key figures a report states about itself."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence

from ingest.parser.narrative.quantities import Mention, Passage, passages_of, read_mentions
from ingest.parser.narrative.wording import MONEY, NUMBER, count, figure, plain_number
from ingest.parser.report import Section

Figures = Mapping[str, object] | None

# 变动 (key of the report) -> topics that state it, contexts from the surest to the least sure
CHANGES: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "revenue_change": (frozenset({"revenue_total", "both_totals"}), ("balance", "revenue")),
    "expenditure_change": (frozenset({"expenditure_total", "both_totals"}), ("balance", "expenditure")),
    "general_budget_change": (frozenset({"general_total"}), ("general", "appropriation", "balance")),
    "three_public_change": (frozenset({"three_public"}), ("three_public",)),
    "operating_change": (frozenset({"operating"}), ("operating",)),
}
OVERALL = re.compile(r"整体(?:支出)?绩效")
MONEY_OF = rf"[,，]?[^,。;]{{0,18}}?(?P<amount>{NUMBER})(?P<unit>{MONEY})"
PERFORMANCE = {
    "": (
        re.compile(
            rf"(?:纳入|实行|开展|编报|设置|编制|实施)[^。;]{{0,24}}?绩效[^。;,]{{0,12}}?项目(?:共|共计|为|有)?(?P<count>\d+)个{MONEY_OF}"
        ),
        re.compile(
            rf"(?P<count>\d+)个(?:一级|二级)?项目(?:支出)?(?:全部)?(?:纳入|实行|编报|设置|编制)[^。;,]{{0,8}}绩效[^。;,]{{0,8}}{MONEY_OF}"
        ),
        re.compile(rf"(?:编报|设置|编制|申报)了?项目(?:支出)?绩效目标(?:共|共计)?(?P<count>\d+)个{MONEY_OF}"),
        re.compile(rf"绩效[^。;]{{0,16}}?项目(?:共|共计|为|有)?(?P<count>\d+)个{MONEY_OF}"),
    ),
    "published_": (
        re.compile(rf"公开(?:的)?(?:项目)?(?:支出)?绩效目标(?:的)?(?:项目)?(?:共|共计|为)?(?P<count>\d+)个{MONEY_OF}"),
    ),
}
ASSETS = {
    "vehicles_authorised": re.compile(r"(?:车辆|用车)编制数?(?:为|共|是)?(?P<count>\d+)辆"),
    "vehicles": re.compile(
        r"(?:实有(?:车辆|公务用车)?数?|车辆实有数?|共有(?:公务)?(?:车辆|用车|车)|保有(?:车辆|公务用车)?量?|车辆(?:共有|共计|总数))(?:为|共|是)?(?P<count>\d+)辆"
    ),
    "equipment_over_500k": re.compile(
        r"50万元(?:\([^)]{1,4}\))?(?:及)?以上[^。;,]{0,16}?设备[^。;,\d]{0,10}?(?P<count>\d+)(?:台|套)"
    ),
    "equipment_over_1m": re.compile(
        r"100万元(?:\([^)]{1,4}\))?(?:及)?以上[^。;,]{0,16}?设备[^。;,\d]{0,10}?(?P<count>\d+)(?:台|套)"
    ),
}
OFFICE_AREA = re.compile(rf"办公用房[^。;,\d]{{0,18}}?(?P<amount>{NUMBER})(?:平方米|平米|㎡)")
AS_OF = re.compile(r"截[至止](?:到)?(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|[底末])|[底末])")
TO_BE_BOUGHT = re.compile(r"(?:安排|计划|拟|新增)(?:新增)?(?:购置|购买|配置|采购)[^。]*")


def read_narrative(sections: Sequence[Section]) -> dict[str, Figures]:
    """The contract's `narrative`: a key is None where nothing is stated; `unit` is given where it isn't 万元."""
    passages = passages_of(sections)
    mentions = [mention for passage in passages for mention in read_mentions(passage)]
    figures: dict[str, Figures] = {key: _change(mentions, key) for key in CHANGES}
    return figures | {
        "procurement": _procurement(mentions),
        "performance": _performance(passages),
        "assets": _assets(passages),
    }


def _change(mentions: Sequence[Mention], key: str) -> Figures:
    topics, contexts = CHANGES[key]
    stated = [m for m in mentions if m.role == "change" and m.topic in topics]
    rank = {context: at for at, context in enumerate(contexts)}
    best = min(stated, key=lambda m: rank.get(m.passage.context, len(rank)), default=None)
    change = best.change if best else None
    if change is None:
        return None
    found: dict[str, object] = {
        "amount": figure(change.amount),
        "direction": change.direction,
        "percent": figure(change.percent),
        "reason": change.reason,
    }
    if key == "operating_change":
        found["prior"] = figure(change.prior)
    return found | _unit(change.unit or change.prior_unit)


def _unit(unit: str | None) -> dict[str, object]:
    return {"unit": unit} if unit not in (None, "万元") else {}


def _procurement(mentions: Sequence[Mention]) -> Figures:
    found: dict[str, object] = {}
    unit = None
    for name in ("total", "goods", "works", "services"):
        mention = next(
            (m for m in mentions if m.role == "item" and m.topic == f"procurement_{name}" and m.is_money), None
        )
        found[name] = figure(mention.number) if mention else None
        unit = unit or (mention.unit if mention else None)
    return found | _unit(unit) if any(found.values()) else None


def _performance(passages: Sequence[Passage]) -> Figures:
    found: dict[str, object] = {"projects": None, "amount": None, "published_projects": None, "published_amount": None}
    unit = None
    for prefix, patterns in PERFORMANCE.items():
        texts = [p.fold for p in passages if "绩效" in p.fold and not (OVERALL.search(p.fold) and len(p.fold) < 160)]
        match = next((m for pattern in patterns for text in texts if (m := pattern.search(text))), None)
        if match is not None:
            found[f"{prefix}projects"] = count(match["count"])
            found[f"{prefix}amount"] = figure(plain_number(match["amount"]))
            unit = unit or match["unit"]
    return found | _unit(unit) if any(value is not None for value in found.values()) else None


def _day(date: re.Match[str]) -> str | None:
    """2023年12月31日 or 2023年底 as 2023-12-31; None for a day that is none."""
    year, month = int(date["year"]), int(date["month"] or 12)
    try:
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, int(date["day"] or last)).isoformat()
    except ValueError:  # calendar.IllegalMonthError is one too
        return None


def _assets(passages: Sequence[Passage]) -> Figures:
    text = "。".join(
        TO_BE_BOUGHT.sub("", p.fold) for p in passages if p.context in ("assets", "") or "办公用房" in p.text
    )
    counts = {name: count(match["count"]) if (match := words.search(text)) else None for name, words in ASSETS.items()}
    area, date = OFFICE_AREA.search(text), AS_OF.search(text)
    if area is None and all(held is None for held in counts.values()):
        return None
    as_of = _day(date) if date else None
    return {
        "as_of": as_of,
        "vehicles_authorised": counts["vehicles_authorised"],
        "vehicles": counts["vehicles"],
        "office_area": figure(plain_number(area["amount"])) if area else None,
        "equipment_over_500k": counts["equipment_over_500k"],
        "equipment_over_1m": counts["equipment_over_1m"],
    }
