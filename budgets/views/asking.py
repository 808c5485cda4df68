"""筛选条件 (what an address asks for): what a page doesn't know or can't be is said so, never passed over."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from pydantic import ValidationError

from budgets.datasets import Dataset
from budgets.ids import MOST_ID, number_in
from budgets.narrowing import reasons

View = Callable[..., HttpResponseBase]
# What others hang on an address that is passed on: no filter of ours, and nobody's fault.
SHARERS = {"from", "isappinstalled", "scene", "nsukey", "fbclid", "gclid", "msclkid", "spm"}
LIST = ("region", "year", "page")
FILE = ("bom", "page")


def accepts(*names: str) -> Callable[[View], View]:
    """Refuse a view's query with 400 where it holds anything but these names, each once and `page` whole."""

    def wrap(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            refuse_unknown(request, names)
            return view(request, *args, **kwargs)

        return asked

    return wrap


def refuse_unknown(request: HttpRequest, names: tuple[str, ...]) -> None:
    unknown = [name for name in request.GET if name not in names and not is_sharer(name)]
    if unknown:
        shown = "、".join(f"“{name[:40]}”" for name in unknown[:5])
        known = "、".join(names) if names else "没有"
        raise BadRequest(f"不认识的筛选条件：{shown}。这个网址能用的条件：{known}。")


def is_sharer(name: str) -> bool:
    return name in SHARERS or name.startswith("utm_")


def number(request: HttpRequest, name: str, what: str, most: int = MOST_ID) -> int | None:
    """A whole number from the address; None where it is absent or left empty."""
    text = request.GET.get(name, "")
    return whole(text, what, most) if text else None


def whole(text: str, what: str, most: int = MOST_ID) -> int:
    found = number_in(text)
    if not found or found > most:
        raise BadRequest(f"{what}要写成 1 到 {most} 之间的整数，不能是“{text[:40]}”。")
    return found


def narrowed_by(request: HttpRequest, dataset: Dataset) -> dict[str, object]:
    """The dataset's filters as they stand in the address; an empty one is none."""
    given = {name: text for name, text in request.GET.items() if name in dataset.filters and text}
    try:
        return dataset.asked.model_validate(given).model_dump()
    except ValidationError as wrong:
        raise BadRequest("；".join(f"{name}{why}" for name, why in reasons(wrong)) + "。") from wrong


def one_of(request: HttpRequest, name: str, what: str, words: dict[str, object] | tuple[str, ...]) -> str:
    """One of the words, or empty."""
    text = request.GET.get(name, "")
    if text and text not in words:
        raise BadRequest(f"{what}只能是 {'、'.join(word for word in words if word)}，不能是“{text[:40]}”。")
    return text
