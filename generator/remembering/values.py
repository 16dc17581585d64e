"""Safe unpickling: only plain values and instances of marked classes can be restored from cached bytes."""

import copyreg
import io
import pickle
from datetime import date
from functools import cache, cached_property
from sys import modules
from typing import IO, Any, Generic, TypeVar

Class = TypeVar("Class", bound=type)
ValueT = TypeVar("ValueT")

MODELS = ("generator.entry", "generator.content_types.", "generator.form", "generator.reading.editors_words")
"""Modules whose models may be restored without a mark, since they are plain data."""

_marked: dict[tuple[str, str], type] = {("datetime", "date"): date}


def remembered(kind: Class) -> Class:
    """Marks a class whose instances may be cached: frozen data whose constructor only sets fields."""
    if not hasattr(kind, "__setstate__"):
        # Without `__setstate__`, pickled data could set attributes on the class itself.
        type.__setattr__(kind, "__setstate__", _filled)
    if issubclass(kind, tuple):
        copyreg.pickle(kind, _as_call)  # takes two thirds of the time of what pickle does by itself
    _marked[kind.__module__, kind.__name__] = kind
    return kind


def _as_call(instance: tuple[Any, ...]) -> tuple[type, tuple[Any, ...]]:
    return type(instance), tuple(instance)


def _filled(instance: object, state: dict[str, Any]) -> None:
    vars(instance).update(state)


def packed(value: object) -> bytes:
    """A value as bytes, for the cache."""
    return pickle.dumps((value,), pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> tuple[Any] | None:
    """The value in some bytes, in a tuple; None if the bytes are not what this project writes."""
    return restored(io.BytesIO(data))


def restored(file: IO[bytes]) -> tuple[Any] | None:
    """The same for the bytes of a file, which are not all in memory at once."""
    try:
        value = _Unpickler(file).load()
    except Exception:  # foreign bytes may raise any exception, which always means that the value is computed again
        return None
    return value if type(value) is tuple and len(value) == 1 else None


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = _marked.get((module, name)) or _model(module, name)
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


@cache
def _model(module: str, name: str) -> type | None:
    from pydantic import BaseModel

    # Only modules that are imported already, since an import could execute code.
    found = getattr(modules.get(module), name, None) if module.startswith(MODELS) else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) and found.__module__ == module else None


@remembered
class Later(Generic[ValueT]):
    """A value that stays bytes when it is restored, until it is asked for: what only some runs need takes less memory
    and time.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    @classmethod
    def of(cls, value: ValueT) -> "Later[ValueT]":
        """A value that is there already."""
        later = cls(b"")
        later.value = value
        return later

    @cached_property
    def value(self) -> ValueT:
        """The value itself."""
        data, self._data = self._data, b""
        found = unpacked(data)
        assert found, "written by a process of this version"
        restored: ValueT = found[0]
        return restored

    def __reduce__(self) -> tuple[type, tuple[bytes]]:
        return Later, (self._data or packed(self.value),)
