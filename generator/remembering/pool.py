"""Maps a pure function over many values in forked worker processes; results are in the order of the values."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import chain
from typing import IO, Any, NoReturn, TypeVar

from generator.remembering.spool import Spool, temporary
from generator.remembering.team import Team, numbers, others, taken
from generator.remembering.values import restored, write

ValueT = TypeVar("ValueT")
ResultT = TypeVar("ResultT")

FEW = 48
"""Up to this many values are computed without worker processes."""
MANY = 2048
"""From this many values on, this process computes none itself: what functions leave in memory for the next values would
stay there.
"""
CHUNKS_A_JOB = 16
"""Chunks per process: many, so that no process idles for long while another works on its last chunk (with 4, a tenth of
a stage)."""

_is_at_work = False
"""Whether this process computes a value just now, for which it starts no others."""
_meanwhile: list[Callable[[], object]] = []
_is_aside = False
"""Whether this process works beside another one, which leaves it half of the cores."""


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over(function: Callable[[ValueT], ResultT], values: Sequence[ValueT], jobs: int) -> Iterator[ResultT]:
    """The results of the function for each value, computed by up to `jobs` processes, of which this is one unless there
    are many values; each is given as soon as it and all before it are there, so that the caller works on it while the
    others go on.
    """
    jobs = jobs // 2 if _is_aside else jobs
    if jobs < 2 or len(values) <= FEW or not hasattr(os, "fork") or _is_at_work:
        return map(function, values)
    # The first value is computed before there are others, so that they inherit what it loads.
    return chain([function(values[0])], _shared_out(function, values[1:], jobs, len(values) < MANY))


def _shared_out(
    function: Callable[[ValueT], ResultT], values: Sequence[ValueT], jobs: int, is_one: bool
) -> Iterator[ResultT]:
    size = -(-len(values) // (jobs * CHUNKS_A_JOB))
    chunks = [values[start : start + size] for start in range(0, len(values), size)]

    def compute(number: int) -> list[ResultT]:
        global _is_at_work
        _is_at_work = True
        try:
            return list(map(function, chunks[number]))
        finally:
            _is_at_work = False

    with Team(compute, len(chunks), jobs, is_one) as team:
        if _meanwhile:
            _meanwhile.pop()()
        yield from chain.from_iterable(map(team.result, range(len(chunks))))


@contextmanager
def meanwhile(*load: Callable[[], object]) -> Iterator[None]:
    """Has this process load what it will need later as soon as others are at work: something each time that it starts
    some in the block.
    """
    _meanwhile.extend(reversed(load))
    try:
        yield
    finally:
        _meanwhile.clear()


Tasks = Sequence[Callable[[], Any]]


@contextmanager
def aside(tasks: Tasks, jobs: int) -> Iterator[Callable[[int], Any]]:
    """Lets another process work through some tasks in their order, with all the memory that they take; yields the function
    that returns the value of a task by its number. When it is first called, this process works, too, on the tasks that are
    not begun. The other process ends as soon as no task is left, and at the latest with the block; what is for later in its
    values (`Later`) is in a temporary file.
    """
    # A file, not a pipe: a process that fills a pipe would stay, with its memory, until somebody reads.
    made = temporary() if jobs > 1 and hasattr(os, "fork") else None
    if made is None:
        yield lambda number: tasks[number]()
        return
    rest = Spool()
    with made, numbers(len(tasks)) as left, others(1, lambda _: _write(tasks, left, made, rest)) as running:

        @cache
        def done() -> dict[int, Any]:
            own = _worked(tasks, left)
            os.waitpid(running.pop(), 0)
            made.seek(0)
            found = restored(made, rest.read)
            return {**(found[0] if found else {}), **own}

        def value(number: int) -> Any:
            if number not in done():
                done()[number] = tasks[number]()
            return done()[number]

        yield value


def _worked(tasks: Tasks, left: int) -> dict[int, Any]:
    """Works on tasks as long as there are some that no process has begun; returns their values by their numbers, without
    those of tasks that fail: the process that wants their values will meet the exception.
    """
    values = {}
    while (number := taken(left)) is not None:
        with suppress(Exception):
            values[number] = tasks[number]()
    return values


def _write(tasks: Tasks, left: int, made: IO[bytes], rest: Spool) -> NoReturn:
    global _is_aside
    try:
        _is_aside = True
        write(_worked(tasks, left), made, rest.write)
        made.flush()
        os._exit(0)
    finally:
        os._exit(1)
