"""A database the size of a province (规模数据): the sample departments, copied under openly fictional names."""

from ingest.scale.filling import NotEmptyError, fill

__all__ = ["NotEmptyError", "fill"]
