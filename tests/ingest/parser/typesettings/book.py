"""A whole report: what is printed, block by block, and what a right reading of it gives."""

import copy
import random

from samples.generator.layouts import LAYOUT
from tests.ingest.parser.typesettings.blocks import Book, NewPage, Text
from tests.ingest.parser.typesettings.forms import form_blocks
from tests.ingest.parser.typesettings.prose import glossary, narrative
from tests.ingest.parser.typesettings.tables import chinese, table_blocks

SCOPES = {"department": "部门预算", "unit": "单位预算"}
EITHER_ZERO = {"any": [None, "0"]}


def write(facts, style, seed=0):
    """(book, truth) of the facts in the style."""
    facts, dice = copy.deepcopy(facts), random.Random(seed)
    facts["scope"] = style.scope or facts["scope"]
    year, scope = facts["year"], SCOPES[facts["scope"]]
    figures, sections = narrative(facts, style, dice)
    if style.forms == "annual":
        for target in facts["targets"]:
            _year_alone(target)
    book = Book(running_head=style.head.format(name=facts["department"], year=year), running_foot=style.foot)
    add = book.blocks.extend
    add(
        [
            Text("", 80),
            Text(facts["department"], 24, "center", bold=True),
            Text(f"{year}年{scope}公开报告", 22, "center", bold=True),
            NewPage(),
        ]
    )
    part_one = (
        ["一、本部门职责", "二、机构设置情况"]
        if facts["scope"] == "department"
        else ["一、本单位职责", "二、机构设置情况"]
    )
    parts = [
        "第一部分 概况",
        f"第二部分 {year}年{scope}报表",
        f"第三部分 {year}年度{scope}情况说明",
        "第四部分 名词解释",
    ]
    if style.contents:
        add(_contents(parts, part_one, facts, sections))
    add([Text(parts[0], 18, "center", bold=True)])
    add(
        [
            Text(part_one[0], 13, bold=True),
            Text("（一）贯彻执行国家有关法律法规和方针政策。"),
            Text("（二）拟订本行业发展规划并组织实施。"),
        ]
    )
    add([Text(part_one[1], 13, bold=True), Text("内设办公室、财务科、业务科等5个科室，下设事业单位2个。"), NewPage()])
    tables = [table_blocks(facts, table, style) for table in facts["tables"]]
    if style.part_two_first:
        add([Text(parts[1], 18, "center", bold=True)])
    for at, (table, blocks) in enumerate(zip(facts["tables"], tables, strict=True)):
        wide = table["id"] in style.landscape
        before = at and facts["tables"][at - 1]["id"] in style.landscape
        if at and (style.one_per_page or wide or before):
            add([NewPage(wide)])
        add(blocks)
        if at == 0 and not style.part_two_first:
            add([Text(parts[1], 18, "center", bold=True)])
    add([NewPage(), Text(parts[2], 18, "center", bold=True)])
    for title, paragraphs in sections:
        add([Text(title, 13, bold=True), *(Text(paragraph) for paragraph in paragraphs)])
        if "绩效" in title and facts["targets"]:
            add([NewPage()])
            for at, target in enumerate(facts["targets"]):
                if at and not style.form_flow:
                    add([NewPage()])
                add(form_blocks(facts, target, style, at))
            add([NewPage()])
    lines, terms = glossary(style)
    add([NewPage(), Text(parts[3], 18, "center", bold=True), *(Text(line) for line in lines)])
    return book, _truth(facts, style, figures, sections, part_one, terms)


def _contents(parts, part_one, facts, sections):
    lines = [Text("目  录", 18, "center", bold=True), Text(f"{parts[0]}{'.' * 40}1")]
    lines += [Text(f"{title}{'.' * 40}1") for title in part_one]
    lines.append(Text(f"{parts[1]}{'.' * 40}2"))
    lines += [Text(f"表{chinese(t['number'])} {t['title']}{'.' * 20}{t['number'] + 1}") for t in facts["tables"]]
    lines.append(Text(f"{parts[2]}{'.' * 40}16"))
    lines += [Text(f"{title}{'.' * 30}16") for title, _ in sections]
    return [*lines, Text(f"{parts[3]}{'.' * 40}30"), NewPage()]


def _year_alone(target):
    target["funding"]["implementation"] = {}
    target["goals"]["implementation"] = None
    target["indicators"] = [row for row in target["indicators"] if row["scope"] == "annual"]


def _truth(facts, style, figures, sections, part_one, terms):
    truth = {key: facts[key] for key in ("department", "year", "scope", "tables", "targets", "service_purchases")}
    truth |= {"schema": 1, "stage": "budget", "narrative": figures, "glossary_terms": terms}
    truth["section_titles"] = [{"part": 1, "title": title} for title in part_one]
    truth["section_titles"] += [{"part": 3, "title": title} for title, _ in sections]
    truth["tables"] = [_printed(table, style) for table in facts["tables"]]
    truth["forbidden"] = ["王某某", "李某某", "13900000000"]
    truth["skip"] = []
    return truth


def _printed(table, style):
    """What differs from the facts because of how it's printed."""
    table = copy.deepcopy(table)
    if not table["rows"] and not style.empty_note and "code" in (columns := LAYOUT[table["id"]].columns):
        table["rows"] = [dict.fromkeys(columns) | {"name": "合计"}]  # nothing says that the printed row is none
    for row in table["rows"]:
        if table["id"] == "state_capital" and not table["rows"][0].get("side"):
            row["side"] = "revenue"
        if style.no_unit_funds and "unit_funds" in row:
            row["unit_funds"] = {"any": [None, row["unit_funds"]]} if not row["unit_funds"] else None
        if style.zero in ("-", "—", "－"):
            for key, value in row.items():
                if (
                    isinstance(value, str)
                    and value.replace(".", "").strip("0") == ""
                    and value.startswith("0")
                    and key not in ("code",)
                ):
                    row[key] = {"any": [None, "0"]}
        for key in ("name", "unit", "item", "department_economic"):
            if style.total.replace(" ", "").replace("　", "") != "合计" and row.get(key) in ("合计", "部门合计"):
                row[key] = row[key].replace("合计", style.total)
    return table
