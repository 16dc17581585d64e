"""Caches results on the object they are computed from, so that they are freed with it and never need clearing.

A property of an object uses `functools.cached_property`; a function of it, with further arguments or in another package,
uses `once`. Functions of plain values such as texts and patterns use `functools.cache`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

OwnerT = TypeVar("OwnerT")
ArgumentsT = TypeVarTuple("ArgumentsT")
ResultT = TypeVar("ResultT")
_UNKNOWN: Any = object()


def once(compute: Callable[[OwnerT, *ArgumentsT], ResultT]) -> Callable[[OwnerT, *ArgumentsT], ResultT]:
    """Decorates a function or method so that its result is cached on its first argument, for each set of further
    arguments.
    """
    name = f"once {compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def computed(owner: OwnerT, *arguments: *ArgumentsT) -> ResultT:
        known: dict[tuple[*ArgumentsT], ResultT] | None = owner.__dict__.get(name)
        if known is None:
            known = owner.__dict__[name] = {}
        found: ResultT = known.get(arguments, _UNKNOWN)  # one look-up, since most calls are for what is known
        if found is _UNKNOWN:
            found = known[arguments] = compute(owner, *arguments)
        return found

    return computed
