"""Builds a site incrementally and puts it in place; cached results that are still valid are reused."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from generator.base import Base
from generator.diagnostics import Diagnostic
from generator.examining import Examination, examine_files
from generator.hosting.known import shell_of
from generator.hosting.settings import HostError, Settings, settings_of
from generator.hosting.shell import Shell, host_inputs, kind_of
from generator.language import say
from generator.linking.addresses import file_of
from generator.publishing import shelf as publishing
from generator.publishing.cards import with_cards
from generator.publishing.compression import compressed
from generator.publishing.shelf import Shelf
from generator.publishing.traditional import FOLDER as TRADITIONAL
from generator.publishing.traditional import both
from generator.reading.disk import files_digest, read_files
from generator.reading.editors_words import TraditionalWords
from generator.remembering.memo import code, digest
from generator.remembering.pool import meanwhile
from generator.remembering.spool import Spool
from generator.remembering.values import remembered
from generator.rendering import hyperlinks
from generator.rendering.hyperlinks import Broken, Hyperlinks
from generator.rendering.inputs import Inputs
from generator.rendering.output import LateOutput, Output
from generator.rendering.page import RenderedPage
from generator.rendering.twins import TWIN, twin, twin_path
from generator.reporting import severity_of
from generator.search import pinyin
from generator.site import Plan, Site, assemble, plan


class BuildRefused(Exception):
    """The content has errors; carries all findings."""

    def __init__(self, findings: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class Shrunk(Exception):
    """The site would lose most of its pages; carries how many there are and how many there would be."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__(f"{before} pages, {after} from now on")
        self.before, self.after = before, after


class LinksBroken(Exception):
    """Links of the built site lead nowhere; carries them."""

    def __init__(self, links: tuple[Broken, ...]) -> None:
        super().__init__(f"{len(links)} broken links")
        self.links = links


@remembered
@dataclass(frozen=True)
class Done:
    """What the cache keeps about a finished build: the hash of all its files and the number of pages."""

    files: str
    pages: int


@dataclass(frozen=True)
class Order:
    """The options of a build: the target folder, the day for findings (`today`), the day shown (`day`), and optional
    outputs.
    """

    target: Path
    today: date
    day: date | None = None
    release: bool = False
    compress: bool = False
    traditional: bool = False
    cards: bool = False
    smaller: bool = False
    """Whether it may replace a site with more than twice as many pages."""

    @property
    def key(self) -> str:
        """Key of everything that the files of the site depend on besides the base."""
        return f"{self.today} {self.day} {self.release} {self.compress} {self.traditional} {self.cards}"


OnStep = Callable[[str], None]
"""Called with a description of the current step."""


def build_site(base: Base, order: Order, step: OnStep = lambda words: None) -> int:
    """Checks the content, builds the site into a folder, and returns the number of pages.

    Raises `BuildRefused`, `Shrunk`, `LinksBroken`, `NotOurs`, `BrotliMissing`, `CardsMissing`, `NoFont` or, when
    `mkdocs.yml`
    or the theme is wrong, `HostError`; then the old site stays in place.
    """
    step(say("读取", "reading"))
    files, memo = read_files(base.root), base.memo
    host = host_inputs(base.root)
    key = digest(files_digest(files), host or b"", order.key)
    done = memo.recall("built", key, Done) if host else None
    if done and _is_in_place(done, publishing.shelf_of(memo.folder, order.target)):
        return done.pages
    if not memo.is_warm:  # else it is not long until the shelf looks
        Shelf(order.target).refuse_foreign()
    with publishing.doubling(memo.folder, order.target, memo.jobs) as shelf_now:
        shelf, pages = _anew(base, order, files, shelf_now, step)
    if memo.folder:
        publishing.keep(memo.folder, shelf)
    if host:
        memo.keep("built", key, Done(publishing.summary(shelf.notes), pages))
    return pages


def _is_in_place(done: Done, shelf: Shelf) -> bool:
    """Whether the target holds what a finished build put there."""
    return done.files == publishing.summary(shelf.notes) and shelf.intact()


def _anew(
    base: Base, order: Order, files: Mapping[str, bytes], shelf_now: Callable[[], Shelf], step: OnStep
) -> tuple[Shelf, int]:
    """Builds the site and swaps it in; returns the state of the output folder and the number of pages."""
    examination, settings = _examined(base, order, files, step)
    library = examination.library
    planned = plan(Inputs.of(base, library, examination.links, order.day, settings.url))
    layout = cache(lambda: shell_of(base, planned.pages, planned.masthead))
    # Another process runs the rules, too, if most of what they find is known. Else they run before it is started, and the
    # layout is made: it would have a copy of all memory that this one changes meanwhile.
    is_edit = base.memo.is_warm and not order.release
    judge = partial(getattr, examination, "findings") if is_edit else tuple
    if not is_edit:
        _refuse_errors(examination.findings, order.release)
        if order.release and not settings.report:
            raise HostError(_nobody_to_tell())
        layout()
    del examination  # claims, findings and what rules have computed
    with planned.begun(judge) as begun:
        shelf = shelf_now()
        before = shelf.look() if is_edit else None  # now, while the other process is at work
        step(say("渲染", "rendering"))
        shell, site = _assembled(begun, layout, order.release)
    check_links(site, shell)
    step(say("写入", "writing"))
    made = _in_all_forms(site, shell, order, library.words.traditional, settings.url)
    if not order.smaller:
        _refuse_shrunk(_pages(shelf.notes), _pages(file.path for file in made), len(library.documents))
    _never_freed(site, planned)
    return shelf.publish(made, base.memo.jobs, before), len(site.pages)


