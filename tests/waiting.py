"""Waiting for something to be so, as long as that takes on a machine that is busy with twenty other things."""

import random
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Page

PATIENCE = 240
"""Seconds after which it will never be so; less than a whole test may take."""


def until(found: Callable[[], object], pause: Callable[[float], object] = time.sleep) -> None:
    """Wait for something to be so, in pauses of so many seconds."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, "it never came to be"
        pause(0.05)


def on(page: Page) -> Callable[[float], None]:
    """How to pause while a page goes on."""
    return lambda seconds: page.wait_for_timeout(1000 * seconds)


def free_port() -> int:
    """A port on loopback that nobody listens at, and that the system gives to nobody else: it gives higher ones."""
    while True:
        port = random.SystemRandom().randrange(15_000, 30_000)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


def listens(port: int) -> bool:
    """Whether a server on loopback takes connections."""
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0
