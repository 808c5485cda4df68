"""Reading settings from the environment, or from files that NAME_FILE points to (how container secrets arrive)."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def get(name: str, default: str = "") -> str:
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def require(name: str) -> str:
    value = get(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: production does not start without it (see docs/settings.md)")
    return value


def flag(name: str, *, default: bool) -> bool:
    return get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(text: str) -> list[str]:
    return text.replace(",", " ").split()
