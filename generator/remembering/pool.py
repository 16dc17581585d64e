"""Maps a pure function over many values in forked worker processes; results are in the order of the values."""

import ctypes
import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

from generator.remembering.spool import Spool, temporary
from generator.remembering.values import restored, write

ValueT = TypeVar("ValueT")
ResultT = TypeVar("ResultT")

FEW = 48
"""Up to this many values are computed without worker processes."""
_ON_PARENTS_DEATH = 1
CHUNKS_A_JOB = 16
"""Chunks per process: many, so that no process idles for long while another works on its last chunk (with 4, a tenth of
a stage)."""

_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""Set before forking, so that workers inherit the function and its values; only indices and results are pickled."""
_is_aside = False
"""Whether this process works beside another one, which leaves it half of the cores."""


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over(function: Callable[[ValueT], ResultT], values: Sequence[ValueT], jobs: int) -> Iterator[ResultT]:
    """The results of the function for each value, computed by up to `jobs` processes; each is given as soon as it and all
    before it are there, so that the caller works on it while the processes go on.
    """
    jobs = jobs // 2 if _is_aside else jobs
    if jobs < 2 or len(values) <= FEW or not hasattr(os, "fork") or _work is not None:
        return map(function, values)
    # The first value is computed in this process, so that the workers inherit what it loads.
    return chain([function(values[0])], _forked(function, values[1:], jobs))


def _forked(function: Callable[[ValueT], ResultT], values: Sequence[ValueT], jobs: int) -> Iterator[ResultT]:
    global _work
    # Imported late: most runs find everything in the cache and never get here.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    size = -(-len(values) // (jobs * CHUNKS_A_JOB))
    starts = range(0, len(values), size)
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _end_with, (os.getpid(),))
    _work = function, values
    gc.freeze()
    try:
        chunks = pool.map(_chunk, starts, [size] * len(starts))  # forks all processes
    finally:
        _work = None
        gc.unfreeze()
    return _gathered(pool, chunks)


def _gathered(pool: "ProcessPoolExecutor", chunks: Iterator[list[ResultT]]) -> Iterator[ResultT]:
    with pool:
        yield from chain.from_iterable(chunks)


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
    with made, _numbers(len(tasks)) as left:
        rest, parent = Spool(), os.getpid()
        running = [os.fork()]
        if not running[0]:
            _write(tasks, left, made, rest, parent)

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

        try:
            yield value
        finally:
            for child in running:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


@contextmanager
def _numbers(count: int) -> Iterator[int]:
    """A pipe from which several processes read the numbers of tasks, a byte each: none is read twice."""
    left, end = os.pipe()
    try:
        os.write(end, bytes(range(count)))
        os.close(end)
        yield left
    finally:
        os.close(left)


def _worked(tasks: Tasks, left: int) -> dict[int, Any]:
    """Works on tasks as long as there are some that no process has begun; returns their values by their numbers, without
    those of tasks that fail: the process that wants their values will meet the exception.
    """
    values = {}
    while number := os.read(left, 1):
        with suppress(Exception):
            values[number[0]] = tasks[number[0]]()
    return values


def _write(tasks: Tasks, left: int, made: IO[bytes], rest: Spool, parent: int) -> NoReturn:
    global _is_aside
    try:
        _end_with(parent)
        _is_aside = True
        write(_worked(tasks, left), made, rest.write)
        made.flush()
        os._exit(0)
    finally:
        os._exit(1)


def _end_with(parent: int) -> None:
    """Makes this worker exit when its parent exits, however that happens."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).prctl(_ON_PARENTS_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # the parent has exited in the meantime
        os._exit(1)


def _chunk(start: int, size: int) -> list[Any]:
    assert _work is not None
    function, values = _work
    return [function(value) for value in values[start : start + size]]
