"""An assistant asks the base over the Model Context Protocol, with a real client, and gets our citations."""

import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from conftest import DAY, ROOT
from mcp import ClientSession, StdioServerParameters, stdio_client
from waiting import PATIENCE


def asked(root: Path, *calls: tuple[str, dict[str, Any]]) -> tuple[list[str], list[Any]]:
    """The tools that a server offers, and its answers to some calls."""
    command = ["-m", "generator", "mcp", "--root", str(root), "--as-of", DAY.isoformat()]
    parameters = StdioServerParameters(command=sys.executable, args=command, cwd=str(ROOT), env=dict(os.environ))

    async def talk() -> tuple[list[str], list[Any]]:
        async with stdio_client(parameters) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()
            tools = [tool.name for tool in (await session.list_tools()).tools]
            return tools, [await session.call_tool(name, given) for name, given in calls]

    # The browser of other tests has the event loop of this thread.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(asyncio.wait_for(talk(), PATIENCE))).result()


def said(answer: Any) -> Any:
    """What an answer holds."""
    return json.loads(answer.content[0].text)


def test_an_assistant_finds_reads_and_lists_with_sources(small: Path) -> None:
    tools, answers = asked(
        small,
        ("search", {"question": "微信分付怎么算利息", "limit": 3}),
        ("read", {"key": "fenfu"}),
        ("list", {"section": "contacts"}),
        ("read", {"key": "no-such-entry"}),
        ("list", {"section": "nothing"}),
    )
    assert set(tools) == {"search", "read", "list"}
    found, entry, contacts, missing, wrong = answers
    assert "concepts/fenfu" in [result["key"] for result in said(found)["results"]]
    claims = {claim["says"]: claim["citations"] for claim in said(entry)["claims"]}
    assert claims["按日计息。"] == ["law:10"]
    assert said(entry)["about"]["as_of"] == DAY.isoformat() and said(entry)["about"]["licence"]
    assert [c["key"] for c in said(contacts)["entries"]] == ["contacts/crisis-line", "contacts/fenfu-support"]
    assert missing.is_error and "search" in missing.content[0].text
    assert wrong.is_error and "concepts" in wrong.content[0].text


def test_without_the_extra_the_line_to_run_is_told(small: Path, tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError('gone', name='mcp')", "utf-8")
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    told = subprocess.run(
        [sys.executable, "-m", "generator", "mcp", "--root", str(small)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "KB_LANG": "en", "PYTHONPATH": path},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
    )
    assert told.returncode == 2 and "[mcp]" in told.stderr and "Traceback" not in told.stderr
