"""Findings as data (place, code of the rule, suggested replacement), and texts in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from generator.remembering.values import remembered

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@remembered
@dataclass(frozen=True)
class Wording:
    """A text in Chinese, in English, and in any other language that there is a field for."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The text in a language; in English if it has not been translated."""
        words: str = getattr(self, language)
        return words or self.en


@remembered
class Span(NamedTuple):
    """A range in a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


Facts = Mapping[str, str | Wording]
"""Values for the placeholders in a rule's message and advice, by name."""


@remembered
@dataclass(frozen=True)
class Diagnostic:
    """A finding: the file, the range, the code of the rule, and the values for its message.

    `replacement`, if not None, is the text of a safe fix for the range `over` (by default the span).
    """

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
    """A finding with the values for its message given as keyword arguments."""
    return Diagnostic(path, span, code, tuple(sorted(facts.items())), replacement, over)
