"""接口 (API): its page for people, made of the OpenAPI document; its list of resources for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.api import answers
from budgets.api.resources import api
from budgets.views.asking import accepts

ROOT = "/api/v1/"
MOST_WORDS = 6  # of those to choose from; the document has them all


@accepts()
def api_page(request: HttpRequest) -> HttpResponse:
    document = api.get_openapi_schema()
    if "text/html" not in request.headers.get("Accept", ""):
        lists = {path.removeprefix(ROOT).strip("/"): path for path in document["paths"] if "{" not in path}
        found = {name: request.build_absolute_uri(path) for name, path in lists.items()}
        return answers.json_response({**found, "openapi": request.build_absolute_uri(f"{ROOT}openapi.json")})
    operations = [
        operation_of(path, operation, document["components"]["schemas"])
        for path, methods in document["paths"].items()
        for operation in methods.values()
    ]
    context = {"operations": operations, "host": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "api.html", context)


def operation_of(path: str, operation: dict[str, Any], models: dict[str, Any]) -> dict[str, Any]:
    ok = operation["responses"]["200"]["content"]["application/json"]
    return {
        "id": operation["operationId"],
        "path": path,
        "summary": operation["summary"],
        "parameters": [parameter_of(one) for one in operation["parameters"]],
        "fields": fields_of(ok["schema"], models),
        "example": answers.json_response(ok["example"]).content.decode(),
        "errors": [(status, r["description"]) for status, r in operation["responses"].items() if status != "200"],
        "can_try": "{" not in path and not any(one["required"] for one in operation["parameters"]),
        "is_list": "{" not in path,
    }


def parameter_of(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "about": parameter.get("description", ""),
        "required": parameter["required"],
        "kind": kind_of(schema),
        "example": shown(parameter.get("example", schema.get("default", ""))),
    }


def shown(example: object) -> str:
    """As it stands in an address."""
    if isinstance(example, bool):
        return str(example).lower()
    return "&".join(map(str, example)) if isinstance(example, list) else str(example)


def kind_of(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        words = schema["enum"]
        rest = f" | … 共 {len(words)} 个" if len(words) > MOST_WORDS else ""
        return " | ".join(words[:MOST_WORDS]) + rest
    if "anyOf" in schema:
        return kind_of(schema["anyOf"][0])
    if schema.get("type") == "array":
        return f"{kind_of(schema['items'])}，可以多个"
    names = {"string": "文本", "integer": "整数", "boolean": "true 或 false", "object": "对象"}
    limits = [f"{word} {schema[key]}" for key, word in (("minimum", "最小"), ("maximum", "最大")) if key in schema]
    shape = [schema["pattern"]] if "pattern" in schema else []
    return "，".join([names.get(schema.get("type", ""), "文本"), *limits, *shape])


def fields_of(schema: dict[str, Any], models: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name, kind and meaning of a row's fields, of the list's rows where it is a list."""
    if "$ref" in schema:
        return fields_of(models[schema["$ref"].rsplit("/", 1)[-1]], models)
    properties = schema["properties"]
    if "data" in properties:
        return fields_of(properties["data"]["items"], models)
    return [(name, kind_of(one), one.get("description", "")) for name, one in properties.items()]
