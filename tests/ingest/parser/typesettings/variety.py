"""The typesettings by name: each gives a file and what a right reading of it is."""

from functools import partial

from tests.ingest.parser.typesettings import book, drawn, facts, plain, web
from tests.ingest.parser.typesettings.style import Style


def with_pages(truth, pages):
    for table in truth["tables"]:
        table["pages"] = pages.get(("table", table["id"]))
    for at, target in enumerate(truth["targets"]):
        target["pages"] = pages.get(("target", at))
    return truth


def _drawn(style, seed=0, **perturbed):
    written, truth = book.write(facts.other(seed, seed=seed, **perturbed), style, seed)
    data, pages = drawn.draw(written, style)
    return data, with_pages(truth, pages)


def _chromium(style, seed=0, font=0, **perturbed):
    written, truth = book.write(facts.other(seed, seed=seed, **perturbed), style, seed)
    return web.print_with_chromium(web.html(written, style, font), written), _unpaged(truth)


def _office(style, seed=0, font=0, program="writer", **perturbed):
    written, truth = book.write(facts.other(seed, seed=seed, **perturbed), style, seed)
    return web.print_with_office(web.html(written, style, font), program), _unpaged(truth)


def _text(style, make, seed=0, **perturbed):
    written, truth = book.write(facts.other(seed, seed=seed, **perturbed), style, seed)
    return make(written), _unpaged(truth)


def _unpaged(truth):
    for one in (*truth["tables"], *truth["targets"]):
        one.pop("pages", None)
    return truth


