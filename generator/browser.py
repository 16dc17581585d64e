"""Scripts for readers' browsers: one closure a file, made small without any syntax that the oldest browsers lack."""

import minify

LANGUAGE = 2020
"""The year of the language that the oldest browsers know: Chromium 83 and Safari 13.1."""


def closure(code: str) -> bytes:
    """Plain scripts that share one scope, as one file that leaves nothing in the page's own."""
    minify.config({"js-version": LANGUAGE})
    small: str = minify.string("application/javascript", f'(() => {{\n"use strict";\n{code}}})();\n')
    return f"{small}\n".encode()
