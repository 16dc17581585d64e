"""An editor's program for the language server: a real client over standard input and output."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from waiting import PATIENCE

ENTRY = "content/strategies/keep-records.yaml"


class Client(LanguageClient):
    """Keeps the diagnostics it is sent, by file name, with the version of the text that they are about."""

    def __init__(self, root: Path) -> None:
        super().__init__("test", "1")
        self.root = root
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.versions: dict[str, int | None] = {}
        self.published = asyncio.Condition()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def published(params: types.PublishDiagnosticsParams) -> None:
            name = params.uri.rsplit("/", 1)[1]
            self.diagnostics[name], self.versions[name] = list(params.diagnostics), params.version
            async with self.published:
                self.published.notify_all()

    def identifier(self, path: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier((self.root / path).as_uri())

    async def type(self, path: str, text: str, version: int) -> None:
        """Replace what stands in an open file, and wait for the findings in it."""
        identifier = types.VersionedTextDocumentIdentifier(version, (self.root / path).as_uri())
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
        await self.told_of(path, version)

    async def told_of(self, path: str, version: int | None) -> None:
        """Wait for the findings in a file, in this version of its text or, where it is closed, in none."""
        name = path.rsplit("/", 1)[1]
        async with asyncio.timeout(PATIENCE), self.published:
            await self.published.wait_for(lambda: self.versions.get(name, 0) == version)


def talk(root: Path, conversation: Callable[[Client], Awaitable[None]]) -> None:
    """Start the server, open the entry, have the conversation, shut down."""

    async def run() -> None:
        client = Client(root)
        os.environ["KB_LANG"] = "zh"
        await client.start_io(sys.executable, "-m", "generator", "lsp", "--root", str(root), "--as-of", "2026-11-23")
        try:
            await client.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=root.as_uri()))
            client.initialized(types.InitializedParams())
            text = (root / ENTRY).read_text("utf-8")
            item = types.TextDocumentItem((root / ENTRY).as_uri(), "yaml", 1, text)
            client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            await conversation(client)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()

    # In a thread of its own: a browser test in the same process leaves an event loop running.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()
