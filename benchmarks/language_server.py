"""What an editor waits for while typing: `python benchmarks/language_server.py ROOT`, in milliseconds.

A client starts the server as an editor's program does and types into the largest article: from the last key to the
findings, and from asking for what could stand at the cursor to the answer. The seconds of the server's processor count
only on Linux; on a busy machine they alone say something about the code.
"""

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

TIMES = 12
ASKED = ("[[", "看[@", "看{{")
"""What is typed before asking: an entry, a source, a parameter."""
PATIENCE = 60


class Typist(LanguageClient):
    """Types into one file and waits for what the server says of it."""

    def __init__(self, root: Path) -> None:
        super().__init__("benchmark", "1")
        article = max(
            (root / "content").glob("*s/*.yaml"), key=lambda path: path.stat().st_size * path.match("strategies/*")
        )
        self.uri, self.text, self.version = article.as_uri(), article.read_text("utf-8"), 1
        self.told = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            if params.uri == self.uri:
                self.told.set()

    def open(self) -> None:
        """Open the file."""
        item = types.TextDocumentItem(self.uri, "yaml", self.version, self.text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    async def type(self, end: str) -> None:
        """Put something at the end of the file and wait for the findings."""
        self.told.clear()
        self.version += 1
        identifier = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        change = types.TextDocumentContentChangeWholeDocument(self.text + end)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
        await asyncio.wait_for(self.told.wait(), PATIENCE)

    async def ask(self, end: str) -> None:
        """Ask what could stand at the end of the file."""
        where = types.Position((self.text + end).count("\n"), len(end))
        identifier = types.TextDocumentIdentifier(self.uri)
        await self.text_document_completion_async(types.CompletionParams(identifier, where))


Cost = tuple[float, float]
"""Milliseconds on the clock and of the server's processor."""


def processor(pid: int) -> float:
    """The milliseconds of processors that a process has used; 0 where the system does not tell."""
    told = Path(f"/proc/{pid}/stat")
    if not told.exists():
        return 0.0
    fields = told.read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def cost(pid: int, times: int, act: Callable[[int], Awaitable[None]]) -> Cost:
    """What an act costs: the median on the clock, the mean of the processor."""
    clocks, before = [], processor(pid)
    for number in range(times):
        start = time.perf_counter()
        await act(number)
        clocks.append(1000 * (time.perf_counter() - start))
    return statistics.median(clocks), (processor(pid) - before) / times


async def measure(root: Path, times: int) -> dict[str, Cost]:
    """The costs of typing and of asking, once the server knows the base."""
    typist = Typist(root)
    await typist.start_io(sys.executable, "-m", "generator", "lsp", "--root", str(root))
    pid = typist._server.pid  # type: ignore[union-attr]
    try:
        await typist.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=root.as_uri()))
        typist.initialized(types.InitializedParams())
        typist.open()
        await typist.type("wrong: 1\n")
        typing = await cost(pid, times, lambda number: typist.type(f"wrong: {number}\n"))
        asking = {}
        for end in ASKED:
            await typist.type(f"limits: {end}")
            asking[end] = await cost(pid, times, lambda _, end=end: typist.ask(f"limits: {end}"))
        return {"findings after the last key": typing, **{f"what could follow {end}": asking[end] for end in ASKED}}
    finally:
        await typist.shutdown_async(None)
        typist.exit(None)
        await typist.stop()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--times", type=int, default=TIMES)
    arguments = parser.parse_args()
    found = asyncio.run(measure(arguments.root.resolve(), arguments.times))
    for name, (clock, used) in found.items():
        print(f"{name:32}{clock:8.0f} ms{used:8.0f} ms of processor")


if __name__ == "__main__":
    main()
