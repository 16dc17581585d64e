"""Safe unpickling: only plain values and instances of marked classes can be restored from cached bytes."""

import copyreg
import io
import pickle
from collections.abc import Callable
from datetime import date
from functools import cache, cached_property, partial
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


def parted(value: object) -> tuple[bytes, bytes]:
    """The same without what is for later in it (`Later`), and the bytes of that."""
    now, rest = io.BytesIO(), io.BytesIO()

    def put(data: bytes) -> int:
        rest.write(data)
        return rest.tell() - len(data)

    write(value, now, put)
    return now.getvalue(), rest.getvalue()


def write(value: object, file: IO[bytes], put: Callable[[bytes], int]) -> None:
    """Writes a value into a file, without what is for later in it: `put` takes the bytes of that, and returns their place."""

    def apart(later: "Later[Any]") -> tuple[type, tuple[int, int]]:
        data = later.data
        return Later, (put(data), len(data))

    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, Later: apart}
    pickler.dump((value,))


Rest = Callable[[int, int], bytes]
"""Reads what is for later: the bytes at a place, so many of them."""


def unpacked(data: bytes, rest: Rest | None = None) -> tuple[Any] | None:
    """The value in some bytes, in a tuple; None if the bytes are not what this project writes.

    `rest` reads what is for later, if that is not among the bytes; it is called when that is asked for.
    """
    return restored(io.BytesIO(data), rest)


def restored(file: IO[bytes], rest: Rest | None = None) -> tuple[Any] | None:
    """The same for the bytes of a file, which are not all in memory at once."""
    try:
        value = _Unpickler(file, rest).load()
    except Exception:  # foreign bytes may raise any exception, which always means that the value is computed again
        return None
    return value if type(value) is tuple and len(value) == 1 else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: IO[bytes], rest: Rest | None) -> None:
        super().__init__(file)
        self._rest = rest

    def find_class(self, module: str, name: str) -> Any:
        found = _marked.get((module, name)) or _model(module, name)
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return partial(Later.within, self._rest) if found is Later and self._rest else found


@cache
def _model(module: str, name: str) -> type | None:
    from pydantic import BaseModel

    # Only modules that are imported already, since an import could execute code.
    found = getattr(modules.get(module), name, None) if module.startswith(MODELS) else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) and found.__module__ == module else None


@remembered
class Later(Generic[ValueT]):
    """A value that is restored when it is asked for: what only some runs need takes less memory and time.

    Until then it is bytes, or stays where the cache has it, which is given as a function that reads it.
    """

    def __init__(self, data: bytes | Callable[[], bytes]) -> None:
        self._data = data

    @classmethod
    def of(cls, value: ValueT) -> "Later[ValueT]":
        """A value that is there already."""
        later = cls(b"")
        later.value = value
        return later

    @classmethod
    def within(cls, rest: Rest, place: int, size: int) -> "Later[ValueT]":
        """The value in the bytes that a function reads."""
        return cls(partial(rest, place, size))

    @property
    def data(self) -> bytes:
        """The value as bytes."""
        if "value" in vars(self):
            return packed(self.value)
        return self._data if isinstance(self._data, bytes) else self._data()

    @cached_property
    def value(self) -> ValueT:
        """The value itself, which stays in memory."""
        value, self._data = self.again(), b""
        return value

    def again(self) -> ValueT:
        """The value itself, restored each time if it is not in memory."""
        if "value" in vars(self):
            return self.value
        found = unpacked(self.data)
        assert found, "written by a process of this version"
        restored: ValueT = found[0]
        return restored

    def moved(self, put: Callable[[bytes], Callable[[], bytes]]) -> "Later[ValueT]":
        """The same value after its bytes have been put elsewhere, if they are in memory."""
        return self if callable(self._data) else Later(put(self.data))

    def __reduce__(self) -> tuple[type, tuple[bytes]]:
        return Later, (self.data,)
