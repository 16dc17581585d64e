"""Reports of findings: for the terminal, as JSON, as GitHub annotations, and as SARIF."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from generator import __version__
from generator.diagnostics import Diagnostic, Language, Wording
from generator.language import shown
from generator.linting.rule import SEVERITIES, Severity, name_of, released
from generator.reading.disk import Unread, read_file
from generator.rules import rule_of

Format = Literal["text", "json", "github", "sarif"]
FORMATS: tuple[Format, ...] = ("text", "json", "github", "sarif")


RULE_PAGE = "docs/rules/{}.md"
"""Path of the page of a rule, by its code."""


@dataclass(frozen=True)
class FindingText:
    """One finding in one language."""

    severity: Severity
    message: str
    suggestion: str


def severity_of(finding: Diagnostic, release: bool = False) -> Severity:
    """The severity of a finding; some that depend on the date are errors in a release only."""
    rule = rule_of(finding.code)
    return released(rule) if release else rule.SEVERITY


def words(finding: Diagnostic, language: Language, release: bool = False) -> FindingText:
    """The severity, message and advice of a finding in a language."""
    rule = rule_of(finding.code)
    facts = _Facts({name: fact.text(language) if isinstance(fact, Wording) else fact for name, fact in finding.facts})
    suggestion = rule.ADVICE.text(language).format_map(facts)
    if guess := facts.get("guess"):
        suggestion += Wording("是不是想写 {0}？", " Did you mean {0}?").text(language).format(guess)
    return FindingText(severity_of(finding, release), rule.MESSAGE.text(language).format_map(facts), suggestion)


class _Facts(dict[str, str]):
    """Values for a message by name; a missing one becomes an empty text instead of an error."""

    def __missing__(self, name: str) -> str:
        return "…"


def report(findings: Iterable[Diagnostic], root: Path, form: Format, language: Language, release: bool = False) -> str:
    """All findings in a format, ready to print."""
    writers: dict[Format, Callable[..., str]] = {"text": _text, "json": _json, "github": _github, "sarif": _sarif}
    return writers[form](tuple(findings), root, language, release)


def _json(findings: tuple[Diagnostic, ...], root: Path, language: Language, release: bool) -> str:
    return json.dumps(records(findings, language, release), ensure_ascii=False, indent=2)


def records(findings: Iterable[Diagnostic], language: Language, release: bool = False) -> list[dict[str, Any]]:
    """The findings as plain data, one dictionary each."""
    return [_record(finding, language, release) for finding in findings]


def _record(finding: Diagnostic, language: Language, release: bool) -> dict[str, Any]:
    said, span = words(finding, language, release), finding.span
    return {
        "code": finding.code,
        "name": name_of(rule_of(finding.code)),
        "severity": said.severity,
        "path": finding.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": said.message,
        "suggestion": said.suggestion,
    }


def _github(findings: tuple[Diagnostic, ...], root: Path, language: Language, release: bool) -> str:
    return "\n".join(_annotation(finding, language, release) for finding in findings)


def _annotation(finding: Diagnostic, language: Language, release: bool) -> str:
    said, span = words(finding, language, release), finding.span
    place = f"file={_escape(finding.path)},line={span.line},endLine={span.end_line},col={span.column},endColumn={span.end_column}"
    title = f"{finding.code} {name_of(rule_of(finding.code))}"
    return f"::{said.severity} {place},title={_escape(title)}::{_escape_data(said.message + ' ' + said.suggestion)}"


def _sarif(findings: tuple[Diagnostic, ...], root: Path, language: Language, release: bool) -> str:
    """SARIF 2.1.0 for code scanning; columns count Unicode code points, as everywhere here."""
    used = sorted({finding.code for finding in findings})
    driver = {
        "name": "kb",
        "version": __version__,
        "rules": [_sarif_rule(code) for code in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "the folder that holds content/"}}},
        "results": [_sarif_result(finding, used, language, release) for finding in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _sarif_rule(code: str) -> dict[str, Any]:
    rule = rule_of(code)
    page = (rule.__doc__ or "").strip()
    return {
        "id": code,
        "name": name_of(rule),
        "shortDescription": {"text": page.split("\n")[0]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": rule.SEVERITY},
    }


def _sarif_result(finding: Diagnostic, used: list[str], language: Language, release: bool) -> dict[str, Any]:
    said, span = words(finding, language, release), finding.span
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    place = {"artifactLocation": {"uri": finding.path, "uriBaseId": "ROOT"}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": used.index(finding.code),
        "level": said.severity,
        "message": {"text": f"{said.message} {said.suggestion}"},
        "locations": [{"physicalLocation": place}],
    }


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _text(findings: tuple[Diagnostic, ...], root: Path, language: Language, release: bool) -> str:
    blocks = []
    for path, group in groupby(findings, key=lambda finding: finding.path):
        lines = _source_lines(root, path)
        blocks += [_block(finding, lines, language, release) for finding in group]
    return "\n".join([*blocks, summary(findings, language, release)])


def _block(finding: Diagnostic, lines: list[str], language: Language, release: bool) -> str:
    said, span = words(finding, language, release), finding.span
    label = SEVERITIES[said.severity].text(language)
    head = f"{shown(finding.path)}:{span.line}:{span.column}: {label} {finding.code} {shown(said.message)}"
    more = Wording("说明", "more").text(language) + f": kb explain {finding.code}, {RULE_PAGE.format(finding.code)}"
    source = lines[span.line - 1] if span.line <= len(lines) else ""
    if len(source) > 2000:
        source = ""
    number = str(span.line)
    gutter = " " * len(number)
    end = span.end_column if span.end_line == span.line else len(source) + 1
    before, marked = shown(source[: span.column - 1]), shown(source[span.column - 1 : end - 1])
    caret = " " * _width(before) + "^" * max(1, _width(marked))
    return (
        f"{head}\n  {number} | {shown(source)}\n  {gutter} | {caret}\n  {gutter} = {shown(said.suggestion)} ({more})\n"
    )


def summary(findings: tuple[Diagnostic, ...], language: Language, release: bool = False) -> str:
    """The last line of a report: how many errors and warnings in how many files."""
    errors = sum(severity_of(finding, release) == "error" for finding in findings)
    files = len({finding.path for finding in findings})
    if not findings:
        return Wording("没有发现问题。", "No problems found.").text(language)
    warnings = len(findings) - errors
    zh = f"{errors} 个错误、{warnings} 个提醒，在 {files} 个文件里。"
    en = f"{_many(errors, 'error')} and {_many(warnings, 'warning')} in {_many(files, 'file')}."
    return Wording(zh, en).text(language)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def count(findings: tuple[Diagnostic, ...], language: Language) -> str:
    """The number of findings of each rule, highest first, and the last line of a report."""
    found = Counter(finding.code for finding in findings)
    rows = (f"{number:6} {code} {name_of(rule_of(code))}" for code, number in found.most_common())
    return "\n".join([*rows, summary(findings, language)])


def _source_lines(root: Path, path: str) -> list[str]:
    """The lines of a content file; empty for anything that is not a regular file or is reached through a link."""
    if (root / path).parent.resolve() != (root.resolve() / path).parent:
        return []
    data = read_file(root / path)
    return [] if data is None or isinstance(data, Unread) else data.decode("utf-8", "replace").split("\n")


def _width(text: str) -> int:
    """The width of a text in terminal cells: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
