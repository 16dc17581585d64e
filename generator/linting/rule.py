"""What a lint rule is: the words of its findings, how grave they are, and its code and name."""

from collections.abc import Mapping
from typing import Literal, Protocol

from generator.diagnostics import Wording

Severity = Literal["error", "warning"]
SEVERITIES: Mapping[Severity, Wording] = {"error": Wording("错误", "error"), "warning": Wording("提醒", "warning")}


class Rule(Protocol):
    """A module of `generator.rules`: its name gives code and name, its docstring is its page.

    Its `check`, if it has one, says by its type what it is to be given; its `RELEASE`, if it has one, how grave its
    findings are when the site is published.
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


def released(rule: Rule) -> Severity:
    """How grave the findings of a rule are when the site is published."""
    severity: Severity = getattr(rule, "RELEASE", rule.SEVERITY)
    return severity
