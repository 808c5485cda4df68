"""十三张表 (the thirteen tables) of the fictional city: rows that are sums over the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from samples.city.ledger import FUNDS, GENERAL, Entry, printed, total

Row = dict[str, str | None]
Entries = Sequence[Entry]
BALANCE_CLASSES = (
    "一般公共服务支出",
    "外交支出",
    "国防支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "社会保障和就业支出",
    "社会保险基金支出",
    "卫生健康支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "资源勘探工业信息等支出",
    "商业服务业等支出",
    "金融支出",
    "援助其他地区支出",
    "自然资源海洋气象等支出",
    "住房保障支出",
    "粮油物资储备支出",
    "国有资本经营预算支出",
    "灾害防治及应急管理支出",
    "预备费",
    "其他支出",
    "转移性支出",
    "债务还本支出",
    "债务付息支出",
    "债务发行费用支出",
    "抗疫特别国债安排的支出",
)
DIGITS = "一二三四五六七八九"
ORDINALS = (*DIGITS, "十", *(f"十{digit}" for digit in DIGITS), "二十", *(f"二十{digit}" for digit in DIGITS), "三十")
REVENUE_ITEMS = (
    ("一、一般公共预算", GENERAL),
    ("二、政府性基金预算", "government_fund"),
    ("三、国有资本经营预算", "state_capital"),
    ("四、财政专户管理资金", "special_account"),
    ("五、单位资金", "unit_funds"),
)
THREE_PUBLIC = (
    ("因公出国（境）费", ("abroad",)),
    ("公务接待费", ("reception",)),
    ("公务用车购置及运行费", ("purchase", "vehicles")),
    ("①公务用车购置费", ("purchase",)),
    ("②公务用车运行维护费", ("vehicles",)),
    ("合计", ("abroad", "reception", "purchase", "vehicles")),
)


class Tables:
    """The tables of one report: one department's or one unit's entries of one year."""

    def __init__(self, city: Mapping, department: Mapping, year: int, entries: Entries, unit: Mapping | None = None):
        self.city, self.department, self.year, self.unit = city, department, year, unit
        self.entries = [entry for entry in entries if unit is None or entry.unit == unit["name"]]
        self.current = [entry for entry in self.entries if not entry.is_carryover]
        self.carried = [entry for entry in self.entries if entry.is_carryover]
        self.appropriated = [entry for entry in self.entries if entry.fund in FUNDS]

    def all(self) -> list[dict]:
        general = [entry for entry in self.current if entry.fund == GENERAL]
        funds = [entry for entry in self.current if entry.fund == "government_fund"]
        without = "（不含上年结转）"
        rows: list[tuple[str, str, list[Row]]] = [
            ("balance", "预算收支总表", self.balance()),
            ("revenue", "预算收入总表", self._by_function(self.entries, self._revenue_cells)),
            ("expenditure", "预算支出总表", self._by_function(self.entries, by_kind)),
            ("appropriation", "财政拨款收支总表", self.appropriation()),
            ("general_expenditure", f"一般公共预算支出预算表{without}", self._by_function(general, by_kind)),
            ("basic_by_economic", f"一般公共预算安排基本支出分经济科目表{without}", self.basic_by_economic()),
            ("fund_revenue", f"政府性基金预算收入表{without}", self.fund_income("government_fund")),
            ("fund_expenditure", f"政府性基金预算支出表{without}", self._by_function(funds, by_kind)),
            ("state_capital", f"国有资本经营预算收支预算表{without}", self.state_capital()),
            ("three_public", "财政拨款安排“三公”经费支出预算表", self.three_public()),
            ("operating", "财政拨款安排机关运行经费预算表", self.operating()),
            (
                "projects",
                "项目支出预算表（本年预算）",
                self.projects(self.current, (*FUNDS, "special_account", "unit_funds")),
            ),
            ("carryover_projects", "项目支出预算表（上年结转）", self.projects(self.carried, FUNDS)),
        ]
        tables = []
        for number, (table_id, title, table_rows) in enumerate(rows, 1):
            table = {
                "id": table_id,
                "number": number,
                "title": f"{self.year}年{title}",
                "unit": "万元",
                "rows": table_rows,
            }
            tables.append(table if table_rows else {**table, "note": "本表无数据"})
        return tables

    def balance(self) -> list[Row]:
        def spending(name: str, entries: Entries) -> Row:
            current = [entry for entry in entries if not entry.is_carryover]
            carried = [entry for entry in entries if entry.is_carryover]
            sums = {"total": entries, "current": current, "carryover": carried}
            return {"side": "expenditure", "item": name, **{key: printed(total(part)) for key, part in sums.items()}}

        rows = []
        for number, name in enumerate(BALANCE_CLASSES):
            if number < len(REVENUE_ITEMS):
                item, fund = REVENUE_ITEMS[number]
                rows.append(_revenue(item, [entry for entry in self.current if entry.fund == fund]))
            rows.append(spending(f"{ORDINALS[number]}、{name}", self._of_class(name, self.entries)))
        rows += [_revenue("本年收入合计", self.current), spending("本年支出合计", self.entries)]
        rows += [_revenue("上年结转", self.carried), spending("年终结转", [])]
        return [*rows, _revenue("收入总计", self.entries), spending("支出总计", self.entries)]

    def appropriation(self) -> list[Row]:
        def spending(name: str, entries: Entries) -> Row:
            return {"side": "expenditure", "item": name, **by_fund(entries)}

        rows = []
        for number, name in enumerate(BALANCE_CLASSES):
            if number < len(FUNDS):
                item, fund = REVENUE_ITEMS[number]
                rows.append(_revenue(item, [entry for entry in self.current if entry.fund == fund]))
            rows.append(spending(f"{ORDINALS[number]}、{name}", self._of_class(name, self.appropriated)))
        current = [entry for entry in self.appropriated if not entry.is_carryover]
        rows += [_revenue("本年收入合计", current), spending("本年支出合计", self.appropriated)]
        rows += [_revenue("上年财政拨款结转", self.carried), spending("年终结转", [])]
        for item, fund in REVENUE_ITEMS[: len(FUNDS)]:
            rows.append(_revenue(item, [entry for entry in self.carried if entry.fund == fund]))
        return [*rows, _revenue("收入总计", self.appropriated), spending("支出总计", self.appropriated)]

    def basic_by_economic(self) -> list[Row]:
        basic = [entry for entry in self.current if entry.project is None]
        rows = [_economic("合计", None, basic)]
        for group in dict.fromkeys(item["group"] for item in self.city["basic_items"]):
            of_group = [entry for entry in basic if entry.group == group]
            if of_group:
                rows.append(_economic(group, None, of_group))
            for item in self.city["basic_items"]:
                named = [entry for entry in of_group if entry.item == item["item"]]
                for government_item in dict.fromkeys(entry.government_item for entry in named):
                    part = [entry for entry in named if entry.government_item == government_item]
                    rows.append(_economic(item["item"], government_item, part))
        return rows

    def fund_income(self, fund: str) -> list[Row]:
        """收入科目 of a fund: its total, its parent account and one row per source."""
        entries = [entry for entry in self.current if entry.fund == fund]
        if not entries:
            return []
        code, name = self.city["fund_source_parents"][fund]
        rows = [_coded(None, "合计", {"amount": entries}), _coded(code, name, {"amount": entries})]
        for function in dict.fromkeys(entry.function for entry in entries):
            source = self.city["fund_sources"][function]
            rows.append(_coded(*source, {"amount": [entry for entry in entries if entry.function == function]}))
        return rows

    def state_capital(self) -> list[Row]:
        income: list[Row] = [{"side": "revenue", **row} for row in self.fund_income("state_capital")]
        capital = [entry for entry in self.current if entry.fund == "state_capital"]
        spending: list[Row] = [{"side": "expenditure", **row} for row in self._by_function(capital, by_kind)]
        rows = []
        for number in range(max(len(income), len(spending))):
            rows += income[number : number + 1] + spending[number : number + 1]
        return rows

    def three_public(self) -> list[Row]:
        entries = [entry for entry in self.current if entry.three_public]
        if not entries:
            return []
        rows = []
        for item, kinds in THREE_PUBLIC:
            part = [entry for entry in entries if entry.three_public in kinds]
            rows.append({"item": item, **by_fund(part)})
        return rows

    def operating(self) -> list[Row]:
        """机关运行经费: 公用经费 of the administrative units."""
        names = [unit["name"] for unit in self.department["units"] if unit["kind"] == "administrative"]
        public = [entry for entry in self.current if entry.column == "public" and entry.unit in names]
        if not public:
            return []
        rows: list[Row] = [{"unit": "部门合计", **by_fund(public)}]
        return rows + [{"unit": name, **by_fund([entry for entry in public if entry.unit == name])} for name in names]

    def projects(self, entries: Entries, funds: Sequence[str]) -> list[Row]:
        entries = [entry for entry in entries if entry.project]
        if not entries:
            return []
        rows = []
        if self.unit is None:
            name = self.department["name"]
            rows.append({"kind": "department", "unit": name, "name": name, **by_fund(entries, funds)})
        for unit in dict.fromkeys(entry.unit for entry in entries):
            of_unit = [entry for entry in entries if entry.unit == unit]
            rows.append({"kind": "unit", "unit": unit, "name": unit, **by_fund(of_unit, funds)})
            for entry in of_unit:
                rows.append({"kind": "project", "unit": unit, "name": entry.project, **by_fund([entry], funds)})
        return rows

    def _revenue_cells(self, entries: Entries) -> dict[str, Entries]:
        current = [entry for entry in entries if not entry.is_carryover]
        funds = {fund: [entry for entry in current if entry.fund == fund] for _, fund in REVENUE_ITEMS}
        return {"total": current, **funds, "carryover": [entry for entry in entries if entry.is_carryover]}

    def _by_function(self, entries: Entries, cells: Callable[[Entries], Mapping[str, Entries]]) -> list[Row]:
        """合计, then 类, 款 and 项 in the order of their codes."""
        if not entries:
            return []
        rows = [_coded(None, "合计", cells(entries))]
        codes = {entry.function[:length] for entry in entries for length in (3, 5, 7)}
        for code in sorted(codes):
            part = [entry for entry in entries if entry.function.startswith(code)]
            rows.append(_coded(code, self._function_name(code), cells(part)))
        return rows

    def _function_name(self, code: str) -> str:
        for earlier in self.city["earlier_function_names"]:
            if earlier["code"] == code and self.year <= earlier["until"]:
                return earlier["name"]
        return self.city["functions"][code]

    def _of_class(self, name: str, entries: Entries) -> list[Entry]:
        return [entry for entry in entries if self.city["functions"][entry.function[:3]] == name]


def by_kind(entries: Entries) -> dict[str, Entries]:
    basic = [entry for entry in entries if entry.project is None]
    return {"total": entries, "basic": basic, "project": [entry for entry in entries if entry.project]}


def by_fund(entries: Iterable[Entry], funds: Sequence[str] = FUNDS) -> Row:
    entries = list(entries)
    sums: dict[str, Decimal] = {"total": total(entries)}
    sums |= {fund: total(entry for entry in entries if entry.fund == fund) for fund in funds}
    return {key: printed(value) for key, value in sums.items()}


def _revenue(item: str, entries: Entries) -> Row:
    return {"side": "revenue", "item": item, "amount": printed(total(entries))}


def _coded(code: str | None, name: str, cells: Mapping[str, Entries]) -> Row:
    return {"code": code, "name": name, **{key: printed(total(part)) for key, part in cells.items()}}


def _economic(item: str, government_item: str | None, entries: Entries) -> Row:
    columns = {
        key: printed(total(entry for entry in entries if entry.column == key)) for key in ("personnel", "public")
    }
    return {
        "department_economic": item,
        "government_economic": government_item,
        "total": printed(total(entries)),
        **columns,
    }
