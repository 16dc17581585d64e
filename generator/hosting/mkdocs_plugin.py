"""The MkDocs plugin: the site's pages become virtual MkDocs files, and findings become errors."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

from generator.base import Base
from generator.dates import day_of_build, day_of_check
from generator.imprint import SITEMAP
from generator.language import preferred
from generator.linking.addresses import as_ascii, file_of
from generator.policy import policy_of
from generator.reading.disk import CONTENT
from generator.remembering.folders import entries
from generator.remembering.ownership import LIST, claim
from generator.rendering.output import LateOutput, Output
from generator.rendering.page import Doors, Masthead, RenderedPage
from generator.rendering.template_files import assets_of, page_style
from generator.rendering.twins import twin
from generator.reporting import severity_of, words
from generator.search.scripts import INDEX
from generator.search.scripts import PATH as SEARCH
from generator.site import Site, build

log = get_plugin_logger(__name__)


@dataclass(frozen=True)
class Handed:
    """Input for MkDocs: pages, other files, and the texts of the layout."""

    pages: Sequence[RenderedPage]
    outputs: Sequence[Output | LateOutput]
    masthead: Masthead


class KnowledgeBasePage(HostPage):
    """A page whose HTML is ready."""

    def __init__(self, page: RenderedPage, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.kb = page
        if page.revised:
            self.update_date = page.revised.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:
        """Sets what the template needs; there is no file to read."""
        self.markdown = ""
        self.meta = {
            "description": escape(self.kb.description),
            "escaped_title": escape(self.kb.title),
            "section": self.kb.section,
            "source": self.kb.source,
            "head": self.kb.head,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Renders nothing: the HTML is inserted later, and its links are resolved already."""
        self.content = ""
        self.toc = TableOfContents([])
        self.present_anchor_ids = {heading.anchor for heading in self.kb.headings}
        self.links_to_anchors = None


class KnowledgeBasePlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Builds the site's pages from the content beside `mkdocs.yml` and refuses to build on a finding."""

    handed: Handed | None = None
    """What to build. `kb` sets it; otherwise the plugin makes it from the content and fails on errors."""

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Makes `mkdocs serve` watch the content, too."""
        server.watch(str(Path(config.config_file_path).parent / CONTENT))
        return server

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Plans the site, fails on errors, and passes the texts of the layout to the template."""
        config.site_url = as_ascii(config.site_url or "")
        if self.handed is None:
            root, site_url = Path(config.config_file_path).parent, config.site_url
            site = build(Base.at(root).on(1), day_of_check(None), day_of_build(None), site_url)
            _refuse_findings(site)
            self.handed = Handed(site.pages, (*site.outputs, *map(twin, site.pages)), site.masthead)
        config.theme.static_templates.discard(SITEMAP)  # ours has the days of the reviews instead of the build time
        config.theme.get_env = _listing_ours(config.theme)  # type: ignore[method-assign]
        templates = Path(config.theme.custom_dir or ".")
        style = page_style(templates)
        config.extra["kb_assets"] = {name: path for name, (_, path) in assets_of(templates).items()} | {
            "search.js": SEARCH,
            "index.js": INDEX,
        }
        config.extra["kb_style"], config.extra["kb_policy"] = style, policy_of(style)
        masthead = self.handed.masthead
        config.site_name, config.site_description = escape(masthead.name), escape(masthead.claim)
        config.extra["kb_disclaimer"] = escape(masthead.disclaimer)
        config.extra["kb_navigation"] = _shown(masthead.navigation)
        config.extra["kb_pages"] = _shown(masthead.footer)
        config.extra["kb_begin"] = _shown(masthead.begin)
        config.extra["kb_calls"] = [tuple(map(escape, call)) for call in masthead.calls]
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Replaces Markdown files by our pages and outputs, and gives assets their hashed names."""
        assert self.handed is not None
        assets = dict(assets_of(Path(config.theme.custom_dir or ".")).values())
        for file in list(files):
            if file.is_documentation_page() or _unneeded(file):
                files.remove(file)
            elif file.src_uri in assets:
                file.dest_uri = file.url = assets[file.src_uri]
        for page in self.handed.pages:
            files.append(_page_file(page, config))
        for output in self.handed.outputs:
            files.append(_output_file(output, config))
        return files

    def on_page_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Inserts the HTML of a page just before its template runs."""
        assert isinstance(page, KnowledgeBasePage)
        page.content = page.kb.html
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the manifest, so that `kb build` may replace the folder."""
        claim(Path(config.site_dir), tuple(_files(Path(config.site_dir))))

    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Frees the HTML of a page that has been written."""
        page.content = ""
        return output


def _files(folder: Path) -> Iterator[str]:
    return (path for path, entry in entries(folder) if entry.is_file(follow_symlinks=False) and path != LIST)


def _shown(doors: Doors) -> list[tuple[str, str]]:
    return [(address.lstrip("/"), escape(words)) for address, words in doors]


def _refuse_findings(site: Site) -> None:
    """Fails the build on errors, because `--strict` of MkDocs counts nothing under `--quiet`."""
    errors = [finding for finding in site.findings if severity_of(finding) == "error"]
    for finding in errors:
        said, span = words(finding, preferred()), finding.span
        log.error(
            "%s:%s:%s: %s %s %s", finding.path, span.line, span.column, finding.code, said.message, said.suggestion
        )
    if errors:
        raise PluginError(f"{len(errors)} errors in the content; `kb check` shows them with their lines")


def _listing_ours(theme: Theme) -> Callable[[], Any]:
    """What makes the templates of a theme, with only our files in their list: MkDocs copies all of a theme that it lists
    into the site, and takes long for the 14,000 icons of Material alone.
    """
    made, ours = theme.get_env, entries(Path(theme.custom_dir)) if theme.custom_dir else ()
    files = sorted(path for path, entry in ours if not entry.is_dir())

    def environment() -> Any:
        templates: Any = made()
        templates.loader.list_templates = lambda: files
        return templates

    return environment


def _unneeded(file: File) -> bool:
    """Whether a file must not get into the site: the theme's sitemap, and our templates, which MkDocs would copy."""
    return file.src_uri == SITEMAP or file.src_uri.endswith(".j2")


def _output_file(output: Output | LateOutput, config: MkDocsConfig) -> File:
    # Under another suffix, because MkDocs would render a Markdown file as a page.
    name = f"{output.path}.as-it-is"
    file = File.generated(config, name, content=output.content, inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = file.url = output.path
    return file


def _page_file(page: RenderedPage, config: MkDocsConfig) -> File:
    source = file_of(page.address).replace("/index.html", ".md") if page.address != "/" else "index.md"
    file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = file_of(page.address)
    file.url = page.address.strip("/") + "/" if page.address != "/" else "./"
    file.edit_uri = page.source
    KnowledgeBasePage(page, file, config)
    return file
