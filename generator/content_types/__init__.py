"""The content types, one module each, discovered automatically: a module declares one type and its groups of fields."""

from importlib import import_module
from pkgutil import iter_modules

from generator.entry import Entry


def _type_in(name: str) -> type[Entry]:
    """The type that a module declares: the class with the name of the module."""
    found = vars(import_module(f"{__name__}.{name}"))[name.title().replace("_", "")]
    assert isinstance(found, type) and issubclass(found, Entry)
    return found


CONTENT_TYPES: tuple[type[Entry], ...] = tuple(_type_in(module.name) for module in iter_modules(__path__))
"""All types, by name. Pages show them in the order of `content/site.yaml`."""

BY_SECTION: dict[str, type[Entry]] = {content_type.section: content_type for content_type in CONTENT_TYPES}
