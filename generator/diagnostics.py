"""Findings as data: the place, the rule's code, and a suggested replacement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from generator.remembering.values import remembered

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@remembered
@dataclass(frozen=True)
class Wording:
    """The same words in Chinese, in English, and in whatever other language there is a field for."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The words in one language; in English, where they have not been put into it."""
        words: str = getattr(self, language)
        return words or self.en


@remembered
class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1, columns in characters, the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


Facts = Mapping[str, str | Wording]
"""The words that a rule's message is filled with."""


@remembered
@dataclass(frozen=True)
class Diagnostic:
    """One finding. `replacement`, if any, is what a safe fix writes: over `over`, or else over the span."""

    path: str
    span: Span
    code: str
    facts: tuple[tuple[str, str | Wording], ...] = ()
    replacement: str | None = None
    over: Span | None = None

    @property
    def order(self) -> tuple[str, Span, str]:
        """The key that sorts findings by place."""
        return self.path, self.span, self.code


def diagnostic(
    path: str,
    span: Span,
    code: str,
    replacement: str | None = None,
    over: Span | None = None,
    /,
    **facts: str | Wording,
) -> Diagnostic:
    """A finding with its facts given by name."""
    return Diagnostic(path, span, code, tuple(sorted(facts.items())), replacement, over)
