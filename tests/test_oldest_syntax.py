"""Scripts and styles use no syntax or API that is newer than Chromium 83 and Safari 13.1.

A browser drops a whole script at the first word it does not know, and a whole rule at the first selector: nothing is
said, and search or the exit is dead. `test_oldest_browser` tries the pages; here every line is looked at.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from generator.search.encoding import PARTS
from generator.search.scripts import INDEX

JAVASCRIPT = Parser(Language(tree_sitter_javascript.language()))
SYNTAX = {
    "class_static_block": "static blocks: Chrome 94",
    "field_definition": "class fields: Safari 14",
    "private_property_identifier": "private names: Safari 14.1",
    "using_declaration": "using: Chrome 134",
    "decorator": "decorators: no browser",
}
OPERATORS = {"||=": "Chrome 85", "&&=": "Chrome 85", "??=": "Chrome 85"}
IN_PATTERNS = {"(?<=": "Safari 16.4", "(?<!": "Safari 16.4", "(?i:": "Chrome 125"}
CALLED = {
    "at": "Chrome 92",
    "replaceAll": "Chrome 85",
    "replaceChildren": "Chrome 86",
    "hasOwn": "Chrome 93",
    "any": "Chrome 85",
    "findLast": "Chrome 97",
    "findLastIndex": "Chrome 97",
    "toSorted": "Chrome 110",
    "toReversed": "Chrome 110",
    "toSpliced": "Chrome 110",
    "with": "Chrome 110",
    "groupBy": "Chrome 117",
    "fromAsync": "Chrome 121",
    "randomUUID": "Chrome 92",
    "showModal": "Safari 15.4",
    "checkVisibility": "Chrome 105",
    "showPopover": "Chrome 114",
    "isWellFormed": "Chrome 111",
    "showPicker": "Chrome 99",
    "requestSubmit": "Safari 16",
    "setHTML": "Chrome 146",
    "canParse": "Chrome 120",
    "text": "of files: Safari 14",
    "arrayBuffer": "of files: Safari 14",
    "transferToImageBitmap": "Safari 16.4",
    "roundRect": "Chrome 99",
    "formatRange": "Safari 14.1",
    "withResolvers": "Chrome 119",
    "union": "Chrome 122",
    "intersection": "Chrome 122",
    "difference": "Chrome 122",
    "isSubsetOf": "Chrome 122",
    "toArray": "Chrome 122",
}
"""What functions of things came later, and with what."""
NAMED = {
    "structuredClone": "Chrome 98",
    "requestIdleCallback": "no Safari",
    "reportError": "Chrome 95",
    "inert": "Chrome 102",
    "submitter": "Safari 15.4",
    "WeakRef": "Chrome 84",
    "FinalizationRegistry": "Chrome 84",
    "AggregateError": "Chrome 85",
    "BigInt": "Safari 14",
    "BroadcastChannel": "Safari 15.4",
    "OffscreenCanvas": "Safari 16.4",
    "createImageBitmap": "Safari 15",
    "DecompressionStream": "Safari 16.4",
    "CompressionStream": "Safari 16.4",
    "CSSStyleSheet": "Safari 16.4",
    "adoptedStyleSheets": "Safari 16.4",
    "Segmenter": "Chrome 87",
    "RelativeTimeFormat": "Safari 14",
    "ListFormat": "Safari 14.1",
    "DisplayNames": "Safari 14.1",
    "dateStyle": "Safari 14.1",
    "timeStyle": "Safari 14.1",
    "locks": "Safari 15.4",
    "Temporal": "Chrome 144",
}
"""What else came later, wherever it is named."""


def newer_in_script(source: bytes) -> Iterator[str]:
    """What of a script is newer than the oldest browsers, with its line."""
    waiting = [JAVASCRIPT.parse(source).root_node]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if why := _newer(node):
            yield f"{node.start_point.row + 1}: {(node.text or b'').decode()[:60]!r}: {why}"


def _newer(node: Node) -> str | None:
    words = (node.text or b"").decode()
    if node.type == "ERROR" or node.is_missing:
        return "not a script"
    if node.type == "number" and words.endswith("n") and not words.startswith("0x"):
        return "large numbers: Safari 14"
    if node.type == "regex_pattern":
        return next((when for mark, when in IN_PATTERNS.items() if mark in words), None)
    if node.type == "regex_flags" and set(words) & set("dv"):
        return "flags d and v: Chrome 90"
    if node.type == "await_expression" and not _inside_function(node):
        return "await outside functions: Chrome 89"
    if node.type in ("property_identifier", "identifier"):
        return NAMED.get(words) or (CALLED.get(words) if _is_called(node) else None)
    if node.type == "member_expression" and words.startswith("matchMedia(") and words.endswith(".addEventListener"):
        return "of a media query: Safari 14"
    return SYNTAX.get(node.type) or OPERATORS.get(node.type)


def _is_called(node: Node) -> bool:
    """Whether a name after a dot is that of a function being called."""
    member = node.parent
    call = member.parent if member and member.type == "member_expression" else None
    return bool(call and call.type in ("call_expression", "new_expression") and call.child(0) == member)


def _inside_function(node: Node) -> bool:
    up = node.parent
    while up and "function" not in up.type and up.type != "method_definition":
        up = up.parent
    return up is not None


PROPERTIES = {
    "gap": "with flex: Chrome 84, Safari 14.1",
    "row-gap": "with flex: Safari 14.1",
    "column-gap": "with flex: Safari 14.1",
    "inset": "Chrome 87",
    "inset-inline": "Chrome 87",
    "inset-block": "Chrome 87",
    "aspect-ratio": "Chrome 88",
    "translate": "Chrome 104",
    "rotate": "Chrome 104",
    "scale": "Chrome 104",
    "accent-color": "Chrome 93",
    "margin-inline": "Chrome 87",
    "margin-block": "Chrome 87",
    "padding-inline": "Chrome 87",
    "padding-block": "Chrome 87",
    "content-visibility": "Chrome 85",
    "container-type": "Chrome 105",
}
"""What a page would be laid out wrongly without; what only adds to its looks may be newer."""
SELECTORS = {
    "is": "Chrome 88",
    "where": "Chrome 88",
    "has": "Chrome 105",
    "focus-visible": "Chrome 86",
    "dir": "Chrome 120",
    "open": "Chrome 133",
    "user-valid": "Chrome 119",
    "user-invalid": "Chrome 119",
    "popover-open": "Chrome 114",
    "modal": "Chrome 105",
}
"""What an old browser drops a whole rule for; alone in its rule, and only taking something away, it may stand."""
UNITS = {
    "dvh": "Chrome 108",
    "svh": "Chrome 108",
    "lvh": "Chrome 108",
    "dvw": "Chrome 108",
    "cqw": "Chrome 105",
    "cqi": "Chrome 105",
    "lh": "Chrome 109",
    "rlh": "Chrome 111",
    "cap": "Chrome 118",
    "ic": "Chrome 106",
}
FUNCTIONS = {
    "color-mix": "Chrome 111",
    "oklch": "Chrome 111",
    "oklab": "Chrome 111",
    "lab": "Chrome 111",
    "lch": "Chrome 111",
    "hwb": "Chrome 101",
    "light-dark": "Chrome 123",
    "round": "Chrome 125",
}
AT_RULES = {"layer": "Chrome 99", "container": "Chrome 105", "property": "Chrome 85", "scope": "Chrome 118"}
VALUES = {
    "overflow": (re.compile("clip"), "Chrome 90"),
    "text-decoration": (re.compile(r"\S\s+\S"), "several at once: Safari knows them apart only"),
}
ANYWHERE = "overflow-wrap: anywhere has no meaning in Safari before 15.4: word-break: break-word first"


def newer_in_style(source: str) -> Iterator[str]:
    """What of a style sheet is newer than the oldest browsers and not guarded by @supports, with its line."""
    yield from _rules(tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True))


def _rules(rules: list[tinycss2.ast.Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            yield f"{rule.source_line}: {rule.message}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in AT_RULES:
            yield f"{rule.source_line}: @{rule.at_keyword}: {AT_RULES[rule.lower_at_keyword]}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            if set("<>") & set(tinycss2.serialize(rule.prelude)):
                yield f"{rule.source_line}: ranges: Chrome 104"
            yield from _rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule":
            yield from _selectors(rule)
            yield from _declarations(rule)


def _selectors(rule: tinycss2.ast.Node) -> Iterator[str]:
    prelude = tinycss2.serialize(rule.prelude)
    alone = "," not in prelude and ":not(:focus-visible)" in prelude
    for name, when in SELECTORS.items():
        if re.search(rf":{name}(?![\w-])", prelude) and not alone:
            yield f"{rule.source_line}: :{name}: {when}"
    if re.search(r":not\([^)]*,", prelude):
        yield f"{rule.source_line}: several in :not(): Chrome 88"


def _declarations(rule: tinycss2.ast.Node) -> Iterator[str]:
    declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    names = [each.lower_name for each in declared if each.type == "declaration"]
    for each in declared:
        if each.type != "declaration":
            yield f"{each.source_line}: not a declaration (nesting: Chrome 112)"
            continue
        if each.lower_name in PROPERTIES:
            yield f"{each.source_line}: {each.name}: {PROPERTIES[each.lower_name]}"
        told, when = VALUES.get(each.lower_name, (None, ""))
        if told and told.search(tinycss2.serialize(each.value).strip()):
            yield f"{each.source_line}: {each.name}: {when}"
        if "anywhere" in tinycss2.serialize(each.value) and "word-break" not in names:
            yield f"{each.source_line}: {ANYWHERE}"
        yield from _values(each.value)


def _values(values: list[tinycss2.ast.Node]) -> Iterator[str]:
    for value in values:
        if value.type == "dimension" and value.lower_unit in UNITS:
            yield f"{value.source_line}: {value.unit}: {UNITS[value.lower_unit]}"
        elif value.type == "function" and value.lower_name in FUNCTIONS:
            yield f"{value.source_line}: {value.name}(): {FUNCTIONS[value.lower_name]}"


def shipped(site: Path, ending: str) -> list[Path]:
    """The scripts or style sheets of a site, without the parts of the search index, which are data."""
    data = {site / INDEX, *(site / PARTS).iterdir()}
    return [path for path in sorted(site.rglob(f"*.{ending}")) if path not in data]


def test_no_shipped_script_is_newer_than_the_oldest_browsers(real_site: Path) -> None:
    scripts = shipped(real_site, "js")
    assert {"site", "search"} <= {path.name.partition("-")[0] for path in scripts}
    faults = [f"{path.name}:{fault}" for path in scripts for fault in newer_in_script(path.read_bytes())]
    assert not faults, "\n".join(faults)


def test_no_shipped_style_is_newer_than_the_oldest_browsers(real_site: Path) -> None:
    styles = shipped(real_site, "css")
    assert "site" in {path.name.partition("-")[0] for path in styles}
    faults = [f"{path.name}:{fault}" for path in styles for fault in newer_in_style(path.read_text("utf-8"))]
    assert not faults, "\n".join(faults)
    assert sum(path.stat().st_size for path in styles) <= 30_000


@pytest.mark.parametrize(
    "source",
    [
        "a ||= 1",
        "a ??= 1",
        "b.at(-1)",
        "s.replaceAll('a', 'b')",
        "document.body.replaceChildren()",
        "/(?<!a)b/.test(c)",
        "class A { static { } }",
        "class A { b = 1 }",
        "class A { #b() {} }",
        "await x",
        "dialog.showModal()",
        "new WeakRef(a)",
        "Promise.any([])",
        "Object.hasOwn(a, b)",
        "structuredClone(a)",
        "const a = 1n",
        "event.submitter.name",
        "file.text()",
        "matchMedia('print').addEventListener('change', a)",
        "new Intl.RelativeTimeFormat('zh')",
        "a b",
    ],
)
def test_a_newer_script_is_refused(source: str) -> None:
    assert list(newer_in_script(source.encode()))


@pytest.mark.parametrize(
    "source",
    ["a?.b ?? c", "async () => { await x; }", "const {a, ...b} = c; `${a}`", "/a(?=b)/u", "for (const a of b) {}"],
)
def test_a_script_that_is_old_enough_is_not(source: str) -> None:
    assert not list(newer_in_script(source.encode()))


@pytest.mark.parametrize(
    "source",
    [
        ".a{display:flex;gap:1rem}",
        ".a{inset:0}",
        ".a{height:90dvh}",
        ":is(a,b){color:red}",
        "a:has(b){color:red}",
        "a:focus-visible{outline:0}",
        "@media print{.a{aspect-ratio:1}}",
        "@layer x{a{color:red}}",
        ".a{overflow-wrap:anywhere}",
        "a:focus-visible .b{outline:0}",
        "a:not(.b,.c){color:red}",
        "@media (width >= 60rem){.a{color:red}}",
        ".a{overflow:clip}",
        ".a{text-decoration:underline dotted}",
        ".a{color:color-mix(in srgb,red,blue)}",
        ".a{&:hover{color:red}}",
    ],
)
def test_a_newer_style_is_refused(source: str) -> None:
    assert list(newer_in_style(source))


@pytest.mark.parametrize(
    "source",
    [
        "@supports (gap:1rem){.a{display:flex;gap:1rem}}",
        ":focus:not(:focus-visible){outline:0}",
        ".a{text-wrap:balance}",
    ],
)
def test_a_style_that_is_guarded_or_harmless_is_not(source: str) -> None:
    assert not list(newer_in_style(source))
