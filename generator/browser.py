"""Minified scripts for readers' browsers: one closure per file, in syntax that the oldest supported browsers
understand.
"""

import minify

LANGUAGE = 2020
"""The ECMAScript version that the oldest supported browsers have: Chromium 83 and Safari 13.1."""


def closure(code: str) -> bytes:
    """Bundles scripts that share one scope into one minified file that defines no global variables."""
    minify.config({"js-version": LANGUAGE})
    small: str = minify.string("application/javascript", f'(() => {{\n"use strict";\n{code}}})();\n')
    return f"{small}\n".encode()