def _examined(base: Base, order: Order, files: Mapping[str, bytes], step: OnStep) -> tuple[Examination, Settings]:
    """Reads the content, and the settings meanwhile."""
    step(say("检查", "checking"))
    settings = cache(partial(settings_of, base))
    with meanwhile(settings, *(() if base.memo.is_warm else (pinyin.load,))):
        return examine_files(files, order.today, base.memo), settings()


def _never_freed(*values: object) -> None:
    """Only the garbage collector frees a cycle, and it does not run in a command: to free ten thousand pages one by one
    before the process ends would take a third of a second.
    """
    cycle: list[object] = [*values]
    cycle.append(cycle)


def _assembled(planned: Plan, layout: Callable[[], Shell], release: bool) -> tuple[Shell, Site]:
    """The layout and the site. Raises `BuildRefused` if another process has found errors, because of which it may be
    impossible to build.
    """
    try:
        shell, site = layout(), assemble(planned, spool=Spool())
    except Exception:
        _refuse_errors(planned.judged(), release)
        raise
    _refuse_errors(planned.judged(), release)
    return shell, site


def _refuse_errors(findings: tuple[Diagnostic, ...], release: bool) -> None:
    """Raises `BuildRefused` if there are errors among the findings."""
    if any(severity_of(finding, release) == "error" for finding in findings):
        raise BuildRefused(findings)


def _in_all_forms(
    site: Site, shell: Shell, order: Order, words: TraditionalWords, site_url: str
) -> Sequence[publishing.OutputFile]:
    """Every file of the site, with the optional outputs of the order."""
    made: Sequence[publishing.OutputFile] = files_of(site, shell)
    if order.cards:
        made = with_cards(made, site.pages, site.masthead.name, site_url)
    if order.traditional:
        made = both(made, words, site_url)
    return list(compressed(made)) if order.compress else made


def _nobody_to_tell() -> str:
    return say(
        "extra.report 是空的，读者不知道把错误报给谁。写一个编辑的邮箱或表单的网址，或者用环境变量 KB_REPORT 给出。",
        "`extra.report` is empty, so readers have nobody to tell of mistakes. Give an editor's mail address or the "
        "address of a form, there or as KB_REPORT.",
    )


def _pages(paths: Iterable[str]) -> int:
    """The number of pages among some paths, not counting their versions in traditional characters."""
    return sum(path.endswith("index.html") and not path.startswith(TRADITIONAL) for path in paths)


def _refuse_shrunk(before: int, after: int, entries: int) -> None:
    """Raises `Shrunk` if the new site has no entries or less than half of the pages: content is probably missing."""
    if not entries or 2 * after < before:
        raise Shrunk(before, after)


def files_of(site: Site, shell: Shell) -> list[publishing.OutputFile]:
    """Every file of the site."""
    frames = {kind: digest(code(), *frame.pieces) for kind, frame in shell.frames.items()}
    twins = digest(code(), TWIN)
    pages = (file for page in site.pages for file in _files_of(page, shell, frames[kind_of(page)], twins))
    return [*pages, *map(_file_of, site.outputs), *(publishing.ready(each.path, each.content) for each in shell.files)]


def _file_of(output: LateOutput) -> publishing.OutputFile:
    return publishing.OutputFile(output.path, partial(getattr, output, "digest"), partial(getattr, output, "content"))


def _files_of(page: RenderedPage, shell: Shell, frame: bytes, twins: bytes) -> Iterator[publishing.OutputFile]:
    """The file of a page and its Markdown version, one after the other, so that its HTML is decompressed once."""
    yield publishing.OutputFile(file_of(page.address), partial(_inputs, page, frame), partial(shell.wrap, page))
    yield publishing.OutputFile(twin_path(page.address), partial(_inputs, page, twins), partial(_twin, page))


def _inputs(page: RenderedPage, frame: bytes) -> bytes:
    """Hash of everything that the file of a page depends on; cheaper to compute than the file."""
    return digest(frame, page.digest, "\0".join([words for _, words in page.tips]))  # their keys are in the HTML


def _twin(page: RenderedPage) -> bytes:
    return twin(page).content


def check_links(site: Site, shell: Shell) -> None:
    """Raises `LinksBroken` if a page, the layout or a file of MkDocs has a link that leads nowhere."""
    pieces: dict[str, tuple[Hyperlinks, ...]] = {
        file_of(page.address): (page.links, Hyperlinks(shell.frame(page).links.anchors)) for page in site.pages
    }
    for kind, frame in shell.frames.items():
        pieces[file_of(kind)] = (*pieces.get(file_of(kind), ()), frame.links)
    others: tuple[Output | LateOutput, ...] = (*site.outputs, *shell.files)
    for output in others:
        if output.path.endswith(".html"):
            pieces[output.path] = (hyperlinks.hyperlinks(output.path, output.content.decode("utf-8"), shell.base),)
    twins = (twin_path("/" + file.removesuffix("index.html")) for file in pieces)
    if found := hyperlinks.broken(pieces, [*pieces, *twins, *(output.path for output in others)]):
        raise LinksBroken(found)
