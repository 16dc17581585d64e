"""The content types, one module each, discovered automatically; a module holds one type and its groups of fields."""

from importlib import import_module
from pkgutil import iter_modules

from generator.entry import Entry


def _type_in(name: str) -> type[Entry]:
    """The type that a module declares; its name is that of the module."""
    found = vars(import_module(f"{__name__}.{name}"))[name.title().replace("_", "")]
    assert isinstance(found, type) and issubclass(found, Entry)
    return found


CONTENT_TYPES: tuple[type[Entry], ...] = tuple(_type_in(module.name) for module in iter_modules(__path__))
"""All types, in the order of their names; the order in which readers see them is `content/site.yaml`'s."""

BY_SECTION: dict[str, type[Entry]] = {content_type.section: content_type for content_type in CONTENT_TYPES}
