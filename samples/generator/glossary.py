"""名词解释 (glossary): the terms such reports explain, each in one plain line of this project's own."""

DEFINITIONS = {
    "基本支出": "单位维持日常运转要花的钱，主要是人员工资和办公开支。",
    "项目支出": "为办成某一件具体的事而专门安排的钱，不含日常运转开支。",
    "“三公”经费": "财政拨款中用于因公出国（境）、公务用车购置和运行、公务接待的三类开支。",
    "机关运行经费": "行政单位和参照公务员法管理的单位用财政拨款安排的日常公用开支。",
    "政府购买服务": "政府出钱，由社会力量按约定提供服务，再按质按量付费。",
    "财政专户管理资金": "收上来后存入财政专门账户、按规定用途支出的资金，例如部分教育收费。",
    "单位资金": "财政拨款和财政专户以外，单位自己取得的收入，例如事业收入、经营收入。",
    "上年结转": "上年没有花完、按规定留到本年继续用于原用途的钱。",
    "一般公共预算": "以税收为主要来源，用于民生、公共服务和机关运转的一本账。",
    "政府性基金预算": "为特定事业专门征收、专款专用的一本账，例如土地出让收入。",
    "国有资本经营预算": "来自国有企业上缴利润等国有资本收益的一本账。",
    "财政拨款": "由财政安排给单位的钱，包括一般公共预算、政府性基金预算和国有资本经营预算三部分。",
}
ORDINALS = "一二三四五六七八九十"


def glossary_lines(terms: list[str]) -> list[str]:
    return [f"{_ordinal(number)}、{term}：{DEFINITIONS[term]}" for number, term in enumerate(terms, 1)]


def _ordinal(number: int) -> str:
    return ORDINALS[number - 1] if number <= 10 else f"十{ORDINALS[number - 11]}"
