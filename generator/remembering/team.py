"""Processes that share out work: each takes the number of its next task from a pipe."""

import ctypes
import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from select import select
from struct import Struct
from typing import Any, NoReturn, Self

from generator.remembering.spool import temporary

_NUMBER = 2
"""Bytes of a number in the pipe."""
_MESSAGE = Struct("=HHQQ")
"""The number of a task, that of the file which holds its result, the place there and the size."""
_ON_PARENTS_DEATH = 1


@contextmanager
def numbers(count: int) -> Iterator[int]:
    """A pipe from which several processes take the numbers of tasks: none is taken twice."""
    left, end = os.pipe()
    try:
        os.write(end, b"".join(number.to_bytes(_NUMBER, "big") for number in range(count)))
        os.close(end)
        yield left
    finally:
        os.close(left)


def taken(left: int) -> int | None:
    """The next number in such a pipe; None if there is none left."""
    number = os.read(left, _NUMBER)
    return int.from_bytes(number, "big") if number else None


@contextmanager
def others(count: int, work: Callable[[int], NoReturn]) -> Iterator[list[int]]:
    """Starts processes that do some work, each with its number from 0 on; yields the list of their process ids. Those
    that are still in the list at the end of the block are ended there.
    """
    parent, running = os.getpid(), list[int]()
    try:
        for number in range(count):
            process = os.fork()
            if not process:
                _begun(number, parent, work)
            running.append(process)
        yield running
    finally:
        for process in running:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _begun(number: int, parent: int, work: Callable[[int], NoReturn]) -> NoReturn:
    """Does the work of a process that was just started, and never goes on with that of its parent."""
    try:
        _end_with(parent)
        work(number)
    finally:
        os._exit(1)


def _end_with(parent: int) -> None:
    """Makes this process exit when its parent exits, however that happens."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).prctl(_ON_PARENTS_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # the parent has exited in the meantime
        os._exit(1)


class Team:
    """The results of tasks by their numbers, which this process and others compute.

    The others write results into files, since they would have to wait at the end of a pipe, and tell through a pipe where
    these are. A task that one of them has failed at is done here, where its exception is met again.
    """

    def __init__(self, compute: Callable[[int], object], count: int, jobs: int, is_one: bool) -> None:
        """With `is_one`, this process is one of the `jobs`."""
        self._compute, self._is_one, self._found = compute, is_one, dict[int, Any]()
        with ExitStack() as stack:
            made = (temporary() for _ in range(jobs - is_one))
            self._files = [stack.enter_context(file) for file in made if file]
            self._left = stack.enter_context(numbers(count))
            self._told, telling = os.pipe()
            stack.callback(os.close, self._told)
            gc.freeze()
            stack.enter_context(others(len(self._files), lambda number: self._work(number, telling)))
            gc.unfreeze()
            os.close(telling)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def result(self, number: int) -> Any:
        """The result of a task, which is given once; until it is there, this process works, too."""
        while number not in self._found:
            message = self._message(0)
            mine = taken(self._left) if self._is_one and not message else None
            if message := message or (self._message(None) if mine is None else b""):
                done, file, place, size = _MESSAGE.unpack(message)
                data = os.pread(self._files[file].fileno(), size, place)
                self._found[done] = pickle.loads(data)  # noqa: S301  # our own: nobody else can open the file
            else:  # without a number, all others have ended
                done = number if mine is None else mine
                self._found[done] = self._compute(done)
        return self._found.pop(number)

    def _message(self, timeout: float | None) -> bytes:
        """What another process tells; empty if none does, or if all have ended."""
        return os.read(self._told, _MESSAGE.size) if select([self._told], [], [], timeout)[0] else b""

    def _work(self, at: int, telling: int) -> NoReturn:
        """What another process does, whose file has a number: tasks, until there are none left."""
        try:
            place, file = 0, self._files[at].fileno()
            while (number := taken(self._left)) is not None:
                made = pickle.dumps(self._compute(number), pickle.HIGHEST_PROTOCOL)
                if os.pwrite(file, made, place) == len(made):
                    os.write(telling, _MESSAGE.pack(number, at, place, len(made)))
                place += len(made)
        finally:
            os._exit(0)
