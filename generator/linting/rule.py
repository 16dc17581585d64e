"""The interface of a lint rule: its message, advice and severity, its code and name."""

from collections.abc import Mapping
from typing import Literal, Protocol

from generator.diagnostics import Wording

Severity = Literal["error", "warning"]
SEVERITIES: Mapping[Severity, Wording] = {"error": Wording("错误", "error"), "warning": Wording("提醒", "warning")}


class Rule(Protocol):
    """A module of `generator.rules`: its file name gives code and name, its docstring is its page.

    The type of its `check` (optional) says what it is given, see `running`; its `RELEASE` (optional) is the severity of
    its
    findings in a release.
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
    """The severity of a rule's findings in a release."""
    severity: Severity = getattr(rule, "RELEASE", rule.SEVERITY)
    return severity
