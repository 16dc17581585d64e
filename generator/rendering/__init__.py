"""Renders the base as of a day to HTML: entries, texts, citations, pictures, onward links and pages."""
