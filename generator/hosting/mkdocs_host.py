"""Runs MkDocs once, quietly, on placeholder pages (one per kind of page) to obtain the layout HTML that goes around the
content.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.hosting.mkdocs_plugin import Handed, KnowledgeBasePlugin
from generator.hosting.settings import HostError, Settings
from generator.hosting.shell import Shell, frame, stand_ins
from generator.language import say
from generator.linking.addresses import as_ascii, file_of
from generator.reading.traps import ANY_PROBLEM, PROBLEMS
from generator.remembering.ownership import LIST
from generator.rendering.output import Output
from generator.rendering.page import Masthead, PageIdentity, RenderedPage
from generator.rendering.templates import BrokenTemplate


def shell_by_mkdocs(root: Path, pages: Iterable[PageIdentity], masthead: Masthead) -> Shell:
    """The layout that MkDocs produces for these pages, and the files that MkDocs adds.

    Raises `HostError` when `mkdocs.yml` or the theme is wrong.
    """
    kinds = stand_ins(pages)
    with TemporaryDirectory() as name:
        folder = Path(name)
        config = _build(root, list(kinds.values()), masthead, folder)
        base = unquote(urlsplit(config.site_url or "/").path).rstrip("/") + "/"
        files = {file_of(kind): kind for kind in kinds}
        frames = {kind: frame(kind, (folder / file).read_text("utf-8"), base) for file, kind in files.items()}
        own = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
        names = [(path.relative_to(folder).as_posix(), path) for path in own]
        others = tuple(Output(name, path.read_bytes()) for name, path in names if name not in files)
    return Shell(frames, others, base)


def _build(root: Path, pages: Sequence[RenderedPage], masthead: Masthead, folder: Path) -> MkDocsConfig:
    with _quiet(), TemporaryDirectory() as empty:
        # All pages come from entries, so MkDocs need not search for Markdown files.
        config = _config(root, site_dir=str(folder), docs_dir=empty)
        try:
            plugin = config.plugins.get("kb")
            if not isinstance(plugin, KnowledgeBasePlugin):
                raise HostError(say("mkdocs.yml 的 plugins 里要有 kb", "`plugins` in mkdocs.yml must name `kb`"))
            plugin.handed = Handed(pages, (), masthead)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        except BrokenTemplate as error:
            raise HostError(_template_words(error)) from error
        except MkDocsException as error:
            raise HostError(str(error)) from error
    return config


def _template_words(error: BrokenTemplate) -> str:
    """The message for a broken template: its name and line."""
    name, line = getattr(error, "name", None) or "", getattr(error, "lineno", 0)
    at = f"{name}:{line}" if line else name
    return say(f"模板 {at} 用不了：{error.message}", f"the template {at} cannot be used: {error.message}")


def _config(root: Path, **folders: str) -> MkDocsConfig:
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise HostError(say(f"{root} 里没有 mkdocs.yml", f"there is no mkdocs.yml in {root}"))
    config = MkDocsConfig(config_file_path=str(path))
    try:
        with path.open("rb") as file:
            config.load_file(file)
        config.load_dict(dict(folders))
        errors, warnings = config.validate()
    except MkDocsException as error:
        raise HostError(_yaml_words(error)) from error
    if wrong := [*errors, *(warnings if config.strict else ())]:
        lines = path.read_text("utf-8", "replace").splitlines()
        raise HostError(say("；", "; ").join(_setting_words(lines, name, why) for name, why in wrong))
    return config


def _setting_words(lines: Sequence[str], name: str, why: object) -> str:
    """The message for a setting that MkDocs refuses, with its line if it is in the file."""
    line = next((number for number, words in enumerate(lines, 1) if words.startswith(f"{name}:")), 0)
    at = f"mkdocs.yml:{line}: " if line else ""
    return at + say(f"{name} 写得不对（{why}）", f"{name}: {why}")


def _yaml_words(error: MkDocsException) -> str:
    """The message for a `mkdocs.yml` that cannot be read: the line that is not valid YAML, or what MkDocs says."""
    mark = getattr(error.__context__, "problem_mark", None)
    if not mark:
        return str(error)
    what = PROBLEMS.get(getattr(error.__context__, "problem", "") or "", ANY_PROBLEM).what
    return f"mkdocs.yml:{mark.line + 1}:{mark.column + 1}: {say(what.zh, what.en)}"


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def settings_by_mkdocs(root: Path) -> Settings:
    """The settings of the site in `mkdocs.yml`.

    Raises `HostError` when `mkdocs.yml` is wrong.
    """
    with TemporaryDirectory() as empty:
        config = _config(root, docs_dir=empty)
    return Settings(as_ascii(config.site_url or ""), str(config.extra.get("report") or ""))
