"""An assistant asks the base over the Model Context Protocol, with a real client, and gets our citations."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from conftest import DAY, ROOT, small_at
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from waiting import PATIENCE

from generator.base import Base
from generator.examining import examine
from generator.publishing.mcp_server import server_of
from generator.rendering.inputs import Inputs
from generator.search.engine import Ranking

ResultT = TypeVar("ResultT")


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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> MCPServer[Any]:
    """The tools over the small site, in this process."""
    root = small_at(tmp_path_factory.mktemp("asked") / "base")
    base = Base.forgetful(root)
    found = examine(base, DAY)
    inputs = Inputs.of(base, found.library, found.links, DAY, "https://kb.example/")
    return apart(lambda: server_of(inputs))


def apart(work: Callable[[], ResultT]) -> ResultT:
    """What some work gives in a thread of its own: the browser of other tests has the event loop of this one, on which
    neither a tool nor the engine of search would ever be answered."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def told(server: MCPServer[Any], tool: str, **given: object) -> dict[str, Any]:
    """What a tool answers."""
    return said(apart(lambda: asyncio.run(server.call_tool(tool, given))))  # type: ignore[no-any-return]


@pytest.mark.parametrize(("limit", "most"), [(-1, 1), (0, 1), (1, 1), (3, 3), (20, 20), (99, 20)])
def test_as_many_results_as_are_asked_for_within_reason(
    server: MCPServer[Any], limit: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = Ranking.search
    monkeypatch.setattr(Ranking, "search", lambda self, words, n: asked.append(n) or real(self, words, n))  # type: ignore[func-returns-value]
    found = told(server, "search", question="催收电话", limit=limit)
    assert asked == [most] and 1 <= len(found["results"]) <= most
    assert found["about"]["as_of"] == DAY.isoformat() and not found["help_first"] and found["help"] == []
    told(server, "search", question="催收电话")
    assert asked[1:] == [5]


def test_who_sounds_desperate_is_given_the_phone_first(server: MCPServer[Any]) -> None:
    found = told(server, "search", question="我不想活了")
    assert found["help_first"]
    assert [each["title"] for each in found["help"]] == ["示例心理热线"] and all(
        each["phone"] for each in found["help"]
    )


def test_an_entry_is_read_by_its_key_or_its_id_alone(server: MCPServer[Any]) -> None:
    assert told(server, "read", key="fenfu") == told(server, "read", key="concepts/fenfu")
    assert told(server, "read", key="fenfu")["key"] == "concepts/fenfu"
    listed = told(server, "list", section="contacts")["entries"]
    assert [each["key"] for each in listed] == ["contacts/crisis-line", "contacts/fenfu-support"]
    for tool, given, hint in (("read", {"key": "none"}, "search"), ("list", {"section": "none"}, "concepts")):
        with pytest.raises(ToolError, match=hint):
            told(server, tool, **given)


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