DRAWN = {
    "lines": (Style(), {}),
    "rects, bold twice": (
        Style(rules="rects", repeat_headings=False, bold_prints=2, blank=" ", foot="-{page}-"),
        {"seed": 1},
    ),
    "double borders, bold thrice": (Style(rules="double", bold_prints=3, thousands=True, blank="\u00a0"), {"seed": 2}),
    "dotted": (Style(rules="dotted", zero="0", total="合 计", repeat_headings=False), {"seed": 3}),
    "across only": (Style(rules="across", total="合　计", landscape=frozenset()), {"seed": 4}),
    "no outer border": (Style(rules="no outer", one_per_page=False, prose=1), {"seed": 5}),
    "yuan": (Style(unit_label="单位:{unit}", thousands=True, prose=2), {"seed": 6, "factor": "10000", "unit": "元"}),
    "six decimals": (Style(prose=3, glossary=1), {"seed": 7, "factor": "1.0371"}),
    "whole numbers": (Style(zero="0", prose=4, glossary=2, thousands=True), {"seed": 8, "factor": "1"}),
    "dashes for zero": (Style(zero="-", prose=5, glossary=3), {"seed": 13}),
    "long dashes": (Style(zero="—", glossary=4), {"seed": 13}),
    "wide figures": (Style(wide_figures=True), {"seed": 9}),
    "half brackets": (Style(half_brackets=True, glossary=5), {"seed": 10}),
    "flowing": (Style(one_per_page=False, landscape=frozenset(), form_flow=True), {"seed": 11}),
    "broken rows": (Style(break_rows=True, form_flow=True, repeat_headings=False, landscape=frozenset()), {"seed": 12}),
    "rotated pages": (Style(rotate=True), {"seed": 14}),
    "narrow figures": (Style(narrow=0.45, thousands=True, landscape=frozenset()), {"seed": 15}),
    "clipped": (Style(clip=True, landscape=frozenset(), size=10.5), {"seed": 16}),
    "title behind 表一": (Style(prefix="表{cn}", mark=""), {"seed": 17}),
    "mark 表3": (Style(mark="表{n}"), {"seed": 18}),
    "mark 公开表": (Style(mark="公开表{n}", name_label="单位名称："), {"seed": 19}),
    "mark 附表3-": (Style(prefix="附表{n}-", mark=""), {"seed": 20}),
    "no marks": (Style(mark=""), {"seed": 21}),
    "title twice": (Style(prefix="表{cn}\n"), {"seed": 22}),
    "unit below": (Style(unit_on_own_line=True, name_label="编制部门："), {"seed": 23}),
    "captions in the grid": (Style(caption_in_grid=True), {"seed": 24}),
    "column numbers": (Style(column_numbers=True), {"seed": 25}),
    "no unit funds": (Style(no_unit_funds=True), {"seed": 26}),
    "units bold": (Style(unit_mark="bold"), {"seed": 27}),
    "units unmarked": (Style(unit_mark="none"), {"seed": 28}),
    "units by wide blanks": (Style(unit_mark="wide blanks"), {"seed": 29}),
    "head and watermark": (
        Style(head="{name}{year}年部门预算", watermark="内部资料", foot="第{page}页共53页"),
        {"seed": 30},
    ),
    "head in a box": (Style(head="{name}{year}年部门预算", head_box=True), {"seed": 31}),
    "radicals": (Style(radicals=True), {"seed": 32}),
    "no contents": (Style(contents=False), {"seed": 33}),
    "part two late": (Style(part_two_first=False), {"seed": 34}),
    "merged goals": (Style(forms="merged goals"), {"seed": 35}),
    "year alone": (Style(forms="annual"), {"seed": 36}),
    "other form words": (Style(form_words=1, filled_in=True), {"seed": 37}),
    "many forms flowing and broken": (
        Style(form_flow=True, break_rows=True, forms="merged goals"),
        {"seed": 38, "targets": 20},
    ),
    "purchases coded": (Style(purchases=1), {"seed": 5}),
    "purchases named": (Style(purchases=2), {"seed": 6}),
    "purchases bare": (Style(purchases=3), {"seed": 7}),
    "purchases names alone": (Style(purchases=4), {"seed": 8}),
    "no note under empty": (Style(empty_note="", empty_rows=0), {"seed": 9}),
    "unit report": (Style(scope="unit"), {"seed": 10}),
    "glossary 6": (Style(glossary=6, prose=1), {"seed": 11}),
    "big margins small print": (Style(margin=36, size=7), {"seed": 12}),
    "across, flowing": (
        Style(rules="across", one_per_page=False, form_flow=True, landscape=frozenset()),
        {"seed": 27},
    ),
    "across, year alone": (Style(rules="across", forms="annual", landscape=frozenset()), {"seed": 28}),
    "across, thousands": (
        Style(rules="across", thousands=True, zero="0", landscape=frozenset()),
        {"seed": 29},
    ),
}
VARIETY = {f"drawn {name}": partial(_drawn, style, **more) for name, (style, more) in DRAWN.items()}
VARIETY |= {
    "chromium serif": partial(_chromium, Style(), seed=1),
    "chromium sans flowing": partial(
        _chromium, Style(one_per_page=False, landscape=frozenset(), form_flow=True, head="{name}"), seed=2, font=1
    ),
    "chromium wqy broken": partial(
        _chromium, Style(break_rows=True, form_flow=True, repeat_headings=False, rules="dotted"), seed=3, font=2
    ),
    "chromium across": partial(_chromium, Style(rules="across", total="合 计"), seed=4, font=0),
    "chromium double watermark": partial(_chromium, Style(rules="double", watermark="部门预算"), seed=5, font=1),
    "chromium no outer": partial(_chromium, Style(rules="no outer", thousands=True, narrow=0.5), seed=6, font=0),
    "chromium across merged goals": partial(_chromium, Style(rules="across", forms="merged goals"), seed=24),
    "chromium across broken": partial(
        _chromium, Style(rules="across", break_rows=True, form_flow=True), seed=26, font=2
    ),
    "office writer dotted": partial(_office, Style(rules="dotted", break_rows=True, form_flow=True), seed=21),
    "office writer": partial(_office, Style(), seed=7),
    "office writer flowing": partial(
        _office, Style(one_per_page=False, form_flow=True, break_rows=True), seed=8, font=1
    ),
    "text tabbed": partial(_text, Style(), plain.tabbed, seed=10),
    "text tabbed thousands": partial(
        _text, Style(thousands=True, zero="0", total="合 计", prose=1), plain.tabbed, seed=11
    ),
    "text tabbed yuan": partial(_text, Style(prose=2, glossary=1), plain.tabbed, seed=12, factor="10000", unit="元"),
    "text tabbed year alone": partial(_text, Style(forms="annual"), plain.tabbed, seed=13),
    "text raw": partial(_text, Style(), plain.raw, seed=14, halves_alike=True),
    "text raw no marks": partial(_text, Style(mark="", prose=3, glossary=2), plain.raw, seed=15, halves_alike=True),
}
