"""What is computed once for a value, and forgotten with it.

In a class that is `functools.cached_property`; by a function of another room, `once`; for each of many keys, `LazyMapping`.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

OwnerT = TypeVar("OwnerT")
ResultT = TypeVar("ResultT")
KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


def once(compute: Callable[[OwnerT], ResultT]) -> Callable[[OwnerT], ResultT]:
    """A function of one value that is computed once for it, however many ask: a cached property of another room."""
    name = f"{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def computed(owner: OwnerT) -> ResultT:
        known = vars(owner)
        if name not in known:
            known[name] = compute(owner)
        result: ResultT = known[name]
        return result

    return computed


class LazyMapping(dict[KeyT, ValueT]):
    """A mapping whose values are computed when they are first asked for."""

    def __init__(self, compute: Callable[[KeyT], ValueT]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, key: KeyT) -> ValueT:
        value = self[key] = self._compute(key)
        return value
