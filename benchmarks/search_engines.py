"""The search engines that are compared, and how each makes a site with an index of the same articles."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import search_asks as asks
from articles import Base
from peers import ROOT, SITE, TOOLS, KnowledgeBase, Tool, last_line

from generator.outputs.search import outputs

BENCH = Path(os.environ.get("KB_BENCH", ROOT / ".bench"))
SITES = BENCH / "search"


class Unable(Exception):
    """Why an engine has no figures."""


@dataclass(frozen=True)
class Engine:
    """An engine of the table. In the commands of its tool, `{root}` and `{site}` are the base's and the site's folder."""

    key: str
    name: str
    tool: Tool
    """What is installed and run, and the files of the index below the site."""
    ask: str
    """How a page of the site asks the engine, in JavaScript."""
    loaded: str
    """A pattern of the addresses that are loaded for search."""
    aliases: bool = True
    """Whether the aliases stand in the pages, where the engine has no field for them."""
    start: str = "/"
    """The page of the site that is opened."""

    def make(self, base: Base, root: Path, timeout: float) -> tuple[Path, float]:
        """Build the site of a base that was read from a root: the site, and the seconds that the index took."""
        home, project = BENCH / self.tool.key, SITES / f"{self.key}-{root.name}"
        if fault := self.tool.install(home):
            raise Unable(f"not installed: {fault}")
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir(parents=True)
        site = project / self.tool.output
        self.write(base, project, site)
        begun = time.perf_counter()
        for command in self.tool.argv(home):
            words = [word.replace("{root}", str(root)).replace("{site}", str(site)) for word in command]
            _run(words, project, timeout)
        return site, self.seconds(base, project, time.perf_counter() - begun)

    def write(self, base: Base, project: Path, site: Path) -> None:
        """Write the files that the commands start from."""
        for path, text in self.tool.files.items():
            _write(project / path, text)

    def seconds(self, base: Base, project: Path, taken: float) -> float:
        """The seconds that the index took, when all commands took some."""
        return taken


class Ours(Engine):
    """This knowledge base: the whole site is built, then the index again, which alone is timed."""

    def seconds(self, base: Base, project: Path, taken: float) -> float:
        begun = time.perf_counter()
        outputs(base.inputs)
        return time.perf_counter() - begun


class Generator(Engine):
    """A site generator with a search of its own, over Markdown."""

    def write(self, base: Base, project: Path, site: Path) -> None:
        super().write(base, project, site)
        for article in base.articles:
            _write(project / self.tool.source / f"{article.key}.md", article.markdown(self.aliases))

    def seconds(self, base: Base, project: Path, taken: float) -> float:
        own = project / "seconds"
        return float(own.read_text("utf-8")) if own.is_file() else taken


class Pages(Engine):
    """A search engine over plain HTML pages."""

    def write(self, base: Base, project: Path, site: Path) -> None:
        super().write(base, project, site)
        for article in base.articles:
            _write(site / article.key / "index.html", article.html(self.aliases))
        _write(site / "index.html", "<!doctype html><title>peer</title>")


class Fields(Pages):
    """A library that is given the fields of each page."""

    def write(self, base: Base, project: Path, site: Path) -> None:
        super().write(base, project, site)
        rows = []
        for article in base.articles:
            blocks = tuple(article.blocks(self.aliases))
            fields = {name: "\n".join(words for kind, words in blocks if kind == tag) for name, tag in _FIELDS.items()}
            rows.append({"id": article.key, "title": article.title, **fields})
        _write(project / "articles.json", json.dumps(rows, ensure_ascii=False))
        shutil.copy(
            BENCH / self.tool.key / "node_modules/minisearch/dist/es/index.js", site / "minisearch/minisearch.js"
        )


def _run(command: list[str], project: Path, timeout: float) -> None:
    try:
        subprocess.run(command, cwd=project, check=True, capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise Unable(f"index not made after {timeout:.0f} s") from None
    except subprocess.CalledProcessError as error:
        raise Unable(f"index not made: {last_line(error.stderr or error.stdout) or error}") from None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


_FIELDS = {"headings": "h2", "text": "p"}
_INDEX_PAGE = f"---\nsearch: {{exclude: true}}\n---\n\n# {SITE}\n"
_MKDOCS = f"""site_name: {SITE}
theme: {{name: material, language: zh, font: false}}
plugins: [search: {{lang: zh}}]
"""

_OURS = KnowledgeBase(
    "ours",
    "",
    ((sys.executable, "-m", "generator", "build", "-q", "--root", "{root}", "--out", "{site}"),),
    "site",
    ("assets/search/**/*",),
)
_MATERIAL = Tool(
    "material",
    "",
    (("{home}/venv/bin/mkdocs", "build", "-q"),),
    "site",
    ("search/search_index.json",),
    pypi=(f"mkdocs-material=={version('mkdocs-material')}", f"mkdocs=={version('mkdocs')}", "jieba==0.42.1"),
    files={
        "mkdocs.yml": f"{_MKDOCS}hooks: [timer.py]\n",
        "timer.py": asks.TIMER,
        "docs/index.md": _INDEX_PAGE,
    },
)
_SHARED = next(tool for tool in TOOLS if tool.key == "zensical")
_ZENSICAL = Tool(
    "zensical",
    "",
    _SHARED.commands,
    _SHARED.output,
    _SHARED.index,
    pypi=_SHARED.pypi,
    files={"mkdocs.yml": _MKDOCS, "docs/index.md": _INDEX_PAGE},
)
_PAGEFIND = Tool(
    "pagefind",
    "",
    (("{home}/node_modules/.bin/pagefind", "--quiet", "--site", "{site}"),),
    "site",
    ("pagefind/**/*.pf_*", "pagefind/pagefind-entry.json"),
    npm=("pagefind@1.6.0",),
)
_MINISEARCH = Tool(
    "minisearch",
    "",
    (("node", "build.mjs"),),
    "site",
    ("minisearch/index.json",),
    npm=("minisearch@7.2.0",),
    files={
        "build.mjs": asks.MINISEARCH_BUILD,
        "site/minisearch/options.js": asks.MINISEARCH_OPTIONS,
        "package.json": '{"type": "module"}\n',
    },
)
_FOUND_BY = r"/search/|/search\.[^/]*js|/lunr/"

_FIRST = r"/assets/search/(?:.*/)?[^t/][^/]*$|/search\.js"
"""Not the texts `t….js`: excerpts come after the first result."""

_PEERS = (
    (Generator, "material", f"Material {version('mkdocs-material')} + jieba", _MATERIAL, asks.MATERIAL, _FOUND_BY),
    (Generator, "zensical", "Zensical 0.0.73", _ZENSICAL, asks.ZENSICAL, r"/search\.[^/]*js"),
    (Pages, "pagefind", "Pagefind 1.6.0", _PAGEFIND, asks.PAGEFIND, r"/pagefind/"),
    (Fields, "minisearch", "MiniSearch 7.2.0", _MINISEARCH, asks.MINISEARCH, r"/minisearch/"),
)

ENGINES = (
    Ours("ours", "ours", _OURS, asks.OURS, _FIRST, start="/search/"),
    *(
        make(f"{key}{'-aliases' if aliases else ''}", name, tool, ask, loaded, aliases)
        for make, key, name, tool, ask, loaded in _PEERS
        for aliases in (False, True)
    ),
)
"""All engines, ours first; the peers without aliases, and with them as a last paragraph of the page."""
