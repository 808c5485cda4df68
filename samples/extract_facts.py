"""抽取事实 (extract the facts): the figures, headings, names and codes of five disclosed reports, without their texts.

    python -m samples.extract_facts ../shared/corpus/seeds

reads what is known of each report and writes samples/facts/<slug>.json. Sentences of the reports (duties, 概况, 依据,
必要性, 措施, 计划, 目标, definitions) are left out; the short reasons of a change are kept.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

FACTS = Path(__file__).parent / "facts"
FORM_FACTS = ("project", "department_code", "department", "unit", "attribute", "period", "funding", "filled_at")
SCOPES = {"department": "部门预算", "unit": "单位预算"}
REGIONS = {"吕梁市": "141100", "长治市屯留区": "140405", "晋城市": "140500"}
KINDS = re.compile(
    r"其他运转类项目(\d+)个，涉及(?:项目)?金额([\d,.]+)万元；特定目标类项目(\d+)个，涉及(?:项目)?金额([\d,.]+)万元"
)
FORM_TITLE = re.compile(r"^\s*(\S+预算部门（单位）项目支出绩效目标(?:申报)?表)\s*$", re.M)


def printed(value: object) -> object:
    """The printed fact where several readings are accepted: the whole one, never the clipped one."""
    if isinstance(value, Mapping):
        return _whole(value["any"]) if set(value) == {"any"} else {key: printed(item) for key, item in value.items()}
    return [printed(item) for item in value] if isinstance(value, list) else value


def _whole(readings: list[str | None]) -> str:
    texts = [reading for reading in readings if reading is not None]
    balanced = [text for text in texts if text.count("）") == text.count("（")]
    return max(balanced or texts, key=len)


def stated(change: Mapping | None) -> dict | None:
    """What the narrative says in so many words: a figure that may as well be left out is left out."""
    if change is None:
        return None
    facts = {key: None if isinstance(value, Mapping) else value for key, value in change.items()}
    return {**facts, **({"reason": facts["reason"].rstrip("。")} if facts.get("reason") else {})}


def facts_of(truth: Mapping, text: str) -> dict:
    clean = printed({key: truth[key] for key in truth if key not in ("skip", "forbidden", "narrative")})
    name = clean["department"]
    place = next(place for place in REGIONS if name.startswith(place))
    return {
        "slug": f"{name}-{clean['year']}-{SCOPES[clean['scope']]}",
        "kind": "reproduction",
        "region": REGIONS[place],
        "region_name": place,
        **{key: clean[key] for key in ("department", "year", "scope", "stage")},
        "tables": [_table(table, clean["scope"]) for table in clean["tables"]],
        "narrative": {topic: stated(change) for topic, change in truth["narrative"].items()},
        "project_kinds": _project_kinds(text),
        "section_titles": clean["section_titles"],
        "form_title": FORM_TITLE.search(text).group(1),
        "targets": [_form(target, truth["skip"]) for target in clean["targets"]],
        "service_purchases": clean["service_purchases"],
        "glossary_terms": clean["glossary_terms"],
    }


def _table(table: Mapping, scope: str) -> dict:
    facts = {key: value for key, value in table.items() if key != "pages"}
    if scope == "unit":  # a unit's own report has no department above it
        for row in facts["rows"]:
            if row.get("kind") == "department":
                row["kind"] = "unit"
    amounts = [value for row in table["rows"] for value in row.values() if re.fullmatch(r"[\d.]+", value or "")]
    if not any(float(amount) for amount in amounts if "." in amount):
        facts["note"] = "本表无数据"
    return facts


def _form(target: Mapping, garbled: list[str]) -> dict:
    """The form's facts; an amount that the source itself shows cut off is left out."""
    form = {**{key: target[key] for key in FORM_FACTS}, "indicators": target["indicators"]}
    for period, amounts in form["funding"].items():
        for source in amounts:
            if f"targets[{target['project']}].funding.{period}.{source}" in garbled:
                amounts[source] = None
    return form


def _project_kinds(text: str) -> dict | None:
    """What the report says of its projects by kind: first those under target management, then those it publishes."""
    found = [match.groups() for match in KINDS.finditer(re.sub(r"\s", "", text))]
    keys = ("running_projects", "running_amount", "specific_projects", "specific_amount")
    statements = [dict(zip(keys, (value.replace(",", "") for value in values), strict=True)) for values in found[:2]]
    return dict(zip(("managed", "published"), statements, strict=False)) if statements else None


def main(seeds: Path) -> None:
    FACTS.mkdir(exist_ok=True)
    for path in sorted(seeds.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        text = path.with_name(path.name.replace(".truth.json", ".txt")).read_text("utf-8")
        facts = facts_of(truth, text)
        target = FACTS / f"{facts['slug']}.json"
        target.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
        sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
