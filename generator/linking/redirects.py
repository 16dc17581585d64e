"""Redirects from former keys: moved entries, and retired ones with their replacements."""

from generator.reading.library import Library


def moves(library: Library) -> dict[str, str]:
    """The current key for each former one; cycles and keys that lead nowhere are left out."""
    steps = dict(library.moved) | dict(_replaced(library))
    ends = {old: _end(old, steps) for old in sorted(steps)}
    return {old: end for old, end in ends.items() if end and _in_use(end, library)}


def _in_use(key: str, library: Library) -> bool:
    return key in library and library[key].entry.status != "retired"


def _replaced(library: Library) -> list[tuple[str, str]]:
    retired = (document for document in library if document.entry.status == "retired" and document.entry.replaced_by)
    resolved = ((document.key, library.resolve(document.entry.replaced_by or "").key) for document in retired)
    return [(old, new) for old, new in resolved if new]


def _end(key: str, steps: dict[str, str]) -> str | None:
    """The final key of a chain of redirects; None for a cycle or a dead end."""
    seen = {key}
    while key in steps:
        key = steps[key]
        if key in seen:
            return None
        seen.add(key)
    return key
