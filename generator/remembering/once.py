"""What is computed once for a value, and forgotten with it: the one form of memory about entries and all that holds them.

A property of the value is a `functools.cached_property`; a function of it, with further arguments or in another room, is
`once`. So nothing has to be cleared, and the order in which things are asked does not matter. Functions of mere words
and patterns are remembered by `functools.cache`.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

OwnerT = TypeVar("OwnerT")
ArgumentsT = TypeVarTuple("ArgumentsT")
ResultT = TypeVar("ResultT")


def once(compute: Callable[[OwnerT, *ArgumentsT], ResultT]) -> Callable[[OwnerT, *ArgumentsT], ResultT]:
    """A function or method that is computed once for a value and further arguments, however many ask."""
    name = f"once {compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def computed(owner: OwnerT, *arguments: *ArgumentsT) -> ResultT:
        known: dict[tuple[*ArgumentsT], ResultT] | None = vars(owner).get(name)
        if known is None:
            known = vars(owner)[name] = {}
        if arguments not in known:
            known[arguments] = compute(owner, *arguments)
        return known[arguments]

    return computed
