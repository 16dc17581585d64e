"""Waiting for something to be so, as long as that takes on a machine that is busy with twenty other things."""

import socket
import time
from collections.abc import Callable

PATIENCE = 240
"""Seconds after which it will never be so; less than a whole test may take."""


def until(found: Callable[[], object]) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Whether a server on loopback takes connections."""
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0
