"""The operations: a list and a single one of every dataset, search and comparison. Published data alone.

No postponed annotations here: django-ninja reads the parameters from them.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Annotated, Any, Literal

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query
from ninja.errors import ValidationError
from pydantic import BaseModel, ConfigDict, Field, create_model

from budgets import comparing
from budgets.api import answers, schemas
from budgets.api.document import Api
from budgets.api.problems import problem
from budgets.api.schemas import Problem
from budgets.datasets import DATASETS, Dataset
from budgets.models import Report
from budgets.narrowing import REGION, REPORT, Id, Text, Year, reasons
from budgets.queries import compare, measures, reports
from budgets.queries.hits import hits
from budgets.tables.crossings import ComparedTable, HitsTable

ABOUT = """已公布的部门预算数据，只读，JSON，不用登录。

* 金额是文本，单位万元，准确到原表的末位；`null` = 原表空白或没有，`0.00` = 原表印了 0。
* 列表一页一页读：照 `next` 里的网址接着读，直到它是 `null`。
* 筛选条件的名称就是字段的名称；不认识的条件、写错的值回 400 并说明原因。
* 每个回答带 `ETag`；再来时用 `If-None-Match`，没有变就回 304。
* `is_total` 为真的行是合计；只挑一个级别（`level`）相加，不要把部门预算和它所属单位的单位预算加在一起。
"""
ROW = REPORT[:-1]
SLUG = r"[a-z_]{1,24}(-\d{1,4})?"
NUMBER = r"\d{1,9}"
NOT_HERE = "没有这一条，或者没有公布。"
MOST_HITS = 10_000


def of_place(prefix: str, what: str) -> Callable[[str], Mapping[str, object]]:
    def place(text: str) -> Mapping[str, object]:
        public_id, _, position = text.split(".")
        return {f"{prefix}public_id": public_id, what: int(position)}

    return place


def of_table(text: str) -> Mapping[str, object]:
    public_id, slug = text.split(".")
    return {"report__public_id": public_id, "slug": slug}


def of_line(text: str) -> Mapping[str, object]:
    public_id, slug, position = text.split(".")
    return {"table__report__public_id": public_id, "table__slug": slug, "position": int(position)}


# How a single one is named, and where it is found.
IDS: dict[str, tuple[Any, Callable[[Any], Mapping[str, object]], object]] = {
    "regions": (Annotated[str, Field(pattern=REGION)], lambda code: {"code": code}, "141100"),
    "departments": (Id, lambda pk: {"pk": pk}, 1),
    "reports": (Annotated[str, Field(pattern=REPORT)], lambda public_id: {"public_id": public_id}, "23456789ab"),
    "tables": (Annotated[str, Field(pattern=rf"{ROW}\.{SLUG}$")], of_table, "23456789ab.expenditure"),
    "lines": (Annotated[str, Field(pattern=rf"{ROW}\.{SLUG}\.{NUMBER}$")], of_line, "23456789ab.expenditure.2"),
    "projects": (Id, lambda pk: {"pk": pk}, 3),
    "targets": (
        Annotated[str, Field(pattern=rf"{ROW}\.targets\.\d{{1,4}}$")],
        of_place("report__", "position"),
        "23456789ab.targets.1",
    ),
    "checks": (
        Annotated[str, Field(pattern=rf"{ROW}\.checks\.{NUMBER}$")],
        of_place("report__", "position"),
        "23456789ab.checks.4",
    ),
}
CURSORS = {"regions": Annotated[str, Field(pattern=REGION)]}

api = Api(
    title="部门预算公开查询平台",
    version="1",
    description=ABOUT,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "数据来自各部门依法公开的预算"}}},
)


@api.exception_handler(ValidationError)
def wrong(request: HttpRequest, given: ValidationError) -> HttpResponse:
    if all(error["loc"][0] == "path" for error in given.errors):
        return problem(404, NOT_HERE)
    return refused(reasons(given.errors))


@api.exception_handler(Http404)
def missing(request: HttpRequest, _given: Http404) -> HttpResponse:
    return problem(404, NOT_HERE)


def refused(errors: list[tuple[str, str]]) -> HttpResponse:
    return problem(400, "；".join(f"“{name}”{reason}" for name, reason in errors) + "。", errors)


def strange(request: HttpRequest, known: type[BaseModel], lists: tuple[str, ...] = ()) -> HttpResponse | None:
    """A refusal of parameters that aren't known, or are given twice where once is all."""
    errors = [(name[:40], "不是这里的筛选条件") for name in request.GET if name not in known.model_fields]
    errors += [(name, "只能写一次") for name in request.GET if name not in lists and len(request.GET.getlist(name)) > 1]
    return refused(errors) if errors else None


