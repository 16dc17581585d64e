"""Names that so many references miss that what they named is probably gone, and not mistyped."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Span, Wording, diagnostic
from generator.entry import SLUG
from generator.linking.links import Mention
from generator.linting.running import Context
from generator.reading.references import Reference
from generator.remembering.once import once

_FEW = 2
"""Nobody mistypes a name in the same way in more places than this."""
_HOW = Wording(
    "有 {n} 处引用它，多半是它的文件被删了、挪了或改了名：先把文件放回来；真要改名用 kb rename，真要删就去掉这些引用。",
    "{n} references name it: its file was probably deleted, moved or renamed. Put it back; rename it with `kb rename`, "
    "or, if it is to go, remove these references.",
)


def advice_if_gone(given: Context, mention: Mention) -> Wording | None:
    """What to do about a name that many references miss; None if few do, so that it may be mistyped."""
    count = _missed(given)[mention.reference.kind, mention.reference.target]
    return Wording(_HOW.zh.format(n=count), _HOW.en.format(n=count)) if count > _FEW else None


_OF_KIND = {"entry": ("KB201", "target"), "citation": ("KB302", "source"), "parameter": ("KB308", "parameter")}
"""The rule about unknown names of each kind of reference, and what its message calls the name."""


def lost_files(given: Context) -> Iterator[Diagnostic]:
    """A finding at the file that each name missed by many references was probably that of, if its section is known."""
    sections: dict[tuple[str, str], str] = {}
    for reference in _unknown(given):
        name = reference.looked_up.rpartition("/")
        section = name[0] or (reference.sections[0] if len(reference.sections) == 1 else "")
        if section and re.fullmatch(SLUG, name[2]):
            sections[reference.kind, reference.target] = f"content/{section}/{name[2]}.yaml"
    for (kind, target), count in _missed(given).items():
        if count > _FEW and (kind, target) in sections:
            code, called = _OF_KIND[kind]
            how = Wording(_HOW.zh.format(n=count), _HOW.en.format(n=count))
            yield diagnostic(sections[kind, target], Span(), code, **{called: target}, guess="", how=how)


@once
def _missed(given: Context) -> Counter[tuple[str, str]]:
    """How often each unknown name is referred to, by kind of reference."""
    return Counter((each.kind, each.target) for each in _unknown(given))


@once
def _unknown(given: Context) -> tuple[Reference, ...]:
    """All references to unknown names."""
    pairs = (zip(each.references, given.links.resolutions[each.key], strict=True) for each in given.library)
    return tuple(reference for found in pairs for reference, resolution in found if resolution.state == "unknown")
