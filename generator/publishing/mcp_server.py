"""The server of `kb mcp`: the base over the Model Context Protocol, so that assistants answer with its citations."""

from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from generator.content_types import BY_SECTION
from generator.content_types.contact import Contact
from generator.outputs import api, search
from generator.rendering.inputs import Inputs
from generator.search.engine import Ranking
from generator.search.scripts import program

_INSTRUCTIONS = (
    "这是一个有来源的知识库，写给被催收的中文读者。先用 search 找，再用 read 读，回答时照抄 claims 里的话和 cited 里的条款，"
    "写明来源、条款、网址和 as_of 日期；tier 是 reported 的要说明“待核对官方原文”。help_first 是真的时候，先给出求助电话。"
    "没有查到的，不要自己编法条、数字和电话。"
)


def server_of(inputs: Inputs) -> MCPServer:
    """A server with tools to search a base, list a section and read an entry."""
    edition, said = inputs.edition, api.about(inputs)
    ranking = Ranking(program(search.outputs(inputs)))
    server = MCPServer(edition.library.words.site.name, instructions=_INSTRUCTIONS, log_level="ERROR")

    @server.tool(
        name="search", description="用读者自己的话找条目。返回最相关的几条；help_first 为真时先给出 help 里的电话。"
    )
    def find(question: str, limit: int = 5) -> dict[str, Any]:
        found = ranking.search(question, max(1, min(limit, 20)))
        documents = {api.listed(d, edition).url: d for d in api.answered(edition)}
        hits = [documents[hit.address] for hit in found.hits if hit.address in documents]
        return {
            "about": said.model_dump(mode="json"),
            "help_first": found.distress,
            "help": _help(inputs) if found.distress else [],
            "results": [api.listed(document, edition).model_dump(mode="json") for document in hits],
        }

    _add_reading(server, inputs)
    return server


def _add_reading(server: MCPServer, inputs: Inputs) -> None:
    """Registers the tools that read an entry and list a section."""
    edition, said = inputs.edition, api.about(inputs)

    @server.tool(
        name="read",
        description="读一个条目：全部字段、每句带来源的话、引用到的条款。key 写 栏目/id，如 concepts/fenfu。",
    )
    def read(key: str) -> dict[str, Any]:
        document = next((d for d in api.answered(edition) if d.key == edition.library.resolve(key).key), None)
        if document is None:
            raise ToolError(f"没有条目 {key}。先用 search 找，或用 list 看一个栏目有什么。")
        return api.answer(document, edition, said).model_dump(mode="json", by_alias=True)

    @server.tool(name="list", description=f"一个栏目的全部条目。section 是 {'、'.join(BY_SECTION)} 之一。")
    def entries(section: str) -> dict[str, Any]:
        if section not in BY_SECTION:
            raise ToolError(f"没有栏目 {section}。有：{'、'.join(BY_SECTION)}")
        documents = [document for document in api.answered(edition) if document.entry.section == section]
        return api.entries_of(BY_SECTION[section], documents, edition, said).model_dump(mode="json")


def _help(inputs: Inputs) -> list[dict[str, str]]:
    """The crisis contacts, for questions that sound like distress."""
    contacts = (contact for contact in inputs.edition.library.entries(Contact) if contact.crisis)
    return [{"title": each.title, "phone": each.phone or "", "hours": each.hours} for each in contacts]