def add_list(dataset: Dataset) -> None:
    name = dataset.name
    title = name.title()
    row = schemas.row_model(title[:-1], dataset.columns, dataset.key, dataset.about)
    asked_for = schemas.listing(f"{title}Asked", dataset.filters, CURSORS.get(name))
    keys = [column.key for column in dataset.columns]
    example = {"data": [schemas.example_row(dataset.columns, dataset.key, name)], "next": None, "unit": "万元"}

    def view(request: HttpRequest, asked: Query[asked_for]) -> HttpResponse:
        refusal = strange(request, asked_for)
        if refusal:
            return refusal
        given = asked.model_dump()
        found = dataset.narrowed(dataset.query(reports.published()), given).order_by("pk")
        if given["cursor"] is not None:
            found = found.filter(pk__gt=given["cursor"])
        batch = list(found[: given["limit"] + 1])
        more, batch = len(batch) > given["limit"], batch[: given["limit"]]
        return answers.page(request, keys, rows(dataset, batch), batch[-1].pk if more else None)

    api.get(
        f"/{name}/",
        response={200: schemas.page_model(f"{title}Page", row), 400: Problem, 429: Problem},
        operation_id=f"list_{name}",
        summary=f"{dataset.title}：{dataset.about.removeprefix(f'{dataset.title}：')}",
        tags=[name],
        openapi_extra={"x-example": example},
    )(view)
    if name in IDS:
        add_single(dataset, row, keys)


def add_single(dataset: Dataset, row: type[BaseModel], keys: list[str]) -> None:
    name = dataset.name
    kind, place, example = IDS[name]

    def view(request: HttpRequest, id: Annotated[kind, Path(description="编号", examples=[example])]) -> HttpResponse:
        refusal = strange(request, Nothing)
        if refusal:
            return refusal
        found = list(dataset.query(reports.published()).filter(**place(id))[:1])
        if found:
            return answers.json_response(dict(zip(keys, next(rows(dataset, found)), strict=True)))
        return gone(request, id) if name == "reports" else problem(404, NOT_HERE)

    api.get(
        f"/{name}/{{id}}/",
        response={200: row, 400: Problem, 404: Problem, **({410: Problem} if name == "reports" else {}), 429: Problem},
        operation_id=f"get_{name[:-1]}",
        summary=f"{dataset.title}：一条",
        tags=[name],
        openapi_extra={"x-example": schemas.example_row(dataset.columns, dataset.key, name)},
    )(view)


class Nothing(BaseModel):
    """No parameters."""


def rows(dataset: Dataset, batch: list[Model]) -> Iterator[list[object]]:
    make = dataset.table([]).typed_row
    return (make(record) for record in dataset.prepared(batch))


def gone(request: HttpRequest, public_id: str) -> HttpResponse:
    """A version that was public once says what came of it."""
    address = reports.of_public_id(public_id)
    if address is None:
        return problem(404, NOT_HERE)
    old = reports.whole(address.pk)
    now = reports.present(old)
    address = request.build_absolute_uri(f"/api/v1/reports/{now.public_id}/") if now else None
    if old.status == Report.Status.WITHDRAWN:
        return problem(410, f"这一版已撤回。{old.withdrawal_reason}", present=address)
    return problem(410, "这一版已被新版替换，页面上的固定链接还在。", present=address)


for one in DATASETS:
    add_list(one)


