"""The layout from the cache; MkDocs is imported only when it is not there."""

from collections.abc import Sequence

from generator.base import Base
from generator.hosting.shell import Shell, host_inputs, kind_of
from generator.remembering.memo import digest
from generator.rendering.page import Masthead, PageIdentity


def shell_of(base: Base, pages: Sequence[PageIdentity], masthead: Masthead) -> Shell:
    """The layout for these pages, from the cache or from MkDocs."""
    inputs = host_inputs(base.root)
    kinds = sorted({f"{kind_of(page)} {page.section} {bool(page.source)}" for page in pages})
    key = digest(inputs or b"", *kinds, repr(masthead))
    shell = base.memo.recall("shell", key, Shell) if inputs else None
    if shell is None:
        from generator.hosting.mkdocs_host import shell_by_mkdocs

        shell = shell_by_mkdocs(base.root, pages, masthead)
        if inputs:
            base.memo.keep("shell", key, shell)
    return shell
