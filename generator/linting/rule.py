"""What a lint rule is: the words of its findings, how grave they are, and its code and name."""

from typing import Literal, Protocol

from generator.diagnostics import Wording

Severity = Literal["error", "warning"]


class Rule(Protocol):
    """A module of `generator.rules`: its name gives code and name, its docstring is its page.

    Its `check`, if it has one, says by its type what it is to be given.
    """

    __name__: str
    __doc__: str | None
    SEVERITY: Severity
    MESSAGE: Wording
    ADVICE: Wording


def code_of(rule: Rule) -> str:
    """The rule's code, such as `KB201`."""
    return rule.__name__.rsplit(".", 1)[1].split("_")[0].upper()


def name_of(rule: Rule) -> str:
    """The rule's name, such as `unknown-reference`."""
    return "-".join(rule.__name__.rsplit(".", 1)[1].split("_")[1:])