HIT_COLUMNS = schemas.columns_of(HitsTable)
COMPARED_COLUMNS = schemas.columns_of(ComparedTable)
Hit = schemas.row_model("Hit", HIT_COLUMNS, ("kind", "name", "address"), HitsTable.about)
Compared = schemas.row_model("Compared", COMPARED_COLUMNS, ("department_id", "year"), ComparedTable.about)
HIT = {
    **schemas.example_row(HIT_COLUMNS, ("kind", "name", "address")),
    "kind": "项目",
    "name": "业务经费",
    "code": None,
    "address": "/projects/3/",
}
SearchAsked = schemas.query_model(
    "SearchAsked",
    {},
    q=(Text, Field(description="要查的词，空格隔开；里面的年份当作筛选", examples=["教育 2024"])),
    cursor=(
        Annotated[int, Field(ge=0, le=MOST_HITS)],
        Field(0, description="从哪里接着读：照抄上一页 next 里的"),
    ),
    limit=(Annotated[int, Field(ge=1, le=100)], Field(50, description="一页几个，最多 100")),
)


@api.get(
    "/search/",
    response={200: schemas.page_model("SearchPage", Hit), 400: Problem, 429: Problem},
    operation_id="search",
    summary="搜索：部门、单位、项目、科目、名词",
    tags=["search"],
    openapi_extra={"x-example": {"data": [HIT], "next": None, "unit": "万元"}},
)
def search(request: HttpRequest, asked: Query[SearchAsked]) -> HttpResponse:
    refusal = strange(request, SearchAsked)
    if refusal:
        return refusal
    start, most = asked.cursor, asked.limit
    found = list(islice(hits(asked.q), start, start + most + 1))
    has_more = len(found) > most and start + most <= MOST_HITS
    make = HitsTable([]).typed_row
    keys = [column.key for column in HIT_COLUMNS]
    return answers.page(request, keys, (make(hit) for hit in found[:most]), start + most if has_more else None)


MEASURE = rf"^({'|'.join(measures.BY_KEY)}|f:\d{{3,7}}|e:[^\x00-\x1f\x7f]{{1,60}})$"
MEASURES_SAID = "；".join(f"{one.key} = {one.official}" for one in measures.MEASURES)
CompareAsked = create_model(
    "CompareAsked",
    __config__=ConfigDict(extra="forbid"),
    department_id=(
        Annotated[list[Id], Field(min_length=1, max_length=compare.MOST)],
        Field(description=f"部门编号，一到 {compare.MOST} 个", examples=[[1]]),
    ),
    year=(
        Annotated[list[Year], Field(max_length=50)],
        Field([], description="只要这几年；不写就是所有的年份", examples=[[2024]]),
    ),
    measure=(
        Annotated[str, Field(pattern=MEASURE)],
        Field("total", description=f"比什么：{MEASURES_SAID}；f:科目编码 或 e:经济科目名称"),
    ),
    basis=(Literal["report", "current"], Field("report", description="report = 照报告；current = 总计减去上年结转")),
)


@api.get(
    "/compare/",
    response={200: schemas.page_model("ComparePage", Compared), 400: Problem, 404: Problem, 429: Problem},
    operation_id="compare",
    summary="比一比：几个部门各年的一项金额",
    tags=["compare"],
    openapi_extra={
        "x-example": {
            "data": [schemas.example_row(COMPARED_COLUMNS, ("department_id", "year"))],
            "next": None,
            "unit": "万元",
        }
    },
)
def compare_departments(request: HttpRequest, asked: Query[CompareAsked]) -> HttpResponse:
    refusal = strange(request, CompareAsked, ("department_id", "year"))
    if refusal:
        return refusal
    known = set(public_departments(asked.department_id))
    unknown = [number for number in asked.department_id if number not in known]
    if unknown:
        return problem(404, f"没有部门 {'、'.join(map(str, unknown))}，或者它没有已公布的报告。")
    measure = measures.measure(asked.measure)
    if measure.key != asked.measure:
        return problem(404, f"没有科目 {asked.measure.partition(':')[2]}。")
    ids = list(dict.fromkeys(asked.department_id))
    chosen = comparing.Choice(ids, sorted(set(asked.year)), measure, asked.basis == "current", None)
    keys = [column.key for column in COMPARED_COLUMNS]
    rows = comparing.compared(comparing.comparison(chosen))
    return answers.page(request, keys, map(ComparedTable([]).typed_row, rows))


def public_departments(ids: list[int]) -> QuerySet[Any]:
    return reports.published().filter(department_id__in=ids).order_by().values_list("department_id", flat=True)
