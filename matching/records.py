"""Writes frozen dataclasses as plain JSON values and reads them back by their annotations."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_plain(value: object) -> Any:
    """Turn a dataclass into dicts, lists and scalars; sets come sorted, defaults are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, frozenset):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def from_plain(kind: type[Record], value: object) -> Record:
    """Read back what `to_plain` wrote; ValueError for a value that does not fit `kind`."""
    return cast("Record", _read(kind, value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = next(argument for argument in arguments if argument is not NoneType)
        return None if value is None else _read(inner, value)
    if origin is tuple or origin is frozenset:
        return _collection(origin, arguments, value)
    return _record(kind, value) if is_dataclass(kind) else _scalar(kind, value)


def _scalar(kind: Any, value: Any) -> Any:
    if get_origin(kind) is Literal:
        return _checked(value, value in get_args(kind))
    if kind is float:
        return _checked(value, type(value) in (int, float))
    if kind is date:
        return date.fromisoformat(_checked(value, isinstance(value, str)))
    return kind(value) if issubclass(kind, Enum) else _checked(value, type(value) is kind)


def _collection(origin: type, arguments: tuple[Any, ...], value: Any) -> Any:
    _checked(value, isinstance(value, list))
    if origin is tuple and Ellipsis not in arguments:
        return tuple(_read(argument, item) for argument, item in zip(arguments, value, strict=True))
    return origin(_read(arguments[0], item) for item in value)


def _record(kind: Any, value: Any) -> Any:
    _checked(value, isinstance(value, Mapping) and set(value) <= set(_hints(kind)))
    try:
        return kind(**{name: _read(_hints(kind)[name], item) for name, item in value.items()})
    except TypeError as error:
        raise ValueError(str(error)) from None


def _checked(value: Any, fits: bool) -> Any:
    if not fits:
        raise ValueError(f"unexpected value of type {type(value).__name__}")
    return value
