"""Writes frozen dataclasses as plain JSON values and reads them back by their annotations."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Reader = Callable[[Any], Any]


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
    return cast("Record", _reader(cast("Any", kind))(value))


@cache
def _reader(kind: Any) -> Reader:
    """Make what reads values of one annotation: looked at once, as thousands of people are read for a list."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = _reader(next(argument for argument in arguments if argument is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple or origin is frozenset:
        return _collection(origin, arguments)
    return _record(kind) if is_dataclass(kind) else _scalar(kind)


def _scalar(kind: Any) -> Reader:
    """Make what reads one value; a function each rather than one with a test: thousands of values a list."""
    if get_origin(kind) is Literal:
        known = get_args(kind)
        return lambda value: value if value in known else _refuse(value)
    if kind is float:
        return lambda value: value if type(value) in (int, float) else _refuse(value)
    if kind is date:
        return lambda value: date.fromisoformat(value) if type(value) is str else _refuse(value)
    if issubclass(kind, Enum):
        return cast("Reader", kind)
    return lambda value: value if type(value) is kind else _refuse(value)


def _collection(origin: Any, arguments: tuple[Any, ...]) -> Reader:
    if origin is tuple and Ellipsis not in arguments:
        readers = [_reader(argument) for argument in arguments]
        return lambda value: tuple(read(item) for read, item in zip(readers, _list(value), strict=True))
    member = _reader(arguments[0])
    return lambda value: origin(map(member, _list(value)))


def _record(kind: Any) -> Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(value: Any) -> Any:
        if not isinstance(value, dict) or not value.keys() <= readers.keys():
            _refuse(value)
        try:
            return kind(**{name: readers[name](item) for name, item in value.items()})
        except TypeError as error:
            raise ValueError(str(error)) from None

    return read


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else _refuse(value)


def _refuse(value: object) -> NoReturn:
    raise ValueError(f"unexpected value of type {type(value).__name__}")
