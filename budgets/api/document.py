"""The OpenAPI 3.1 document: what django-ninja makes of the operations, with examples, headers and errors put right."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from budgets.api.problems import MEDIA_TYPE, TITLES

HEADERS = {
    "ETag": {"description": "再来时放进 If-None-Match，没有变就回 304", "schema": {"type": "string"}},
    "RateLimit-Limit": {"description": "一分钟最多几次", "schema": {"type": "integer"}},
    "RateLimit-Remaining": {"description": "这一分钟还剩几次", "schema": {"type": "integer"}},
    "RateLimit-Reset": {"description": "过几秒重新数", "schema": {"type": "integer"}},
}
RETRY = {"Retry-After": {"description": "过几秒再来", "schema": {"type": "integer"}}}
ERRORS = {
    "400": "条件不对：不认识的、写法不对的、重复的",
    "404": "没有这一条，或者没有公布",
    "410": "这一版已被替换或撤回",
    "429": "请求太多",
}
EXAMPLES = {
    "400": ("“yaer”不是这里的筛选条件。", [{"name": "yaer", "reason": "不是这里的筛选条件"}]),
    "404": ("没有这一条，或者没有公布。", None),
    "410": ("这一版已被替换。", None),
    "429": ("一分钟最多 300 次请求，请过 12 秒再来。", None),
}


class Api(NinjaAPI):
    def get_openapi_schema(self, **given: Any) -> dict[str, Any]:
        document = super().get_openapi_schema(**given)
        for path in document["paths"].values():
            for operation in path.values():
                complete(operation)
        without_null_defaults(document["paths"])
        return document


def complete(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        examples = parameter.pop("examples", None)
        if examples:
            parameter["example"] = examples[0]
    example = operation.pop("x-example", None)
    for status, response in operation["responses"].items():
        if status == 200:
            response["headers"] = HEADERS
            response["content"]["application/json"]["example"] = example
        else:
            response["description"] = ERRORS[str(status)]
            body = response["content"].pop("application/json")
            response["content"][MEDIA_TYPE] = {**body, "example": example_problem(str(status))}
            if status == 429:
                response["headers"] = RETRY
    operation["responses"] = {str(status): response for status, response in operation["responses"].items()}
    operation["responses"]["304"] = {"description": "和上次一样（If-None-Match）"}


def example_problem(status: str) -> dict[str, object]:
    detail, errors = EXAMPLES[status]
    shown = {"type": "about:blank", "title": TITLES[int(status)], "status": int(status), "detail": detail}
    return {**shown, "errors": errors} if errors else shown


def without_null_defaults(part: Any) -> None:
    """A parameter left out is one not asked for: null is no value of it."""
    if isinstance(part, dict):
        if "default" in part and part["default"] is None:
            del part["default"]
        for inner in part.values():
            without_null_defaults(inner)
    elif isinstance(part, list):
        for inner in part:
            without_null_defaults(inner)
